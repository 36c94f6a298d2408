"""All that the program has to do with backups, while the record is open and while it is not."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from clinic_app.paths import AppFolders
from clinic_ui import composition
from clinic_ui.access.doorman import Stage
from clinic_ui.problems import Problems
from clinic_ui.work import Worker

if TYPE_CHECKING:
    from clinic_app.domain.backup import OpenedBackup
    from clinic_ui.backups.keeper import BackupKeeper
    from clinic_ui.backups.restoring import Restoring
    from clinic_ui.context import Context
    from clinic_ui.main_window import MainWindow


class BackupCare(QObject):
    """One a program; nothing of it is imported before it is needed."""

    ended = Signal()
    """A restore is over, or was given up: the record may be opened again."""

    def __init__(self, folders: AppFolders, worker: Worker, problems: Problems, parent: QObject) -> None:
        super().__init__(parent)
        self._folders, self._worker, self._problems = folders, worker, problems
        self._keeper: BackupKeeper | None = None
        self._restoring: Restoring | None = None
        self._left_to_say = ""

    def watch(self, context: "Context", window: "MainWindow") -> None:
        """The record is open: make backups by themselves, say what is lacking and what a restore left."""
        from clinic_ui.backups.keeper import BackupKeeper
        from clinic_ui.backups.notices import Notices

        self.stop()
        self._keeper = BackupKeeper(context, window)
        notices = Notices(context, window)
        self._keeper.reminded.connect(notices.remind)
        window.backups_changed.connect(self._keeper.look)
        told = partial(composition.take_restore_note, self._folders, context.services.backups.note_restore)
        self._worker.run(told, notices.tell_restore)
        self._keeper.start()
        if self._left_to_say:
            window.problem_bar.say(self._left_to_say)
            self._left_to_say = ""

    def stop(self) -> None:
        """The record is about to be closed: what is under way is given up."""
        if self._keeper is not None:
            self._keeper.stop()
            self._keeper = None

    def find(self, stage: Stage) -> None:
        """Let somebody find a backup to restore; no record is open."""
        self._known_restoring().find(stage)

    def put_back(self, stage: Stage, opened: "OpenedBackup") -> None:
        """Put a backup in the place of the record, which is closed by now."""
        self._known_restoring().put_back(stage, opened)

    def _known_restoring(self) -> "Restoring":
        from clinic_ui.backups.restoring import Restoring

        if self._restoring is None:
            self._restoring = Restoring(self._folders, self._worker, self._problems, self)
            self._restoring.ended.connect(self._on_ended)
        return self._restoring

    def _on_ended(self, sentence: str) -> None:
        self._left_to_say = sentence
        self.ended.emit()
