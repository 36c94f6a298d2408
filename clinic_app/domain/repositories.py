"""What the services ask of the record: repositories inside one unit of work."""

from collections.abc import Sequence
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self
from uuid import UUID

from clinic_app.domain.access import Actor, KeyRing
from clinic_app.domain.audit import Auditor, AuditRepository
from clinic_app.domain.backup import BackupStore
from clinic_app.domain.care_repositories import (
    DiaryRepository,
    HandoutRepository,
    LetterRepository,
    MeasureResultRepository,
    ScreenRepository,
    VisitRepository,
    WaitingRepository,
)
from clinic_app.domain.clinic import ClinicProfile, Therapist
from clinic_app.domain.draft_repository import Draft as Draft
from clinic_app.domain.draft_repository import DraftRepository
from clinic_app.domain.errors import KnownError
from clinic_app.domain.found_text import TextRepository
from clinic_app.domain.handout_archive import HandoutArchive
from clinic_app.domain.merging import MergeRepository
from clinic_app.domain.namesake_repository import NamesakeRepository
from clinic_app.domain.out_repositories import ErasureRepository, SurveyRepository
from clinic_app.domain.patient import Episode, Patient
from clinic_app.domain.patient_search import Term
from clinic_app.domain.program import Program, ProgramSummary, ProgramVersion
from clinic_app.domain.shelf import OwnEntry, ShelfKind, ShelfUse


class Clock(Protocol):
    """Tells the time, so that tests can."""

    def __call__(self) -> datetime:
        """Now, in UTC, aware of its zone."""
        ...


class PatientRepository(NamesakeRepository, Protocol):
    """Patients; ``save`` refuses with ConflictError when the stored revision is not the patient's."""

    def get(self, patient_id: UUID) -> Patient:
        """The patient of that id (RecordError if there is none)."""
        ...

    def add(self, patient: Patient) -> None:
        """Add a new patient."""
        ...

    def save(self, patient: Patient) -> Patient:
        """Store the changes; returns the patient with its new revision."""
        ...

    def next_record_number(self) -> int:
        """A number that no patient has or ever had."""
        ...

    def search(self, terms: Sequence[Term], *, archived: bool, limit: int) -> Sequence[Patient]:
        """Patients whose folded names, record number and birth date meet every term, by name.

        ``archived`` chooses the archived ones only.
        """
        ...

    def meant_by(self, typed: str) -> Sequence[str]:
        """``typed`` itself where a patient's word starts with it, else the words it may be a slip of."""
        ...

    def count(self, *, archived: bool) -> int:
        """How many there are."""
        ...


class EpisodeRepository(Protocol):
    """Episodes of care."""

    def get(self, episode_id: UUID) -> Episode:
        """The episode of that id (RecordError if there is none)."""
        ...

    def add(self, episode: Episode) -> None:
        """Add a new episode."""
        ...

    def save(self, episode: Episode) -> Episode:
        """Store the changes; returns the episode with its new revision."""
        ...

    def of_patient(self, patient_id: UUID) -> Sequence[Episode]:
        """Newest first."""
        ...


class ProgramRepository(Protocol):
    """Programs with their versions and items."""

    def get(self, program_id: UUID) -> Program:
        """The program of that id (RecordError if there is none)."""
        ...

    def add(self, program: Program) -> None:
        """Add a new program."""
        ...

    def save(self, program: Program) -> None:
        """Store archiving, or a move to a patient or another episode."""
        ...

    def versions(self, program_id: UUID) -> Sequence[ProgramVersion]:
        """Every version, oldest first, the draft last."""
        ...

    def of_patient(self, patient_id: UUID) -> Sequence[Program]:
        """Every program, the archived ones too, newest first."""
        ...

    def versions_of_patient(self, patient_id: UUID) -> Sequence[ProgramVersion]:
        """Every version of every program, each program's oldest first."""
        ...

    def version(self, version_id: UUID) -> ProgramVersion:
        """The version of that id (RecordError if there is none)."""
        ...

    def add_version(self, version: ProgramVersion) -> None:
        """Add a new version, draft or numbered."""
        ...

    def save_version(self, version: ProgramVersion) -> ProgramVersion:
        """Store a draft's changes, or the step from draft to number.

        Raises:
            ConflictError: another window changed it first.
            RecordError: the stored version already has a number; it never changes again.
        """
        ...

    def delete_draft(self, version_id: UUID) -> None:
        """Forget a draft (RecordError for a numbered version)."""
        ...

    def summaries(
        self,
        *,
        patient_id: UUID | None = None,
        without_patient: bool = False,
        archived: bool = False,
        limit: int = 200,
    ) -> Sequence[ProgramSummary]:
        """Lines for a list, newest first; of one patient, of nobody, or of everybody."""
        ...


class ClinicRepository(Protocol):
    """The clinic's own profile and its therapists."""

    def profile(self) -> ClinicProfile | None:
        """None until the first-run form was answered or skipped."""
        ...

    def save_profile(self, profile: ClinicProfile) -> ClinicProfile:
        """Create or change the profile."""
        ...

    def therapists(self) -> Sequence[Therapist]:
        """By name."""
        ...

    def add_therapist(self, therapist: Therapist) -> None:
        """Add a therapist."""
        ...

    def save_therapist(self, therapist: Therapist) -> Therapist:
        """Store the changes."""
        ...


class ShelfRepository(Protocol):
    """What the clinic adds to the library, and how it uses it."""

    def uses(self, kind: ShelfKind) -> Sequence[ShelfUse]:
        """All of that kind, in no order."""
        ...

    def use_of(self, kind: ShelfKind, slug: str) -> ShelfUse:
        """How that one is used; never, if nothing is stored."""
        ...

    def keep_use(self, use: ShelfUse) -> None:
        """Store or replace it."""
        ...

    def own(self, kind: ShelfKind, *, archived: bool = False) -> Sequence[OwnEntry]:
        """Entries of that kind by slug; the archived ones too, where asked for."""
        ...

    def save_own(self, entry: OwnEntry) -> OwnEntry:
        """Create or change an entry; returns it with its new revision.

        Raises:
            ConflictError: another window changed it first.
        """
        ...


class UnitOfWork(Protocol):
    """One transaction: leave the block without ``commit()`` and nothing happened."""

    @property
    def patients(self) -> PatientRepository:
        """Patients."""
        ...

    @property
    def merges(self) -> MergeRepository:
        """Patients that turned out to be another."""
        ...

    @property
    def episodes(self) -> EpisodeRepository:
        """Episodes."""
        ...

    @property
    def programs(self) -> ProgramRepository:
        """Programs."""
        ...

    @property
    def handouts(self) -> HandoutRepository:
        """Handouts."""
        ...

    @property
    def clinic(self) -> ClinicRepository:
        """The clinic."""
        ...

    @property
    def drafts(self) -> DraftRepository:
        """What is being typed."""
        ...

    @property
    def shelf(self) -> ShelfRepository:
        """The clinic's own shelf."""
        ...

    @property
    def screens(self) -> ScreenRepository:
        """Red-flag screens."""
        ...

    @property
    def visits(self) -> VisitRepository:
        """Visits."""
        ...

    @property
    def results(self) -> MeasureResultRepository:
        """Scores."""
        ...

    @property
    def diaries(self) -> DiaryRepository:
        """Log sheets keyed in."""
        ...

    @property
    def letters(self) -> LetterRepository:
        """Letters."""
        ...

    @property
    def waiting(self) -> WaitingRepository:
        """What waits over all patients."""
        ...

    @property
    def texts(self) -> TextRepository:
        """The words of notes, programs and problems."""
        ...

    @property
    def survey(self) -> SurveyRepository:
        """Everything, in slices."""
        ...

    @property
    def erasures(self) -> ErasureRepository:
        """Patients that were erased for good."""
        ...

    @property
    def audit(self) -> AuditRepository:
        """Who did what."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def commit(self) -> None:
        """Make it so."""
        ...


class Record(Protocol):
    """The open record: the only way to units of work. One per unlock, closed at lock or quit."""

    @property
    def clock(self) -> Clock:
        """The time as this record sees it."""
        ...

    @property
    def actor(self) -> Actor:
        """Who works on it."""
        ...

    def act_as(self, actor: Actor) -> None:
        """Somebody has said who they are: they work on it from now on."""
        ...

    @property
    def keys(self) -> KeyRing:
        """The ways to open it."""
        ...

    @property
    def reading_only(self) -> KnownError | None:
        """Why nothing of it can be changed now; None as a rule."""
        ...

    @property
    def backups(self) -> BackupStore:
        """Makes backups of it."""
        ...

    @property
    def archive(self) -> HandoutArchive:
        """The bytes of handouts."""
        ...

    @property
    def auditor(self) -> Auditor:
        """Looks after the audit log."""
        ...

    def reading(self) -> UnitOfWork:
        """For looking only: never waits for a writer; commit() is an error."""
        ...

    def writing(self) -> UnitOfWork:
        """For changes: holds the one write lock from the start."""
        ...

    def noting(self) -> UnitOfWork:
        """For what everybody may write: that something was looked at or printed again."""
        ...

    def write_anew(self) -> None:
        """Write the database anew, without what its pages still show of entries that were deleted.

        Raises:
            KnownError: no room, or somebody else is writing; it is as it was.
        """
        ...

    def close(self) -> None:
        """Close every connection and let go of the lock and the key."""
        ...
