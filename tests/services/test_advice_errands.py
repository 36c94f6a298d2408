"""What is said of a patient's program, what a handout waits for, and red-flag screens."""

from dataclasses import replace
from uuid import uuid4

import pytest
from pypdfium2 import PdfDocument

from builders import a_clinic, a_content, a_patient, an_item
from clinic_app.data.library_files import load_library
from clinic_app.domain.errors import InputError
from clinic_app.domain.program import HandoutWay, KeptAdvice, ProgramContent
from clinic_app.domain.safety import Severity
from clinic_app.services.advice import waiting
from clinic_app.services.clinic import ClinicServices
from clinic_app.services.handouts import UnansweredError
from clinic_app.services.programs import OpenProgram
from desks import services_of
from fake_pictures import FakePictures
from fakes import FakeRecord

CALF = "gastrocnemius-stretch-on-stairs"


@pytest.fixture
def clinic() -> ClinicServices:
    return services_of(FakeRecord(), FakePictures(), load_library())


def opened(clinic: ClinicServices, **facts: object) -> OpenProgram:
    patient = clinic.patients.add(a_patient(id=uuid4(), **facts))
    return clinic.programs.start(a_content(items=(an_item(CALF),)), patient_id=patient.id)


def said(clinic: ClinicServices, program: OpenProgram) -> set[str]:
    facts = clinic.advice.facts(program)
    return {each.key for each in clinic.advice.on(program.version.content, facts)}


def answered(program: OpenProgram, *kept: KeptAdvice) -> OpenProgram:
    content = program.version.content
    for each in kept:
        content = content.keeping(each)
    return replace(program, version=replace(program.version, content=content))


def test_limits_of_the_patient_and_of_open_episodes_are_looked_at(clinic: ClinicServices) -> None:
    program = opened(clinic, precaution_tags=("balance_risk",))
    assert "W16:balance_risk" in said(clinic, program)
    assert program.patient is not None
    episode = clinic.patients.add_episode(program.patient.id, problem="Fall", region="lower_leg")
    clinic.patients.save_episode(replace(episode, precaution_tags=("fracture_unhealed",)))
    assert "W18:fracture_unhealed" in said(clinic, program)


def test_a_screen_is_asked_for_until_it_is_recorded(clinic: ClinicServices) -> None:
    program = opened(clinic)
    assert program.patient is not None
    assert "W17:CALF" in said(clinic, program)
    clinic.screens.store(program.patient.id, clinic.library.screens["CALF"], ())
    assert "W17:CALF" not in said(clinic, program)


def test_a_program_for_nobody_waits_for_nothing_and_of_an_empty_one_nothing_is_said(
    clinic: ClinicServices,
) -> None:
    loose = clinic.programs.start(a_content(items=(an_item(CALF),)))
    assert said(clinic, loose) == {"W6:gastrocnemius"}
    assert clinic.advice.unanswered(loose) == ()
    empty = opened(clinic)
    empty = replace(empty, version=replace(empty.version, content=ProgramContent()))
    assert said(clinic, empty) == set()


def test_a_handout_waits_until_everything_is_answered(clinic: ClinicServices) -> None:
    program = opened(clinic, precaution_tags=("dvt_suspected",))
    with pytest.raises(UnansweredError) as refused:
        clinic.handouts.prepare(program)
    keys = [each.key for each in refused.value.advice]
    assert set(keys) == {"W18:dvt_suspected", "W17:CALF", "W19", "W19:review"}
    assert refused.value.advice[0].severity is Severity.BLOCK
    assert clinic.handouts.preview(program).page_count

    clinic.profile.save_profile(a_clinic())
    some = answered(
        program,
        KeptAdvice(rule="W17:CALF", reason="Screened yesterday"),
        KeptAdvice(rule="W19:review", reason="Discharged"),
        KeptAdvice(rule="W18:dvt_suspected", exercise_slug=CALF, reason="Scan clear"),
    )
    assert [each.key for each in clinic.advice.unanswered(some)] == ["W18:dvt_suspected"]
    signed = KeptAdvice(rule="W18:dvt_suspected", exercise_slug=CALF, reason="Scan clear", by="Sam Keller")
    assert clinic.handouts.prepare(answered(some, signed)).version.number == 1


def test_what_waits_is_known_from_the_advice_alone(clinic: ClinicServices) -> None:
    program = opened(clinic)
    content = program.version.content
    advice = clinic.advice.on(content, clinic.advice.facts(program))
    assert waiting(advice, content) == clinic.advice.unanswered(program)


def test_a_finding_needs_what_was_done_about_it(clinic: ClinicServices) -> None:
    patient = clinic.patients.add(a_patient(id=uuid4()))
    screen = clinic.library.screens["LOWBACK"]
    with pytest.raises(InputError, match="done"):
        clinic.screens.store(patient.id, screen, {"bladder_bowel"}, "  ")
    stored = clinic.screens.store(
        patient.id, screen, {"bladder_bowel", "saddle_numbness"}, " To the emergency department "
    )
    assert stored.findings == ("saddle_numbness", "bladder_bowel")
    assert stored.action == "To the emergency department"
    assert list(clinic.screens.of_patient(patient.id)) == [stored]


def handed_out(clinic: ClinicServices, program: OpenProgram) -> OpenProgram:
    """Every question answered as in the window, and given."""
    content = program.version.content
    for each in clinic.advice.unanswered(program):
        content = content.keeping(
            KeptAdvice(
                rule=each.key,
                exercise_slug=each.exercise_slug,
                reason="Scan clear",
                by="Sam Keller",
                on=clinic.patients.today(),
                basis=each.basis,
            )
        )
    stored = replace(program, version=clinic.programs.save(program.version, content))
    clinic.handouts.hand_out(clinic.handouts.prepare(stored), HandoutWay.PRINTED)
    return clinic.programs.open(program.program.id)


def test_a_revision_carries_answers_with_the_version_they_are_from_and_asks_nothing_again(
    clinic: ClinicServices,
) -> None:
    given = handed_out(clinic, opened(clinic, precaution_tags=("dvt_suspected",)))
    revised = clinic.programs.revise(given.program.id)
    assert clinic.advice.unanswered(revised) == ()
    assert {each.version for each in revised.version.content.kept_advice} == {1}
    clinic.handouts.hand_out(clinic.handouts.prepare(revised), HandoutWay.PRINTED)
    third = clinic.programs.revise(given.program.id)
    assert {each.version for each in third.version.content.kept_advice} == {1}


def test_a_revision_with_another_dose_asks_about_what_blocked_again(clinic: ClinicServices) -> None:
    given = handed_out(clinic, opened(clinic, precaution_tags=("dvt_suspected",)))
    revised = clinic.programs.revise(given.program.id)
    content = revised.version.content
    (item,) = content.items
    changed = content.changed(replace(item, schedule=replace(item.schedule, times_per_day=3)))
    waits = clinic.advice.unanswered(replace(revised, version=replace(revised.version, content=changed)))
    assert [each.key for each in waits] == ["W18:dvt_suspected"]


def test_a_recorded_finding_blocks_the_next_version_until_a_name_clears_it(clinic: ClinicServices) -> None:
    given = handed_out(clinic, opened(clinic))
    assert given.patient is not None
    clinic.screens.store(given.patient.id, clinic.library.screens["CALF"], {"clot"}, "Sent to the hospital")
    revised = clinic.programs.revise(given.program.id)
    waits = clinic.advice.unanswered(revised)
    assert [each.key for each in waits] == ["W23:CALF"]
    assert waits[0].severity is Severity.BLOCK
    with pytest.raises(UnansweredError):
        clinic.handouts.prepare(revised)
    again = handed_out(clinic, revised)
    assert again.version.number == 2


def test_a_sheet_has_the_lines_of_the_patients_precautions(clinic: ClinicServices) -> None:
    given = opened(clinic, precaution_tags=("anticoagulant",))
    pages = PdfDocument(clinic.handouts.preview(given).data)
    assert any("blood thinners" in page.get_textpage().get_text_range() for page in pages)
