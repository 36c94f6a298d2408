"""Errands about a program's past: its versions, who gave them out, what changed, taking one up again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from clinic_app.domain.patient import Patient
from clinic_app.domain.program import (
    Handout,
    Program,
    ProgramContent,
    ProgramVersion,
)
from clinic_app.domain.repositories import Record, UnitOfWork
from clinic_app.services.programs import OpenProgram, ProgramService, thawed


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionEntry:
    """One version, how it left (oldest first), and by whom."""

    version: ProgramVersion
    handouts: tuple[Handout, ...] = ()
    therapist: str = ""
    """Name and credentials of who handed it out; empty for a draft, or where nobody was named."""

    @property
    def content(self) -> ProgramContent:
        """What it says."""
        return self.version.content


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramHistory:
    """A program's versions, oldest first, the draft last."""

    program: Program
    patient: Patient | None
    entries: tuple[VersionEntry, ...]

    @property
    def title(self) -> str:
        """The newest version's title."""
        return self.entries[-1].content.title if self.entries else ""

    def entry(self, version_id: UUID) -> VersionEntry | None:
        """The version of that id, if it is there."""
        return next((each for each in self.entries if each.version.id == version_id), None)

    def before(self, version_id: UUID) -> VersionEntry | None:
        """The version before that one; None for the first."""
        ids = [each.version.id for each in self.entries]
        at = ids.index(version_id) if version_id in ids else 0
        return self.entries[at - 1] if at else None


@dataclass(frozen=True, slots=True)
class HistoryService:
    """Works on one open record, through the errands about programs where something is stored."""

    record: Record
    programs: ProgramService

    def of_program(self, program_id: UUID) -> ProgramHistory:
        """Every version of a program, with its handouts and who gave them."""
        with self.record.reading() as work:
            return _history(work, work.programs.get(program_id))

    def revise_last(self, patient_id: UUID) -> OpenProgram | None:
        """The patient's last program as a draft; None where there is none.

        The last one handed out, else the one worked on last.
        """
        with self.record.reading() as work:
            programs = work.programs.summaries(patient_id=patient_id, archived=False)
        given = [each for each in programs if each.last_number is not None]
        chosen = given or programs
        return self.programs.revise(chosen[0].program_id) if chosen else None

    def copied(self, content: ProgramContent, patient_id: UUID) -> OpenProgram:
        """A new program for another patient, with the same exercises, doses and words.

        What belongs to the one patient alone stays behind: next visit, kept advice, who the figures show.
        """
        with self.record.reading() as work:
            patient = work.patients.get(patient_id)
            current = [each for each in work.episodes.of_patient(patient_id) if each.closed_on is None]
        blank = replace(
            thawed(content), review_date=None, kept_advice=(), person="", language=patient.language
        )
        episode_id = current[0].id if current else None
        return self.programs.start(blank, patient_id=patient_id, episode_id=episode_id)

    def kept_as_draft(self, opened: OpenProgram, content: ProgramContent) -> OpenProgram:
        """What was typed into a draft that another window changed or handed out first: a draft of its own.

        It is the program's next draft where there is none; else a new program of the same patient.
        """
        program = opened.program
        versions = self.programs.versions(program.id)
        fresh = replace(content, items=tuple(replace(item, id=uuid4()) for item in content.items))
        if not versions[-1].is_draft:
            revised = self.programs.revise(program.id)
            return replace(revised, version=self.programs.save(revised.version, fresh))
        return self.programs.start(fresh, patient_id=program.patient_id, episode_id=program.episode_id)


def _history(work: UnitOfWork, program: Program) -> ProgramHistory:
    names = {each.id: each.signature for each in work.clinic.therapists()}
    given: dict[UUID, list[Handout]] = {}
    for handout in reversed(work.handouts.of_program(program.id)):
        given.setdefault(handout.version_id, []).append(handout)
    return ProgramHistory(
        program=program,
        patient=work.patients.get(program.patient_id) if program.patient_id else None,
        entries=tuple(
            _entry(each, given.get(each.id, ()), names) for each in work.programs.versions(program.id)
        ),
    )


def _entry(version: ProgramVersion, handouts: Sequence[Handout], names: dict[UUID, str]) -> VersionEntry:
    by = handouts[0].therapist_id if handouts else None
    return VersionEntry(version=version, handouts=tuple(handouts), therapist=names.get(by, "") if by else "")
