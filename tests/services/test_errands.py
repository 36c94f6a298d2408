"""The therapist's errands, on a record in memory: patients, programs, handouts."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from builders import ANSWERED, a_clinic, a_content, a_patient, a_wording, an_item
from clinic_app.data.library_files import load_library
from clinic_app.domain.errors import ConflictError, InputError, RecordError
from clinic_app.domain.patient import Sex
from clinic_app.domain.program import HandoutWay, KeptAdvice, ProgramContent, prescribed
from clinic_app.domain.side import EpisodeSide, Side
from clinic_app.services.clinic import ClinicServices
from clinic_app.services.programs import OpenProgram, thawed
from desks import services_of
from fake_pictures import FakePictures
from fakes import FakeRecord

CALF = "gastrocnemius-stretch-on-stairs"
SEED = "calf-flexibility-low-back-pain"


@pytest.fixture
def clinic() -> ClinicServices:
    return services_of(FakeRecord(), FakePictures(), load_library())


def _draft(clinic: ClinicServices) -> OpenProgram:
    patient = clinic.patients.add(a_patient(id=uuid4()))
    items = (prescribed(clinic.library.exercise(CALF)),)
    content = ProgramContent(title="Calves", items=items, kept_advice=ANSWERED)
    return clinic.programs.start(content, patient_id=patient.id)


def _handed_out(clinic: ClinicServices) -> OpenProgram:
    opened = _draft(clinic)
    clinic.handouts.hand_out(clinic.handouts.prepare(opened), HandoutWay.PRINTED)
    return clinic.programs.open(opened.program.id)


def test_record_numbers_are_never_given_twice(clinic: ClinicServices) -> None:
    first = clinic.patients.add(a_patient(id=uuid4()))
    clinic.patients.archive(first.id)

    assert clinic.patients.add(a_patient(id=uuid4())).record_number == first.record_number + 1


def test_a_patient_needs_a_family_name(clinic: ClinicServices) -> None:
    with pytest.raises(InputError, match="name"):
        clinic.patients.add(a_patient(family_name="  "))


def test_a_birth_date_in_the_future_is_refused(clinic: ClinicServices) -> None:
    with pytest.raises(InputError):
        clinic.patients.add(a_patient(birth_date=date(2999, 1, 1)))


def test_a_new_program_shows_somebody_like_the_patient_and_the_next_whoever_was_chosen(
    clinic: ClinicServices,
) -> None:
    patient = clinic.patients.add(a_patient(sex=Sex.FEMALE, birth_date=date(1950, 1, 1)))
    first = clinic.programs.start(patient_id=patient.id)
    assert first.version.content.person == "older-woman"

    clinic.programs.save(first.version, replace(first.version.content, person="heavier-woman"))
    assert clinic.programs.start(patient_id=patient.id).version.content.person == "heavier-woman"


def test_archived_patients_leave_the_list_and_come_back(clinic: ClinicServices) -> None:
    patient = clinic.patients.add(a_patient())

    clinic.patients.archive(patient.id)
    assert clinic.patients.search() == []
    assert clinic.patients.count(archived=True) == 1

    clinic.patients.restore(patient.id)
    assert [each.id for each in clinic.patients.search("exam")] == [patient.id]


def test_two_people_who_change_one_patient_do_not_overwrite_each_other(clinic: ClinicServices) -> None:
    patient = clinic.patients.add(a_patient())
    clinic.patients.save(replace(patient, phone="555 0101"))

    with pytest.raises(ConflictError):
        clinic.patients.save(replace(patient, phone="555 0102"))


def test_perhaps_the_same_person_is_found(clinic: ClinicServices) -> None:
    known = clinic.patients.add(a_patient(id=uuid4()))

    assert [each.patient.id for each in clinic.patients.namesakes(a_patient(id=uuid4()))] == [known.id]


def test_an_episode_needs_a_problem(clinic: ClinicServices) -> None:
    patient = clinic.patients.add(a_patient())

    with pytest.raises(InputError, match="problem"):
        clinic.patients.add_episode(patient.id, problem=" ")
    assert clinic.patients.add_episode(patient.id, problem="Calf strain").problem == "Calf strain"


def test_a_program_opens_as_it_was_left(clinic: ClinicServices) -> None:
    opened = _draft(clinic)
    changed = replace(opened.version.content, title="Better calves")
    clinic.programs.save(opened.version, changed)

    assert clinic.programs.open(opened.program.id).version.content == changed


def test_the_seed_template_starts_a_program_and_invents_no_next_visit(clinic: ClinicServices) -> None:
    content = clinic.programs.from_template(SEED)

    assert [item.exercise_slug for item in content.items] == [CALF, "soleus-stretch-on-step"]
    assert content.review_date is None
    assert content.session_s == 533


def test_handing_out_gives_a_number_and_freezes_words_and_poses(clinic: ClinicServices) -> None:
    version = _handed_out(clinic).version
    item = version.content.items[0]

    assert version.number == 1
    assert item.wording == clinic.library.exercise(CALF).wording_in("en")
    assert item.pose_key == FakePictures().pose_key(CALF)


def test_a_reprint_is_the_very_bytes_handed_out(clinic: ClinicServices) -> None:
    opened = _handed_out(clinic)
    handout = clinic.handouts.of_program(opened.program.id)[0]
    clinic.profile.save_profile(replace(clinic.profile.profile(), name="Another Name"))

    assert clinic.handouts.prepare(opened).pdf.data == clinic.handouts.bytes_of(handout)


def test_printing_again_is_recorded_but_is_no_new_version(clinic: ClinicServices) -> None:
    opened = _handed_out(clinic)
    clinic.handouts.hand_out(clinic.handouts.prepare(opened), HandoutWay.SAVED)

    handouts = clinic.handouts.of_program(opened.program.id)
    assert [handout.version_number for handout in handouts] == [1, 1]
    assert len(clinic.programs.versions(opened.program.id)) == 1


def test_a_handed_out_version_cannot_be_changed(clinic: ClinicServices) -> None:
    opened = _handed_out(clinic)

    with pytest.raises(RecordError):
        clinic.programs.save(opened.version, replace(opened.version.content, title="Other"))


def test_revising_starts_a_draft_that_follows_the_library_again(clinic: ClinicServices) -> None:
    first = _handed_out(clinic)
    revised = clinic.programs.revise(first.program.id)

    assert revised.version.is_draft
    assert revised.version.content.items[0].wording is None
    assert clinic.programs.revise(first.program.id).version.id == revised.version.id
    clinic.handouts.hand_out(clinic.handouts.prepare(revised), HandoutWay.PRINTED)
    assert clinic.programs.open(first.program.id).version.number == 2


def test_an_empty_program_cannot_be_handed_out(clinic: ClinicServices) -> None:
    opened = clinic.programs.start()

    with pytest.raises(InputError, match="nothing to print"):
        clinic.handouts.prepare(opened)


def test_the_preview_of_a_draft_is_marked_and_stores_nothing(clinic: ClinicServices) -> None:
    opened = _draft(clinic)

    assert clinic.handouts.preview(opened).page_count >= 1
    assert list(clinic.handouts.of_program(opened.program.id)) == []
    assert clinic.programs.open(opened.program.id).version.is_draft


def test_a_draft_handed_out_in_another_window_is_not_handed_out_twice(clinic: ClinicServices) -> None:
    opened = _draft(clinic)
    here, there = clinic.handouts.prepare(opened), clinic.handouts.prepare(opened)
    clinic.handouts.hand_out(there, HandoutWay.PRINTED)

    with pytest.raises(RecordError):
        clinic.handouts.hand_out(here, HandoutWay.PRINTED)
    assert len(clinic.handouts.of_program(opened.program.id)) == 1


def test_an_archived_program_leaves_the_lists_and_comes_back(clinic: ClinicServices) -> None:
    opened = _draft(clinic)

    clinic.programs.archive(opened.program.id)
    assert list(clinic.programs.summaries()) == []
    clinic.programs.restore(opened.program.id)
    assert [each.title for each in clinic.programs.summaries()] == ["Calves"]


def test_the_clinic_stands_on_the_next_sheet(clinic: ClinicServices) -> None:
    assert clinic.profile.is_first_run()
    clinic.profile.save_profile(a_clinic())
    clinic.profile.save_therapist(name="Sam Keller", credentials="PT")

    assert not clinic.profile.is_first_run()
    assert clinic.profile.profile().name == "Riverside Physiotherapy"


def test_a_template_of_the_affected_side_asks_which_it_is() -> None:
    desk_clinic = services_of(FakeRecord(), FakePictures())  # a small library with such a template

    with pytest.raises(InputError, match="which side is affected"):
        desk_clinic.programs.from_template("one-calf")
    content = desk_clinic.programs.from_template("one-calf", affected=EpisodeSide.LEFT)
    assert {item.side for item in content.items} == {Side.LEFT}


def test_a_revision_keeps_advice_but_not_what_blocked_where_its_grounds_are_unknown() -> None:
    noted = KeptAdvice(rule="W2", exercise_slug="cat-cow", reason="Irritable")
    cleared = KeptAdvice(
        rule="W18:dvt_suspected", exercise_slug="cat-cow", reason="Scan clear", by="Ann Example"
    )
    assert thawed(a_content(kept_advice=(noted, cleared))).kept_advice == (noted,)


def test_a_revision_keeps_own_words_and_lets_the_librarys_go() -> None:
    own = an_item(wording=a_wording(), has_own_wording=True)
    frozen = an_item(wording=a_wording())
    kept, let_go = thawed(a_content(items=(own, frozen))).items
    assert kept.wording == own.wording
    assert let_go.wording is None


def test_a_program_is_for_the_only_open_problem_and_for_none_where_there_are_two(
    clinic: ClinicServices,
) -> None:
    patient = clinic.patients.add(a_patient())
    knee = clinic.patients.add_episode(patient.id, problem="Knee pain", side=EpisodeSide.RIGHT)
    program = clinic.programs.start(patient_id=patient.id)
    assert program.treated == knee
    clinic.patients.add_episode(patient.id, problem="Neck pain")
    assert clinic.programs.open(program.program.id).treated is None
