"""Asks why a score is withdrawn, below what is withdrawn."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_ui.context import Context
from clinic_ui.theme import Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.fields import line
from clinic_ui.widgets.labels import Label, Pane


class WithdrawBar(Pane):
    """Hidden until it is asked for."""

    wanted = Signal(str)
    """Why it is withdrawn."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("tile", parent)
        text = context.words.gettext
        said = text("It leaves every chart and count, and stays in the record with the reason.")
        self.reason = line(placeholder=text("Why, for example: wrong patient"))
        self.reason.setAccessibleName(text("Why it is withdrawn"))
        self.withdraw_button = text_button(text("Withdraw"), Kind.DANGER)
        row = QHBoxLayout(self)
        row.setSpacing(12)
        row.addWidget(Label(said, context.theme, Type.SMALL, wraps=True), 1)
        row.addWidget(self.reason, 1)
        row.addWidget(self.withdraw_button)
        self.withdraw_button.setEnabled(False)
        self.reason.textChanged.connect(self._on_changed)
        self.withdraw_button.clicked.connect(self._on_clicked)
        self.hide()

    def ask(self) -> None:
        """Come into sight, with the keyboard."""
        self.show()
        self.reason.setFocus()

    def _on_changed(self, typed: str) -> None:
        self.withdraw_button.setEnabled(bool(typed.strip()))

    def _on_clicked(self) -> None:
        self.wanted.emit(self.reason.text())
