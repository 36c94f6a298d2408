"""While an exercise is to give its place to another: which one, and how to leave it be."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_ui.context import Context
from clinic_ui.shortcuts import Shortcut
from clinic_ui.theme import Type
from clinic_ui.widgets.buttons import Kind, action_button
from clinic_ui.widgets.labels import Label, Pane


class SwapBar(Pane):
    """Seen until another exercise was chosen, or Escape pressed."""

    started = Signal()
    """The keyboard should go to the library now."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("tint", parent)
        self._context = context
        self.item_id: UUID | None = None
        self.sentence = Label("", context.theme, Type.SMALL_MEDIUM, wraps=True)
        self.leave = context.actions.make(self, Shortcut.LEAVE_SWAP, self.end, everywhere=True)
        self.leave.setEnabled(False)
        self.leave_button = action_button(self.leave, Kind.LINK)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 12, 4)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.leave_button)
        self.hide()

    def start(self, item_id: UUID, name: str) -> None:
        """The exercise of that name is to be replaced."""
        self.item_id = item_id
        said = self._context.words.gettext("In place of “{name}”: choose in the library, Enter replaces.")
        self.sentence.setText(said.format(name=name))
        self.leave.setEnabled(True)
        self.show()
        self.started.emit()

    def end(self) -> None:
        """Nothing is to be replaced any more."""
        self.item_id = None
        self.leave.setEnabled(False)
        self.hide()
