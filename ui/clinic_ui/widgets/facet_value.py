"""A check box with a long name on two lines and a number at its right."""

from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from clinic_ui.icons import Icons
from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.row_painter import RowPainter, broken_lines

_BOX = 16
_LINES = 2
_LEAST_HEIGHT = 32
_COUNT_WIDTH = 36
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FacetValue(QCheckBox):
    """One value of a facet; its number may change at every key without anything being laid out anew."""

    def __init__(self, name: str, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._theme, self._icons = theme, icons
        self._count = 0
        self._metrics = QFontMetricsF(theme.font(Type.BODY))
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def count(self) -> int:
        """How many there are."""
        return self._count

    def set_count(self, count: int) -> None:
        """Show another number."""
        if count != self._count:
            self._count = count
            self.setAccessibleDescription(str(count))
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line; overrides Qt."""
        width = round(self._metrics.horizontalAdvance(self.name)) + 1 + self._around()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The name may be broken; overrides Qt."""
        return QSize(self._theme.px(120), max(_LEAST_HEIGHT, self._theme.px(_LEAST_HEIGHT)))

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """A narrow place needs two lines; overrides Qt."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """The height of its lines; overrides Qt."""
        lines = broken_lines(self.name, self._metrics, width - self._around(), _LINES)
        return max(_LEAST_HEIGHT, self._theme.px(12 + 20 * len(lines)))

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's name
        """All of it is clicked; overrides Qt."""
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter chooses as the space bar does, arrows go on; overrides Qt."""
        if event.key() in _ENTER:
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # the list it stands in knows the next
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and argument
        """Box, name, number; overrides Qt."""
        painter = QPainter(self)
        row, theme = RowPainter(painter, self._theme), self._theme
        if self.underMouse():
            row.fill(QRectF(self.rect()), Tone.HOVER, radius=6)
        side, line = theme.px(_BOX), theme.px(20)
        lines = broken_lines(self.name, self._metrics, self.width() - self._around(), _LINES)
        top = (self.height() - line * len(lines)) / 2
        self._paint_box(row, QRectF(4.5, round(top + (line - side) / 2) + 0.5, side - 1, side - 1))
        empty = not self._count and not self.isChecked()
        tone = Tone.TEXT_3 if empty else Tone.TEXT
        left, right = side + 14, theme.px(_COUNT_WIDTH)
        for number, shown in enumerate(lines):
            place = QRectF(left, top + number * line, self.width() - left - right, line)
            row.text(place, shown, Type.BODY, tone)
        count = QRectF(self.width() - right, top, right - 4, line)
        row.text(count, str(self._count), Type.SMALL, Tone.TEXT_3 if empty else Tone.TEXT_2, right=True)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour(Tone.ACCENT), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def _paint_box(self, row: RowPainter, box: QRectF) -> None:
        painter, checked = row.painter, self.isChecked()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour(Tone.ACCENT if checked else Tone.CONTROL), 1.2))
        painter.setBrush(self._theme.colour(Tone.ACCENT if checked else Tone.STAGE))
        painter.drawRoundedRect(box, 4, 4)
        if checked:
            size = round(box.width()) - 2
            mark = self._icons.pixmap("check", size, Tone.ON_ACCENT, self.devicePixelRatioF())
            painter.drawPixmap(round(box.x() + 1), round(box.y() + 1), mark)

    def _around(self) -> int:
        """What box and number take of the width."""
        return self._theme.px(_BOX) + 14 + self._theme.px(_COUNT_WIDTH)
