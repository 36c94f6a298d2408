"""Paints drawings with QPainter: paths are made once a drawing, colours come from a palette."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen

from clinic_app.domain.drawing import UNITS_PER_CM, Drawing, Ink, Shape
from clinic_app.domain.palette import Palette

_PRINT_HEIGHT_PX: Final = 130
"""A picture this high on screen gets an outline of one pixel; lines follow the size, within limits."""

_OUTLINE_MM: Final = 0.36
_THINNEST, _THICKEST = 0.75, 2.2

_ARROW_HEAD_CM: Final = 7.6
_LEAST_ARROW_HEAD_PX: Final = 4.0
"""Where an arrow's head would be smaller it looks like a stub: such pictures do without arrows."""

_OF_ARROWS: Final = frozenset({Ink.ARROW, Ink.HALO})


class PaintableDrawing:
    """A drawing ready for QPainter: keep it as long as the picture is shown."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self._paths = [(shape, path_of(shape)) for shape in drawing.shapes]
        self._photo = QImage.fromData(drawing.photo.data) if drawing.photo is not None else None

    def paint(self, painter: QPainter, box: QRectF, palette: Palette) -> None:
        """Paint it as large as fits into ``box``, centred, standing on its lower edge's middle."""
        scale = min(box.width() / self.drawing.width, box.height() / self.drawing.height)
        width, height = self.drawing.width * scale, self.drawing.height * scale
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(box.x() + (box.width() - width) / 2, box.y() + (box.height() - height) / 2)
        if self._photo is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(0, 0, width, height), self._photo)
        painter.scale(scale, scale)
        has_arrows = _ARROW_HEAD_CM * UNITS_PER_CM * scale >= _LEAST_ARROW_HEAD_PX
        pixels_per_mm = _line_scale(height) / _OUTLINE_MM
        for shape, path in self._paths:
            if shape.paper_only and not palette.hatched:
                continue
            if not has_arrows and (shape.stroke or shape.fill) in _OF_ARROWS:
                continue
            _paint_shape(painter, shape, path, palette, pixels_per_mm / scale)
        painter.restore()


def path_of(shape: Shape) -> QPainterPath:
    """The shape's outline, in body units."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill if shape.even_odd else Qt.FillRule.WindingFill)
    for verb, at in shape.commands():
        match verb:
            case "M":
                path.moveTo(at[0], at[1])
            case "L":
                path.lineTo(at[0], at[1])
            case "Q":
                path.quadTo(QPointF(at[0], at[1]), QPointF(at[2], at[3]))
            case "Z":
                path.closeSubpath()
    return path


def drawn_image(drawing: Drawing, width: int, height: int, ratio: float, palette: Palette) -> QImage:
    """The drawing on a transparent image of ``width`` × ``height`` logical pixels; any thread may ask."""
    image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    PaintableDrawing(drawing).paint(painter, QRectF(0, 0, width, height), palette)
    painter.end()
    return image


def _line_scale(height_px: float) -> float:
    return max(_THINNEST, min(height_px / _PRINT_HEIGHT_PX, _THICKEST))


def _paint_shape(
    painter: QPainter, shape: Shape, path: QPainterPath, palette: Palette, units_per_mm: float
) -> None:
    painter.setOpacity(shape.opacity)
    painter.setBrush(QBrush(QColor(palette.colours[shape.fill])) if shape.fill else Qt.BrushStyle.NoBrush)
    if shape.stroke and shape.weight:
        width = palette.weights_mm[shape.weight] * units_per_mm
        painter.setPen(_pen(QColor(palette.colours[shape.stroke]), width, shape.dash))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPath(path)


def _pen(colour: QColor, width: float, dash: Sequence[float]) -> QPen:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dash:
        pen.setDashPattern(list(dash))
    return pen
