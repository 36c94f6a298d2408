"""What else is known of a patient: how to call and reach them, and the notes. Quiet, and gone when empty."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_app.domain.patient import Patient
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.labels import Label


class PatientFacts(QWidget):
    """One line of facts, and the notes below; both can be selected and copied."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.reach = Label("", context.theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self.notes = Label("", context.theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        for label in (self.reach, self.notes):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        self.hide()

    def clear(self) -> None:
        """Nobody is shown."""
        self.hide()

    def show_patient(self, patient: Patient) -> None:
        """Show what there is."""
        text = self._context.words.gettext
        called = text("Called “{name}”").format(name=patient.preferred_name) if patient.preferred_name else ""
        self.reach.setText("  ·  ".join(part for part in (called, patient.phone, patient.email) if part))
        self.notes.setText(patient.notes)
        for label in (self.reach, self.notes):
            label.setVisible(bool(label.text()))
        self.setVisible(bool(self.reach.text() or self.notes.text()))
