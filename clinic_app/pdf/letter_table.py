"""A letter's table: what was measured, and its first and last value side by side."""

from collections.abc import Iterator, Sequence
from typing import Final

from reportlab.lib.units import mm

from clinic_app.domain.handout import Words
from clinic_app.domain.letter_text import LetterTable
from clinic_app.pdf.block import Block, Easel, Group, Unheard, body_style
from clinic_app.pdf.marks import box, rule
from clinic_app.pdf.pieces import Fixed
from clinic_app.pdf.styles import Theme
from clinic_app.pdf.tags import Role, spanning
from clinic_app.pdf.text import Paragraph

_SHARES: Final = (0.36, 0.32, 0.32)
"""Of the text's width, for each column."""
_INSET: Final = 1.5 * mm
_GAP: Final = 3 * mm
_PADDING: Final = 1 * mm
_ABOVE: Final = 2 * mm


def table_pieces(table: LetterTable, theme: Theme, above: Sequence[Block]) -> Iterator[Fixed]:
    """Row by row; the head goes with the first, below ``above``, and again where a page begins."""
    head = _Row(table.heads, table, theme, is_head=True)
    for at, cells in enumerate(table.rows):
        row = _Row(cells, table, theme)
        continued = Group(Unheard(head), row)
        if at == 0:
            yield Fixed(Group(*above, _Space(), head, row), is_joined=not above)
        else:
            yield Fixed(row, is_joined=True, continued=continued)


class _Space:
    """The room above a table."""

    height = _ABOVE

    def draw(self, easel: Easel, top: float) -> None:
        """Nothing stands there."""


class _Row:
    """A row of cells; the head is tinted, the first cell of the others says what it is about."""

    def __init__(
        self, cells: Sequence[Words], table: LetterTable, theme: Theme, *, is_head: bool = False
    ) -> None:
        self._theme, self._table, self._is_head = theme, table, is_head
        self._cells: list[tuple[float, Paragraph]] = []
        x = 0.0
        for words, share in zip(cells, _SHARES, strict=True):
            width = theme.text_width * share
            inner = width - _INSET - _GAP
            self._cells.append((x + _INSET, Paragraph(words, body_style(theme), inner, bold=is_head)))
            x += width

    @property
    def height(self) -> float:
        """The tallest cell's, with the room around it."""
        return max(cell.height for _x, cell in self._cells) + 2 * _PADDING

    def draw(self, easel: Easel, top: float) -> None:
        """Draw from the reading edge, a line below."""
        theme, colours, foot = self._theme, self._theme.colours, top - self.height
        if self._is_head:
            box(easel.canvas, 0, foot, theme.text_width, self.height, fill=colours.tint)
        with easel.tagged(Role.TABLE, of=self._table), easel.tagged(Role.ROW):
            for at, (x, cell) in enumerate(self._cells):
                heads = "Column" if self._is_head else ("Row" if at == 0 else "")
                role = Role.HEADER if heads else Role.CELL
                with easel.tagged(role, attributes=spanning(heads=heads)):
                    cell.draw(easel.canvas, theme.left(x, cell.width), top - _PADDING)
        line = (colours.accent, 0.5) if self._is_head else (colours.hairline, 0.3)
        rule(easel.canvas, 0, foot, theme.text_width, foot, *line)
