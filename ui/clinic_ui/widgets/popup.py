"""A small pane that opens beside what was pressed, and goes with the next key or click elsewhere."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from clinic_ui.widgets.labels import Pane


class Popup(Pane):
    """Fill it with a layout; it is gone when closed."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__("popup", parent)
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(name)

    def show_above(self, widget: QWidget) -> None:
        """Open above a widget, their right ends aligned, inside the screen."""
        self.adjustSize()
        self._show_at(widget.mapToGlobal(QPoint(widget.width() - self.width(), -self.height() - 8)))

    def show_below(self, widget: QWidget) -> None:
        """Open below a widget, their left ends aligned, inside the screen."""
        self.adjustSize()
        self._show_at(widget.mapToGlobal(QPoint(0, widget.height() + 4)))

    def _show_at(self, corner: QPoint) -> None:
        space = self.screen().availableGeometry()
        left, top = space.right() - self.width(), space.bottom() - self.height()
        self.move(
            max(space.left(), min(corner.x(), left)),
            max(space.top(), min(corner.y(), top)),
        )
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Any key closes; overrides Qt."""
        event.accept()
        self.close()
