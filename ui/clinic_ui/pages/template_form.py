"""For whom is the template? A patient, or nobody (a walk-in, a class); which side where it matters."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.library import Template
from clinic_app.domain.patient import Patient
from clinic_app.domain.side import EpisodeSide, PlannedSide
from clinic_ui.context import Context
from clinic_ui.pages.patient_chooser import PatientChooser
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.labels import Label
from clinic_ui.widgets.segments import Choice, Segments

_SIZE = (720, 560)


@dataclass(frozen=True, slots=True)
class Prescription:
    """The answer: which template, for whom, which side (None: the episode's), which phase."""

    template: Template
    patient: Patient | None
    side: EpisodeSide | None
    phase: int
    language: str


class TemplateForm(QDialog):
    """Open it with ``open()``; it says ``prescribed`` with the answer."""

    prescribed = Signal(object)

    def __init__(self, context: Context, template: Template, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._template = context, template
        text = context.words.gettext
        title = template.titles.get(context.words.language) or template.titles.get("en", template.slug)
        self.setWindowTitle(text("Use a template"))
        self.resize(context.theme.px(_SIZE[0]), context.theme.px(_SIZE[1]))
        self.patients = PatientChooser(context)
        self.side = self._side_choice()
        self.phase = self._phase_choice()
        self.start_button = text_button(text("Start the program"), Kind.PRIMARY)
        self.start_button.setDefault(True)
        self.nobody_button = text_button(text("Without a patient"), Kind.OUTLINE)
        self.cancel_button = text_button(text("Cancel"), Kind.PLAIN)
        self._lay_out(title)
        self._connect()
        self.patients.setFocus()

    def _lay_out(self, title: str) -> None:
        theme, text = self._context.theme, self._context.words.gettext
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(title, theme, Type.TITLE, wraps=True))
        column.addWidget(Label(text("For whom?"), theme, Type.BODY, Tone.TEXT_2))
        column.addWidget(self.patients, 1)
        for name, widget in ((text("Phase"), self.phase), (text("Affected side"), self.side)):
            row = QHBoxLayout()
            row.addWidget(Label(name, theme, Type.BODY))
            row.addWidget(widget)
            row.addStretch(1)
            if not widget.isHidden():
                column.addLayout(row)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.nobody_button)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.start_button)
        column.addLayout(foot)

    def _side_choice(self) -> Segments:
        text = self._context.words.gettext
        choices = [
            Choice(None, text("As recorded")),
            Choice(EpisodeSide.LEFT, text("Left")),
            Choice(EpisodeSide.RIGHT, text("Right")),
            Choice(EpisodeSide.BOTH, text("Both")),
        ]
        segments = Segments(text("Affected side"), choices, None)
        lines = (line for phase in self._template.phases for line in phase.lines)
        segments.setHidden(all(line.side is not PlannedSide.AFFECTED for line in lines))
        return segments

    def _phase_choice(self) -> ChoiceBox:
        language = self._context.words.language
        names = {
            str(number): phase.names.get(language) or phase.names.get("en") or str(number)
            for number, phase in enumerate(self._template.phases, start=1)
        }
        box = ChoiceBox(self._context.actions.icons, names)
        box.setAccessibleName(self._context.words.gettext("Phase"))
        box.setHidden(box.count() < 2)
        return box

    def _connect(self) -> None:
        self.patients.patient_activated.connect(self._prescribe)
        self.patients.found.connect(self.start_button.setEnabled)
        self.start_button.clicked.connect(self._on_start)
        self.nobody_button.clicked.connect(self._on_nobody)
        self.cancel_button.clicked.connect(self.reject)

    def _on_start(self) -> None:
        if (patient := self.patients.chosen) is not None:
            self._prescribe(patient)

    def _on_nobody(self) -> None:
        self._prescribe(None)

    def _prescribe(self, patient: Patient | None) -> None:
        side = self.side.chosen
        prescription = Prescription(
            template=self._template,
            patient=patient,
            side=side if isinstance(side, EpisodeSide) else None,
            phase=max(self.phase.currentIndex(), 0),
            language=self._context.words.language,
        )
        self.accept()
        self.prescribed.emit(prescription)
