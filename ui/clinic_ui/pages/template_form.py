"""For whom is the template? A patient, or nobody; which side and phase; what to do where it does not suit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.patient import Patient
from clinic_app.domain.side import EpisodeSide, PlannedSide
from clinic_app.domain.template_fit import Misfit
from clinic_app.services.templates import Offer
from clinic_ui.context import Context
from clinic_ui.pages.misfit_list import MisfitList
from clinic_ui.pages.patient_chooser import PatientChooser
from clinic_ui.pages.template_words import entry_criterion, phase_name, template_title
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.labels import Label
from clinic_ui.widgets.segments import Choice, Segments
from clinic_ui.work import Latest

_SIZE = (720, 620)


@dataclass(frozen=True, slots=True)
class Prescription:
    """The answer: which template, for whom, which side (None: the episode's), which phase.

    ``instead`` says what stands in place of an exercise: another one, or nothing where it is empty.
    """

    offer: Offer
    patient: Patient | None
    side: EpisodeSide | None
    phase: int
    language: str
    instead: Mapping[str, str] = field(default_factory=dict, hash=False)


def asks_anything(offer: Offer) -> bool:
    """Whether there is something to choose: a phase, a side, what to do where it does not suit."""
    phases = offer.template.phases
    has_side = any(line.side is PlannedSide.AFFECTED for phase in phases for line in phase.lines)
    return len(phases) > 1 or has_side or bool(offer.misfits)


class TemplateForm(QDialog):
    """Open it with ``open()``; it says ``prescribed`` with the answer."""

    prescribed = Signal(object)

    def __init__(
        self, context: Context, offer: Offer, patient: Patient | None = None, parent: QWidget | None = None
    ) -> None:
        """With a ``patient`` it does not ask for whom."""
        super().__init__(parent)
        self._context, self._offer, self._patient = context, offer, patient
        self._template = offer.template
        self._misfits: Sequence[Misfit] = ()
        self._latest = Latest(context.worker)
        text = context.words.gettext
        self.setWindowTitle(text("Use a template"))
        room = self.screen().availableGeometry()
        width, height = (context.theme.px(each) for each in _SIZE)
        self.resize(min(width, room.width()), min(height, room.height()))
        self.patients = PatientChooser(context)
        self.side = self._side_choice()
        self.phase = self._phase_choice()
        self.criterion = Label("", context.theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self.misfits = MisfitList(context)
        self.start_button = text_button(text("Start the program"), Kind.PRIMARY)
        self.start_button.setDefault(True)
        self.nobody_button = text_button(text("Without a patient"), Kind.OUTLINE)
        context.seat.hold(self.start_button, self.nobody_button)
        if patient is not None:
            self.patients.hide()
            self.nobody_button.hide()
        self.cancel_button = text_button(text("Cancel"), Kind.PLAIN)
        self._lay_out(template_title(self._template, context.words))
        self._connect()
        self._on_phase_chosen()
        if patient is None:
            self.patients.setFocus()
        else:
            self._ask_fit(patient)
            self.start_button.setFocus()

    def _lay_out(self, title: str) -> None:
        theme, text = self._context.theme, self._context.words.gettext
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(title, theme, Type.TITLE, wraps=True))
        whom = (
            text("For {name}").format(name=self._patient.banner_name) if self._patient else text("For whom?")
        )
        column.addWidget(Label(whom, theme, Type.BODY, Tone.TEXT_2))
        column.addWidget(self.patients, 1)
        asked = (
            (text("Phase"), self.phase, self.phase.count() > 1),
            (text("Affected side"), self.side, self._asks_side),
        )
        for name, widget, is_asked in asked:
            if is_asked:
                row = QHBoxLayout()
                row.addWidget(Label(name, theme, Type.BODY))
                row.addWidget(widget)
                row.addStretch(1)
                column.addLayout(row)
        column.addWidget(self.criterion)
        column.addWidget(self.misfits)
        if self._patient is not None:
            column.addStretch(1)
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
        self._asks_side = any(line.side is PlannedSide.AFFECTED for line in lines)
        return segments

    def _phase_choice(self) -> ChoiceBox:
        words = self._context.words
        names = {
            str(number): phase_name(phase, number, words)
            for number, phase in enumerate(self._template.phases, start=1)
        }
        box = ChoiceBox(self._context.actions.icons, names)
        box.setAccessibleName(words.gettext("Phase"))
        return box

    def _connect(self) -> None:
        self.patients.patient_activated.connect(self._prescribe)
        self.patients.found.connect(self._on_found)
        self.patients.view.selectionModel().currentChanged.connect(self._on_patient_marked)
        self.phase.currentIndexChanged.connect(self._on_phase_chosen)
        self.start_button.clicked.connect(self._on_start)
        self.nobody_button.clicked.connect(self._on_nobody)
        self.cancel_button.clicked.connect(self.reject)

    def _on_found(self, is_anybody: bool) -> None:
        self.start_button.setEnabled(is_anybody or self._patient is not None)

    def _on_patient_marked(self, *_indexes: object) -> None:
        if self._patient is None and (marked := self.patients.chosen) is not None:
            self._ask_fit(marked)

    def _ask_fit(self, patient: Patient) -> None:
        self._misfits = ()
        self._on_phase_chosen()
        ask = partial(self._context.services.templates.misfits, self._template, patient.id)
        self._latest.run(ask, self._on_fit_known)

    def _on_fit_known(self, misfits: Sequence[Misfit]) -> None:
        self._misfits = misfits
        self._on_phase_chosen()

    def _on_phase_chosen(self, *_index: object) -> None:
        """Its entry criterion, and what of it does not suit."""
        phase = self._template.phases[max(self.phase.currentIndex(), 0)]
        said = entry_criterion(phase, self._context.words)
        self.criterion.setText(said)
        self.criterion.setVisible(bool(said))
        slugs = {line.exercise_slug for line in phase.lines}
        self.misfits.show_misfits([each for each in self._misfits if each.slug in slugs])

    def _on_start(self) -> None:
        if (patient := self._patient or self.patients.chosen) is not None:
            self._prescribe(patient)

    def _on_nobody(self) -> None:
        self._prescribe(None)

    def _prescribe(self, patient: Patient | None) -> None:
        side = self.side.chosen
        prescription = Prescription(
            offer=self._offer,
            patient=patient,
            side=side if isinstance(side, EpisodeSide) else None,
            phase=max(self.phase.currentIndex(), 0),
            language=self._context.words.language,
            instead=self.misfits.choices if patient is not None else {},
        )
        self.accept()
        self.prescribed.emit(prescription)
