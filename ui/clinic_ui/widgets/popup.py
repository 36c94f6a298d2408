"""A small pane that opens above what was pressed, and goes with the next key or click elsewhere."""

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
        corner = widget.mapToGlobal(QPoint(widget.width() - self.width(), -self.height() - 8))
        space = self.screen().availableGeometry()
        self.move(max(space.left(), corner.x()), max(space.top(), corner.y()))
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Any key closes; overrides Qt."""
        event.accept()
        self.close()
