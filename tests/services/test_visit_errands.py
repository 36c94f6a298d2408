"""Visits: begun once a day, kept while unsigned, signed by somebody, then only amended; phrases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from builders import (
    MORNING,
    TickingClock,
    a_draft,
    a_handout,
    a_patient,
    a_program,
    a_therapist,
    a_visit,
    an_episode,
)
from clinic_app.domain.clinic import Phrase
from clinic_app.domain.errors import ConflictError, InputError, RecordError
from clinic_app.domain.patient import Patient
from clinic_app.domain.visit import BodyView, ChartMark, Finding, FindingKind, Sensation
from clinic_app.services.visits import VisitService
from fakes import FakeRecord


@pytest.fixture
def record() -> FakeRecord:
    return FakeRecord(TickingClock(MORNING))


@pytest.fixture
def visits(record: FakeRecord) -> VisitService:
    return VisitService(record)


@pytest.fixture
def patient(record: FakeRecord) -> Patient:
    patient = a_patient()
    record.tables.patients[patient.id] = patient
    return patient


def name_a_therapist(record: FakeRecord) -> None:
    ann = a_therapist(name="Ann Field", credentials="PT")
    record.tables.therapists[ann.id] = ann


def test_a_visit_begins_today_about_the_open_problem(
    record: FakeRecord, visits: VisitService, patient: Patient
) -> None:
    closed = an_episode(patient, closed_on=MORNING.date())
    back = an_episode(patient)
    record.tables.episodes |= {closed.id: closed, back.id: back}
    visit = visits.start(patient.id)
    assert (visit.episode_id, visit.visited_on, visit.is_empty) == (back.id, MORNING.date(), True)
    assert visits.start(patient.id) == visit, "pressing twice begins no second visit"
    assert visits.start(patient.id, closed.id).id != visit.id
    assert len(visits.of_patient(patient.id)) == 2


def test_what_is_typed_is_kept_and_another_window_is_told(visits: VisitService, patient: Patient) -> None:
    visit = visits.start(patient.id)
    kept = visits.keep(replace(visit, subjective="Stairs hurt."))
    assert kept.revision == visit.revision + 1
    with pytest.raises(ConflictError):
        visits.keep(replace(visit, plan="Something else"))
    with pytest.raises(InputError, match="0 to 10"):
        visits.keep(replace(kept, pain_now=11))
    with pytest.raises(InputError, match="in the future"):
        visits.keep(replace(kept, visited_on=MORNING.date() + timedelta(days=2)))


def test_signing_needs_a_name_a_word_and_pain_that_can_be(
    record: FakeRecord, visits: VisitService, patient: Patient
) -> None:
    visit = visits.start(patient.id)
    with pytest.raises(InputError, match="nothing to sign"):
        visits.sign(visit)
    noted = visits.keep(replace(visit, plan="Again on Friday", pain_best=6, pain_worst=3))
    with pytest.raises(InputError, match="at its best"):
        visits.sign(noted)
    with pytest.raises(InputError, match="name in Settings"):
        visits.sign(replace(noted, pain_best=2))
    name_a_therapist(record)
    signed = visits.sign(replace(noted, pain_best=2))
    assert (signed.is_signed, signed.signed_by) == (True, "Ann Field, PT")
    with pytest.raises(RecordError, match="never changes again"):
        visits.keep(replace(signed, plan="Other"))


def test_a_signed_visit_is_only_added_to(record: FakeRecord, visits: VisitService, patient: Patient) -> None:
    name_a_therapist(record)
    visit = visits.keep(replace(visits.start(patient.id), plan="Again on Friday"))
    with pytest.raises(InputError, match="not signed yet"):
        visits.amend(visit.id, "It was the left side.")
    visits.sign(visit)
    with pytest.raises(InputError, match="what is to be added"):
        visits.amend(visit.id, "  ")
    added = visits.amend(visit.id, " It was the left side. ")
    assert (added.text, added.amended_by) == ("It was the left side.", "Ann Field, PT")
    assert list(visits.open(visit.id).amendments) == [added]


def test_only_a_visit_without_a_word_is_dropped(visits: VisitService, patient: Patient) -> None:
    visit = visits.start(patient.id)
    assert visits.drop_if_empty(visit.id)
    assert visits.drop_if_empty(visit.id), "it is gone already"
    noted = visits.keep(replace(visits.start(patient.id), pain_now=3))
    assert not visits.drop_if_empty(noted.id)


def test_a_visit_opens_with_the_one_before_and_what_was_given_that_day(
    record: FakeRecord, visits: VisitService, patient: Patient
) -> None:
    older = a_visit(patient, visited_on=MORNING.date() - timedelta(days=9))
    empty = a_visit(patient, visited_on=MORNING.date() - timedelta(days=2), subjective="")
    record.tables.visits |= {older.id: older, empty.id: empty}
    program = a_program(patient)
    version = a_draft(program, number=2, handed_out_at=MORNING)
    handout = a_handout(version, handed_out_at=MORNING)
    record.tables.programs[program.id] = program
    record.tables.versions[version.id] = version
    record.tables.handouts[handout.id] = handout
    shown = visits.open(visits.start(patient.id).id)
    assert (shown.number, shown.before, shown.signs_as) == (3, older, "")
    assert [each.number for each in shown.given] == [2]


def test_what_was_measured_some_visits_ago_is_still_known(
    record: FakeRecord, visits: VisitService, patient: Patient
) -> None:
    reach = Finding(kind=FindingKind.RANGE, name="finger_to_floor", value=18, unit="cm")
    mark = ChartMark(sensation=Sensation.ACHE, view=BodyView.FRONT, points=((4.0, 5.0), (4.0, 12.0)))
    first = a_visit(
        patient, visited_on=MORNING.date() - timedelta(days=9), findings=(reach,), body_chart=(mark,)
    )
    second = a_visit(patient, visited_on=MORNING.date() - timedelta(days=2))
    record.tables.visits |= {first.id: first, second.id: second}
    shown = visits.open(visits.start(patient.id).id)
    assert (shown.before, shown.measured, shown.charted) == (second, first, first)


def test_phrases_are_added_changed_and_taken_away_by_name(visits: VisitService) -> None:
    visits.store_phrase(Phrase(name="/hep", text="Home program given and shown."))
    visits.store_phrase(Phrase(name="Again", text="Next visit in two weeks."))
    assert [each.name for each in visits.phrases()] == ["Again", "hep"]
    with pytest.raises(InputError, match="called HEP already"):
        visits.store_phrase(Phrase(name="HEP", text="x"))
    visits.store_phrase(Phrase(name="hep", text="Given."), instead_of="hep")
    assert visits.phrases()[1].text == "Given."
    assert [each.name for each in visits.remove_phrase("hep")] == ["Again"]
