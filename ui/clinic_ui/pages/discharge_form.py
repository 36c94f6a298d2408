"""The end of an episode: the day, and how it ended."""

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.errors import ConflictError, GoneError, InputError
from clinic_app.domain.patient import Episode
from clinic_ui.both_versions import BothVersions
from clinic_ui.context import Context
from clinic_ui.drafts import DraftKeeper
from clinic_ui.field_texts import Field, FieldTexts
from clinic_ui.pages.typed_date import read_date
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.fields import FormField, grow, line, paragraph
from clinic_ui.widgets.flow import FlowLayout
from clinic_ui.widgets.labels import Label

_WIDTH: Final = 520


class DischargeForm(QDialog):
    """Open it with ``open()``; it says ``discharged`` with the closed episode."""

    discharged = Signal(object)
    refused = Signal(object)
    """The error of another window that was first; only where the form below settles what is typed there."""

    def __init__(
        self, context: Context, episode: Episode, parent: QWidget | None = None, *, is_typed: bool = False
    ) -> None:
        """``is_typed``: ``episode`` is what stands in a form, not yet what the record holds."""
        super().__init__(parent)
        self._context, self._episode, self._is_typed = context, episode, is_typed
        self._is_changed = False
        text, theme = context.words.gettext, context.theme
        self.setWindowTitle(text("Discharge"))
        self.setMinimumWidth(theme.px(_WIDTH))
        self._today = context.services.patients.today().isoformat()
        self.day = line(self._today, longest=20)
        self.outcome = paragraph(context.words, episode.outcome, height=theme.px(88))
        self.day_row = FormField(theme, text("Day of discharge"), self.day)
        self.outcome_row = FormField(theme, text("How it ended"), self.outcome)
        self.reasons = [
            text_button(said, Kind.CHIP)
            for said in (
                text("Goals met"),
                text("Goals partly met"),
                text("No further gain expected"),
                text("Referred on"),
                text("Did not come back"),
                text("Ended by the patient"),
            )
        ]
        self.store_button = text_button(text("Discharge"), Kind.PRIMARY)
        context.seat.hold(self.store_button)
        self.store_button.setDefault(True)
        self.cancel_button = text_button(text("Cancel"), Kind.OUTLINE)
        rows = {"day": self.day_row, "outcome": self.outcome_row}
        fields: dict[str, Field] = {"day": self.day, "outcome": self.outcome}
        self.texts = FieldTexts({name: (rows[name].name.text(), field) for name, field in fields.items()})
        self.both = BothVersions(context, self.texts)
        said = text("This is what you were typing when the form was last left.")
        self.restored = Label(said, theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self.restored.hide()
        self._lay_out()
        keeper = f"discharge:{episode.id}"
        self.draft = DraftKeeper(context.services.drafts, context.worker, keeper, self._kept, self)
        self.draft.find(self._on_draft_found)
        self.day.textEdited.connect(self._on_changed)
        self.outcome.textChanged.connect(self._on_changed)
        for button in self.reasons:
            button.clicked.connect(partial(self._on_reason, button.text()))
        self.store_button.clicked.connect(self._on_store)
        self.cancel_button.clicked.connect(self._on_cancel)
        self.outcome.setFocus()

    def reject(self) -> None:
        """Escape, or the window was closed: what was typed waits for the form to be opened; overrides Qt."""
        self.draft.flush()
        if self._is_changed:
            said = self._context.words.gettext("What you typed is kept. Open the form again to go on.")
            self._context.toasts.say(said)
        super().reject()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """As high as its reasons need; overrides Qt."""
        super().showEvent(event)
        grow(self)

    def _lay_out(self) -> None:
        theme, text = self._context.theme, self._context.words.gettext
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        heading = text("Discharge: {problem}").format(problem=self._episode.problem)
        column.addWidget(Label(heading, theme, Type.TITLE, wraps=True))
        column.addWidget(self.restored)
        column.addWidget(self.both)
        column.addWidget(self.day_row)
        chips = FlowLayout(6)
        for button in self.reasons:
            chips.addWidget(button)
        column.addWidget(self.outcome_row)
        column.addLayout(chips)
        about = text("Nothing is deleted, and the problem can be opened again.")
        column.addWidget(Label(about, theme, Type.SMALL, Tone.TEXT_2, wraps=True))
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.store_button)
        column.addLayout(foot)

    def _on_reason(self, said: str, _checked: bool = False) -> None:
        """A reason stands before what is typed, and is changed like it."""
        typed = self.outcome.toPlainText().strip()
        self.outcome.setPlainText(f"{said}. {typed}".strip() if typed else f"{said}. ")
        self.outcome.setFocus()
        self.outcome.moveCursor(self.outcome.textCursor().MoveOperation.End)

    def _texts_of(self, episode: Episode) -> dict[str, str]:
        """What the fields say of an episode; today, where it is not closed."""
        day = episode.closed_on.isoformat() if episode.closed_on else self._today
        return {"day": day, "outcome": episode.outcome}

    def _kept(self) -> dict[str, str]:
        """What is typed, and over which revision."""
        return self.texts.typed() | {"revision": str(self._episode.revision)}

    def _on_draft_found(self, kept: dict[str, str]) -> None:
        self.texts.show(kept)
        self.restored.show()
        if int(kept.get("revision") or 0) != self._episode.revision and self._episode.outcome:
            self.both.ask({}, self._texts_of(self._episode))
        grow(self)

    def _on_changed(self, *_arguments: object) -> None:
        self._is_changed = True
        self.draft.note_change()

    def _on_cancel(self) -> None:
        self.draft.drop()
        super().reject()

    def _on_store(self) -> None:
        self.day_row.refuse("")
        self.outcome_row.refuse("")
        patients = self._context.services.patients
        try:
            day = read_date(self.day.text()) or patients.today()
        except InputError as error:
            self.day_row.refuse(self._context.words.problem(error))
            self.day.setFocus()
            return
        job = partial(patients.discharge, self._episode, day, self.outcome.toPlainText())
        self._context.worker.run(job, self._on_stored, self._on_refused)

    def _on_stored(self, episode: Episode) -> None:
        self.draft.drop()
        self.accept()
        self.discharged.emit(episode)

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, ConflictError | GoneError) and self._is_typed:
            self.reject()
            self.refused.emit(error)
            return
        if isinstance(error, ConflictError):
            find = partial(self._context.services.patients.episode, self._episode.id)
            self._context.worker.run(find, self._on_theirs, self._on_refused)
            return
        if isinstance(error, GoneError):
            self.both.say_gone()
            grow(self)
            return
        row = self.outcome_row if not self.outcome.toPlainText().strip() else self.day_row
        row.refuse(self._context.problems.sentence(error))
        grow(self)
        row.field.setFocus()

    def _on_theirs(self, theirs: Episode) -> None:
        """Somebody else was first: both versions, and the next save goes over theirs."""
        self.both.ask(self._texts_of(self._episode), self._texts_of(theirs))
        self._episode = theirs
        self.draft.note_change()
        grow(self)
