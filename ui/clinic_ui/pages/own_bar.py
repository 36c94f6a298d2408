"""What can be done with an exercise's text: copy it, edit it, bring the shipped one back, send it on."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from clinic_app.domain.exercise import Exercise
from clinic_app.domain.own_library import copied_from
from clinic_ui.context import Context
from clinic_ui.pages.exercise_editor import ExerciseEditor, blank_exercise
from clinic_ui.pages.own_files import OwnFiles
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.flow import FlowLayout


class OwnBar(QWidget):
    """The buttons below one exercise."""

    def __init__(self, context: Context, exercise: Exercise, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._exercise = context, exercise
        self._is_shipped = exercise.slug in context.services.in_use.shipped.exercises
        self.editor: ExerciseEditor | None = None
        self.files = OwnFiles(context, self)
        text, icons = context.words.gettext, context.actions.icons
        edit = text("Edit own text") if exercise.is_own else text("Edit text")
        back = text("Restore shipped text") if self._is_shipped else text("Archive")
        self.edit_button = text_button(edit, Kind.OUTLINE, icons=icons, icon="edit")
        self.copy_button = text_button(text("Duplicate and edit"), Kind.OUTLINE, icons=icons, icon="copy")
        self.take_out_button = text_button(back, Kind.LINK)
        self.export_button = text_button(text("Export"), Kind.LINK)
        self.take_out_button.setVisible(exercise.is_own)
        context.seat.hold(self.edit_button, self.copy_button, self.take_out_button)
        row = FlowLayout(8)
        row.setContentsMargins(0, 0, 0, 0)
        self.setLayout(row)
        for button, slot in (
            (self.edit_button, self._on_edit),
            (self.copy_button, self._on_copy),
            (self.take_out_button, self._on_take_out),
            (self.export_button, self._on_export),
        ):
            button.clicked.connect(slot)
            row.addWidget(button)

    def _on_edit(self) -> None:
        self._open(self._exercise, f"exercise:{self._exercise.slug}")

    def _on_copy(self) -> None:
        name = self._context.words.gettext("{name} (copy)")
        self._open(copied_from(self._exercise, name), f"exercise:copy:{self._exercise.slug}")

    def _open(self, exercise: Exercise, key: str) -> None:
        self.editor = ExerciseEditor(self._context, exercise, key, self.window())
        self.editor.finished.connect(self.editor.deleteLater)
        self.editor.open()

    def _on_take_out(self) -> None:
        own, text = self._context.own, self._context.words.gettext
        said = text("The shipped text is back.") if self._is_shipped else text("Archived; programs keep it.")
        back = partial(own.restore, self._exercise.slug)
        own.archive(self._exercise.slug, partial(self._context.toasts.say, said, text("Undo"), back))

    def _on_export(self) -> None:
        self.files.ask_where_to_export((self._exercise.slug,), self._exercise.slug)


class OwnTools(QWidget):
    """New exercise, what was archived, and the open file in and out."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.editor: ExerciseEditor | None = None
        self.files = OwnFiles(context, self)
        text, icons = context.words.gettext, context.actions.icons
        self.archived_button = text_button(text("Archived"), Kind.PLAIN)
        self.import_button = text_button(text("Import"), Kind.PLAIN)
        self.export_button = text_button(text("Export own"), Kind.PLAIN)
        self.new_button = text_button(text("New exercise"), Kind.OUTLINE, icons=icons, icon="add")
        context.seat.hold(self.import_button, self.new_button)
        self.archived = QMenu(self.archived_button)
        self.archived.setToolTipsVisible(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for button, slot in (
            (self.archived_button, self._on_archived),
            (self.import_button, self.files.ask_what_to_import),
            (self.export_button, self._on_export),
            (self.new_button, self._on_new),
        ):
            button.clicked.connect(slot)
            row.addWidget(button)
        context.own.changed.connect(self._on_changed)
        self._on_changed()

    def _on_changed(self, *_slugs: object) -> None:
        """There is something to send on, or to bring back, or not."""
        self.export_button.setVisible(bool(self._context.services.own.own_slugs()))
        retired, language = self._context.library.retired, self._context.words.language
        self.archived_button.setVisible(bool(retired))
        self.archived.clear()
        restore = self._context.words.gettext("Restore “{name}”")
        for slug, exercise in retired.items():
            name = restore.format(name=exercise.name(language)).replace("&", "&&")
            action = self.archived.addAction(name)
            action.triggered.connect(partial(self._restore, slug))
            self._context.seat.hold(action)

    def _restore(self, slug: str, _checked: bool = False) -> None:
        self._context.own.restore(slug)

    def _on_archived(self) -> None:
        below = self.archived_button.rect().bottomLeft()
        self.archived.popup(self.archived_button.mapToGlobal(below))

    def _on_new(self) -> None:
        self.editor = ExerciseEditor(self._context, blank_exercise(), "exercise:new", self.window())
        self.editor.finished.connect(self.editor.deleteLater)
        self.editor.open()

    def _on_export(self) -> None:
        name = self._context.words.gettext("own-exercises")
        self.files.ask_where_to_export(self._context.services.own.own_slugs(), name)
