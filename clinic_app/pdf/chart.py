"""A chart of care on paper: the domain's shapes painted with ReportLab, in points."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import singledispatchmethod
from typing import Final

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm

from clinic_app.domain.care_chart import chart_shapes
from clinic_app.domain.chart_shapes import (
    Anchor,
    ChartBox,
    ChartDot,
    ChartInk,
    ChartLine,
    ChartShape,
    ChartText,
)
from clinic_app.domain.handout import Typed
from clinic_app.domain.letter_text import LetterChart
from clinic_app.pdf.block import Easel, style
from clinic_app.pdf.marks import box, disc, stripes
from clinic_app.pdf.styles import Colours, Theme
from clinic_app.pdf.text import draw_line, line_width

_HEIGHT: Final = 78 * mm
_SNUG_HEIGHT: Final = 69 * mm
"""Where that saves a page."""
_LOW_HEIGHT: Final = 34 * mm
"""With a dose and no score."""
_DOTTED: Final = (0.5, 2.5)
_ALIGNED: Final = {Anchor.LEFT: "start", Anchor.MIDDLE: "centre", Anchor.RIGHT: "end"}


def text_width(text: str, size: float, *, is_strong: bool) -> float:
    """Measures a line as it is painted here (``TextWidth``)."""
    return line_width(Typed(text), size, bold=is_strong)


class ChartBlock:
    """A chart as wide as the text, read aloud as the list of its values."""

    def __init__(self, chart: LetterChart, theme: Theme, *, height: float = 0.0) -> None:
        self._chart, self._theme = chart, theme
        usual = _SNUG_HEIGHT if theme.is_snug else _HEIGHT
        self._height = height or (usual if chart.chart.trend is not None else _LOW_HEIGHT)

    @property
    def height(self) -> float:
        """In points."""
        return self._height

    def draw(self, easel: Easel, top: float) -> None:
        """Draw every shape, those further back first."""
        width = self._theme.text_width
        shapes = chart_shapes(self._chart.chart, width, self._height, self._chart.words, text_width)
        with easel.figure(self._chart.said, 0, top - self._height, width, self._height):
            ChartPainter(easel, top).paint(shapes)


@dataclass(frozen=True, slots=True)
class ChartPainter:
    """Paints below ``top``; the shapes' y grows downwards."""

    easel: Easel
    top: float

    def paint(self, shapes: Sequence[ChartShape]) -> None:
        """Paint them in their order."""
        for shape in shapes:
            self._paint(shape)

    @singledispatchmethod
    def _paint(self, shape: ChartShape) -> None:
        raise NotImplementedError(type(shape))

    @_paint.register
    def _line(self, line: ChartLine) -> None:
        canvas = self.easel.canvas
        canvas.saveState()
        canvas.setStrokeColor(HexColor(self._colour(line.ink)))
        canvas.setLineWidth(line.width * 0.75)
        canvas.setLineJoin(1)
        canvas.setLineCap(1)
        if line.is_dotted:
            canvas.setDash(*_DOTTED)
        path = canvas.beginPath()
        (x, y), *rest = line.points
        path.moveTo(x, self.top - y)
        for x, y in rest:
            path.lineTo(x, self.top - y)
        canvas.drawPath(path, stroke=1, fill=0)
        canvas.restoreState()

    @_paint.register
    def _box(self, area: ChartBox) -> None:
        canvas, y = self.easel.canvas, self.top - area.y - area.height
        box(canvas, area.x, y, area.width, area.height, fill=self._colour(area.ink))
        if area.is_hatched:
            accent = self._colour(ChartInk.ACCENT)
            stripes(canvas, area.x, y, area.width, area.height, accent, pitch_mm=1.6, line_mm=0.15)

    @_paint.register
    def _dot(self, dot: ChartDot) -> None:
        x, y = dot.x, self.top - dot.y
        disc(self.easel.canvas, x, y, dot.radius + 1, self._colour(ChartInk.PAPER))
        disc(self.easel.canvas, x, y, dot.radius * 0.85, self._colour(dot.ink))

    @_paint.register
    def _text(self, text: ChartText) -> None:
        set_in = style(self.easel.theme, text.size, colour=self._colour(text.ink))
        align = _ALIGNED[text.anchor]
        if set_in.right_to_left:
            align = {"start": "end", "end": "start"}.get(align, align)
        draw_line(
            self.easel.canvas,
            Typed(text.text),
            text.x,
            self.top - text.y,
            set_in,
            bold=text.is_strong,
            align=align,
        )

    def _colour(self, ink: ChartInk) -> str:
        return _colours(self.easel.theme.colours)[ink]


def _colours(colours: Colours) -> dict[ChartInk, str]:
    return {
        ChartInk.TEXT: colours.ink,
        ChartInk.TEXT_2: colours.second_ink,
        ChartInk.GRID: colours.hairline,
        ChartInk.ACCENT: colours.accent,
        ChartInk.TINT: colours.tint,
        ChartInk.DOSE: colours.tint,
        ChartInk.BETTER: colours.green,
        ChartInk.WORSE: colours.red,
        ChartInk.PAPER: colours.white,
    }
