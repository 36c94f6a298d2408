"""The dose at a glance: big numbers over their words, in one band."""

from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from clinic_app.domain.handout import DoseCell
from clinic_app.pdf.block import style
from clinic_app.pdf.marks import box, rule
from clinic_app.pdf.styles import Theme
from clinic_app.pdf.text import draw_line, line_width

BAND_HEIGHT = 21 * mm
_PADDING = 2.6 * mm


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Type sizes that may give way: label first, then the lead word, the number last."""

    number: float
    lead: float
    label: float

    def smaller(self) -> "_Sizes":
        if self.label > 12.3:
            return _Sizes(self.number, self.lead, self.label - 0.15)
        if self.lead > self.label:
            return _Sizes(self.number, self.lead - 0.5, self.label)
        return _Sizes(self.number - 0.5, self.lead, self.label)


class DoseBand:
    """Cells side by side; in two rows where one would be too narrow."""

    def __init__(self, cells: tuple[DoseCell, ...], theme: Theme, width: float) -> None:
        self._theme = theme
        self._width = width
        start = _Sizes(theme.dose_number, theme.dose_number * 0.62, theme.label)
        self._rows: tuple[tuple[DoseCell, ...], ...] = (cells,)
        self._sizes = _fitted(self._rows, start, width, least=22)
        if self._sizes is None:
            half = (len(cells) + 1) // 2
            self._rows = (cells[:half], cells[half:])
            self._sizes = _fitted(self._rows, start, width, least=8)

    @property
    def height(self) -> float:
        """In points."""
        tall = BAND_HEIGHT * max(1.0, self._theme.dose_number / 30)
        return tall * len(self._rows)

    def draw(self, canvas: Canvas, x: float, bottom: float, height: float = 0.0) -> None:
        """Draw with the lower left corner at ``x``, ``bottom``; ``height`` may be more than needed."""
        height = height or self.height
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
        for row, cells in enumerate(self._rows):
            self._draw_row(canvas, cells, x, bottom + height - (row + 1) * tall, tall)
        if len(self._rows) > 1:
            middle = bottom + height / 2
            rule(canvas, x + 3 * mm, middle, x + self._width - 3 * mm, middle, colours.accent)

    def _draw_row(
        self, canvas: Canvas, cells: tuple[DoseCell, ...], x: float, bottom: float, tall: float
    ) -> None:
        sizes = self._sizes or _Sizes(8, 8, 8)
        widths = [_cell_width(cell, sizes) for cell in cells]
        spare = (self._width - sum(widths)) / len(cells)
        at = 0.0
        for index, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            wide = width + spare
            left = x + (self._width - at - wide if self._theme.right_to_left else at)
            _draw_cell(canvas, cell, left, wide, bottom + tall / 2, sizes, self._theme)
            at += wide
            if index < len(cells) - 1:
                edge = x + (self._width - at if self._theme.right_to_left else at)
                rule(canvas, edge, bottom + 3 * mm, edge, bottom + tall - 3 * mm, self._theme.colours.accent)


def _fitted(
    rows: tuple[tuple[DoseCell, ...], ...], sizes: _Sizes, width: float, *, least: float
) -> _Sizes | None:
    """The largest sizes at which every row fits, or None below ``least``."""
    while any(sum(_cell_width(cell, sizes) for cell in row) > width for row in rows):
        sizes = sizes.smaller()
        if sizes.number < least:
            return None
    return sizes


def _cell_width(cell: DoseCell, sizes: _Sizes) -> float:
    if not cell.number:
        widest = max((line_width(part, sizes.lead, bold=True) for part in cell.word.split()), default=0.0)
        return widest + 2 * _PADDING
    top = line_width(cell.number, sizes.number, bold=True)
    if cell.lead:
        top += line_width(cell.lead, sizes.lead, bold=True) + 1.6 * mm
    return max(top, line_width(cell.word, sizes.label, bold=True)) + 2 * _PADDING


def _draw_cell(
    canvas: Canvas, cell: DoseCell, left: float, width: float, middle: float, sizes: _Sizes, theme: Theme
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
    baseline = middle - sizes.number * 0.33 + sizes.label * 0.52
    number, lead = style(theme, sizes.number, colour=accent), style(theme, sizes.lead, colour=accent)
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
    y = middle - sizes.number * 0.33 - sizes.label * 0.62
    draw_line(canvas, cell.word, centre, y, style(theme, sizes.label), bold=True, align="centre")
