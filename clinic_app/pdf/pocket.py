"""Cards for a pocket: a quarter of a sheet each, with marks to cut by; one exercise a card."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from reportlab.lib.units import mm

from clinic_app.domain.handout import LogSheet, Sheet, SheetExercise
from clinic_app.pdf.block import Block, DrawFigure, Easel, Group, heading, running_text, style
from clinic_app.pdf.exercise import ExerciseParts
from clinic_app.pdf.fitting import refuse_unless
from clinic_app.pdf.head import focus_spans
from clinic_app.pdf.layout import Layout, PlacedBlock, Plan, filled_pages
from clinic_app.pdf.marks import box, rule
from clinic_app.pdf.pieces import Exercise, Fixed, Piece, exercise_pieces, text_pieces
from clinic_app.pdf.stop import stop_parts
from clinic_app.pdf.styles import Theme
from clinic_app.pdf.tags import Role, spanning
from clinic_app.pdf.text import draw_line, line_width, spans

_EDGE: Final = 8 * mm
_MARK: Final = 6 * mm
"""Length of a mark to cut by."""
_PER_SHEET: Final = 4
_SMALLER_PICTURE, _SMALLEST_PICTURE = 21 * mm, 18 * mm
"""A standing person's height where an exercise would not fit its card otherwise."""
_ROWS: Final = tuple(height * mm for height in (8.0, 7.4, 6.8, 6.2, 5.7))
"""Heights of a day, the roomiest first."""
_BOX: Final = 4.8 * mm

_Card = tuple[PlacedBlock, ...]


def lay_out_pocket(sheet: Sheet, theme: Theme, draw_figure: DrawFigure) -> Layout:
    """Exercises, stop rules and a week to tick, four cards to a sheet."""
    card = _card_theme(theme)
    cards: list[_Card] = []
    for exercise in sheet.exercises:
        pieces = _exercise_pieces(_brief(exercise), card, draw_figure)
        refuse_unless(all(piece.least(at_top=True) <= card.text_height for piece in pieces))
        cards += filled_pages(pieces, card, Plan(most_exercises=1))
    closing = [*_summary_pieces(sheet, card), *_stop_pieces(sheet, card)]
    refuse_unless(all(piece.least(at_top=True) <= card.text_height for piece in closing))
    cards += filled_pages(closing, card, Plan())
    cards += _week_cards(sheet, card, 1)
    for number in range(2, min(-len(cards) % _PER_SHEET + 1, sheet.log.weeks) + 1):
        more = _week_cards(sheet, card, number)
        cards += more if len(more) == 1 else ()
    whole = replace(theme, margin=0, top=0, bottom=0)
    pages = tuple(
        (PlacedBlock(_CardSheet(cards[at : at + _PER_SHEET], card, whole), whole.height),)
        for at in range(0, len(cards), _PER_SHEET)
    )
    return Layout(whole, pages, has_footer=False)


def _exercise_pieces(exercise: SheetExercise, card: Theme, draw_figure: DrawFigure) -> list[Piece]:
    """The exercise whole on its card; smaller pictures, then smaller type give way to that.

    Then captions, and the words for what is shaded; what is longer still goes on to other cards.
    """
    bare = replace(exercise, pictures=tuple(replace(each, caption="") for each in exercise.pictures))
    themes = (
        card,
        replace(card, least_picture=_SMALLER_PICTURE),
        replace(card, least_picture=_SMALLER_PICTURE, body=card.least_body),
        replace(card, least_picture=_SMALLEST_PICTURE, body=card.least_body, name=card.name * 0.9),
    )
    pieces: list[Piece] = []
    note_apart: list[Piece] = []
    tries = [(exercise, theme) for theme in themes]
    tries += [(bare, themes[-1]), (replace(bare, felt_lead="", felt_where=""), themes[-1])]
    for tried, theme in tries:
        parts = ExerciseParts(tried, theme, draw_figure)
        pieces = exercise_pieces(parts, card.text_height, may_shrink=False)
        first = pieces[0]
        if isinstance(first, Exercise) and first.with_note:
            return pieces
        if isinstance(first, Exercise):
            note_apart = note_apart or pieces
    return note_apart or pieces


def _brief(exercise: SheetExercise) -> SheetExercise:
    """Without the easier way; the side is said by the dose, where a cell of it says it."""
    says_side = any(not cell.number for cell in exercise.dose)
    side_line = "" if says_side else exercise.side_line
    return replace(exercise, easier_lead="", easier="", mistake_picture=None, side_line=side_line)


def _card_theme(theme: Theme) -> Theme:
    """The smallest type that is allowed, everything below each other."""
    return replace(
        theme,
        width=theme.width / 2,
        height=theme.height / 2,
        margin=_EDGE,
        top=_EDGE,
        bottom=_EDGE,
        body=12.6,
        least_body=12.2,
        title=17,
        name=15.5,
        heading=15.5,
        label=12.2,
        small=12.2,
        dose_number=22,
        least_picture=24 * mm,
        most_picture=46 * mm,
        one_column=True,
        is_snug=True,
    )


def _summary_pieces(sheet: Sheet, card: Theme) -> list[Piece]:
    """What the cards are for, how often, and why, above the stop rules."""
    blocks = (
        heading(card, sheet.title, after=0.5 * mm),
        running_text(card, focus_spans(sheet.focus)),
        running_text(card, sheet.phase_line, bold=True),
    )
    whole = Group(*blocks)
    return [Fixed(whole)] if whole.height <= card.text_height else text_pieces(blocks, card)


def _stop_pieces(sheet: Sheet, card: Theme) -> list[Piece]:
    return [
        piece
        for block in stop_parts(sheet.stop, card, card.text_height)
        for piece in (text_pieces((block,), card) if block.height > card.text_height else (Fixed(block),))
    ]


def _week_cards(sheet: Sheet, card: Theme, number: int) -> Sequence[_Card]:
    """A week to tick: the first, and as many of the others as there is paper for anyway."""
    pieces = _week_pieces(sheet, card, number)
    refuse_unless(all(piece.least(at_top=True) <= card.text_height for piece in pieces))
    return filled_pages(pieces, card, Plan())


def _week_pieces(sheet: Sheet, card: Theme, number: int) -> list[Piece]:
    """A week to tick; for whom, whom to call, which version."""
    lines: list[Block] = [
        running_text(card, sheet.title, bold=True),
        running_text(card, sheet.patient.heading),
        running_text(card, sheet.contact.call_lead, before=1 * mm),
        heading(card, sheet.contact.phone, role=Role.TEXT),
        running_text(card, sheet.contact.visit_lead if spans(sheet.contact.visit) else ""),
        running_text(card, sheet.contact.visit, bold=True),
        running_text(card, sheet.footer),
    ]
    named = running_text(card, f"{sheet.log.week_label} {number}", bold=True, after=0.5 * mm)
    title, below = heading(card, sheet.log.heading, after=1 * mm), Group(*lines)
    weeks = [Group(title, named, _Week(sheet.log, card, row)) for row in _ROWS]
    room = card.text_height - card.gap - below.height
    week = next((each for each in weeks if each.height <= room), weeks[-1])
    return [Fixed(week), Fixed(below)]


class _Week:
    """Days below each other, the times of a day side by side."""

    def __init__(self, log: LogSheet, theme: Theme, row: float) -> None:
        """``row`` is the height of a day, in points."""
        self._row = row
        self._log = log
        self._theme = theme
        self._day = max((line_width(day, theme.label) for day in log.days), default=0.0) + 6 * mm
        self._column = (theme.text_width - self._day) / max(1, len(log.bouts))

    @property
    def height(self) -> float:
        """Head, where a time has a name, and seven rows."""
        return self._head + len(self._log.days) * self._row

    @property
    def _head(self) -> float:
        return 6 * mm if any(self._log.bouts) else 0.0

    def draw(self, easel: Easel, top: float) -> None:
        """Draw from the reading edge."""
        y = top - self._head
        with easel.tagged(Role.TABLE):
            if self._head:
                self._draw_head(easel, top - 4 * mm)
            for row, (day, spoken) in enumerate(zip(self._log.days, self._log.spoken_days, strict=True)):
                if row % 2 == 0:
                    tint = self._theme.colours.tint
                    box(easel.canvas, 0, y - self._row, self._theme.text_width, self._row, fill=tint)
                with easel.tagged(Role.ROW):
                    self._draw_day(easel, day, spoken, y)
                y -= self._row

    def _draw_head(self, easel: Easel, baseline: float) -> None:
        theme, over_column = self._theme, spanning(heads="Column")
        set_in = style(theme, theme.label)
        with easel.tagged(Role.ROW):
            with easel.tagged(Role.CELL):
                pass  # above the days
            for column, bout in enumerate(self._log.bouts):
                middle = theme.left(self._day + column * self._column, self._column) + self._column / 2
                with easel.tagged(Role.HEADER, attributes=over_column):
                    draw_line(easel.canvas, bout, middle, baseline, set_in, bold=True, align="centre")

    def _draw_day(self, easel: Easel, day: str, spoken: str, top: float) -> None:
        """The day's name, and a square for each time."""
        theme, colours = self._theme, self._theme.colours
        baseline, set_in = top - self._row / 2 - theme.label * 0.33, style(theme, theme.label)
        with easel.tagged(Role.HEADER, spoken=spoken, attributes=spanning(heads="Row")):
            draw_line(easel.canvas, day, theme.left(2 * mm, 0), baseline, set_in)
        for column in range(len(self._log.bouts)):
            x = theme.left(self._day + column * self._column, self._column)
            left, low = x + (self._column - _BOX) / 2, top - (self._row + _BOX) / 2
            with easel.tagged(Role.CELL), easel.decoration():
                box(easel.canvas, left, low, _BOX, _BOX, fill=colours.white, line=colours.ink, line_mm=0.4)


class _CardSheet:
    """Up to four cards on a sheet, and the marks between them."""

    def __init__(self, cards: list[_Card], card: Theme, whole: Theme) -> None:
        self._cards = tuple(cards)
        self._card = card
        self._whole = whole

    @property
    def height(self) -> float:
        """The sheet's."""
        return self._whole.height

    def draw(self, easel: Easel, top: float) -> None:  # noqa: ARG002 - a card sheet is a whole page
        """Draw card by card from the reading edge, then the marks."""
        card, canvas = self._card, easel.canvas
        for at, placed in enumerate(self._cards):
            row, column = divmod(at, 2)
            canvas.saveState()
            x = self._whole.left(column * card.width, card.width)
            canvas.translate(x + card.margin, self._whole.height - (row + 1) * card.height + card.bottom)
            for each in placed:
                each.block.draw(replace(easel, theme=card), each.top)
            canvas.restoreState()
        self._draw_marks(easel)

    def _draw_marks(self, easel: Easel) -> None:
        wide, tall, ink = self._whole.width, self._whole.height, self._whole.colours.ink
        for x, y, across, up in (
            (0, tall / 2, _MARK, 0),
            (wide - _MARK, tall / 2, _MARK, 0),
            (wide / 2 - _MARK / 2, tall / 2, _MARK, 0),
            (wide / 2, 0, 0, _MARK),
            (wide / 2, tall - _MARK, 0, _MARK),
            (wide / 2, tall / 2 - _MARK / 2, 0, _MARK),
        ):
            rule(easel.canvas, x, y, x + across, y + up, ink, 0.2)
