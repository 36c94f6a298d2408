"""Whose is it now? Gives a program that was started without a patient to one."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.patient import Patient
from clinic_app.domain.program import ProgramSummary
from clinic_app.services.programs import OpenProgram
from clinic_ui.context import Context
from clinic_ui.pages.patient_chooser import PatientChooser
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label

_SIZE = (720, 520)


class GiveForm(QDialog):
    """Open it with ``open()``; it says ``given`` when the record has it."""

    given = Signal(object)
    """The OpenProgram, with its patient."""

    def __init__(self, context: Context, summary: ProgramSummary, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._summary = context, summary
        text, theme = context.words.gettext, context.theme
        self.setWindowTitle(text("Give to a patient"))
        self.resize(theme.px(_SIZE[0]), theme.px(_SIZE[1]))
        self.patients = PatientChooser(context)
        self.give_button = text_button(text("Give to this patient"), Kind.PRIMARY)
        self.give_button.setDefault(True)
        self.give_button.setEnabled(False)
        self.cancel_button = text_button(text("Cancel"), Kind.PLAIN)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        title = summary.title or text("Program without a title")
        column.addWidget(Label(title, theme, Type.TITLE, wraps=True))
        note = text("The program and what was handed out of it will stand on the patient’s page.")
        column.addWidget(Label(note, theme, Type.BODY, Tone.TEXT_2, wraps=True))
        column.addWidget(self.patients, 1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.give_button)
        column.addLayout(foot)
        self.patients.found.connect(self.give_button.setEnabled)
        self.patients.patient_activated.connect(self._give)
        self.give_button.clicked.connect(self._on_give)
        self.cancel_button.clicked.connect(self.reject)
        self.patients.setFocus()

    def _on_give(self) -> None:
        if (patient := self.patients.chosen) is not None:
            self._give(patient)

    def _give(self, patient: Patient) -> None:
        give = self._context.services.programs.give_to
        self._context.worker.run(partial(give, self._summary.program_id, patient.id), self._on_given)

    def _on_given(self, opened: OpenProgram) -> None:
        self.accept()
        self.given.emit(opened)
