"""What the window shows before the record is open."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_ui.icons import Icons
from clinic_ui.rail import Mark
from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.labels import Label
from clinic_ui.words import Words

_MARK = 48
_MIDDLE = Qt.AlignmentFlag.AlignHCenter


class Opening(QWidget):
    """The program's sign, its name and one line."""

    def __init__(self, theme: Theme, icons: Icons, words: Words, line: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(Mark(icons, theme.px(_MARK)), 0, _MIDDLE)
        column.addWidget(Label(words.gettext("Clinic Companion"), theme, Type.DISPLAY), 0, _MIDDLE)
        said = Label(line or words.gettext("Opening the record …"), theme, Type.BODY, Tone.TEXT_2)
        column.addWidget(said, 0, _MIDDLE)
        column.addStretch(3)
