"""The window's log: failures that are ours, without patient data, for nobody but its owner."""

import os
from io import TextIOWrapper
from pathlib import Path


def keep_log(folder: Path) -> None:
    """Write the log to a file in ``folder``, once a program; done late, so that a start costs nothing."""
    import logging
    from logging.handlers import RotatingFileHandler

    class PrivateFile(RotatingFileHandler):
        def _open(self) -> TextIOWrapper:
            """For its owner alone, also the next one after it grew too long; overrides Python."""
            private = _owner_only(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
            return os.fdopen(private, "a", encoding=self.encoding)

    log = logging.getLogger("clinic_ui")
    if any(isinstance(each, RotatingFileHandler) for each in log.handlers):
        return
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:  # full, or not to be written: the record opens all the same
        return
    handler = PrivateFile(
        folder / "window.log", maxBytes=500_000, backupCount=2, delay=True, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)


def _owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
