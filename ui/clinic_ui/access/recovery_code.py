"""The recovery code, shown this once: large, in groups, to be printed or written down before going on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.words import Words

_CODE_SIZE = 20
_GROUPS_A_LINE = 4


class RecoveryCode(QWidget):
    """Says ``kept`` when the person has confirmed to have it on paper."""

    kept = Signal()
    print_wanted = Signal()

    def __init__(self, theme: Theme, words: Words, code: str) -> None:
        super().__init__()
        text = words.gettext
        self.written = code
        self.code = Label(_in_lines(code), theme, Type.TITLE)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(theme.px(_CODE_SIZE))
        self.code.setFont(font)
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.code.setAccessibleName(text("Recovery code"))
        box = Pane("sunk")
        inside = QVBoxLayout(box)
        inside.setContentsMargins(16, 16, 16, 16)
        inside.addWidget(self.code, 0, Qt.AlignmentFlag.AlignHCenter)  # its groups stand below each other
        what = text(
            "With this code the record opens when the passphrase is forgotten. It is shown this once. "
            "Keep it on paper, away from this computer: who has it can read everything."
        )
        self.confirmed = QCheckBox(text("I have it on paper"))
        self.print_button = text_button(text("Print …"), Kind.OUTLINE)
        self.print_button.hide()  # until somebody listens
        self.go_on = text_button(text("Go on"), Kind.PRIMARY)
        self.go_on.setEnabled(False)
        foot = QHBoxLayout()
        foot.addWidget(self.confirmed, 1)
        foot.addWidget(self.print_button)
        foot.addWidget(self.go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Label(text("Your recovery code"), theme, Type.HEAD))
        column.addWidget(Label(what, theme, Type.BODY, Tone.TEXT_2, wraps=True))
        column.addWidget(box)
        column.addLayout(foot)
        self.confirmed.toggled.connect(self.go_on.setEnabled)
        self.go_on.clicked.connect(self.kept)
        self.print_button.clicked.connect(self.print_wanted)


def _in_lines(code: str) -> str:
    """The code in lines that fit whole into every window: a group that is cut off would be lost on paper."""
    groups = code.split("-")
    lines = ("-".join(groups[at : at + _GROUPS_A_LINE]) for at in range(0, len(groups), _GROUPS_A_LINE))
    return "-\n".join(lines)
