"""A backup that nobody wants any more ends in the middle of what it does, and leaves nothing behind."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from backed_up import a_record
from clinic_app.data.engine import bare_connection
from clinic_app.data.giving_up import Wanted, ending_with, run_stoppable
from clinic_app.data.record import SqlRecord
from clinic_app.domain.errors import KnownError


class _StopError(Exception):
    """Nobody wants it."""


class _Until:
    """Wanted for so many questions."""

    def __init__(self, questions: int) -> None:
        self.left = questions

    def __call__(self, _done: int, _whole: int) -> None:
        self.left -= 1
        if self.left < 0:
            raise _StopError


@pytest.fixture
def record(tmp_path: Path) -> SqlRecord:
    return a_record(tmp_path / "record")


@pytest.mark.parametrize("questions", range(4))
def test_a_backup_given_up_at_any_step_leaves_nothing(
    record: SqlRecord, tmp_path: Path, questions: int
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with pytest.raises(_StopError):
        record.backups.make(str(stick), _Until(questions))
    left = {*stick.rglob("*"), *(tmp_path / "record").glob(".snap*")}
    assert not [each for each in left if each.is_file() and "handouts" not in each.parts]
    record.close()


def test_one_long_statement_ends_when_nobody_wants_it(record: SqlRecord, tmp_path: Path) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    key = record.backups._key.database_key()
    began = time.monotonic()
    with (
        pytest.raises(_StopError),
        ending_with(Wanted(_Until(1))),
        bare_connection(tmp_path / "record" / "record.db", key) as connection,
    ):
        connection.execute(endless).fetchone()
    assert time.monotonic() - began < 10
    record.close()


def test_another_process_is_ended(tmp_path: Path) -> None:
    with ending_with(wanted := Wanted(_Until(0))):
        assert run_stoppable([sys.executable, "-c", "import time; time.sleep(60)"]) != 0
    assert isinstance(wanted.refusal, _StopError)


def test_what_is_wanted_goes_on_to_its_end(record: SqlRecord, tmp_path: Path) -> None:
    made = record.backups.make(str(tmp_path), _Until(100))
    assert made.verified
    assert run_stoppable([sys.executable, "-c", "pass"]) == 0
    record.close()


def test_a_failure_of_its_own_stays_what_it_is(record: SqlRecord, tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="not there"):
        record.backups.make(str(tmp_path / "nowhere"), _Until(100))
    assert subprocess.run(["true"], check=False).returncode == 0
    record.close()
