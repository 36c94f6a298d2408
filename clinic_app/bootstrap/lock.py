"""One set-up at a time: a file lock that the system releases when its holder dies."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clinic_app.bootstrap.failure import say


@contextmanager
def exclusive(lock_file: Path) -> Iterator[None]:
    """Hold ``lock_file`` while the body runs; waits, and says so, while another process holds it.

    A child process started with ``close_fds=False`` holds it too: an installer that outlives us is not
    disturbed by the next start.
    """
    with lock_file.open("ab") as held:
        _acquire(held.fileno())
        os.set_inheritable(held.fileno(), True)
        yield


if sys.platform == "win32":
    import msvcrt
    import time

    def _acquire(descriptor: int) -> None:
        said = False
        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
                return
            except OSError:
                said = said or _say_waiting()
                time.sleep(0.5)

else:
    import fcntl

    def _acquire(descriptor: int) -> None:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say_waiting()
            fcntl.flock(descriptor, fcntl.LOCK_EX)


def _say_waiting() -> bool:
    say("Another start is setting things up; waiting for it …")
    return True
