"""The mark below the mouse, after a drag."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget


def forget_hover(around: QWidget) -> None:
    """Tell what the mouse no longer stands on that it left: a drag swallows the event that would say so."""
    mouse = QCursor.pos()
    for widget in around.findChildren(QWidget):
        if widget.underMouse() and not widget.rect().contains(widget.mapFromGlobal(mouse)):
            widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
            QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.Leave))
            widget.update()
