"""Files of patients from another system: asked for or dropped, looked into, shown before storing."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from clinic_app.services.patient_import import Incoming, PatientImport, Stored
from clinic_ui.context import Context
from clinic_ui.file_input import read_file
from clinic_ui.pages.patient_import_form import PatientImportForm

_MOST_BYTES: Final = 50_000_000


class PatientFiles(QObject):
    """Asks for a file, and works on it off the window's thread."""

    imported = Signal()

    def __init__(self, context: Context, owner: QWidget) -> None:
        super().__init__(owner)
        self._context, self._owner = context, owner
        self.dialog: QFileDialog | None = None
        self.form: PatientImportForm | None = None

    def ask(self) -> None:
        """Let a person choose a file."""
        text = self._context.words.gettext
        self.dialog = dialog = QFileDialog(self._owner.window(), text("Import patients"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [text("Tables and address cards (*.csv *.tsv *.txt *.vcf *.vcard)"), text("All files (*)")]
        )
        dialog.setDirectory(str(self._context.settings.save_folder))
        dialog.fileSelected.connect(self._on_selected)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, path: Path) -> None:
        """Look into a file, and show what an import would do."""
        job = partial(_incoming, self._context.services.patient_import, path)
        self._context.worker.run(job, self._on_looked)

    def _on_selected(self, path: str) -> None:
        self.take(Path(path))

    def _on_looked(self, incoming: Incoming) -> None:
        self.form = PatientImportForm(self._context, incoming, self._owner)
        self.form.imported.connect(self._on_imported)
        self.form.finished.connect(self.form.deleteLater)
        self.form.open()

    def _on_imported(self, stored: Stored) -> None:
        words = self._context.words
        said = [words.ngettext("{count} patient added", "{count} patients added", stored.added)]
        if stored.filled_in:
            said.append(words.ngettext("{count} filled in", "{count} filled in", stored.filled_in))
        if stored.left_out:
            said.append(words.ngettext("{count} left out", "{count} left out", stored.left_out))
        counts = (stored.added, *(each for each in (stored.filled_in, stored.left_out) if each))
        parts = (each.format(count=count) for each, count in zip(said, counts, strict=True))
        self._context.toasts.say(", ".join(parts))
        self.imported.emit()


def _incoming(service: PatientImport, path: Path) -> Incoming:
    return service.look_into(read_file(path, _MOST_BYTES), path.name)
