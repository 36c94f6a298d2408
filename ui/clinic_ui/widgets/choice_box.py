"""A drop-down list in the theme's look."""

from collections.abc import Mapping

from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from clinic_ui.icons import Icons
from clinic_ui.theme import Tone

_ARROW = 16
_FROM_RIGHT = 10


class ChoiceBox(QComboBox):
    """Names of values, one chosen; scrolling over it changes nothing."""

    def __init__(self, icons: Icons, names: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        for value, name in names.items():
            self.addItem(name, value)

    def choose(self, value: str) -> None:
        """Show another choice; the first where there is no such value."""
        self.setCurrentIndex(max(self.findData(value), 0))

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        """The list is as wide as its longest name; overrides Qt."""
        room = self.view().sizeHintForColumn(0) + 2 * self._icons.scaled(_FROM_RIGHT)
        self.view().setMinimumWidth(max(self.width(), room))
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The arrow is ours: a style sheet's would not follow the theme; overrides Qt."""
        super().paintEvent(event)
        painter = QPainter(self)
        size = self._icons.scaled(_ARROW)
        arrow = self._icons.pixmap("down", size, Tone.TEXT_2, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - size - _FROM_RIGHT, (self.height() - size) // 2, arrow)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Leave scrolling to the page; overrides Qt."""
        event.ignore()
