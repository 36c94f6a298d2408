"""The first run's second step: a passphrase for the record, recommended, left out only by saying so."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_app.domain.clinic import Therapist
from clinic_ui.access.passphrase_form import PassphraseForm
from clinic_ui.context import Context
from clinic_ui.security.code_paper import show_code
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.centred import show_centred
from clinic_ui.widgets.fields import FormField, line
from clinic_ui.widgets.labels import Label

if TYPE_CHECKING:
    from clinic_ui.access.recovery_code import RecoveryCode

_WIDTH = 440


class FirstProtection(QWidget):
    """Says ``done`` when the code is on paper, or when the person goes on without a passphrase."""

    done = Signal()
    protected = Signal()
    """Comes before ``done``, where a passphrase was set."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        theme, text = context.theme, context.words.gettext
        self.name = line()
        self.name_row = FormField(theme, text("Your name"), self.name)
        self.form = PassphraseForm(theme, context.actions.icons, context.words)
        self.store = text_button(text("Set the passphrase"), Kind.PRIMARY)
        self.skip = text_button(text("Go on without a passphrase"), Kind.LINK)
        self.said = Label("", theme, Type.SMALL, Tone.BAD, wraps=True)
        self.said.hide()
        self.code: RecoveryCode | None = None
        self._first = self._question()
        self._inside = QVBoxLayout()
        self._inside.addWidget(self._first)
        self._lay_out()
        self.store.clicked.connect(self._on_store)
        self.form.done.connect(self._on_store)
        self.name.returnPressed.connect(self.form.setFocus)
        self.skip.clicked.connect(self.done)
        context.worker.run(context.services.profile.therapist, self._on_therapist)

    def _question(self) -> QWidget:
        theme, text = self._context.theme, self._context.words.gettext
        around = QWidget()
        column = QVBoxLayout(around)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Label(text("Protect the record with a passphrase"), theme, Type.BIG, wraps=True))
        why = text(
            "Recommended: whoever opens the app is asked for it, so a stolen computer gives nothing away. "
            "Nobody can bring it back: you get a recovery code to keep on paper."
        )
        column.addWidget(Label(why, theme, Type.BODY, Tone.TEXT_2, wraps=True))
        column.addWidget(self.name_row)
        column.addWidget(self.form)
        column.addWidget(self.said)
        column.addWidget(self.store)
        column.addWidget(self.skip)
        without = text("Without one, everybody who can use this computer can read the record.")
        column.addWidget(Label(without, theme, Type.SMALL, Tone.TEXT_2, wraps=True))
        return around

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setFixedWidth(self._context.theme.px(_WIDTH))
        inside.setLayout(self._inside)
        show_centred(self, inside)

    def _on_therapist(self, therapist: Therapist | None) -> None:
        """Who said their name a moment ago is not asked again."""
        if therapist is not None and not self.name.text():
            self.name.setText(therapist.name)
        self.name_row.setVisible(therapist is None or not therapist.name)
        (self.form if self.name.text() else self.name).setFocus()

    def _on_store(self) -> None:
        if not self.store.isEnabled():
            return
        passphrase = self.form.checked()
        if not passphrase:
            return
        self._be_busy(True)
        protect = partial(self._context.services.access.protect, self.name.text(), passphrase)
        self._context.worker.run(protect, self._on_stored, self._on_failed)

    def _be_busy(self, is_busy: bool) -> None:
        self.store.setEnabled(not is_busy)
        self.skip.setEnabled(not is_busy)
        self.said.hide()

    def _on_stored(self, code: str) -> None:
        self.form.clear()
        self._first.hide()
        self.protected.emit()
        self.code = show_code(self._context, code, self, self._inside)
        self.code.kept.connect(self.done)

    def _on_failed(self, error: Exception) -> None:
        self._be_busy(False)
        self.said.setText(self._context.problems.sentence(error))
        self.said.show()
