"""The log alone: as many weeks as were prescribed, as roomy as one page allows."""

from dataclasses import replace
from typing import Final

from reportlab.lib.units import mm

from clinic_app.domain.handout import Sheet
from clinic_app.pdf.block import Block, DrawFigure, Group, TextBlock, Unheard, running_text, style
from clinic_app.pdf.card import Card
from clinic_app.pdf.fitting import refuse_unless
from clinic_app.pdf.head import head_blocks
from clinic_app.pdf.layout import Layout, PlacedBlock
from clinic_app.pdf.log import CardBelow, Log
from clinic_app.pdf.styles import Theme
from clinic_app.pdf.tags import Role
from clinic_app.pdf.text import Paragraph

_ROWS: Final = tuple(height * mm for height in (12.0, 10.5, 9.0, 8.0, 7.0, 6.2, 5.7, 5.2, 4.8))
"""Heights of a row, the roomiest first."""


def lay_out_log(sheet: Sheet, theme: Theme, draw_figure: DrawFigure) -> Layout:  # noqa: ARG001 - no figures here
    """Head, log and card; weeks that do not fit go on to another page."""
    head = Group(*head_blocks(replace(sheet, news=None), theme))
    title = TextBlock(
        Paragraph(sheet.log.heading, style(theme, theme.heading, leading=1.16), theme.text_width, bold=True),
        theme,
        before=6 * mm,
        after=0.5 * mm,
        role=Role.HEADING,
    )
    help_line = running_text(theme, sheet.log.pain_help, size=max(14, theme.label), after=2 * mm)
    card = CardBelow(Card(sheet.contact, theme, theme.text_width), 5 * mm)
    room = theme.text_height - sum(part.height for part in (head, title, help_line, card))
    pages, first, waiting = [], 1, sheet.log.weeks
    around: tuple[Block, ...] = (head, title, help_line, card)
    while waiting > 0:
        table = _table(sheet, theme, first, waiting, room)
        refuse_unless(table.height <= room)
        pages.append(_page(theme, (*around[:-1], table, around[-1])))
        around = tuple(Unheard(block) for block in (head, title, help_line, card))
        first, waiting = first + table.weeks, waiting - table.weeks
    return Layout(theme, tuple(pages))


def _table(sheet: Sheet, theme: Theme, first: int, waiting: int, room: float) -> Log:
    """As many of the weeks as fit, in the tallest rows that let them."""
    for weeks in range(waiting, 0, -1):
        for row in _ROWS:
            table = Log(replace(sheet.log, weeks=weeks), theme, theme.text_width, row, first_week=first)
            if table.height <= room:
                return table
    return Log(replace(sheet.log, weeks=1), theme, theme.text_width, _ROWS[-1], first_week=first)


def _page(theme: Theme, blocks: tuple[Block, ...]) -> tuple[PlacedBlock, ...]:
    top, placed = theme.text_height, []
    for block in blocks:
        placed.append(PlacedBlock(block, top))
        top -= block.height
    return tuple(placed)
