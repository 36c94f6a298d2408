"""Many exercises at a glance, six a page."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from reportlab.lib.units import mm

from clinic_app.domain.handout import Sheet, SheetExercise
from clinic_app.pdf.block import DrawFigure, Group
from clinic_app.pdf.cells import Cell, CellRow, level
from clinic_app.pdf.fitting import refuse_unless
from clinic_app.pdf.head import head_blocks
from clinic_app.pdf.layout import Layout, PlacedBlock, closing_pages
from clinic_app.pdf.pieces import note_pieces
from clinic_app.pdf.styles import Theme

GAP: Final = 5 * mm
_ROWS: Final = 3
_FEWEST: Final = 2
"""Pages: the exercises, and what closes a sheet."""
_SNUG_NAME: Final = 17.0
_ABOVE_FOOT: Final = 2 * mm
_TALLEST, _TALLEST_ALONE = 82 * mm, 115 * mm
"""A cell's height at the most: beside another, or as wide as the text."""


def lay_out_grid(sheet: Sheet, theme: Theme, draw_figure: DrawFigure) -> Layout:
    """Cells in two columns (one in large print), as many rows as fit, then all that closes a sheet.

    Spaces and names are smaller where that saves a page.
    """
    usual = _laid_out(sheet, theme, draw_figure)
    if theme.one_column or len(usual.pages) <= _FEWEST:
        return usual
    snug = replace(theme.tightenings()[1], name=_SNUG_NAME, label=theme.small)
    tighter = _laid_out(sheet, snug, draw_figure)
    return tighter if len(tighter.pages) < len(usual.pages) else usual


def _laid_out(sheet: Sheet, theme: Theme, draw_figure: DrawFigure) -> Layout:
    columns = 1 if theme.one_column else 2
    head = Group(*head_blocks(sheet, theme))
    rows = cell_rows(sheet, sheet.exercises, columns, theme, draw_figure)
    cells = [cell for row in rows for cell in row]
    notes = [
        piece
        for exercise, cell in zip(sheet.exercises, cells, strict=True)
        if cell.leaves_out_note
        for piece in note_pieces(exercise, theme)
    ]
    pages: list[tuple[PlacedBlock, ...]] = []
    while rows:
        placed = [PlacedBlock(head, theme.text_height)] if not pages else []
        room = theme.text_height - (head.height + GAP if placed else 0.0) - _ABOVE_FOOT
        count = max(1, _fitting(rows, room))
        refuse_unless(
            all(cell.is_whole and cell.least_height <= room for row in rows[:count] for cell in row)
        )
        tallest = _TALLEST_ALONE if columns == 1 else _TALLEST
        placed += stacked(rows[:count], theme, columns, room, min(tallest, (room + GAP) / count - GAP))
        pages.append(tuple(placed))
        rows = rows[count:]
    return Layout(theme, tuple(pages) + closing_pages(sheet, theme, before=notes))


def cell_rows(
    sheet: Sheet,
    exercises: Sequence[SheetExercise],
    columns: int,
    theme: Theme,
    draw_figure: DrawFigure,
    *,
    with_long_notes: bool = False,
) -> list[list[Cell]]:
    """The exercises in rows of cells."""
    width = cell_width(theme, columns)
    cells = [
        Cell(
            exercise,
            theme,
            width,
            draw_figure,
            with_schedule=not sheet.has_one_schedule,
            with_long_note=with_long_notes,
        )
        for exercise in exercises
    ]
    return [level(cells[at : at + columns]) for at in range(0, len(cells), columns)]


def cell_width(theme: Theme, columns: int) -> float:
    """The width of a cell where ``columns`` of them stand side by side."""
    return (theme.text_width - GAP * (columns - 1)) / columns


def _fitting(rows: Sequence[Sequence[Cell]], room: float) -> int:
    """How many of the rows fit, three at the most."""
    used = 0.0
    for count, row in enumerate(rows[:_ROWS]):
        used += max(cell.least_height for cell in row)
        if used + count * GAP > room:
            return count
    return min(len(rows), _ROWS)


def stacked(
    rows: Sequence[Sequence[Cell]],
    theme: Theme,
    columns: int,
    room: float,
    height: float,
    *,
    below: float = 0.0,
) -> list[PlacedBlock]:
    """The rows one below the other in the lower ``room`` of the page."""
    width = cell_width(theme, columns)
    top = room + below
    placed = []
    for row in rows:
        placed.append(PlacedBlock(CellRow(row, theme, width, GAP, height), top))
        top -= height + GAP
    return placed
