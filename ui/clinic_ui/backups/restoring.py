"""Puts a backup in the place of the record, which is closed by then; nothing else is shown meanwhile."""

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from clinic_app.domain.backup import OpenedBackup, Restored
from clinic_app.paths import AppFolders
from clinic_ui import composition
from clinic_ui.access.doorman import Stage
from clinic_ui.backups.finder_screen import FinderScreen
from clinic_ui.long_work import Progress
from clinic_ui.problems import Problems
from clinic_ui.theme import Type
from clinic_ui.widgets.labels import Label
from clinic_ui.work import Worker

_WIDTH = 320


class Restoring(QObject):
    """One a program."""

    ended = Signal(str)
    """The record may be opened again; a sentence where nothing was restored, to be shown then."""

    def __init__(self, folders: AppFolders, worker: Worker, problems: Problems, parent: QObject) -> None:
        super().__init__(parent)
        self._folders, self._worker, self._problems = folders, worker, problems

    def find(self, stage: Stage) -> None:
        """Let somebody find a backup."""
        finder = composition.backup_finder(self._folders)
        has_record = composition.has_record(self._folders)
        screen = FinderScreen(stage, self._worker, self._problems, finder, has_record=has_record)
        screen.chosen.connect(partial(self._put_found, stage, screen))
        screen.given_up.connect(partial(self.ended.emit, ""))
        stage.show(screen)

    def put_back(self, stage: Stage, opened: OpenedBackup) -> None:
        """Restore one that was chosen while the record was open."""
        self._restore(stage, opened, None)

    def _put_found(self, stage: Stage, screen: FinderScreen, opened: OpenedBackup) -> None:
        self._restore(stage, opened, screen)

    def _restore(self, stage: Stage, opened: OpenedBackup, screen: FinderScreen | None) -> None:
        progress = Progress(self)
        shown = RestoringScreen(stage, progress)
        stage.show(shown)
        self._worker.run(
            partial(opened.restore, progress.step),
            partial(self._on_restored, progress),
            partial(self._on_failed, stage, screen, progress),
        )

    def _on_restored(self, progress: Progress, _restored: Restored) -> None:
        progress.deleteLater()
        self.ended.emit("")

    def _on_failed(
        self, stage: Stage, screen: FinderScreen | None, progress: Progress, error: Exception
    ) -> None:
        progress.deleteLater()
        sentence = self._problems.sentence(error)
        self._problems.tell(error)
        if screen is None:
            self.ended.emit(sentence)
        else:
            stage.show(screen)
            screen.refuse(sentence)


class RestoringScreen(QWidget):
    """How far the restore is."""

    def __init__(self, stage: Stage, progress: Progress) -> None:
        super().__init__()
        theme, text = stage.theme, stage.words.gettext
        said = text("Restoring …")
        self.bar = QProgressBar()
        self.bar.setAccessibleName(said)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setFixedWidth(theme.px(_WIDTH))
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(1)
        column.addWidget(Label(said, theme, Type.TITLE), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        progress.advanced.connect(self._on_advanced)

    def _on_advanced(self, done: int, whole: int) -> None:
        self.bar.setRange(0, whole)
        self.bar.setValue(done)
