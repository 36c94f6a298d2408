"""Whose is it now? Gives a program that was started without a patient to one."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_app.domain.patient import Patient
from clinic_app.domain.program import ProgramSummary
from clinic_app.services.programs import OpenProgram
from clinic_ui.context import Context
from clinic_ui.pages.patient_question import PatientQuestion


class GiveForm(PatientQuestion):
    """It says ``given`` when the record has it."""

    given = Signal(object)
    """The OpenProgram, with its patient."""

    def __init__(self, context: Context, summary: ProgramSummary, parent: QWidget | None = None) -> None:
        text = context.words.gettext
        super().__init__(
            context,
            title=text("Give to a patient"),
            heading=summary.title or text("Program without a title"),
            note=text("The program and what was handed out of it will stand on the patient’s page."),
            action=text("Give to this patient"),
            parent=parent,
        )
        self._context, self._summary = context, summary

    def go_on(self, patient: Patient) -> None:
        """Give it to this patient; overrides PatientQuestion."""
        give = self._context.services.programs.give_to
        self._context.worker.run(partial(give, self._summary.program_id, patient.id), self._on_given)

    def _on_given(self, opened: OpenProgram) -> None:
        self.accept()
        self.given.emit(opened)
