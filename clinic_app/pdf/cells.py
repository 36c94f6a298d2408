"""Exercises in cells side by side: number, picture, name, cue and dose, each in a frame of its own."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from copy import copy
from dataclasses import replace
from typing import Final

from reportlab.lib.units import mm

from clinic_app.domain.handout import DoseCell, Picture, SheetExercise
from clinic_app.pdf.block import DrawFigure, Easel, style
from clinic_app.pdf.marks import box, disc, rule
from clinic_app.pdf.pictures import PictureGroup
from clinic_app.pdf.styles import Theme
from clinic_app.pdf.tags import Role
from clinic_app.pdf.tail import NOTE_BAR, NOTE_INDENT, draw_note_bar
from clinic_app.pdf.text import Paragraph, Span, TextStyle, draw_line, spans

_PADDING: Final = 4 * mm
_DISC: Final = 4.5 * mm
_STRIP_PADDING: Final = 1.6 * mm
_LEAST_PICTURE: Final = 22 * mm
_SHRINK: Final = 2 * mm
_NAME_LINES: Final = 6
_CUE_LINES: Final = 2
_NOTE_LINES: Final = 3
_DECISIVE: Final = "end"
_USUAL_PICTURE: Final = 33 * mm
_WIDE_CELL: Final = 118 * mm
"""A cell as wide as this shows the start too."""


class Cell:
    """One exercise, ``width`` wide and as tall as it is drawn; texts give way to the picture last."""

    def __init__(
        self,
        exercise: SheetExercise,
        theme: Theme,
        width: float,
        draw_figure: DrawFigure,
        *,
        with_schedule: bool,
        with_long_note: bool = False,
    ) -> None:
        """A note of more than a few lines is left out, unless ``with_long_note``."""
        self._theme = theme
        self._width = width
        self._exercise = exercise
        self._draw_figure = draw_figure
        inner = width - 2 * _PADDING
        both = width >= _WIDE_CELL or _pair_width(exercise, draw_figure) <= inner - 2 * _DISC
        self._pictures = _shown(exercise, both=both)
        named = style(theme, theme.name * 0.84, leading=1.12)
        self._name = Paragraph(exercise.name, named, inner, bold=True, most_lines=_NAME_LINES)
        cue = self._pictures[-1].caption if self._pictures else ""
        self._pictures = tuple(replace(picture, caption="") for picture in self._pictures)
        self._cue = Paragraph(cue, style(theme, theme.label, leading=1.2), inner, most_lines=_CUE_LINES)
        set_in = style(theme, theme.label, leading=1.2)
        self._note = Paragraph(exercise.note, set_in, inner - NOTE_INDENT)
        self.leaves_out_note = not with_long_note and len(self._note.lines) > _NOTE_LINES
        if self.leaves_out_note:
            self._note = Paragraph("", set_in, inner)
        self._dose = tuple(_dose_lines(exercise, theme, inner, with_schedule=with_schedule))
        self._strip = self.own_strip

    @property
    def is_whole(self) -> bool:
        """Whether neither name nor cue had to be cut."""
        return not (self._name.is_cut or self._cue.is_cut)

    @property
    def least_height(self) -> float:
        """With the smallest picture."""
        return self._texts + _LEAST_PICTURE

    @property
    def _texts(self) -> float:
        return self._name.height + self._cue.height + self._note.height + self._strip + _PADDING

    @property
    def own_strip(self) -> float:
        """How tall the dose's strip has to be, in points."""
        return sum(line.height for line in self._dose) + 2 * _STRIP_PADDING

    def with_strip(self, strip: float) -> "Cell":
        """The cell with a strip as tall as its neighbours', which are taller."""
        cell = copy(self)
        cell._strip = strip
        return cell

    def draw(self, easel: Easel, x: float, top: float, height: float) -> None:
        """Frame, picture, name, cue; the dose on a strip at the foot."""
        theme, canvas, colours = self._theme, easel.canvas, self._theme.colours
        bottom = top - height
        box(canvas, x, bottom, self._width, self._strip, fill=colours.tint, radius_mm=2)
        box(canvas, x, bottom, self._width, height, line=colours.hairline, line_mm=0.3, radius_mm=2)
        rule(canvas, x, bottom + self._strip, x + self._width, bottom + self._strip, colours.accent, 0.5)
        text_x = x + _PADDING
        y = bottom + self._strip + _PADDING * 0.4 + self._name.height + self._cue.height + self._note.height
        with self._heading(easel, top):
            self._name.draw(canvas, text_x, y)
        self._draw_pictures(easel, x, top, y)
        if self._cue.lines:
            with easel.tagged(Role.FIGURE, of=self._pictures[-1]), easel.tagged(Role.CAPTION):
                self._cue.draw(canvas, text_x, y - self._name.height)
        if self._note.lines:
            self._draw_note(easel, text_x, y - self._name.height - self._cue.height)
        y = bottom + self._strip - _STRIP_PADDING
        for line in self._dose:
            with easel.tagged(Role.TEXT):
                line.draw(canvas, text_x, y)
            y -= line.height
        middle = x + self._width - _DISC - 1.5 * mm if theme.right_to_left else x + _DISC + 1.5 * mm
        disc(canvas, middle, top - _DISC - 1.5 * mm, _DISC, colours.accent)
        number = style(theme, 17, colour=colours.white)
        baseline = top - _DISC - 1.5 * mm - 17 * 0.34
        with self._heading(easel, top):
            draw_line(canvas, str(self._exercise.number), middle, baseline, number, bold=True, align="centre")

    def _draw_note(self, easel: Easel, x: float, top: float) -> None:
        """The therapist's note beside its bar."""
        backwards = self._theme.right_to_left
        bar = x + self._width - 2 * _PADDING - NOTE_BAR if backwards else x
        draw_note_bar(easel, bar, top, self._note.height)
        with easel.tagged(Role.TEXT):
            self._note.draw(easel.canvas, x if backwards else x + NOTE_INDENT, top)

    def _heading(self, easel: Easel, top: float) -> AbstractContextManager[None]:
        """Number and name: the number is drawn last, upon the picture, but read first."""
        said = f"{self._exercise.number}. {self._name.text}"
        language = self._exercise.language
        return easel.heading(Role.HEADING, top, said, spoken=said, language=language, of=self)

    def _draw_pictures(self, easel: Easel, x: float, top: float, bottom: float) -> None:
        """As large as the room between the frame's upper edge and the name allows."""
        room = top - bottom - 1.5 * mm
        beside = 2 * _DISC + 3 * mm if len(self._pictures) > 1 else 0.0
        width = self._width - 2 * _PADDING - beside
        tall = room
        group = self._group(width, tall)
        while group.height > room and tall > _SHRINK:
            tall -= _SHRINK
            group = self._group(width, tall)
        indent = 0.0 if self._theme.right_to_left else beside
        left = x + _PADDING + indent + (width - group.width) / 2
        group.draw(easel, left, top - 1.5 * mm - max(0.0, room - group.height) / 2)

    def _group(self, width: float, tall: float) -> PictureGroup:
        language = self._exercise.language
        return PictureGroup(
            self._pictures, self._draw_figure, self._theme, width, tall, compact=True, language=language
        )


def level(cells: Sequence[Cell]) -> list[Cell]:
    """Neighbours with strips of one height, so that their names stand on one line."""
    tallest = max((cell.own_strip for cell in cells), default=0.0)
    return [cell.with_strip(tallest) for cell in cells]


class CellRow:
    """Cells side by side, all equally tall."""

    def __init__(self, cells: Sequence[Cell], theme: Theme, width: float, gap: float, height: float) -> None:
        self._cells = tuple(cells)
        self._theme = theme
        self._width = width
        self._gap = gap
        self.height = height

    def draw(self, easel: Easel, top: float) -> None:
        """Draw from the reading edge."""
        for at, cell in enumerate(self._cells):
            x = self._theme.left(at * (self._width + self._gap), self._width)
            cell.draw(easel, x, top, self.height)


def _pair_width(exercise: SheetExercise, draw_figure: DrawFigure) -> float:
    """How wide start and end are beside each other as tall as a cell's picture usually is, in points."""
    drawings = [draw_figure(each.slug, each.frame, each.mirror) for each in _shown(exercise, both=True)]
    tallest = max((each.height for each in drawings), default=1)
    return sum(each.width for each in drawings) / tallest * _USUAL_PICTURE


def _shown(exercise: SheetExercise, *, both: bool) -> tuple[Picture, ...]:
    """The decisive picture, with the first before it where there is room."""
    pictures = exercise.pictures
    if not pictures:
        return ()
    decisive = next((each for each in pictures if each.frame == _DECISIVE), pictures[-1])
    return (pictures[0], decisive) if both and pictures[0] is not decisive else (decisive,)


def _dose_lines(
    exercise: SheetExercise, theme: Theme, width: float, *, with_schedule: bool
) -> Iterator[Paragraph]:
    """How much; how often, where the head does not say it for all; the rest of the prescription."""
    amount = tuple(cell for cell in exercise.dose if not cell.is_how_often)
    often = tuple(cell for cell in exercise.dose if cell.is_how_often) if with_schedule else ()
    side = exercise.side_line if all(cell.number for cell in amount) else ""
    first = _in_one_line(_in_a_line(amount, side), theme, width)
    rest = (_in_a_line(often), spans(exercise.details))
    set_in = style(theme, theme.small, leading=1.22)
    if len(first.lines) <= 1:
        yield first
        yield from (Paragraph(words, set_in, width) for words in rest if words)
        return
    *whole, last = _packed([*amount, *often], side, set_in, width)
    yield from (Paragraph(words, set_in, width) for words in whole)
    yield Paragraph((*last, Span(". "), *rest[1]) if rest[1] else last, set_in, width)


def _packed(
    cells: Sequence[DoseCell], side_line: str, set_in: TextStyle, width: float
) -> list[tuple[Span, ...]]:
    """As many cells on a line as fit, and no line that ends with a dot between two."""
    lines: list[list[DoseCell]] = []
    for cell in cells:
        if lines and len(Paragraph(_in_a_line([*lines[-1], cell]), set_in, width).lines) <= 1:
            lines[-1].append(cell)
        else:
            lines.append([cell])
    return [_in_a_line(line, side_line if line is lines[-1] else "") for line in lines] or [()]


def _in_one_line(words: tuple[Span, ...], theme: Theme, width: float) -> Paragraph:
    """The words in the largest type that keeps them on one line; the smallest where none does."""
    sizes = (theme.label * 1.08, theme.label, theme.small)
    tried = [Paragraph(words, style(theme, size, leading=1.22), width) for size in sizes]
    return next((each for each in tried if len(each.lines) <= 1), tried[-1])


def _in_a_line(cells: Sequence[DoseCell], side_line: str = "") -> tuple[Span, ...]:
    """The cells as running text, their numbers bold."""
    found: list[Span] = []
    for cell in cells:
        found += [Span(" · ")] if found else []
        found += [Span(f"{cell.lead} ")] if cell.lead else []
        found += (
            [Span(cell.number, bold=True), Span(f" {cell.word}")]
            if cell.number
            else [Span(cell.word, bold=True)]
        )
    return (*found, Span(f" · {side_line}")) if side_line else tuple(found)
