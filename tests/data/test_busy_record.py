"""Somebody else reads or empties the file while it is open: a sentence, and afterwards all goes on."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from builders import a_patient
from clinic_app.data import engine
from clinic_app.data.key_file import read_key
from clinic_app.data.record import DATABASE_NAME, SqlRecord
from clinic_app.domain.record_fault import FaultyRecordError
from stored_shapes import raw


def test_a_save_that_a_reader_keeps_from_its_end_leaves_nothing_in_the_way(
    record: SqlRecord, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_S", 0.02)
    other = a_patient()
    with record.writing() as work:
        work.patients.add(other)
        work.commit()
    record._writing.dispose()

    def save() -> None:
        with record.writing() as work:
            work.patients.save(replace(work.patients.get(other.id), notes="changed"))
            work.commit()

    with closing(raw(folder / DATABASE_NAME, read_key(folder).database_key())) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM patient").fetchone()
        for _ in range(3):
            with pytest.raises(FaultyRecordError, match="is busy"):
                save()
        with record.reading() as work:
            assert work.patients.get(other.id).notes == other.notes, "and others may still look"
        reader.execute("ROLLBACK")
    save()
    with record.reading() as work:
        assert work.patients.get(other.id).notes == "changed"


def test_a_file_that_is_emptied_while_open_is_called_empty(record: SqlRecord, folder: Path) -> None:
    with record.writing() as work:
        work.patients.add(a_patient())
        work.commit()
    (folder / DATABASE_NAME).write_bytes(b"")
    with pytest.raises(FaultyRecordError, match="is empty"), record.reading() as work:
        work.patients.count(archived=False)

    def save() -> None:
        with record.writing() as work:
            work.patients.add(a_patient(id=uuid4(), record_number=9))
            work.commit()

    with pytest.raises(FaultyRecordError, match="is empty"):
        save()
    assert (folder / DATABASE_NAME).read_bytes() == b""
