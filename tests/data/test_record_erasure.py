"""Erased is erased: no row, no word, no byte of the patient; and nothing of anybody else is missing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Connection, select

from builders import MORNING, a_diary, a_patient
from clinic_app.data.engine import migrating_engine
from clinic_app.data.key_file import read_key
from clinic_app.data.record import SqlRecord
from clinic_app.data.tables import Base
from clinic_app.domain.audit import EVERYTHING
from clinic_app.domain.erasure import PAGES, RetentionRule
from clinic_app.domain.errors import InputError, OutputError, RecordError
from clinic_app.services.erasure import ErasureService
from unlocked_pages import pages_of
from whole_records import Whole, store_whole_patient

GONE, STAYS = "Qqxgone", "Zzystays"


@pytest.fixture
def two(record: SqlRecord) -> tuple[Whole, Whole]:
    return store_whole_patient(record, GONE), store_whole_patient(record, STAYS, number=2)


@contextmanager
def _looking_into(folder: Path) -> Iterator[Connection]:
    engine = migrating_engine(folder / "record.db", read_key(folder).database_key())
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _everything_stored(folder: Path, *, but: str = " ") -> list[str]:
    """Every value of every table, those of indexes of words too, but of those whose names begin so."""
    with _looking_into(folder) as connection:
        names = (
            connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'").scalars().all()
        )
        return [
            repr(row)
            for name in names
            if not name.startswith(but)
            for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"').all()
        ]


def _schema(folder: Path) -> list[tuple[object, ...]]:
    with _looking_into(folder) as connection:
        return [
            tuple(row)
            for row in connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_schema ORDER BY name")
        ]


def _log(folder: Path) -> list[str]:
    with _looking_into(folder) as connection:
        return [repr(row) for row in connection.exec_driver_sql("SELECT * FROM audit_entry").all()]


def _erase(record: SqlRecord, whole: Whole, reason: str = "Asked for it") -> None:
    number = whole.patient.written_number
    ErasureService(record).erase(whole.patient.id, typed_number=number, reason=reason)


def test_every_table_that_leads_to_a_patient_has_a_row_in_these_tests(
    record: SqlRecord, folder: Path, two: tuple[Whole, Whole]
) -> None:
    leading = {"patient"}
    for table in Base.metadata.sorted_tables:
        if {key.column.table.name for key in table.foreign_keys} & leading:
            leading.add(table.name)
    with record.reading() as work:
        empty = {
            name
            for name in leading
            if work._session.execute(select(Base.metadata.tables[name])).first() is None
        }
    assert "program_item" in leading
    assert not empty


def test_no_table_says_anything_of_an_erased_patient(
    record: SqlRecord, folder: Path, two: tuple[Whole, Whole]
) -> None:
    assert any(GONE in row for row in _everything_stored(folder))
    _erase(record, two[0])
    stored = _everything_stored(folder)
    assert not [row for row in stored if GONE.lower() in row.lower()]
    of_the_log = _log(folder)
    named = [row for row in stored if two[0].patient.id.hex in row.replace("-", "")]
    assert named
    assert set(named) <= set(of_the_log)  # which says by ids alone that something was done


def test_what_the_log_kept_of_an_erased_patient_opens_no_more(
    record: SqlRecord, folder: Path, two: tuple[Whole, Whole]
) -> None:
    _erase(record, two[0])
    with record.reading() as work:
        kept = [each for each in work.audit.page(EVERYTHING, before=None, limit=1_000) if each.has_before]
        opened = {each.patient_id: work.audit.said_before(each.number) for each in kept}
    assert opened[two[0].patient.id] is None
    assert opened[two[1].patient.id] == {"phone": f"former {STAYS}", "revision": 1}


def test_everybody_else_keeps_every_row(record: SqlRecord, folder: Path, two: tuple[Whole, Whole]) -> None:
    def of_the_other() -> list[str]:
        stored = _everything_stored(folder, but="found_words_")  # which is put together anew
        return sorted(row for row in stored if STAYS.lower() in row.lower())

    before = of_the_other()
    _erase(record, two[0])
    assert of_the_other() == before


def test_the_guards_of_the_past_stand_again_as_they_were(
    record: SqlRecord, folder: Path, two: tuple[Whole, Whole]
) -> None:
    before = _schema(folder)
    _erase(record, two[0])
    assert _schema(folder) == before


def test_only_files_that_nobody_else_holds_leave_the_archive(
    record: SqlRecord, two: tuple[Whole, Whole]
) -> None:
    gone, stays = two
    _erase(record, gone)
    for sha256 in gone.own_hashes:
        with pytest.raises(RecordError):
            record.archive.get(sha256)
    for sha256 in (*stays.own_hashes, stays.shared_hash):
        assert record.archive.get(sha256)


def test_a_file_that_two_patients_held_goes_with_the_last_of_them(
    record: SqlRecord, two: tuple[Whole, Whole]
) -> None:
    for each in two:
        _erase(record, each)
    with pytest.raises(RecordError):
        record.archive.get(two[0].shared_hash)


def test_the_deleted_pages_hold_no_word_of_the_patient(
    record: SqlRecord, folder: Path, two: tuple[Whole, Whole]
) -> None:
    assert f"says {GONE}".encode() in pages_of(folder)
    _erase(record, two[0])
    assert GONE.encode() not in pages_of(folder)
    assert f"says {STAYS}".encode() in pages_of(folder)


def test_a_line_stays_that_says_nothing_of_the_person(record: SqlRecord, two: tuple[Whole, Whole]) -> None:
    _erase(record, two[0], "Court order")
    lines = {each.record_number: each for each in ErasureService(record).past()}
    assert set(lines) == {1, 101}
    assert lines[1].reason == "Court order"
    assert lines[1].erased_at == MORNING
    assert lines[1].kept_until == date(2036, 11, 24)
    assert lines[1].was_early
    assert not lines[1].pending


def test_the_number_of_an_erased_patient_is_never_given_again(
    record: SqlRecord, two: tuple[Whole, Whole]
) -> None:
    with record.reading() as work:
        before = work.patients.next_record_number()
    for each in reversed(two):
        _erase(record, each)
    with record.reading() as work:
        assert work.patients.next_record_number() == before


def test_a_failure_half_way_leaves_patient_and_guards(
    record: SqlRecord, folder: Path, two: tuple[Whole, Whole]
) -> None:
    before, schema = _everything_stored(folder), _schema(folder)
    with record.writing() as work:
        work.erasures.erase(two[0].patient.id)
    assert _everything_stored(folder) == before
    assert _schema(folder) == schema


def test_what_belongs_to_another_patient_too_stops_the_erasure(
    record: SqlRecord, two: tuple[Whole, Whole]
) -> None:
    gone, stays = two
    with record.writing() as work:
        version = work.programs.versions(gone.program_id)[0]
        work.diaries.add(a_diary(version, stays.patient))
        work.commit()
    with pytest.raises(RecordError, match="another patient"):
        _erase(record, gone)


def test_files_left_by_a_crash_go_the_next_time(record: SqlRecord, two: tuple[Whole, Whole]) -> None:
    gone = two[0]
    service = ErasureService(record)
    _erase(record, gone)
    line = next(each for each in service.past() if each.record_number == 1)
    left = record.archive.put(b"left by a crash")
    with record.writing() as work:
        work.erasures.keep(replace(line, pending=(left, two[1].shared_hash)))
        work.commit()
    service.finish()
    with pytest.raises(RecordError):
        record.archive.get(left)
    assert record.archive.get(two[1].shared_hash)


@pytest.mark.parametrize(("number", "reason"), [("2", "Asked"), ("", "Asked"), ("000001", " "), ("1 2", "x")])
def test_a_wrong_number_or_no_reason_erases_nothing(
    record: SqlRecord, folder: Path, two: tuple[Whole, Whole], number: str, reason: str
) -> None:
    before = _everything_stored(folder)
    with pytest.raises(InputError):
        ErasureService(record).erase(two[0].patient.id, typed_number=number, reason=reason)
    assert _everything_stored(folder) == before


def test_after_its_time_no_reason_is_asked(record: SqlRecord, two: tuple[Whole, Whole]) -> None:
    ErasureService(record).keep_for(RetentionRule(0, 0))
    assert not ErasureService(record).outlook(two[0].patient.id).is_early
    _erase(record, two[0], "")
    assert not ErasureService(record).past()[0].was_early


def test_a_merged_record_goes_with_the_one_it_became(record: SqlRecord, two: tuple[Whole, Whole]) -> None:
    other = a_patient(record_number=7, merged_into=two[0].patient.id)
    with record.writing() as work:
        work.patients.add(other)
        work.commit()
    with pytest.raises(InputError, match="merged"):
        ErasureService(record).erase(other.id, typed_number="7", reason="x")
    _erase(record, two[0])
    with record.reading() as work, pytest.raises(RecordError):
        work.patients.get(other.id)


def test_a_patient_without_any_entry_can_be_erased(record: SqlRecord) -> None:
    lonely = a_patient(id=uuid4(), record_number=3)
    with record.writing() as work:
        work.patients.add(lonely)
        work.commit()
    ErasureService(record).erase(lonely.id, typed_number="3", reason="Entered by mistake")
    assert [each.record_number for each in ErasureService(record).past()] == [3]


def test_no_page_shows_what_was_erased_however_often_entries_moved_between_pages(
    record: SqlRecord, folder: Path
) -> None:
    for number in range(6):  # SQLite leaves copies between a page's entries at the fifth
        gone = store_whole_patient(record, f"Qqxgone{number:03d}z", number=1_000 * number + 1)
        store_whole_patient(record, f"Zzystays{number:03d}q", number=1_000 * number + 2)
        _erase(record, gone)
        assert b"qqxgone" not in pages_of(folder).lower()


def test_pages_that_could_not_be_written_anew_are_at_the_next_opening(
    record: SqlRecord, two: tuple[Whole, Whole], monkeypatch: pytest.MonkeyPatch
) -> None:
    service = ErasureService(record)
    with monkeypatch.context() as full:
        full.setattr(record, "write_anew", _refuse)
        _erase(record, two[0])
    assert PAGES in next(each for each in service.past() if each.record_number == 1).pending
    service.finish()
    assert not any(each.pending for each in service.past())


def _refuse() -> None:
    raise OutputError("There is no room.")


def test_a_file_that_cannot_be_removed_now_keeps_no_other_and_not_the_erasure_from_being_done(
    record: SqlRecord, folder: Path, two: tuple[Whole, Whole]
) -> None:
    stuck, left = record.archive.put(b"stuck"), record.archive.put(b"left by a crash")
    path = folder / "handouts" / stuck[:2] / stuck
    path.unlink()
    path.mkdir()  # as a disk that fails would, it refuses to be opened and to be removed
    service = ErasureService(record)
    _erase(record, two[0])
    line = service.past()[0]
    with record.writing() as work:
        work.erasures.keep(replace(line, id=uuid4(), pending=(stuck,)))
        work.erasures.keep(replace(line, id=uuid4(), pending=(left,)))
        work.commit()
    refusal = service.finish()
    assert refusal is not None
    assert str(path) in str(refusal)
    assert sorted(each for line in service.past() for each in line.pending) == [stuck]
    with pytest.raises(RecordError):
        record.archive.get(left)
    _erase(record, two[1])
    path.rmdir()
    assert service.finish() is None
    assert not any(each.pending for each in service.past())
