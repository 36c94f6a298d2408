"""The head of the first page: who it is from, whom it is for, what it says and why."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader

from clinic_app.domain.handout import Logo, Party, Sheet, Words
from clinic_app.pdf.block import Block, Easel, TextBlock, heading, running_text, style
from clinic_app.pdf.marks import box, polyline, rule
from clinic_app.pdf.news import NewsBar
from clinic_app.pdf.styles import Theme
from clinic_app.pdf.tags import Role
from clinic_app.pdf.text import Paragraph, Span, spans

_MARK = 11 * mm
_MOST_LINES = 6
_MOST_RUNNING_LINES = 40
_BETWEEN = 6 * mm
"""At the least between the clinic and the patient."""
_WIDEST_LOGO = 45 * mm
_INCH = 72.0
_LEAST_DPI = 150


def head_blocks(sheet: Sheet, theme: Theme) -> tuple[Block, ...]:
    """Letterhead, draft mark, title, focus, phase, what is new; endless texts may run on."""
    letterhead = Letterhead(sheet.clinic, sheet.patient, theme, sheet.logo)
    blocks: list[Block] = [letterhead] if letterhead.is_whole else list(_run_on(sheet, theme))
    if sheet.draft_mark:
        blocks.append(DraftMark(sheet.draft_mark, theme))
    size = _title_size(sheet, theme)
    blocks.append(heading(theme, sheet.title, size=size, after=theme.space(1), role=Role.TITLE))
    focus = focus_spans(sheet.focus)
    blocks.append(TextBlock(_in_few_lines(focus, theme), theme))
    if sheet.phase_line:
        blocks.append(running_text(theme, sheet.phase_line, bold=True))
    if sheet.news is not None:
        blocks.append(NewsBar(sheet.news, theme))
    return tuple(blocks)


def _run_on(sheet: Sheet, theme: Theme) -> Iterator[Block]:
    """What is too long to stand side by side, as running text; a name without end is cut at last."""
    set_in = style(theme, theme.body, leading=theme.line_factor)
    for party in (sheet.clinic, sheet.patient):
        name = Paragraph(party.heading, set_in, theme.text_width, bold=True, most_lines=_MOST_RUNNING_LINES)
        yield TextBlock(name, theme)
        yield running_text(theme, party.detail, after=theme.space(2))


def _in_few_lines(focus: tuple[Span, ...], theme: Theme) -> Paragraph:
    """The focus; in type a little smaller where that saves a line."""
    sizes = [
        theme.body,
        *(each for each in (theme.body * 0.97, theme.body * 0.94) if each >= theme.least_body),
    ]
    tried = [
        Paragraph(focus, style(theme, size, leading=theme.line_factor), theme.text_width) for size in sizes
    ]
    return min(tried, key=lambda each: len(each.lines))


def focus_spans(focus: Sequence[tuple[str, Words]]) -> tuple[Span, ...]:
    """The sheet in short, as running text with bold leads."""
    return tuple(
        span for lead, words in focus for span in (Span(f"{lead} ", bold=True), *spans(words), Span(" "))
    )


def _logo_size(logo: Logo) -> tuple[float, float]:
    """Width and height in points: as high as the mark, as wide as there is room, never coarse."""
    scale = min(_MARK / logo.height, _WIDEST_LOGO / logo.width, _INCH / _LEAST_DPI)
    return logo.width * scale, logo.height * scale


def _title_size(sheet: Sheet, theme: Theme) -> float:
    """The title's size: smaller, down to three quarters, where it would not stand on one line."""
    size = theme.title
    least = theme.title * 0.77
    while size > least:
        paragraph = Paragraph(sheet.title, style(theme, size), theme.text_width, bold=True)
        if len(paragraph.lines) <= 1:
            break
        size -= 0.5
    return size


class Letterhead:
    """Clinic and therapist at the reading edge, the patient opposite, a rule below."""

    def __init__(self, clinic: Party, patient: Party, theme: Theme, logo: Logo | None = None) -> None:
        self._theme = theme
        self._logo = logo
        self._mark = _logo_size(logo) if logo else (_MARK, _MARK)
        room = theme.text_width - self._mark[0] - 3 * mm - _BETWEEN
        least = room / 2
        wanted = max(part.widest for part in _party(clinic, theme, room))
        self._patient = _party(patient, theme, max(least, room - wanted) if wanted else least)
        taken = max(part.widest for part in self._patient)
        self._clinic = _party(clinic, theme, room - taken if taken else least)
        self._line_for_name = not self._patient[0].lines
        self._line_for_clinic = not self._clinic[0].lines

    @property
    def is_whole(self) -> bool:
        """Whether nothing had to be cut."""
        return not any(part.is_cut for party in (self._clinic, self._patient) for part in party)

    @property
    def height(self) -> float:
        """At least the mark's, with the rule and the space below it."""
        texts = max(sum(part.height for part in party) for party in (self._clinic, self._patient))
        return max(_MARK, texts) + self._below

    @property
    def _below(self) -> float:
        """Above and below the rule."""
        return (3.6 if self._theme.is_snug else 7) * mm

    def draw(self, easel: Easel, top: float) -> None:
        """Draw mark, both parties and the rule."""
        theme, colours = self._theme, self._theme.colours
        self._draw_mark(easel, top)
        beside = self._mark[0] + 3 * mm
        self._draw_party(easel, self._clinic, beside, top, "start", empty=self._line_for_clinic)
        start = theme.text_width - self._patient[0].width
        self._draw_party(easel, self._patient, start, top, "end", empty=self._line_for_name)
        y = top - self.height + self._below / 2
        rule(easel.canvas, 0, y, theme.text_width, y, colours.accent, 0.7)

    def _draw_mark(self, easel: Easel, top: float) -> None:
        """The clinic's logo, or a mark of our own."""
        wide, tall = self._mark
        x = self._theme.left(0, wide)
        if self._logo is not None:
            picture = ImageReader(BytesIO(self._logo.data))
            easel.canvas.drawImage(picture, x, top - (_MARK + tall) / 2, wide, tall)
            return
        box(easel.canvas, x, top - tall, wide, tall, fill=self._theme.colours.accent, radius_mm=2)
        _draw_stairs(easel, x, top - tall)

    def _draw_party(
        self,
        easel: Easel,
        party: tuple[Paragraph, Paragraph],
        start: float,
        top: float,
        align: str,
        *,
        empty: bool,
    ) -> None:
        name, detail = party
        x = self._theme.left(start, name.width)
        if empty:  # a line to fill in by hand
            y = top - self._theme.leading * 0.85
            rule(easel.canvas, x, y, x + name.width, y, self._theme.colours.ink, 0.25)
            top -= self._theme.leading
        with easel.tagged(Role.TEXT):
            name.draw(easel.canvas, x, top, align)
        with easel.tagged(Role.TEXT):
            detail.draw(easel.canvas, x, top - name.height, align)


def _party(party: Party, theme: Theme, width: float) -> tuple[Paragraph, Paragraph]:
    name_style = style(theme, theme.body, leading=1.22)
    detail_style = style(theme, theme.label, leading=1.26)
    return (
        Paragraph(party.heading, name_style, width, bold=True, most_lines=_MOST_LINES),
        Paragraph(party.detail, detail_style, width, most_lines=_MOST_LINES),
    )


def _draw_stairs(easel: Easel, x: float, y: float) -> None:
    """The mark: a rising stair with a heel below its edge."""
    white = easel.theme.colours.white
    steps = ((2.2, 3.0), (4.6, 3.0), (4.6, 5.4), (7.0, 5.4), (7.0, 7.8), (9.0, 7.8))
    polyline(easel.canvas, tuple((x + right * mm, y + up * mm) for right, up in steps), white, 0.9)
    heel = ((2.4, 8.4), (3.4, 6.4))
    polyline(easel.canvas, tuple((x + right * mm, y + up * mm) for right, up in heel), white, 0.9)


class DraftMark:
    """A bar that says the sheet has not been handed out."""

    def __init__(self, words: str, theme: Theme) -> None:
        self._theme = theme
        self._text = Paragraph(
            words, style(theme, theme.label, colour=theme.colours.amber), theme.text_width - 9 * mm
        )

    @property
    def height(self) -> float:
        """With the space below it."""
        return self._text.height + 4 * mm

    def draw(self, easel: Easel, top: float) -> None:
        """Draw the bar and its words."""
        tall = self._text.height + 2 * mm
        colours = self._theme.colours
        box(
            easel.canvas,
            0,
            top - tall,
            self._theme.text_width,
            tall,
            fill=colours.amber_tint,
            line=colours.amber,
            radius_mm=1,
        )
        with easel.tagged(Role.TEXT):
            self._text.draw(easel.canvas, 4.5 * mm, top - 1 * mm)
