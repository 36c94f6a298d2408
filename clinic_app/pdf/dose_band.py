"""The dose at a glance: big numbers over their words, in one band."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from clinic_app.domain.handout import DoseCell
from clinic_app.pdf.block import Easel, style
from clinic_app.pdf.fonts import is_tall
from clinic_app.pdf.marks import box, rule
from clinic_app.pdf.styles import Theme
from clinic_app.pdf.tags import Role
from clinic_app.pdf.text import draw_line, line_width

BAND_HEIGHT: Final = 21 * mm
_SNUG_HEIGHT: Final = 18.4 * mm
USUAL_NUMBER: Final = 30
_LEAST_LABEL: Final = 12.3
_LEAST_NUMBER: Final = 22
_PADDING: Final = 2.6 * mm
_LEAST_PADDING: Final = 1.5 * mm
_ROW_NUMBER: Final = 24
"""The number's size in a band of two rows."""
_LINE: Final = 1.08
"""Leading of the words below a number."""
_BELOW_THE_BASELINE: Final = 0.08
"""How much of a line of words lies below its baseline, as a share of the type size."""
_TALL_LINE: Final = 1.3
"""The same in a script with marks above its letters."""


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Measures that may give way: label first, then the padding, the lead word, the number last.

    ``wrapped``: the words below a number stand in as many lines as they need.
    """

    number: float
    lead: float
    label: float
    padding: float = _PADDING
    wrapped: bool = False

    def smaller(self) -> "_Sizes":
        if self.label > _LEAST_LABEL and self.number <= USUAL_NUMBER:
            return replace(self, label=self.label - 0.15)
        if self.padding > _LEAST_PADDING:
            return replace(self, padding=self.padding - 0.3)
        if self.lead > self.label:
            return replace(self, lead=self.lead - 0.5)
        return replace(self, number=self.number - 0.5)


class DoseBand:
    """Cells side by side; where that is too narrow their words in two lines, then the cells in two rows."""

    def __init__(self, cells: tuple[DoseCell, ...], theme: Theme, width: float, *, spoken: str = "") -> None:
        """``spoken`` is the same dose in one sentence."""
        self._spoken = spoken
        self._theme = theme
        self._width = width
        start = _usual_sizes(theme)
        least = _LEAST_NUMBER * theme.dose_number / USUAL_NUMBER
        self._rows: tuple[tuple[DoseCell, ...], ...] = (cells,)
        sizes = _fitted(self._rows, start, width, least=least)
        sizes = sizes or _fitted(self._rows, replace(start, wrapped=True), width, least=least)
        if sizes is None:
            half = (len(cells) + 1) // 2
            self._rows = (cells[:half], cells[half:])
            number = _ROW_NUMBER * theme.dose_number / USUAL_NUMBER
            smaller = replace(start, number=number, lead=number * 0.62)
            sizes = _fitted(self._rows, smaller, width, least=8)
        self._sizes = sizes or _Sizes(8, 8, 8)

    @cached_property
    def height(self) -> float:
        """In points."""
        usual = _SNUG_HEIGHT if self._theme.is_snug else BAND_HEIGHT
        if len(self._rows) == 1:
            return max(usual * self._theme.dose_number / USUAL_NUMBER, self._content + 3.4 * mm)
        return (self._content + 3.4 * mm) * len(self._rows)

    @property
    def _content(self) -> float:
        """The tallest cell's number and words."""
        sizes = self._sizes
        lines = max(len(_label_lines(cell, sizes)) for row in self._rows for cell in row)
        return sizes.number * 0.72 + lines * sizes.label * self._line

    @property
    def _line(self) -> float:
        return _leading(cell.word for row in self._rows for cell in row)

    def draw(self, easel: Easel, x: float, bottom: float, height: float = 0.0) -> None:
        """Draw with the lower left corner at ``x``, ``bottom``; ``height`` may be more than needed."""
        height, canvas = height or self.height, easel.canvas
        colours = self._theme.colours
        box(
            canvas,
            x,
            bottom,
            self._width,
            height,
            fill=colours.tint,
            line=colours.accent,
            line_mm=0.6,
            radius_mm=2,
        )
        tall = height / len(self._rows)
        with easel.tagged(Role.TEXT, spoken=self._spoken):
            for row, cells in enumerate(self._rows):
                self._draw_row(easel, cells, x, bottom + height - (row + 1) * tall, tall)
        if len(self._rows) > 1:
            middle = bottom + height / 2
            rule(canvas, x + 3 * mm, middle, x + self._width - 3 * mm, middle, colours.accent)

    def _draw_row(
        self, easel: Easel, cells: tuple[DoseCell, ...], x: float, bottom: float, tall: float
    ) -> None:
        sizes = self._sizes
        widths = [_cell_width(cell, sizes) for cell in cells]
        spare = (self._width - sum(widths)) / len(cells)
        at = 0.0
        for index, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            wide = width + spare
            left = x + (self._width - at - wide if self._theme.right_to_left else at)
            _draw_cell(easel.canvas, cell, left, wide, bottom + tall / 2, sizes, self._theme, self._line)
            at += wide
            if index < len(cells) - 1:
                edge = x + (self._width - at if self._theme.right_to_left else at)
                with easel.decoration():
                    low, high = bottom + 3 * mm, bottom + tall - 3 * mm
                    rule(easel.canvas, edge, low, edge, high, self._theme.colours.accent)


def band_width(cells: tuple[DoseCell, ...], theme: Theme) -> float:
    """How wide a band is in which nothing has to give way, in points."""
    sizes = _usual_sizes(theme)
    return sum(_cell_width(cell, sizes) for cell in cells)


def _usual_sizes(theme: Theme) -> _Sizes:
    return _Sizes(theme.dose_number, theme.dose_number * 0.62, theme.label)


def _fitted(
    rows: tuple[tuple[DoseCell, ...], ...], sizes: _Sizes, width: float, *, least: float
) -> _Sizes | None:
    """The largest sizes at which every row fits, or None below ``least``."""
    while any(sum(_cell_width(cell, sizes) for cell in row) > width for row in rows):
        sizes = sizes.smaller()
        if sizes.number < least:
            return None
    return sizes


def _leading(words: Iterable[str]) -> float:
    return _TALL_LINE if any(is_tall(word) for word in words) else _LINE


def _label_lines(cell: DoseCell, sizes: _Sizes) -> list[str]:
    """The words below the number: in one line, or in two of about the same length."""
    words = cell.word.split()
    if not sizes.wrapped or len(words) < 2:
        return [cell.word]
    cuts = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
    return list(min(cuts, key=_longer))


def _longer(lines: Iterable[str]) -> int:
    return max(len(line) for line in lines)


def _cell_width(cell: DoseCell, sizes: _Sizes) -> float:
    if not cell.number:
        widest = max((line_width(part, sizes.lead, bold=True) for part in cell.word.split()), default=0.0)
        return widest + 2 * sizes.padding
    top = line_width(cell.number, sizes.number, bold=True)
    if cell.lead:
        top += line_width(cell.lead, sizes.lead, bold=True) + 1.6 * mm
    label = max(line_width(line, sizes.label, bold=True) for line in _label_lines(cell, sizes))
    return max(top, label) + 2 * sizes.padding


def _draw_cell(
    canvas: Canvas,
    cell: DoseCell,
    left: float,
    width: float,
    middle: float,
    sizes: _Sizes,
    theme: Theme,
    line: float,
) -> None:
    accent = theme.colours.accent
    centre = left + width / 2
    if not cell.number:
        parts = cell.word.split()
        set_in = style(theme, sizes.lead, colour=accent)
        top = middle + (len(parts) - 1) * sizes.lead * 0.54 - sizes.lead * 0.3
        for row, part in enumerate(parts):
            y = top - row * sizes.lead * 1.08
            draw_line(canvas, part, centre, y, set_in, bold=True, align="centre")
        return
    labels = _label_lines(cell, sizes)
    number, lead = style(theme, sizes.number, colour=accent), style(theme, sizes.lead, colour=accent)
    tall = sizes.number * 0.72 + len(labels) * sizes.label * line
    baseline = middle + tall / 2 - sizes.number * 0.68
    if cell.lead:
        lead_width = line_width(cell.lead, sizes.lead, bold=True)
        number_width = line_width(cell.number, sizes.number, bold=True)
        start = centre - (lead_width + 1.6 * mm + number_width) / 2
        first, second = (start, start + lead_width + 1.6 * mm)
        if theme.right_to_left:
            first, second = (start + number_width + 1.6 * mm, start)
        draw_line(canvas, cell.lead, first + lead_width / 2, baseline, lead, bold=True, align="centre")
        draw_line(canvas, cell.number, second + number_width / 2, baseline, number, bold=True, align="centre")
    else:
        draw_line(canvas, cell.number, centre, baseline, number, bold=True, align="centre")
    y = baseline - sizes.label * (line - _BELOW_THE_BASELINE)
    for label in labels:
        draw_line(canvas, label, centre, y, style(theme, sizes.label), bold=True, align="centre")
        y -= sizes.label * line
