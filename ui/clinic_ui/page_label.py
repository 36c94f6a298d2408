"""One page of a PDF on the screen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from clinic_ui.sheet_pages import DrawnPage

_BLANK_WIDTH, _FRAME = 2, 3


class PageLabel(QLabel):
    """One page; a click opens it large. What was drawn last is stretched until the sharp one comes."""

    clicked = Signal()

    def __init__(self, mark_colour: QColor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark_colour, self.is_marked = mark_colour, False
        self.setScaledContents(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.drawn_of: bytes | None = None
        self.drawn_width = 0

    def show_drawn(self, drawn: DrawnPage, data: bytes) -> None:
        """Show the page as it is in ``data``."""
        self.setPixmap(QPixmap.fromImage(drawn.image))
        self.drawn_of, self.drawn_width = data, drawn.width

    def show_blank(self) -> None:
        """White paper, until the page is drawn."""
        blank = QPixmap(_BLANK_WIDTH, _BLANK_WIDTH)
        blank.fill(Qt.GlobalColor.white)
        self.setPixmap(blank)
        self.drawn_of, self.drawn_width = None, 0

    def set_marked(self, is_marked: bool) -> None:
        """Put a frame around the page, or take it away."""
        if self.is_marked is not is_marked:
            self.is_marked = is_marked
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The page, and its frame; overrides Qt."""
        super().paintEvent(event)
        if self.is_marked:
            painter = QPainter(self)
            painter.setPen(QPen(self._mark_colour, _FRAME))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
            painter.end()

    def is_sharp(self, data: bytes, width: int) -> bool:
        """Whether it shows this sheet's page in that many pixels."""
        return self.drawn_of is data and self.drawn_width == width

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click of the left button; overrides Qt."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()
