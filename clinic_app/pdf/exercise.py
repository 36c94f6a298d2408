"""One exercise on the sheet: name, pictures, steps, where it is felt, dose, mistake, note. Never divided."""

from functools import cached_property

from reportlab.lib.units import mm

from clinic_app.domain.handout import Glossed, Printed, SheetExercise, Words, glossed
from clinic_app.pdf.block import Block, DrawFigure, Easel, Group, TextBlock, body_style, running_text, style
from clinic_app.pdf.foot import Foot
from clinic_app.pdf.marked import spoken_as
from clinic_app.pdf.marks import box, disc, polyline, rule, stripes
from clinic_app.pdf.one_line import details_and_note
from clinic_app.pdf.pictures import PictureGroup
from clinic_app.pdf.styles import Theme
from clinic_app.pdf.tags import NUMBERED, Role
from clinic_app.pdf.tail import NoteBlock, Tail, tail_of
from clinic_app.pdf.text import Paragraph, Span, draw_line, line_width, spans

_DISC = 9 * mm
_SNUG_DISC = 8.2 * mm
_INDENT = 7.5 * mm
_KEY = 4.2 * mm
_COLUMN_GAP, _SNUG_COLUMN_GAP = 5 * mm, 4 * mm
_STEP_GAP_MM = 1.1
_PAIR = 2
_THREE_CELLS = 78 * mm
_MOST_NAME_LINES = 12
_BESIDE_COSTS = 1.5 * mm
"""So much taller may an exercise be for details beside the pictures: there they stand in all exercises."""
_MUCH_SHORTER, _CLEARLY_LARGER = 0.8, 1.08
_WIDER = (2.0, 1.75, 1.5, 1.25)
"""So many times wider than usual may pictures be, the widest first."""


class ExerciseParts:
    """What an exercise is made of in one theme, whatever the size of its pictures."""

    def __init__(self, exercise: SheetExercise, theme: Theme, draw_figure: DrawFigure) -> None:
        self.exercise = exercise
        self.theme = theme
        self.draw_figure = draw_figure
        self.title = _Title(exercise, theme)
        self.foot = Foot(exercise, theme)
        self.details = _details(exercise.details, theme)
        self.note = running_text(theme, exercise.note)
        self.note_block = NoteBlock(exercise, theme)
        self.details_and_note = details_and_note(exercise, theme)
        self._blocks: dict[tuple[float, bool, bool], ExerciseBlock] = {}

    def block(
        self, picture_height: float, *, compact: bool = False, with_note: bool = True
    ) -> "ExerciseBlock":
        """The exercise with a standing person ``picture_height`` tall; measured once."""
        key = (picture_height, compact, with_note)
        if key not in self._blocks:
            self._blocks[key] = ExerciseBlock(self, picture_height, compact=compact, with_note=with_note)
        return self._blocks[key]

    def pieces(self, picture_height: float) -> tuple[Block, ...]:
        """The same content in pieces that may stand on several pages, for an exercise longer than a page."""
        theme = self.theme
        pictures = _Pictures(self, theme.text_width, picture_height)
        text = _Instructions(self.exercise, theme, theme.text_width)
        return Group(self.title, pictures), *text.blocks, self.foot, self.details


class ExerciseBlock:
    """Measured for one theme, with a standing person ``picture_height`` tall."""

    def __init__(
        self, parts: ExerciseParts, picture_height: float, *, compact: bool, with_note: bool
    ) -> None:
        theme = parts.theme
        self._parts = parts
        self._theme = theme
        self._picture_height = picture_height
        self._tail: Tail | None = None
        self._pictures, self._text = self._columns(compact=compact, narrow=False)
        if compact and not theme.one_column and self._text.height > self._pictures.height:
            pictures, text = self._columns(compact=True, narrow=True)
            if max(pictures.height, text.height) < self._middle_height:
                self._pictures, self._text = pictures, text
        if not theme.one_column and self._could_be_wider(compact=compact):
            self._widen_pictures(compact=compact)
        self._text_x = 0.0 if theme.one_column else self._pictures.width + _column_gap(theme)
        self._between = theme.space(2)
        joined = parts.details_and_note if with_note else None
        has_note = with_note and joined is None and parts.note.height
        self._details: Block = joined or parts.details
        self._note_height = self._between + parts.note_block.height if has_note else 0.0
        self._put_tail_beside_pictures(with_note=with_note)

    def _put_tail_beside_pictures(self, *, with_note: bool) -> None:
        """Details and note stand below the steps where the exercise is shorter for it."""
        theme = self._theme
        column = theme.text_width - self._text_x - _INDENT
        tail = tail_of(self._parts.exercise, theme, column, with_note=with_note)
        if tail is None:
            return
        before = self._measured()
        below = self._details, self._note_height
        self._tail, self._details, self._note_height = tail, Group(), 0.0
        if self._measured() > before + _BESIDE_COSTS:
            self._tail = None
            self._details, self._note_height = below

    def _could_be_wider(self, *, compact: bool) -> bool:
        """Whether the pictures lack width, or are much shorter than the text beside them."""
        pictures, text = self._pictures, self._text
        return (compact and pictures.is_narrowed) or pictures.height < text.height * _MUCH_SHORTER

    def _widen_pictures(self, *, compact: bool) -> None:
        """Pictures take from the text what makes the exercise no taller."""
        for wider in _WIDER:
            pictures, text = self._columns(compact=compact, narrow=False, wider=wider)
            if max(pictures.height, text.height) > self._middle_height:
                continue
            if pictures.scale > self._pictures.scale * _CLEARLY_LARGER:
                self._pictures, self._text = pictures, text
            return

    def _columns(
        self, *, compact: bool, narrow: bool, wider: float = 1.0
    ) -> "tuple[PictureGroup, _Instructions]":
        """The pictures, and the text beside or below them."""
        parts, theme, tall = self._parts, self._theme, self._picture_height
        most = theme.text_width if theme.one_column else wider * _most_pictures_width(parts.exercise, tall)
        pictures = PictureGroup(
            parts.exercise.pictures,
            parts.draw_figure,
            theme,
            most,
            tall,
            compact=compact,
            narrow=narrow,
            language=parts.exercise.language,
        )
        beside = 0.0 if theme.one_column else pictures.width + _column_gap(theme)
        return pictures, _Instructions(parts.exercise, theme, theme.text_width - beside)

    @cached_property
    def height(self) -> float:
        """Everything, in points; asked for once all stands where it stays."""
        return self._measured()

    def _measured(self) -> float:
        """Everything as it stands now."""
        parts = self._parts
        foot = self._between + parts.foot.height + self._details.height
        return parts.title.height + self._middle_height + foot + self._note_height

    def draw(self, easel: Easel, top: float) -> None:
        """Draw title, pictures, text, dose and note."""
        theme, parts = self._theme, self._parts
        parts.title.draw(easel, top)
        top -= parts.title.height
        if theme.one_column:
            self._pictures.draw(easel, (theme.text_width - self._pictures.width) / 2, top)
            self._text.draw(easel, 0, top - self._pictures.height - self._between)
        else:
            spare = max(0.0, self._pictures.height - self._column_height)
            left = theme.left(0, self._pictures.width)
            self._pictures.draw(easel, left, top - (self._middle_height - self._pictures.height) / 2)
            text_x = theme.left(self._text_x, theme.text_width - self._text_x)
            foot = self._text.draw(easel, text_x, top, loosened_by=spare * 0.7)
            if self._tail is not None:
                self._tail.draw(easel, text_x if theme.right_to_left else text_x + _INDENT, foot)
        top -= self._middle_height + self._between
        parts.foot.draw(easel, top)
        top -= parts.foot.height
        self._details.draw(easel, top)
        if self._note_height:
            parts.note_block.draw(easel, top - self._details.height - self._between)

    @property
    def text_height(self) -> float:
        """The steps' and all that stands with them, at its tightest."""
        return self._text.height

    @property
    def _middle_height(self) -> float:
        if self._theme.one_column:
            return self._pictures.height + self._between + self._text.height
        return max(self._pictures.height, self._column_height)

    @property
    def _column_height(self) -> float:
        return self._text.height + (self._tail.height if self._tail else 0.0)


class _Pictures:
    """The pictures by themselves, as wide as the text."""

    def __init__(self, parts: ExerciseParts, width: float, picture_height: float) -> None:
        self._group = PictureGroup(
            parts.exercise.pictures, parts.draw_figure, parts.theme, width, picture_height, compact=True
        )

    @property
    def height(self) -> float:
        """With the space below."""
        return self._group.height + _COLUMN_GAP

    def draw(self, easel: Easel, top: float) -> None:
        """Draw from the reading edge."""
        self._group.draw(easel, easel.theme.left(0, self._group.width), top)


def _column_gap(theme: Theme) -> float:
    """Between the pictures and the steps."""
    return _SNUG_COLUMN_GAP if theme.is_snug else _COLUMN_GAP


def _most_pictures_width(exercise: SheetExercise, picture_height: float) -> float:
    """Two standing people and the lens beside them; three cells where there are more pictures."""
    return max(picture_height * 1.2 + 4 * mm, _THREE_CELLS if len(exercise.pictures) > _PAIR else 0.0)


def _details(words: Printed, theme: Theme) -> TextBlock:
    """The rest of the prescription below the dose, with a little space above it."""
    set_in = style(theme, theme.label, leading=1.22)
    return TextBlock(Paragraph(words, set_in, theme.text_width), theme, before=theme.space(1.2))


class _Title:
    """The number in a disc, the name, the side opposite."""

    def __init__(self, exercise: SheetExercise, theme: Theme) -> None:
        self._theme = theme
        self._number = str(exercise.number)
        self._language = exercise.language
        self._side = exercise.side_line
        side_width = line_width(self._side, theme.label, bold=True) + 5 * mm if self._side else 0.0
        beside = theme.text_width - 12 * mm - side_width
        self._wraps = beside < theme.text_width * 0.35
        width = theme.text_width - 12 * mm if self._wraps else beside
        size = theme.name
        while size > theme.name * 0.85 and line_width(exercise.name, size, bold=True) > width:
            size -= 0.5
        self._name = Paragraph(
            exercise.name, style(theme, size, leading=1.16), width, bold=True, most_lines=_MOST_NAME_LINES
        )

    @property
    def height(self) -> float:
        """With the space below it."""
        return max(self._disc, self._name.height) + self._theme.space(2)

    @property
    def _disc(self) -> float:
        return _SNUG_DISC if self._theme.is_snug else _DISC

    def draw(self, easel: Easel, top: float) -> None:
        """Draw disc, name and side."""
        theme, canvas = self._theme, easel.canvas
        accent = theme.colours.accent
        wide = self._disc
        middle = theme.left(0, wide) + wide / 2
        disc(canvas, middle, top - wide / 2, wide / 2, accent)
        number = style(theme, 17, colour=theme.colours.white)
        name_top = top - max(0.0, wide - self._name.style.leading) / 2
        said = f"{self._number}. "
        with easel.heading(Role.HEADING, top, said + self._name.text, language=self._language):
            with spoken_as(canvas, said):
                y = top - wide / 2 - 17 * 0.34
                draw_line(canvas, self._number, middle, y, number, bold=True, align="centre")
            self._name.draw(canvas, theme.left(12 * mm, self._name.width), name_top)
        if self._side and not self._wraps:
            baseline = name_top - self._name.style.leading / 2 - self._name.style.size * 0.235
            end = theme.left(theme.text_width, 0)
            side = style(theme, theme.label, colour=accent)
            with easel.tagged(Role.TEXT):
                draw_line(canvas, self._side, end, baseline, side, bold=True, align="end")


class _Instructions:
    """Numbered steps, where it is felt, what is easier."""

    def __init__(self, exercise: SheetExercise, theme: Theme, width: float) -> None:
        self._theme = theme
        self._width = width
        set_in, inner = body_style(theme), width - _INDENT
        self._steps = tuple(Paragraph(step, set_in, inner) for step in exercise.steps)
        self._felt = _led(exercise.felt_lead, exercise.felt_where, theme, inner)
        self._easier = _led(exercise.easier_lead, exercise.easier, theme, inner)
        self._exercise = exercise

    @cached_property
    def height(self) -> float:
        """All of it at its tightest."""
        gap = self._theme.space(_STEP_GAP_MM)
        steps = sum(step.height + gap for step in self._steps)
        extra = sum(each.height + gap for each in (self._felt, self._easier) if each)
        return steps + extra + self._theme.space(0.6) + self._theme.space(1.2)

    @property
    def blocks(self) -> tuple[TextBlock, ...]:
        """The same as running text."""
        theme, exercise = self._theme, self._exercise
        steps = tuple(
            block
            for number, step in enumerate(exercise.steps, start=1)
            for block in _as_text(number, step, theme)
        )
        led = ((exercise.felt_lead, exercise.felt_where), (exercise.easier_lead, exercise.easier))
        return steps + tuple(
            running_text(theme, (Span(f"{lead} ", bold=True), *spans(words)), after=1 * mm)
            for lead, words in led
            if spans(words)
        )

    def draw(self, easel: Easel, x: float, top: float, loosened_by: float = 0.0) -> float:
        """Draw, with ``loosened_by`` points more shared out between the steps; returns where it ends."""
        theme, canvas = self._theme, easel.canvas
        least = theme.space(_STEP_GAP_MM)
        gap = least + min(2.4 * mm, loosened_by / (len(self._steps) + 1))
        inner, language = x if theme.right_to_left else x + _INDENT, self._exercise.language
        with easel.tagged(Role.LIST, attributes=NUMBERED, language=language):
            for number, step in enumerate(self._steps, start=1):
                self._draw_step(easel, str(number), step, x, top)
                top -= step.height + gap
        top -= theme.space(0.6)
        rule(canvas, x, top, x + self._width, top, theme.colours.hairline, 0.2)
        top -= theme.space(1.2)
        if self._felt:
            self._draw_key(easel, self._key_x(x), top - self._felt.style.leading / 2 - _KEY / 2)
            with easel.tagged(Role.TEXT, language=language):
                self._felt.draw(canvas, inner, top)
            top -= self._felt.height + least
        if self._easier:
            self._draw_step_down(easel, self._key_x(x), top - self._easier.style.leading / 2 - _KEY / 2)
            with easel.tagged(Role.TEXT, language=language):
                self._easier.draw(canvas, inner, top)
            top -= self._easier.height + least
        return top

    def _draw_step(self, easel: Easel, number: str, step: Paragraph, x: float, top: float) -> None:
        """The number at the reading edge, the step beside it."""
        theme = self._theme
        baseline = top - step.style.leading * 0.5 - step.style.size * 0.235
        at = x + self._width if theme.right_to_left else x
        accent = style(theme, theme.body, colour=theme.colours.accent)
        with easel.tagged(Role.ITEM):
            with easel.tagged(Role.LABEL):
                draw_line(easel.canvas, number, at, baseline, accent, bold=True)
            with easel.tagged(Role.ITEM_BODY):
                step.draw(easel.canvas, x if theme.right_to_left else x + _INDENT, top)

    def _key_x(self, x: float) -> float:
        return x + self._width - _KEY if self._theme.right_to_left else x

    def _draw_key(self, easel: Easel, x: float, y: float) -> None:
        """The muscle's own tone and hatch."""
        colours = self._theme.colours
        box(easel.canvas, x, y, _KEY, _KEY, fill=colours.muscle)
        stripes(easel.canvas, x, y, _KEY, _KEY, colours.muscle_line, pitch_mm=1.41, line_mm=0.25)
        box(easel.canvas, x, y, _KEY, _KEY, line=colours.muscle_line)

    def _draw_step_down(self, easel: Easel, x: float, y: float) -> None:
        third, half = _KEY / 3, _KEY / 2
        points = (
            (x, y + _KEY),
            (x + third, y + _KEY),
            (x + third, y + half),
            (x + 2 * third, y + half),
            (x + 2 * third, y),
            (x + _KEY, y),
        )
        polyline(easel.canvas, points, self._theme.colours.accent, 0.55)


def _as_text(number: int, step: Printed, theme: Theme) -> tuple[TextBlock, ...]:
    """A step as running text, and the same in the second language after it."""
    own = running_text(theme, (Span(f"{number}  ", bold=True), *spans(step)), after=1 * mm)
    if not isinstance(step, Glossed):
        return (own,)
    return own, running_text(theme, glossed("", step.below, step.language), after=1 * mm)


def _led(lead: str, words: Words, theme: Theme, width: float) -> Paragraph | None:
    if not spans(words):
        return None
    return Paragraph((Span(f"{lead} ", bold=True), *spans(words)), body_style(theme), width)
