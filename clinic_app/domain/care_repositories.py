"""What the services ask of the record about care: visits, scores, diaries, letters."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from clinic_app.domain.diary import Diary
from clinic_app.domain.letter import Letter
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.visit import Amendment, Visit


class VisitRepository(Protocol):
    """Visits and what was added to them."""

    def get(self, visit_id: UUID) -> Visit:
        """The visit of that id (RecordError if there is none)."""
        ...

    def add(self, visit: Visit) -> None:
        """Add a new visit."""
        ...

    def save(self, visit: Visit) -> Visit:
        """Store the changes, or the signature; returns the visit with its new revision.

        Raises:
            ConflictError: another window changed it first.
            RecordError: the stored visit is signed; it never changes again.
        """
        ...

    def delete_unsigned(self, visit_id: UUID) -> None:
        """Forget a visit nobody signed (RecordError for a signed one)."""
        ...

    def of_patient(self, patient_id: UUID) -> Sequence[Visit]:
        """Newest first."""
        ...

    def unsigned(self, limit: int) -> Sequence[Visit]:
        """Visits nobody signed yet, of every patient, newest first."""
        ...

    def add_amendment(self, amendment: Amendment) -> None:
        """Add to a signed visit."""
        ...

    def amendments(self, patient_id: UUID) -> Sequence[Amendment]:
        """What was added to the patient's visits, oldest first."""
        ...


class MeasureResultRepository(Protocol):
    """Scores; added and withdrawn, never changed."""

    def add(self, result: MeasureResult) -> None:
        """Record a score."""
        ...

    def withdraw(self, result_id: UUID, at: datetime, because: str) -> None:
        """Take a score that was a mistake out of every count; it stays in the record."""
        ...

    def of_patient(self, patient_id: UUID) -> Sequence[MeasureResult]:
        """Newest first, the withdrawn ones too."""
        ...


class DiaryRepository(Protocol):
    """Log sheets that were keyed in; ``save`` refuses a stale revision with ConflictError."""

    def get(self, diary_id: UUID) -> Diary:
        """The diary of that id (RecordError if there is none)."""
        ...

    def add(self, diary: Diary) -> None:
        """Add a new diary."""
        ...

    def save(self, diary: Diary) -> Diary:
        """Store the changes; returns the diary with its new revision."""
        ...

    def of_patient(self, patient_id: UUID) -> Sequence[Diary]:
        """Newest first."""
        ...


class LetterRepository(Protocol):
    """Letters that were written; never changed."""

    def add(self, letter: Letter) -> None:
        """Record a letter."""
        ...

    def get(self, letter_id: UUID) -> Letter:
        """The letter of that id (RecordError if there is none)."""
        ...

    def of_patient(self, patient_id: UUID) -> Sequence[Letter]:
        """Newest first."""
        ...
