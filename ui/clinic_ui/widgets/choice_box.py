"""A drop-down list in the theme's look."""

from collections.abc import Mapping

from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from clinic_ui.icons import Icons
from clinic_ui.theme import Tone

_ARROW = 16
_FROM_RIGHT = 10
_NOTHING = "–"


class ChoiceBox(QComboBox):
    """Names of values, one chosen; scrolling over it changes nothing.

    Where it may only be read it is a text, to be selected and copied by mouse and keyboard.
    """

    def __init__(self, icons: Icons, names: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        for value, name in names.items():
            self.addItem(name, value)

    def choose(self, value: str) -> None:
        """Show another choice; the first where there is no such value."""
        self.setCurrentIndex(max(self.findData(value), 0))

    @property
    def is_only_read(self) -> bool:
        """Whether it is a text that cannot be changed."""
        return self.isEditable()

    def only_read(self, is_read: bool = True) -> None:
        """Be a text, or a list to choose from again."""
        if is_read == self.is_only_read:
            return
        self.setEditable(is_read)
        text = self.lineEdit()
        if text is not None:
            text.setReadOnly(True)
            text.setProperty("kind", "bare")
            text.setPlaceholderText(_NOTHING)
            text.setAccessibleName(self.accessibleName())
            text.setCursorPosition(0)
            text.textChanged.connect(self._show_beginning)
        self.setProperty("reads", is_read)
        self.style().unpolish(self)
        self.style().polish(self)

    def _show_beginning(self) -> None:
        text = self.lineEdit()
        if text is not None:
            text.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """In a text that is only read keys move the cursor and select; overrides Qt."""
        text = self.lineEdit()
        if text is None:
            super().keyPressEvent(event)
        else:
            text.event(event)

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        """The list is as wide as its longest name; overrides Qt."""
        if self.is_only_read:
            return
        room = self.view().sizeHintForColumn(0) + 2 * self._icons.scaled(_FROM_RIGHT)
        self.view().setMinimumWidth(max(self.width(), room))
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The arrow is ours: a style sheet's would not follow the theme; overrides Qt."""
        super().paintEvent(event)
        if self.is_only_read:
            return
        painter = QPainter(self)
        size = self._icons.scaled(_ARROW)
        arrow = self._icons.pixmap("down", size, Tone.TEXT_2, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - size - _FROM_RIGHT, (self.height() - size) // 2, arrow)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Leave scrolling to the page; overrides Qt."""
        event.ignore()
