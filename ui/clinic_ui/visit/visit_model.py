"""The one door through which the window changes a visit: undo, and saving as it is typed.

What is typed goes straight into the unsigned visit of the record, half a second after the first key: a
program that is killed leaves the note where everybody looks for it, under its day, with nothing to take over
or to forget. The record's revision keeps two windows from overwriting each other.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from threading import Lock

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from clinic_app.domain.errors import ConflictError, GoneError, KnownError, RecordError
from clinic_app.domain.visit import Amendment, NotePart, Visit
from clinic_app.services.clinic import ClinicServices
from clinic_app.services.visits import OpenVisit, VisitService
from clinic_ui.context import Context

_SAVE_AFTER_MS = 500
"""From the first change that is not in the record; typing on does not put it off."""

_TRY_AGAIN_MS = 5_000
"""After a save that failed: a full disk may have room again."""

_TYPING_PAUSE_MS = 1_500


class VisitSaver:
    """Saves one visit, always as it stands last, from whatever thread; knows its newest revision."""

    def __init__(self, visits: VisitService, visit: Visit) -> None:
        self._visits, self._lock = visits, Lock()
        self._newest = self.stored = visit

    def note(self, visit: Visit) -> None:
        """Know what is to be saved next."""
        self._newest = visit

    @property
    def is_behind(self) -> bool:
        """Whether there is something to save."""
        return replace(self._newest, revision=self.stored.revision) != self.stored

    @property
    def newest(self) -> Visit:
        """As it stands, to take the place of what the record holds."""
        return replace(self._newest, revision=self.stored.revision)

    def build_on(self, theirs: Visit) -> None:
        """What the record holds now is known, and may be replaced."""
        self.stored = theirs

    def save(self) -> Visit:
        """Store what stands there unless it is stored already."""
        with self._lock:
            if self.is_behind and not self.stored.is_signed:
                self.stored = self._visits.keep(replace(self._newest, revision=self.stored.revision))
            return self.stored

    def sign(self) -> Visit:
        """Sign what stands there."""
        with self._lock:
            self.stored = self._visits.sign(replace(self._newest, revision=self.stored.revision))
            return self.stored


class VisitModel(QObject):
    """The open visit. Every change is one step of ``undo_stack``."""

    opened = Signal()
    """Another visit is on the page, the same one as the record has it now, or none."""
    visit_changed = Signal()
    kept_changed = Signal()
    """``is_kept`` is another."""
    conflict_met = Signal()
    gone_met = Signal()
    """Another window took the visit away: what is typed is on this page only."""
    refused = Signal(object)
    """A KnownError: the signature or the amendment was not taken."""
    leftover_met = Signal(str)
    """What was typed into a visit that another window signed meanwhile: it can only be an amendment."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.around: OpenVisit | None = None
        self._visit: Visit | None = None
        self._saver: VisitSaver | None = None
        self.undo_stack = QUndoStack(self)
        self.is_in_conflict = self.is_gone = False
        self.has_failed = False
        """Whether the last save failed: what is typed is on this page only."""
        self.try_again_ms = _TRY_AGAIN_MS
        self._typing_run = 0
        self._save_timer = _single_shot(self, _SAVE_AFTER_MS, self._on_save_time)
        self._typing_pause = _single_shot(self, _TYPING_PAUSE_MS, self._on_typing_pause)

    @property
    def visit(self) -> Visit | None:
        """The visit as it stands; None while none is open."""
        return self._visit

    @property
    def base(self) -> Visit | None:
        """The visit as it was here and in the record when the two were last the same."""
        return self._saver.stored if self._saver else None

    @property
    def is_read_only(self) -> bool:
        """Whether it is signed, or nothing is open, or whoever looks may not change it."""
        return self._visit is None or self._visit.is_signed or not self._context.seat.may_change

    @property
    def is_kept(self) -> bool:
        """Whether all that was typed is in the record."""
        return self._saver is None or not self._saver.is_behind

    def show(self, around: OpenVisit | None) -> None:
        """Put a visit on the page; the one before is kept first."""
        self.flush()
        self.around = around
        self._visit = around.visit if around else None
        self._saver = VisitSaver(self._context.services.visits, around.visit) if around else None
        self.is_in_conflict = self.has_failed = self.is_gone = False
        self.undo_stack.clear()
        self.opened.emit()
        self.visit_changed.emit()

    def change(self, visit: Visit, name: str, merge_key: str = "") -> None:
        """Make ``visit`` what is noted; typing under one ``merge_key`` without a pause is one step."""
        if self._visit is None or self.is_read_only or visit == self._visit:
            return
        key = f"{merge_key}/{self._typing_run}" if merge_key else ""
        self._typing_pause.start()
        self.undo_stack.push(_Edit(self._put, self._visit, visit, name, key))

    def change_part(self, part: NotePart, text: str) -> None:
        """Change one part of the note."""
        if self._visit is not None:
            typing = self._context.words.gettext("Typing")
            self.change(replace(self._visit, **{part.value: text}), typing, part.value)  # type: ignore[arg-type]

    def undo(self) -> None:
        """Take back the last step; typing after it is a step of its own."""
        self._typing_run += 1
        self.undo_stack.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self._typing_run += 1
        self.undo_stack.redo()

    def flush(self) -> bool:
        """Save now, on this thread: the page is left. Whether the record has everything."""
        self._save_timer.stop()
        if self._saver is None or self.is_in_conflict or self.is_gone:
            return not (self.is_in_conflict or self.is_gone)
        try:
            self._saver.save()
        except ConflictError:
            self._meet_conflict()
            return False
        except GoneError:
            self._meet_loss()
            return False
        except KnownError as error:
            self._fail(error)
            return False
        return True

    def hold(self) -> None:
        """The page goes away and the record took nothing: what was typed waits in memory."""
        if self._saver is None or not self._saver.is_behind:
            return
        visit = self._saver.newest

        def keep(services: ClinicServices) -> object:
            return services.visits.keep(visit)

        self._context.services.unkept.hold(f"visit:{visit.id}", keep)

    def leave(self) -> None:
        """Nothing is shown any more; a visit without a word is forgotten."""
        visit = self._visit
        self.show(None)
        if visit is not None and visit.is_empty and not visit.is_signed:
            try:
                self._context.services.visits.drop_if_empty(visit.id)  # now: the patient's page reads next
            except KnownError as error:
                self._context.problems.tell(error)

    def sign(self) -> None:
        """Sign the visit as it stands."""
        if self._saver is not None and not self.is_read_only and not self.is_in_conflict:
            self._save_timer.stop()
            self._context.worker.run(self._saver.sign, self._on_signed, self._on_refused)

    def amend(self, text: str, on_stored: Callable[[Amendment], None]) -> None:
        """Add ``text`` to the signed visit; ``on_stored`` hears when the record has it."""
        if self._visit is not None:
            amend = partial(self._context.services.visits.amend, self._visit.id, text)
            self._context.worker.run(amend, partial(self._on_amended, on_stored), self._on_refused)

    def read_again(self, on_read: Callable[[OpenVisit], None]) -> None:
        """Read what stands around the visit anew."""
        if self._visit is not None:
            self._context.worker.run(partial(self._context.services.visits.open, self._visit.id), on_read)

    def wait_for_choice(self) -> None:
        """Nothing is saved before somebody chose between two versions."""
        self._save_timer.stop()
        self.is_in_conflict = True
        self.kept_changed.emit()

    def build_on(self, around: OpenVisit) -> None:
        """What the record holds now is known; what stands here goes over it."""
        mine = self._visit
        if mine is None or self._saver is None or mine.id != around.visit.id:
            return
        self.is_in_conflict = False
        self.around = around
        self._saver.build_on(around.visit)
        self._put(mine)

    def show_signed(self, around: OpenVisit) -> None:
        """Signed meanwhile: what was typed here is offered as an amendment."""
        mine = self._visit
        if mine is None or mine.id != around.visit.id:
            return
        lost = [mine.part(each) for each in NotePart if mine.part(each) != around.visit.part(each)]
        self._saver = None
        self.is_in_conflict = False
        self.show(around)
        self.leftover_met.emit("\n".join(each for each in lost if each.strip()))

    def _put(self, visit: Visit) -> None:
        self._visit = visit
        if self._saver is not None:
            self._saver.note(visit)
        if not self._save_timer.isActive() and not self.is_in_conflict:
            self._save_timer.start(_SAVE_AFTER_MS)
        self.visit_changed.emit()
        self.kept_changed.emit()

    def _on_save_time(self) -> None:
        if self._saver is not None and not self.is_in_conflict and not self.is_gone:
            failed = partial(self._on_not_saved, self._saver)
            self._context.worker.run(self._saver.save, self._on_saved, failed)

    def _on_saved(self, _stored: Visit) -> None:
        if self.has_failed:
            self.has_failed = False
            self._context.problems.solved.emit()
        self.kept_changed.emit()

    def _on_not_saved(self, saver: VisitSaver, error: Exception) -> None:
        if saver is not self._saver:
            return
        if isinstance(error, ConflictError):
            self._meet_conflict()
            return
        if isinstance(error, GoneError):
            self._meet_loss()
            return
        if isinstance(error, RecordError):
            self.read_again(partial(self._on_read_after, error))
            return
        self._fail(error)

    def _fail(self, error: Exception) -> None:
        """Say why nothing was saved, and try again in a while."""
        self.has_failed = True
        self._context.problems.tell(error)
        self._save_timer.start(self.try_again_ms)
        self.kept_changed.emit()

    def _on_read_after(self, error: RecordError, around: OpenVisit) -> None:
        """Why the record refused: signed meanwhile, or something it says itself."""
        if around.visit.is_signed:
            self.show_signed(around)
        else:
            self._fail(error)

    def _meet_conflict(self) -> None:
        self.is_in_conflict = True
        self.conflict_met.emit()
        self.kept_changed.emit()

    def _meet_loss(self) -> None:
        self.is_gone = True
        self.gone_met.emit()
        self.kept_changed.emit()

    def _on_signed(self, visit: Visit) -> None:
        if self._visit is not None and self._visit.id == visit.id:
            self.read_again(self.show)

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, ConflictError):
            self._meet_conflict()
        elif isinstance(error, GoneError):
            self._meet_loss()
        elif isinstance(error, KnownError):
            self.refused.emit(error)
        else:
            self._context.problems.tell(error)

    def _on_amended(self, on_stored: Callable[[Amendment], None], amendment: Amendment) -> None:
        on_stored(amendment)
        self.read_again(self.show)

    def _on_typing_pause(self) -> None:
        self._typing_run += 1


class _Edit(QUndoCommand):
    """One step: the visit before and after it."""

    def __init__(
        self, put: Callable[[Visit], None], before: Visit, after: Visit, name: str, merge_key: str
    ) -> None:
        super().__init__(name)
        self._put, self._before, self._after, self._merge_key = put, before, after, merge_key

    def id(self) -> int:
        """Steps with a key may become one; overrides Qt."""
        return 1 if self._merge_key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802 - Qt's name
        """Typing goes on; overrides Qt."""
        if not isinstance(other, _Edit) or other._merge_key != self._merge_key:
            return False
        self._after = other._after
        return True

    def undo(self) -> None:
        """Overrides Qt."""
        self._put(self._before)

    def redo(self) -> None:
        """Overrides Qt."""
        self._put(self._after)


def _single_shot(owner: QObject, milliseconds: int, on_time: Callable[[], None]) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(on_time)
    return timer
