"""What the services ask of the record about care: visits, scores, diaries, letters."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from clinic_app.domain.diary import Diary
from clinic_app.domain.letter import Letter
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.program import Handout
from clinic_app.domain.red_flags import RedFlagScreen
from clinic_app.domain.visit import Amendment, Visit
from clinic_app.domain.waiting import DraftWaiting, ReviewDue, RunningPlan, Seen, UnsignedVisit


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

    def delete(self, diary_id: UUID) -> None:
        """Forget a sheet that was keyed in by mistake (RecordError if there is none)."""
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


class HandoutRepository(Protocol):
    """What was handed out; never changed, never deleted."""

    def add(self, handout: Handout) -> None:
        """Record a handout."""
        ...

    def get(self, handout_id: UUID) -> Handout:
        """The handout of that id (RecordError if there is none)."""
        ...

    def of_program(self, program_id: UUID) -> Sequence[Handout]:
        """Newest first."""
        ...

    def of_patient(self, patient_id: UUID) -> Sequence[Handout]:
        """Newest first."""
        ...


class ScreenRepository(Protocol):
    """Red-flag screens; never changed, never deleted."""

    def add(self, screen: RedFlagScreen) -> None:
        """Record a screen."""
        ...

    def of_patient(self, patient_id: UUID) -> Sequence[RedFlagScreen]:
        """Newest first."""
        ...


class WaitingRepository(Protocol):
    """What waits over all patients; archived patients and programs wait for nobody."""

    def seen_lately(self, limit: int) -> Sequence[Seen]:
        """The patients of the last visits and handouts, the last one first."""
        ...

    def reviews_due(self, after: date, until: date, limit: int) -> Sequence[ReviewDue]:
        """Reviews named by last versions from ``after`` to ``until``, the longest overdue first."""
        ...

    def drafts(self, limit: int) -> Sequence[DraftWaiting]:
        """Drafts of patients, the one worked on last first."""
        ...

    def unsigned(self, limit: int) -> Sequence[UnsignedVisit]:
        """Visits nobody signed, the newest first."""
        ...

    def begun_between(self, after: date, until: date, limit: int) -> Sequence[RunningPlan]:
        """Programs first handed out in that time, as they were handed out last; the newest begun first."""
        ...
