"""What looks at an open record's files never ends the locks its writers hold on them."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from clinic_app.data.record import SqlRecord

_SECOND_WRITER = """
import sqlcipher3.dbapi2 as sqlcipher, sys
connection = sqlcipher.connect(sys.argv[1], timeout=0, isolation_level=None)
connection.execute(f"PRAGMA key = \\"x'{sys.argv[2]}'\\"")
try:
    connection.execute("BEGIN IMMEDIATE")
except sqlcipher.OperationalError as error:
    print(error.sqlite_errorname)
else:
    print("let in")
"""


def second_writer(record: SqlRecord, folder: Path) -> str:
    """What another program is told that begins to write now."""
    command = [sys.executable, "-c", _SECOND_WRITER, str(folder / "record.db"), record._key.database_key()]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def list_ways(record: SqlRecord) -> None:
    record.keys.ways()


def check_all(record: SqlRecord) -> None:
    record.check()


@pytest.mark.parametrize("look", [list_ways, check_all])
def test_somebody_who_looks_while_another_saves_lets_no_second_writer_in(
    record: SqlRecord, folder: Path, look: Callable[[SqlRecord], None]
) -> None:
    with record.writing():
        look(record)
        assert second_writer(record, folder) == "SQLITE_BUSY"
