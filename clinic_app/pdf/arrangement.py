"""Which layout puts a sheet on its pages."""

from collections.abc import Callable
from typing import Final

from clinic_app.domain.handout import Sheet
from clinic_app.domain.sheet_choices import SheetLayout
from clinic_app.pdf.block import DrawFigure
from clinic_app.pdf.layout import Layout, lay_out
from clinic_app.pdf.poster import lay_out_posters
from clinic_app.pdf.styles import Theme

Arrange = Callable[[Sheet, Theme, DrawFigure], Layout]

LAYOUTS: Final[dict[SheetLayout, Arrange]] = {
    SheetLayout.STANDARD: lay_out,
    SheetLayout.POSTER: lay_out_posters,
}
"""Every layout and who makes its pages."""


def arranged(sheet: Sheet, theme: Theme, draw_figure: DrawFigure, layout: SheetLayout) -> Layout:
    """The pages of a sheet in a layout."""
    return LAYOUTS[layout](sheet, theme, draw_figure)
