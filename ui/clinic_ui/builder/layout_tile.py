"""One layout of a sheet to choose: a small drawn page, and its name."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from clinic_app.domain.sheet_choices import SheetLayout
from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.buttons import is_pressed_by_enter
from clinic_ui.widgets.row_painter import RowPainter

_WIDTH, _HEIGHT, _TEXT = 104, 108, 34
_FIGURE_SHARE = 0.5
"""Of the accent, for a figure on the small page."""
_PAGE = (44, 58)
"""The small page, upright, in pixels at text scale 1."""

Part = tuple[str, float, float, float, float]
"""A figure, lines of text, a log or a cut: left, top, width, height in shares of the page."""


def _pairs(tops: Sequence[float], height: float) -> list[Part]:
    """Exercises below each other: figure left, text right."""
    return [
        part
        for top in tops
        for part in (("figure", 0.1, top, 0.38, height), ("lines", 0.54, top, 0.36, height))
    ]


_PARTS: Final[Mapping[SheetLayout, Sequence[Part]]] = {
    SheetLayout.STANDARD: [
        ("lines", 0.1, 0.07, 0.8, 0.1),
        *_pairs((0.22, 0.48), 0.2),
        ("log", 0.1, 0.74, 0.8, 0.18),
    ],
    SheetLayout.TWO_A_PAGE: _pairs((0.09, 0.53), 0.38),
    SheetLayout.POSTER: [("figure", 0.14, 0.1, 0.72, 0.52), ("lines", 0.14, 0.68, 0.72, 0.22)],
    SheetLayout.THREE_WITH_LOG: [*_pairs((0.07, 0.29, 0.51), 0.17), ("log", 0.1, 0.74, 0.8, 0.19)],
    SheetLayout.GRID: [
        part
        for column in (0.1, 0.54)
        for top in (0.06, 0.37, 0.68)
        for part in (("figure", column, top, 0.36, 0.18), ("lines", column, top + 0.2, 0.36, 0.06))
    ],
    SheetLayout.WALL_CHART: [
        part
        for column in (0.07, 0.3, 0.53, 0.76)
        for top in (0.1, 0.54)
        for part in (("figure", column, top, 0.17, 0.24), ("lines", column, top + 0.27, 0.17, 0.1))
    ],
    SheetLayout.POCKET: [
        *(
            part
            for column in (0.1, 0.6)
            for top in (0.08, 0.58)
            for part in (("figure", column, top, 0.3, 0.2), ("lines", column, top + 0.23, 0.3, 0.1))
        ),
        ("cut", 0.5, 0.0, 0.0, 1.0),
        ("cut", 0.0, 0.5, 1.0, 0.0),
    ],
    SheetLayout.LOG: [("lines", 0.1, 0.08, 0.8, 0.08), ("log", 0.1, 0.22, 0.8, 0.7)],
}


class LayoutTile(QAbstractButton):
    """Checked where it is the sheet's layout."""

    def __init__(self, layout: SheetLayout, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet_layout, self._theme = layout, theme
        self._shows_focus = False
        self.setText(name)
        self.setAccessibleName(name)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Grows with the text; overrides Qt."""
        return QSize(self._theme.px(_WIDTH), self._theme.px(_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter chooses, arrows go to the neighbour; overrides Qt."""
        if not is_pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Only the keyboard's focus is shown; overrides Qt."""
        self._shows_focus = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing is shown any more; overrides Qt."""
        self._shows_focus = False
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and argument
        """Ground, page, name; overrides Qt."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        across, high = (self._theme.px(side) for side in _PAGE)
        if self.sheet_layout is SheetLayout.WALL_CHART:
            across, high = high, across
        room = self.height() - self._theme.px(_TEXT)
        page = QRectF((self.width() - across) / 2, self._theme.px(4) + (room - high) / 2, across, high)
        self._paint_page(painter, page)
        row = RowPainter(painter, self._theme)
        kind = Type.SMALL_STRONG if self.isChecked() else Type.SMALL
        lines = row.lines(self.text(), kind, self.width() - 8, 2)
        line_high = self._theme.px(15)
        top = self.height() - self._theme.px(_TEXT) + (self._theme.px(_TEXT) - line_high * len(lines)) / 2
        for at, line in enumerate(lines):
            left = max(4.0, (self.width() - row.width(line, kind)) / 2)
            row.text(QRectF(left, top + at * line_high, self.width() - left - 3, line_high), line, kind)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        chosen, over = self.isChecked(), self.underMouse() and self.isEnabled()
        ring = Tone.ACCENT if chosen or self._shows_focus else None
        painter.setPen(
            QPen(self._theme.colour(ring), 2 if self._shows_focus else 1) if ring else Qt.PenStyle.NoPen
        )
        ground = Tone.ACCENT_TINT if chosen else Tone.HOVER if over else Tone.STAGE
        painter.setBrush(self._theme.colour(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    def _paint_page(self, painter: QPainter, page: QRectF) -> None:
        """Paper is white in the dark too."""
        painter.setPen(QPen(self._theme.colour(Tone.CONTROL), 1))
        painter.setBrush(self._theme.colour(Tone.PAPER))
        painter.drawRect(page)
        for kind, left, top, width, height in _PARTS[self.sheet_layout]:
            box = QRectF(
                page.x() + left * page.width(),
                page.y() + top * page.height(),
                width * page.width(),
                height * page.height(),
            )
            _paint_part(painter, kind, box, self._theme)


def _paint_part(painter: QPainter, kind: str, box: QRectF, theme: Theme) -> None:
    grey = QPen(theme.colour(Tone.CONTROL), 1)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    match kind:
        case "figure":
            tint = QColor(theme.colour(Tone.ACCENT))
            tint.setAlphaF(_FIGURE_SHARE)
            painter.fillRect(box, tint)
        case "lines":
            painter.setPen(grey)
            for at in range(max(1, int(box.height() / 3))):
                y = round(box.y() + 1 + at * 3) + 0.5
                painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        case "log":
            painter.setPen(grey)
            painter.drawRect(box)
            for at in range(1, 7):
                x = box.left() + at * box.width() / 7
                painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
            for at in range(1, max(2, int(box.height() / 6))):
                y = box.top() + at * 6
                painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        case _:
            painter.setPen(QPen(theme.colour(Tone.CONTROL), 1, Qt.PenStyle.DashLine))
            painter.drawLine(box.topLeft(), box.bottomRight())
