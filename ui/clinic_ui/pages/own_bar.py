"""What can be done with an exercise's text: copy it, edit it, bring the shipped one back, send it on."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from clinic_app.domain.errors import InputError
from clinic_app.domain.exercise import Exercise
from clinic_app.domain.own_library import duplicate
from clinic_app.services.own_exercises import Arrivals, OwnExerciseService
from clinic_ui.context import Context
from clinic_ui.pages.exercise_editor import ExerciseEditor, blank_exercise
from clinic_ui.pages.import_question import ImportQuestion
from clinic_ui.sheet_output import write_file
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.flow import FlowLayout

_LARGEST_READ = 60_000_001


class OwnBar(QWidget):
    """The buttons below one exercise."""

    def __init__(self, context: Context, exercise: Exercise, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._exercise = context, exercise
        self.editor: ExerciseEditor | None = None
        text, icons = context.words.gettext, context.actions.icons
        row = FlowLayout(8)
        row.setContentsMargins(0, 0, 0, 0)
        self.setLayout(row)
        edit = text("Edit own text") if exercise.is_own else text("Edit text")
        self.edit_button = text_button(
            edit,
            Kind.OUTLINE,
            icons=icons,
            icon="edit",
        )
        self.edit_button.clicked.connect(self._on_edit)
        self.copy_button = text_button(text("Duplicate and edit"), Kind.OUTLINE, icons=icons, icon="copy")
        self.copy_button.clicked.connect(self._on_copy)
        row.addWidget(self.edit_button)
        row.addWidget(self.copy_button)
        is_shipped = exercise.slug in context.services.in_use.shipped.exercises
        self.take_out_button = text_button(
            text("Restore shipped text") if is_shipped else text("Archive"), Kind.LINK
        )
        self.take_out_button.clicked.connect(self._on_take_out)
        self.take_out_button.setVisible(exercise.is_own)
        row.addWidget(self.take_out_button)

    def _on_edit(self) -> None:
        self._open(self._exercise, f"exercise:{self._exercise.slug}")

    def _on_copy(self) -> None:
        library, exercise = self._context.library, self._exercise
        copied = self._context.words.gettext("{name} (copy)")
        names = {language: copied.format(name=name) for language, name in exercise.names.items()}
        copy = replace(duplicate(exercise, names, {*library.exercises, *library.retired}), slug="")
        self._open(copy, f"exercise:copy:{exercise.slug}")

    def _open(self, exercise: Exercise, key: str) -> None:
        self.editor = ExerciseEditor(self._context, exercise, key, self.window())
        self.editor.finished.connect(self.editor.deleteLater)
        self.editor.open()

    def _on_take_out(self) -> None:
        slug, own, text = self._exercise.slug, self._context.own, self._context.words.gettext
        is_shipped = slug in self._context.services.in_use.shipped.exercises
        said = text("The shipped text is back.") if is_shipped else text("Archived; programs keep it.")
        back = partial(own.restore, slug)
        own.archive(slug, partial(self._context.toasts.say, said, text("Undo"), back))


class OwnTools(QWidget):
    """New exercise, and the open file in and out: what concerns no exercise in particular."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.editor: ExerciseEditor | None = None
        self.dialog: QFileDialog | None = None
        self.question: ImportQuestion | None = None
        text, icons = context.words.gettext, context.actions.icons
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.new_button = text_button(text("New exercise"), Kind.OUTLINE, icons=icons, icon="add")
        self.import_button = text_button(text("Import"), Kind.PLAIN)
        self.export_button = text_button(text("Export own"), Kind.PLAIN)
        for button, slot in (
            (self.new_button, self._on_new),
            (self.import_button, self._on_import),
            (self.export_button, self._on_export),
        ):
            button.clicked.connect(slot)
            row.addWidget(button)
        context.own.changed.connect(self._on_changed)
        self._on_changed()

    def look_into(self, path: str) -> None:
        """Read a file of exercises and ask about what it holds."""
        job = partial(_arrivals, self._context.services.own, Path(path))
        self._context.worker.run(job, self._on_looked)

    def _on_changed(self, *_slugs: object) -> None:
        self.export_button.setEnabled(bool(self._context.services.own.own_slugs()))

    def _on_new(self) -> None:
        self.editor = ExerciseEditor(self._context, blank_exercise(), "exercise:new", self.window())
        self.editor.finished.connect(self.editor.deleteLater)
        self.editor.open()

    def _on_import(self) -> None:
        text = self._context.words.gettext
        self.dialog = QFileDialog(self.window(), text("Import exercises"))
        self.dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self.dialog.setNameFilter(text("Exercise files (*.json)"))
        self.dialog.fileSelected.connect(self.look_into)
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def _on_looked(self, arrivals: Arrivals) -> None:
        self.question = ImportQuestion(self._context, arrivals, self.window())
        self.question.import_wanted.connect(self._bring_in)
        self.question.finished.connect(self.question.deleteLater)
        self.question.open()

    def _bring_in(self, arrivals: Arrivals) -> None:
        self._context.own.bring_in(arrivals, self._on_brought_in)

    def _on_brought_in(self, undo: Callable[[], None]) -> None:
        text = self._context.words.gettext
        self._context.toasts.say(text("Imported"), text("Undo"), undo)

    def _on_export(self) -> None:
        text = self._context.words.gettext
        self.dialog = QFileDialog(self.window(), text("Export own exercises"))
        self.dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.dialog.setNameFilter(text("Exercise files (*.json)"))
        self.dialog.setDefaultSuffix("json")
        self.dialog.selectFile("own-exercises.json")
        self.dialog.fileSelected.connect(self.export_to)
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def export_to(self, path: str) -> None:
        """Write every own exercise into a file."""
        own = self._context.services.own

        def write() -> None:
            write_file(path, own.export(own.own_slugs()).encode())

        self._context.worker.run(write, self._on_exported)

    def _on_exported(self, _result: None) -> None:
        self._context.toasts.say(self._context.words.gettext("Saved"))


def _arrivals(own: OwnExerciseService, path: Path) -> Arrivals:
    return own.look_into(_read(path), path.name)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as source:
            return source.read(_LARGEST_READ)
    except OSError as error:
        raise InputError(
            "{file} could not be read: {reason}.", file=path.name, reason=error.strerror or error
        ) from error
