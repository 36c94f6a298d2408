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

    restore_wanted = Signal()
    """A backup is to take the place of the record that cannot be opened."""

    def __init__(self, theme: Theme, words: Words, failure: str = "", *, line: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        name = Label(words.gettext("Clinic Companion"), theme, Type.DISPLAY)
        column.addWidget(name, 0, _MIDDLE)
        said = failure or line or words.gettext("Opening the record …")
        below = Label(said, theme, Type.BODY, Tone.TEXT_2)
        if failure:
            below.setWordWrap(True)
            below.setFixedWidth(theme.px(_TEXT_WIDTH))
            below.setFixedHeight(below.heightForWidth(below.width()))  # the column would cut all but a line
        below.setAlignment(_MIDDLE)
        column.addWidget(below, 0, _MIDDLE)
        if failure:
            self.retry = text_button(words.gettext("Try again"), Kind.PRIMARY)
            self.retry.clicked.connect(self.retry_wanted)
            column.addWidget(self.retry, 0, _MIDDLE)
            self.restore = text_button(words.gettext("Restore from a backup"), Kind.LINK)
            self.restore.clicked.connect(self.restore_wanted)
            column.addWidget(self.restore, 0, _MIDDLE)
        column.addStretch(1)
