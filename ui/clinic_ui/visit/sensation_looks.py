"""How each sensation is called and drawn: by pattern and by colour, so that either alone tells them apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, hypot, pi, sin
from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from clinic_app.domain.visit import Sensation
from clinic_app.domain.words import mark
from clinic_ui.theme import ON_FIGURE, Theme, Tone

SENSATIONS: Final = {
    Sensation.PAIN: mark("Pain"),
    Sensation.ACHE: mark("Ache"),
    Sensation.BURNING: mark("Burning"),
    Sensation.PINS_AND_NEEDLES: mark("Pins and needles"),
    Sensation.NUMBNESS: mark("Numbness"),
    Sensation.STIFFNESS: mark("Stiffness"),
}

_HALO: Final = QColor(Qt.GlobalColor.white)
_SAMPLE: Final = QSize(34, 14)


@dataclass(frozen=True, slots=True)
class _Step:
    """A place on the line, and the direction the line has there."""

    at: QPointF
    angle: float

    def beside(self, along: float, across: float) -> QPointF:
        """A place so far on, and so far to the side."""
        return self.at + QPointF(
            along * cos(self.angle) - across * sin(self.angle),
            along * sin(self.angle) + across * cos(self.angle),
        )


def sensation_colour(sensation: Sensation) -> QColor:
    """On the figure, which is as bright in the dark theme as in the light one."""
    return QColor(ON_FIGURE[sensation])


def paint_mark(painter: QPainter, points: Sequence[QPointF], sensation: Sensation, width: float) -> None:
    """Paint a mark of that pen's width, in pixels, over whatever is below."""
    path = _pattern(points, sensation, width)
    stroke = max(1.4, width * (0.6 if sensation is Sensation.PAIN else 0.24))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, wide in ((_HALO, stroke + 1.8), (sensation_colour(sensation), stroke)):
        pen = QPen(colour, wide)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPath(path)


def sample_icon(sensation: Sensation, theme: Theme, ratio: float) -> QIcon:
    """The pattern in a small picture, for the key beside the chart."""
    size = sample_size(theme)
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(theme.colour(Tone.PAPER))
    painter = QPainter(pixmap)
    middle, aside = size.height() / 2, theme.px(4)
    points = [QPointF(aside, middle), QPointF(size.width() - aside, middle)]
    paint_mark(painter, points, sensation, theme.px(8))
    painter.end()
    return QIcon(pixmap)


def sample_size(theme: Theme) -> QSize:
    """How large that picture is."""
    return QSize(theme.px(_SAMPLE.width()), theme.px(_SAMPLE.height()))


def _pattern(points: Sequence[QPointF], sensation: Sensation, width: float) -> QPainterPath:
    half = width / 2
    if sensation is Sensation.PAIN:
        return _line(points)
    path = QPainterPath()
    if sensation is Sensation.ACHE:
        steps = list(_steps(points, half))
        places = [step.beside(0, half * 0.8 * (1 if number % 2 else -1)) for number, step in enumerate(steps)]
        return _line(places if len(places) > 1 else _short(points, half))
    for step in _steps(points, width * (0.8 if sensation is Sensation.STIFFNESS else 1.15)):
        match sensation:
            case Sensation.BURNING:
                for across in (-1, 1):
                    path.moveTo(step.beside(-half * 0.7, -half * 0.7 * across))
                    path.lineTo(step.beside(half * 0.7, half * 0.7 * across))
            case Sensation.PINS_AND_NEEDLES:
                path.addEllipse(step.at, half * 0.62, half * 0.62)
            case Sensation.NUMBNESS:
                for across in (-1, 1):
                    path.moveTo(step.beside(-half * 0.7, half * 0.5 * across))
                    path.lineTo(step.beside(half * 0.7, half * 0.5 * across))
            case _:
                path.moveTo(step.beside(0, -half * 0.9))
                path.lineTo(step.beside(0, half * 0.9))
    return path


def _line(points: Sequence[QPointF]) -> QPainterPath:
    path = QPainterPath(points[0])
    for place in points[1:]:
        path.lineTo(place)
    if len(points) == 1:
        path.lineTo(points[0] + QPointF(0.1, 0))
    return path


def _short(points: Sequence[QPointF], half: float) -> Sequence[QPointF]:
    """What a wave is on a dot."""
    return [points[0] + QPointF(step * half, half * 0.8 * (-1) ** step) for step in (-1, 0, 1)]


def _steps(points: Sequence[QPointF], every: float) -> Iterator[_Step]:
    """Places along the line, so far from each other; one at the least."""
    if len(points) == 1:
        yield _Step(points[0], 0.0)
        return
    left = every / 2 if _length(points) > every else _length(points) / 2
    for start, end in pairwise(points):
        way = end - start
        length = hypot(way.x(), way.y())
        angle = atan2(way.y(), way.x()) if length else pi / 2
        while length and left <= length:
            yield _Step(start + way * (left / length), angle)
            left += every
        left -= length


def _length(points: Sequence[QPointF]) -> float:
    ways = (end - start for start, end in pairwise(points))
    return sum(hypot(way.x(), way.y()) for way in ways)
