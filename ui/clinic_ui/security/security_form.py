"""Settings → Security: one's own passphrase, the recovery code, who may open the record."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_app.domain.access import Role, Way
from clinic_app.domain.clinic import Therapist
from clinic_app.services.clinic import ClinicServices
from clinic_ui.context import Context
from clinic_ui.security import errands
from clinic_ui.security.protection_page import show_protection
from clinic_ui.security.role_words import role_names, role_notes
from clinic_ui.security.secret_dialog import Errand, SecretDialog
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.icon_line import IconLine
from clinic_ui.widgets.labels import Label

_NAME_WIDTH = 200
_PERSON_HEIGHT = 36


class SecurityForm(QWidget):
    """Shows what holds; every change is a dialog of its own."""

    changed = Signal()
    """The record is protected now, or is not any more."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.dialog: SecretDialog | None = None
        self.buttons: dict[str, QPushButton] = {}
        self.people = QWidget()
        self._rows = QVBoxLayout(self.people)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        self._lay_out()

    def refresh(self) -> None:
        """Read who may open the record."""
        self._context.worker.run(partial(_people, self._context.services), self._show_people)

    def ask(self, errand: Errand) -> None:
        """Open the errand's dialog."""
        self.dialog = SecretDialog(self._context, errand, self)
        self.dialog.done_well.connect(self._on_done)
        self.dialog.finished.connect(self._on_finished)
        self.dialog.open()

    @property
    def dialog_is_open(self) -> bool:
        """Whether an errand is under way."""
        return self.dialog is not None

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        if self._context.is_protected:
            self._lay_out_protected(column)
        else:
            self._lay_out_open(column)
        more = text_button(self._context.words.gettext("What is protected, and what is not"), Kind.LINK)
        more.clicked.connect(lambda: show_protection(self._context, self.window()))
        self.more = more
        column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _lay_out_open(self, column: QVBoxLayout) -> None:
        context, text = self._context, self._context.words.gettext
        note = text(
            "The record is encrypted, but its key lies beside it: "
            "who can use this computer account can read the record."
        )
        column.addWidget(IconLine(context.theme, context.actions.icons, "warning", note, Tone.WARN))
        row = QHBoxLayout()
        row.addWidget(self._button("protect", text("Set a passphrase …"), self._on_protect))
        row.addStretch(1)
        column.addLayout(row)

    def _lay_out_protected(self, column: QVBoxLayout) -> None:
        context, text = self._context, self._context.words.gettext
        access, words = context.services.access, context.words
        me = context.services.record.actor
        said = text("You work as {name} ({role}).")
        column.addWidget(
            Label(said.format(name=me.name, role=role_names(words)[me.role]), context.theme, Type.BODY)
        )
        ask = self._asking
        mine = self._button("change", text("Change …"), ask(errands.change_mine(access, words)))
        self._row(column, text("Your passphrase"), mine)
        if me.role is not Role.OWNER:
            note = text("People and the recovery code are changed by an owner of the record.")
            column.addWidget(Label(note, context.theme, Type.SMALL, Tone.TEXT_2, wraps=True))
            return
        code = self._button("code", text("Make a new one …"), ask(errands.new_code(access, words)))
        kept = text("On paper, for when the passphrase is forgotten")
        none = text("There is none: whoever forgets the passphrase is locked out. Make one.")
        self._row(column, text("Recovery code"), code, kept if access.has_code() else none)
        column.addWidget(Label(text("Who may open the record"), context.theme, Type.BODY_MEDIUM))
        column.addWidget(self.people)
        add = self._button("add", text("Add a person …"), ask(errands.add_person(access, words)))
        self._row(column, "", add)
        stop = self._button("stop", text("Stop using it …"), ask(errands.stop(access, words)))
        self._row(column, text("Passphrase"), stop, text("Then everybody at this computer is let in"))

    def _row(self, column: QVBoxLayout, name: str, button: QPushButton, note: str = "") -> None:
        theme = self._context.theme
        row = QHBoxLayout()
        label = Label(name, theme, Type.BODY)
        label.setFixedWidth(theme.px(_NAME_WIDTH))
        row.addWidget(label)
        row.addWidget(button)
        row.addWidget(Label(note, theme, Type.SMALL, Tone.TEXT_2, wraps=True), 1)
        if name:
            button.setAccessibleName(f"{name}: {button.text()}")
        column.addLayout(row)

    def _button(self, key: str, said: str, on_click: Callable[[], None]) -> QPushButton:
        button = text_button(said, Kind.OUTLINE)
        button.clicked.connect(lambda: on_click())
        self.buttons[key] = button
        return button

    def _asking(self, errand: Errand) -> "partial[None]":
        return partial(self.ask, errand)

    def _on_protect(self) -> None:
        services = self._context.services
        self._context.worker.run(services.profile.therapist, self._ask_to_protect)

    def _ask_to_protect(self, therapist: Therapist | None) -> None:
        name = therapist.name if therapist else ""
        self.ask(errands.protect(self._context.services.access, self._context.words, name))

    def _show_people(self, people: Sequence[Way]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for way in people:
            self._rows.addWidget(self._person(way))

    def _person(self, way: Way) -> QWidget:
        context, words = self._context, self._context.words
        theme, text, access = context.theme, words.gettext, context.services.access
        around = QWidget()
        around.setMinimumHeight(theme.px(_PERSON_HEIGHT))
        row = QHBoxLayout(around)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        name = Label(way.holder.name, theme, Type.BODY)
        name.setFixedWidth(theme.px(_NAME_WIDTH))
        role = role_names(words)[way.holder.role]
        said = Label(
            f"{role} · {role_notes(words)[way.holder.role]}", theme, Type.SMALL, Tone.TEXT_2, wraps=True
        )
        row.addWidget(name)
        row.addWidget(said, 1)
        if way.holder.therapist_id == context.services.record.actor.therapist_id:
            row.addWidget(Label(text("You"), theme, Type.SMALL, Tone.TEXT_3))
            return around
        for key, word, errand in (
            ("role", text("Role …"), errands.change_person(access, words, way)),
            ("remove", text("Take off …"), errands.take_away(access, words, way)),
        ):
            button = self._button(f"{key} {way.holder.name}", word, self._asking(errand))
            button.setAccessibleName(f"{way.holder.name}: {word}")
            row.addWidget(button)
        return around

    def _on_finished(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _on_done(self) -> None:
        text = self._context.words.gettext
        self._context.toasts.say(text("Done."))
        is_protected = self._context.services.access.is_protected()
        if is_protected != self._context.is_protected:
            self.changed.emit()
        else:
            self.refresh()


def _people(services: ClinicServices) -> Sequence[Way]:
    return services.access.people()
