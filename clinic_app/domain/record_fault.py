"""What can be wrong with a record before it is open: each fault its own sentence and its own ways out."""

from collections.abc import Sequence
from enum import StrEnum, auto
from functools import partial
from typing import Final

from clinic_app.domain.errors import OutputError, RecordError
from clinic_app.domain.words import mark


class RecordFault(StrEnum):
    """What is wrong."""

    MISSING = auto()
    """Nothing is there, though a record was used here before."""
    MISSING_DATABASE = auto()
    EMPTY = auto()
    PLAIN = auto()
    FOREIGN_KEY = auto()
    DAMAGED = auto()
    TRUNCATED = auto()
    UNREADABLE = auto()
    NEWER = auto()
    UNKNOWN_SCHEMA = auto()
    CHANGED_SHAPE = auto()
    """The tables or their guards are not those this version made."""
    NOT_UPDATED = auto()
    UPDATE_NEEDS_WRITING = auto()
    OLDER_THAN_SEEN = auto()
    OTHER_THAN_SEEN = auto()
    READ_ONLY = auto()
    KEY_MISSING = auto()
    KEY_DAMAGED = auto()
    KEY_NEWER = auto()
    OPEN_ELSEWHERE = auto()
    BUSY = auto()
    DISK_FULL = auto()
    NO_MEMORY = auto()


class WayOut(StrEnum):
    """What the person may do about it."""

    TRY_AGAIN = auto()
    READ_ONLY = auto()
    """Open it for looking and printing only."""
    RESTORE = auto()
    """Put a backup in its place."""
    GO_ON = auto()
    """Use it as it is; that is noted."""
    SHOW_FILES = auto()
    BEGIN_ANEW = auto()
    """Move the files aside, keep them, and begin a new clinic; only by typing."""
    QUIT = auto()


class OpenAs(StrEnum):
    """How a record is to be opened."""

    USUAL = auto()
    ONLY_READ = auto()
    GO_ON = auto()
    """Though it is not the one seen last."""


SENTENCES: Final[dict[RecordFault, str]] = {
    RecordFault.MISSING: mark(
        "The record is missing: it was used here before, and now there is nothing in {folder}. "
        "Put it back, or restore a backup."
    ),
    RecordFault.MISSING_DATABASE: mark(
        "The record {file} is missing. Put it back from a copy, with its key file."
    ),
    RecordFault.EMPTY: mark("The record {file} is empty. Put it back from a copy."),
    RecordFault.PLAIN: mark("{file} is not encrypted, so it is not this app's record."),
    RecordFault.FOREIGN_KEY: mark(
        "The record {file} cannot be read with the key beside it: the key belongs to another record. "
        "Put back the two files that belong together."
    ),
    RecordFault.DAMAGED: mark(
        "The record {file} is damaged. Restore a backup; until then you can only look."
    ),
    RecordFault.TRUNCATED: mark("The record {file} was cut off: its end is missing. Restore a backup."),
    RecordFault.UNREADABLE: mark("The record {file} cannot be read: {reason}."),
    RecordFault.NEWER: mark("The record {file} was written by a newer version of this app. Update the app."),
    RecordFault.UNKNOWN_SCHEMA: mark(
        "The record {file} has tables that no version of this app makes. Restore a backup."
    ),
    RecordFault.CHANGED_SHAPE: mark(
        "The tables of the record {file} were changed by something other than this app ({part}). "
        "Restore a backup; until then you can only look."
    ),
    RecordFault.NOT_UPDATED: mark(
        "The record {file} could not be brought up to date for this version of the app. Nothing was changed; "
        "try again, or use the version from before."
    ),
    RecordFault.UPDATE_NEEDS_WRITING: mark(
        "The record {file} is from an older version and has to be brought up to date first, "
        "but it cannot be written. Allow writing there and try again."
    ),
    RecordFault.OLDER_THAN_SEEN: mark(
        "This record is older than the one last used here: entries are missing ({missing}). "
        "Restore the newer one, or go on with this one."
    ),
    RecordFault.OTHER_THAN_SEEN: mark(
        "This is another record than the one last used here. Put that one back, or go on with this one."
    ),
    RecordFault.READ_ONLY: mark("The record in {folder} cannot be written: {reason}."),
    RecordFault.KEY_MISSING: mark(
        "The key file {file} is missing. Without it nothing can be read: put it back from a copy."
    ),
    RecordFault.KEY_DAMAGED: mark("The key file {file} is damaged. Put it back from a copy."),
    RecordFault.KEY_NEWER: mark("The key file {file} is from a newer version of this app. Update the app."),
    RecordFault.OPEN_ELSEWHERE: mark(
        "The record in {folder} is open in another window of this app. Close that window first."
    ),
    RecordFault.BUSY: mark(
        "The record {file} is busy: something else has been writing for {seconds} seconds. Try again."
    ),
    RecordFault.DISK_FULL: mark(
        "There is no room left on the disk of {file}. Nothing was changed; make room and try again."
    ),
    RecordFault.NO_MEMORY: mark(
        "There is not enough free memory to open the record in {folder}. Close other programs and try again."
    ),
}
"""What each fault says, with its ``{places}``."""

_LOST: Final = (WayOut.RESTORE, WayOut.TRY_AGAIN, WayOut.SHOW_FILES, WayOut.BEGIN_ANEW, WayOut.QUIT)
_HARMED: Final = (WayOut.RESTORE, WayOut.READ_ONLY, *_LOST[1:])
_UPDATE: Final = (WayOut.TRY_AGAIN, WayOut.RESTORE, WayOut.SHOW_FILES, WayOut.QUIT)
_DOUBTED: Final = (WayOut.RESTORE, WayOut.GO_ON, WayOut.READ_ONLY, WayOut.SHOW_FILES, WayOut.QUIT)
_WAIT: Final = (WayOut.TRY_AGAIN, WayOut.READ_ONLY, WayOut.SHOW_FILES, WayOut.QUIT)

_WAYS_OUT: Final[dict[RecordFault, Sequence[WayOut]]] = {
    RecordFault.MISSING: _LOST,
    RecordFault.MISSING_DATABASE: _LOST,
    RecordFault.EMPTY: _LOST,
    RecordFault.PLAIN: _LOST,
    RecordFault.FOREIGN_KEY: _LOST,
    RecordFault.DAMAGED: _HARMED,
    RecordFault.TRUNCATED: _HARMED,
    RecordFault.UNREADABLE: _UPDATE,
    RecordFault.NEWER: _UPDATE,
    RecordFault.UNKNOWN_SCHEMA: _LOST,
    RecordFault.CHANGED_SHAPE: _HARMED,
    RecordFault.NOT_UPDATED: _UPDATE,
    RecordFault.UPDATE_NEEDS_WRITING: _UPDATE,
    RecordFault.OLDER_THAN_SEEN: _DOUBTED,
    RecordFault.OTHER_THAN_SEEN: _DOUBTED,
    RecordFault.READ_ONLY: (WayOut.READ_ONLY, WayOut.TRY_AGAIN, WayOut.SHOW_FILES, WayOut.QUIT),
    RecordFault.KEY_MISSING: _LOST,
    RecordFault.KEY_DAMAGED: _LOST,
    RecordFault.KEY_NEWER: _UPDATE,
    RecordFault.OPEN_ELSEWHERE: (WayOut.TRY_AGAIN, WayOut.READ_ONLY, WayOut.QUIT),
    RecordFault.BUSY: _WAIT,
    RecordFault.DISK_FULL: _WAIT,
    RecordFault.NO_MEMORY: (WayOut.TRY_AGAIN, WayOut.SHOW_FILES, WayOut.QUIT),
}


class FaultyRecordError(RecordError):
    """A record that cannot be used as it is; ``fault`` says which ways out there are."""

    def __init__(self, fault: RecordFault, **values: object) -> None:
        super().__init__(SENTENCES[fault], **values)
        self.fault = fault

    def __reduce__(self) -> tuple[object, ...]:
        return partial(type(self), self.fault, **self.values), ()


def ways_out(error: Exception) -> Sequence[WayOut]:
    """What the person may do about a failure to open the record, the best one first."""
    if isinstance(error, FaultyRecordError):
        return _WAYS_OUT[error.fault]
    if isinstance(error, OutputError):  # it cannot be written, and perhaps can be read
        return _WAIT
    return (WayOut.TRY_AGAIN, WayOut.SHOW_FILES, WayOut.QUIT)
