"""One exercise a page, to act from across a room; then the pages that close a sheet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from reportlab.lib.units import mm

from clinic_app.domain.handout import Glossed, Printed, Sheet, SheetExercise, glossed
from clinic_app.pdf.block import Block, DrawFigure, Easel, Group, TextBlock, heading, running_text, style
from clinic_app.pdf.dose_band import DoseBand
from clinic_app.pdf.fitting import refuse_unless
from clinic_app.pdf.layout import Layout, PlacedBlock, closing_pages
from clinic_app.pdf.marks import box, disc
from clinic_app.pdf.mistake import MistakePanel
from clinic_app.pdf.news import NewsBar
from clinic_app.pdf.pictures import PictureGroup
from clinic_app.pdf.stop import stop_line
from clinic_app.pdf.styles import Theme
from clinic_app.pdf.tags import NUMBERED, Role
from clinic_app.pdf.text import Paragraph, Span, draw_line, spans

_PADDING: Final = 4.5 * mm
_GUTTER: Final = 8 * mm
_INDENT: Final = 11 * mm
_DISC: Final = 4.2 * mm
_STEP_GAP: Final = 2.4 * mm
_BODIES: Final = (20.0, 18.5, 17.0, 16.0, 15.0, 14.0)
"""Sizes of the steps, the largest first: type gives way where the pictures would get small."""
_LEAST_PICTURE: Final = 95 * mm
_TALLEST_PICTURE: Final = 130 * mm
_NO_PICTURE: Final = 30 * mm
"""Less is no room for a picture."""
_SHRINK: Final = 2 * mm
_CLEARLY: Final = 1.05
"""So much larger are pictures beside each other, or they stand one above the other."""


def lay_out_posters(sheet: Sheet, theme: Theme, draw_figure: DrawFigure) -> Layout:
    """Every exercise on a page of its own, then stop rules, explanations and log."""
    later = replace(sheet, news=None)
    sheets = [(later if at else sheet, exercise) for at, exercise in enumerate(sheet.exercises)]
    posters = [_poster(each, exercise, theme, draw_figure, 0.0) for each, exercise in sheets]
    body = min(poster.body for poster in posters)
    posters = [_poster(each, exercise, theme, draw_figure, body) for each, exercise in sheets]
    refuse_unless(all(poster.picture_room >= _NO_PICTURE for poster in posters))
    pages = tuple((PlacedBlock(poster, theme.text_height),) for poster in posters)
    return Layout(theme, pages + closing_pages(sheet, theme))


def _poster(
    sheet: Sheet, exercise: SheetExercise, theme: Theme, draw_figure: DrawFigure, body: float
) -> "Poster":
    """The poster in type of size ``body``; with 0 the largest that leaves its pictures room."""
    if body:
        return Poster(sheet, exercise, _loud(theme, body), draw_figure)
    least = theme.body if theme.one_column else _BODIES[-1]
    bodies = [body for body in _BODIES if body >= least] or [theme.body]
    posters = (Poster(sheet, exercise, _loud(theme, body), draw_figure) for body in bodies)
    found = None
    for found in posters:
        if found.picture_room >= _LEAST_PICTURE:
            break
    assert found is not None
    return found


def _loud(theme: Theme, body: float) -> Theme:
    """The theme in the type of a poster."""
    return replace(
        theme,
        body=body,
        name=body * 2.1,
        label=body * 0.92,
        dose_number=body * 2.6,
        is_snug=False,
    )


class Poster:
    """One exercise, as tall as the page."""

    def __init__(self, sheet: Sheet, exercise: SheetExercise, theme: Theme, draw_figure: DrawFigure) -> None:
        self._theme = theme
        self._exercise = exercise
        self._draw_figure = draw_figure
        self._news: Block = NewsBar(sheet.news, theme) if sheet.news else Group()
        self._name = _name(exercise, theme)
        side = (Span(exercise.side_line, bold=True), Span("  ")) if exercise.side_line else ()
        self._line = running_text(theme, (*side, *spans(exercise.details)), after=3 * mm)
        self._below = running_text(theme, _line_below(exercise), after=2 * mm)
        self._columns = _Columns(exercise, theme)
        self._band = DoseBand(exercise.dose, theme, theme.text_width, spoken=exercise.dose_sentence)
        self._note = running_text(theme, exercise.note, before=2 * mm)
        self._foot = stop_line(sheet.stop, theme, max(theme.small, theme.body * 0.75))

    @property
    def body(self) -> float:
        """The size of the steps, in points."""
        return self._theme.body

    @property
    def height(self) -> float:
        """The whole page's."""
        return self._theme.text_height

    @property
    def picture_room(self) -> float:
        """What the texts leave for the pictures, in points."""
        return self.height - self._texts - 2 * _PADDING

    @property
    def _texts(self) -> float:
        parts = (self._name, self._line, self._below, self._columns, self._note, self._foot, self._band)
        return sum(part.height for part in parts) + self._above + 10 * mm

    @property
    def _above(self) -> float:
        """What is new, above the pictures, with the space below it."""
        return self._news.height + 4 * mm if self._news.height else 0.0

    def draw(self, easel: Easel, top: float) -> None:
        """Name, pictures, steps; dose and whom to call at the foot of the page."""
        bottom = top - self.height
        for block in (self._name, self._line, self._below):
            block.draw(easel, top)
            top -= block.height
        self._news.draw(easel, top)
        top -= self._above
        top -= self._draw_pictures(easel, top) + 5 * mm
        self._columns.draw(easel, top)
        self._note.draw(easel, top - self._columns.height)
        self._band.draw(easel, 0, bottom + self._foot.height + 3 * mm)
        self._foot.draw(easel, bottom + self._foot.height)

    def _draw_pictures(self, easel: Easel, top: float) -> float:
        """The pictures on their panel; returns its height."""
        theme, room = self._theme, max(self.picture_room, 20 * mm)
        width = theme.text_width - 2 * _PADDING
        stacked, beside = (self._largest_group(width, room, compact=each) for each in (False, True))
        group = beside if beside.scale > stacked.scale * _CLEARLY else stacked
        panel = room + 2 * _PADDING
        box(easel.canvas, 0, top - panel, theme.text_width, panel, fill=theme.colours.tint, radius_mm=3)
        group.draw(easel, (theme.text_width - group.width) / 2, top - _PADDING - (room - group.height) / 2)
        return panel

    def _largest_group(self, width: float, room: float, *, compact: bool) -> PictureGroup:
        """The pictures as large as the room allows; ``compact``: beside each other, without a lens."""
        tall = min(room, _TALLEST_PICTURE)
        group = self._group(width, tall, compact=compact)
        while group.height > room and tall > _SHRINK:
            tall -= _SHRINK
            group = self._group(width, tall, compact=compact)
        return group

    def _group(self, width: float, tall: float, *, compact: bool) -> PictureGroup:
        return PictureGroup(
            self._exercise.pictures,
            self._draw_figure,
            self._theme,
            width,
            tall,
            compact=compact,
            language=self._exercise.language,
        )


def _name(exercise: SheetExercise, theme: Theme) -> TextBlock:
    """The name as large as lets it stand on one line, at most a third smaller."""
    size = theme.name
    while size > theme.name * 0.66:
        set_in = style(theme, size)
        if len(Paragraph(exercise.name, set_in, theme.text_width, bold=True).lines) <= 1:
            break
        size -= 1
    return heading(theme, exercise.name, size=size, after=1 * mm)


def _line_below(exercise: SheetExercise) -> Printed:
    """The dose in the second language, where there is one."""
    details = exercise.details
    return glossed("", details.below, details.language) if isinstance(details, Glossed) else ""


@dataclass(frozen=True, slots=True)
class _Line:
    """A step with its number, or a led text without one."""

    number: str
    text: Paragraph

    @property
    def height(self) -> float:
        """The text's."""
        return self.text.height


_Part = _Line | MistakePanel


class _Columns:
    """Steps, where it is felt, what is easier, the mistake; in two columns where type is not large."""

    def __init__(self, exercise: SheetExercise, theme: Theme) -> None:
        self._theme = theme
        self._language = exercise.language
        count = 1 if theme.one_column else 2
        self._column = (theme.text_width - _GUTTER * (count - 1)) / count
        self._columns = _shared_out(self._parts(exercise), count)

    def _parts(self, exercise: SheetExercise) -> list[_Part]:
        set_in, inner = style(self._theme, self._theme.body), self._column - _INDENT
        parts: list[_Part] = [
            _Line(str(number), Paragraph(step, set_in, inner))
            for number, step in enumerate(exercise.steps, start=1)
        ]
        for lead, words in (
            (exercise.felt_lead, exercise.felt_where),
            (exercise.easier_lead, exercise.easier),
        ):
            if spans(words):
                led = (Span(f"{lead} ", bold=True), *spans(words))
                parts.append(_Line("", Paragraph(led, set_in, inner)))
        if spans(exercise.mistake):
            parts.append(MistakePanel(exercise, self._theme, self._column))
        return parts

    @property
    def height(self) -> float:
        """The taller column's."""
        return max(_tall(column) for column in self._columns)

    def draw(self, easel: Easel, top: float) -> None:
        """Draw from the reading edge."""
        for at, column in enumerate(self._columns):
            x, y = self._theme.left(at * (self._column + _GUTTER), self._column), top
            for part in column:
                if isinstance(part, MistakePanel):
                    part.draw(easel, x, y - part.height, part.height)
                elif part.number:
                    with easel.tagged(Role.LIST, attributes=NUMBERED, language=self._language, of=self):
                        self._draw_step(easel, part, x, y)
                else:
                    with easel.tagged(Role.TEXT, language=self._language):
                        part.text.draw(easel.canvas, self._text_left(x), y)
                y -= part.height + _STEP_GAP

    def _text_left(self, x: float) -> float:
        return x if self._theme.right_to_left else x + _INDENT

    def _draw_step(self, easel: Easel, line: _Line, x: float, top: float) -> None:
        theme = self._theme
        middle = x + self._column - _DISC if theme.right_to_left else x + _DISC
        y = top - line.text.style.leading / 2
        disc(easel.canvas, middle, y, _DISC, theme.colours.accent)
        digits = style(theme, 14, colour=theme.colours.white)
        with easel.tagged(Role.ITEM):
            with easel.tagged(Role.LABEL):
                draw_line(easel.canvas, line.number, middle, y - 14 * 0.34, digits, bold=True, align="centre")
            with easel.tagged(Role.ITEM_BODY):
                line.text.draw(easel.canvas, self._text_left(x), top)


def _tall(column: Sequence[_Part]) -> float:
    return sum(part.height + _STEP_GAP for part in column)


def _shared_out(parts: list[_Part], columns: int) -> list[list[_Part]]:
    """The parts in order, in columns about equally tall."""
    if columns == 1:
        return [parts]
    cuts = range(1, len(parts) + 1)
    best = min(cuts, key=lambda at: (max(_tall(parts[:at]), _tall(parts[at:])), -at))
    return [parts[:best], parts[best:]]
