"""Patients with a row in every table that can name one, each recognised by a marker of its own."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID, uuid4

from builders import (
    MORNING,
    a_clinic,
    a_content,
    a_diary,
    a_draft,
    a_handout,
    a_letter,
    a_patient,
    a_program,
    a_result,
    a_therapist,
    a_visit,
    an_episode,
    an_item,
)
from clinic_app.domain.clinic import Therapist
from clinic_app.domain.erasure import Erasure
from clinic_app.domain.patient import Episode, Patient
from clinic_app.domain.program import Phase, ProgramContent, ProgramVersion
from clinic_app.domain.red_flags import RedFlagScreen
from clinic_app.domain.repositories import Draft, Record, UnitOfWork
from clinic_app.domain.shelf import OwnEntry, ShelfKind, ShelfUse
from clinic_app.domain.visit import Amendment, BodyView, ChartMark, Finding, FindingKind, Sensation, Visit

SHARED_SHEET = b"%PDF-1.4 the same sheet for everybody"


@dataclass(frozen=True)
class Whole:
    """A stored patient and the hashes of what only that patient's record holds."""

    patient: Patient
    own_hashes: frozenset[str]
    shared_hash: str
    program_id: UUID


def store_whole_patient(record: Record, marker: str, *, number: int = 1) -> Whole:
    """Everything at once; every text of it says ``marker``."""
    photo = record.archive.put(f"photo {marker}".encode("utf-8", "replace"))
    sheet = record.archive.put(f"%PDF-1.4 sheet {marker}".encode("utf-8", "replace"))
    sent = record.archive.put(f"%PDF-1.4 letter {marker}".encode("utf-8", "replace"))
    shared = record.archive.put(SHARED_SHEET)
    patient = _patient(marker, number, photo)
    merged = a_patient(
        record_number=number + 100, family_name=f"Twin{marker}", merged_into=patient.id, archived_at=MORNING
    )
    episode = _episode(patient, marker)
    program = replace(a_program(patient), episode_id=episode.id)
    content = _content(marker)
    draft = a_draft(program, content)
    therapist = a_therapist(name="Sam Keller")
    with record.writing() as work:
        if not work.clinic.therapists():
            work.clinic.add_therapist(therapist)
        (therapist,) = work.clinic.therapists()
        for each in (replace(patient, phone=f"former {marker}"), merged):
            work.patients.add(each)
        work.episodes.add(episode)
        work.programs.add(program)
        work.programs.add_version(draft)
        version = work.programs.save_version(replace(draft, number=1, handed_out_at=MORNING))
        second = a_draft(program, replace(content, title=f"Calves again {marker}"))
        work.programs.add_version(second)
        for sha256 in (sheet, shared):
            work.handouts.add(a_handout(version, sha256=sha256, therapist_id=therapist.id))
        visit = _visit(patient, episode, therapist, marker)
        work.visits.add(visit)
        signed = work.visits.save(visit.signed(MORNING, "Sam Keller"))
        work.visits.add_amendment(
            Amendment(
                id=uuid4(),
                visit_id=signed.id,
                text=f"later {marker}",
                amended_at=MORNING,
                amended_by="Sam Keller",
            )
        )
        _add_care(work, marker, visit, version, sent)
        work.commit()
    with record.writing() as work:
        patient = work.patients.save(patient)
        work.commit()
    return Whole(patient, frozenset({photo, sheet, sent}), shared, program.id)


def store_everything(record: Record) -> Whole:
    """A row in every table there is: also the clinic's own and what is left of somebody erased."""
    whole = store_whole_patient(record, "Marker", number=1)
    with record.writing() as work:
        work.clinic.save_profile(a_clinic())
        work.patients.next_record_number()
        work.shelf.keep_use(ShelfUse(kind=ShelfKind.EXERCISE, slug="cat-cow", is_favourite=True, uses=3))
        work.shelf.save_own(
            OwnEntry(kind=ShelfKind.EXERCISE, slug="cat-cow-2", table={"names": {"en": "Cat"}})
        )
        work.erasures.keep(
            Erasure(
                id=uuid4(),
                record_number=7,
                erased_at=MORNING,
                erased_by="Sam Keller",
                reason="asked for it",
                kept_until=date(2036, 1, 1),
            )
        )
        work.commit()
    return whole


def _add_care(work: UnitOfWork, marker: str, visit: Visit, version: ProgramVersion, sent: str) -> None:
    """Scores, a diary, a letter, a screen and something half typed."""
    patient = work.patients.get(visit.patient_id)
    first = a_result(patient, episode_id=visit.episode_id, visit_id=visit.id, note=f"score {marker}")
    work.results.add(first)
    work.results.add(
        a_result(patient, episode_id=visit.episode_id, value=2.0, answers=(2.0,), taken_on=date(2026, 12, 8))
    )
    work.diaries.add(a_diary(version, patient, note=f"diary {marker}"))
    work.letters.add(a_letter(patient, episode_id=visit.episode_id, sha256=sent, addressee=f"Dr {marker}"))
    work.screens.add(
        RedFlagScreen(
            id=uuid4(),
            patient_id=patient.id,
            screen="lumbar",
            screened_on=MORNING.date(),
            findings=("night_pain",),
            action=f"called {marker}",
        )
    )
    work.drafts.keep(Draft(f"screen:{patient.id}", f'{{"action": "half {marker}"}}', MORNING))


def _patient(marker: str, number: int, photo: str) -> Patient:
    return a_patient(
        record_number=number,
        family_name=f"Family{marker}",
        given_name=f"Given{marker}",
        preferred_name=f"Called{marker}",
        notes=f"notes {marker}",
        email=f"{marker}@example.org",
        phone=f"555 {marker}",
        address=f"1 {marker} Road",
        occupation=f"works {marker}",
        emergency_contact=f"sister {marker}",
        insurer=f"insurer {marker}",
        photo_sha256=photo,
    )


def _episode(patient: Patient, marker: str) -> Episode:
    return an_episode(
        patient,
        problem=f"pain {marker}",
        diagnosis=f"strain {marker}",
        diagnosis_code="S86.111A",
        goals=f"walk {marker}\nrun {marker}",
        activities=(f"stairs {marker}",),
        mechanism=f"fell {marker}",
    )


def _content(marker: str) -> ProgramContent:
    return a_content(
        title=f"Calves {marker}",
        why=f"why {marker}",
        items=(an_item(note=f"note {marker}"), an_item("soleus-stretch-on-step")),
        phase=Phase(name=f"phase {marker}", from_date=MORNING.date()),
        review_date=MORNING.date() + timedelta(days=14),
    )


def _visit(patient: Patient, episode: Episode, therapist: Therapist, marker: str) -> Visit:
    return a_visit(
        patient,
        episode_id=episode.id,
        therapist_id=therapist.id,
        subjective=f"says {marker}",
        assessment=f"think {marker}",
        plan=f"plan {marker}",
        pain_now=4,
        pain_best=1,
        pain_worst=7,
        body_chart=(ChartMark(sensation=Sensation.ACHE, view=BodyView.BACK, points=((1.0, 60.0),)),),
        findings=(
            Finding(kind=FindingKind.RANGE, name=f"flexion {marker}", left=30.0, right=45.0, unit="°"),
            Finding(kind=FindingKind.TIMED, name="chair stands", value=12.0),
        ),
    )
