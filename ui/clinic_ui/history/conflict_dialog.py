"""Two windows changed one draft: both are shown, and neither is lost."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.program import ProgramContent
from clinic_app.services.programs import OpenProgram
from clinic_ui.context import Context
from clinic_ui.history.diff_view import DiffView
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.icon_line import IconLine
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.widgets.scrolled import scrolled

_SIZE = (620, 680)
_FROM_EDGE = 60


class ConflictDialog(QDialog):
    """Escape decides nothing: what is typed stays, unsaved, and the question comes again."""

    mine_kept = Signal()
    theirs_taken = Signal()

    def __init__(self, context: Context, mine: ProgramContent, theirs: OpenProgram, parent: QWidget) -> None:
        super().__init__(parent)
        text, theme = context.words.gettext, context.theme
        self.setWindowTitle(text("Changed in two windows"))
        sentence = text("Another window changed this program while you worked on it here.")
        if not theirs.version.is_draft:
            sentence = text("Another window handed this program out while you worked on it here.")
        self.sentence = Label(sentence, theme, Type.HEAD, wraps=True)
        safe = text("Nothing is lost. Below stands what yours says otherwise.")
        self.diff = DiffView(context)
        self.diff.compare(theirs.version.content, mine)
        self.keep_button = text_button(text("Keep mine as a new draft"), Kind.PRIMARY)
        self.take_button = text_button(text("Take theirs"), Kind.OUTLINE)
        self.keep_button.setDefault(True)
        inside = Pane("stage")
        around = QVBoxLayout(inside)
        around.setContentsMargins(24, 8, 24, 16)
        around.addWidget(self.diff)
        around.addStretch(1)
        area = scrolled(inside, takes_keys=True)
        head = QVBoxLayout()
        head.setContentsMargins(24, 20, 24, 8)
        head.setSpacing(6)
        head.addWidget(self.sentence)
        head.addWidget(IconLine(theme, context.actions.icons, "info", safe, Tone.TEXT_2))
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 12, 24, 20)
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(self.take_button)
        foot.addWidget(self.keep_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(area, 1)
        column.addLayout(foot)
        self.keep_button.clicked.connect(self._on_keep)
        self.take_button.clicked.connect(self._on_take)
        self.keep_button.setFocus()
        width, highest = theme.px(_SIZE[0]), min(theme.px(_SIZE[1]), parent.window().height() - _FROM_EDGE)
        around_rows = head.sizeHint().height() + foot.sizeHint().height()
        self.resize(width, min(inside.heightForWidth(width) + around_rows, highest))

    def _on_keep(self) -> None:
        self.mine_kept.emit()
        self.accept()

    def _on_take(self) -> None:
        self.theirs_taken.emit()
        self.accept()
