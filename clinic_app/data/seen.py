"""Remembers, where the settings are, which record was used here last: so that a missing one is missed.

``clinic-seen/1`` is JSON and says nothing of anybody: a mark that tells one record from another, and when.
"""

import contextlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from clinic_app.data.anchor import record_mark
from clinic_app.data.private_files import make_private_folder, read_note, write_private
from clinic_app.domain.errors import OutputError

SEEN_NAME: Final = "record.seen"
_FORMAT: Final = "clinic-seen/1"


@dataclass(frozen=True, slots=True)
class Seen:
    """What was used here last."""

    record: str
    """Its mark."""
    at: datetime


@dataclass(frozen=True, slots=True)
class SeenRecord:
    """The note in the folder of the settings; a folder that cannot be written remembers nothing."""

    folder: Path

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / SEEN_NAME

    def last(self) -> Seen | None:
        """What was used here last; None where that is not known."""
        content = read_note(self.path)
        try:
            if content.get("format") != _FORMAT:
                return None
            return Seen(str(content["record"]), datetime.fromisoformat(content["at"]))
        except (ValueError, KeyError, TypeError):
            return None

    def remember(self, salt: bytes, at: datetime) -> None:
        """Note that this record is used here now."""
        content = {"format": _FORMAT, "record": record_mark(salt), "at": at.isoformat()}
        with contextlib.suppress(OutputError):
            make_private_folder(self.folder)
            write_private(self.path, json.dumps(content).encode())

    def forget(self) -> None:
        """A new clinic may begin."""
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)
