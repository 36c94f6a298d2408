"""Which layout puts a sheet on its pages."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from clinic_app.domain.handout import Sheet
from clinic_app.domain.sheet_choices import SheetLayout
from clinic_app.pdf.block import DrawFigure
from clinic_app.pdf.fitting import TooLongError, with_long_words_as_steps
from clinic_app.pdf.grid import lay_out_grid
from clinic_app.pdf.layout import Layout, Plan, lay_out
from clinic_app.pdf.log_page import lay_out_log
from clinic_app.pdf.pocket import lay_out_pocket
from clinic_app.pdf.poster import lay_out_posters
from clinic_app.pdf.styles import Theme, small
from clinic_app.pdf.wall_chart import lay_out_wall_chart


def lay_out_three(sheet: Sheet, theme: Theme, draw_figure: DrawFigure) -> Layout:
    """Three exercises a page, smaller and without the easier way, and the log on the page after them."""
    briefly = tuple(replace(exercise, easier_lead="", easier="") for exercise in sheet.exercises)
    sheet = replace(sheet, exercises=briefly)
    return lay_out(sheet, small(theme), draw_figure, Plan(most_exercises=3, has_log_first=True))


Arrange = Callable[[Sheet, Theme, DrawFigure], Layout]

LAYOUTS: Final[dict[SheetLayout, Arrange]] = {
    SheetLayout.STANDARD: lay_out,
    SheetLayout.POSTER: lay_out_posters,
    SheetLayout.TWO_A_PAGE: partial(lay_out, plan=Plan(most_exercises=2)),
    SheetLayout.THREE_WITH_LOG: lay_out_three,
    SheetLayout.GRID: lay_out_grid,
    SheetLayout.WALL_CHART: lay_out_wall_chart,
    SheetLayout.POCKET: lay_out_pocket,
    SheetLayout.LOG: lay_out_log,
}
"""Every layout and who makes its pages."""


def arranged(sheet: Sheet, theme: Theme, draw_figure: DrawFigure, layout: SheetLayout) -> Layout:
    """The pages of a sheet in a layout; as standard where its words are too long for that one."""
    sheet = with_long_words_as_steps(sheet)
    try:
        return LAYOUTS[layout](sheet, theme, draw_figure)
    except TooLongError:
        return lay_out(sheet, theme, draw_figure)
