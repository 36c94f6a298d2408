"""The one door through which files leave: nothing gets its name before the audit log says that it left."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from clinic_app.domain.audit import Leaving, Noted
from clinic_app.domain.repositories import Record
from clinic_app.exchange.files import write_whole
from clinic_app.exchange.parcel import Parcel, folder_at, zip_at


@dataclass(frozen=True, slots=True)
class WaysOut:
    """Works on one open record; one that may only be looked at keeps no notes."""

    record: Record

    def file(self, path: Path, data: bytes, leaving: Leaving) -> None:
        """Write a file whole or not at all; where it cannot be noted it is not there either.

        Raises:
            OutputError: it cannot be written.
            KnownError: it cannot be noted.
        """
        write_whole(path, data, self._noting(leaving))

    def zipped(self, path: Path, leaving: Leaving) -> AbstractContextManager[Parcel]:
        """A zip that stands there, and is noted, once the block ends well; else as ``file``."""
        return zip_at(path, self._noting(leaving))

    def folder(self, path: Path, leaving: Leaving) -> AbstractContextManager[Parcel]:
        """A new folder that stands there, and is noted, once the block ends well; else as ``file``."""
        return folder_at(path, self._noting(leaving))

    def note(self, leaving: Leaving) -> None:
        """Enter what left on paper or by the clipboard; what is stored as a row enters itself."""
        if not isinstance(leaving, Noted):
            return
        with self.record.noting() as work:
            work.audit.note(
                leaving.action,
                leaving.subject,
                leaving.subject_id,
                patient_id=leaving.patient_id,
                detail=leaving.detail,
            )
            work.commit()

    def _noting(self, leaving: Leaving) -> Callable[[], None]:
        return partial(self.note, leaving)
