"""Widgets that paint their own ground: what lies below them need not be painted at every key."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QListView, QScrollBar, QWidget

if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object


class Grounded(_Widget):
    """Stands before a class of Qt's among the bases."""

    def __init__(self, ground: QColor) -> None:
        """``ground`` hides all below."""
        super().__init__()
        self._ground = ground

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Style sheets forget who is opaque; overrides Qt."""
        super().showEvent(event)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The ground, then what it is; overrides Qt."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._ground)
        painter.end()
        super().paintEvent(event)


class GroundedList(QListView):
    """A list whose bar keeps its place: rows that come and go move nothing."""

    def __init__(self, ground: QColor) -> None:
        super().__init__()
        self._ground = ground
        self.setVerticalScrollBar(_Bar(ground))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The ground, then the rows; overrides Qt."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._ground)
        painter.end()
        super().paintEvent(event)


class _Bar(Grounded, QScrollBar):
    """The bar of such a list; bare ground where there is nothing to scroll."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The ground, and the handle if it leads anywhere; overrides Qt."""
        if self.minimum() < self.maximum():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._ground)
        painter.end()
