"""The body from in front and from behind, drawn on with the mouse."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_app.domain.body_chart import ChartFrame, areas_of, frame_of, mark_of_area
from clinic_app.domain.drawing import Drawing
from clinic_app.domain.side import EpisodeSide
from clinic_app.domain.visit import BodyView, ChartMark, Sensation
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.visit.sensation_looks import paint_mark
from clinic_ui.widgets.body_map import BACK, FRAME, FRONT
from clinic_ui.widgets.row_painter import RowPainter

_SLUGS: Final = {BodyView.FRONT: FRONT, BodyView.BACK: BACK}
_CAPTION, _GAP, _HEIGHT = 20, 4, 336
_PEN: Final = 2.0
_STEP: Final = 0.6
"""A line has a point so often, in hundredths of the height."""
_REACH: Final = 2.0
"""The eraser takes a mark so near to it."""
_MOST_POINTS: Final = 1_500
_FADED: Final = 0.25
_BREADTH: Final = 0.36
"""From hand to hand, as a part of the height."""


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where one figure stands in the widget: its corner, pixels for a body unit, and the chart's frame."""

    corner: QPointF
    scale: float
    frame: ChartFrame

    def on_chart(self, place: QPointF) -> tuple[float, float]:
        """A place of the widget, in the chart's unit."""
        at = (place - self.corner) / self.scale
        return self.frame.on_chart(at.x(), at.y())

    def on_widget(self, x: float, y: float) -> QPointF:
        """A place of the chart, in pixels."""
        return QPointF(*self.frame.on_drawing(x, y)) * self.scale + self.corner

    @property
    def unit(self) -> float:
        """Pixels of the chart's unit."""
        return self.frame.unit * self.scale


class ChartCanvas(QWidget):
    """Shows marks; says what was drawn or rubbed out, and changes nothing itself."""

    mark_drawn = Signal(object)
    """A ChartMark."""
    marks_erased = Signal(object)
    """The ChartMarks that the eraser touched."""
    figures_ready = Signal()
    """The figures are there: areas have shapes."""

    def __init__(self, context: Context, captions: tuple[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._captions = context, dict(zip(BodyView, captions, strict=True))
        self._marks: Sequence[ChartMark] = ()
        self._line: list[QPointF] = []
        self._frames: dict[BodyView, ChartFrame] = {}
        self._view: BodyView | None = None
        self._marked: ChartMark | None = None
        self._layer: QPixmap | None = None
        """All marks as they are painted: kept, for every key in the note repaints nothing."""
        self.sensation: Sensation | None = Sensation.PAIN
        """What is drawn; None rubs out."""
        self.is_read_only = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(context.theme.px(_HEIGHT))
        self.setCursor(Qt.CursorShape.CrossCursor)
        context.thumbnails.thumbnail_ready.connect(self._on_drawn)

    def show_marks(self, marks: Sequence[ChartMark]) -> None:
        """Show these marks."""
        if marks is not self._marks:
            self._marks = marks
            self._change_layer()

    def mark_out(self, mark: ChartMark | None) -> None:
        """Let one mark stand out from the others; None: all alike."""
        self._marked = mark
        self._change_layer()

    def drawing(self, view: BodyView) -> Drawing | None:
        """The figure seen from there, once it is drawn."""
        paintable = self._context.thumbnails.drawing(_SLUGS[view], frame=FRAME)
        return paintable.drawing if paintable else None

    def areas(self, mark: ChartMark, keys: tuple[str, ...]) -> Sequence[tuple[str, EpisodeSide]]:
        """In which areas of the body a mark lies."""
        drawing = self.drawing(mark.view)
        return [(at.area, at.side) for at in areas_of(mark, drawing, keys)] if drawing else []

    def marks_for(self, area: str, side: EpisodeSide, view: BodyView) -> Sequence[ChartMark]:
        """What fills an area with the chosen sensation."""
        drawing = self.drawing(view)
        if drawing is None or self.sensation is None:
            return ()
        return mark_of_area(area, side, view, self.sensation, drawing)

    def place_of(self, view: BodyView, x: float, y: float) -> QPointF:
        """Where a place of the chart is in the widget."""
        stand = self._stand(view)
        return stand.on_widget(x, y) if stand else QPointF()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Two figures side by side; overrides Qt."""
        high = self._context.theme.px(_HEIGHT)
        return QSize(round(high * 0.9), high)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Marks follow the figures; overrides Qt."""
        super().resizeEvent(event)
        self._change_layer()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A line begins; overrides Qt."""
        if event.button() is not Qt.MouseButton.LeftButton or self.is_read_only:
            super().mousePressEvent(event)
            return
        self._view = BodyView.FRONT if event.position().x() < self.width() / 2 else BodyView.BACK
        self._line = [event.position()]
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The line goes on, within its figure's half; overrides Qt."""
        stand = self._stand(self._view) if self._view else None
        if stand is None or not self._line or len(self._line) >= _MOST_POINTS:
            return
        box = QRectF(self._box(self._view or BodyView.FRONT))
        at = event.position()
        place = QPointF(min(max(at.x(), box.left()), box.right()), min(max(at.y(), box.top()), box.bottom()))
        step = place - self._line[-1]
        if hypot(step.x(), step.y()) >= _STEP * stand.unit:
            self._line.append(place)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The line is done; overrides Qt."""
        view, line = self._view, self._line
        stand = self._stand(view) if view else None
        self._view, self._line = None, []
        self.update()
        if view is None or stand is None or not line:
            super().mouseReleaseEvent(event)
            return
        points = tuple((round(x, 1), round(y, 1)) for x, y in map(stand.on_chart, line))
        if self.sensation is None:
            touched = [each for each in self._marks if each.view is view and _touches(each, points)]
            if touched:
                self.marks_erased.emit(touched)
        else:
            self.mark_drawn.emit(ChartMark(sensation=self.sensation, view=view, points=points, width=_PEN))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and argument
        """The figures and what is drawn on them; overrides Qt."""
        painter = QPainter(self)
        for view in BodyView:
            self._paint_figure(painter, view)
        if self._layer is None and all(self.drawing(view) for view in BodyView):
            self._layer = self._painted_marks()
        if self._layer is not None:
            painter.drawPixmap(0, 0, self._layer)
        stand = self._stand(self._view) if self._view else None
        if stand is not None and self._line and self.sensation is not None:
            self._paint_line(painter, self._line, self.sensation, _PEN * stand.unit)
        painter.end()

    def _change_layer(self) -> None:
        self._layer = None
        self.update()

    def _painted_marks(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        layer = QPixmap(self.size() * ratio)
        layer.setDevicePixelRatio(ratio)
        layer.fill(Qt.GlobalColor.transparent)
        painter = QPainter(layer)
        for mark in self._marks:
            stand = self._stand(mark.view)
            if stand is not None:
                painter.setOpacity(1.0 if self._marked in (None, mark) else _FADED)
                line = [stand.on_widget(x, y) for x, y in mark.points]
                self._paint_line(painter, line, mark.sensation, mark.width * stand.unit)
        painter.end()
        return layer

    def _paint_line(
        self, painter: QPainter, line: Sequence[QPointF], sensation: Sensation, width: float
    ) -> None:
        paint_mark(painter, line, sensation, max(width, self._context.theme.px(6)))

    def _paint_figure(self, painter: QPainter, view: BodyView) -> None:
        theme, row = self._context.theme, RowPainter(painter, self._context.theme)
        box = self._box(view)
        pixmap: QPixmap | None = self._context.thumbnails.pixmap(
            _SLUGS[view], box.size(), self.devicePixelRatioF(), frame=FRAME
        )
        if pixmap is not None:
            painter.setOpacity(0.82)
            painter.drawPixmap(box.topLeft(), pixmap)
            painter.setOpacity(1.0)
        caption = self._captions[view]
        width = min(row.width(caption, Type.CAPTION), box.width())
        below = QRectF(box.center().x() - width / 2, box.bottom() + 2, width + 1, theme.px(_CAPTION) - 2)
        row.text(below, caption, Type.CAPTION, Tone.TEXT_2)
        for is_right, letter in zip((False, True), self._letters(view), strict=True):
            wide = min(box.height() * _BREADTH, box.width() * 0.9)
            aside = QRectF(box.center().x() - wide / 2, below.y(), wide, below.height())
            row.text(aside, letter, Type.CAPTION_STRONG, Tone.TEXT_2, right=is_right)

    def _letters(self, view: BodyView) -> tuple[str, str]:
        """Which side of the patient stands on the left, and which on the right."""
        words = self._context.words
        right, left = words.pgettext("side", "R"), words.pgettext("side", "L")
        return (right, left) if view is BodyView.FRONT else (left, right)

    def _box(self, view: BodyView) -> QRect:
        """Where one figure stands: as large as fits, each in its half."""
        half = (self.width() - _GAP) // 2
        high = self.height() - self._context.theme.px(_CAPTION)
        return QRect(0 if view is BodyView.FRONT else half + _GAP, 0, half, high)

    def _stand(self, view: BodyView) -> _Stand | None:
        drawing = self.drawing(view)
        if drawing is None:
            return None
        if view not in self._frames:
            self._frames[view] = frame_of(drawing)
        box = QRectF(self._box(view))
        scale = min(box.width() / drawing.width, box.height() / drawing.height)
        corner = box.center() - QPointF(drawing.width * scale / 2, drawing.height * scale / 2)
        return _Stand(corner, scale, self._frames[view])

    def _on_drawn(self, slug: str) -> None:
        if slug in (FRONT, BACK):
            if all(self.drawing(view) for view in BodyView):
                self.figures_ready.emit()
            self._change_layer()
        elif not slug:
            self.update()


def _touches(mark: ChartMark, points: Sequence[tuple[float, float]]) -> bool:
    reach = _REACH + mark.width / 2
    ends = list(zip(mark.points, mark.points[1:] or mark.points, strict=False))
    return any(_distance(place, start, end) <= reach for start, end in ends for place in points)


def _distance(place: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    """From a place to a straight line between two others."""
    (x, y), (x1, y1), (x2, y2) = place, start, end
    long = (x2 - x1) ** 2 + (y2 - y1) ** 2
    along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / long if long else 0.0
    along = min(max(along, 0.0), 1.0)
    return hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1))
