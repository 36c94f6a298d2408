"""Dropped on the window or opened: a sheet’s PDF or a program file becomes a draft, a table patients."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

import clinic_resources
from clinic_app.services.clinic import ClinicServices
from clinic_app.services.program_import import LARGEST_PDF, ProgramImport
from clinic_app.services.programs import OpenProgram
from clinic_ui.context import Context
from clinic_ui.file_input import read_file
from clinic_ui.work import Latest

_ENDINGS = (".pdf", ".json")
_OF_PATIENTS = (".csv", ".tsv", ".vcf", ".vcard")
"""A file dropped with such an ending holds patients."""


class OpenedFiles(QObject):
    """Watches one window for dropped files; a draft made of one belongs to nobody until it is given."""

    def __init__(
        self,
        context: Context,
        window: QWidget,
        open_program: Callable[[UUID], object],
        import_patients: Callable[[Path], object] | None = None,
    ) -> None:
        """``import_patients`` takes a file of patients."""
        super().__init__(window)
        self._context, self._window, self._open_program = context, window, open_program
        self._import_patients = import_patients
        self._latest = Latest(context.worker)
        self.dialog: QFileDialog | None = None
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def ask(self) -> None:
        """Let the person choose a file."""
        text = self._context.words.gettext
        self.dialog = dialog = QFileDialog(self._window, text("Open a sheet or a program"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(text("Sheets and programs (*.pdf *.json)"))
        dialog.setDirectory(str(self._context.settings.save_folder))
        dialog.fileSelected.connect(lambda path: self.take(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, path: Path) -> None:
        """Make a draft of what the file holds, and open it in the builder; or import its patients."""
        if self._context.seat.refusal:
            self._context.toasts.say(self._context.seat.refusal)
            return
        if path.suffix.lower() in _OF_PATIENTS and self._import_patients is not None:
            self._import_patients(path)
            return
        job = partial(started_from, self._context.services, path)
        self._latest.run(job, partial(self._on_started, path.name), self._context.problems.tell)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """One sheet or program may be dropped anywhere; overrides Qt."""
        if isinstance(event, QDragEnterEvent) and event.type() is QEvent.Type.DragEnter and _file_of(event):
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() is QEvent.Type.Drop:
            path = _file_of(event)
            if path is not None:
                event.acceptProposedAction()
                self.take(path)
                return True
        return super().eventFilter(watched, event)

    def _on_started(self, name: str, program: OpenProgram) -> None:
        said = self._context.words.gettext("A new draft from {file}, for nobody yet")
        self._open_program(program.program.id)  # first: a new page takes away what was said before
        self._context.toasts.say(said.format(file=name))


def started_from(services: ClinicServices, path: Path) -> OpenProgram:
    """A draft of what a file holds; for a worker.

    Raises:
        InputError: it cannot be read, or holds no program.
    """
    reader = ProgramImport(services.library, tuple(clinic_resources.paper_languages()))
    return services.programs.start(reader.read(read_file(path, LARGEST_PDF), place=path.name).content)


def _file_of(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in (*_ENDINGS, *_OF_PATIENTS) else None
