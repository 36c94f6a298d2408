"""Errands about programs: start, open, change, revise, take from a template."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

from clinic_app.domain.errors import ConflictError, RecordError
from clinic_app.domain.library import Library, Template, TemplateLine
from clinic_app.domain.patient import Episode, Patient
from clinic_app.domain.people import matching_person
from clinic_app.domain.program import (
    Phase,
    Program,
    ProgramContent,
    ProgramItem,
    ProgramSummary,
    ProgramVersion,
)
from clinic_app.domain.program_checks import CLEARED_BY_NAME
from clinic_app.domain.program_limits import check_texts
from clinic_app.domain.repositories import Record, UnitOfWork
from clinic_app.domain.side import EpisodeSide, resolve_side


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenProgram:
    """A program with the version on the table (its draft, or the last numbered one) and its patient."""

    program: Program
    version: ProgramVersion
    patient: Patient | None
    last_number: int
    """Of the newest numbered version; 0 if none was handed out yet."""
    treated: Episode | None = None
    """The problem it is for: the program's own, else the only one that is open."""
    handed_out_by: str = ""
    """Who handed the version on the table out: name and credentials; empty for a draft."""


@dataclass(frozen=True, slots=True)
class ProgramService:
    """Works on one open record and one library."""

    record: Record
    library: Library

    def start(
        self,
        content: ProgramContent | None = None,
        *,
        patient_id: UUID | None = None,
        episode_id: UUID | None = None,
    ) -> OpenProgram:
        """A new program with a draft; for a patient, or for nobody yet.

        Raises:
            InputError: a text of endless length.
        """
        now = self.record.clock()
        check_texts(content or ProgramContent())
        with self.record.writing() as work:
            patient = work.patients.get(patient_id) if patient_id else None
            blank = content or ProgramContent(language=patient.language if patient else "en")
            if patient and not blank.person:
                blank = replace(blank, person=_figure_for(work, patient, now.astimezone().date()))
            program = Program(id=uuid4(), patient_id=patient_id, episode_id=episode_id, created_at=now)
            draft = ProgramVersion(
                id=uuid4(),
                program_id=program.id,
                number=None,
                content=blank,
                created_at=now,
                changed_at=now,
            )
            work.programs.add(program)
            work.programs.add_version(draft)
            treated = _treated(work, program)
            work.commit()
        return OpenProgram(program=program, version=draft, patient=patient, last_number=0, treated=treated)

    def open(self, program_id: UUID) -> OpenProgram:
        """The program as it was left: its draft, else its last handed-out version."""
        with self.record.reading() as work:
            return _opened(work, program_id)

    def versions(self, program_id: UUID) -> Sequence[ProgramVersion]:
        """Every version, oldest first, the draft last."""
        with self.record.reading() as work:
            return work.programs.versions(program_id)

    def save(self, version: ProgramVersion, content: ProgramContent) -> ProgramVersion:
        """Store a draft's new content; returns the version to go on with.

        Raises:
            InputError: a text of endless length.
            ConflictError: another window changed it first, or handed it out meanwhile.
        """
        check_texts(content)
        changed = replace(version, content=content, changed_at=self.record.clock())
        with self.record.writing() as work:
            stored = work.programs.save_version(changed)
            work.commit()
        return stored

    def revise(self, program_id: UUID) -> OpenProgram:
        """A draft that starts from the last handed-out version (or the draft there already is)."""
        now = self.record.clock()
        with self.record.writing() as work:
            opened = _opened(work, program_id)
            if opened.version.is_draft:
                return opened
            draft = ProgramVersion(
                id=uuid4(),
                program_id=program_id,
                number=None,
                content=thawed(
                    _visit_moved_on(opened.version, now.astimezone().date()), opened.version.number
                ),
                created_at=now,
                changed_at=now,
            )
            work.programs.add_version(draft)
            work.commit()
        return replace(opened, version=draft, handed_out_by="")

    def summaries(
        self,
        *,
        patient_id: UUID | None = None,
        without_patient: bool = False,
        archived: bool = False,
        limit: int = 200,
    ) -> Sequence[ProgramSummary]:
        """Lines for a list, newest first; of one patient, of nobody, or of everybody."""
        with self.record.reading() as work:
            return work.programs.summaries(
                patient_id=patient_id, without_patient=without_patient, archived=archived, limit=limit
            )

    def give_to(self, program_id: UUID, patient_id: UUID) -> OpenProgram:
        """Make a program without a patient this patient's, with all that was handed out of it.

        Raises:
            ConflictError: it is somebody's already.
        """
        with self.record.writing() as work:
            program = work.programs.get(program_id)
            if program.patient_id is not None:
                raise ConflictError("This program belongs to a patient already. Look at it there.")
            patient = work.patients.get(patient_id)
            current = [each for each in work.episodes.of_patient(patient.id) if each.closed_on is None]
            episode_id = current[0].id if current else None
            work.programs.save(replace(program, patient_id=patient.id, episode_id=episode_id))
            opened = _opened(work, program_id)
            work.commit()
        return opened

    def archive(self, program_id: UUID) -> None:
        """Take the program out of the lists; nothing is deleted."""
        self._set_archived(program_id, archived=True)

    def restore(self, program_id: UUID) -> None:
        """Bring an archived program back."""
        self._set_archived(program_id, archived=False)

    def from_template(
        self, slug: str, *, language: str = "en", affected: EpisodeSide = EpisodeSide.NONE, phase: int = 0
    ) -> ProgramContent:
        """The content a template starts a program with; the next visit is the therapist's to name.

        Raises:
            InputError: no such template, or a line needs the affected side and none is known.
        """
        return template_content(
            self.library.template(slug), language=language, affected=affected, phase=phase
        )

    def _set_archived(self, program_id: UUID, *, archived: bool) -> None:
        with self.record.writing() as work:
            program = work.programs.get(program_id)
            work.programs.save(replace(program, archived_at=self.record.clock() if archived else None))
            work.commit()


def _figure_for(work: UnitOfWork, patient: Patient, today: date) -> str:
    """Who the patient's sheets show: as the last one did, else whoever is nearest in sex and age."""
    for summary in work.programs.summaries(patient_id=patient.id, archived=False, limit=1):
        return work.programs.versions(summary.program_id)[-1].content.person
    return matching_person(patient, today)


def _visit_moved_on(version: ProgramVersion, today: date) -> ProgramContent:
    """A next visit that has come is followed by one as far from today as it was from its hand-out."""
    content, given = version.content, version.handed_out_at
    if content.review_date is None or content.review_date > today or given is None:
        return content
    span = content.review_date - given.astimezone().date()
    return replace(content, review_date=today + span if span.days > 0 else None)


def thawed(content: ProgramContent, number: int | None = None) -> ProgramContent:
    """A handed-out content made editable: own words stay, the rest follows the library again.

    Advice that was kept stays kept, marked with the version (``number``) it was kept in; what blocked is
    cleared only while what that depended on is known and the same.
    """
    kept = tuple(
        replace(each, version=each.version or number)
        for each in content.kept_advice
        if each.basis or each.rule.partition(":")[0] not in CLEARED_BY_NAME
    )
    return replace(content, items=tuple(map(_thawed_item, content.items)), kept_advice=kept)


def _thawed_item(item: ProgramItem) -> ProgramItem:
    wording = item.wording if item.has_own_wording else None
    return replace(item, id=uuid4(), wording=wording, pose_key="")


def template_content(
    template: Template,
    *,
    language: str = "en",
    affected: EpisodeSide = EpisodeSide.NONE,
    phase: int = 0,
) -> ProgramContent:
    """What a template starts a program with; no next visit is set.

    Raises:
        InputError: a line needs the affected side and none is known.
    """
    return ProgramContent(
        title=_in(template.titles, language),
        why=_in(template.whys, language),
        language=language,
        items=tuple(_item(line, affected) for line in template.phases[phase].lines),
        education=template.education,
        phase=_phase(template, phase, language),
        template_slug=template.slug,
    )


def _opened(work: UnitOfWork, program_id: UUID) -> OpenProgram:
    program = work.programs.get(program_id)
    versions = work.programs.versions(program_id)
    if not versions:
        raise RecordError("This program holds no version; restore it from a backup.")
    numbers = [version.number for version in versions if version.number is not None]
    return OpenProgram(
        program=program,
        version=versions[-1],
        patient=work.patients.get(program.patient_id) if program.patient_id else None,
        last_number=max(numbers, default=0),
        treated=_treated(work, program),
        handed_out_by=_signed_by(work, versions[-1]),
    )


def _treated(work: UnitOfWork, program: Program) -> Episode | None:
    if program.patient_id is None:
        return None
    current = [each for each in work.episodes.of_patient(program.patient_id) if each.closed_on is None]
    own = [each for each in current if each.id == program.episode_id]
    return own[0] if own else current[0] if len(current) == 1 else None


def _signed_by(work: UnitOfWork, version: ProgramVersion) -> str:
    if version.is_draft:
        return ""
    first_last = reversed(work.handouts.of_program(version.program_id))
    by = next((each.therapist_id for each in first_last if each.version_id == version.id), None)
    return next((each.signature for each in work.clinic.therapists() if each.id == by), "")


def _in(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or texts.get("en", "")


def _item(line: TemplateLine, affected: EpisodeSide) -> ProgramItem:
    return ProgramItem(
        exercise_slug=line.exercise_slug,
        side=resolve_side(line.side, affected),
        dosage=line.dosage,
        schedule=line.schedule,
    )


def _phase(template: Template, at: int, language: str) -> Phase | None:
    phase = template.phases[at]
    if not phase.names:
        return None
    return Phase(name=_in(phase.names, language), entry_criterion=_in(phase.entry_criteria, language))
