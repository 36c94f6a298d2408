"""Paints a chart's shapes with Qt: on the page, and into a picture to be saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import singledispatchmethod
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from clinic_app.domain.chart_shapes import (
    Anchor,
    ChartBox,
    ChartDot,
    ChartInk,
    ChartLine,
    ChartShape,
    ChartText,
)
from clinic_ui.theme import Theme, Tone, Type

_TONES: Final = {
    ChartInk.TEXT: Tone.TEXT,
    ChartInk.TEXT_2: Tone.TEXT_2,
    ChartInk.GRID: Tone.LINE,
    ChartInk.ACCENT: Tone.ACCENT,
    ChartInk.TINT: Tone.ACCENT_TINT,
    ChartInk.DOSE: Tone.ACCENT_TINT,
    ChartInk.BETTER: Tone.OK,
    ChartInk.WORSE: Tone.BAD,
    ChartInk.PAPER: Tone.STAGE,
}
_HATCH_STRENGTH: Final = 90
"""Of 255: lines one can see, below a number one can read."""


@dataclass(frozen=True, slots=True)
class ChartPainter:
    """Knows the theme; the chart's unit is a pixel at the theme's text scale."""

    theme: Theme

    def text_width(self, text: str, size: float, *, is_strong: bool) -> float:
        """Measures as it paints (``TextWidth``)."""
        return QFontMetricsF(self._font(size, is_strong=is_strong)).horizontalAdvance(text)

    def paint(self, painter: QPainter, shapes: Sequence[ChartShape]) -> None:
        """Paint them in their order."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for shape in shapes:
            self._paint(shape, painter)

    @singledispatchmethod
    def _paint(self, shape: ChartShape, painter: QPainter) -> None:
        raise NotImplementedError(type(shape))

    @_paint.register
    def _line(self, line: ChartLine, painter: QPainter) -> None:
        style = Qt.PenStyle.DotLine if line.is_dotted else Qt.PenStyle.SolidLine
        pen = QPen(self._colour(line.ink), line.width, style)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in line.points]))

    @_paint.register
    def _box(self, box: ChartBox, painter: QPainter) -> None:
        area = QRectF(box.x, box.y, box.width, box.height)
        painter.fillRect(area, self._colour(box.ink))
        if box.is_hatched:
            lines = QColor(self._colour(ChartInk.ACCENT))
            lines.setAlpha(_HATCH_STRENGTH)
            painter.fillRect(area, QBrush(lines, Qt.BrushStyle.BDiagPattern))

    @_paint.register
    def _dot(self, dot: ChartDot, painter: QPainter) -> None:
        painter.setPen(QPen(self._colour(ChartInk.PAPER), 2))
        painter.setBrush(self._colour(dot.ink))
        painter.drawEllipse(QPointF(dot.x, dot.y), dot.radius + 1, dot.radius + 1)

    @_paint.register
    def _text(self, text: ChartText, painter: QPainter) -> None:
        painter.setFont(self._font(text.size, is_strong=text.is_strong))
        painter.setPen(self._colour(text.ink))
        wide = self.text_width(text.text, text.size, is_strong=text.is_strong)
        moved = {Anchor.LEFT: 0.0, Anchor.MIDDLE: wide / 2, Anchor.RIGHT: wide}[text.anchor]
        painter.drawText(QPointF(text.x - moved, text.y), text.text)

    def _colour(self, ink: ChartInk) -> QColor:
        return self.theme.colour(_TONES[ink])

    def _font(self, size: float, *, is_strong: bool) -> QFont:
        font = self.theme.font(Type.CAPTION)
        font.setPixelSize(round(size))
        font.setWeight(QFont.Weight.DemiBold if is_strong else QFont.Weight.Normal)
        return font
