"""Makes backups by themselves, at start and after a day's first save, and says what is lacking."""

from PySide6.QtCore import QObject, QTimer, Signal

from clinic_app.domain.backup import Reminder
from clinic_app.services.backups import BackupService, Made
from clinic_ui.context import Context
from clinic_ui.long_work import GivenUpError, Progress

_STARTED_AFTER_MS = 2_000
"""The first page is there by then."""

_LOOKED_EVERY_MS = 300_000


class BackupKeeper(QObject):
    """One a window, as long as the record is open; ``stop`` gives up what is under way."""

    reminded = Signal(object)
    """What is lacking now (Reminder), or None."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._progress = Progress(self)
        self._is_under_way = False
        self._told: set[str] = set()
        self._again = QTimer(self)
        self._again.setInterval(_LOOKED_EVERY_MS)
        self._again.timeout.connect(self._on_time)
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.setInterval(_STARTED_AFTER_MS)
        self._first.timeout.connect(self._on_start)

    def start(self) -> None:
        """The record was opened just now."""
        self._again.start()
        self._first.start()

    def look(self) -> None:
        """Something was done about it: say anew what is lacking."""
        self._context.worker.run(self._context.services.backups.reminder, self.reminded.emit)

    def stop(self) -> None:
        """The record is about to be closed."""
        self._again.stop()
        self._first.stop()
        self._progress.give_up()

    def _on_start(self) -> None:
        self._run(at_start=True)

    def _on_time(self) -> None:
        self._run(at_start=False)

    def _run(self, *, at_start: bool) -> None:
        if self._is_under_way:
            return
        self._is_under_way = True
        job = _Making(self._context.services.backups, self._progress, at_start=at_start)
        self._context.worker.run(job, self._on_made, self._on_failed)

    def _on_made(self, outcome: tuple[Made, Reminder | None]) -> None:
        self._is_under_way = False
        made, lacking = outcome
        for failure in made.failures:
            sentence = self._context.problems.sentence(failure)
            if sentence not in self._told:  # not every five minutes
                self._told.add(sentence)
                self._context.problems.tell(failure)
        if made.backups:
            self._told.clear()
        self.reminded.emit(lacking)

    def _on_failed(self, error: Exception) -> None:
        self._is_under_way = False
        if not isinstance(error, GivenUpError):
            self._context.problems.tell(error)


class _Making:
    def __init__(self, service: BackupService, progress: Progress, *, at_start: bool) -> None:
        self._service, self._progress, self._at_start = service, progress, at_start

    def __call__(self) -> tuple[Made, Reminder | None]:
        made = self._service.back_up_when_due(at_start=self._at_start, step=self._progress.step)
        return made, self._service.reminder()
