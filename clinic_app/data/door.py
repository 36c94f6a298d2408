"""The door of the record on this machine: looks who may come in, and lets them."""

import contextlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from clinic_app.data.key_file import KeyFile, RecordKey, read_key_file
from clinic_app.data.private_files import read_note, write_private
from clinic_app.data.record import record_exists, utc_now
from clinic_app.data.restore_moves import finish_restore
from clinic_app.domain.access import Actor, WayKind, WrongSecretError
from clinic_app.domain.door import Attempts, DoorState, Doorway
from clinic_app.domain.errors import OutputError, RecordError
from clinic_app.domain.record_fault import FaultyRecordError, RecordFault
from clinic_app.domain.repositories import Clock

ATTEMPTS_NAME: Final = "record.attempts"
_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")
_MOST_COUNTED: Final = 1_000_000


@contextlib.contextmanager
def looking_into(folder: Path) -> Iterator[None]:
    """What the system says of a folder that is another account's, or on a failing disk, becomes a sentence.

    Raises:
        FaultyRecordError: it cannot be looked into.
    """
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise FaultyRecordError(RecordFault.UNREADABLE, file=folder, reason=reason) from error


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The key somebody got past the door with, and who they are; never shown, never kept on a disk."""

    key: RecordKey
    actor: Actor
    way_id: UUID
    failed: int = 0
    """Wrong secrets before this one, for the audit log."""


@dataclass(frozen=True, slots=True)
class Running:
    """How long this machine has run, its sleep included; nobody sets that as they set a clock."""

    boot: str
    """Names the start of the machine; empty where the system has no name for it."""
    seconds: float


def running_now() -> Running:
    """Since when, on this machine."""
    if not hasattr(time, "CLOCK_BOOTTIME"):
        return Running("", 0)
    try:
        return Running(_BOOT.read_text("ascii").strip(), time.clock_gettime(time.CLOCK_BOOTTIME))
    except (OSError, ValueError):
        return Running("", 0)


@dataclass(frozen=True, slots=True)
class RecordDoor:
    """Stands before the record in ``folder``."""

    folder: Path
    clock: Clock = utc_now
    running: Callable[[], Running] = running_now

    def look(self) -> Doorway:
        """What is behind, who may open it.

        Raises:
            RecordError: the folder cannot be looked into; the key file and its twin are missing or damaged.
        """
        with looking_into(self.folder):
            finish_restore(self.folder)
            is_there = record_exists(self.folder)
        if not is_there:
            return Doorway(DoorState.NOTHING)
        ways = read_key_file(self.folder).ways
        is_open = any(way.kind is WayKind.OPEN for way in ways)
        return Doorway(DoorState.OPEN if is_open else DoorState.LOCKED, ways, self.attempts())

    def unlock(self, way_id: UUID, secret: str) -> Unlocked:
        """The key, by that way; takes about a second.

        Raises:
            WrongSecretError: the secret is another one; the next try has to wait longer.
            RecordError: the way is damaged or gone, or it is too early for another try.
        """
        key_file = read_key_file(self.folder)
        return self._unlocked(key_file, [way_id], secret)

    def recover(self, code: str) -> Unlocked:
        """The key by a recovery code; the holder is whoever the code was made for.

        Raises:
            WrongSecretError: the code opens nothing here.
            RecordError: it is too early for another try.
        """
        key_file = read_key_file(self.folder)
        ways = [way.id for way in key_file.ways if way.kind is WayKind.RECOVERY]
        if not ways:
            raise RecordError("This record has no recovery code. Only a passphrase opens it, or a backup.")
        return self._unlocked(key_file, ways, code)

    def attempts(self) -> Attempts:
        """How often a wrong secret was tried since the last right one.

        When the last one was is told by how long the machine has run since, so that a clock put forward ends
        no wait, and one put back makes none longer. After the machine was started anew only the clock knows:
        tries from a time that is not yet count as made now, else nobody could come in before that time.
        """
        noted, now = self._noted(), self.clock()
        if noted.last_at is None or noted.last_at <= now:
            return noted
        self._write(corrected := Attempts(noted.count, now))
        return corrected

    def _noted(self) -> Attempts:
        found = read_note(self.folder / ATTEMPTS_NAME)
        try:
            count, last_at = found["count"], datetime.fromisoformat(found["last_at"])
            if not isinstance(count, int) or last_at.tzinfo is None:
                return Attempts()
            running = self.running()
            if running.boot and found.get("boot") == running.boot:
                last_at = self.clock() - timedelta(seconds=max(0.0, running.seconds - float(found["ran_s"])))
            return Attempts(max(0, min(count, _MOST_COUNTED)), last_at)
        except (ValueError, KeyError, TypeError, OverflowError):
            return Attempts()

    def _unlocked(self, key_file: KeyFile, way_ids: Sequence[UUID], secret: str) -> Unlocked:
        before = self.attempts()
        wait_s = before.wait_s(self.clock())
        if wait_s:
            raise RecordError("Too many wrong tries. Wait {seconds} seconds, then try again.", seconds=wait_s)
        complaint: WrongSecretError | None = None
        for way_id in way_ids:
            try:
                key = key_file.opened_by(way_id, secret)
            except WrongSecretError as error:
                complaint = error
                continue
            self._forget_attempts()
            holder = next(way.holder for way in key_file.ways if way.id == way_id)
            return Unlocked(key, holder, way_id, before.count)
        assert complaint is not None
        self._write(Attempts(before.count + 1, self.clock()))
        raise complaint

    def _write(self, attempts: Attempts) -> None:
        assert attempts.last_at is not None
        running = self.running()
        counted = {
            "count": attempts.count,
            "last_at": attempts.last_at.isoformat(),
            "boot": running.boot,
            "ran_s": running.seconds,
        }
        with contextlib.suppress(OutputError):  # a read-only folder: the stretching is slow enough
            write_private(self.folder / ATTEMPTS_NAME, json.dumps(counted).encode())

    def _forget_attempts(self) -> None:
        with contextlib.suppress(OSError):
            (self.folder / ATTEMPTS_NAME).unlink(missing_ok=True)
