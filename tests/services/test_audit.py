"""What leaves the record, and what changes no row, stands in the log; owners read, check and export it."""

import csv
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from builders import MORNING, a_patient
from clinic_app.domain.access import Actor, NotAllowedError, Role
from clinic_app.domain.audit import (
    EVERYTHING,
    AuditAction,
    AuditEntry,
    AuditFilter,
    AuditReport,
    Mismatch,
    Seen,
    Standing,
)
from clinic_app.domain.audit_words import ACTIONS, SUBJECTS, report_words, seen_words, subject_name
from clinic_app.domain.patient import Patient
from clinic_app.domain.words import ENGLISH
from clinic_app.services.audit import PAGE, AuditService
from clinic_app.services.merging import MergeService
from clinic_app.services.story import StoryService
from fakes import FakeRecord


@pytest.fixture
def record() -> FakeRecord:
    return FakeRecord()


@pytest.fixture
def patient(record: FakeRecord) -> Patient:
    made = a_patient(family_name="=Example")
    with record.writing() as work:
        work.patients.add(made)
        work.commit()
    return made


def done(record: FakeRecord) -> list[tuple[AuditAction, str, str]]:
    return [(each.action, each.subject, each.detail) for each in record.tables.audit]


def no_step(_done: int, _whole: int) -> None:
    """Nobody watches."""


def test_every_action_has_a_word() -> None:
    assert set(ACTIONS) == set(AuditAction)


def test_opening_a_patient_is_noted_with_whose_page_it_was(record: FakeRecord, patient: Patient) -> None:
    StoryService(record).opened(patient.id)
    [entry] = record.tables.audit
    assert (entry.action, entry.patient_id) == (AuditAction.OPENED, patient.id)


def test_a_merge_and_its_undoing_are_noted(record: FakeRecord, patient: Patient) -> None:
    other = a_patient(record_number=2)
    with record.writing() as work:
        work.patients.add(other)
        work.commit()
    service = MergeService(record)
    service.merge(patient, other, {})
    service.take_apart(other.id)
    assert [each for each, *_ in done(record)] == [AuditAction.MERGED, AuditAction.TAKEN_APART]


def test_the_log_is_read_newest_first_with_the_patients(record: FakeRecord, patient: Patient) -> None:
    service = AuditService(record)
    service.note(AuditAction.OPENED, "patient", patient.id, patient_id=patient.id)
    service.note(AuditAction.EXPORTED, "patient", uuid4(), patient_id=uuid4())
    view = service.view(EVERYTHING)
    assert view.count == 2
    assert [line.patient for line in view.lines] == [None, patient]
    assert service.view(AuditFilter(patient_id=patient.id)).count == 1


def test_long_logs_are_read_in_stretches(record: FakeRecord) -> None:
    service = AuditService(record)
    for _ in range(PAGE + 3):
        service.note(AuditAction.LOCKED)
    first = service.view(EVERYTHING)
    rest = service.view(EVERYTHING, before=first.lines[-1].entry.number)
    assert [len(first.lines), len(rest.lines)] == [PAGE, 3]


@pytest.mark.parametrize("role", [Role.THERAPIST, Role.ASSISTANT])
def test_only_owners_read_check_and_export_it(record: FakeRecord, role: Role, tmp_path: Path) -> None:
    record.actor = Actor(name="Ada", role=role)
    service = AuditService(record)
    service.note(AuditAction.PRINTED, "handout")
    for errand in (
        lambda: service.view(EVERYTHING),
        lambda: service.said_before(1),
        lambda: service.verify(no_step),
        lambda: service.export(EVERYTHING, tmp_path / "log.csv", ENGLISH, no_step),
    ):
        with pytest.raises(NotAllowedError):
            errand()
    assert done(record) == [(AuditAction.PRINTED, "handout", "")]


def test_the_log_leaves_as_a_table_without_names(
    record: FakeRecord, patient: Patient, tmp_path: Path
) -> None:
    record.actor = Actor(name="=SUM(A1)")
    service = AuditService(record)
    service.note(AuditAction.OPENED, "patient", patient.id, patient_id=patient.id)
    service.note(AuditAction.EXPORTED, "patient", patient.id, patient_id=patient.id, detail="fhir")
    target = tmp_path / "log.csv"
    assert service.export(EVERYTHING, target, ENGLISH, no_step) == 2
    content = target.read_text("utf-8-sig")
    assert "Example" not in content
    header, newest, oldest = csv.reader(content.splitlines())
    assert header[:5] == ["number", "at", "who", "what", "subject"]
    assert newest[2:7] == ["'=SUM(A1)", "Exported", "Patient", "fhir", patient.written_number]
    assert oldest[0] == "1"
    assert done(record)[-1] == (AuditAction.EXPORTED, "record", "audit")


def test_a_whole_log_is_said_in_one_sentence() -> None:
    said = report_words(AuditReport(entries=1, rows=2), ENGLISH)
    assert said == "Everything is as the log says: 1 entry and 2 rows checked."


def test_faults_are_said_in_one_sentence() -> None:
    row = Mismatch("visit", "x")
    report = AuditReport(
        entries=9,
        rows=9,
        broken=(4,),
        changed=(row, row),
        missing=(row,),
        forged=(row,),
        seen=Seen(Standing.OLDER, 3, MORNING),
    )
    said = report_words(report, ENGLISH)
    for part in (
        "1 entry was changed",
        "2 rows are not what was saved",
        "1 row is gone",
        "3 entries that were",
    ):
        assert part in said
    assert said.endswith(".")
    assert "that was used here" in seen_words(Seen(Standing.ANOTHER, 0, MORNING), ENGLISH)


def test_a_subject_is_named_with_its_detail() -> None:
    entry = AuditEntry(
        number=1, at=MORNING, actor="", therapist_id=None, action=AuditAction.EXPORTED, subject="patient"
    )
    assert subject_name(entry, ENGLISH) == "Patient"
    assert subject_name(replace(entry, detail="fhir"), ENGLISH) == "Patient (FHIR)"
    unlocked = replace(entry, action=AuditAction.UNLOCKED, subject="record")
    assert subject_name(replace(unlocked, detail="1"), ENGLISH) == "Record (after 1 failed try)"
    assert SUBJECTS["patient"] == "Patient"
