"""Every change of a row has its entry, whichever way it was written, and nothing else has."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, text, update

from builders import (
    TickingClock,
    a_content,
    a_draft,
    a_patient,
    a_program,
    a_result,
    a_therapist,
    a_visit,
    an_episode,
    an_item,
)
from clinic_app.data.audit_rows import FIRST_SHAPE, PARTS, UNWATCHED, watched_tables
from clinic_app.data.record import SqlRecord
from clinic_app.data.tables import Base
from clinic_app.domain.access import Actor, Role
from clinic_app.domain.audit import EVERYTHING, AuditAction, AuditEntry, AuditFilter
from clinic_app.domain.audit_words import SUBJECTS
from clinic_app.domain.clinic import ClinicProfile
from clinic_app.domain.patient import Patient
from clinic_app.domain.repositories import Draft
from clinic_app.services.erasure import ErasureService
from clinic_app.services.merging import MergeService
from whole_records import store_whole_patient

Line = tuple[AuditAction, str]


@pytest.fixture
def patient(record: SqlRecord) -> Patient:
    made = a_patient(notes="Prefers mornings")
    with record.writing() as work:
        work.patients.add(made)
        work.commit()
    return made


def entries(record: SqlRecord, wanted: AuditFilter = EVERYTHING) -> Sequence[AuditEntry]:
    """Oldest first."""
    with record.reading() as work:
        return list(work.audit.page(wanted, before=None, limit=10_000))[::-1]


def lines(record: SqlRecord, after: int = 0) -> list[Line]:
    return [(each.action, each.subject) for each in entries(record)[after:]]


def before(record: SqlRecord, entry: AuditEntry) -> object:
    with record.reading() as work:
        return work.audit.said_before(entry.number)


def is_whole(record: SqlRecord) -> bool:
    return record.auditor.verify(lambda _done, _whole: None).is_whole


def test_every_table_is_watched_but_those_that_are_named() -> None:
    names = {table.name for table in Base.metadata.sorted_tables}
    assert set(watched_tables()) == names - UNWATCHED - PARTS.keys()


def test_a_new_row_is_entered_with_who_when_and_whose(record: SqlRecord, patient: Patient) -> None:
    [entry] = entries(record)
    assert (entry.number, entry.action, entry.subject) == (1, AuditAction.ADDED, "patient")
    assert (entry.actor, entry.at) == ("test", record.clock())
    assert UUID(entry.subject_id) == entry.patient_id == patient.id
    assert not entry.has_before


def test_the_entry_names_the_therapist_who_signed_in(record: SqlRecord, patient: Patient) -> None:
    record.actor = Actor(name="Sam", therapist_id=uuid4(), role=Role.THERAPIST)
    with record.writing() as work:
        work.patients.save(replace(patient, phone="1"))
        work.commit()
    entry = entries(record)[-1]
    assert (entry.actor, entry.therapist_id) == ("Sam", record.actor.therapist_id)


def test_a_change_keeps_what_the_changed_columns_said(record: SqlRecord, patient: Patient) -> None:
    with record.writing() as work:
        work.patients.save(replace(patient, notes="Prefers evenings", minutes_willing=20))
        work.commit()
    entry = entries(record)[-1]
    assert entry.action is AuditAction.CHANGED
    said = before(record, entry)
    assert isinstance(said, dict)
    assert said["notes"] == "Prefers mornings"
    assert said["minutes_willing"] is None
    assert "family_name" not in said


def test_what_was_said_stands_nowhere_in_the_log_unsealed(record: SqlRecord, patient: Patient) -> None:
    with record.writing() as work:
        work.patients.save(replace(patient, notes="other"))
        work.commit()
    with record.reading() as work:
        stored = work._session.execute(text("SELECT * FROM audit_entry")).all()
    assert b"Prefers" not in b"".join(each for row in stored for each in row if isinstance(each, bytes))
    assert "Prefers" not in repr(stored)


def test_work_that_is_not_committed_leaves_no_entry(record: SqlRecord, patient: Patient) -> None:
    with record.writing() as work:
        work.patients.save(replace(patient, phone="1"))
    with record.writing() as work:
        work.drafts.keep(Draft("x", "{}", record.clock()))
        work.commit()
    assert len(entries(record)) == 1
    assert is_whole(record)


def test_many_saves_in_one_transaction_are_one_entry(record: SqlRecord, patient: Patient) -> None:
    with record.writing() as work:
        for phone in ("1", "2", "3"):
            patient = work.patients.save(replace(patient, phone=phone))
        work.commit()
    entry = entries(record)[-1]
    assert entry.number == 2
    said = before(record, entry)
    assert isinstance(said, dict)
    assert said["phone"] != "2"


def test_what_came_and_went_in_one_transaction_leaves_none(record: SqlRecord, patient: Patient) -> None:
    visit = a_visit(patient)
    with record.writing() as work:
        work.visits.add(visit)
        work.visits.delete_unsigned(visit.id)
        work.commit()
    assert len(entries(record)) == 1


def test_typing_words_for_finding_and_counters_are_not_entered(record: SqlRecord) -> None:
    with record.writing() as work:
        work.drafts.keep(Draft("x", "{}", record.clock()))
        work.commit()
    assert entries(record) == []


def test_an_unsigned_visit_is_entered_without_what_it_said_until_it_is_signed(
    record: SqlRecord, patient: Patient
) -> None:
    visit = a_visit(patient, subjective="Stairs hurt")
    for change in (lambda each: replace(each, plan="Rest"), lambda each: each.signed(record.clock(), "T")):
        with record.writing() as work:
            if entries(record)[-1].subject == "patient":
                work.visits.add(visit)
            visit = work.visits.save(change(visit))
            work.commit()
    added, signed = entries(record)[1:]
    assert (added.action, signed.action) == (AuditAction.ADDED, AuditAction.SIGNED)
    assert not added.has_before
    assert not signed.has_before


def test_the_items_of_a_program_count_as_part_of_its_version(record: SqlRecord, patient: Patient) -> None:
    program = a_program(patient)
    draft = a_draft(program, a_content(items=(an_item(), an_item())))
    with record.writing() as work:
        work.programs.add(program)
        work.programs.add_version(draft)
        work.commit()
    assert lines(record, 1) == [(AuditAction.ADDED, "program"), (AuditAction.ADDED, "program_version")]
    items = (replace(draft.content.items[0], note="Slowly"), draft.content.items[1])
    with record.writing() as work:
        draft = work.programs.save_version(replace(draft, content=replace(draft.content, items=items)))
        work.commit()
    with record.writing() as work:
        work.programs.delete_draft(draft.id)
        work.commit()
    changed, gone = entries(record)[-2:]
    assert (changed.action, changed.subject) == (AuditAction.CHANGED, "program_version")
    assert (gone.action, gone.patient_id) == (AuditAction.DELETED, patient.id)
    assert is_whole(record)


def test_a_change_of_an_item_alone_is_a_change_of_its_version(record: SqlRecord, patient: Patient) -> None:
    program = a_program(patient)
    draft = a_draft(program, a_content(items=(an_item(),)))
    with record.writing() as work:
        work.programs.add(program)
        work.programs.add_version(draft)
        work.commit()
    with record.writing() as work:
        work._session.execute(text("UPDATE program_item SET note = 'quickly'"))
        work.commit()
    assert lines(record)[-1] == (AuditAction.CHANGED, "program_version")
    assert is_whole(record)


def test_bulk_statements_that_pass_by_the_repositories_are_seen_too(
    record: SqlRecord, patient: Patient
) -> None:
    with record.writing() as work:
        for _ in range(3):
            work.visits.add(a_visit(patient))
        work.commit()
    with record.writing() as work:
        work._session.execute(update(Base.metadata.tables["visit"]).values(plan="all"))
        work.commit()
    with record.writing() as work:
        work._session.execute(delete(Base.metadata.tables["visit"]))
        work.commit()
    assert lines(record, 4) == [(AuditAction.CHANGED, "visit")] * 3 + [(AuditAction.DELETED, "visit")] * 3
    assert is_whole(record)


def test_patients_from_a_file_have_an_entry_each(record: SqlRecord) -> None:
    many = [a_patient(record_number=number, notes=f"n{number}") for number in range(1, 1_203)]
    with record.writing() as work:
        work.patients.add_many(many)
        work.commit()
    found = entries(record)
    assert [each.number for each in found] == list(range(1, 1_203))
    assert {each.patient_id for each in found} == {each.id for each in many}
    assert is_whole(record)


def test_a_merge_enters_every_row_that_moved(record: SqlRecord, patient: Patient) -> None:
    other = a_patient(record_number=2)
    episode = an_episode(other)
    with record.writing() as work:
        work.patients.add(other)
        work.episodes.add(episode)
        work.results.add(a_result(other, episode_id=episode.id))
        work.commit()
    before_merge = len(entries(record))
    MergeService(record).merge(patient, other, {})
    moved = {(each.subject, each.patient_id) for each in entries(record)[before_merge:]}
    assert {("episode", patient.id), ("measure_result", patient.id), ("patient", other.id)} <= moved
    assert is_whole(record)
    MergeService(record).take_apart(other.id)
    assert is_whole(record)


def test_an_erasure_enters_every_row_that_went(record: SqlRecord) -> None:
    whole = store_whole_patient(record, "Gone")
    known = len(entries(record))
    ErasureService(record).erase(whole.patient.id, typed_number="1", reason="Asked")
    after = entries(record)[known:]
    assert (AuditAction.ERASED, "patient") in {(each.action, each.subject) for each in after}
    assert {each.subject for each in after if each.action is AuditAction.DELETED} >= {
        "visit",
        "visit_amendment",
        "program_version",
        "handout",
        "letter",
        "red_flag_screen",
    }
    of_nobody = [each for each in after if each.patient_id is None]
    assert {each.subject for each in of_nobody} == {"erasure"}
    assert not any(each.has_before for each in after)
    assert is_whole(record)


def test_settings_of_the_clinic_keep_what_they_were(record: SqlRecord) -> None:
    for name in ("Old name", "New name"):
        with record.writing() as work:
            known = work.clinic.profile() or ClinicProfile()
            work.clinic.save_profile(replace(known, name=name))
            work.commit()
    entry = entries(record)[-1]
    assert (entry.action, entry.patient_id) == (AuditAction.SETTINGS_CHANGED, None)
    said = before(record, entry)
    assert isinstance(said, dict)
    assert said["name"] == "Old name"


def test_what_changes_nothing_is_noted_by_whoever_does_it(record: SqlRecord, patient: Patient) -> None:
    with record.noting() as work:
        work.audit.note(AuditAction.EXPORTED, "patient", patient.id, patient_id=patient.id, detail="fhir")
        work.commit()
    entry = entries(record)[-1]
    assert (entry.action, entry.subject, entry.detail) == (AuditAction.EXPORTED, "patient", "fhir")
    assert entry.patient_id == patient.id
    assert is_whole(record)


def test_a_note_that_is_not_committed_is_none(record: SqlRecord) -> None:
    with record.noting() as work:
        work.audit.note(AuditAction.LOCKED)
    assert entries(record) == []


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET actor = 'x'", "DELETE FROM audit_entry"])
def test_the_log_refuses_every_change(record: SqlRecord, patient: Patient, statement: str) -> None:
    with record.writing() as work, pytest.raises(Exception, match="never changes"):
        work._session.execute(text(statement))


def test_entries_are_found_by_who_whose_what_and_when(record: SqlRecord, patient: Patient) -> None:
    clock = record.clock
    assert isinstance(clock, TickingClock)
    start = clock()
    clock.wait(days=1)
    record.actor = Actor(name="Ada")
    with record.writing() as work:
        work.clinic.add_therapist(a_therapist())
        work.audit.note(AuditAction.PRINTED, "handout", patient_id=patient.id)
        work.commit()

    def numbers(**fields: object) -> list[int]:
        return [each.number for each in entries(record, AuditFilter(**fields))]  # type: ignore[arg-type]

    assert numbers(actor="Ada") == [2, 3]
    assert numbers(patient_id=patient.id) == [1, 3]
    assert numbers(actions=frozenset({AuditAction.ADDED})) == [1, 2]
    assert numbers(since=start + timedelta(hours=1)) == [2, 3]
    assert numbers(until=start + timedelta(hours=1)) == [1]
    with record.reading() as work:
        assert work.audit.actors() == ["Ada", "test"]
        assert work.audit.count(EVERYTHING) == 3
        assert work.audit.count(AuditFilter(actor="Ada")) == 2
        assert [each.number for each in work.audit.page(EVERYTHING, before=3, limit=1)] == [2]


def test_half_a_character_in_a_name_stops_no_save(record: SqlRecord, patient: Patient) -> None:
    record.actor = Actor(name="Sam \ud83d")
    with record.writing() as work:
        work.patients.save(replace(patient, phone="\udc00 1"))
        work.commit()
    assert is_whole(record)


def test_every_watched_table_has_a_word() -> None:
    assert set(watched_tables()) <= set(SUBJECTS)


def test_the_columns_of_the_first_shape_stay_the_same(record: SqlRecord) -> None:
    """A column that comes later says ``info={"since": …}``, or every row there is seems to be changed."""
    first = {
        name: [table.columns[at] for at in table.kept(FIRST_SHAPE)]
        for name, table in watched_tables().items()
    }
    parts = {
        table.part.name: [table.part.columns[at] for at in table.part.kept(FIRST_SHAPE)]
        for table in watched_tables().values()
        if table.part is not None
    }
    content = json.dumps([first, parts], sort_keys=True).encode()
    assert hashlib.sha256(content).hexdigest()[:16] == "9eedf825ee1a74e9"
