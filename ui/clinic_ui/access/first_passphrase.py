"""The first unlock with a passphrase that an owner chose: one's own comes first, then the record."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_app.domain.errors import InputError
from clinic_ui.access.passphrase_form import PassphraseForm
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.centred import show_centred
from clinic_ui.widgets.labels import Label

_WIDTH = 440


class FirstPassphrase(QWidget):
    """Says ``done`` once the passphrase is the person's own; there is no way around it."""

    done = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        theme, text = context.theme, context.words.gettext
        heading = text("Choose your own passphrase")
        self.setAccessibleName(heading)
        self.form = PassphraseForm(theme, context.actions.icons, context.words)
        self.store = text_button(text("Set the passphrase"), Kind.PRIMARY)
        said = text(
            "The first one was chosen for you: whoever gave it to you knows it. From now on only you do."
        )
        inside = QWidget()
        inside.setFixedWidth(theme.px(_WIDTH))
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        name = context.services.record.actor.name
        column.addWidget(Label(heading, theme, Type.BIG, wraps=True))
        column.addWidget(Label(text("For {name}").format(name=name), theme, Type.BODY_MEDIUM))
        column.addWidget(Label(said, theme, Type.BODY, Tone.TEXT_2, wraps=True))
        column.addWidget(self.form)
        column.addWidget(self.store)
        show_centred(self, inside)
        self.store.clicked.connect(self._on_store)
        self.form.done.connect(self._on_store)
        self.form.setFocus()

    def _on_store(self) -> None:
        passphrase = self.form.checked()
        if passphrase and self.store.isEnabled():
            self.store.setEnabled(False)
            take = partial(self._context.services.access.take_own_passphrase, passphrase)
            self._context.worker.run(take, self._on_stored, self._on_failed)

    def _on_stored(self, _nothing: object) -> None:
        self.form.clear()
        self.done.emit()

    def _on_failed(self, error: Exception) -> None:
        self.store.setEnabled(True)
        if isinstance(error, InputError):
            self.form.first_row.refuse(self._context.words.problem(error))
            self.form.setFocus()
        else:
            self._context.problems.tell(error)
