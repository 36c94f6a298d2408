"""What else is known of a patient: how to call and reach them, and the notes. Quiet, and gone when empty."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_app.domain.patient import Patient
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.labels import Label


class PatientFacts(QWidget):
    """How to reach them, what else is known, the notes; all can be selected and copied."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.reach = Label("", context.theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self.more = Label("", context.theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self.notes = Label("", context.theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        self._labels = (self.reach, self.more, self.notes)
        for label in self._labels:
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
        address = ", ".join(patient.address.split("\n"))
        self.reach.setText(_joined(called, patient.gender, patient.phone, patient.email, address))
        named = (
            (text("In an emergency: {contact}"), "contact", ", ".join(patient.emergency_contact.split("\n"))),
            (text("Occupation: {what}"), "what", patient.occupation),
            (text("Sport: {what}"), "what", patient.sport),
            (text("Referred by {who}"), "who", patient.referrer),
            (text("Insurer: {who}"), "who", _joined(patient.insurer, patient.claim_number, between=", ")),
        )
        said = [sentence.format(**{place: value}) for sentence, place, value in named if value]
        if patient.consent_on is not None:
            day = self._context.words.day(patient.consent_on)
            said.append(text("Consent given on {date}").format(date=day))
        self.more.setText(_joined(*said))
        self.notes.setText(patient.notes)
        for label in self._labels:
            label.setVisible(bool(label.text()))
        self.setVisible(any(label.text() for label in self._labels))


def _joined(*parts: str, between: str = "  ·  ") -> str:
    return between.join(part for part in parts if part)
