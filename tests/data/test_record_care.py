"""What the record keeps of care, and what it refuses to change."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from builders import (
    MORNING,
    a_diary,
    a_draft,
    a_letter,
    a_patient,
    a_program,
    a_result,
    a_visit,
    an_episode,
)
from clinic_app.data.engine import writing_engine
from clinic_app.data.key_file import read_key
from clinic_app.data.record import SqlRecord
from clinic_app.domain.clinic import ClinicProfile, Phrase
from clinic_app.domain.errors import ConflictError, RecordError
from clinic_app.domain.patient import Hand, Patient
from clinic_app.domain.visit import Amendment, BodyView, ChartMark, Finding, FindingKind, Sensation

STORY = {
    "occupation": "Cook",
    "sport": "Walking",
    "dominant_hand": Hand.LEFT,
    "needs_interpreter": True,
    "emergency_contact": "Sam, 555 0100",
    "referrer": "Dr Osei",
    "insurer": "Northern",
    "claim_number": "77-A",
    "consent_on": date(2026, 11, 24),
    "consent_note": "Signed on paper",
}


def _stored(record: SqlRecord) -> Patient:
    patient = a_patient(**STORY)
    with record.writing() as work:
        work.patients.add(patient)
        work.commit()
    return patient


def test_the_whole_patient_and_episode_come_back(record: SqlRecord) -> None:
    patient = _stored(record)
    episode = an_episode(
        patient,
        mechanism="Lifting",
        diagnosis="Low back pain",
        diagnosis_code="M54.50",
        activities=("Cook standing", "Climb two flights"),
        planned_visits=6,
        referrer="Dr Osei",
        outcome="Cooks again",
    )
    with record.writing() as work:
        work.episodes.add(episode)
        work.commit()
    with record.reading() as work:
        assert work.patients.get(patient.id) == patient
        assert work.episodes.get(episode.id) == episode


def test_a_visit_comes_back_with_its_chart_and_findings(record: SqlRecord) -> None:
    patient = _stored(record)
    mark = ChartMark(sensation=Sensation.ACHE, view=BodyView.BACK, points=((1.5, 40.0), (2.0, 42.5)))
    bend = Finding(kind=FindingKind.RANGE, name="ankle_dorsiflexion", left=8, right=12.5, unit="cm")
    visit = a_visit(patient, pain_now=4, pain_best=1, pain_worst=7, body_chart=(mark,), findings=(bend,))
    with record.writing() as work:
        work.visits.add(visit)
        changed = work.visits.save(replace(visit, plan="Longer holds"))
        work.commit()
    with record.reading() as work:
        assert work.visits.of_patient(patient.id) == [changed]


def test_a_visit_changed_in_another_window_is_not_overwritten(record: SqlRecord) -> None:
    patient = _stored(record)
    visit = a_visit(patient)
    with record.writing() as work:
        work.visits.add(visit)
        work.visits.save(replace(visit, plan="One"))
        with pytest.raises(ConflictError):
            work.visits.save(replace(visit, plan="Other"))


def test_a_signed_visit_is_only_amended(record: SqlRecord) -> None:
    patient = _stored(record)
    visit = a_visit(patient)
    note = Amendment(
        id=uuid4(), visit_id=visit.id, text="It was the left.", amended_at=MORNING, amended_by="S. Keller"
    )
    with record.writing() as work:
        work.visits.add(visit)
        signed = work.visits.save(visit.signed(MORNING, "S. Keller"))
        work.visits.add_amendment(note)
        work.commit()
    with record.writing() as work:
        with pytest.raises(RecordError, match="signed"):
            work.visits.save(replace(signed, plan="Other"))
        with pytest.raises(RecordError, match="signed"):
            work.visits.delete_unsigned(visit.id)
    with record.reading() as work:
        assert work.visits.get(visit.id) == signed
        assert work.visits.amendments(patient.id) == [note]


def test_scores_diaries_and_letters_come_back(record: SqlRecord) -> None:
    patient, program = _stored(record), a_program()
    draft = a_draft(program)
    result, mistake = a_result(patient, answers=(None, 6.0)), a_result(patient, measure="psfs")
    diary, letter = a_diary(draft, patient), a_letter(patient)
    with record.writing() as work:
        work.programs.add(program)
        work.programs.add_version(draft)
        work.results.add(result)
        work.results.add(mistake)
        work.results.withdraw(mistake.id, MORNING, "Wrong patient")
        work.diaries.add(diary)
        kept = work.diaries.save(replace(diary, note="Forgot the second week"))
        work.letters.add(letter)
        work.commit()
    with record.reading() as work:
        withdrawn = replace(mistake, withdrawn_at=MORNING, withdrawn_because="Wrong patient")
        assert set(work.results.of_patient(patient.id)) == {result, withdrawn}
        assert work.diaries.of_patient(patient.id) == [kept] == [work.diaries.get(diary.id)]
        assert work.letters.of_patient(patient.id) == [letter] == [work.letters.get(letter.id)]


def test_a_diary_keyed_in_by_mistake_is_forgotten(record: SqlRecord) -> None:
    patient, program = _stored(record), a_program()
    draft = a_draft(program)
    diary = a_diary(draft, patient)
    with record.writing() as work:
        work.programs.add(program)
        work.programs.add_version(draft)
        work.diaries.add(diary)
        work.diaries.delete(diary.id)
        assert not work.diaries.of_patient(patient.id)
        work.diaries.add(diary)
        assert work.diaries.of_patient(patient.id) == [diary]
        work.commit()


def test_nothing_changes_what_was_signed_scored_or_sent(record: SqlRecord, folder: Path) -> None:
    patient = _stored(record)
    visit = a_visit(patient)
    with record.writing() as work:
        work.visits.add(visit)
        work.visits.save(visit.signed(MORNING, "S. Keller"))
        work.results.add(a_result(patient))
        work.letters.add(a_letter(patient))
        work.commit()
    engine = writing_engine(folder / "record.db", read_key(folder).database_key())
    for change in (
        "UPDATE visit SET plan = 'other'",
        "UPDATE measure_result SET value = 0",
        "UPDATE letter SET addressee = 'other'",
        "DELETE FROM visit",
        "DELETE FROM measure_result",
        "DELETE FROM letter",
    ):
        with engine.connect() as connection, pytest.raises(Exception, match="never changes"):
            connection.exec_driver_sql(change)
    with engine.begin() as connection:  # a merge moves what belongs to a patient
        connection.exec_driver_sql("UPDATE visit SET patient_id = patient_id")
    engine.dispose()


def test_the_clinics_phrases_and_retention_come_back(record: SqlRecord) -> None:
    phrase = Phrase(name="hep", text="Home program reviewed.")
    profile = ClinicProfile(phrases=(phrase,), retention_years=15, retention_birthday=26)
    with record.writing() as work:
        work.clinic.save_profile(profile)
        work.commit()
    with record.reading() as work:
        assert work.clinic.profile() == profile
