"""Programs started without a patient (a walk-in's, a class's): found again, and given to a patient."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from clinic_app.domain.folding import folded
from clinic_app.domain.program import Handout, ProgramSummary
from clinic_app.services.programs import OpenProgram, ProgramService
from clinic_ui.context import Context
from clinic_ui.pages.give_form import GiveForm
from clinic_ui.pages.program_rows import ProgramRow
from clinic_ui.sheet_output import SheetOutput
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.work import Latest


class LoosePrograms(QScrollArea):
    """Newest first; each can be opened, revised, printed again and given to a patient."""

    program_wanted = Signal(object)
    patient_wanted = Signal(object)

    counted = Signal(int)
    """How many are shown."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._query = ""
        self._latest = Latest(context.worker)
        self.give_form: GiveForm | None = None
        self.output = SheetOutput(context, self)
        self.rows: list[ProgramRow] = []
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(context.words.gettext("Programs without a patient"))

    def ask(self, query: str) -> None:
        """Show those whose title holds every word of ``query``."""
        self._query = query
        self.refresh()

    def refresh(self) -> None:
        """Look at the record again."""
        job = partial(_titled, self._context.services.programs, self._query)
        self._latest.run(job, self._on_found)

    def _on_found(self, summaries: Sequence[ProgramSummary]) -> None:
        inside = Pane("stage")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 8, 24, 24)
        column.setSpacing(8)
        self.rows = [self._row(summary) for summary in summaries]
        for row in self.rows:
            column.addWidget(row)
        if not summaries:
            column.addWidget(Label(self._nothing(), self._context.theme, Type.BODY, Tone.TEXT_2, wraps=True))
        column.addStretch(1)
        self.setWidget(inside)
        self.counted.emit(len(summaries))

    def _nothing(self) -> str:
        text = self._context.words.gettext
        if self._query:
            return text("No program without a patient has that in its title.")
        return text(
            "Every program belongs to a patient. One started for nobody in particular will stand here."
        )

    def _row(self, summary: ProgramSummary) -> ProgramRow:
        text = self._context.words.gettext
        row = ProgramRow(self._context, summary)
        if summary.last_number:
            again = text_button(text("Print again"), Kind.LINK)
            again.clicked.connect(partial(self._print_again, summary.program_id))
            row.add(again)
        give = text_button(text("Give to a patient…"), Kind.LINK)
        give.clicked.connect(partial(self._give, summary))
        self._context.seat.hold(give)
        row.add(give)
        row.open_wanted.connect(self.program_wanted)
        row.revise_wanted.connect(self._revise)
        return row

    def _give(self, summary: ProgramSummary, _checked: bool = False) -> None:
        self.give_form = GiveForm(self._context, summary, self)
        self.give_form.given.connect(self._on_given)
        self.give_form.finished.connect(self.give_form.deleteLater)
        self.give_form.open()

    def _on_given(self, opened: OpenProgram) -> None:
        patient = opened.patient
        if patient is not None:
            text = self._context.words.gettext
            said = text("Given to {name}").format(name=patient.full_name)
            self._context.toasts.say(said, text("Open"), partial(self.patient_wanted.emit, patient.id))
        self.refresh()

    def _revise(self, program_id: UUID) -> None:
        revise = partial(self._context.services.programs.revise, program_id)
        self._context.worker.run(revise, self._on_revised)

    def _on_revised(self, opened: OpenProgram) -> None:
        self.program_wanted.emit(opened.program.id)

    def _print_again(self, program_id: UUID, _checked: bool = False) -> None:
        find = partial(self._context.services.handouts.of_program, program_id)
        self._context.worker.run(find, self._on_handouts)

    def _on_handouts(self, handouts: Sequence[Handout]) -> None:
        if handouts:
            self.output.print_handout(handouts[0])


def _titled(programs: ProgramService, query: str) -> Sequence[ProgramSummary]:
    words = folded(query).split()
    found = programs.summaries(without_patient=True)
    return [each for each in found if all(word in folded(each.title) for word in words)]
