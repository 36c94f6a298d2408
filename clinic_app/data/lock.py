"""One program at a time on a record: a lock the system lets go of when its holder dies, however it dies."""

import os
import sys
from errno import ENOSPC
from pathlib import Path
from typing import Final

from clinic_app.domain.record_fault import FaultyRecordError, RecordFault

LOCK_NAME: Final = "record.lock"
"""The locked file; it stays behind, empty, and means nothing by being there."""

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class RecordLock:
    """Held from construction to :meth:`release`; also by whatever restores a backup over the record."""

    def __init__(self, folder: Path, name: str = LOCK_NAME) -> None:
        path = folder / name
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            fault = RecordFault.DISK_FULL if error.errno == ENOSPC else RecordFault.READ_ONLY
            raise FaultyRecordError(fault, folder=folder, file=path, reason=error.strerror) from error
        try:
            _take(handle)
        except OSError as error:
            os.close(handle)
            raise FaultyRecordError(RecordFault.OPEN_ELSEWHERE, folder=folder) from error
        self._handle: int | None = handle

    def release(self) -> None:
        """Let go; the next one may open the record. Once is enough, twice does no harm."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
