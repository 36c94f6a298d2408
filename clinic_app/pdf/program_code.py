"""The program as a code: a telephone shows it as plain text, without any network."""

from typing import Final

from reportlab.lib.units import mm

from clinic_app.domain.handout import Sheet
from clinic_app.pdf.block import Easel, style
from clinic_app.pdf.marks import FINE, code_matrix, code_size, code_to_scan
from clinic_app.pdf.styles import Theme
from clinic_app.pdf.tags import Role
from clinic_app.pdf.text import Paragraph

_WIDEST: Final = 52 * mm
_GAP: Final = 5 * mm
_MARGIN: Final = 2 * mm
"""White around the code, beside that of the page."""


class ProgramCode:
    """The code at the reading edge and what it is for beside it; where it would be too fine, nothing."""

    def __init__(self, sheet: Sheet, theme: Theme) -> None:
        self._theme = theme
        self._matrix = code_matrix(sheet.program_code, _WIDEST, FINE)
        self._size = code_size(self._matrix, FINE)
        self._alternative = sheet.program_code
        width = theme.text_width - self._size - _GAP - _MARGIN
        self._words = Paragraph(sheet.program_code_text, style(theme, theme.body, leading=1.3), width)

    @property
    def height(self) -> float:
        """The taller one's; nothing without a code."""
        return max(self._size, self._words.height) + 2 * _MARGIN if self._matrix else 0.0

    def draw(self, easel: Easel, top: float) -> None:
        """Draw both, side by side."""
        theme = self._theme
        x = theme.left(_MARGIN, self._size)
        y = top - _MARGIN - self._size
        with easel.figure(self._alternative, x, y, self._size, self._size):
            code_to_scan(easel.canvas, self._matrix, x, y, FINE)
        text_x = theme.left(self._size + _GAP + _MARGIN, self._words.width)
        with easel.tagged(Role.TEXT):
            self._words.draw(easel.canvas, text_x, y + (self._size + self._words.height) / 2)
