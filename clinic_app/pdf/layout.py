"""Puts the blocks of a sheet on pages: pictures as large as two exercises a page allow, nothing divided."""

from dataclasses import dataclass
from typing import Final

from reportlab.lib.units import mm

from clinic_app.domain.handout import Sheet
from clinic_app.pdf.block import Block, DrawFigure, Group, TextBlock, running_text
from clinic_app.pdf.education import education_blocks
from clinic_app.pdf.exercise import ExerciseBlock
from clinic_app.pdf.head import head_blocks
from clinic_app.pdf.log import log_blocks
from clinic_app.pdf.stop import stop_blocks
from clinic_app.pdf.styles import Theme

_LEAST_GAP: Final = 4 * mm
_MOST_GAP: Final = 8 * mm
_LEAST_BODY: Final = 14
_AT_ONCE: Final = 2
"""Exercises that should stand on the first page."""


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block and the height of its upper edge above the bottom of the text."""

    block: Block
    top: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The pages of a sheet, and the theme they fit in."""

    theme: Theme
    pages: tuple[tuple[PlacedBlock, ...], ...]


def lay_out(sheet: Sheet, theme: Theme, draw_figure: DrawFigure) -> Layout:
    """The sheet in the largest pictures and type that keep two exercises on the first page."""
    fitted, height = _fitted(sheet, theme, draw_figure)
    head: Block = Group(*head_blocks(sheet, fitted))
    exercises = [ExerciseBlock(exercise, fitted, draw_figure, height) for exercise in sheet.exercises]
    blocks: list[Block] = [head, *exercises, stop_blocks(sheet.stop, fitted)]
    for education in sheet.education:
        blocks += education_blocks(education, fitted)
    blocks.append(log_blocks(sheet.log, sheet.contact, fitted))
    if sheet.disclaimer:
        blocks.append(running_text(fitted, sheet.disclaimer, size=fitted.small))
    return Layout(fitted, _Pages(fitted).filled(blocks))


def _fitted(sheet: Sheet, theme: Theme, draw_figure: DrawFigure) -> tuple[Theme, float]:
    """Theme and picture height: pictures shrink first, then the type, then one exercise has the page."""
    if theme.one_column:
        return theme, theme.least_picture
    for count in (min(_AT_ONCE, len(sheet.exercises)), 1):
        tried = theme
        while tried.body >= _LEAST_BODY:
            height = _picture_height(sheet, tried, draw_figure, count)
            if height:
                return tried, height
            tried = tried.tighter()
    return theme, theme.least_picture


def _picture_height(sheet: Sheet, theme: Theme, draw_figure: DrawFigure, count: int) -> float:
    """The largest at which the head and ``count`` exercises stand on one page; 0 where none does."""
    head = sum(block.height for block in head_blocks(sheet, theme))
    room = theme.text_height - head - count * _LEAST_GAP
    height = theme.most_picture
    while height >= theme.least_picture:
        blocks = [ExerciseBlock(each, theme, draw_figure, height) for each in sheet.exercises[:count]]
        needed = sum(block.height for block in blocks)
        if needed <= room:
            return height
        height -= 1 * mm if needed - room < 40 * mm else 4 * mm
    return 0.0


class _Pages:
    """Fills pages with blocks, top to bottom."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._pages: list[list[Block]] = [[]]
        self._room = theme.text_height

    def filled(self, blocks: list[Block]) -> tuple[tuple[PlacedBlock, ...], ...]:
        """Every block on a page, the space that is left shared out between them."""
        for block in blocks:
            self._add(block)
        return tuple(self._spaced(page) for page in self._pages if page)

    def _add(self, block: Block) -> None:
        gap = _LEAST_GAP if self._pages[-1] else 0.0
        if block.height + gap <= self._room:
            self._place(block, gap)
        elif block.height <= self._theme.text_height:
            self._turn_over()
            self._place(block, 0.0)
        else:
            self._add_in_parts(block)

    def _add_in_parts(self, block: Block) -> None:
        """A block taller than a page: by its parts, and running text by its lines."""
        parts = block.parts if isinstance(block, ExerciseBlock) else getattr(block, "blocks", None)
        if isinstance(block, TextBlock):
            self._add_by_lines(block)
        elif parts is None:
            self._turn_over()
            self._place(block, 0.0)
        else:
            for part in parts:
                self._add(part)

    def _add_by_lines(self, block: TextBlock) -> None:
        rest = block
        while rest.height > self._room:
            if self._room > self._theme.leading * 2:
                first, rest = rest.divided(self._room)
                self._place(first, 0.0)
            self._turn_over()
        self._place(rest, 0.0)

    def _place(self, block: Block, gap: float) -> None:
        self._pages[-1].append(block)
        self._room -= block.height + gap

    def _turn_over(self) -> None:
        if self._pages[-1]:
            self._pages.append([])
        self._room = self._theme.text_height

    def _spaced(self, page: list[Block]) -> tuple[PlacedBlock, ...]:
        spare = self._theme.text_height - sum(block.height for block in page)
        gap = min(_MOST_GAP, max(0.0, spare / max(1, len(page) - 1))) if len(page) > 1 else 0.0
        placed, top = [], self._theme.text_height
        for block in page:
            placed.append(PlacedBlock(block, top))
            top -= block.height + gap
        return tuple(placed)
