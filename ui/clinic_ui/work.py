"""Errands off the window's thread: one shape, ``run(job, on_done, on_failed)``."""

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal
from shiboken6 import isValid

from clinic_app.domain.errors import NotWantedError

Result = TypeVar("Result")


class Job(QObject):
    """One errand under way. Its callbacks run on the window's thread, and never after ``cancel()``."""

    finished = Signal(object)
    failed = Signal(object)
    ended = Signal()
    """Its callback was called, or it was dropped."""

    def __init__(
        self, on_done: Callable[[Any], None], on_failed: Callable[[Exception], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._on_done: Callable[[Any], None] = on_done
        self._on_failed: Callable[[Exception], None] = on_failed
        self.is_cancelled = False
        self._is_over = False
        self._outcome: Callable[..., None] | None = None
        self._has_ended = Event()
        self.finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)
        self.failed.connect(self._on_failure, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Nobody waits for it any more: what it returns or raises is dropped."""
        self.is_cancelled = True

    def settle(self, result: object) -> None:
        """For the thread that did it: call back on the window's thread."""
        self._outcome = partial(self._end, self._on_done, result)
        self.finished.emit(result)
        self._has_ended.set()  # last: the window's thread may be done with this object from here on

    def fail(self, error: Exception) -> None:
        """For the thread that tried it."""
        self._outcome = partial(self._end, self._on_failed, error)
        self.failed.emit(error)
        self._has_ended.set()

    def wait(self, seconds: float) -> bool:
        """Stand still until it ends, and call back now; False where it takes longer and calls back later."""
        if not self._has_ended.wait(seconds) or self._outcome is None:
            return False
        self._outcome()
        return True

    def _on_finished(self, result: object) -> None:
        self._end(self._on_done, result)

    def _on_failure(self, error: Exception) -> None:
        self._end(self._on_failed, error)

    def _end(self, callback: Callable[[Any], None], outcome: object) -> None:
        if self._is_over:
            return
        self._is_over = True
        self._on_done = self._on_failed = self._outcome = _nothing  # Qt may keep this for long
        self.deleteLater()
        try:
            if not self.is_cancelled and _can_be_called(callback):
                callback(outcome)
        finally:
            self.ended.emit()


class Worker(QObject):
    """Runs errands on a few threads of its own. ``close()`` waits for them: call it before quitting."""

    idle = Signal()
    """The last errand under way has ended."""

    def __init__(
        self, on_failed: Callable[[Exception], None], *, threads: int = 2, parent: QObject | None = None
    ) -> None:
        """``on_failed`` hears of every failure whose errand names nobody else."""
        super().__init__(parent)
        self._on_failed = on_failed
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._pool.setExpiryTimeout(-1)
        self._under_way = 0

    @property
    def is_busy(self) -> bool:
        """Whether an errand is under way or waits for its turn."""
        return self._under_way > 0

    def run(
        self,
        job: Callable[[], Result],
        on_done: Callable[[Result], None],
        on_failed: Callable[[Exception], None] | None = None,
    ) -> Job:
        """Do ``job`` on another thread (it must touch no widget), then call back on this one.

        A callback that is a method of a deleted Qt object is not called.
        """
        ticket = Job(on_done, on_failed or self._on_failed, self)
        ticket.ended.connect(self._on_ended)
        self._under_way += 1
        self._pool.start(_Errand(job, ticket))
        return ticket

    def when_idle(self, callback: Callable[[], None]) -> None:
        """Call back, once, when nothing is under way: soon, if nothing is now."""
        if self.is_busy:
            self.idle.connect(callback, Qt.ConnectionType.SingleShotConnection)
        else:
            QTimer.singleShot(0, callback)

    def close(self) -> None:
        """Drop what has not begun and wait for the rest."""
        for ticket in self.findChildren(Job):
            ticket.cancel()
        self._pool.clear()
        self._pool.waitForDone()

    def wait(self, milliseconds: int = 10_000) -> bool:
        """Wait until nothing is under way; False when time ran out."""
        return self._pool.waitForDone(milliseconds)

    def _on_ended(self) -> None:
        self._under_way -= 1
        if not self._under_way:
            self.idle.emit()


class Latest:
    """Keeps only the newest of a row of errands: a stale answer never reaches the screen."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._job: Job | None = None

    def run(
        self,
        job: Callable[[], Result],
        on_done: Callable[[Result], None],
        on_failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Forget the errand before, run this one."""
        self.cancel()
        self._job = self._worker.run(job, on_done, on_failed)

    def wait(self, seconds: float) -> bool:
        """Stand still for the errand under way; False where it takes longer than that."""
        return self._job is not None and isValid(self._job) and self._job.wait(seconds)

    def cancel(self) -> None:
        """Forget the errand under way, if any."""
        if self._job is not None and isValid(self._job):
            self._job.cancel()
        self._job = None


class _Errand(QRunnable):
    """Lets go of what it was asked once it is done: the pool may keep it, with a record and its key."""

    def __init__(self, job: Callable[[], object], ticket: Job) -> None:
        super().__init__()
        self._asked: tuple[Callable[[], object], Job] | None = (job, ticket)

    def run(self) -> None:
        self._tried()()

    def _tried(self) -> Callable[[], None]:
        """Do it; tells the ticket. What was asked is let go before anybody hears that it is done."""
        assert self._asked is not None
        (job, ticket), self._asked = self._asked, None
        try:
            result = None if ticket.is_cancelled else job()
        except NotWantedError:
            ticket.cancel()
            return partial(ticket.settle, None)
        except Exception as error:
            return partial(ticket.fail, error)
        return partial(ticket.settle, result)


def _nothing(*_outcome: object) -> None:
    """Of an errand that is over."""


def _can_be_called(callback: Callable[..., None]) -> bool:
    method = callback.func if isinstance(callback, partial) else callback
    owner = getattr(method, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
