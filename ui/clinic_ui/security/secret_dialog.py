"""One dialog for every errand about passphrases: what it means, what is typed, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.access import Role
from clinic_ui.access.passphrase_form import PassphraseForm
from clinic_ui.access.secret_field import SecretField
from clinic_ui.context import Context
from clinic_ui.security.code_paper import show_code
from clinic_ui.security.role_words import role_names
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.fields import FormField, grow, line
from clinic_ui.widgets.labels import Label
from clinic_ui.widgets.segments import Choice, Segments

if TYPE_CHECKING:
    from clinic_ui.access.recovery_code import RecoveryCode

_WIDTH = 520


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What a dialog asks for and does. ``job`` runs in the worker; a code it returns is shown once."""

    title: str
    explanation: str
    button: str
    job: "Callable[[Typed], str | None]"
    asks_name: bool = False
    name: str = ""
    asks_credentials: bool = False
    role: Role | None = None
    """The role chosen at first; None where none is asked."""
    asks_old: bool = False
    asks_new: bool = False
    is_dangerous: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into a dialog."""

    name: str = ""
    credentials: str = ""
    role: Role = Role.THERAPIST
    old: str = ""
    new: str = ""


class SecretDialog(QDialog):
    """Open it with ``open()``; it says ``done_well`` when the errand is through and a code is on paper."""

    done_well = Signal()

    def __init__(self, context: Context, errand: Errand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._errand = context, errand
        text, theme, icons = context.words.gettext, context.theme, context.actions.icons
        self.setWindowTitle(errand.title)
        self.setMinimumWidth(theme.px(_WIDTH))
        self.name, self.credentials = line(errand.name), line()
        self.role = Segments(text("Role"), _roles(context), errand.role or Role.THERAPIST)
        self.old = SecretField(theme, icons, context.words, text("Your passphrase now"))
        self.new = PassphraseForm(theme, icons, context.words)
        self.said = Label("", theme, Type.SMALL, Tone.BAD, wraps=True)
        self.said.hide()
        kind = Kind.DANGER if errand.is_dangerous else Kind.PRIMARY
        self.go_button = text_button(errand.button, kind)
        self.cancel_button = text_button(text("Cancel"), Kind.OUTLINE)
        self.code: RecoveryCode | None = None
        self._asked = self._lay_out()
        self.go_button.clicked.connect(self._on_go)
        self.cancel_button.clicked.connect(self.reject)
        self.new.done.connect(self._on_go)
        self.old.line.returnPressed.connect(self._on_old_entered)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """As high as its sentences need; overrides Qt."""
        super().showEvent(event)
        grow(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter in a field is answered by the field; overrides Qt."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Escape does not close it while a code is shown that is not on paper; overrides Qt."""
        if self.code is None and self.go_button.isEnabled():
            super().reject()

    def _lay_out(self) -> QWidget:
        theme, text, errand = self._context.theme, self._context.words.gettext, self._errand
        asked = QWidget()
        column = QVBoxLayout(asked)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Label(errand.title, theme, Type.TITLE, wraps=True))
        column.addWidget(Label(errand.explanation, theme, Type.BODY, Tone.TEXT_2, wraps=True))
        rows: list[tuple[bool, QWidget]] = [
            (errand.asks_name, FormField(theme, text("Name"), self.name)),
            (errand.asks_credentials, FormField(theme, text("Credentials"), self.credentials)),
            (errand.role is not None, FormField(theme, text("Role"), self.role)),
            (errand.asks_old, FormField(theme, text("Your passphrase now"), self.old)),
            (errand.asks_new, self.new),
        ]
        for is_asked, row in rows:
            row.setVisible(False)
            column.addWidget(row)
            row.setVisible(is_asked)
        column.addWidget(self.said)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.go_button)
        column.addLayout(foot)
        around = QVBoxLayout(self)
        around.setContentsMargins(24, 20, 24, 20)
        around.addWidget(asked)
        return asked

    def _on_old_entered(self) -> None:
        if self._errand.asks_new:
            self.new.setFocus()
        else:
            self._on_go()

    def _on_go(self) -> None:
        if not self.go_button.isEnabled():
            return
        new = self.new.checked() if self._errand.asks_new else ""
        if self._errand.asks_new and not new:
            grow(self)
            return
        assert isinstance(self.role.chosen, Role)
        typed = Typed(self.name.text(), self.credentials.text(), self.role.chosen, self.old.text(), new)
        self._be_busy(True)
        self._context.worker.run(partial(self._errand.job, typed), self._on_done, self._on_failed)

    def _be_busy(self, is_busy: bool) -> None:
        self.go_button.setEnabled(not is_busy)
        self.cancel_button.setEnabled(not is_busy)
        if is_busy:
            self.said.hide()

    def _on_done(self, code: str | None) -> None:
        self.old.clear()
        self.new.clear()
        if code is None:
            self.done_well.emit()
            self.accept()
            return
        self._asked.hide()
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        self.code = show_code(self._context, code, self, layout)
        self.code.kept.connect(self._on_kept)
        grow(self)

    def _on_kept(self) -> None:
        self.done_well.emit()
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self._be_busy(False)
        self.said.setText(self._context.problems.sentence(error))
        self.said.show()
        grow(self)


def _roles(context: Context) -> list[Choice]:
    return [Choice(role, name) for role, name in role_names(context.words).items()]
