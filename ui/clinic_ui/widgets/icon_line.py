"""A short line with its icon: colour never says anything alone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from clinic_ui.icons import Icons
from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.labels import Label

_SIZE = 16


class IconLine(QWidget):
    """Icon and words in one tone."""

    def __init__(
        self, theme: Theme, icons: Icons, icon: str, text: str, tone: Tone, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        picture = QLabel()
        picture.setPixmap(icons.pixmap(icon, icons.scaled(_SIZE), tone, self.devicePixelRatioF()))
        self.label = Label(text, theme, Type.SMALL, tone, wraps=True)
        self.label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)  # beside its icon
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)
