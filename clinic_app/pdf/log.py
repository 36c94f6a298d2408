"""Weeks by days to tick, a pain box each week, and the card with the next visit."""

from reportlab.lib.units import mm

from clinic_app.domain.handout import ContactCard, LogSheet
from clinic_app.pdf.block import Block, Easel, Group, heading, running_text, style
from clinic_app.pdf.marks import box, code_to_scan, rule
from clinic_app.pdf.styles import Theme
from clinic_app.pdf.text import Paragraph, draw_line, line_width

_CARD = 55 * mm
_GAP = 5 * mm
_BOX = 4.5 * mm


def log_blocks(log: LogSheet, contact: ContactCard, theme: Theme) -> Block:
    """Heading, pain help, log and card, kept together."""
    card = Card(contact, theme, theme.text_width if theme.one_column else _CARD)
    title = heading(theme, log.heading, after=0.5 * mm)
    help_line = running_text(theme, log.pain_help, size=max(14, theme.label), after=1.5 * mm)
    if theme.one_column:
        return Group(title, help_line, Log(log, theme, theme.text_width), Spaced(card, 4 * mm))
    return Group(title, help_line, Beside(Log(log, theme, theme.text_width - _CARD - _GAP), card, theme))


class Spaced:
    """A block with space above it."""

    def __init__(self, card: "Card", space: float) -> None:
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
    """The log at the reading edge, the card opposite, equally tall."""

    def __init__(self, log: "Log", card: "Card", theme: Theme) -> None:
        self._log = log
        self._card = card
        self._theme = theme

    @property
    def height(self) -> float:
        """The taller one's."""
        return max(self._log.height, self._card.height)

    def draw(self, easel: Easel, top: float) -> None:
        """Draw both."""
        self._log.draw(easel, top)
        x = self._theme.left(self._theme.text_width - _CARD, _CARD)
        self._card.draw(easel, x, top, self.height)


class Log:
    """The table to tick."""

    def __init__(self, log: LogSheet, theme: Theme, width: float) -> None:
        self._log = log
        self._theme = theme
        self._width = width
        self._size = 13 if not theme.one_column else theme.label
        self._row = max(5.7 * mm, self._size * 1.3)
        self._week = 7.5 * mm * self._size / 13
        self._bout = max((line_width(bout, self._size) for bout in log.bouts), default=0.0) + 3 * mm
        head = line_width(log.pain_label, self._head_size, bold=True) + 2 * mm
        self._pain = max(18 * mm, head)
        self._day = (width - self._week - self._bout - self._pain) / max(1, len(log.days))

    @property
    def _head_size(self) -> float:
        return 12.4 if not self._theme.one_column else self._theme.label

    @property
    def height(self) -> float:
        """Head and weeks."""
        return 7 * mm * self._size / 13 + self._log.weeks * self._week_height

    @property
    def _week_height(self) -> float:
        return max(len(self._log.bouts) * self._row, 8.5 * mm)

    def draw(self, easel: Easel, top: float) -> None:
        """Draw head and weeks from the reading edge."""
        head = 7 * mm * self._size / 13
        self._draw_head(easel, top - head + 2 * mm)
        y = top - head
        for week in range(self._log.weeks):
            self._draw_week(easel, week, y)
            y -= self._week_height
        x = self._left(0, self._width)
        rule(easel.canvas, x, top - head, x + self._width, top - head, self._theme.colours.accent, 0.5)

    def _left(self, x: float, width: float) -> float:
        return self._theme.left(x, width)

    def _draw_head(self, easel: Easel, baseline: float) -> None:
        theme, days_x = self._theme, self._week + self._bout
        set_in = style(theme, self._head_size)
        draw_line(easel.canvas, self._log.week_label, self._left(0, 0), baseline, set_in, bold=True)
        for column, day in enumerate(self._log.days):
            middle = self._left(days_x + column * self._day, self._day) + self._day / 2
            draw_line(easel.canvas, day, middle, baseline, set_in, bold=True, align="centre")
        middle = self._left(self._width - self._pain, self._pain) + self._pain / 2
        draw_line(easel.canvas, self._log.pain_label, middle, baseline, set_in, bold=True, align="centre")

    def _draw_week(self, easel: Easel, week: int, top: float) -> None:
        theme, canvas, colours = self._theme, easel.canvas, self._theme.colours
        tall = self._week_height
        if week % 2 == 0:
            box(canvas, self._left(0, self._width), top - tall, self._width, tall, fill=colours.tint)
        number = style(theme, self._size + 4, colour=colours.accent)
        middle = self._left(0, self._week) + self._week / 2
        baseline = top - tall / 2 - number.size * 0.33
        draw_line(canvas, str(week + 1), middle, baseline, number, bold=True, align="centre")
        row_tall = tall / len(self._log.bouts)
        for row, bout in enumerate(self._log.bouts):
            y = top - (row + 0.5) * row_tall
            label = style(theme, self._size)
            draw_line(canvas, bout, self._left(self._week, 0), y - self._size * 0.33, label)
            for column in range(len(self._log.days)):
                x = self._left(self._week + self._bout + column * self._day, self._day)
                square_x = x + (self._day - _BOX) / 2
                box(
                    canvas,
                    square_x,
                    y - _BOX / 2,
                    _BOX,
                    _BOX,
                    fill=colours.white,
                    line=colours.ink,
                    line_mm=0.4,
                )
        pain = self._pain - 4 * mm
        x = self._left(self._width - self._pain + 2 * mm, pain)
        box(
            canvas,
            x,
            top - tall + 1.4 * mm,
            pain,
            tall - 2.8 * mm,
            fill=colours.white,
            line=colours.ink,
            line_mm=0.4,
            radius_mm=0.8,
        )


class Card:
    """The next visit, the telephone, a code to scan."""

    def __init__(self, contact: ContactCard, theme: Theme, width: float) -> None:
        self._contact = contact
        self._theme = theme
        inner = width - 8 * mm
        label = style(theme, theme.label, colour=theme.colours.accent, leading=1.3)
        self._width = width
        self._lead = Paragraph(contact.visit_lead, label, inner, bold=True)
        visit = style(theme, max(13.8, theme.label), leading=1.3)
        self._visit = Paragraph(contact.visit, visit, inner, bold=True, most_lines=3)
        self._show = Paragraph(contact.teach_back, style(theme, max(14, theme.label)), inner)
        self._call = Paragraph(contact.call_lead, label, inner, bold=True)
        size = 20.0
        while size > 13 and line_width(contact.phone, size, bold=True) > inner:
            size -= 0.5
        self._phone = Paragraph(
            contact.phone, style(theme, size, leading=1.25), inner, bold=True, most_lines=3
        )
        self._code = 15 * mm if contact.booking_url else 0.0
        scan_width = inner - self._code - 3 * mm
        self._scan = Paragraph(contact.booking_text, style(theme, theme.label, leading=1.2), scan_width)

    @property
    def height(self) -> float:
        """As tall as its content."""
        lines = sum(self._line_height(part) for part in (self._visit, self._phone))
        texts = self._lead.height + self._show.height + self._call.height
        return lines + texts + (self._code + 2 * mm if self._code else 0.0) + 8.5 * mm

    def draw(self, easel: Easel, x: float, top: float, height: float) -> None:
        """Draw with the upper left corner at ``x``, ``top``."""
        theme, canvas, colours = self._theme, easel.canvas, self._theme.colours
        box(canvas, x, top - height, self._width, height, line=colours.accent, line_mm=0.5, radius_mm=2)
        inner, y = x + 4 * mm, top - 2.5 * mm
        self._lead.draw(canvas, inner, y)
        y = self._draw_or_rule(easel, self._visit, inner, y - self._lead.height)
        self._show.draw(canvas, inner, y)
        y -= self._show.height + 1.5 * mm
        rule(canvas, inner, y, x + self._width - 4 * mm, y, colours.hairline)
        y -= 1.5 * mm
        self._call.draw(canvas, inner, y)
        y = self._draw_or_rule(easel, self._phone, inner, y - self._call.height)
        if self._code:
            code_x = x + self._width - 4 * mm - self._code if theme.right_to_left else inner
            code_to_scan(canvas, self._contact.booking_url, code_x, y - self._code - 0.5 * mm, self._code)
            scan_x = inner if theme.right_to_left else inner + self._code + 3 * mm
            self._scan.draw(canvas, scan_x, y - (self._code - self._scan.height) / 2)

    def _line_height(self, paragraph: Paragraph) -> float:
        return paragraph.height or 9 * mm

    def _draw_or_rule(self, easel: Easel, paragraph: Paragraph, x: float, y: float) -> float:
        """The text, or a line to fill in by hand; returns where it ends."""
        tall = self._line_height(paragraph)
        if paragraph.lines:
            paragraph.draw(easel.canvas, x, y)
        else:
            rule(
                easel.canvas,
                x,
                y - tall + 2 * mm,
                x + paragraph.width,
                y - tall + 2 * mm,
                self._theme.colours.ink,
            )
        return y - tall
