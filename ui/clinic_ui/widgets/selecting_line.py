"""A line that offers its whole text for typing over."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit

_COMES_BACK = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class SelectingLine(QLineEdit):
    """Getting the keyboard, by key or by mouse, selects everything; the next click places the cursor."""

    _was_clicked_into = False

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Select everything, unless the window or a menu only gives the keyboard back; overrides Qt."""
        super().focusInEvent(event)
        if event.reason() not in _COMES_BACK:
            self.selectAll()
            self._was_clicked_into = event.reason() is Qt.FocusReason.MouseFocusReason

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The click that came in leaves the selection alone; overrides Qt."""
        if not self._was_clicked_into:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """As above; overrides Qt."""
        if not self._was_clicked_into:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """As above; overrides Qt."""
        if not self._was_clicked_into:
            super().mouseReleaseEvent(event)
        self._was_clicked_into = False
