"""The audit log: who did what to which part of the record, when; and what a check of it found.

Every change of a row has an entry, and so has what leaves the record without changing it. An entry names
people and rows by their ids; what a row said before a change is sealed under a key of the patient's, which
an erasure destroys.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum, StrEnum
from typing import Any, Protocol
from uuid import UUID


class AuditAction(StrEnum):
    """What somebody did. Stored by its word, so a word never changes."""

    ADDED = "added"
    CHANGED = "changed"
    DELETED = "deleted"
    FOUND = "found"
    """There already when the log began."""
    SIGNED = "signed"
    HANDED_OUT = "handed_out"
    SETTINGS_CHANGED = "settings_changed"
    ERASED = "erased"
    MERGED = "merged"
    TAKEN_APART = "taken_apart"
    IMPORTED = "imported"
    OPENED = "opened"
    PRINTED = "printed"
    REPRINTED = "reprinted"
    EXPORTED = "exported"
    COPIED = "copied"
    """As text, to the clipboard."""
    UNLOCKED = "unlocked"
    LOCKED = "locked"
    PASSPHRASE_CHANGED = "passphrase_changed"
    WAY_ADDED = "way_added"
    WAY_REMOVED = "way_removed"
    WAY_FOUND = "way_found"
    """In the key file, and no entry says who added it."""
    BACKED_UP = "backed_up"
    RESTORED = "restored"
    WENT_ON = "went_on"
    """With a record that is older than the one last seen here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One line of the log."""

    number: int
    at: datetime
    actor: str
    therapist_id: UUID | None
    action: AuditAction
    subject: str
    """A table of the record, or what else was touched ("record", "way")."""
    subject_id: str = ""
    patient_id: UUID | None = None
    detail: str = ""
    """A short word or number, never anything of a person: "fhir", "3 failed tries"."""
    has_before: bool = False
    """Whether it keeps what the row said before."""


@dataclass(frozen=True, slots=True)
class Noted:
    """What the log says of something that leaves the program; the fields are an entry's."""

    action: AuditAction
    subject: str = "record"
    subject_id: UUID | str = ""
    patient_id: UUID | None = None
    detail: str = ""

    @property
    def in_a_file(self) -> "Noted":
        """The same where the printer's dialog, or no printer at all, makes a file of it."""
        return replace(self, action=AuditAction.EXPORTED) if self.action is AuditAction.PRINTED else self


class ByItsRow(Enum):
    """Says instead of ``Noted`` that what leaves is stored right after, and the log sees its row."""

    STORED = "stored"


Leaving = Noted | ByItsRow


@dataclass(frozen=True, slots=True)
class AuditHead:
    """Where the log ends: how many entries, and the MAC of the last, which stands for all before it."""

    count: int
    mac: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """Which entries are looked for; what is None or empty does not matter."""

    actor: str | None = None
    patient_id: UUID | None = None
    actions: frozenset[AuditAction] = frozenset()
    since: datetime | None = None
    until: datetime | None = None
    """The first moment that is too late."""


EVERYTHING = AuditFilter()


class AuditRepository(Protocol):
    """The log within one unit of work. Changes of rows enter it by themselves."""

    def note(
        self,
        action: AuditAction,
        subject: str = "record",
        subject_id: UUID | str = "",
        *,
        patient_id: UUID | None = None,
        detail: str = "",
    ) -> None:
        """Enter something that changes no row; it is there once the work is committed."""
        ...

    def page(self, wanted: AuditFilter, *, before: int | None, limit: int) -> Sequence[AuditEntry]:
        """Entries newest first, from the one below number ``before`` on."""
        ...

    def count(self, wanted: AuditFilter) -> int:
        """How many there are."""
        ...

    def actors(self) -> Sequence[str]:
        """Everybody who is named in it, in order."""
        ...

    def said_before(self, number: int) -> Mapping[str, Any] | None:
        """The old values that entry keeps, by column; None if it has none or the patient was erased."""
        ...


class Standing(StrEnum):
    """What the record is, beside the one that was last seen here."""

    UNKNOWN = "unknown"
    """Nothing is remembered of it."""
    WHOLE = "whole"
    OLDER = "older"
    """An older copy was put back, or the end of the log was cut off."""
    ANOTHER = "another"
    """As long or longer, but not what was seen."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How the record stands beside what was last seen; ``missing`` entries are gone."""

    standing: Standing
    missing: int = 0
    last_at: datetime | None = None
    """When that was."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A row that is not what the log says."""

    subject: str
    subject_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """What a check of the whole log and of every row found."""

    entries: int
    rows: int
    broken: tuple[int, ...] = ()
    """Numbers of entries that were changed, or before which some were taken out."""
    seen: Seen = Seen(Standing.WHOLE)
    changed: tuple[Mismatch, ...] = ()
    """Rows that say something else than the log."""
    missing: tuple[Mismatch, ...] = ()
    """Rows the log knows of that are gone."""
    forged: tuple[Mismatch, ...] = ()
    """Rows the log does not know of."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found."""
        faults = (*self.broken, *self.changed, *self.missing, *self.forged)
        return not faults and self.seen.standing in (Standing.WHOLE, Standing.UNKNOWN)


class Auditor(Protocol):
    """Looks after the log of the record that is open."""

    def head(self) -> AuditHead:
        """Where the log ends now."""
        ...

    def seen(self) -> Seen:
        """How the record stood, when it was opened, beside the one last seen here."""
        ...

    def remember(self) -> None:
        """Remember now where the log ends; done by itself at opening, closing and every minute of work."""
        ...

    def go_on(self, action: AuditAction = AuditAction.WENT_ON, detail: str = "") -> None:
        """Take the record as it is from now on, though it is not the one last seen; ``action`` is noted."""
        ...

    def verify(self, step: Callable[[int, int], None]) -> AuditReport:
        """Check every entry and every row; ``step`` is told how far it is. For a worker."""
        ...
