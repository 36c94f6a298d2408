"""Another window changed the visit first: said plainly, and the person decides."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_ui.context import Context
from clinic_ui.theme import Tone
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.icon_line import IconLine
from clinic_ui.widgets.labels import Pane


class ConflictBar(Pane):
    """Nothing was overwritten; what is typed here stays on the page until one is chosen."""

    mine_wanted = Signal()
    theirs_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("warn", parent)
        text = context.words.gettext
        said = text("Another window changed this visit. What you typed is here, and not in the record yet.")
        self.mine_button = text_button(text("Keep mine"), Kind.OUTLINE)
        self.theirs_button = text_button(text("Take theirs"), Kind.OUTLINE)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(12)
        row.addWidget(
            IconLine(context.theme, context.actions.icons, "warning", said, Tone.WARN),
            1,
            Qt.AlignmentFlag.AlignVCenter,
        )
        row.addWidget(self.theirs_button)
        row.addWidget(self.mine_button)
        self.mine_button.clicked.connect(self.mine_wanted)
        self.theirs_button.clicked.connect(self.theirs_wanted)
        self.setAccessibleName(said)
        self.hide()
