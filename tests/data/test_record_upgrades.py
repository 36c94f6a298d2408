"""Stored records of every shape since the first come to the newest one, with everything that was in them."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from clinic_app.data import migrate
from clinic_app.data.key_file import read_key
from clinic_app.data.record import KNOWN_REVISIONS, NEWEST_REVISION, open_record
from clinic_app.data.record_checks import check_whole, expected_shape, shape_of
from clinic_app.domain.record_fault import FaultyRecordError, RecordFault
from stored_shapes import MADE_ANEW, SHAPES, content, raw, stored_record

each_shape = pytest.mark.parametrize("revision", KNOWN_REVISIONS)


@pytest.mark.parametrize("revision", KNOWN_REVISIONS)
def test_a_stored_record_has_something_in_every_table(revision: str, tmp_path: Path) -> None:
    folder = stored_record(revision, tmp_path / "record")
    assert all(rows for _names, rows in content(folder / "record.db", folder).values())
    assert (SHAPES / f"{revision}.db").stat().st_size < 150_000


@each_shape
def test_every_value_of_every_row_is_there_afterwards(revision: str, tmp_path: Path) -> None:
    folder = stored_record(revision, tmp_path / "record")
    path = folder / "record.db"
    before = content(path, folder)

    record = open_record(folder)
    with record.reading() as work:
        [patient] = work.patients.search([], archived=False, limit=5)
        assert patient.family_name == "FamilyMarker"
        assert [each.patient_id for each in work.episodes.of_patient(patient.id)] == [patient.id]
    record.close()

    after = content(path, folder, {table: names for table, (names, _rows) in before.items()})
    for table in before:
        if table not in MADE_ANEW:
            assert after[table] == before[table], table
    with closing(raw(path, read_key(folder).database_key())) as connection:
        assert shape_of(connection) == expected_shape()
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("revision", KNOWN_REVISIONS[:-1])
def test_a_checked_copy_of_the_record_before_is_kept(revision: str, tmp_path: Path) -> None:
    folder = stored_record(revision, tmp_path / "record")
    before = (folder / "record.db").read_bytes()
    open_record(folder).close()

    copy = folder / f"record.db.before-{revision}"
    assert copy.read_bytes() == before
    assert copy.stat().st_mode & 0o777 == 0o600
    check_whole(copy, read_key(folder))


def test_a_copy_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    folder = stored_record("0003", tmp_path / "record")
    older = folder / "record.db.before-0003"
    older.write_bytes(b"an older one")
    open_record(folder).close()
    assert older.read_bytes() == b"an older one"
    assert (folder / "record.db.before-0003-2").exists()


def test_a_migration_that_fails_leaves_the_record_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = stored_record("0002", tmp_path / "record")
    before = (folder / "record.db").read_bytes()
    real = migrate.migrate

    def loses_a_row(connection: Any) -> None:
        real(connection)
        connection.exec_driver_sql("DELETE FROM shelf_use")
        connection.exec_driver_sql("DELETE FROM counter")

    monkeypatch.setattr(migrate, "migrate", loses_a_row)
    with pytest.raises(FaultyRecordError) as found:
        open_record(folder)
    assert found.value.fault is RecordFault.NOT_UPDATED
    assert (folder / "record.db").read_bytes() == before
    monkeypatch.undo()
    open_record(folder).close()


def test_an_older_record_that_cannot_be_written_says_why_it_stays_closed(tmp_path: Path) -> None:
    folder = stored_record("0004", tmp_path / "record")
    with pytest.raises(FaultyRecordError) as found:
        open_record(folder, reading_only=FaultyRecordError(RecordFault.READ_ONLY, folder=folder, reason="ro"))
    assert found.value.fault is RecordFault.UPDATE_NEEDS_WRITING


def test_the_newest_shape_is_stored_too() -> None:
    assert (SHAPES / f"{NEWEST_REVISION}.db").exists(), "python tests/make_shapes.py"
