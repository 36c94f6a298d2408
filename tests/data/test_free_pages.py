"""A torn page that belongs to nothing, as a power cut leaves it, is no damage: it is mended."""

from pathlib import Path

import pytest

from builders import a_patient
from clinic_app.data.engine import bare_connection, every_page_is_ours
from clinic_app.data.key_file import read_key
from clinic_app.data.record import create_record, open_record
from clinic_app.data.record_checks import PAGE

PATIENT = a_patient(family_name="Example")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A record whose last pages are free, one of them torn."""
    record = create_record(tmp_path / "record")
    with record.writing() as work:
        work.patients.add(PATIENT)
        work.commit()
    record.close()
    path = tmp_path / "record" / "record.db"
    with bare_connection(path, read_key(path.parent).database_key(), query_only=False) as connection:
        connection.execute("CREATE TABLE passing (text)")
        connection.execute("INSERT INTO passing VALUES (?)", ("word " * 20_000,))
        connection.execute("DROP TABLE passing")
    content = bytearray(path.read_bytes())
    content[-PAGE + 512 :] = bytes(PAGE - 512)
    path.write_bytes(content)
    return path.parent


def test_the_record_opens_with_everything_in_it_and_is_whole_after(folder: Path) -> None:
    key = read_key(folder).database_key()
    assert not every_page_is_ours(folder / "record.db", key)
    record = open_record(folder)
    with record.reading() as work:
        assert work.patients.get(PATIENT.id).family_name == "Example"
    record.close()
    assert every_page_is_ours(folder / "record.db", key)
