"""The window's log: failures that are ours, without patient data."""

from pathlib import Path


def keep_log(folder: Path) -> None:
    """Write the log to a file in ``folder``, once a program; done late, so that a start costs nothing."""
    import logging
    from logging.handlers import RotatingFileHandler

    log = logging.getLogger("clinic_ui")
    if any(isinstance(each, RotatingFileHandler) for each in log.handlers):
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # full, or not to be written: the record opens all the same
        return
    handler = RotatingFileHandler(
        folder / "window.log", maxBytes=500_000, backupCount=2, delay=True, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
