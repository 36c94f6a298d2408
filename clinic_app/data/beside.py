"""Two pieces of work at once where the computer gives a thread; one after the other where it gives none.

``threading`` waits for a new thread's first word, and one that found no memory never says it. Here whoever
comes first does the work beside, and only a thread that has begun is waited for.
"""

from _thread import allocate_lock, start_new_thread
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

Answer = TypeVar("Answer")


def both_at_once(here: Callable[[], Answer], beside: Callable[[], object]) -> Answer:
    """Do both, ``here`` in this thread; returns its answer once both are over.

    Raises:
        Exception: whatever ``here`` raised, else whatever ``beside`` did.
    """
    errand = _Errand(beside)
    try:
        errand.begin_elsewhere()
        answer = here()
    except BaseException:
        errand.call_off()
        raise
    errand.finish()
    return answer


class _Errand:
    """Done once, by whoever comes first. Nothing in it asks for memory between the two locks."""

    __slots__ = ("_begun", "_error", "_over", "_work")

    def __init__(self, work: Callable[[], object]) -> None:
        self._work = work
        self._error: BaseException | None = None
        self._begun, self._over = allocate_lock(), allocate_lock()
        self._over.acquire()

    def begin_elsewhere(self) -> None:
        """In another thread, if there can be one."""
        with suppress(RuntimeError, MemoryError):
            start_new_thread(self._do, ())

    def call_off(self) -> None:
        """Nobody begins it any more; where somebody has, wait until it is over."""
        if not self._begun.acquire(blocking=False):
            self._over.acquire()

    def finish(self) -> None:
        """Do it here if nobody has begun, and say how it went."""
        self._do()
        self._over.acquire()
        if self._error is not None:
            raise self._error

    def _do(self) -> None:
        if self._begun.acquire(blocking=False):
            try:
                self._work()
            except BaseException as error:
                self._error = error
            finally:
                self._over.release()
