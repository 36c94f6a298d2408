"""The moment of a restore: the record goes aside and the new one in; any crash leaves one of them whole.

What is about to happen is written into the record's folder first (``restore.json``). Every step after that
can be taken again by whoever finds the note: first all of the old record is moved aside, then, once the note
says so, all of the new one is moved in. Only names change, on one disk.
"""

import contextlib
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from clinic_app.data.lock import LOCK_NAME, RecordLock
from clinic_app.data.private_files import flush_folder, make_private_folder, read_note, write_private
from clinic_app.domain.backup import Restored
from clinic_app.domain.errors import KnownError, OutputError, RecordError

NOTE_NAME: Final = "restore.json"
DONE_NAME: Final = "restored.json"
_STAYS: Final = (LOCK_NAME, NOTE_NAME, DONE_NAME)
_OUT, _IN = "out", "in"
ASIDE: Final = "-before-restore-"
"""Between the record's name and the time in the name of the folder the record before goes to."""


def _nowhere(_restored: Restored) -> None:
    """For whoever keeps no log."""


@dataclass(frozen=True, slots=True)
class Moves:
    """Which folder's content goes where."""

    record: Path
    staged: Path
    aside: Path
    restored: Restored

    def begin(self) -> None:
        """Say what is about to happen: from here on it will.

        Raises:
            OutputError: that cannot be written; nothing was changed.
        """
        self._note(_OUT)

    def go_on(self, stage: str = _OUT) -> Restored:
        """Take every step that was not taken yet.

        Raises:
            OutputError: a name cannot be changed; the next start tries again.
        """
        try:
            if stage == _OUT:
                self._move_out()
                self._note(_IN)
            self._move_in()
            write_private(self.record / DONE_NAME, _written(self.restored))
            (self.record / NOTE_NAME).unlink(missing_ok=True)
            flush_folder(self.record)
            with contextlib.suppress(OSError):
                self.staged.rmdir()
        except OSError as error:
            raise OutputError(
                "The restored record could not be put in its place: {reason}. "
                "Start the app again: it goes on.",
                reason=error.strerror or type(error).__name__,
            ) from error
        return self.restored

    def _move_out(self) -> None:
        if movable(self.record):
            make_private_folder(self.aside)
            _move_all(self.record, self.aside)
            flush_folder(self.aside)
        flush_folder(self.record)

    def _move_in(self) -> None:
        if self.staged.is_dir():
            _move_all(self.staged, self.record)
        flush_folder(self.record)

    def _note(self, stage: str) -> None:
        content = {
            "stage": stage,
            "aside": self.aside.name,
            "restored": json.loads(_written(self.restored)),
        }
        write_private(self.record / NOTE_NAME, json.dumps(content).encode())


def staging_folder(record: Path) -> Path:
    """Where a restore puts its copy together: beside the record, on the same disk."""
    return record.with_name(f"{record.name}-restoring")


def is_interrupted(record: Path) -> bool:
    """Whether a restore was stopped in the middle; also while another program is at it."""
    return (record / NOTE_NAME).exists() or staging_folder(record.resolve()).exists()


def finish_restore(record: Path) -> None:
    """End what a restore was stopped at: the new record goes in if it was whole, else the old one stays.

    Raises:
        RecordError: the record is open in another window.
        OutputError: a name cannot be changed; the next start tries again.
    """
    if not is_interrupted(record):
        return
    record = record.resolve()  # its folder may be a link, and what is beside it lies on its own disk
    make_private_folder(record)
    with locked(record):
        if not is_interrupted(record):  # it was another program's, which ended it meanwhile
            return
        if not (record / NOTE_NAME).exists():
            shutil.rmtree(staging_folder(record), ignore_errors=True)
            write_private(record / DONE_NAME, _written(Restored(was_interrupted=True)))
            return
        moves, stage = _noted(record)
        if stage == _OUT and not any(moves.staged.glob("*")):
            call_off(record)  # it was called off already, and the note outlived it
            return
        moves.go_on(stage)


def take_note(record: Path, enter: Callable[[Restored], object] = _nowhere) -> Restored | None:
    """What the last restore left behind, told once it was entered; what cannot be is told again."""
    restored = _told(record)
    if restored is not None:
        try:
            enter(restored)
        except KnownError:  # the record takes nothing now: the next start enters it
            return restored
    with contextlib.suppress(OSError):
        (record / DONE_NAME).unlink(missing_ok=True)
    return restored


def _told(record: Path) -> Restored | None:
    note = read_note(record / DONE_NAME)
    try:
        return _restored(note) if note else None
    except (ValueError, TypeError, OverflowError):
        return None


def _noted(record: Path) -> tuple[Moves, str]:
    """What was begun, and how far it is; nothing is guessed where the note was damaged."""
    note = read_note(record / NOTE_NAME)
    try:
        if note["stage"] not in (_OUT, _IN):
            raise ValueError
        told = _restored(note["restored"], was_interrupted=True)
        aside = record.with_name(str(note["aside"]))
        if not aside.name.startswith(f"{record.name}{ASIDE}"):
            raise ValueError
    except (KeyError, ValueError, TypeError, AttributeError, OverflowError) as error:
        raise RecordError(
            "A restore was interrupted, and {file} no longer says where. The record before lies in a folder "
            "named {aside}…, the restored one in {staged}. Move one of them back by hand.",
            file=record / NOTE_NAME,
            aside=f"{record.name}{ASIDE}",
            staged=staging_folder(record),
        ) from error
    return Moves(record, staging_folder(record), aside, told), str(note["stage"])


def call_off(record: Path) -> None:
    """Forget a restore before its first name was changed."""
    with contextlib.suppress(OSError):
        (record / NOTE_NAME).unlink(missing_ok=True)
    shutil.rmtree(staging_folder(record), ignore_errors=True)


@contextmanager
def locked(record: Path) -> Iterator[None]:
    """Nobody opens the record meanwhile."""
    lock = RecordLock(record)
    try:
        yield
    finally:
        lock.release()


def _move_all(source: Path, target: Path) -> None:
    for each in movable(source):
        each.rename(target / each.name)


def movable(folder: Path) -> list[Path]:
    """What a restore moves: everything but the lock and its own notes, a journal left by a crash included."""
    return [each for each in sorted(folder.iterdir()) if each.name not in _STAYS]


def _written(restored: Restored) -> bytes:
    return json.dumps(
        {
            "made_at": restored.made_at.isoformat() if restored.made_at else None,
            "aside": restored.aside,
            "lost": restored.lost,
            "was_interrupted": restored.was_interrupted,
        }
    ).encode()


def _restored(content: dict[str, Any], *, was_interrupted: bool | None = None) -> Restored:
    made_at, aside = content.get("made_at"), content.get("aside")
    return Restored(
        made_at=datetime.fromisoformat(made_at) if made_at else None,
        aside=str(aside) if aside else None,
        lost=int(content.get("lost", 0)),
        was_interrupted=bool(content.get("was_interrupted")) if was_interrupted is None else was_interrupted,
    )
