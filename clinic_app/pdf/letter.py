"""Writes letters and charts as PDF: the clinic's letterhead, running text, the chart, room to sign."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from hashlib import sha256
from typing import Final

from reportlab.lib.units import mm

from clinic_app.domain.handout import Paper, Words
from clinic_app.domain.letter_text import ChartPage, LetterChart, LetterPart, LetterText
from clinic_app.domain.palette import PAPER_GREY
from clinic_app.domain.sheet_choices import Ink
from clinic_app.pdf.block import Block, Easel, Group, TextBlock, body_style, heading, style
from clinic_app.pdf.chart import ChartBlock
from clinic_app.pdf.flow import Pages, placed, written
from clinic_app.pdf.fonts import faces
from clinic_app.pdf.head import Letterhead
from clinic_app.pdf.letter_table import table_pieces
from clinic_app.pdf.marks import disc, rule
from clinic_app.pdf.paging import divided
from clinic_app.pdf.pieces import Fixed, Piece
from clinic_app.pdf.styles import PAPER_SIZES, Theme, colours_of
from clinic_app.pdf.tags import DOTTED, Role
from clinic_app.pdf.text import Paragraph, Span, draw_line, line_width
from clinic_app.pdf.writer import ONE_AT_A_TIME, HandoutPdf, footer_words

_BODY: Final = 12.2
_LINES_TOGETHER: Final = 3
_INDENT: Final = 5 * mm
_BELOW_TEXT: Final = 1.2 * mm
_BELOW_HEADING: Final = 0.8 * mm
_SIGNED: Final = 14 * mm
"""Room to sign above the line."""
_SIGNED_WIDTH: Final = 75 * mm
_CHART_PAGE: Final = 110 * mm


def write_letter(letter: LetterText, ink: Ink) -> HandoutPdf:
    """The letter as PDF: the same bytes for the same letter. Safe to call from several threads."""
    with ONE_AT_A_TIME:
        faces()
        loose = _theme(letter.paper, letter.accent, ink, right_to_left=letter.right_to_left)
        tried = ((theme, _pages(letter, theme)) for theme in (loose, replace(loose, is_snug=True)))
        theme, pages = min(tried, key=lambda each: len(each[1]))
        data = written(letter, theme, pages, partial(_draw_footer, letter))
    return HandoutPdf(data, len(pages), sha256(data).hexdigest())


def write_chart(page: ChartPage, ink: Ink) -> HandoutPdf:
    """A chart on a page of its own."""
    with ONE_AT_A_TIME:
        faces()
        theme = _theme(page.paper, page.accent, ink, right_to_left=page.right_to_left)
        blocks = [
            heading(theme, page.title, size=theme.title, after=1 * mm, role=Role.TITLE),
            TextBlock(Paragraph(page.day, body_style(theme), theme.text_width), theme, after=4 * mm),
            *_chart_blocks(page.chart, theme, height=_CHART_PAGE),
        ]
        pages = [placed([Fixed(Group(*blocks))], theme)]
        data = written(page, theme, pages, _no_footer)
    return HandoutPdf(data, len(pages), sha256(data).hexdigest())


def _pages(letter: LetterText, theme: Theme) -> Pages:
    """The signature never stands on a page alone: the last lines go with it."""
    *found, last = _pieces(letter, theme)
    pieces: list[Piece] = list(found)
    pieces.append(Fixed(Group(last.block, _Signature(letter, theme)), is_joined=last.is_joined))
    paging = divided(pieces, theme.text_height, theme.gap)
    return [placed(page, theme) for page in paging.pages]


def _theme(paper: Paper, accent: str, ink: Ink, *, right_to_left: bool) -> Theme:
    width, height = PAPER_SIZES[paper]
    return Theme(
        width=width,
        height=height,
        colours=colours_of(accent, ink),
        palette=PAPER_GREY,
        right_to_left=right_to_left,
        body=_BODY,
        title=20,
        heading=13.5,
        label=_BODY,
        small=_BODY,
        margin=20 * mm,
        top=14 * mm,
        bottom=20 * mm,
    )


def _pieces(letter: LetterText, theme: Theme) -> Iterator[Fixed]:
    yield Fixed(Letterhead(letter.clinic, letter.patient, theme, letter.logo))
    yield Fixed(_Address(letter, theme), is_joined=True)
    yield Fixed(heading(theme, letter.title, size=theme.title, role=Role.TITLE))
    if letter.greeting:
        yield Fixed(_text(letter.greeting, theme))
    for at, part in enumerate(letter.parts):
        if at == letter.chart_after:
            yield from _chart_pieces(letter, theme)
        yield from _part_pieces(part, theme)
    if letter.chart_after >= len(letter.parts):
        yield from _chart_pieces(letter, theme)


def _chart_pieces(letter: LetterText, theme: Theme) -> Iterator[Fixed]:
    if letter.chart is not None:
        title = heading(theme, letter.chart.heading, after=2 * mm)
        yield Fixed(Group(title, *_chart_blocks(letter.chart, theme)))


def _chart_blocks(chart: LetterChart, theme: Theme, *, height: float = 0.0) -> tuple[Block, ...]:
    caption = Paragraph(chart.caption, style(theme, _BODY, colour=theme.colours.second_ink), theme.text_width)
    return (ChartBlock(chart, theme, height=height), TextBlock(caption, theme, before=1.5 * mm))


def _part_pieces(part: LetterPart, theme: Theme) -> Iterator[Fixed]:
    """Heading and first lines stay together; the rest may run on to the next page by a few lines."""
    blocks = [
        *(block for words in part.paragraphs for block in _lines_of(words, theme)),
        *(block for words in part.points for block in _point_lines(words, part, theme)),
    ]
    title: Block = heading(theme, part.heading, after=_BELOW_HEADING)
    for at, block in enumerate(blocks):
        yield Fixed(block if at else Group(title, block), is_joined=at > 0)
    if part.table is not None:
        yield from table_pieces(part.table, theme, () if blocks else (title,))


def _text(words: Words, theme: Theme) -> TextBlock:
    return TextBlock(Paragraph(words, body_style(theme), theme.text_width), theme)


def _lines_of(words: Words, theme: Theme) -> Iterator[Block]:
    paragraph = Paragraph(words, body_style(theme), theme.text_width)
    parts = paragraph.in_lines(_LINES_TOGETHER)
    for at, lines in enumerate(parts):
        after = _BELOW_TEXT if at == len(parts) - 1 else 0.0
        yield TextBlock(lines, theme, after=after, whole=paragraph)


def _point_lines(words: Words, part: LetterPart, theme: Theme) -> Iterator[Block]:
    paragraph = Paragraph(words, body_style(theme), theme.text_width - _INDENT)
    item, parts = object(), paragraph.in_lines(_LINES_TOGETHER)
    for at, lines in enumerate(parts):
        yield _Point(lines, theme, of=(part, item, paragraph), is_first=at == 0, is_last=at == len(parts) - 1)


class _Point:
    """Some lines of a point of a list, behind a dot where they are the first."""

    def __init__(
        self,
        lines: Paragraph,
        theme: Theme,
        *,
        of: tuple[object, object, object],
        is_first: bool,
        is_last: bool,
    ) -> None:
        """``of`` are the list, the point and its whole text."""
        self._lines, self._theme, self._of = lines, theme, of
        self._is_first, self._below = is_first, _BELOW_TEXT if is_last else 0.0

    @property
    def height(self) -> float:
        """The lines', with the space below the last."""
        return self._lines.height + self._below

    def draw(self, easel: Easel, top: float) -> None:
        """Draw the dot and the lines beside it."""
        theme, (whole, item, text) = self._theme, self._of
        if self._is_first:
            y = top - self._lines.style.leading * 0.52
            disc(easel.canvas, theme.left(1.6 * mm, 0), y, 0.75 * mm, theme.colours.accent)
        with (
            easel.tagged(Role.LIST, attributes=DOTTED, of=whole),
            easel.tagged(Role.ITEM, of=item),
            easel.tagged(Role.ITEM_BODY, of=text),
        ):
            self._lines.draw(easel.canvas, theme.left(_INDENT, self._lines.width), top)


class _Address:
    """To whom at the reading edge, the day opposite."""

    def __init__(self, letter: LetterText, theme: Theme) -> None:
        self._theme, self._letter = theme, letter
        self._day_width = line_width(letter.day, theme.body) + 6 * mm
        width = theme.text_width - self._day_width
        self._addressee = Paragraph(letter.addressee, body_style(theme), width, most_lines=8)

    @property
    def height(self) -> float:
        """At least a line, for the day, and the space below."""
        return max(self._addressee.height, self._theme.leading) + 3 * mm

    def draw(self, easel: Easel, top: float) -> None:
        """Draw both."""
        theme, set_in = self._theme, body_style(self._theme)
        with easel.tagged(Role.TEXT):
            self._addressee.draw(easel.canvas, theme.left(0, self._addressee.width), top)
        baseline = top - set_in.leading * 0.5 - set_in.size * 0.235
        with easel.tagged(Role.TEXT):
            x = theme.left(theme.text_width, 0)
            draw_line(easel.canvas, self._letter.day, x, baseline, set_in, align="end")


class _Signature:
    """Room to sign, a line, who signs and what stands below the name."""

    def __init__(self, letter: LetterText, theme: Theme) -> None:
        self._theme = theme
        set_in = body_style(theme)
        self._name = Paragraph(letter.signature, set_in, theme.text_width, bold=True)
        note = style(theme, _BODY, colour=theme.colours.second_ink)
        self._note = Paragraph(letter.signature_note, note, theme.text_width)

    @property
    def height(self) -> float:
        """With the room above the line."""
        return _SIGNED + 1 * mm + self._name.height + self._note.height

    def draw(self, easel: Easel, top: float) -> None:
        """Draw from the reading edge."""
        theme, y = self._theme, top - _SIGNED
        x = theme.left(0, _SIGNED_WIDTH)
        rule(easel.canvas, x, y, x + _SIGNED_WIDTH, y, theme.colours.ink, 0.3)
        y -= 1 * mm
        for paragraph in (self._name, self._note):
            if paragraph.height:
                with easel.tagged(Role.TEXT):
                    paragraph.draw(easel.canvas, theme.left(0, paragraph.width), y)
                y -= paragraph.height


def _draw_footer(letter: LetterText, easel: Easel, number: int, count: int) -> None:
    """Whose letter it is, of which day, and which page."""
    theme, canvas = easel.theme, easel.canvas
    set_in = style(theme, theme.small)
    rule_y = 15 * mm - theme.bottom
    rule(canvas, 0, rule_y, theme.text_width, rule_y, theme.colours.hairline)
    baseline = 9.5 * mm - theme.bottom
    label = letter.page_label.format(page=number, pages=count)
    draw_line(canvas, label, theme.left(theme.text_width, 0), baseline, set_in, bold=True, align="end")
    width = theme.text_width - line_width(label, theme.small, bold=True) - 4 * mm
    words: tuple[Span, ...] = footer_words(letter.patient_names, letter.footer, theme, width)
    line = Paragraph(words, set_in, width, most_lines=1)
    line.draw(canvas, theme.left(0, width), baseline + set_in.leading * 0.5 + set_in.size * 0.235)


def _no_footer(easel: Easel, number: int, count: int) -> None:
    """A chart's page says everything above."""
