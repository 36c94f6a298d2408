"""What the system writes down of a program that crashes: all of its memory, the record's key in it."""

import contextlib
import sys


def leave_none() -> None:
    """No such file from here on, nor of processes begun from here; Windows makes none by itself."""
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
