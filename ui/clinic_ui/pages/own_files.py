"""Exercises leave the window in an open file, and come in from one after a look at what it holds."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from clinic_app.domain.audit import AuditAction, Noted
from clinic_app.services.clinic import ClinicServices
from clinic_app.services.own_exercises import Arrivals, OwnExerciseService
from clinic_ui.context import Context
from clinic_ui.file_input import read_file
from clinic_ui.pages.import_question import ImportQuestion

_MOST_BYTES: Final = 60_000_000
"""More bytes than any exercise file may have are not even read."""


class OwnFiles(QObject):
    """Asks for a file, and works on it off the window's thread."""

    def __init__(self, context: Context, owner: QWidget) -> None:
        super().__init__(owner)
        self._context, self._owner = context, owner
        self.dialog: QFileDialog | None = None
        self.question: ImportQuestion | None = None

    def ask_what_to_import(self) -> None:
        """Let a person choose a file of exercises."""
        text = self._context.words.gettext
        dialog = self._dialog(text("Import exercises"), self.look_into)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.open()

    def ask_where_to_export(self, slugs: Sequence[str], name: str) -> None:
        """Let a person choose where these exercises go; ``name`` is proposed."""
        dialog = self._dialog(
            self._context.words.gettext("Export exercises"), partial(self._write, tuple(slugs))
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.selectFile(f"{name}.json")
        dialog.open()

    def look_into(self, path: str) -> None:
        """Read a file of exercises and ask about what it holds."""
        job = partial(_arrivals, self._context.services.own, Path(path))
        self._context.worker.run(job, self._on_looked)

    def export_to(self, path: str, slugs: Sequence[str]) -> None:
        """Write these exercises into a file, whole or not at all."""
        job = partial(_export, self._context.services, tuple(slugs), path)
        self._context.worker.run(job, self._on_exported)

    def _dialog(self, title: str, on_selected: Callable[[str], None]) -> QFileDialog:
        self.dialog = QFileDialog(self._owner.window(), title)
        self.dialog.setNameFilter(self._context.words.gettext("Exercise files (*.json)"))
        self.dialog.fileSelected.connect(on_selected)
        self.dialog.finished.connect(self.dialog.deleteLater)
        return self.dialog

    def _write(self, slugs: Sequence[str], path: str) -> None:
        self.export_to(path, slugs)

    def _on_exported(self, _result: None) -> None:
        self._context.toasts.say(self._context.words.gettext("Saved"))

    def _on_looked(self, arrivals: Arrivals) -> None:
        self.question = ImportQuestion(self._context, arrivals, self._owner.window())
        self.question.import_wanted.connect(self._bring_in)
        self.question.finished.connect(self.question.deleteLater)
        self.question.open()

    def _bring_in(self, arrivals: Arrivals) -> None:
        self._context.own.bring_in(arrivals, self._on_brought_in)

    def _on_brought_in(self, undo: Callable[[], None]) -> None:
        text = self._context.words.gettext
        self._context.toasts.say(text("Imported"), text("Undo"), undo)


def _arrivals(own: OwnExerciseService, path: Path) -> Arrivals:
    return own.look_into(read_file(path, _MOST_BYTES), path.name)


def _export(services: ClinicServices, slugs: Sequence[str], path: str) -> None:
    leaving = Noted(AuditAction.EXPORTED, "exercises")
    services.ways_out.file(Path(path), services.own.export(slugs).encode(), leaving)
