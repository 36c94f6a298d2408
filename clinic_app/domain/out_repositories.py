"""What the services ask of the record to let it out, or to erase a part of it for good."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Protocol, TypeVar
from uuid import UUID

from clinic_app.domain.erasure import Erasure

Entity = TypeVar("Entity")


class SurveyRepository(Protocol):
    """Everything of everybody, in slices: no more of it is in memory than a slice.

    ``kind`` is one of the domain's classes that have a table: Patient, Episode, Program, ProgramVersion,
    Handout, Visit, Amendment, MeasureResult, Diary, Letter, RedFlagScreen.
    """

    def count(self, kind: type[object]) -> int:
        """How many there are."""
        ...

    def slice_after(self, kind: type[Entity], after: int, limit: int) -> tuple[Sequence[Entity], int]:
        """The next ones in the order they were entered, and where to go on (0 begins)."""
        ...


class ErasureRepository(Protocol):
    """Erases patients for good, and keeps the line that says so."""

    def merged_into(self, patient_id: UUID) -> Sequence[UUID]:
        """The records that were merged into this one, directly or by way of others."""
        ...

    def last_entry(self, patient_id: UUID) -> date:
        """The day of the newest row of the patient's record."""
        ...

    def counts(self, patient_id: UUID) -> tuple[int, int]:
        """How many rows name the patient, and how many files in the archive would go with them."""
        ...

    def erase(self, patient_id: UUID) -> Collection[str]:
        """Delete every row of the patient's; returns hashes of files that nobody else's record holds.

        Raises:
            RecordError: a row belongs to somebody else too; nothing was erased.
        """
        ...

    def keep(self, erasure: Erasure) -> None:
        """Store or replace the line of an erasure."""
        ...

    def all(self) -> Sequence[Erasure]:
        """Every erasure, newest first."""
        ...

    def held(self, hashes: Collection[str]) -> Collection[str]:
        """Those of the hashes that some row still names."""
        ...
