"""Moves a record out of the way, so that a new one may begin; nothing of it is deleted."""

from datetime import datetime
from pathlib import Path
from typing import Final

from clinic_app.data.backup_manifest import folder_name
from clinic_app.data.lock import RecordLock
from clinic_app.data.private_files import flush_folder, make_private_folder
from clinic_app.domain.errors import OutputError

ASIDE: Final = "-aside-"
"""Between the record's name and the time in the name of the folder it goes to."""


def move_aside(folder: Path, now: datetime) -> Path | None:
    """Rename the record's folder after the day; returns its new place, None where nothing was.

    Raises:
        RecordError: it is open in another window.
        OutputError: it cannot be renamed; nothing was changed.
    """
    if not folder.exists():
        return None
    is_link, folder = folder.is_symlink(), folder.resolve()  # a link stays; the folder it means is renamed
    RecordLock(folder).release()  # nobody uses it
    aside = _free(folder.with_name(f"{folder.name}{ASIDE}{folder_name(now)}"))
    try:
        folder.rename(aside)
        if is_link:
            make_private_folder(folder)  # else it would lead nowhere, and nothing could begin there
        flush_folder(aside.parent)
    except OSError as error:
        raise OutputError(
            "{folder} cannot be moved aside: {reason}. Nothing was changed.",
            folder=folder,
            reason=error.strerror or type(error).__name__,
        ) from error
    return aside


def _free(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free
