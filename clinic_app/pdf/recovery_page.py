"""Writes the page with the recovery code."""

from hashlib import sha256
from typing import Final

from reportlab.lib.units import mm

from clinic_app.domain.palette import PAPER_GREY
from clinic_app.domain.recovery_page import RecoveryPage
from clinic_app.domain.sheet_choices import Ink
from clinic_app.pdf.block import Easel, TextBlock, body_style, heading, style
from clinic_app.pdf.flow import placed, written
from clinic_app.pdf.fonts import faces
from clinic_app.pdf.pieces import Fixed
from clinic_app.pdf.styles import PAPER_SIZES, Theme, colours_of
from clinic_app.pdf.tags import Role
from clinic_app.pdf.text import Paragraph
from clinic_app.pdf.writer import ONE_AT_A_TIME, HandoutPdf

_BODY: Final = 13.0
_CODE: Final = 24.0
_AFTER: Final = 3 * mm
_AROUND_CODE: Final = 8 * mm
_GROUPS_A_LINE: Final = 4


def write_recovery_page(page: RecoveryPage, ink: Ink = Ink.COLOUR) -> HandoutPdf:
    """The page as PDF. Safe to call from several threads."""
    with ONE_AT_A_TIME:
        faces()
        theme = _theme(page, ink)
        pages = [placed([Fixed(block) for block in _blocks(page, theme)], theme)]
        data = written(page, theme, pages, _no_footer)
    return HandoutPdf(data, len(pages), sha256(data).hexdigest())


def _theme(page: RecoveryPage, ink: Ink) -> Theme:
    width, height = PAPER_SIZES[page.paper]
    return Theme(
        width=width,
        height=height,
        colours=colours_of("", ink),
        palette=PAPER_GREY,
        right_to_left=page.right_to_left,
        body=_BODY,
        title=24,
        label=_BODY,
        small=_BODY,
        bottom=20 * mm,
    )


def _blocks(page: RecoveryPage, theme: Theme) -> list[TextBlock]:
    plain, width = body_style(theme), theme.text_width
    large = style(theme, _CODE, leading=1.5)
    groups = page.code.split("-")
    lines = ["-".join(groups[at : at + _GROUPS_A_LINE]) for at in range(0, len(groups), _GROUPS_A_LINE)]
    blocks = [heading(theme, page.title, size=theme.title, after=_AFTER, role=Role.TITLE)]
    if page.clinic:
        blocks.append(TextBlock(Paragraph(page.clinic, plain, width, bold=True), theme))
    blocks.append(TextBlock(Paragraph(page.day, plain, width), theme, after=_AROUND_CODE))
    for at, said in enumerate(lines):
        is_last = at == len(lines) - 1
        shown = said if is_last else f"{said}-"
        after = _AROUND_CODE if is_last else 0.0
        blocks.append(TextBlock(Paragraph(shown, large, width, bold=True), theme, after=after))
    blocks += [TextBlock(Paragraph(each, plain, width), theme, after=_AFTER) for each in page.paragraphs]
    return blocks


def _no_footer(_easel: Easel, _number: int, _count: int) -> None:
    """One page needs none."""
