"""The one door through which the window changes the open program: immutable contents, undo, and saving."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from threading import Lock
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from clinic_app.domain.program import ProgramContent, ProgramItem, ProgramVersion, prescribed
from clinic_app.services.programs import OpenProgram, ProgramService
from clinic_ui.context import Context

_SAVE_AFTER_MS = 400


class DraftSaver:
    """Saves one draft, one content after the other, from whatever thread; knows its newest revision."""

    def __init__(self, programs: ProgramService, version: ProgramVersion) -> None:
        self._programs = programs
        self._lock = Lock()
        self.version = version

    def save(self, content: ProgramContent) -> ProgramVersion:
        """Store ``content`` unless it is stored already; returns the version as stored."""
        with self._lock:
            if self.version.is_draft and content != self.version.content:
                self.version = self._programs.save(self.version, content)
            return self.version


class ProgramModel(QObject):
    """The open program. Every edit is one step of ``undo_stack``, and is on disk within a second."""

    opened = Signal()
    """Another program, or another version of it, is on the table."""

    content_changed = Signal()

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._program: OpenProgram | None = None
        self._saver: DraftSaver | None = None
        self._content = ProgramContent()
        self.undo_stack = QUndoStack(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SAVE_AFTER_MS)
        self._pause.timeout.connect(self._on_pause)

    @property
    def program(self) -> OpenProgram | None:
        """The program as it was opened; None when there is none."""
        return self._program

    @property
    def content(self) -> ProgramContent:
        """What the program says now."""
        return self._content

    @property
    def is_read_only(self) -> bool:
        """Whether a handed-out version is on the table, or nothing."""
        return self._program is None or not self._program.version.is_draft

    @property
    def saver(self) -> DraftSaver | None:
        """Saves the draft on the table."""
        return self._saver

    def show(self, program: OpenProgram) -> None:
        """Put a program on the table; what was there is saved first."""
        self.flush()
        self._program = program
        self._saver = DraftSaver(self._context.services.programs, program.version)
        self._content = program.version.content
        self.undo_stack.clear()
        self.opened.emit()
        self.content_changed.emit()

    def change(self, content: ProgramContent, name: str, merge_key: str = "") -> None:
        """Make ``content`` what the program says; steps with the same ``merge_key`` become one."""
        if not self.is_read_only and content != self._content:
            self.undo_stack.push(_Edit(self._put, self._content, content, name, merge_key))

    def add(self, slug: str, at: int | None = None) -> None:
        """Add an exercise with its own dose, last or at a place."""
        text = self._context.words.gettext
        exercise = self._context.library.exercise(slug)
        self.change(self._content.with_item(prescribed(exercise), at), text("Add exercise"))

    def remove(self, item_id: UUID) -> None:
        """Take an exercise out."""
        self.change(self._content.without(item_id), self._context.words.gettext("Remove exercise"))

    def move(self, item_id: UUID, to: int) -> None:
        """Put an exercise at another place."""
        self.change(self._content.moved(item_id, to), self._context.words.gettext("Move exercise"))

    def change_item(self, item: ProgramItem, merge_key: str = "") -> None:
        """Change one exercise's dose, side or note."""
        key = f"{item.id}/{merge_key}" if merge_key else ""
        self.change(self._content.changed(item), self._context.words.gettext("Change exercise"), key)

    def flush(self) -> None:
        """Save now, on this thread: the window closes, or another program comes."""
        self._pause.stop()
        if self._saver is not None and not self.is_read_only:
            self._saver.save(self._content)

    def _put(self, content: ProgramContent) -> None:
        self._content = content
        self._pause.start()
        self.content_changed.emit()

    def _on_pause(self) -> None:
        if self._saver is not None:
            self._context.worker.run(partial(self._saver.save, self._content), self._on_saved)

    def _on_saved(self, version: ProgramVersion) -> None:
        if self._program is not None and self._program.version.id == version.id:
            self._program = replace(self._program, version=version)


class _Edit(QUndoCommand):
    """From one content to the next; typing on merges into the step before."""

    def __init__(
        self,
        put: Callable[[ProgramContent], None],
        before: ProgramContent,
        after: ProgramContent,
        name: str,
        merge_key: str,
    ) -> None:
        super().__init__(name)
        self._put, self._before, self._after, self._merge_key = put, before, after, merge_key

    def redo(self) -> None:
        """Go on; overrides Qt."""
        self._put(self._after)

    def undo(self) -> None:
        """Go back; overrides Qt."""
        self._put(self._before)

    def id(self) -> int:
        """Only steps that may merge have one; overrides Qt."""
        return 1 if self._merge_key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802 - Qt's name
        """Take over the step after this one, when both are the same typing; overrides Qt."""
        if not isinstance(other, _Edit) or other._merge_key != self._merge_key:
            return False
        self._after = other._after
        return True
