"""Handing out: freeze, print or save, then record that it left."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.domain.audit import AuditAction, ByItsRow, Noted
from clinic_app.domain.program import Handout, HandoutWay
from clinic_app.services.clinic import ClinicServices
from clinic_app.services.handouts import PreparedHandout, UnansweredError
from clinic_app.services.programs import OpenProgram
from clinic_ui.builder.program_model import DraftSaver, ProgramModel
from clinic_ui.context import Context
from clinic_ui.long_work import Progress, ProgressBox
from clinic_ui.sheet_output import SheetOutput
from clinic_ui.work import Latest


@dataclass(frozen=True, slots=True)
class Ready:
    """The handout and its paper."""

    handout: PreparedHandout
    paper: str


class Outputs(QObject):
    """Nothing is numbered or recorded before the sheet has really left."""

    handed_out = Signal(object)
    """The handout that was recorded."""

    refused = Signal(object)
    """The handout waits for answers; what to call again once they are given."""

    def __init__(self, context: Context, model: ProgramModel, owner: QWidget) -> None:
        super().__init__(owner)
        self._context, self._model = context, model
        self._latest = Latest(context.worker)
        self._owner = owner
        self.sheets = SheetOutput(context, owner)
        self.waiting: ProgressBox | None = None
        model.opened.connect(self.cancel)  # what was asked for before was another program's

    def cancel(self) -> None:
        """Nobody waits for a sheet any more."""
        self._latest.cancel()
        self._end_waiting()

    def print_sheet(self) -> None:
        """Print through the system's dialog."""
        self.prepare(self._print)

    def save_pdf(self) -> None:
        """Save into a file the person names."""
        self.prepare(self._save)

    def prepare(self, on_prepared: Callable[[Ready], None]) -> None:
        """Freeze the sheet, once the checks are answered, and go on with it."""
        program, saver = self._model.program, self._model.saver
        if program is None or saver is None:
            return
        self._end_waiting()
        progress, title = Progress(self), self._context.words.gettext("The sheet is being made …")
        self.waiting = ProgressBox(self._context, title, progress, self._owner)
        progress.setParent(self.waiting)
        progress.given_up.connect(self.cancel)
        job = partial(prepared, self._context.services, program, saver)
        self._latest.run(
            job, partial(self._on_ready, on_prepared), partial(self._on_refused, saver, on_prepared)
        )

    def _on_ready(self, on_prepared: Callable[[Ready], None], ready: Ready) -> None:
        self._end_waiting()
        on_prepared(ready)

    def _end_waiting(self) -> None:
        if self.waiting is not None:
            self.waiting.end()
            self.waiting = None

    def _on_refused(self, saver: DraftSaver, on_prepared: Callable[[Ready], None], error: Exception) -> None:
        self._end_waiting()
        if isinstance(error, UnansweredError):
            self.refused.emit(partial(self.prepare, on_prepared))
        else:
            self._model.not_saved(saver, error)

    def _print(self, ready: Ready) -> None:
        handout = ready.handout
        self.sheets.print_pdf(
            handout.pdf.data,
            paper=ready.paper,
            leaving=ByItsRow.STORED,
            on_sent=partial(self.record, handout, HandoutWay.PRINTED),
            name=handout.file_name,
            on_saved=partial(self._on_saved, handout),
        )

    def _save(self, ready: Ready) -> None:
        on_saved = partial(self._on_saved, ready.handout)
        data, name = ready.handout.pdf.data, ready.handout.file_name
        self.sheets.save_pdf(data, name=name, leaving=ByItsRow.STORED, on_saved=on_saved)

    def _on_saved(self, handout: PreparedHandout, _path: str) -> None:
        self.record(handout, HandoutWay.SAVED)

    def record(self, handout: PreparedHandout, way: HandoutWay) -> None:
        """The sheet has left: keep it under its number."""
        job = partial(self._context.services.handouts.hand_out, handout, way)
        self._context.worker.run(job, self._on_recorded, partial(self._on_not_recorded, handout, way))

    def _on_not_recorded(self, handout: PreparedHandout, way: HandoutWay, error: Exception) -> None:
        """It has left all the same: the log says that, at the least."""
        program = self._model.program
        patient = program.patient if program is not None else None
        action = AuditAction.PRINTED if way is HandoutWay.PRINTED else AuditAction.EXPORTED
        left = Noted(action, "program", handout.version.program_id, patient.id if patient else None)
        self._context.worker.run(partial(self._context.services.ways_out.note, left), _nothing)
        self._context.problems.tell(error)

    def _on_recorded(self, handout: Handout) -> None:
        text = self._context.words.gettext
        said = text("Printed and kept as version {number}")
        if handout.way is HandoutWay.SAVED:
            said = text("Saved and kept as version {number}")
        if handout.way is HandoutWay.EMAILED:
            said = text("E-mail draft made, kept as version {number}")
        self._context.toasts.say(said.format(number=handout.version_number))
        self._context.problems.solved.emit()
        self.handed_out.emit(handout)


def _nothing(_result: object) -> None:
    """Noted; nothing else to do."""


def prepared(services: ClinicServices, program: OpenProgram, saver: DraftSaver) -> Ready:
    """The sheet of what the program says now, ready to leave; for a worker."""
    stored = saver.save()
    paper = stored.content.paper or services.profile.profile().paper
    ready = services.handouts.prepare(replace(program, version=stored))
    return Ready(ready, paper)
