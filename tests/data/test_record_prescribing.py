"""What prescribing keeps in the record: own words, advice, limits, doses, the shelf, screens."""

from dataclasses import replace
from uuid import uuid4

from builders import MORNING, a_content, a_draft, a_patient, a_program, a_wording, an_item
from clinic_app.data.record import SqlRecord
from clinic_app.domain.clinic import ClinicProfile, UsualDose
from clinic_app.domain.dosage import HoldDosage, Schedule
from clinic_app.domain.exercise import ExerciseKind
from clinic_app.domain.program import KeptAdvice
from clinic_app.domain.red_flags import RedFlagScreen
from clinic_app.domain.shelf import OwnEntry, ShelfKind, ShelfUse


def test_own_words_and_kept_advice_come_back(record: SqlRecord) -> None:
    kept = KeptAdvice(rule="W2", exercise_slug="cat-cow", reason="Irritable", by="Ann", on=MORNING.date())
    item = an_item(wording=a_wording(), has_own_wording=True)
    program = a_program()
    draft = a_draft(program, a_content(items=(item,), kept_advice=(kept,)))
    with record.writing() as work:
        work.programs.add(program)
        work.programs.add_version(draft)
        work.commit()
    with record.reading() as work:
        assert work.programs.version(draft.id).content == draft.content


def test_the_limits_of_a_patient_come_back(record: SqlRecord) -> None:
    limited = a_patient(no_floor=True, no_prone=True, equipment=("chair", "strap"), minutes_willing=10)
    with record.writing() as work:
        work.patients.add(limited)
        work.commit()
    with record.reading() as work:
        assert work.patients.get(limited.id) == limited


def test_the_clinics_usual_doses_come_back(record: SqlRecord) -> None:
    usual = UsualDose(
        kind=ExerciseKind.STATIC_STRETCH, dosage=HoldDosage(reps=2, hold_s=45), schedule=Schedule()
    )
    with record.writing() as work:
        work.clinic.save_profile(ClinicProfile(usual_doses=(usual,)))
        work.commit()
    with record.reading() as work:
        assert work.clinic.profile() == ClinicProfile(usual_doses=(usual,))


def test_favourites_uses_and_own_entries_come_back(record: SqlRecord) -> None:
    used = ShelfUse(kind=ShelfKind.EXERCISE, slug="cat-cow", is_favourite=True).used(MORNING)
    own = OwnEntry(kind=ShelfKind.EXERCISE, slug="own-bridge", table={"names": {"en": "My bridge"}})
    with record.writing() as work:
        work.shelf.keep_use(used)
        stored = work.shelf.save_own(own)
        changed = work.shelf.save_own(replace(stored, table={"names": {"en": "Our bridge"}}))
        work.shelf.save_own(replace(own, slug="gone", archived_at=MORNING))
        work.commit()
    with record.reading() as work:
        assert work.shelf.uses(ShelfKind.EXERCISE) == [used]
        assert work.shelf.use_of(ShelfKind.TEMPLATE, "cat-cow").uses == 0
        assert work.shelf.own(ShelfKind.EXERCISE) == [changed]
        assert len(work.shelf.own(ShelfKind.EXERCISE, archived=True)) == 2


def test_a_red_flag_screen_is_kept_with_what_was_done(record: SqlRecord) -> None:
    patient = a_patient()
    screen = RedFlagScreen(
        id=uuid4(),
        patient_id=patient.id,
        screen="LOWBACK",
        screened_on=MORNING.date(),
        findings=("saddle_numbness",),
        action="Sent to the emergency department.",
    )
    with record.writing() as work:
        work.patients.add(patient)
        work.screens.add(screen)
        work.commit()
    with record.reading() as work:
        assert work.screens.of_patient(patient.id) == [screen]
