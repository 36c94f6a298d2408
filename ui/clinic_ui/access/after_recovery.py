"""Somebody came in by the recovery code: a new passphrase first, then the new code, then the record."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_ui.access.passphrase_form import PassphraseForm
from clinic_ui.context import Context
from clinic_ui.security.code_paper import show_code
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.centred import show_centred
from clinic_ui.widgets.labels import Label

if TYPE_CHECKING:
    from clinic_ui.access.recovery_code import RecoveryCode

_WIDTH = 440


class AfterRecovery(QWidget):
    """Says ``done`` when the new code is on paper."""

    done = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        theme, text = context.theme, context.words.gettext
        self.form = PassphraseForm(theme, context.actions.icons, context.words)
        self.store = text_button(text("Set the passphrase"), Kind.PRIMARY)
        self.code: RecoveryCode | None = None
        self._inside = QVBoxLayout()
        self._inside.setSpacing(12)
        self._first = QWidget()
        first = QVBoxLayout(self._first)
        first.setContentsMargins(0, 0, 0, 0)
        first.setSpacing(12)
        first.addWidget(Label(text("Choose a new passphrase"), theme, Type.BIG, wraps=True))
        said = text("The code is spent: you get a new one in the next step.")
        first.addWidget(Label(said, theme, Type.BODY, Tone.TEXT_2, wraps=True))
        first.addWidget(self.form)
        first.addWidget(self.store)
        self._inside.addWidget(self._first)
        self._lay_out()
        self.store.clicked.connect(self._on_store)
        self.form.done.connect(self._on_store)
        self.form.setFocus()

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setFixedWidth(self._context.theme.px(_WIDTH))
        inside.setLayout(self._inside)
        show_centred(self, inside)

    def _on_store(self) -> None:
        passphrase = self.form.checked()
        if passphrase and self.store.isEnabled():
            self.store.setEnabled(False)
            access = self._context.services.access
            self._context.worker.run(
                partial(access.after_recovery, passphrase), self._on_stored, self._on_failed
            )

    def _on_stored(self, code: str) -> None:
        self.form.clear()
        self._first.hide()
        self.code = show_code(self._context, code, self, self._inside)
        self.code.kept.connect(self.done)

    def _on_failed(self, error: Exception) -> None:
        self.store.setEnabled(True)
        self._context.problems.tell(error)
