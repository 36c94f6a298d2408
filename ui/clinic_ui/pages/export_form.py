"""Asks how one patient's whole record leaves, and where to; then writes it, and says what is missing."""

from enum import StrEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.patient import Patient
from clinic_app.services.patient_export import Exported, export_name
from clinic_ui.context import Context
from clinic_ui.file_output import FileKind, ask_where
from clinic_ui.long_work import LongWork, Progress
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.icon_line import IconLine
from clinic_ui.widgets.labels import Label
from clinic_ui.widgets.segments import Choice, Segments

_WIDTH = 520


class Leaving(StrEnum):
    """As what a record leaves."""

    ZIP = "zip"
    FOLDER = "folder"
    FHIR = "fhir"


class ExportForm(QDialog):
    """Open it with ``open()``; it says ``exported`` when everything is written."""

    exported = Signal(str)
    """Where to."""

    def __init__(
        self, context: Context, patient: Patient, leaving: Leaving, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._patient = context, patient
        text, theme, icons = context.words.gettext, context.theme, context.actions.icons
        self.setWindowTitle(text("Export everything"))
        self.setMinimumWidth(theme.px(_WIDTH))
        self.dialog: QFileDialog | None = None
        self.work = LongWork(context, self)
        choices = [
            Choice(Leaving.ZIP, text("One file (zip)")),
            Choice(Leaving.FOLDER, text("A folder")),
            Choice(Leaving.FHIR, text("For another system (FHIR)")),
        ]
        self.leaving = Segments(text("Export as"), choices, leaving)
        self.about = Label("", theme, Type.BODY, Tone.TEXT_2, wraps=True)
        self.said = Label("", theme, Type.SMALL, Tone.BAD, wraps=True)
        self.said.hide()
        self.choose_button = text_button(text("Choose where …"), Kind.PRIMARY)
        self.choose_button.setDefault(True)
        self.cancel_button = text_button(text("Cancel"), Kind.OUTLINE)
        warning = text("What leaves is not encrypted. Keep it where only those read it who may.")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(self.windowTitle(), theme, Type.TITLE))
        column.addWidget(Label(self._whose(), theme, Type.BODY_MEDIUM, wraps=True))
        column.addWidget(self.leaving)
        column.addWidget(self.about)
        column.addWidget(IconLine(theme, icons, "warning", warning, Tone.WARN))
        column.addWidget(self.said)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.choose_button)
        column.addSpacing(4)
        column.addLayout(foot)
        self.leaving.choice_changed.connect(self._say_what)
        self.choose_button.clicked.connect(self._on_choose)
        self.cancel_button.clicked.connect(self.reject)
        self._say_what()

    def _whose(self) -> str:
        said = self._context.words.gettext("{name}, record {number}")
        return said.format(name=self._patient.banner_name, number=self._patient.written_number)

    def _say_what(self, *_: object) -> None:
        text = self._context.words.gettext
        files = text(
            "The whole record as an open file (JSON), with every sheet and letter that was handed out as PDF."
        )
        self.about.setText(
            {
                Leaving.ZIP: files,
                Leaving.FOLDER: files,
                Leaving.FHIR: text("One file that other record systems read: FHIR R4B, the PDFs inside it."),
            }[Leaving(str(self.leaving.chosen))]
        )

    def _on_choose(self) -> None:
        text, leaving = self._context.words.gettext, Leaving(str(self.leaving.chosen))
        name = export_name(self._patient, self._context.services.record.clock())
        if leaving is Leaving.FOLDER:
            self._ask_folder(name)
            return
        kinds = {
            Leaving.ZIP: FileKind(text("Export everything"), text("Zip files (*.zip)"), "zip"),
            Leaving.FHIR: FileKind(text("Export as FHIR"), text("JSON files (*.json)"), "json"),
        }
        kind = kinds[leaving]
        on_named = partial(self.write, leaving)
        self.dialog = ask_where(self._context, self, kind, name=f"{name}.{kind.ending}", on_named=on_named)

    def _ask_folder(self, name: str) -> None:
        text = self._context.words.gettext
        dialog = QFileDialog(self, text("The folder is made in …"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setDirectory(str(self._context.settings.save_folder))
        dialog.fileSelected.connect(partial(self._on_folder, name))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        self.dialog = dialog

    def _on_folder(self, name: str, chosen: str) -> None:
        self.write(Leaving.FOLDER, str(Path(chosen) / name))

    def write(self, leaving: Leaving, path: str) -> None:
        """Write there; the form stays until it is done, or was given up."""
        self._context.settings.save_folder = Path(path).parent
        self.choose_button.setEnabled(False)
        job = partial(self._job, leaving, Path(path))
        title = self._context.words.gettext("Exporting …")
        self.work.run(title, job, partial(self._on_written, path), self._on_given_up, self._on_failed)

    def _job(self, leaving: Leaving, path: Path, progress: Progress) -> Exported:
        export, patient_id = self._context.services.patient_export, self._patient.id
        if leaving is Leaving.FHIR:
            language = self._context.words.language
            return export.fhir(patient_id, path, language=language, step=progress.step)
        as_folder = leaving is Leaving.FOLDER
        return export.everything(patient_id, path, as_folder=as_folder, step=progress.step)

    def _on_written(self, path: str, exported: Exported) -> None:
        words = self._context.words
        if exported.missing:
            count = len(exported.missing)
            lost = words.ngettext(
                "Exported, but {count} document is missing from the archive. Put it back from a backup.",
                "Exported, but {count} documents are missing from the archive. Put them back from a backup.",
                count,
            )
            self._context.problems.problem_met.emit(lost.format(count=count))
        else:
            self._context.toasts.say(words.gettext("Exported"))
        self.exported.emit(path)
        self.accept()

    def _on_given_up(self) -> None:
        self.choose_button.setEnabled(True)

    def _on_failed(self, error: Exception) -> None:
        """Said in the form, where another place can be chosen."""
        self.choose_button.setEnabled(True)
        self.said.setText(self._context.problems.sentence(error))
        self.said.show()
