"""Whose shall it be? Starts a new program for another patient from one that exists."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.patient import Patient
from clinic_app.domain.program import ProgramContent
from clinic_app.services.programs import OpenProgram
from clinic_ui.context import Context
from clinic_ui.pages.patient_chooser import PatientChooser
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label

_SIZE = (720, 520)


class CopyForm(QDialog):
    """Open it with ``open()``; it says ``copied`` when the record has the new program."""

    copied = Signal(object)
    """The id (UUID) of the new program."""

    def __init__(self, context: Context, content: ProgramContent, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._content = context, content
        text, theme = context.words.gettext, context.theme
        self.setWindowTitle(text("Copy to a patient"))
        self.resize(theme.px(_SIZE[0]), theme.px(_SIZE[1]))
        self.patients = PatientChooser(context)
        self.copy_button = text_button(text("Start with this copy"), Kind.PRIMARY)
        self.copy_button.setDefault(True)
        self.copy_button.setEnabled(False)
        self.cancel_button = text_button(text("Cancel"), Kind.PLAIN)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        title = content.title or text("Program without a title")
        column.addWidget(Label(title, theme, Type.TITLE, wraps=True))
        note = text("Exercises, doses, notes and your own words are copied. Read the notes before you print.")
        column.addWidget(Label(note, theme, Type.BODY, Tone.TEXT_2, wraps=True))
        column.addWidget(self.patients, 1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.copy_button)
        column.addLayout(foot)
        self.patients.found.connect(self.copy_button.setEnabled)
        self.patients.patient_activated.connect(self._copy)
        self.copy_button.clicked.connect(self._on_copy)
        self.cancel_button.clicked.connect(self.reject)
        self.patients.setFocus()

    def _on_copy(self) -> None:
        if (patient := self.patients.chosen) is not None:
            self._copy(patient)

    def _copy(self, patient: Patient) -> None:
        copy = self._context.services.history.copied
        self._context.worker.run(partial(copy, self._content, patient.id), self._on_copied)

    def _on_copied(self, opened: OpenProgram) -> None:
        self.accept()
        self.copied.emit(opened.program.id)
