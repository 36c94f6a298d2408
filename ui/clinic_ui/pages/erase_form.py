"""Asks, plainly and twice, whether a patient is erased for good."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.erasure import Erasure, ErasureOutlook, check_confirmation
from clinic_app.domain.errors import InputError
from clinic_app.domain.lingering import HeldElsewhere
from clinic_ui.backups.backup_words import held_line
from clinic_ui.context import Context
from clinic_ui.drafts import DraftKeeper
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.fields import FormField, grow, line
from clinic_ui.widgets.icon_line import IconLine
from clinic_ui.widgets.labels import Label
from clinic_ui.widgets.toggle_chip import ToggleChip
from clinic_ui.work import Latest

_WIDTH: Final = 540
_LONGEST_REASON: Final = 300


class EraseForm(QDialog):
    """Open it with ``open()``; it says ``erased`` when nothing of the patient is left."""

    erased = Signal(object)
    """The Erasure that stays."""

    def __init__(self, context: Context, outlook: ErasureOutlook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self.outlook = context, outlook
        text, theme = context.words.gettext, context.theme
        number = outlook.patient.written_number
        self.setWindowTitle(text("Erase record {number} for good").format(number=number))
        self.setMinimumWidth(theme.px(_WIDTH))
        self.reason, self.number = line(longest=_LONGEST_REASON), line(longest=12)
        reason = text("Reason") if outlook.is_early else text("Reason (may be left out)")
        stays = text("Stays on the line that says this number was erased: write no name here.")
        self._reason_row = FormField(theme, reason, self.reason, help_text=stays)
        typed = text("Type the record number {number} to confirm").format(number=number)
        self._number_row = FormField(theme, typed, self.number)
        self.said = Label("", theme, Type.SMALL, Tone.BAD, wraps=True)
        self.said.hide()
        icons = context.actions.icons
        self.held = IconLine(theme, icons, "info", text("Looking into backups …"), Tone.TEXT_2)
        self.clears = ToggleChip(icons, text("Then replace older backups and copies here by a new one"))
        self.clears.hide()
        self.erase_button = text_button(text("Erase for good"), Kind.DANGER)
        context.seat.hold(self.erase_button)
        self.erase_button.setAutoDefault(False)
        self.cancel_button = text_button(text("Cancel"), Kind.OUTLINE)
        self.cancel_button.setDefault(True)
        self._lay_out()
        key = f"erase:{outlook.patient.id}"
        self.draft = DraftKeeper(context.services.drafts, context.worker, key, self.typed, self)
        self.draft.find(self._on_draft_found)
        self.reason.textEdited.connect(self.draft.note_change)
        for field in (self.reason, self.number):
            field.textChanged.connect(self._on_typed)
        self.erase_button.clicked.connect(self._on_erase)
        self.cancel_button.clicked.connect(self._on_cancel)
        self._on_typed()
        look = partial(context.services.backups.held_elsewhere, outlook.patient.id)
        self._latest = Latest(context.worker)
        self._latest.run(look, self._on_held)

    def typed(self) -> dict[str, str]:
        """What a draft keeps; the number is typed anew every time."""
        return {"reason": self.reason.text()}

    def reject(self) -> None:
        """Escape, or the window was closed: the reason waits; overrides Qt."""
        self.draft.flush()
        super().reject()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """As high as its sentences need; overrides Qt."""
        super().showEvent(event)
        grow(self)

    def _lay_out(self) -> None:
        theme, icons = self._context.theme, self._context.actions.icons
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(self.windowTitle(), theme, Type.TITLE, wraps=True))
        column.addWidget(Label(self._what(), theme, Type.BODY, wraps=True))
        tone = Tone.BAD if self.outlook.is_early else Tone.TEXT_2
        icon = "warning" if self.outlook.is_early else "info"
        column.addWidget(IconLine(theme, icons, icon, self._until(), tone))
        column.addWidget(self.held)
        column.addWidget(self.clears, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(IconLine(theme, icons, "info", self._what_stays(), Tone.TEXT_2))
        column.addWidget(self._reason_row)
        column.addWidget(self._number_row)
        column.addWidget(self.said)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.erase_button)
        column.addSpacing(4)
        column.addLayout(foot)

    def _what(self) -> str:
        words, outlook = self._context.words, self.outlook
        entries = words.ngettext("{count} entry", "{count} entries", outlook.entries)
        documents = words.ngettext("{count} document", "{count} documents", outlook.documents)
        said = words.gettext(
            "Everything of {name} is erased: {entries} and {documents}. Nobody can bring it back."
        )
        return said.format(
            name=outlook.patient.banner_name,
            entries=entries.format(count=outlook.entries),
            documents=documents.format(count=outlook.documents),
        )

    def _until(self) -> str:
        words, outlook = self._context.words, self.outlook
        early = words.gettext(
            "The last entry is of {last}, so this record is to be kept until {until}. "
            "Say why it is erased before."
        )
        over = words.gettext("The last entry is of {last}. The record had to be kept until {until}.")
        said = early if outlook.is_early else over
        if outlook.birthday:
            birthday = words.ngettext(
                "A young patient’s record is kept until the birthday at {years} year.",
                "A young patient’s record is kept until the birthday at {years} years.",
                outlook.birthday,
            )
            said = f"{birthday.format(years=outlook.birthday)} {said}"
        return said.format(last=words.day(outlook.last_entry), until=words.day(outlook.kept_until))

    def _what_stays(self) -> str:
        return self._context.words.gettext(
            "What was printed or exported stays, and so do backups on sticks that are not here: "
            "destroy these yourself."
        )

    def _on_held(self, held: HeldElsewhere) -> None:
        self.held.label.setText(held_line(held, self._context.words))
        self.clears.setVisible(held.removable)
        QTimer.singleShot(0, self, partial(grow, self))  # once the sentence has told its height

    def _on_draft_found(self, typed: dict[str, str]) -> None:
        self.reason.setText(typed.get("reason", ""))

    def _on_cancel(self) -> None:
        self.draft.drop()
        super().reject()

    def _on_typed(self) -> None:
        try:
            check_confirmation(self.outlook, self.number.text(), self.reason.text())
        except InputError:
            self.erase_button.setEnabled(False)
        else:
            self.erase_button.setEnabled(True)

    def _on_erase(self) -> None:
        self.erase_button.setEnabled(False)
        erase = partial(
            self._context.services.erasure.erase,
            self.outlook.patient.id,
            typed_number=self.number.text(),
            reason=self.reason.text(),
        )
        self._context.worker.run(erase, self._on_erased, self._on_failed)

    def _on_erased(self, erasure: Erasure) -> None:
        if self.clears.isVisible() and self.clears.isChecked():
            forget = partial(self._context.services.backups.forget_before, erasure.erased_at)
            self._context.worker.run(forget, partial(_say_removed, self._context))
        self.erased.emit(erasure)
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self.said.setText(self._context.problems.sentence(error))
        self.said.show()
        self._on_typed()
        grow(self)


def _say_removed(context: Context, count: int) -> None:
    words = context.words
    said = words.ngettext(
        "A new backup is made, {count} older backup or copy removed here",
        "A new backup is made, {count} older backups and copies removed here",
        count,
    )
    context.toasts.say(said.format(count=count))
