"""The words of notes, programs and problems are found, and only while they stand in the record."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from builders import (
    TickingClock,
    a_content,
    a_draft,
    a_patient,
    a_program,
    a_visit,
    a_wording,
    an_episode,
    an_item,
)
from clinic_app.data.engine import migrating_engine
from clinic_app.data.key_file import read_key
from clinic_app.data.record import SqlRecord, create_record, open_record
from clinic_app.domain.access import Actor
from clinic_app.domain.found_text import FoundText, TextKind
from clinic_app.domain.patient import Patient
from clinic_app.domain.visit import Amendment, Visit
from clinic_app.services.finding import FindingService


def found(record: SqlRecord, typed: str, patient: Patient | None = None) -> list[UUID]:
    texts: list[FoundText] = list(
        FindingService(record).texts(typed, patient_id=patient.id if patient else None, limit=50)
    )
    return [each.owner_id for each in texts]


@pytest.fixture
def patient(record: SqlRecord) -> Patient:
    return stored_patient(record)


def stored_patient(record: SqlRecord, **fields: Any) -> Patient:
    with record.writing() as work:
        patient = a_patient(record_number=work.patients.next_record_number(), **fields)
        work.patients.add(patient)
        work.commit()
    return patient


def stored_visit(record: SqlRecord, patient: Patient, text: str, **fields: Any) -> Visit:
    visit = a_visit(patient, subjective=text, **fields)
    with record.writing() as work:
        work.visits.add(visit)
        work.commit()
    return visit


@contextmanager
def opened(folder: Path) -> Iterator[Connection]:
    engine = migrating_engine(folder / "record.db", read_key(folder).database_key())
    with engine.begin() as connection:
        yield connection
    engine.dispose()


@pytest.mark.parametrize(
    "typed",
    ["lumbálgia", "LUMBALGIA", "lumb", "l", "dos lum", "irradiada dos", "irradiadas", "(lumb)", "dos-ir"],
)
def test_a_note_is_found_whatever_its_case_and_accents_and_by_half_words(
    record: SqlRecord, patient: Patient, typed: str
) -> None:
    visit = stored_visit(record, patient, "Dos días de lumbalgia, Irradiadas a la pierna")
    assert found(record, typed) == [visit.id]


@pytest.mark.parametrize(
    "typed", ["umbalgia", "lumbalgias", "irradiadasss", "dos cadera", "", "…", "ꙮ", '"', "NOT"]
)
def test_a_note_is_not_found_by_what_no_word_of_it_starts_with(
    record: SqlRecord, patient: Patient, typed: str
) -> None:
    stored_visit(record, patient, "Dos días de lumbalgia, irradiada a la pierna")
    assert found(record, typed) == []


def test_the_newest_day_comes_first_in_whatever_order_visits_were_entered(
    record: SqlRecord, patient: Patient
) -> None:
    days = [date(2026, 3, 2), date(2024, 1, 5), date(2026, 3, 9), date(2025, 7, 1)]
    visits = [stored_visit(record, patient, "calf", visited_on=day) for day in days]
    ordered = sorted(visits, key=lambda each: each.visited_on, reverse=True)
    assert found(record, "calf") == [each.id for each in ordered]


def test_an_edit_is_found_by_its_new_words_only_and_on_its_new_day(
    record: SqlRecord, patient: Patient
) -> None:
    visit = stored_visit(record, patient, "Stairs hurt")
    with record.writing() as work:
        moved = work.visits.save(replace(visit, subjective="Stairs are fine", visited_on=date(2020, 2, 2)))
        work.commit()
    assert found(record, "hurt") == []
    [text] = FindingService(record).texts("fine")
    assert (text.owner_id, text.day, text.kind) == (visit.id, moved.visited_on, TextKind.VISIT)
    assert text.patient_name == patient.banner_name


def test_what_is_added_to_a_signed_visit_is_found(record: SqlRecord, patient: Patient) -> None:
    visit = stored_visit(record, patient, "Stairs hurt", signed_at=record.clock(), signed_by="T")
    added = Amendment(
        id=uuid4(), visit_id=visit.id, text="It was the left knee", amended_at=record.clock(), amended_by="T"
    )
    with record.writing() as work:
        work.visits.add_amendment(added)
        work.commit()
    assert found(record, "knee stairs") == [visit.id]


def test_a_deleted_visit_and_one_that_was_never_committed_are_not_found(
    record: SqlRecord, patient: Patient
) -> None:
    visit = stored_visit(record, patient, "Stairs hurt")
    with record.writing() as work:
        work.visits.add(a_visit(patient, subjective="Stairs never happened"))
    with record.writing() as work:
        work.visits.delete_unsigned(visit.id)
        work.commit()
    assert found(record, "stairs") == []


def test_what_is_found_knows_whether_its_patient_is_archived(record: SqlRecord, patient: Patient) -> None:
    stored_visit(record, patient, "Stairs hurt")
    assert [each.is_archived for each in FindingService(record).texts("stairs")] == [False]
    with record.writing() as work:
        work.patients.save(replace(work.patients.get(patient.id), archived_at=record.clock()))
        work.commit()
    assert [each.is_archived for each in FindingService(record).texts("stairs")] == [True]


def test_a_program_is_found_by_its_newest_version_draft_or_not(record: SqlRecord, patient: Patient) -> None:
    own = a_wording(name="Towel pull", steps=("Sit on the marmalade cushion.",))
    item = an_item(note="Keep the heel down", wording=own, has_own_wording=True)
    shipped = an_item(wording=a_wording(name="Xylophone"))
    program = a_program(patient)
    draft = a_draft(program, a_content(title="Calves", why="To climb", items=(item, shipped)))
    with record.writing() as work:
        work.programs.add(program)
        work.programs.add_version(draft)
        work.commit()
    for typed in ("calves", "climb", "heel down", "towel", "marmalade"):
        assert found(record, typed) == [program.id]
    assert found(record, "xylophone") == []  # the library's words are found in the library
    with record.writing() as work:
        given = work.programs.save_version(replace(draft, number=1, handed_out_at=record.clock()))
        revised = a_draft(program, replace(given.content, title="Shins"), id=uuid4())
        work.programs.add_version(revised)
        work.commit()
    assert found(record, "calves") == []
    assert found(record, "shins") == [program.id]
    with record.writing() as work:
        work.programs.delete_draft(revised.id)
        work.commit()
    assert found(record, "calves") == [program.id]


def test_problems_and_patients_notes_are_found(record: SqlRecord, patient: Patient) -> None:
    episode = an_episode(
        patient, problem="Plantar pain", diagnosis="Fasciitis", goals="Dance", outcome="Well"
    )
    with record.writing() as work:
        work.episodes.add(episode)
        noted = work.patients.save(replace(patient, notes="Prefers mornings"))
        work.commit()
    for typed in ("plantar", "fasciitis", "dance", "well"):
        assert found(record, typed) == [episode.id]
    assert found(record, "mornings") == [patient.id]
    with record.writing() as work:
        work.episodes.save(replace(episode, goals="Run"))
        work.patients.save(replace(noted, notes=""))
        work.commit()
    assert found(record, "dance") == found(record, "mornings") == []


def test_beside_one_patient_nobody_elses_notes_are_found(record: SqlRecord, patient: Patient) -> None:
    other = stored_patient(record, family_name="Other")
    own = stored_visit(record, patient, "hamstring stretching hurts")
    others = stored_visit(record, other, "hamstring stretching helps")
    with record.writing() as work:
        loose = a_program()
        work.programs.add(loose)
        work.programs.add_version(a_draft(loose, a_content(title="Hamstring stretching")))
        work.commit()
    for typed in ("h", "hamstring", "hamstring stre", "stretching"):
        assert found(record, typed, patient) == [own.id]
        assert found(record, typed, other) == [others.id]
    assert set(found(record, "hamstring")) == {own.id, others.id, loose.id}


def test_long_words_are_told_apart_behind_their_first_six_letters(
    record: SqlRecord, patient: Patient
) -> None:
    for number in range(120):
        stored_visit(record, patient, "strengthening", visited_on=date(2025, 1, 1) + timedelta(days=number))
    old = stored_visit(record, patient, "strengthométer", visited_on=date(2020, 1, 1))
    assert found(record, "strengthometer") == [old.id]
    assert len(found(record, "strengthen")) == 50


def test_merged_patients_have_their_texts_together(record: SqlRecord, folder: Path, patient: Patient) -> None:
    double = stored_patient(record, notes="Seen twice")
    visit = stored_visit(record, double, "Stairs hurt")
    with record.writing() as work:
        row = work.visits.get(visit.id)
        work.visits.save(replace(row, patient_id=patient.id))
        work.patients.save(replace(work.patients.get(double.id), merged_into=patient.id))
        work.texts.move(double.id, patient.id)
        work.commit()
    assert found(record, "stairs", patient) == [visit.id]
    assert found(record, "stairs", double) == found(record, "twice") == []
    _check_index(folder)


def test_no_word_of_a_forgotten_patient_stays_in_the_index(
    record: SqlRecord, folder: Path, patient: Patient
) -> None:
    other = stored_patient(record)
    kept = stored_visit(record, other, "Ordinary words")
    visit = stored_visit(record, patient, "Zanzibar was mentioned")
    with record.writing() as work:
        work.visits.save(replace(visit, subjective="Xanadu was mentioned"))
        work.commit()
    with record.writing() as work:
        work.texts.forget(patient.id)
        work.commit()
    assert found(record, "mentioned") == []
    assert found(record, "ordinary") == [kept.id]
    with opened(folder) as connection:
        pages = b"".join(row[0] for row in connection.exec_driver_sql("SELECT block FROM found_words_data"))
        texts = connection.exec_driver_sql("SELECT body FROM found_text").scalars().all()
    assert not any(
        word in pages for word in (b"zanzi", b"nzibar", b"xanad", b"nadu", patient.id.hex.encode())
    )
    assert texts == ["Ordinary words"]


def test_an_old_record_gets_its_index(folder: Path) -> None:
    record = create_record(folder, clock=TickingClock(), actor=Actor(name="test"))
    patient = stored_patient(record)
    episode = an_episode(patient, problem="Plantar pain")
    visit = stored_visit(record, patient, "Stairs hurt", signed_at=record.clock(), signed_by="T")
    item = an_item(note="Heel down", wording=a_wording(name="Towel pull"), has_own_wording=True)
    program = a_program(patient)
    with record.writing() as work:
        work.visits.add_amendment(
            Amendment(
                id=uuid4(), visit_id=visit.id, text="Left knee", amended_at=record.clock(), amended_by="T"
            )
        )
        work.episodes.add(episode)
        work.programs.add(program)
        work.programs.add_version(a_draft(program, a_content(title="Calves", items=(item,))))
        work.patients.save(replace(patient, notes="Prefers mornings"))
        work.commit()
    asked = ("stairs", "knee", "plantar", "calves", "heel", "towel", "mornings", "p")
    before = {typed: set(found(record, typed)) for typed in asked}
    assert all(before.values())
    record.close()
    with opened(folder) as connection:
        for what in (
            "TABLE audit_entry",
            "TABLE audit_key",
            "TABLE found_words",
            "VIEW found_source",
            "TABLE found_text",
        ):
            connection.exec_driver_sql(f"DROP {what}")
        connection.exec_driver_sql("ALTER TABLE clinic DROP COLUMN retention_birthday")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0005'")
    again = open_record(folder, clock=TickingClock(), actor=Actor(name="test"))
    assert {typed: set(found(again, typed)) for typed in asked} == before
    again.close()
    _check_index(folder)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=40), typed=st.text(max_size=12))
def test_whatever_is_written_and_typed_breaks_nothing(
    tmp_path_factory: pytest.TempPathFactory, text: str, typed: str
) -> None:
    record = _shared(tmp_path_factory)
    with record.writing() as work:
        patient = a_patient(record_number=work.patients.next_record_number())
        work.patients.add(patient)
        work.visits.add(a_visit(patient, subjective=text))
    found(record, typed)


_SHARED: dict[str, SqlRecord] = {}


def _shared(factory: pytest.TempPathFactory) -> SqlRecord:
    if "record" not in _SHARED:
        _SHARED["record"] = create_record(
            factory.mktemp("any") / "record", clock=TickingClock(), actor=Actor(name="test")
        )
    return _SHARED["record"]


def _check_index(folder: Path) -> None:
    """FTS5 compares the whole index with the texts."""
    with opened(folder) as connection:
        connection.exec_driver_sql("INSERT INTO found_words(found_words, rank) VALUES ('integrity-check', 1)")


def test_a_rare_word_is_found_behind_many_newer_texts_whose_words_begin_alike(
    record: SqlRecord, patient: Patient
) -> None:
    first = date(2024, 1, 1)
    rare = stored_visit(record, patient, "reports quizzicality", visited_on=first)
    for number in range(1, 40):
        stored_visit(record, patient, "reports quizzical looks", visited_on=first + timedelta(days=number))
    assert found(record, "reports quizzicality") == [rare.id]
    assert len(found(record, "reports quizzical")) == 40
