"""The table of a therapist's summary: a row for each exercise, whole, the head again on every page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from math import inf
from typing import Final

from reportlab.lib.units import mm

from clinic_app.domain.summary import Summary, SummaryItem
from clinic_app.pdf.block import Block, Easel, Group, Unheard, body_style
from clinic_app.pdf.marks import box, rule
from clinic_app.pdf.pieces import Fixed, Piece
from clinic_app.pdf.styles import Theme
from clinic_app.pdf.tags import Role, spanning
from clinic_app.pdf.text import Paragraph, Span, draw_line, line_width, spans

_GAP: Final = 3 * mm
_PADDING: Final = 1.5
"""Millimetres above and below a row, where nothing presses."""
_INSET: Final = 1.5 * mm
_LEAST_DOSE: Final = 22 * mm
_WIDEST_DOSE: Final = 0.37
"""Of the text's width."""
_WIDEST_FACT: Final = 0.15
_MOST_LINES: Final = 6
"""In a cell; what is longer goes on below the row, as wide as the table."""
_LINES_TOGETHER: Final = 3
_COLUMNS: Final = 5
_HAIR: Final = 0.1
_STEP: Final = 3 * mm
_STEPS: Final = 9
"""So many widths of the dose are tried, the widest first."""


@dataclass(frozen=True, slots=True)
class Column:
    """Where a column starts, from the reading edge, and how wide it is; in points."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Columns:
    """All of them; ``indent`` is the room of the number before a name."""

    exercise: Column
    side: Column
    dose: Column
    time: Column
    stretch: Column
    indent: float

    @property
    def in_order(self) -> tuple[Column, ...]:
        """As they are read."""
        return self.exercise, self.side, self.dose, self.time, self.stretch


def columns_of(summary: Summary, theme: Theme) -> Columns:
    """Facts as narrow as their words; names and doses share the rest so that the table is shortest."""
    heads, items = summary.heads, summary.items
    most = theme.text_width * _WIDEST_FACT
    side = min(most, _widest([heads.side], [item.side for item in items], theme))
    in_two = _widest([heads.side], [half for item in items for half in _halves(item.side)], theme)
    time = min(most, _widest([heads.time], [item.time for item in items], theme))
    stretch = min(most, _widest(heads.stretch.split(), [item.stretch for item in items], theme))
    lines = ["".join(span.text for span in _dose(item)).split("\n") for item in items]
    natural = _widest([heads.dose], [*chain(*lines)], theme)
    widest = min(natural, theme.text_width * _WIDEST_DOSE)
    doses = dict.fromkeys(max(_LEAST_DOSE, widest - step * _STEP) for step in range(_STEPS))
    sides = dict.fromkeys((side, min(side, in_two)))
    found = [_with_dose(dose, (each, time, stretch), summary, theme) for each in sides for dose in doses]
    return min(found, key=lambda columns: _height(columns, summary, theme))


def _halves(words: str) -> tuple[str, str]:
    """The words on two lines, the longer one as short as can be."""
    parts = words.split(" ")
    halves = [(" ".join(parts[:at]), " ".join(parts[at:])) for at in range(1, len(parts) + 1)]
    return min(halves, key=lambda each: max(map(len, each)))


def _with_dose(dose: float, facts: tuple[float, float, float], summary: Summary, theme: Theme) -> Columns:
    side, time, stretch = facts
    end = theme.text_width - _INSET
    columns = []
    for width in (stretch, time, dose, side):
        columns.append(Column(end - width, width))
        end -= width + _GAP
    indent = line_width(f"{len(summary.items)}.  ", theme.body, bold=True)
    name = Column(_INSET, end - _INSET)
    return Columns(name, columns[3], columns[2], columns[1], columns[0], indent)


def _height(columns: Columns, summary: Summary, theme: Theme) -> float:
    rows = (block for item in summary.items for block in _row(item, summary, columns, theme, inf))
    return sum(block.height for block in rows)


def _widest(heads: Sequence[str], cells: Sequence[str], theme: Theme) -> float:
    """Heads are set in bold; a hair more, so that no rounding breaks the line."""
    return _HAIR + max(
        (
            *(line_width(each, theme.body, bold=True) for each in heads),
            *(line_width(each, theme.body) for each in cells),
        )
    )


def table_pieces(summary: Summary, theme: Theme, columns: Columns) -> Iterator[Piece]:
    """Row by row; the head stands with the first one, and again where a page begins with another."""
    head = _Head(summary, columns, theme)
    is_first = True
    for item in summary.items:
        for block in _row(item, summary, columns, theme, theme.text_height - head.height):
            shown = Group(head, block) if is_first else block
            continued = Group(head if is_first else Unheard(head), block)
            yield Fixed(shown, is_joined=not is_first, continued=continued)
            is_first = False


def _row(item: SummaryItem, summary: Summary, columns: Columns, theme: Theme, room: float) -> Sequence[Block]:
    """The row whole; in parts where it is longer than a page."""
    cells = _Cells(item, summary, columns, theme)
    below = [_Below(each, theme, columns, summary) for each in _below(item, cells, summary, columns, theme)]
    blocks: list[Block] = [cells, *below]
    whole = Group(*blocks, _Foot(theme))
    if whole.height <= room:
        return (whole,)
    parts = [part for each in below for part in each.in_lines(_LINES_TOGETHER)]
    return (cells, *parts[:-1], Group(parts[-1], _Foot(theme)))


class _Head:
    """What stands over the columns."""

    def __init__(self, summary: Summary, columns: Columns, theme: Theme) -> None:
        self._theme, self._columns, self._table = theme, columns, summary
        heads = summary.heads
        words = (heads.exercise, heads.side, heads.dose, heads.time, heads.stretch)
        self._cells = tuple(
            Paragraph(each, body_style(theme), column.width, bold=True)
            for each, column in zip(words, columns.in_order, strict=True)
        )

    @property
    def height(self) -> float:
        """With its padding."""
        return max(cell.height for cell in self._cells) + 2 * self._theme.space(_PADDING)

    def draw(self, easel: Easel, top: float) -> None:
        """A tinted bar with words on its foot, a rule below."""
        theme, canvas = self._theme, easel.canvas
        foot = top - self.height
        box(canvas, 0, foot, theme.text_width, self.height, fill=theme.colours.tint)
        with easel.tagged(Role.TABLE, of=self._table), easel.tagged(Role.ROW):
            for cell, column in zip(self._cells, self._columns.in_order, strict=True):
                with easel.tagged(Role.HEADER, attributes=spanning(heads="Column")):
                    cell.draw(
                        canvas, theme.left(column.x, column.width), foot + theme.space(_PADDING) + cell.height
                    )
        rule(canvas, 0, foot, theme.text_width, foot, theme.colours.accent, 0.5)


class _Cells:
    """An exercise's cells. ``longer`` is what was too long for them: it stands below, whole."""

    def __init__(self, item: SummaryItem, summary: Summary, columns: Columns, theme: Theme) -> None:
        self._theme, self._columns, self._item, self._table = theme, columns, item, summary
        name = Paragraph(item.name, body_style(theme), columns.exercise.width - columns.indent, bold=True)
        dose = Paragraph(_dose(item), body_style(theme), columns.dose.width)
        self.longer: tuple[Span, ...] = ()
        if len(name.lines) > _MOST_LINES:
            self.longer += (*spans(item.name, bold=True), Span("\n"))
            name = Paragraph(item.name, name.style, name.width, bold=True, most_lines=1)
        if len(dose.lines) > _MOST_LINES:
            self.longer += (*spans(item.details), Span("\n"))
            dose = Paragraph(_dose(replace(item, details="")), dose.style, dose.width)
        self._name = name
        self._change = self._short_change(item.change)
        facts = (item.side, item.time, item.stretch)
        widths = (columns.side.width, columns.time.width, columns.stretch.width)
        side, time, stretch = (
            Paragraph(each, body_style(theme), width) for each, width in zip(facts, widths, strict=True)
        )
        self._facts = (side, dose, time, stretch)

    @property
    def height(self) -> float:
        """The tallest one's, with the space above."""
        at_end = self._above_change + (self._change.height if self._change else 0.0)
        cells = max(self._name.height, *(cell.height for cell in self._facts))
        return self._theme.space(_PADDING) + max(cells, at_end)

    @property
    def says_change(self) -> bool:
        """Whether what is new stands below the last two cells: where it is short."""
        return self._change is not None

    @property
    def _above_change(self) -> float:
        return max(cell.height for cell in self._facts[-2:])

    def _short_change(self, change: str) -> Paragraph | None:
        columns, theme = self._columns, self._theme
        accent = body_style(theme, colour=theme.colours.accent)
        width = columns.stretch.x + columns.stretch.width - columns.time.x
        paragraph = Paragraph(change, accent, width, bold=True)
        return paragraph if len(paragraph.lines) == 1 else None

    def draw(self, easel: Easel, top: float) -> None:
        """Draw from the reading edge."""
        theme, columns = self._theme, self._columns.in_order[1:]
        top -= theme.space(_PADDING)
        with easel.tagged(Role.TABLE, of=self._table), easel.tagged(Role.ROW):
            self._draw_name(easel, top)
            for column, cell in zip(columns, self._facts, strict=True):
                with easel.tagged(Role.CELL):
                    cell.draw(easel.canvas, theme.left(column.x, column.width), top)

    def _draw_name(self, easel: Easel, top: float) -> None:
        """Number and name, read as one."""
        theme, columns, set_in = self._theme, self._columns, self._name.style
        number = f"{self._item.number}."
        said = f"{number} {self._name.text}" + (f". {self._change.text}" if self._change else "")
        with easel.tagged(Role.HEADER, spoken=said, attributes=spanning(heads="Row")):
            baseline = top - set_in.leading * 0.5 - set_in.size * 0.235
            draw_line(easel.canvas, number, theme.left(columns.exercise.x, 0), baseline, set_in, bold=True)
            x = theme.left(columns.exercise.x + columns.indent, self._name.width)
            self._name.draw(easel.canvas, x, top)
            if self._change is not None:
                x = theme.left(columns.time.x, self._change.width)
                self._change.draw(easel.canvas, x, top - self._above_change)


def _dose(item: SummaryItem) -> tuple[Span, ...]:
    """Amount and details, and on a line of its own how often."""
    details = spans(item.details)
    comma = (Span(", "),) if details else ()
    return (Span(item.dose), *comma, *details, Span("\n"), Span(item.how_often))


def _below(
    item: SummaryItem, cells: "_Cells", summary: Summary, columns: Columns, theme: Theme
) -> Iterator[Paragraph]:
    """What has no room in the cells, what is new, the note: as wide as the table."""
    width = theme.text_width - 2 * _INSET - columns.indent
    if cells.longer:
        yield Paragraph(cells.longer, body_style(theme), width)
    if item.change and not cells.says_change:
        accent = body_style(theme, colour=theme.colours.accent)
        yield Paragraph(item.change, accent, width, bold=True)
    if note := spans(item.note):
        lead = Span(f"{summary.heads.note} ", bold=True)
        yield Paragraph((lead, *note), body_style(theme), width)


class _Below:
    """A paragraph below an exercise's cells, or some lines of it: a row of its own in the table."""

    def __init__(
        self,
        lines: Paragraph,
        theme: Theme,
        columns: Columns,
        table: Summary,
        *,
        row: object = None,
        whole: Paragraph | None = None,
    ) -> None:
        """``row`` and ``whole`` are those of the paragraph these lines are a part of."""
        self._lines, self._theme, self._columns, self._table = lines, theme, columns, table
        self._row, self._whole = row or object(), whole or lines

    @property
    def height(self) -> float:
        """The lines'."""
        return self._lines.height

    def in_lines(self, count: int) -> tuple["_Below", ...]:
        """The same in blocks of ``count`` lines."""
        return tuple(
            _Below(each, self._theme, self._columns, self._table, row=self._row, whole=self._whole)
            for each in self._lines.in_lines(count)
        )

    def draw(self, easel: Easel, top: float) -> None:
        """Draw below the names."""
        x = self._theme.left(_INSET + self._columns.indent, self._lines.width)
        with (
            easel.tagged(Role.TABLE, of=self._table),
            easel.tagged(Role.ROW, of=self._row),
            easel.tagged(Role.CELL, attributes=spanning(columns=_COLUMNS), of=self._whole),
        ):
            self._lines.draw(easel.canvas, x, top)


class _Foot:
    """The hairline below a row."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.height = theme.space(_PADDING)

    def draw(self, easel: Easel, top: float) -> None:
        """Draw as wide as the table."""
        y = top - self.height
        rule(easel.canvas, 0, y, self._theme.text_width, y, self._theme.colours.hairline)
