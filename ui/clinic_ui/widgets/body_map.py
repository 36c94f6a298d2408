"""The body from in front and from behind: what is pointed at is chosen."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from clinic_app.domain.body_chart import FIGURES, FIGURES_FRAME
from clinic_app.domain.visit import BodyView
from clinic_ui.painting import PaintableDrawing, path_of
from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.thumbnails import Thumbnails
from clinic_ui.widgets.row_painter import RowPainter

FRONT, BACK = (FIGURES[view] for view in BodyView)
FRAME: Final = FIGURES_FRAME
_CAPTION = 20
_GAP = 8
_CHOSEN, _HOVERED = 0.55, 0.2
"""How much of the accent covers an area."""

_STEPS: Final = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Left: -1,
}
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class BodyMap(QWidget):
    """Areas by key, each a check box in the shape of what is drawn; arrow keys go from one to the next."""

    area_toggled = Signal(str, bool)
    """A person chose the area of this key, or chose it no more."""

    def __init__(
        self,
        thumbnails: Thumbnails,
        theme: Theme,
        name: str,
        captions: tuple[str, str],
        parent: QWidget | None = None,
    ) -> None:
        """``captions`` stand below the body from in front and from behind."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._thumbnails, self._theme, self._captions = thumbnails, theme, captions
        self._names: Mapping[str, str] = {}
        self._paths: dict[str, QPainterPath] = {}
        self.areas: dict[str, _Area] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        thumbnails.thumbnail_ready.connect(self._on_drawn)

    def offer(self, names: Mapping[str, str]) -> None:
        """Let the areas of these keys be pointed at, called so, in this order."""
        if names.keys() != self._names.keys():
            for area in self.areas.values():
                area.deleteLater()
            self.areas = {key: self._area(key, name) for key, name in names.items()}
            self._names = dict(names)
            self._fit()
        for key, name in names.items():
            self.areas[key].setAccessibleName(name)
            self.areas[key].setToolTip(name)

    def show_chosen(self, keys: frozenset[str]) -> None:
        """Show what is chosen, without saying that a person chose it."""
        for key, area in self.areas.items():
            area.setChecked(key in keys)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As given; overrides Qt."""
        return QSize(self._theme.px(176), self._theme.px(176))

    def area_at(self, place: QPoint) -> str:
        """The key of the area at that place of the widget; empty where there is none."""
        child = self.childAt(place)
        return child.key if isinstance(child, _Area) else ""

    def place_of(self, key: str) -> QPoint:
        """A place where a click chooses the area of that key; outside of the map if there is none."""
        box = self.areas[key].mask().boundingRect()
        steps = ((x, y) for y in range(box.top(), box.bottom()) for x in range(box.left(), box.right()))
        places = (QPoint(x, y) for x, y in steps)
        return next((place for place in places if self.area_at(place) == key), QPoint(-1, -1))

    def move_focus(self, area: "_Area", step: int) -> None:
        """Give the keyboard to the next area, or the one before."""
        seen = self._from_head_to_foot()
        following = seen[(seen.index(area) + step) % len(seen)]
        following.setFocus(Qt.FocusReason.TabFocusReason)

    def take_tab(self, chosen: "_Area | None" = None) -> None:
        """One stop for Tab: the area that had the keyboard last, else the first."""
        first = chosen or next(iter(self._from_head_to_foot()), None)
        for area in self.areas.values():
            policy = Qt.FocusPolicy.StrongFocus if area is first else Qt.FocusPolicy.ClickFocus
            area.setFocusPolicy(policy)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: ARG002, N802 - Qt's name and argument
        """Areas follow the figures; overrides Qt."""
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and argument
        """The figures, what is chosen on them, and what the keyboard is on; overrides Qt."""
        painter = QPainter(self)
        row = RowPainter(painter, self._theme)
        ratio = self.devicePixelRatioF()
        for slug, caption in zip((FRONT, BACK), self._captions, strict=True):
            box = self._box(slug)
            pixmap = self._thumbnails.pixmap(slug, box.size(), ratio, frame=FRAME)
            if pixmap is not None:
                painter.drawPixmap(box.topLeft(), pixmap)
            below = QRectF(box.x(), box.bottom() + 1, box.width(), self._theme.px(_CAPTION))
            width = min(row.width(caption, Type.CAPTION), below.width())
            middle = QRectF(below.center().x() - width / 2, below.y(), width + 1, below.height())
            row.text(middle, caption, Type.CAPTION, Tone.TEXT_2)
        self._paint_areas(painter)
        painter.end()

    def _paint_areas(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = self._theme.colour(Tone.ACCENT)
        for key, area in self.areas.items():
            path = self._paths.get(key)
            if path is None:
                continue
            shown = _CHOSEN if area.isChecked() else _HOVERED if area.underMouse() else 0.0
            if shown:
                cover = QColor(accent)
                cover.setAlphaF(shown)
                painter.setPen(QPen(accent, 1) if area.isChecked() else Qt.PenStyle.NoPen)
                painter.setBrush(cover)
                painter.drawPath(path)
            if area.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self._theme.colour(Tone.TEXT), 2))
                painter.drawPath(path)

    def _from_head_to_foot(self) -> list["_Area"]:
        seen = [key for key in self.areas if key in self._paths]
        return [
            self.areas[key] for key in sorted(seen, key=lambda key: self._paths[key].boundingRect().top())
        ]

    def _area(self, key: str, name: str) -> "_Area":
        area = _Area(key, name, self)
        area.clicked.connect(lambda checked: self.area_toggled.emit(key, checked))
        area.toggled.connect(lambda _checked: self.update())
        return area

    def _box(self, slug: str) -> QRect:
        """Where one figure stands: as large as fits, each in its half."""
        half = (self.width() - _GAP) // 2
        high = self.height() - self._theme.px(_CAPTION)
        return QRect(0 if slug == FRONT else half + _GAP, 0, half, high)

    def _fit(self) -> None:
        """Lay the areas' shapes on the figures; the smaller lie on top."""
        self._paths = {}
        for slug in (FRONT, BACK):
            drawing = self._thumbnails.drawing(slug, frame=FRAME)
            if drawing is not None:
                self._lay(drawing, QRectF(self._box(slug)))
        size = {}
        for key, area in self.areas.items():
            path = self._paths.get(key)
            area.setVisible(path is not None)
            if path is not None:
                region = QRegion(path.toFillPolygon().toPolygon(), Qt.FillRule.OddEvenFill)
                area.setGeometry(self.rect())
                area.setMask(region)
                size[key] = _extent(path)
        for key in sorted(size, key=size.__getitem__, reverse=True):
            self.areas[key].raise_()
        self.take_tab()
        self.update()

    def _lay(self, drawing: PaintableDrawing, box: QRectF) -> None:
        size = drawing.drawing
        scale = min(box.width() / size.width, box.height() / size.height)
        corner = box.center() - QPointF(size.width * scale / 2, size.height * scale / 2)
        placed = QTransform.fromTranslate(corner.x(), corner.y()).scale(scale, scale)
        for key in self.areas.keys() & size.areas.keys():
            path = placed.map(path_of(size.areas[key]))
            path.addPath(self._paths.get(key, QPainterPath()))
            self._paths[key] = path

    def _on_drawn(self, slug: str) -> None:
        if slug in (FRONT, BACK) or not (slug or self._paths):
            self._fit()
        elif not slug:
            self.update()


def _extent(path: QPainterPath) -> float:
    """About how much the path covers."""
    boxes = (polygon.boundingRect() for polygon in path.toSubpathPolygons())
    return sum(box.width() * box.height() for box in boxes)


class _Area(QCheckBox):
    """One area: a check box that the map paints."""

    def __init__(self, key: str, name: str, parent: BodyMap) -> None:
        super().__init__(parent)
        self.key, self._map = key, parent
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's name
        """Its mask lets through only what hits; overrides Qt."""
        return self.mask().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The map paints; overrides Qt."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows go on, Enter chooses as the space bar does; overrides Qt."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self._map.move_focus(self, step)
        elif event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Tab comes back here; overrides Qt."""
        super().focusInEvent(event)
        self._map.take_tab(self)
        self._map.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The map takes its mark away; overrides Qt."""
        super().focusOutEvent(event)
        self._map.update()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """The map marks it; overrides Qt."""
        super().enterEvent(event)
        self._map.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """The map takes its mark away; overrides Qt."""
        super().leaveEvent(event)
        self._map.update()
