"""The card beside the log: the next visit, the telephone, the address, a code to scan."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from reportlab.lib.units import mm

from clinic_app.domain.clinic import is_web_address
from clinic_app.domain.handout import ContactCard, Printed, Typed
from clinic_app.pdf.block import Easel, TextBlock, running_text, style
from clinic_app.pdf.marks import box, code_matrix, code_size, code_to_scan, rule
from clinic_app.pdf.styles import Theme
from clinic_app.pdf.tags import Role
from clinic_app.pdf.text import Paragraph, Span, line_width, spans

_PADDING: Final = 4 * mm
_LINE_TO_FILL_IN: Final = 9 * mm
_BESIDE_CODE: Final = 16 * mm
"""Words stand beside a code where they have this much room, else below it."""
_MOST_LINES: Final = 8
_BETWEEN: Final = Span(" · ")


class Card:
    """The next visit, the telephone, where the clinic is, a code to scan (or its address in letters)."""

    def __init__(self, contact: ContactCard, theme: Theme, width: float) -> None:
        self._theme = theme
        self._width = width
        inner = width - 2 * _PADDING
        leading = 1.2 if theme.is_snug else 1.3
        label = style(theme, theme.label, colour=theme.colours.accent, leading=leading)
        small = style(theme, theme.label, leading=1.2)
        self._lead = Paragraph(contact.visit_lead, label, inner, bold=True)
        visit = style(theme, max(13.8, theme.label), leading=leading)
        self._visit = _day(Paragraph(contact.visit, visit, inner, bold=True, most_lines=3))
        self._show = Paragraph(contact.teach_back, style(theme, max(14, theme.label)), inner)
        self._call = Paragraph(contact.call_lead, label, inner, bold=True)
        self._phone = _phone(contact, theme, inner)
        self._where = tuple(
            Paragraph(words, small, inner, most_lines=_MOST_LINES)
            for words in _on_few_lines((contact.address, contact.hours, contact.web), theme, inner)
        )
        self._url = contact.booking_url
        is_to_scan = is_web_address(contact.booking_url)
        self._matrix = code_matrix(contact.booking_url, inner) if is_to_scan else ()
        self._code = code_size(self._matrix)
        beside = inner - self._code - 3 * mm
        self._is_beside = beside >= _BESIDE_CODE
        words = contact.booking_text if self._matrix else Typed(contact.booking_url)
        self._scan = Paragraph(
            words if contact.booking_url else "",
            small,
            beside if self._matrix and self._is_beside else inner,
            most_lines=_MOST_LINES,
        )

    @property
    def is_whole(self) -> bool:
        """Whether nothing had to be cut."""
        return not any(each.is_cut for each in (self._visit, self._phone, *self._where, self._scan))

    @property
    def height(self) -> float:
        """As tall as its content."""
        lines = sum(_line_height(part) for part in (self._visit, self._phone))
        texts = self._lead.height + self._show.height + self._call.height
        where = sum(part.height for part in self._where)
        return lines + texts + where + self._scan_height + self._space * 3.4

    @property
    def _space(self) -> float:
        """Above, below and about the rule."""
        return (1.7 if self._theme.is_snug else 2.5) * mm

    @property
    def _scan_height(self) -> float:
        if not self._scan.lines:
            return 0.0
        if self._matrix and self._is_beside:
            return max(self._code, self._scan.height) + 2 * mm
        return self._code + self._scan.height + 3 * mm

    def draw(self, easel: Easel, x: float, top: float, height: float) -> None:
        """Draw with the upper left corner at ``x``, ``top``."""
        canvas, colours = easel.canvas, self._theme.colours
        box(canvas, x, top - height, self._width, height, line=colours.accent, line_mm=0.5, radius_mm=2)
        inner, y = x + _PADDING, top - self._space
        _told(easel, self._lead, inner, y)
        y = self._draw_or_rule(easel, self._visit, inner, y - self._lead.height)
        _told(easel, self._show, inner, y)
        y -= self._show.height + self._space * 0.6
        rule(canvas, inner, y, x + self._width - _PADDING, y, colours.hairline)
        y -= self._space * 0.6
        _told(easel, self._call, inner, y)
        y = self._draw_or_rule(easel, self._phone, inner, y - self._call.height)
        for part in self._where:
            _told(easel, part, inner, y)
            y -= part.height
        if self._scan.lines:
            self._draw_scan(easel, x, y - 0.5 * mm)

    def _draw_scan(self, easel: Easel, x: float, top: float) -> None:
        theme, inner = self._theme, x + _PADDING
        if self._matrix:
            code_x = x + self._width - _PADDING - self._code if theme.right_to_left else inner
            with easel.figure(self._url, code_x, top - self._code, self._code, self._code):
                code_to_scan(easel.canvas, self._matrix, code_x, top - self._code)
        if self._matrix and self._is_beside:
            scan_x = inner if theme.right_to_left else inner + self._code + 3 * mm
            _told(easel, self._scan, scan_x, top - max(0.0, self._code - self._scan.height) / 2)
        else:
            _told(easel, self._scan, inner, top - self._code - (1 * mm if self._code else 0.0))

    def _draw_or_rule(self, easel: Easel, paragraph: Paragraph, x: float, y: float) -> float:
        """The text, or a line to fill in by hand; returns where it ends."""
        tall = _line_height(paragraph)
        if paragraph.lines:
            _told(easel, paragraph, x, y)
        else:
            low = y - tall + 2 * mm
            rule(easel.canvas, x, low, x + paragraph.width, low, self._theme.colours.ink)
        return y - tall


def contact_texts(contact: ContactCard, theme: Theme) -> Iterator[TextBlock]:
    """What the card says as running text, which may go on over pages."""
    said: tuple[tuple[str, Printed], ...] = (
        (contact.visit_lead, contact.visit),
        ("", contact.teach_back),
        (contact.call_lead, contact.phone),
        ("", contact.address),
        ("", contact.hours),
        ("", contact.web),
        ("", Typed(contact.booking_url)),
    )
    for lead, words in said:
        if spans(words):
            led = (Span(f"{lead} ", bold=True), *spans(words)) if lead else spans(words)
            yield running_text(theme, led, before=theme.space(1))


def _on_few_lines(texts: Sequence[Printed], theme: Theme, width: float) -> list[tuple[Span, ...]]:
    """Texts that are printed; two that follow each other on one line, where nothing else saves it."""
    found: list[tuple[Span, ...]] = []
    for words in filter(spans, texts):
        own = spans(words)
        joined = (*found[-1], _BETWEEN, *(replace(each, part=each.part + 1) for each in own)) if found else ()
        wide = sum(line_width(Typed(span.text), theme.label) for span in joined)
        if joined and theme.is_snug and wide <= width and not any("\n" in span.text for span in joined):
            found[-1] = joined
        else:
            found.append(own)
    return found


def _day(visit: Paragraph) -> Paragraph:
    """A date that needs two lines: the weekday on the first, if that leaves the rest whole."""
    text = visit.text.strip()
    weekday, _, rest = text.partition(" ")
    fits = line_width(Typed(rest), visit.style.size, bold=True) <= visit.width
    if len(visit.lines) == 1 or not fits or not any(each.isdigit() for each in rest):
        return visit
    return Paragraph((Span(f"{weekday}\n{rest}", bold=True),), visit.style, visit.width)


def _phone(contact: ContactCard, theme: Theme, width: float) -> Paragraph:
    """The telephone number as large as lets it stand on one line."""
    size = max(20.0, theme.body * 1.25)
    while size > 13 and line_width(contact.phone, size, bold=True) > width:
        size -= 0.5
    size = max(size, theme.small)
    return Paragraph(contact.phone, style(theme, size, leading=1.25), width, bold=True, most_lines=3)


def _told(easel: Easel, paragraph: Paragraph, x: float, top: float) -> None:
    """Draw a paragraph of its own."""
    with easel.tagged(Role.TEXT):
        paragraph.draw(easel.canvas, x, top)


def _line_height(paragraph: Paragraph) -> float:
    return paragraph.height or _LINE_TO_FILL_IN
