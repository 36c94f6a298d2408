"""Whose shall it be? Starts a new program for another patient from one that exists."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_app.domain.patient import Patient
from clinic_app.domain.program import ProgramContent
from clinic_app.services.programs import OpenProgram
from clinic_ui.context import Context
from clinic_ui.pages.patient_question import PatientQuestion


class CopyForm(PatientQuestion):
    """It says ``copied`` when the record has the new program."""

    copied = Signal(object)
    """The id (UUID) of the new program."""

    def __init__(self, context: Context, content: ProgramContent, parent: QWidget | None = None) -> None:
        text = context.words.gettext
        super().__init__(
            context,
            title=text("Copy to a patient"),
            heading=content.title or text("Program without a title"),
            note=text(
                "Exercises, doses, notes and your own words are copied. Read the notes before you print."
            ),
            action=text("Start with this copy"),
            parent=parent,
        )
        self._context, self._content = context, content

    def go_on(self, patient: Patient) -> None:
        """Start it for this patient; overrides PatientQuestion."""
        copy = self._context.services.history.copied
        self._context.worker.run(partial(copy, self._content, patient.id), self._on_copied)

    def _on_copied(self, opened: OpenProgram) -> None:
        self.accept()
        self.copied.emit(opened.program.id)
