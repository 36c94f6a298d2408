"""Two programs on one record: what one changed first the other never overwrites unasked."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, update

import two_desks
from clinic_app.data.record import SqlRecord, create_record
from clinic_app.data.tables import PatientRow, Revised
from two_desks import KINDS, count_up, fill, read, store

COUNTS = 20


class OtherDesk:
    """The second program."""

    def __init__(self, folder: Path) -> None:
        paths = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, two_desks.__file__, str(folder)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=paths
        )
        assert self.answer() == "ready"

    def tell(self, *order: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\t".join(order) + "\n")
        self.process.stdin.flush()

    def answer(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().rstrip("\n")

    def ask(self, *order: str) -> str:
        self.tell(*order)
        return self.answer()

    def close(self) -> None:
        self.process.communicate("", timeout=30)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shared")


@pytest.fixture(scope="module")
def record(folder: Path) -> Iterator[SqlRecord]:
    made = create_record(folder)
    fill(made)
    yield made
    made.close()


@pytest.fixture(scope="module")
def other(folder: Path, record: SqlRecord) -> Iterator[OtherDesk]:
    desk = OtherDesk(folder)
    yield desk
    desk.close()


def test_every_table_that_two_windows_may_change_is_tried() -> None:
    assert {each.__tablename__ for each in Revised.__subclasses__()} == set(KINDS)


@pytest.mark.parametrize("name", KINDS)
def test_who_comes_second_is_refused_and_both_versions_are_there(
    record: SqlRecord, other: OtherDesk, name: str
) -> None:
    kind = KINDS[name]
    other.ask("read", name)
    store(record, kind, kind.with_text(read(record, kind), "first"))
    assert other.ask("store", name, "second") == "ConflictError"
    assert kind.text(read(record, kind)) == "first"
    assert other.ask("read", name) == "first"
    assert other.ask("store", name, "second, over the first") == "stored"
    assert kind.text(read(record, kind)) == "second, over the first"


def test_two_programs_that_count_lose_no_step(record: SqlRecord, other: OtherDesk) -> None:
    kind = KINDS["clinic"]
    store(record, kind, kind.with_text(read(record, kind), "0"))
    other.tell("count", str(COUNTS))
    count_up(record, COUNTS)
    assert other.answer() == "counted"
    assert kind.text(read(record, kind)) == str(2 * COUNTS)


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.remove])
def test_what_was_taken_away_meanwhile_is_said_to_be_gone(
    record: SqlRecord, other: OtherDesk, name: str
) -> None:
    kind = KINDS[name]
    other.ask("read", name)
    held = read(record, kind)
    assert kind.remove is not None
    with record.writing() as work:
        kind.remove(work)
        work.commit()
    assert other.ask("store", name, "too late") == "GoneError"
    with record.writing() as work:  # for the tests that follow, in whatever order
        {"visit": work.visits, "diary": work.diaries}[name].add(held)
        work.commit()


@pytest.mark.parametrize("change", [update(PatientRow).values(notes="of all"), delete(PatientRow)])
def test_no_statement_passes_by_the_revisions_of_many_rows(record: SqlRecord, change: Any) -> None:
    with record.writing() as work, pytest.raises(RuntimeError, match="one by one"):
        work._session.execute(change)
