"""What a start finds: every flipped bit, every missing page, every table that is not ours."""

import os
import random
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from builders import a_patient
from clinic_app.data.key_file import new_key, read_key, write_key
from clinic_app.data.record import create_record, open_record
from clinic_app.data.record_checks import check_gently, check_whole
from clinic_app.domain.errors import RecordError
from clinic_app.domain.record_fault import SENTENCES, FaultyRecordError, RecordFault, WayOut, ways_out
from stored_shapes import raw
from whole_records import store_everything

PAGE = 4096


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "record"
    record = create_record(folder)
    store_everything(record)
    record.close()
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    copied: Path = shutil.copytree(whole, tmp_path / "record")
    return copied


def fault_of(folder: Path) -> RecordFault | None:
    try:
        open_record(folder).close()
    except FaultyRecordError as error:
        return error.fault
    return None


def rewritten(folder: Path, change: Callable[[bytearray], object]) -> None:
    path = folder / "record.db"
    data = bytearray(path.read_bytes())
    change(data)
    path.write_bytes(data)


def test_every_single_flipped_bit_is_found(folder: Path) -> None:
    path, key = folder / "record.db", read_key(folder)
    good = path.read_bytes()
    chance = random.Random(7)
    for _ in range(20):
        bit = chance.randrange(16 * 8, len(good) * 8)
        rewritten(folder, lambda data, bit=bit: data.__setitem__(bit // 8, data[bit // 8] ^ (1 << bit % 8)))
        with pytest.raises(FaultyRecordError) as found:
            check_whole(path, key)
        assert found.value.fault is RecordFault.DAMAGED, f"bit {bit}"
        path.write_bytes(good)
    assert fault_of(folder) is None


def test_a_flipped_bit_of_the_salt_is_put_back_from_the_key_file(folder: Path) -> None:
    good = (folder / "record.db").read_bytes()
    rewritten(folder, lambda data: data.__setitem__(3, data[3] ^ 16))
    assert fault_of(folder) is None
    assert (folder / "record.db").read_bytes() == good


def _swap(data: bytearray) -> None:
    ten, eleven = slice(10 * PAGE, 11 * PAGE), slice(11 * PAGE, 12 * PAGE)
    data[ten], data[eleven] = data[eleven], data[ten]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda data: data.__delitem__(slice(-1000, None)), RecordFault.TRUNCATED),
        (lambda data: data.__delitem__(slice(-3 * PAGE, None)), RecordFault.TRUNCATED),
        (lambda data: data.__delitem__(slice(2 * PAGE, None)), RecordFault.TRUNCATED),
        (lambda data: data.__delitem__(slice(100, None)), RecordFault.TRUNCATED),
        (lambda data: data.extend(bytes(PAGE)), RecordFault.DAMAGED),
        (lambda data: data.extend(b"x" * 100), RecordFault.DAMAGED),
        (lambda data: data.__setitem__(slice(7 * PAGE, 8 * PAGE), bytes(PAGE)), RecordFault.DAMAGED),
        (lambda data: data.__setitem__(slice(16, PAGE), os.urandom(PAGE - 16)), RecordFault.DAMAGED),
        (_swap, RecordFault.DAMAGED),
        (lambda data: data.clear(), RecordFault.EMPTY),
        (lambda data: data.__setitem__(slice(0, 16), b"SQLite format 3\x00"), RecordFault.PLAIN),
    ],
)
def test_what_happened_to_the_file_is_said(
    folder: Path, change: Callable[[bytearray], object], fault: RecordFault
) -> None:
    rewritten(folder, change)
    assert fault_of(folder) is fault


def test_the_old_end_that_a_kill_left_after_a_save_made_the_file_shorter_is_cut_off(folder: Path) -> None:
    """SQLite ends the journal, which is the save, and cuts the file after that."""
    path = folder / "record.db"
    with closing(raw(path, read_key(folder).database_key())) as connection:
        connection.executescript("CREATE TABLE large (text); INSERT INTO large VALUES (zeroblob(90000))")
        connection.executescript("DROP TABLE large")
    old = path.read_bytes()
    with closing(raw(path, read_key(folder).database_key())) as connection:
        connection.execute("VACUUM")
    whole = path.read_bytes()
    path.write_bytes(whole + old[len(whole) :])
    assert len(whole) < len(old)

    check_whole(path, read_key(folder))
    assert path.stat().st_size == len(old), "while it is used nothing is cut"
    open_record(folder, reading_only=RecordError("It can only be read.")).close()
    assert path.stat().st_size == len(old)
    assert fault_of(folder) is None
    assert path.read_bytes() == whole


def test_another_record_or_another_key_is_told_from_damage(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    create_record(other).close()
    kept = (folder / "record.db").read_bytes()
    shutil.copyfile(other / "record.db", folder / "record.db")
    assert fault_of(folder) is RecordFault.FOREIGN_KEY
    (folder / "record.db").write_bytes(kept)
    write_key(folder, new_key())
    assert fault_of(folder) is RecordFault.FOREIGN_KEY


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("DROP TRIGGER guard_visit_update", RecordFault.CHANGED_SHAPE),
        ("CREATE TRIGGER spy AFTER INSERT ON patient BEGIN SELECT 1; END", RecordFault.CHANGED_SHAPE),
        ("DROP INDEX ix_episode_patient_id", RecordFault.CHANGED_SHAPE),
        ("DROP TABLE shelf_use", RecordFault.CHANGED_SHAPE),
        ("UPDATE alembic_version SET version_num = '9999'", RecordFault.NEWER),
        ("UPDATE alembic_version SET version_num = 'abc'", RecordFault.UNKNOWN_SCHEMA),
        ("INSERT INTO alembic_version VALUES ('0001')", RecordFault.UNKNOWN_SCHEMA),
        ("DROP TABLE alembic_version", RecordFault.UNKNOWN_SCHEMA),
        ("PRAGMA foreign_keys = 0; UPDATE episode SET patient_id = 'ff'", RecordFault.DAMAGED),
    ],
)
def test_tables_that_no_version_of_ours_made_are_refused(
    folder: Path, statement: str, fault: RecordFault
) -> None:
    with closing(raw(folder / "record.db", read_key(folder).database_key())) as connection:
        connection.executescript(statement)
    assert fault_of(folder) is fault


def test_a_large_record_is_checked_gently_with_the_same_result(folder: Path) -> None:
    path, key = folder / "record.db", read_key(folder)
    check_gently(path, key)
    rewritten(folder, lambda data: data.__setitem__(20 * PAGE, data[20 * PAGE] ^ 1))
    with pytest.raises(FaultyRecordError):
        check_gently(path, key)


@pytest.fixture
def read_only(folder: Path) -> Path:
    """A damaged record, opened for looking."""
    rewritten(folder, lambda data: data.extend(bytes(PAGE)))
    return folder


def test_a_damaged_record_opens_for_looking_and_nothing_is_written(read_only: Path) -> None:
    before = (read_only / "record.db").read_bytes()
    record = open_record(read_only, reading_only=RecordError("It is damaged."))
    with record.reading() as work:
        assert work.patients.count(archived=False) == 1
    with pytest.raises(RecordError, match="for reading only"):
        record.writing()
    with record.noting() as work:  # printing again is allowed, and forgotten
        work.patients.add(a_patient(record_number=99))
        work.commit()
    with record.reading() as work:
        assert work.patients.count(archived=False) == 1
    assert not record.actor.may_write
    record.close()
    assert (read_only / "record.db").read_bytes() == before


def test_a_record_in_use_elsewhere_may_be_looked_at(folder: Path) -> None:
    first = open_record(folder)
    assert fault_of(folder) is RecordFault.OPEN_ELSEWHERE
    second = open_record(folder, reading_only=RecordError("It is open elsewhere."))
    with second.reading() as work:
        assert work.patients.count(archived=False) == 1
    second.close()
    first.close()


def test_writing_stops_when_a_fault_is_found_later(folder: Path) -> None:
    record = open_record(folder)
    record.stop_writing(FaultyRecordError(RecordFault.DAMAGED, file=folder))
    with pytest.raises(RecordError, match="for reading only"):
        record.writing()
    record.close()


def test_every_fault_has_a_sentence_of_its_own_and_ways_out() -> None:
    assert set(SENTENCES) == set(RecordFault)
    assert len(set(SENTENCES.values())) == len(RecordFault)
    for fault in RecordFault:
        ways = ways_out(FaultyRecordError(fault))
        assert WayOut.QUIT in ways
        assert ways[0] is not WayOut.BEGIN_ANEW
