"""What the window shows before the record is open, or when it cannot be opened."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label
from clinic_ui.words import Words

_TEXT_WIDTH = 480
_MIDDLE = Qt.AlignmentFlag.AlignHCenter


class Opening(QWidget):
    """The program's name and one line; with a failure's sentence, a way to try again."""

    retry_wanted = Signal()

    def __init__(self, theme: Theme, words: Words, failure: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        name = Label(words.gettext("Clinic Companion"), theme, Type.DISPLAY)
        column.addWidget(name, 0, _MIDDLE)
        line = Label(failure or words.gettext("Opening the record …"), theme, Type.BODY, Tone.TEXT_2)
        if failure:
            line.setWordWrap(True)
            line.setFixedWidth(theme.px(_TEXT_WIDTH))
            line.setFixedHeight(line.heightForWidth(line.width()))  # the column would cut all but one line
        line.setAlignment(_MIDDLE)
        column.addWidget(line, 0, _MIDDLE)
        if failure:
            self.retry = text_button(words.gettext("Try again"), Kind.PRIMARY)
            self.retry.clicked.connect(self.retry_wanted)
            column.addWidget(self.retry, 0, _MIDDLE)
        column.addStretch(1)
