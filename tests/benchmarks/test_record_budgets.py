"""What the record asks of a person's patience: unlocking, saving, and the check before it opens.

Run with ``pytest tests/benchmarks/test_record_budgets.py --benchmark-only -s``; ``GROWN=4400`` chooses how
many patients the checked record has. Each stands beside a floor run in turns with it: the bare hash of the
passphrase at the least cost, a bare SQLite that saves one row with the same care, a bare SQLCipher that makes
the same checks one after the other. What is asked for: unlocking within 0.5 to 1.5 s, 95 of 100 saves within
10 ms, 60 MB checked in 1 s.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from statistics import median
from uuid import uuid4

import pytest
from argon2.low_level import Type, hash_secret_raw
from pytest_benchmark.fixture import BenchmarkFixture

from builders import a_patient, a_visit
from clinic_app.data.door import RecordDoor
from clinic_app.data.key_file import read_key
from clinic_app.data.key_slots import KEY_BYTES, USUAL_COST
from clinic_app.data.record import create_record
from clinic_app.data.record_checks import check_whole
from clinic_app.data.record_files import DATABASE_NAME
from clinic_app.domain.access import Actor, Way, WayKind
from grown_record import grown_record, opened

GROWN = int(os.environ.get("GROWN", "4400"))
ROUNDS = int(os.environ.get("ROUNDS", "200"))
WORDS = "four words are better"
NOTE = "walks a kilometre, pain 3 of 10 after it " * 20


def _in_turns(floor: Callable[[], object], ours: Callable[[], object], rounds: int) -> list[list[float]]:
    """Milliseconds of each, sorted."""
    taken: list[list[float]] = [[], []]
    for _ in range(rounds):
        for do, times in zip((floor, ours), taken, strict=True):
            started = time.perf_counter()
            do()
            times.append((time.perf_counter() - started) * 1000)
    return [sorted(each) for each in taken]


def _said(what: str, taken: list[list[float]]) -> float:
    """Print the line; returns how many times the floor ours took."""
    floor, ours = map(median, taken)
    slow = [each[int(len(each) * 0.95)] for each in taken]
    print(
        f"{what:28} floor {floor:7.1f} ms (p95 {slow[0]:7.1f})  "
        f"ours {ours:7.1f} ms (p95 {slow[1]:7.1f})  × {ours / floor:.2f}"
    )
    return ours / floor


def test_unlocking_beside_the_bare_hash(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    benchmark.pedantic(lambda: None, rounds=1)
    record = create_record(tmp_path / "record")
    way = Way(id=uuid4(), kind=WayKind.PASSPHRASE, holder=Actor(name="Ada Lane"))
    record.keys.change(add=[(way, WORDS)], remove=[each.id for each in record.keys.ways()])
    record.close()
    door = RecordDoor(tmp_path / "record")

    def bare() -> None:
        hash_secret_raw(
            WORDS.encode(),
            b"s" * 16,
            time_cost=USUAL_COST.passes,
            memory_cost=USUAL_COST.memory_kib,
            parallelism=USUAL_COST.lanes,
            hash_len=KEY_BYTES,
            type=Type.ID,
        )

    assert _said("unlock (floor: least hash)", _in_turns(bare, lambda: door.unlock(way.id, WORDS), 10)) < 4


@pytest.fixture
def bare_rows(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """SQLite in clear, as careful at every commit as the record."""
    with closing(sqlite3.connect(tmp_path / "bare.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = delete")
        connection.execute("PRAGMA synchronous = 3")
        connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)")
        yield connection


def test_saving_a_visit_beside_one_row_of_bare_sqlite(
    benchmark: BenchmarkFixture, tmp_path: Path, bare_rows: sqlite3.Connection
) -> None:
    benchmark.pedantic(lambda: None, rounds=1)
    record = create_record(tmp_path / "record")
    patient = a_patient()
    visit = a_visit(patient)
    with record.writing() as work:
        work.patients.add(patient)
        work.visits.add(visit)
        work.commit()

    def save() -> None:
        nonlocal visit
        with record.writing() as work:
            visit = work.visits.save(replace(visit, subjective=f"{NOTE}{time.perf_counter()}"))
            work.commit()

    bare = lambda: bare_rows.execute("INSERT INTO note (text) VALUES (?)", (NOTE,))  # noqa: E731
    taken = _in_turns(bare, save, ROUNDS)
    record.close()
    assert _said("saving a visit", taken) < 12  # which also looks who saved meanwhile, is indexed and logged


def test_the_check_before_opening_beside_bare_sqlcipher(benchmark: BenchmarkFixture) -> None:
    benchmark.pedantic(lambda: None, rounds=1)
    grown = grown_record(GROWN)
    path, key = grown / DATABASE_NAME, read_key(grown)

    def bare() -> None:
        with closing(opened(grown)) as connection:
            connection.execute("PRAGMA cipher_integrity_check").fetchall()
            connection.execute("PRAGMA quick_check").fetchall()
            connection.execute("PRAGMA foreign_key_check").fetchall()

    taken = _in_turns(bare, lambda: check_whole(path, key), 7)
    assert _said(f"checking {path.stat().st_size / 1e6:.0f} MB", taken) < 1.5
