"""Errands about handouts: preview, hand out, print again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

from clinic_app.domain.audit import AuditAction, Noted
from clinic_app.domain.clinic import ClinicProfile
from clinic_app.domain.dose_rules import Advice
from clinic_app.domain.errors import InputError
from clinic_app.domain.handout_name import handout_file_name
from clinic_app.domain.library import Library
from clinic_app.domain.patient import Patient
from clinic_app.domain.program import (
    Handout,
    HandoutWay,
    ProgramContent,
    ProgramItem,
    ProgramVersion,
    prescribed,
)
from clinic_app.domain.repositories import Record
from clinic_app.domain.sheet_choices import Identity
from clinic_app.domain.sheet_text import sheet_text
from clinic_app.domain.words import Catalogue
from clinic_app.services.advice import AdviceService
from clinic_app.services.audit import AuditService
from clinic_app.services.printing import Pictures, SheetPrinter
from clinic_app.services.profile import ProfileService
from clinic_app.services.programs import OpenProgram
from clinic_app.services.sheet import SheetSubject
from clinic_app.services.sheet_names import initials
from clinic_app.services.ways_out import WaysOut

if TYPE_CHECKING:
    from clinic_app.pdf.writer import HandoutPdf


_MARK: Final = 8
"""Characters of an id that stand in a file's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedHandout:
    """A handout ready to leave: its bytes and the version as it will be frozen. Nothing is stored yet."""

    pdf: "HandoutPdf"
    version: ProgramVersion
    was_draft: bool
    file_name: str
    """What its file is called, unless somebody names it otherwise."""


class UnansweredError(InputError):
    """A patient's handout waits for answers; ``advice`` says to what."""

    def __init__(self, advice: Sequence[Advice]) -> None:
        super().__init__("Answer what the checks ask first; then the sheet can be handed out.")
        self.advice = tuple(advice)

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.advice,)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoutService:
    """Works on one open record, one library and one gallery of figures."""

    record: Record
    library: Library
    pictures: Pictures
    catalogue: Callable[[str], Catalogue]

    def preview(self, opened: OpenProgram, *, only_page: int | None = None) -> "HandoutPdf":
        """The sheet as it stands now; a draft carries a mark that says so.

        With ``only_page`` (from 0) the other pages stay blank: that one is there sooner.

        Raises:
            InputError: there is no exercise in the program yet.
        """
        subject = self._subject(opened, self._today(), number=opened.version.number)
        return self._write(opened.version.content, subject, only_page=only_page)

    def specimen(self) -> "HandoutPdf":
        """A sheet for nobody, to see the clinic's letterhead on."""
        profile = ProfileService(self.record)
        clinic, exercise = profile.profile(), next(iter(self.library.exercises.values()))
        content = ProgramContent(language=clinic.language, items=(prescribed(exercise),))
        subject = SheetSubject(
            clinic=clinic, therapist=profile.therapist(), day=self._today(), logo=profile.logo(clinic)
        )
        return self._write(content, subject)

    def plain_text(self, opened: OpenProgram) -> str:
        """What the sheet says, as plain text for any record system; the audit log says it was copied.

        Raises:
            InputError: there is no exercise in the program yet.
        """
        subject = self._subject(opened, self._today(), number=opened.version.number)
        text = sheet_text(self._printer().sheet(opened.version.content, subject))
        AuditService(self.record).note(
            AuditAction.COPIED, "program", opened.program.id, patient_id=opened.program.patient_id
        )
        return text

    def prepare(self, opened: OpenProgram) -> PreparedHandout:
        """Freeze the draft's wording, dose and poses under the next number, and set the sheet.

        A numbered version that was handed out before comes back with the very bytes of that time.

        Raises:
            UnansweredError: for a patient, a check blocks or asks and nobody has answered it.
        """
        version = opened.version
        if not version.is_draft:
            return self._prepared(self._last_bytes(version), version, opened.patient, was_draft=False)
        if unanswered := AdviceService(self.record, self.library).unanswered(opened):
            raise UnansweredError(unanswered)
        number = opened.last_number + 1
        subject = self._subject(opened, self._today(), number=number, draft=False)
        frozen = replace(
            version,
            number=number,
            content=self._frozen(version.content, subject.clinic),
            handed_out_at=self.record.clock(),
        )
        pdf = self._write(frozen.content, subject)
        return self._prepared(pdf, frozen, opened.patient, was_draft=True)

    def hand_out(self, prepared: PreparedHandout, way: HandoutWay) -> Handout:
        """Record that it left: number, frozen version, bytes and handout in one transaction.

        What was handed out before only leaves a note where whoever works here may change nothing.

        Raises:
            ConflictError: another window handed the draft out or changed it first.
        """
        if not prepared.was_draft and not self.record.actor.may_write:
            given = self.of_program(prepared.version.program_id)
            before = next(each for each in given if each.version_id == prepared.version.id)
            WaysOut(self.record).note(self.left_again(before))
            return before
        profile = ProfileService(self.record)
        therapist = profile.therapist()
        sha256 = self.record.archive.put(prepared.pdf.data)
        content = prepared.version.content
        with self.record.writing() as work:
            version = prepared.version
            if prepared.was_draft:
                version = work.programs.save_version(version)
            handout = Handout(
                id=uuid4(),
                program_id=version.program_id,
                version_id=version.id,
                version_number=version.number or 0,
                handed_out_at=self.record.clock(),
                therapist_id=therapist.id if therapist else None,
                way=way,
                sha256=sha256,
                page_count=prepared.pdf.page_count,
                paper=content.paper,
                language=content.language,
            )
            work.handouts.add(handout)
            work.commit()
        return handout

    def of_program(self, program_id: UUID) -> Sequence[Handout]:
        """What was handed out of a program, newest first."""
        with self.record.reading() as work:
            return work.handouts.of_program(program_id)

    def of_patient(self, patient_id: UUID) -> Sequence[Handout]:
        """What a patient was given, newest first."""
        with self.record.reading() as work:
            return work.handouts.of_patient(patient_id)

    def left_again(self, handout: Handout) -> Noted:
        """What the audit log says once something handed out is printed or saved again."""
        with self.record.reading() as work:
            patient_id = work.programs.get(handout.program_id).patient_id
        return Noted(AuditAction.REPRINTED, "handout", handout.id, patient_id)

    def bytes_of(self, handout: Handout) -> bytes:
        """The very bytes handed out."""
        return self.record.archive.get(handout.sha256)

    def file_name_of(self, handout: Handout) -> str:
        """What the file of something handed out is called."""
        with self.record.reading() as work:
            version = work.programs.version(handout.version_id)
            program = work.programs.get(handout.program_id)
            patient = work.patients.get(program.patient_id) if program.patient_id else None
        return self._file_name(version, patient, handout.handed_out_at.astimezone().date())

    def _prepared(
        self, pdf: "HandoutPdf", version: ProgramVersion, patient: Patient | None, *, was_draft: bool
    ) -> PreparedHandout:
        name = self._file_name(version, patient, self._today())
        return PreparedHandout(pdf=pdf, version=version, was_draft=was_draft, file_name=name)

    def _file_name(self, version: ProgramVersion, patient: Patient | None, day: date) -> str:
        """With the patient's initials, unless the sheet says nothing of whose it is."""
        content = version.content
        choices = content.choices or ProfileService(self.record).profile().choices
        usual = self.catalogue(content.language).gettext("Your exercises")
        is_named = choices.identity is not Identity.NONE
        person = initials(patient.full_name) if patient and is_named else ""
        return handout_file_name(day, content.title.strip() or usual, version.number or 1, person)

    def _last_bytes(self, version: ProgramVersion) -> "HandoutPdf":
        given = [each for each in self.of_program(version.program_id) if each.version_id == version.id]
        if not given:
            raise InputError("This version was never handed out; revise it and hand that out.")
        from clinic_app.pdf.writer import HandoutPdf  # ReportLab: not before it is needed

        last = given[0]
        return HandoutPdf(data=self.bytes_of(last), page_count=last.page_count, sha256=last.sha256)

    def _write(
        self, content: ProgramContent, subject: SheetSubject, *, only_page: int | None = None
    ) -> "HandoutPdf":
        return self._printer().print(content, subject, only_page=only_page)

    def _printer(self) -> SheetPrinter:
        return SheetPrinter(library=self.library, pictures=self.pictures, catalogue=self.catalogue)

    def _subject(
        self, opened: OpenProgram, day: date, *, number: int | None, draft: bool | None = None
    ) -> SheetSubject:
        profile = ProfileService(self.record)
        clinic, patient = profile.profile(), opened.patient
        limits = AdviceService(self.record, self.library).facts(opened).limits
        return SheetSubject(
            clinic=clinic,
            therapist=profile.therapist(),
            patient_name=patient.full_name if patient else "",
            birth_date=patient.birth_date if patient else None,
            day=day,
            version_number=number,
            is_draft=opened.version.is_draft if draft is None else draft,
            logo=profile.logo(clinic),
            precautions=frozenset(limits.tags),
            previous=self._previous(opened),
        )

    def _previous(self, opened: OpenProgram) -> ProgramContent | None:
        """What was handed out of the program before this version."""
        if not opened.last_number:
            return None
        number = opened.version.number
        with self.record.reading() as work:
            versions = work.programs.versions(opened.program.id)
        before = [each for each in versions if each.number and (number is None or each.number < number)]
        return before[-1].content if before else None

    def _frozen(self, content: ProgramContent, clinic: ClinicProfile) -> ProgramContent:
        """Texts the library has not in the sheet's language are those in the clinic's."""
        return replace(
            content,
            choices=content.choices or clinic.choices,
            items=tuple(self._frozen_item(item, content, clinic.language) for item in content.items),
        )

    def _frozen_item(self, item: ProgramItem, content: ProgramContent, otherwise: str) -> ProgramItem:
        exercise = self.library.exercise(item.exercise_slug)
        return replace(
            item,
            wording=item.wording or exercise.wording_in(content.language, otherwise),
            pose_key=self.pictures.pose_key(item.exercise_slug, person=content.person),
        )

    def _today(self) -> date:
        return self.record.clock().astimezone().date()
