"""A program's past: who gave what, taking an old version up, keeping what two windows typed."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from pypdfium2 import PdfDocument

from builders import TickingClock, a_content, a_patient, an_item
from clinic_app.domain.errors import ConflictError
from clinic_app.domain.program import HandoutWay, KeptAdvice
from clinic_app.services.clinic import ClinicServices
from clinic_app.services.programs import OpenProgram
from desks import services_of
from fake_pictures import FakePictures
from fakes import FakeRecord


@pytest.fixture
def services() -> ClinicServices:
    return services_of(FakeRecord(), FakePictures())


def a_program_of(services: ClinicServices, hold: str = "soleus-stretch-on-step") -> OpenProgram:
    patient = services.patients.add(a_patient(id=uuid4()))
    content = a_content(items=(an_item(), an_item(hold)), kept_advice=(KeptAdvice(rule="W2"),))
    return services.programs.start(content, patient_id=patient.id)


def give(services: ClinicServices, program_id: UUID) -> None:
    opened = services.programs.open(program_id)
    services.handouts.hand_out(services.handouts.prepare(opened), HandoutWay.PRINTED)


def test_each_version_says_who_gave_it_and_the_draft_stands_last(services: ClinicServices) -> None:
    services.profile.save_therapist(name="Sam Keller", credentials="PT")
    program_id = a_program_of(services).program.id
    give(services, program_id)
    services.programs.revise(program_id)
    history = services.history.of_program(program_id)
    assert [(each.version.number, each.therapist) for each in history.entries] == [
        (1, "Sam Keller, PT"),
        (None, ""),
    ]
    assert history.entries[0].handouts[0].way is HandoutWay.PRINTED
    assert history.before(history.entries[1].version.id) == history.entries[0]
    assert history.before(history.entries[0].version.id) is None


def test_the_sheet_is_signed_with_name_version_and_date(services: ClinicServices) -> None:
    services.profile.save_therapist(name="Sam Keller", credentials="PT")
    opened = services.programs.open(a_program_of(services).program.id)
    prepared = services.handouts.prepare(opened)
    page = PdfDocument(prepared.pdf.data)[0].get_textpage().get_text_range()
    assert page.startswith("Sam Keller, PT")
    assert "Version 1 · 24 November 2026" in page
    services.handouts.hand_out(prepared, HandoutWay.PRINTED)
    assert services.programs.open(opened.program.id).handed_out_by == "Sam Keller, PT"
    assert services.programs.revise(opened.program.id).handed_out_by == ""


def test_a_copy_for_another_patient_leaves_behind_what_was_the_first_ones(services: ClinicServices) -> None:
    opened = a_program_of(services)
    other = services.patients.add(a_patient(id=uuid4(), record_number=2, language="es"))
    copied = services.history.copied(opened.version.content, other.id)
    assert copied.patient == services.patients.get(other.id)
    assert copied.version.content.kept_advice == ()
    assert copied.version.content.language == "es"
    assert [each.exercise_slug for each in copied.version.content.items] == [
        each.exercise_slug for each in opened.version.content.items
    ]
    assert services.programs.open(opened.program.id).version == opened.version


def test_what_two_windows_typed_is_kept_twice(services: ClinicServices) -> None:
    mine = a_program_of(services)
    services.programs.save(mine.version, replace(mine.version.content, title="Theirs"))
    own = replace(mine.version.content, title="Mine")
    with pytest.raises(ConflictError):
        services.programs.save(mine.version, own)
    kept = services.history.kept_as_draft(mine, own)
    assert kept.program.id != mine.program.id
    assert kept.program.patient_id == mine.program.patient_id
    assert services.programs.open(kept.program.id).version.content.title == "Mine"
    assert services.programs.open(mine.program.id).version.content.title == "Theirs"


def test_what_was_typed_after_another_window_handed_out_is_the_next_draft(services: ClinicServices) -> None:
    mine = a_program_of(services)
    give(services, mine.program.id)
    kept = services.history.kept_as_draft(mine, replace(mine.version.content, title="Mine"))
    assert kept.program.id == mine.program.id
    again = services.programs.open(mine.program.id)
    assert (again.version.number, again.last_number, again.version.content.title) == (None, 1, "Mine")


def test_the_program_worked_on_last_is_the_one_revised(services: ClinicServices) -> None:
    opened = a_program_of(services)
    assert opened.patient is not None
    give(services, opened.program.id)
    revised = services.history.revise_last(opened.patient.id)
    assert revised is not None
    assert (revised.program.id, revised.version.is_draft) == (opened.program.id, True)
    assert services.history.revise_last(uuid4()) is None


@pytest.mark.parametrize(("weeks_later", "weeks_ahead"), [(2, 4), (4, 8), (5, 9)])
def test_a_visit_that_has_come_is_followed_by_one_as_far_ahead(
    services: ClinicServices, weeks_later: int, weeks_ahead: int
) -> None:
    """Handed out with four weeks to the next visit; revised before, at and after it."""
    opened = a_program_of(services)
    clock = services.record.clock
    assert isinstance(clock, TickingClock)
    day = clock().date()
    in_four_weeks = replace(opened.version.content, review_date=day + timedelta(weeks=4))
    services.programs.save(opened.version, in_four_weeks)
    give(services, opened.program.id)
    clock.wait(weeks=weeks_later)
    revised = services.programs.revise(opened.program.id).version
    assert revised.content.review_date == day + timedelta(weeks=weeks_ahead)
