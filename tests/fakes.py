"""Honest stand-ins: a record that keeps its promises in memory."""

import hashlib
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Self
from uuid import UUID

from builders import TickingClock
from clinic_app.domain.access import Actor
from clinic_app.domain.audit import AuditEntry
from clinic_app.domain.clinic import ClinicProfile, Therapist
from clinic_app.domain.erasure import Erasure
from clinic_app.domain.errors import ConflictError, KnownError, RecordError
from clinic_app.domain.folding import folded
from clinic_app.domain.merging import Merge
from clinic_app.domain.patient import Episode, Patient
from clinic_app.domain.program import Handout, Program, ProgramSummary, ProgramVersion, summary_of
from clinic_app.domain.repositories import Clock, Draft
from clinic_app.domain.shelf import OwnEntry, ShelfKind, ShelfUse
from fake_access import FakeKeyRing
from fake_audit import FakeAudit, FakeAuditor
from fake_backups import FakeBackups
from fake_care import (
    CareTables,
    FakeDiaries,
    FakeLetters,
    FakeMeasureResults,
    FakeScreens,
    FakeVisits,
    found,
    next_revision,
)
from fake_out import FakeErasures, FakeSurvey
from fake_patients import FakeEpisodes, FakeMerges, FakePatients
from fake_texts import FakeTexts
from fake_waiting import FakeWaiting


@dataclass
class Tables(CareTables):
    """Everything a record holds. Rows are immutable, so a shallow copy of the tables is a snapshot."""

    patients: dict[UUID, Patient] = field(default_factory=dict)
    last_record_number: int = 0
    episodes: dict[UUID, Episode] = field(default_factory=dict)
    programs: dict[UUID, Program] = field(default_factory=dict)
    versions: dict[UUID, ProgramVersion] = field(default_factory=dict)
    handouts: dict[UUID, Handout] = field(default_factory=dict)
    profile: ClinicProfile | None = None
    therapists: dict[UUID, Therapist] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)
    uses: dict[tuple[ShelfKind, str], ShelfUse] = field(default_factory=dict)
    own: dict[tuple[ShelfKind, str], OwnEntry] = field(default_factory=dict)
    erasures: dict[UUID, Erasure] = field(default_factory=dict)
    merges: dict[UUID, Merge] = field(default_factory=dict)
    audit: tuple[AuditEntry, ...] = ()
    said_before: dict[int, dict[str, object]] = field(default_factory=dict)

    def snapshot(self) -> "Tables":
        """A copy that may be changed without changing this one."""
        return Tables(**{name: copy(value) for name, value in vars(self).items()})


class FakePrograms:
    """Programs and versions in memory."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def get(self, program_id: UUID) -> Program:
        return found(self._tables.programs, program_id)

    def add(self, program: Program) -> None:
        self._tables.programs[program.id] = program

    def save(self, program: Program) -> None:
        self.get(program.id)
        self._tables.programs[program.id] = program

    def versions(self, program_id: UUID) -> Sequence[ProgramVersion]:
        own = [each for each in self._tables.versions.values() if each.program_id == program_id]
        return sorted(own, key=lambda each: (each.is_draft, each.number or 0))

    def of_patient(self, patient_id: UUID) -> Sequence[Program]:
        own = [each for each in self._tables.programs.values() if each.patient_id == patient_id]
        return sorted(own, key=lambda each: each.created_at)[::-1]

    def versions_of_patient(self, patient_id: UUID) -> Sequence[ProgramVersion]:
        return [each for program in self.of_patient(patient_id) for each in self.versions(program.id)]

    def version(self, version_id: UUID) -> ProgramVersion:
        return found(self._tables.versions, version_id)

    def add_version(self, version: ProgramVersion) -> None:
        self._tables.versions[version.id] = version

    def save_version(self, version: ProgramVersion) -> ProgramVersion:
        known = self.version(version.id)
        if not known.is_draft:
            raise ConflictError("This version was handed out and never changes again.")
        stored = replace(version, revision=next_revision(known.revision, version.revision))
        self._tables.versions[version.id] = stored
        return stored

    def delete_draft(self, version_id: UUID) -> None:
        if not self.version(version_id).is_draft:
            raise RecordError("This version was handed out and is kept.")
        del self._tables.versions[version_id]

    def summaries(
        self,
        *,
        patient_id: UUID | None = None,
        without_patient: bool = False,
        archived: bool = False,
        limit: int = 200,
    ) -> Sequence[ProgramSummary]:
        chosen = [
            self._summary(program)
            for program in self._tables.programs.values()
            if (program.archived_at is not None) == archived
            and (patient_id is None or program.patient_id == patient_id)
            and not (without_patient and program.patient_id is not None)
        ]
        return sorted(chosen, key=lambda line: line.changed_at)[::-1][:limit]

    def _summary(self, program: Program) -> ProgramSummary:
        patient = self._tables.patients.get(program.patient_id) if program.patient_id else None
        return summary_of(program, self.versions(program.id), patient.banner_name if patient else "")


class FakeHandouts:
    """Handouts in memory."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def add(self, handout: Handout) -> None:
        self._tables.handouts[handout.id] = handout

    def get(self, handout_id: UUID) -> Handout:
        return found(self._tables.handouts, handout_id)

    def of_program(self, program_id: UUID) -> Sequence[Handout]:
        return self._newest_first(lambda each: each.program_id == program_id)

    def of_patient(self, patient_id: UUID) -> Sequence[Handout]:
        programs = {each.id for each in self._tables.programs.values() if each.patient_id == patient_id}
        return self._newest_first(lambda each: each.program_id in programs)

    def _newest_first(self, wanted: Callable[[Handout], bool]) -> list[Handout]:
        chosen = [each for each in self._tables.handouts.values() if wanted(each)]
        return sorted(chosen, key=lambda each: each.handed_out_at)[::-1]


class FakeClinic:
    """The clinic in memory."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def profile(self) -> ClinicProfile | None:
        return self._tables.profile

    def save_profile(self, profile: ClinicProfile) -> ClinicProfile:
        known = self._tables.profile
        if known is not None:
            profile = replace(profile, revision=next_revision(known.revision, profile.revision))
        self._tables.profile = profile
        return profile

    def therapists(self) -> Sequence[Therapist]:
        return sorted(self._tables.therapists.values(), key=lambda each: folded(each.name))

    def add_therapist(self, therapist: Therapist) -> None:
        self._tables.therapists[therapist.id] = therapist

    def save_therapist(self, therapist: Therapist) -> Therapist:
        known = found(self._tables.therapists, therapist.id)
        stored = replace(therapist, revision=next_revision(known.revision, therapist.revision))
        self._tables.therapists[therapist.id] = stored
        return stored


class FakeDrafts:
    """Drafts in memory."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def keep(self, draft: Draft) -> None:
        self._tables.drafts[draft.key] = draft

    def find(self, key: str) -> Draft | None:
        return self._tables.drafts.get(key)

    def all(self, prefix: str = "") -> Sequence[Draft]:
        chosen = [each for key, each in self._tables.drafts.items() if key.startswith(prefix)]
        return sorted(chosen, key=lambda each: each.saved_at, reverse=True)

    def drop(self, key: str) -> None:
        self._tables.drafts.pop(key, None)


class FakeShelf:
    """Favourites, uses, own entries in memory."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def uses(self, kind: ShelfKind) -> Sequence[ShelfUse]:
        return [each for each in self._tables.uses.values() if each.kind is kind]

    def use_of(self, kind: ShelfKind, slug: str) -> ShelfUse:
        return self._tables.uses.get((kind, slug), ShelfUse(kind=kind, slug=slug))

    def keep_use(self, use: ShelfUse) -> None:
        self._tables.uses[use.kind, use.slug] = use

    def own(self, kind: ShelfKind, *, archived: bool = False) -> Sequence[OwnEntry]:
        chosen = [each for each in self._tables.own.values() if each.kind is kind]
        return sorted(
            (each for each in chosen if archived or each.archived_at is None), key=lambda each: each.slug
        )

    def save_own(self, entry: OwnEntry) -> OwnEntry:
        known = self._tables.own.get((entry.kind, entry.slug))
        revision = next_revision(known.revision, entry.revision) if known else entry.revision
        stored = replace(entry, revision=revision)
        self._tables.own[entry.kind, entry.slug] = stored
        return stored


class FakeUnitOfWork:
    """Works on a copy of the tables; only ``commit()`` makes the copy the record."""

    def __init__(self, record: "FakeRecord", *, may_write: bool) -> None:
        self._record = record
        self._may_write = may_write
        self._tables = Tables()

    def __enter__(self) -> Self:
        self._tables = self._record.tables.snapshot()
        self.patients = FakePatients(self._tables)
        self.merges = FakeMerges(self._tables)
        self.episodes = FakeEpisodes(self._tables)
        self.programs = FakePrograms(self._tables)
        self.handouts = FakeHandouts(self._tables)
        self.clinic = FakeClinic(self._tables)
        self.drafts = FakeDrafts(self._tables)
        self.shelf = FakeShelf(self._tables)
        self.screens = FakeScreens(self._tables)
        self.visits = FakeVisits(self._tables)
        self.results = FakeMeasureResults(self._tables)
        self.diaries = FakeDiaries(self._tables)
        self.letters = FakeLetters(self._tables)
        self.waiting = FakeWaiting(self._tables)
        self.survey = FakeSurvey(self._tables)
        self.erasures = FakeErasures(self._tables)
        self.texts = FakeTexts(self._tables)
        self.audit = FakeAudit(self._tables, self._record.clock, self._record.actor)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._tables = Tables()

    def commit(self) -> None:
        assert self._may_write, "a reading unit of work cannot commit"
        self._record.tables = self._tables.snapshot()


class FakeArchive:
    """Bytes by their hash, in memory."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def put(self, pdf: bytes) -> str:
        sha256 = hashlib.sha256(pdf).hexdigest()
        self.files.setdefault(sha256, pdf)
        return sha256

    def get(self, sha256: str) -> bytes:
        if sha256 not in self.files:
            raise RecordError("The sheet's file is missing. Restore it from a backup.")
        return self.files[sha256]

    def remove(self, sha256: str) -> None:
        self.files.pop(sha256, None)


class FakeRecord:
    """A record in memory, under a clock that the test winds."""

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock: Clock = clock or TickingClock()
        self.archive = FakeArchive()
        self.tables = Tables()
        self.is_closed = False
        self.actor = Actor()
        self.keys = FakeKeyRing()
        self.reading_only: KnownError | None = None
        self.auditor = FakeAuditor(self)
        self.backups = FakeBackups(self.clock, self._counts, files=self.archive.files, names=self._named)

    def _named(self) -> set[str]:
        return {each.sha256 for each in self.tables.handouts.values()}

    def _counts(self) -> dict[str, int]:
        tables = self.tables
        kinds = {"patient": tables.patients, "visit": tables.visits, "program": tables.programs}
        return {name: len(rows) for name, rows in (kinds | {"handout": tables.handouts}).items()}

    def act_as(self, actor: Actor) -> None:
        self.actor = actor

    def noting(self) -> FakeUnitOfWork:
        return self.writing()

    def reading(self) -> FakeUnitOfWork:
        assert not self.is_closed, "the record is closed"
        return FakeUnitOfWork(self, may_write=False)

    def writing(self) -> FakeUnitOfWork:
        assert not self.is_closed, "the record is closed"
        return FakeUnitOfWork(self, may_write=True)

    def write_anew(self) -> None:
        """There are no pages here."""

    def close(self) -> None:
        self.is_closed = True
