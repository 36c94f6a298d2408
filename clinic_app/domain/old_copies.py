"""Copies that updates, restores and new beginnings leave beside the record.

They are whole records: a patient who was erased since is still in them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto
from typing import Protocol


class CopyKind(StrEnum):
    """What left a copy behind."""

    UPDATE = auto()
    """An update of the program changed the tables."""
    RESTORE = auto()
    """A backup took the record's place."""
    BEGINNING = auto()
    """It was moved aside for a new record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OldCopy:
    """One copy, as large as it is on the disk."""

    path: str
    kind: CopyKind
    kept_at: datetime
    size: int
    """In bytes."""
    is_of_this_record: bool = True
    """Whether it opens with this record's key: what another one holds is nowhere else."""


class CopyStore(Protocol):
    """Knows the copies beside the record that is open."""

    def found(self) -> Sequence[OldCopy]:
        """What lies there, newest first; for a worker."""
        ...

    def remove(self, copy: OldCopy) -> None:
        """Take one away, whole.

        Raises:
            RecordError: it is not one of those that are found.
            OutputError: it cannot be removed.
        """
        ...
