"""The check of a record that is being closed: a moment of it at most, and what it found is remembered.

``clinic-last-check/1`` lies among the settings, where a failing disk of the record does not reach: a mark
that tells one record from another, and when the check failed. It is gone once a later check finds all well.
"""

import contextlib
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from clinic_app.data.anchor import record_mark
from clinic_app.data.giving_up import Wanted, ending_with
from clinic_app.data.key_file import RecordKey
from clinic_app.data.private_files import make_private_folder, read_note, write_private
from clinic_app.data.record_checks import CHECKED_WHOLE_UP_TO, check_there, check_whole
from clinic_app.domain.errors import KnownError, OutputError
from clinic_app.domain.record_fault import FaultyRecordError

LAST_CHECK_NAME: Final = "record.last-check"
LONGEST_S: Final = 2.0
"""The window is gone by then and nobody waits: 60 MB take 0.6 s of a processor, more where it is busy."""
RECENT_S: Final = 300.0
"""Seconds for which a check that found all well need not be done again."""

_FORGIVEN_AFTER: Final = timedelta(days=1)
_FORMAT: Final = "clinic-last-check/1"


class _TimeIsUpError(Exception):
    """Nobody waits for longer."""


@dataclass(slots=True)
class LastCheck:
    """Of one open record; ``settings`` is None where nothing is remembered."""

    database: Path
    key: RecordKey
    settings: Path | None
    _seen: tuple[int, int] = (0, 0)
    _at: float = field(default=-RECENT_S)

    def passed(self) -> None:
        """All was looked at just now, and was well."""
        self._seen, self._at = self._state(), time.monotonic()

    def passed_in_use(self, now: datetime) -> None:
        """All was well while it was used, which is how a large record is checked: not when it is closed.

        A failure that is a day old counts no longer.
        """
        failed_at = self.failed_at()
        if failed_at is not None and now - failed_at >= _FORGIVEN_AFTER:
            self._forget()

    def failed_at(self) -> datetime | None:
        """When the last check at closing failed; None where none did, or a later one found all well."""
        if self.settings is None:
            return None
        content = read_note(self.settings / LAST_CHECK_NAME)
        if content.get("format") != _FORMAT or content.get("record") != record_mark(self.key.salt):
            return None
        try:
            return datetime.fromisoformat(content["failed_at"])
        except (ValueError, KeyError, TypeError):
            return None

    def cautions(self) -> Sequence[KnownError]:
        """What to say at the next start."""
        failed_at = self.failed_at()
        if failed_at is None:
            return []
        return [
            KnownError(
                "When this app was closed on {moment}, the record did not pass its check. Opened again, it "
                "is whole; but its disk may be failing: make a backup on another one. Older backups are kept "
                "until a later check passes.",
                moment=f"{failed_at.astimezone():%Y-%m-%d %H:%M}",
            )
        ]

    def run(self, now: datetime, longest_s: float = LONGEST_S) -> bool | None:
        """Check all of it and remember a failure; None where it was left out, or time was up.

        Left out it is where nothing was written, soon after another check, and for a record so large that
        it is checked while it is used.
        """
        state = self._state()
        if state == self._seen or time.monotonic() - self._at < RECENT_S or state[1] > CHECKED_WHOLE_UP_TO:
            return None
        until = time.monotonic() + longest_s

        def step(_done: int, _whole: int) -> None:
            if time.monotonic() > until:
                raise _TimeIsUpError

        try:
            with ending_with(Wanted(step)):
                check_there(self.database)
                check_whole(self.database, self.key)
        except _TimeIsUpError:
            return None
        except FaultyRecordError:
            self._remember(now)
            return False
        except (KnownError, MemoryError):  # busy, not to be reached, no memory: the next start looks
            return None
        self._forget()
        self.passed()
        return True

    def _state(self) -> tuple[int, int]:
        try:
            found = self.database.stat()
        except OSError:
            return (-1, -1)
        return found.st_mtime_ns, found.st_size

    def _remember(self, now: datetime) -> None:
        if self.settings is None:
            return
        content = {
            "format": _FORMAT,
            "record": record_mark(self.key.salt),
            "failed_at": now.isoformat(),
        }
        with contextlib.suppress(OutputError):
            make_private_folder(self.settings)
            write_private(self.settings / LAST_CHECK_NAME, json.dumps(content).encode())

    def _forget(self) -> None:
        if self.failed_at() is not None and self.settings is not None:
            with contextlib.suppress(OSError):
                (self.settings / LAST_CHECK_NAME).unlink(missing_ok=True)
