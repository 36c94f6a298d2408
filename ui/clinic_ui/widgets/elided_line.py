"""A field for one line that says when it shows only a part of its text."""

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame, QWidget

_ASIDE = 4
"""Pixels that Qt keeps free beside the text, together."""


class ElidedLine(QLineEdit):
    """Without the keyboard a text that has no room ends in “…”, and the tooltip has all of it."""

    def __init__(self, placeholder: str, longest: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setMaxLength(longest)

    def shown_text(self) -> str:
        """What there is room for."""
        room = self._contents().width() - _ASIDE
        said = self.text() or self.placeholderText()
        return self.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, room)

    def event(self, event: QEvent) -> bool:
        """The tooltip is made when it is asked for; overrides Qt."""
        if event.type() is QEvent.Type.ToolTip:
            said = self.text() or self.placeholderText()
            self.setToolTip("" if self.shown_text() == said else said)
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Shortened where nobody types; overrides Qt."""
        shown = self.shown_text()
        if self.hasFocus() or shown in (self.text(), self.placeholderText()):
            super().paintEvent(event)
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        painter.setPen(
            self.palette().text().color() if self.text() else self.palette().placeholderText().color()
        )
        box = self._contents().adjusted(_ASIDE // 2, 0, -_ASIDE // 2, 0)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        painter.end()

    def _contents(self) -> QRect:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        return self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
