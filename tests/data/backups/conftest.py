"""A record with a patient and a sheet, a stick, and a backup of the one on the other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from backed_up import a_record, one_more
from clinic_app.data.record import SqlRecord
from clinic_app.domain.backup import OpenedBackup


@pytest.fixture
def place(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


@pytest.fixture
def record(folder: Path) -> Iterator[SqlRecord]:
    made = a_record(folder)
    yield made
    made.close()


@pytest.fixture
def opened(record: SqlRecord, place: Path) -> OpenedBackup:
    """A backup of one patient; the record has two by now and is closed."""
    held = record.backups.open(record.backups.make(str(place)))
    one_more(record)
    record.close()
    return held
