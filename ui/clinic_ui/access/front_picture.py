"""The half of the window that shows what the program is for, while nobody has come in."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QVBoxLayout, QWidget

import clinic_resources
from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.words import Words

_MIDDLE: Final = Qt.AlignmentFlag.AlignHCenter
_WIDTH: Final = 340


class FrontPicture(Pane):
    """A figure, drawn beforehand, and one line below it; decoration alone."""

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__("pane")
        line = words.gettext("Stretch programs, on paper, from your own desk.")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(theme.px(32))
        column.addStretch(2)
        column.addWidget(_Figure(theme), 0, _MIDDLE)
        said = Label(line, theme, Type.BODY_MEDIUM, Tone.TEXT_2, wraps=True)
        said.setAlignment(_MIDDLE)
        column.addWidget(said)
        column.addStretch(3)


class _Figure(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        look = "dark" if theme.is_dark else "light"
        path = clinic_resources.file_path(f"pictures/front_{look}.svg")
        self._drawn = QSvgRenderer(str(path), self)
        size = self._drawn.defaultSize()
        wide = theme.px(_WIDTH)
        self.setFixedSize(wide, round(wide * size.height() / size.width()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and argument
        """Paint it; overrides Qt."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._drawn.render(painter, QRectF(self.rect()))
        painter.end()
