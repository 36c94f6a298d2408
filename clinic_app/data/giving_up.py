"""Long work on a database ends soon after nobody wants it, also in the middle of one statement."""

import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from clinic_app.domain.backup import Step

Answer = TypeVar("Answer")

_ASKED_EVERY_S: Final = 0.05
_ASKED_AFTER: Final = 2_000
"""Steps of SQLite's machine: a tenth of a millisecond."""

_here = threading.local()
"""Of the thread that works: who is asked whether to go on."""


class Wanted:
    """Passes on how far the work is, and remembers how it was told to end."""

    def __init__(self, step: Step) -> None:
        self._step, self._last = step, (0, 1)
        self._asked_at = time.monotonic()
        self.refusal: Exception | None = None

    def step(self, done: int, whole: int) -> None:
        """Say how far it is.

        Raises:
            Exception: whatever ``step`` raises where nobody wants it any more.
        """
        self._last = (done, whole)
        self._asked_at = time.monotonic()
        try:
            self._step(done, whole)
        except Exception as error:
            self.refusal = error
            raise

    def is_over(self) -> bool:
        """Whether nobody wants it any more; asks now and then only."""
        if self.refusal is None and time.monotonic() - self._asked_at >= _ASKED_EVERY_S:
            try:
                self.step(*self._last)
            except Exception:  # kept, and raised by who began the work
                return True
        return self.refusal is not None


@contextmanager
def ending_with(wanted: Wanted) -> Iterator[None]:
    """What this thread does with databases ends as soon as ``wanted`` is over.

    Raises:
        Exception: what ended it, in place of what SQLite said of that.
    """
    _here.wanted = wanted
    try:
        yield
    except Exception as error:
        if wanted.refusal is not None and error is not wanted.refusal:
            raise wanted.refusal from error
        raise
    finally:
        _here.wanted = None


def also_there(work: Callable[..., Answer]) -> Callable[..., Answer]:
    """The same work for another thread, ending when this one's does."""
    wanted: Wanted | None = getattr(_here, "wanted", None)

    def there(*arguments: Any, **named: Any) -> Answer:
        before = getattr(_here, "wanted", None)
        _here.wanted = wanted
        try:
            return work(*arguments, **named)
        finally:
            _here.wanted = before

    return there


def make_stoppable(connection: Any) -> None:
    """Let a connection of this thread ask now and then whether to go on."""
    if (asked := _asked()) is not None:
        connection.set_progress_handler(asked, _ASKED_AFTER)


def run_stoppable(command: Sequence[str]) -> int:
    """Run another program to its end, or kill it once nobody wants it; its exit status."""
    asked = _asked()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        while True:
            try:
                return running.wait(_ASKED_EVERY_S)
            except subprocess.TimeoutExpired:
                if asked is not None and asked():
                    running.kill()


def _asked() -> Callable[[], bool] | None:
    wanted: Wanted | None = getattr(_here, "wanted", None)
    return None if wanted is None else wanted.is_over
