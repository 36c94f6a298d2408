"""The end of an episode: the day, and how it ended."""

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.errors import InputError
from clinic_app.domain.patient import Episode
from clinic_ui.context import Context
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

    def __init__(self, context: Context, episode: Episode, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._episode = context, episode
        text, theme = context.words.gettext, context.theme
        self.setWindowTitle(text("Discharge"))
        self.setMinimumWidth(theme.px(_WIDTH))
        today = context.services.patients.today()
        self.day = line(today.isoformat(), longest=20)
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
        self._lay_out()
        for button in self.reasons:
            button.clicked.connect(partial(self._on_reason, button.text()))
        self.store_button.clicked.connect(self._on_store)
        self.cancel_button.clicked.connect(self.reject)
        self.outcome.setFocus()

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
        self.accept()
        self.discharged.emit(episode)

    def _on_refused(self, error: Exception) -> None:
        row = self.outcome_row if not self.outcome.toPlainText().strip() else self.day_row
        row.refuse(self._context.problems.sentence(error))
        grow(self)
        row.field.setFocus()
