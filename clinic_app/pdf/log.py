"""Weeks by days to tick, a pain box each week, and the card with the next visit."""

from collections.abc import Iterator
from dataclasses import replace

from reportlab.lib.units import mm

from clinic_app.domain.handout import LogSheet, Sheet
from clinic_app.pdf.block import Block, Easel, Group, TextBlock, heading, running_text, style
from clinic_app.pdf.card import Card, contact_texts
from clinic_app.pdf.fonts import is_tall
from clinic_app.pdf.marks import box, rule
from clinic_app.pdf.styles import Theme
from clinic_app.pdf.tags import Role, spanning
from clinic_app.pdf.text import Paragraph, draw_line, line_width

_CARD = 55 * mm
_GAP = 5 * mm
_BOX = 4.5 * mm
_ROW = 5.7 * mm
_SNUG_ROW = 4.8 * mm
_ROOMY_ROWS = (10.0 * mm, 9.0 * mm, 8.0 * mm)
_LESS_ROOMY_ROWS = (7.2 * mm, 6.4 * mm)
_LARGEST_BOX = 6.5 * mm
_TALLEST_PAIN_BOX = 9 * mm
_LEAST_WEEK = 8.5 * mm
_BETWEEN_HEADS = 0.8 * mm
_LINE, _TALL_LINE = 1.04, 1.24
"""The least height of a row, as a factor on its type; more for scripts with marks above their letters."""

_STRETCHES = 14 * mm
"""The card grows to the log's height where no more than this is missing."""


class LogForms:
    """Heading, pain help, log, card and disclaimer, kept together, in all the sizes they may have."""

    def __init__(self, sheet: Sheet, theme: Theme) -> None:
        self._log = sheet.log
        self._contact = sheet.contact
        self._theme = theme
        self._wide = theme.text_width if theme.one_column else theme.text_width - _CARD - _GAP
        self._card = Card(sheet.contact, theme, theme.text_width if theme.one_column else _CARD)
        self._title = heading(theme, sheet.log.heading, after=0.5 * mm)
        size = max(14, theme.label)
        self._help = running_text(theme, sheet.log.pain_help, size=size, after=theme.space(1.5))
        small = style(theme, theme.small, leading=theme.line_factor)
        disclaimer = Paragraph(sheet.disclaimer, small, min(self._wide, theme.longest_line))
        self._disclaimer = TextBlock(disclaimer, theme, before=theme.space(3))

    def usual(self) -> tuple[Block, ...]:
        """With every week and room, then ever less of both; the card below the log where it is long."""
        block = self._block if self._card.is_whole else self._wide_block
        weeks = [(self._log.weeks, _ROW)]
        weeks += [(count, _SNUG_ROW) for count in range(self._log.weeks, self._log.least_weeks - 1, -1)]
        return tuple(block(count, row) for count, row in weeks)

    def roomy(self) -> Iterator[Block]:
        """For a page with room: as wide as the text, more weeks where none were prescribed, taller rows."""
        most = max(self._log.most_weeks, self._log.weeks)
        yield from (self._wide_block(weeks, row) for weeks in (most, self._log.weeks) for row in _ROOMY_ROWS)
        if not self._card.is_whole:
            return
        for weeks in dict.fromkeys((most, self._log.weeks)):
            for row in _ROOMY_ROWS if weeks > self._log.weeks else (*_ROOMY_ROWS, *_LESS_ROOMY_ROWS):
                yield self._block(weeks, row)

    def fits(self, room: float) -> bool:
        """Whether the least of the forms does, with nothing of the card cut."""
        card = self._card if self._card.is_whole else Card(self._contact, self._theme, self._theme.text_width)
        return card.is_whole and self.usual()[-1].height <= room

    def apart(self) -> tuple[Block, tuple[Block, ...]]:
        """The log alone, and what the card says as running text, where the card is too long for a page."""
        theme = self._theme
        table = Log(replace(self._log, weeks=self._log.least_weeks), theme, theme.text_width, _SNUG_ROW)
        return Group(self._title, self._help, table), (*contact_texts(self._contact, theme), self._disclaimer)

    def _wide_block(self, weeks: int, row: float) -> Block:
        """The card below the table."""
        theme = self._theme
        table = Log(replace(self._log, weeks=weeks), theme, theme.text_width, row)
        card = Card(self._contact, theme, theme.text_width)
        return Group(self._title, self._help, table, CardBelow(card, 5 * mm), self._disclaimer)

    def _block(self, weeks: int, row: float) -> Block:
        log, theme = replace(self._log, weeks=weeks), self._theme
        table = Log(log, theme, self._wide, row)
        if theme.one_column:
            return Group(self._title, self._help, table, CardBelow(self._card, 4 * mm), self._disclaimer)
        return Group(self._title, self._help, Beside(table, self._card, theme, self._disclaimer))


class CardBelow:
    """The card as a block of its own, with space above it."""

    def __init__(self, card: Card, space: float) -> None:
        self._card = card
        self._space = space

    @property
    def height(self) -> float:
        """With the space."""
        return self._card.height + self._space

    def draw(self, easel: Easel, top: float) -> None:
        """Draw below the space."""
        self._card.draw(easel, 0, top - self._space, self._card.height)


class Beside:
    """The log with the small print below it at the reading edge, the card opposite."""

    def __init__(self, log: "Log", card: Card, theme: Theme, below: TextBlock) -> None:
        self._log = log
        self._below = below
        self._card = card
        self._theme = theme

    @property
    def height(self) -> float:
        """The taller one's."""
        return max(self._log.height + self._below.height, self._card.height)

    def draw(self, easel: Easel, top: float) -> None:
        """Draw both; the card is read before the small print."""
        self._log.draw(easel, top)
        x = self._theme.left(self._theme.text_width - _CARD, _CARD)
        missing = self._log.height - self._card.height
        self._card.draw(easel, x, top, self._card.height + (missing if 0 < missing <= _STRETCHES else 0.0))
        self._below.draw(easel, top - self._log.height)


class Log:
    """The table to tick."""

    def __init__(self, log: LogSheet, theme: Theme, width: float, row: float, *, first_week: int = 1) -> None:
        self._first_week = first_week
        self._log = log
        self._theme = theme
        self._width = width
        self._size = 13 if not theme.one_column else theme.label
        least = _TALL_LINE if any(map(is_tall, log.bouts)) else _LINE
        self._row = max(row, self._size * least)
        self._week = 7.5 * mm * self._size / 13
        self._bout = max((line_width(bout, self._size) for bout in log.bouts), default=0.0) + 3 * mm
        head = line_width(log.pain_label, self.head_size, bold=True) + 2 * mm
        self._pain = max(18 * mm, head)
        label = line_width(log.week_label, self.head_size, bold=True) + 2 * mm
        self._bout = max(self._bout, label - self._week)
        self.day_width = (width - self._week - self._bout - self._pain) / max(1, len(log.days))

    @property
    def weeks(self) -> int:
        """How many weeks there are to tick."""
        return self._log.weeks

    @property
    def days_from(self) -> float:
        """Where the days begin, from the reading edge."""
        return self._week + self._bout

    @property
    def day_heads(self) -> tuple[str, ...]:
        """The days as they fit their columns: short names, else first letters."""
        days = self._log.days
        widest = max((line_width(day, self.head_size, bold=True) for day in days), default=0.0)
        return days if widest <= self.day_width - _BETWEEN_HEADS else tuple(day[:1].upper() for day in days)

    @property
    def head_size(self) -> float:
        """Type size of the heads, in points."""
        return 12.4 if not self._theme.one_column else self._theme.label

    @property
    def height(self) -> float:
        """Head and weeks."""
        return 7 * mm * self._size / 13 + self._log.weeks * self._week_height

    @property
    def _square(self) -> float:
        """The side of a box to tick: larger in taller rows."""
        return max(_BOX, min(_LARGEST_BOX, _BOX * self._row / _ROW, self.day_width * 0.66))

    @property
    def _week_height(self) -> float:
        return max(len(self._log.bouts) * self._row, _LEAST_WEEK * self._row / _ROW)

    def draw(self, easel: Easel, top: float) -> None:
        """Draw head and weeks from the reading edge."""
        head = 7 * mm * self._size / 13
        x = self._left(0, self._width)
        tall = self._week_height
        for week in range(0, self._log.weeks, 2):
            y = top - head - (week + 1) * tall
            box(easel.canvas, x, y, self._width, tall, fill=self._theme.colours.tint)
        with easel.tagged(Role.TABLE):
            with easel.tagged(Role.ROW):
                self._draw_head(easel, top - head + 2 * mm)
            for week in range(self._log.weeks):
                self._draw_week(easel, week, top - head - week * tall)
        rule(easel.canvas, x, top - head, x + self._width, top - head, self._theme.colours.accent, 0.5)

    def _left(self, x: float, width: float) -> float:
        return self._theme.left(x, width)

    def _draw_head(self, easel: Easel, baseline: float) -> None:
        theme, days_x = self._theme, self.days_from
        set_in = style(theme, self.head_size)
        over_column, over_two = spanning(heads="Column"), spanning(heads="Column", columns=2)
        with easel.tagged(Role.HEADER, attributes=over_two):
            draw_line(easel.canvas, self._log.week_label, self._left(0, 0), baseline, set_in, bold=True)
        for column, (day, spoken) in enumerate(zip(self.day_heads, self._log.spoken_days, strict=True)):
            middle = self._left(days_x + column * self.day_width, self.day_width) + self.day_width / 2
            with easel.tagged(Role.HEADER, spoken=spoken, attributes=over_column):
                draw_line(easel.canvas, day, middle, baseline, set_in, bold=True, align="centre")
        middle = self._left(self._width - self._pain, self._pain) + self._pain / 2
        with easel.tagged(Role.HEADER, attributes=over_column):
            draw_line(easel.canvas, self._log.pain_label, middle, baseline, set_in, bold=True, align="centre")

    def _draw_week(self, easel: Easel, week: int, top: float) -> None:
        """The week's number beside its rows, the pain box at their end."""
        tall = self._week_height
        row_tall = tall / len(self._log.bouts)
        all_rows = len(self._log.bouts)
        for row, bout in enumerate(self._log.bouts):
            with easel.tagged(Role.ROW):
                if row == 0:
                    said, attributes = (
                        f"{self._log.week_label} {self._first_week + week}",
                        spanning(rows=all_rows, heads="Row"),
                    )
                    with easel.tagged(Role.HEADER, spoken=said, attributes=attributes):
                        self._draw_number(easel, week, top - tall / 2)
                self._draw_row(easel, bout, top - (row + 0.5) * row_tall)
                if row == 0:
                    with easel.tagged(Role.CELL, attributes=spanning(rows=all_rows)), easel.decoration():
                        self._draw_pain_box(easel, top, tall)

    def _draw_number(self, easel: Easel, week: int, y: float) -> None:
        number = style(self._theme, self._size + 4, colour=self._theme.colours.accent)
        middle = self._left(0, self._week) + self._week / 2
        baseline = y - number.size * 0.33
        week += self._first_week
        draw_line(easel.canvas, str(week), middle, baseline, number, bold=True, align="centre")

    def _draw_row(self, easel: Easel, bout: str, y: float) -> None:
        """The row's name, and a square for each day."""
        colours, label, square = self._theme.colours, style(self._theme, self._size), self._square
        with easel.tagged(Role.HEADER, attributes=spanning(heads="Row")):
            draw_line(easel.canvas, bout, self._left(self._week, 0), y - self._size * 0.33, label)
        for column in range(len(self._log.days)):
            x = self._left(self._week + self._bout + column * self.day_width, self.day_width)
            square_x = x + (self.day_width - square) / 2
            with easel.tagged(Role.CELL), easel.decoration():
                box(
                    easel.canvas,
                    square_x,
                    y - square / 2,
                    square,
                    square,
                    fill=colours.white,
                    line=colours.ink,
                    line_mm=0.4,
                )

    def _draw_pain_box(self, easel: Easel, top: float, tall: float) -> None:
        pain, colours = self._pain - 4 * mm, self._theme.colours
        pain_tall = min(tall - 2 * mm, _TALLEST_PAIN_BOX)
        box(
            easel.canvas,
            self._left(self._width - self._pain + 2 * mm, pain),
            top - (tall + pain_tall) / 2,
            pain,
            pain_tall,
            fill=colours.white,
            line=colours.ink,
            line_mm=0.4,
            radius_mm=0.8,
        )
