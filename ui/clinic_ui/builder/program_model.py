"""The one door through which the window changes the open program: immutable contents, undo, and saving."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from threading import Lock
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from clinic_app.domain.errors import ConflictError, GoneError, OutputError, RecordError
from clinic_app.domain.program import ProgramContent, ProgramItem, ProgramVersion, prescribed
from clinic_app.domain.program_edits import with_changed
from clinic_app.services.clinic import ClinicServices
from clinic_app.services.programs import OpenProgram, ProgramService
from clinic_ui.builder.undo_histories import Step, UndoHistories, UndoHistory
from clinic_ui.context import Context

_SAVE_AFTER_MS = 500
"""From the first change that is not on disk; typing on does not put it off."""

_TYPING_PAUSE_MS = 1500
"""What is typed without such a pause is taken back in one step."""


class DraftSaver:
    """Saves one draft, always its newest content, from whatever thread; knows its newest revision."""

    def __init__(self, programs: ProgramService, version: ProgramVersion) -> None:
        self._programs = programs
        self._lock = Lock()
        self._newest = version.content
        self.version = version

    def note(self, content: ProgramContent) -> None:
        """Know what is to be saved next."""
        self._newest = content

    def let_go(self) -> None:
        """There is nothing to save any more: what was typed is kept elsewhere."""
        self._newest = self.version.content

    @property
    def is_behind(self) -> bool:
        """Whether there is something to save."""
        return self.version.is_draft and self._newest != self.version.content

    def save(self) -> ProgramVersion:
        """Store the newest content unless it is stored already; returns the version as stored."""
        with self._lock:
            if self.is_behind:
                self.version = self._programs.save(self.version, self._newest)
            return self.version


class ProgramModel(QObject):
    """The open program. Every edit is one step of ``undo_stack``, and is on disk within a second."""

    opened = Signal()
    """Another program, or another version of it, is on the table; or none any more."""

    content_changed = Signal()

    exercise_repeated = Signal(object, int)
    """The id of an exercise just added, and how often the program has it now."""

    gone_met = Signal()
    """The program was erased in another window: what is typed is on the table only."""
    conflict_met = Signal()
    """The draft was not saved: another window changed it, or handed it out, first."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._program: OpenProgram | None = None
        self._saver: DraftSaver | None = None
        self._content = ProgramContent()
        self._typing_run = 0
        self.undo_stack = QUndoStack(self)
        self.histories = UndoHistories()
        self._is_restoring = False
        self._save_timer = _single_shot(self, _SAVE_AFTER_MS)
        self._save_timer.timeout.connect(self._on_save_time)
        self._typing_pause = _single_shot(self, _TYPING_PAUSE_MS)
        self._typing_pause.timeout.connect(self._on_typing_pause)

    @property
    def program(self) -> OpenProgram | None:
        """The program as it was opened; None when there is none."""
        return self._program

    def as_it_stands(self) -> OpenProgram | None:
        """The program with what is typed now, stored or not."""
        if self.program is None:
            return None
        return replace(self.program, version=replace(self.program.version, content=self.content))

    @property
    def content(self) -> ProgramContent:
        """What the program says now."""
        return self._content

    @property
    def is_read_only(self) -> bool:
        """Whether a handed-out version is on the table, or nothing, or whoever looks may not change it."""
        return self.is_handed_out or not self._context.seat.may_change

    @property
    def is_handed_out(self) -> bool:
        """Whether a handed-out version is on the table, or nothing."""
        return self._program is None or not self._program.version.is_draft

    @property
    def saver(self) -> DraftSaver | None:
        """Saves the draft on the table."""
        return self._saver

    def show(self, program: OpenProgram) -> None:
        """Put a program on the table; what was there is saved first."""
        self._replace(program)

    def clear(self) -> None:
        """Take the program off the table, saved."""
        self._replace(None)

    def _replace(self, program: OpenProgram | None) -> None:
        self.flush()
        self.remember()
        self._program = program
        self._saver = DraftSaver(self._context.services.programs, program.version) if program else None
        self._content = program.version.content if program else ProgramContent()
        self.undo_stack.clear()
        self._restore_history()
        self.opened.emit()
        self.content_changed.emit()

    def remember(self) -> None:
        """Keep what can be undone in the draft on the table, for when it comes back."""
        if self._program is None or self.is_read_only:
            return
        edits = [self.undo_stack.command(at) for at in range(self.undo_stack.count())]
        steps = tuple(edit.step for edit in edits if isinstance(edit, _Edit))
        history = UndoHistory(steps, self.undo_stack.index(), self._content)
        self.histories.keep(self._program.version.id, history)

    def _restore_history(self) -> None:
        """What could be undone when the draft was left can be undone now."""
        history = self.histories.of(self._program.version) if self._program is not None else None
        if history is None:
            return
        self._is_restoring = True
        for step in history.steps:
            self.undo_stack.push(_Edit(self._put, step.before, step.after, step.name, ""))
        self.undo_stack.setIndex(history.at)
        self._is_restoring = False

    def change(self, content: ProgramContent, name: str, merge_key: str = "") -> None:
        """Make ``content`` what the program says; typing under one ``merge_key`` becomes one step."""
        if self.is_read_only or content == self._content:
            return
        key = f"{merge_key}/{self._typing_run}" if merge_key else ""
        self._typing_pause.start()
        self.undo_stack.push(_Edit(self._put, self._content, content, name, key))

    def undo(self) -> None:
        """Take back the last step; typing after it is a step of its own."""
        self._typing_run += 1
        self.undo_stack.undo()

    def while_on_table(self, call: Callable[[], None]) -> Callable[[], None]:
        """What a toast offers: ``call``, and nothing once another program is on the table."""
        return partial(self._if_on_table, self._program.program.id if self._program else None, call)

    def _if_on_table(self, program_id: UUID | None, call: Callable[[], None]) -> None:
        if self._program is not None and self._program.program.id == program_id:
            call()

    def add(self, slug: str, at: int | None = None) -> None:
        """Add an exercise with its own dose, last or at a place."""
        treated = self._program.treated if self._program else None
        self.add_item(prescribed(self._context.library.exercise(slug), treated), at)

    def add_item(self, item: ProgramItem, at: int | None = None) -> None:
        """Add an exercise as it was prescribed, last or at a place."""
        self.change(self._content.with_item(item, at), self._context.words.gettext("Add exercise"))
        count = sum(each.exercise_slug == item.exercise_slug for each in self._content.items)
        if count > 1 and not self.is_read_only:
            self.exercise_repeated.emit(item.id, count)

    def remove(self, item_id: UUID) -> None:
        """Take an exercise out."""
        self.change(self._content.without(item_id), self._context.words.gettext("Remove exercise"))

    def put_back(self, items: Sequence[tuple[int, ProgramItem]]) -> None:
        """Put exercises that were taken out back to their places; undone if nothing happened since."""
        before = self._content
        for at, item in items:
            if all(each.id != item.id for each in before.items):
                before = before.with_item(item, at)
        if self.undo_stack.canUndo() and self._last_before() == before:
            self.undo()
        else:
            self.change(before, self._context.words.gettext("Add exercise"))

    def take_back(self, item_id: UUID) -> None:
        """Take out an exercise that was just added; undone if nothing happened since."""
        without = self._content.without(item_id)
        if self.undo_stack.canUndo() and self._last_before() == without:
            self.undo()
        else:
            self.remove(item_id)

    def move(self, item_id: UUID, to: int) -> None:
        """Put an exercise at another place."""
        self.change(self._content.moved(item_id, to), self._context.words.gettext("Move exercise"))

    def change_item(self, item: ProgramItem, merge_key: str = "") -> None:
        """Change one exercise's dose, side or note."""
        key = f"{item.id}/{merge_key}" if merge_key else ""
        self.change(self._content.changed(item), self._context.words.gettext("Change exercise"), key)

    def change_items(self, items: Sequence[ProgramItem], merge_key: str = "") -> None:
        """Change several exercises in one step."""
        words = self._context.words
        name = words.ngettext("Change {count} exercise", "Change {count} exercises", len(items))
        changed = with_changed(self._content, items)
        self.change(changed, name.format(count=len(items)), f"together/{merge_key}" if merge_key else "")

    def flush(self) -> None:
        """Save now, on this thread: the window closes, or another program comes.

        Where another window was first, what was typed here is kept as a draft of its own.
        """
        self._save_timer.stop()
        if self._saver is None or self._program is None:
            return
        try:
            self._saver.save()
        except (OutputError, RecordError) as error:
            if not isinstance(error, ConflictError):
                self._hold(self._saver.version)
                return
            self._context.services.history.kept_as_draft(self._program, self._content)
            self.let_go()
            text = self._context.words.gettext
            self._context.toasts.say(text("Another window was first. Yours is kept as a draft of its own."))
        except GoneError as error:
            self._context.problems.tell(error)
            self.let_go()

    def _hold(self, version: ProgramVersion) -> None:
        """The record takes nothing now: what was typed waits in memory."""
        content = self._content

        def keep(services: ClinicServices) -> object:
            return services.programs.save(version, content)

        self._context.services.unkept.hold(f"program:{version.id}", keep)

    def let_go(self) -> None:
        """What was typed is kept elsewhere: it is not to be saved here."""
        self._save_timer.stop()
        if self._saver is not None:
            self._saver.let_go()

    def _last_before(self) -> ProgramContent | None:
        step = self.undo_stack.command(self.undo_stack.index() - 1)
        return step.before if isinstance(step, _Edit) else None

    def _put(self, content: ProgramContent) -> None:
        if self._is_restoring:
            return
        self._content = content
        if self._saver is not None:
            self._saver.note(content)
        if not self._save_timer.isActive():
            self._save_timer.start()
        self.content_changed.emit()

    def _on_save_time(self) -> None:
        if self._saver is not None:
            failed = partial(self.not_saved, self._saver)
            self._context.worker.run(self._saver.save, self._on_saved, failed)

    def _on_saved(self, version: ProgramVersion) -> None:
        if self._program is not None and self._program.version.id == version.id:
            self._program = replace(self._program, version=version)

    def not_saved(self, saver: DraftSaver, error: Exception) -> None:
        """Say why ``saver`` did not save; where another window was first, the person is asked."""
        if isinstance(error, GoneError) and saver is self._saver:
            self.gone_met.emit()
        elif not isinstance(error, ConflictError):
            self._context.problems.tell(error)
        elif saver is self._saver and saver.is_behind:
            self.conflict_met.emit()

    def _on_typing_pause(self) -> None:
        self._typing_run += 1


def _single_shot(parent: QObject, milliseconds: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer


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
        self._put, self.before, self._after, self._merge_key = put, before, after, merge_key

    @property
    def step(self) -> Step:
        """What it does, to be remembered."""
        return Step(self.before, self._after, self.text())

    def redo(self) -> None:
        """Go on; overrides Qt."""
        self._put(self._after)

    def undo(self) -> None:
        """Go back; overrides Qt."""
        self._put(self.before)

    def id(self) -> int:
        """Only steps that may merge have one; overrides Qt."""
        return 1 if self._merge_key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802 - Qt's name
        """Take over the step after this one, when both are the same typing; overrides Qt."""
        if not isinstance(other, _Edit) or other._merge_key != self._merge_key:
            return False
        self._after = other._after
        self.setObsolete(self._after == self.before)  # typed and taken back by hand: nothing to undo
        return True
