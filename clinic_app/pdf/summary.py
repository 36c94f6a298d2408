"""Writes the therapist's summary: one page, more where a program needs them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from typing import Final

from reportlab.lib.units import mm

from clinic_app.domain.palette import PAPER_GREY
from clinic_app.domain.sheet_choices import Ink
from clinic_app.domain.summary import Summary, SummaryPart
from clinic_app.pdf.block import Block, Easel, Group, body_style, style
from clinic_app.pdf.flow import Pages, placed, written
from clinic_app.pdf.fonts import faces
from clinic_app.pdf.marks import rule
from clinic_app.pdf.paging import divided
from clinic_app.pdf.pieces import Fixed, Piece
from clinic_app.pdf.styles import PAPER_SIZES, Theme, colours_of
from clinic_app.pdf.summary_table import Columns, columns_of, table_pieces
from clinic_app.pdf.tags import Role
from clinic_app.pdf.text import Paragraph, draw_line
from clinic_app.pdf.writer import ONE_AT_A_TIME, HandoutPdf, footer_words

_BODY: Final = 12.2
_LABEL: Final = 28 * mm
"""The column of the parts' headings."""
_LINES_TOGETHER: Final = 3
_WHOLE: Final = 0.4
"""A part that takes more of a page than this may run on to the next."""
_SIGNED: Final = 13 * mm
"""Room to sign above a line."""


def write_summary(summary: Summary, ink: Ink) -> HandoutPdf:
    """The summary as PDF: the same bytes for the same summary. Safe to call from several threads."""
    with ONE_AT_A_TIME:
        faces()
        theme, pages = _laid_out(summary, ink)
        data = written(summary, theme, pages, partial(_draw_footer, summary))
    return HandoutPdf(data, len(pages), sha256(data).hexdigest())


def _theme(summary: Summary, ink: Ink) -> Theme:
    width, height = PAPER_SIZES[summary.paper]
    return Theme(
        width=width,
        height=height,
        colours=colours_of(summary.accent, ink),
        palette=PAPER_GREY,
        right_to_left=summary.right_to_left,
        body=_BODY,
        title=22,
        label=_BODY,
        small=_BODY,
        bottom=20 * mm,
    )


def _laid_out(summary: Summary, ink: Ink) -> tuple[Theme, Pages]:
    """As loose as the fewest pages allow; room to sign where it costs none."""
    loose = _theme(summary, ink)
    snug = replace(loose, is_snug=True)
    tight = replace(snug, snug_lines=1.13, snug_spaces=0.35)
    columns = columns_of(summary, loose)
    tried = ((theme, _pages(summary, theme, columns)) for theme in (loose, snug, tight))
    theme, pages = min(tried, key=lambda each: len(each[1]))
    signed = _pages(summary, theme, columns, is_signed=True)
    return theme, signed if len(signed) == len(pages) else pages


def _pages(summary: Summary, theme: Theme, columns: Columns, *, is_signed: bool = False) -> Pages:
    pieces: list[Piece] = list(_pieces(summary, theme, columns))
    if is_signed:
        pieces.append(Fixed(_Signed(summary.signed, theme)))
    paging = divided(pieces, theme.text_height, theme.gap)
    return [placed(page, theme) for page in paging.pages]


def _pieces(summary: Summary, theme: Theme, columns: Columns) -> Iterator[Piece]:
    yield Fixed(_Title(summary, theme))
    for part in summary.about:
        yield from _part_pieces(part, theme, is_joined=True)
    yield from table_pieces(summary, theme, columns)
    for part in summary.parts:
        yield from _part_pieces(part, theme)


def _part_pieces(part: SummaryPart, theme: Theme, *, is_joined: bool = False) -> Iterator[Piece]:
    """The part whole, its heading beside the first line; by its lines where it is long."""
    width = theme.text_width - _LABEL
    paragraphs = [Paragraph(words, body_style(theme), width) for words in part.lines]
    is_long = sum(each.height for each in paragraphs) > theme.text_height * _WHOLE
    heading = part.heading
    blocks: list[Block] = []
    for paragraph in paragraphs:
        for lines in paragraph.in_lines(_LINES_TOGETHER) if is_long else (paragraph,):
            blocks.append(_Line(heading, lines, paragraph, theme))
            heading = ""
    for at, block in enumerate(blocks if is_long else (Group(*blocks),)):
        yield Fixed(block, is_joined=is_joined or at > 0)


class _Title:
    """What the page is, and opposite whom it is not for."""

    def __init__(self, summary: Summary, theme: Theme) -> None:
        self._theme, self._summary = theme, summary
        self._title = Paragraph(
            summary.title, style(theme, theme.title, leading=1.16), theme.text_width, bold=True
        )

    @property
    def height(self) -> float:
        """With the rule and the space below it."""
        return self._title.height + 4.5 * mm

    def draw(self, easel: Easel, top: float) -> None:
        """Draw both on one line, and the rule."""
        theme, canvas = self._theme, easel.canvas
        with easel.heading(Role.TITLE, top, self._title.text):
            self._title.draw(canvas, 0, top)
        set_in = style(theme, 13.2, colour=theme.colours.red)
        baseline = top - self._title.height + theme.title * 0.3
        with easel.tagged(Role.TEXT):
            x = theme.left(theme.text_width, 0)
            draw_line(canvas, self._summary.warning, x, baseline, set_in, bold=True, align="end")
        y = top - self._title.height - 1.5 * mm
        rule(canvas, 0, y, theme.text_width, y, theme.colours.accent, 0.7)


class _Line:
    """A paragraph in the wide column, with a part's heading beside it where it is the first."""

    def __init__(self, heading: str, lines: Paragraph, whole: Paragraph, theme: Theme) -> None:
        self._theme, self._lines, self._whole = theme, lines, whole
        accent = body_style(theme, colour=theme.colours.accent)
        self._heading = Paragraph(heading, accent, _LABEL - 2.5 * mm, bold=True) if heading else None

    @property
    def height(self) -> float:
        """The taller one's, with the space below it."""
        beside = self._heading.height if self._heading else 0.0
        return max(beside, self._lines.height) + self._theme.space(0.8)

    def draw(self, easel: Easel, top: float) -> None:
        """Draw heading and text on one line."""
        theme = self._theme
        if self._heading is not None:
            with easel.heading(Role.HEADING, top, self._heading.text):
                self._heading.draw(easel.canvas, theme.left(0, self._heading.width), top)
        with easel.tagged(Role.TEXT, of=self._whole):
            self._lines.draw(easel.canvas, theme.left(_LABEL, self._lines.width), top)


class _Signed:
    """Lines to sign on, side by side."""

    def __init__(self, signed: Sequence[str], theme: Theme) -> None:
        self._theme = theme
        self._width = (theme.text_width - (len(signed) - 1) * 12 * mm) / len(signed)
        self._captions = tuple(Paragraph(each, body_style(theme), self._width) for each in signed)

    @property
    def height(self) -> float:
        """With the room above the lines."""
        return _SIGNED + 1 * mm + max(each.height for each in self._captions)

    def draw(self, easel: Easel, top: float) -> None:
        """Draw a line and what is signed below it."""
        theme, y = self._theme, top - _SIGNED
        for at, caption in enumerate(self._captions):
            x = theme.left(at * (self._width + 12 * mm), self._width)
            rule(easel.canvas, x, y, x + self._width, y, theme.colours.ink, 0.3)
            with easel.tagged(Role.TEXT):
                caption.draw(easel.canvas, x, y - 1 * mm)


def _draw_footer(summary: Summary, easel: Easel, number: int, count: int) -> None:
    """Whom the page is for, and which page it is; below that whose it is, version, date and short name."""
    theme, canvas = easel.theme, easel.canvas
    page = summary.page_label.format(page=number, pages=count)
    set_in = style(theme, theme.small)
    rule_y = 18.6 * mm - theme.bottom
    rule(canvas, 0, rule_y, theme.text_width, rule_y, theme.colours.hairline)
    start, end = theme.left(0, 0), theme.left(theme.text_width, 0)
    upper, lower = 13.6 * mm - theme.bottom, 8.4 * mm - theme.bottom
    draw_line(canvas, summary.footer_lead, start, upper, set_in, bold=True)
    draw_line(canvas, page, end, upper, set_in, bold=True, align="end")
    width = theme.text_width
    words = footer_words(summary.patient_names, summary.footer, theme, width)
    line = Paragraph(words, set_in, width, most_lines=1)
    line.draw(canvas, theme.left(0, width), lower + set_in.leading * 0.5 + set_in.size * 0.235)
