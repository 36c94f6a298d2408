"""The whole program on one page across, to hang up."""

from dataclasses import replace
from typing import Final

from reportlab.lib.units import mm

from clinic_app.domain.handout import Sheet
from clinic_app.pdf.block import Block, DrawFigure, Easel, Group, style
from clinic_app.pdf.fitting import TooLongError, refuse_unless
from clinic_app.pdf.grid import GAP, cell_rows, stacked
from clinic_app.pdf.head import DraftMark, focus_spans
from clinic_app.pdf.layout import Layout, PlacedBlock
from clinic_app.pdf.marks import rule
from clinic_app.pdf.stop import stop_line
from clinic_app.pdf.styles import Theme
from clinic_app.pdf.tags import Role
from clinic_app.pdf.text import Paragraph

_MOST: Final = (12, 8, 6, 4, 3, 2, 1)
"""Exercises on one page: as many as leave each a picture."""
_SHAPES: Final = ((1, 1), (2, 1), (3, 1), (2, 2), (3, 2), (4, 2), (4, 3))
"""Columns and rows, the fewest cells first."""
_TITLE_SHARE: Final = 0.64
_MOST_LINES: Final = 4
"""Of each text opposite the title."""
_NARROW: Final = 4
"""From so many columns on, type gives way."""


def lay_out_wall_chart(sheet: Sheet, theme: Theme, draw_figure: DrawFigure) -> Layout:
    """All exercises on one page; where that would leave no room for pictures, on as few as can be."""
    across = replace(theme, width=theme.height, height=theme.width)
    title = _Head(sheet, across)
    refuse_unless(title.is_whole)
    head: list[Block] = [title]
    if sheet.draft_mark:
        head.append(DraftMark(sheet.draft_mark, across))
    foot = stop_line(sheet.stop, across, across.label)
    for most in _MOST:
        pages = _pages(sheet, across, Group(*head), foot, most, draw_figure)
        if pages is not None:
            return Layout(across, pages)
    raise TooLongError


def _pages(
    sheet: Sheet, across: Theme, head: Block, foot: Block, most: int, draw_figure: DrawFigure
) -> tuple[tuple[PlacedBlock, ...], ...] | None:
    """Pages of ``most`` exercises at the most, equally many on each; None where a cell would be too small."""
    total = len(sheet.exercises)
    each = -(-total // -(-total // most))
    parts = [sheet.exercises[at : at + each] for at in range(0, total, each)]
    pages: list[tuple[PlacedBlock, ...]] = []
    for exercises in parts:
        columns, count = next(shape for shape in _SHAPES if shape[0] * shape[1] >= len(parts[0]))
        small = across if columns < _NARROW else replace(across, name=16, label=12.3, small=12.2)
        top = head if not pages else Group()
        below = foot.height + 2 * mm
        room = across.text_height - top.height - below
        rows = cell_rows(sheet, exercises, columns, small, draw_figure, with_long_notes=True)
        tall = (room + GAP) / count - GAP
        refuse_unless(all(cell.is_whole for row in rows for cell in row))
        if any(cell.least_height > tall for row in rows for cell in row):
            return None
        cells = stacked(rows, across, columns, room + below, tall)
        pages.append((PlacedBlock(top, across.text_height), *cells, PlacedBlock(foot, foot.height)))
    return tuple(pages)


class _Head:
    """Title and when on the reading side; for whom and from whom opposite."""

    def __init__(self, sheet: Sheet, theme: Theme) -> None:
        self._theme = theme
        left = theme.text_width * _TITLE_SHARE
        right = theme.text_width - left - 6 * mm
        self._title = Paragraph(sheet.title, style(theme, theme.title, leading=1.1), left, bold=True)
        focus = focus_spans(sheet.focus)
        self._focus = Paragraph(focus, style(theme, theme.body * 0.93, leading=1.25), left)
        small = style(theme, theme.label, leading=1.25)
        self._sides = (
            Paragraph(sheet.patient.heading, small, right, bold=True, most_lines=_MOST_LINES),
            Paragraph(sheet.clinic.heading, small, right, most_lines=_MOST_LINES),
            Paragraph(sheet.clinic.detail, small, right, most_lines=_MOST_LINES),
        )

    @property
    def is_whole(self) -> bool:
        """Whether nothing had to be cut."""
        return not any(each.is_cut for each in self._sides)

    @property
    def height(self) -> float:
        """The taller side's, with the rule and the space below it."""
        sides = sum(each.height for each in self._sides)
        return max(self._title.height + self._focus.height, sides) + 6 * mm

    def draw(self, easel: Easel, top: float) -> None:
        """Draw both sides and the rule."""
        theme = self._theme
        x = theme.left(0, self._title.width)
        with easel.heading(Role.TITLE, top, self._title.text):
            self._title.draw(easel.canvas, x, top)
        with easel.tagged(Role.TEXT):
            self._focus.draw(easel.canvas, x, top - self._title.height)
        y = top
        for each in self._sides:
            with easel.tagged(Role.TEXT):
                each.draw(easel.canvas, theme.left(theme.text_width - each.width, each.width), y, "end")
            y -= each.height
        low = top - self.height + 4 * mm
        rule(easel.canvas, 0, low, theme.text_width, low, theme.colours.accent, 0.7)
