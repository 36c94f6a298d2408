"""Asks for which patient something is, and goes on with the answer."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.patient import Patient
from clinic_ui.context import Context
from clinic_ui.pages.patient_chooser import PatientChooser
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label

_SIZE = (720, 520)


class PatientQuestion(QDialog):
    """Open it with ``open()``; the texts say what it is about, ``action`` stands on the button."""

    def __init__(
        self, context: Context, *, title: str, heading: str, note: str, action: str, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        text, theme = context.words.gettext, context.theme
        self.setWindowTitle(title)
        self.resize(theme.px(_SIZE[0]), theme.px(_SIZE[1]))
        self.patients = PatientChooser(context)
        self.go_button = text_button(action, Kind.PRIMARY)
        context.seat.hold(self.go_button)
        self.go_button.setDefault(True)
        self.go_button.setEnabled(False)
        self.cancel_button = text_button(text("Cancel"), Kind.PLAIN)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(heading, theme, Type.TITLE, wraps=True))
        column.addWidget(Label(note, theme, Type.BODY, Tone.TEXT_2, wraps=True))
        column.addWidget(self.patients, 1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.go_button)
        column.addLayout(foot)
        self.patients.found.connect(self.go_button.setEnabled)
        self.patients.patient_activated.connect(self.go_on)
        self.go_button.clicked.connect(self._on_go)
        self.cancel_button.clicked.connect(self.reject)
        self.patients.setFocus()

    def go_on(self, patient: Patient) -> None:
        """Do it for this patient."""
        raise NotImplementedError

    def _on_go(self) -> None:
        if (patient := self.patients.chosen) is not None:
            self.go_on(patient)
