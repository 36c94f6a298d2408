"""What encryption costs: the same record with it and without, side by side, at what a person waits for.

Run with ``pytest tests/benchmarks/test_encryption_cost.py --benchmark-only -s``; ``GROWN=10000`` chooses how
many patients. "Cold" is the first question after unlocking: no page of the record has been read yet, as the
database keeps pages in clear once they are read. The goal is at most 1.5 × of plain SQLite.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from builders import a_visit
from clinic_app.data import engine
from clinic_app.data.key_file import read_key
from clinic_app.data.record import DATABASE_NAME, SqlRecord, utc_now
from clinic_app.domain.access import Actor
from clinic_app.services.finding import FindingService
from clinic_app.services.patients import PatientService
from clinic_app.services.story import StoryService
from grown_record import FIRST_DAY, Inventor, grown_record, plain_copy

GROWN = int(os.environ.get("GROWN", "10000"))
ROUNDS = int(os.environ.get("ROUNDS", "40"))
GOAL = 1.5
NAMES = ("sm", "mar", "gar", "ok")
NOTES = ("pai", "sta", "walks", "kalo")
_PLAIN = b"SQLite format 3\x00"
_unlock = engine._unlock


@dataclass(frozen=True, slots=True)
class Both:
    """The same record, encrypted and in clear."""

    encrypted: SqlRecord
    plain: SqlRecord


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    grown, place = grown_record(GROWN), tmp_path_factory.mktemp("both")
    with ExitStack() as stack:
        stack.enter_context(patch.object(engine, "_unlock", _unlock_what_is_locked))
        records = {}
        for name, database in (("encrypted", grown / DATABASE_NAME), ("plain", plain_copy(grown))):
            folder = place / name
            folder.mkdir()
            shutil.copy(database, folder / DATABASE_NAME)
            records[name] = SqlRecord(folder, read_key(grown), lock=None, clock=utc_now, actor=Actor())
            stack.callback(records[name].close)
        yield Both(**records)


def _unlock_what_is_locked(connection: Any, database_key: str) -> None:
    """As the app does, but for a file in clear, which needs no key."""
    (_, _, path) = connection.execute("PRAGMA database_list").fetchone()
    with Path(path).open("rb") as file:
        if file.read(len(_PLAIN)) != _PLAIN:
            _unlock(connection, database_key)


def test_encryption_beside_plain_sqlite(benchmark: BenchmarkFixture, both: Both) -> None:
    benchmark.pedantic(lambda: None, rounds=1)
    patients = PatientService(both.plain).search("", limit=ROUNDS)
    names, notes = (list(words) * (ROUNDS // 4) for words in (NAMES, NOTES))
    searched = {
        "names": [lambda record, w=w: PatientService(record).search(w, limit=5) for w in names],
        "notes": [lambda record, w=w: FindingService(record).texts(w) for w in notes],
        "a patient": [lambda record, p=p: StoryService(record).of_patient(p.id) for p in patients],
    }
    missed = []
    for what, asked in searched.items():
        for state in ("warm", "cold"):
            missed += _compared(f"{what}, {state}", both, asked, is_cold=state == "cold")
    missed += _compared("saving a visit", both, list(_saves(patients[0], ROUNDS)), is_cold=False)
    assert not missed


def _saves(patient: Any, rounds: int) -> Iterator[Callable[[SqlRecord], object]]:
    inventor = Inventor(seed=7)
    for _ in range(rounds):
        subjective, objective, *_ = inventor.note()
        visit = a_visit(patient, visited_on=FIRST_DAY)

        def save(
            record: SqlRecord, visit: Any = visit, said: tuple[str, str] = (subjective, objective)
        ) -> None:
            with record.writing() as work:
                work.visits.add(replace(visit, subjective=said[0], objective=said[1]))
                work.commit()

        yield save


def _compared(what: str, both: Both, asked: list[Any], *, is_cold: bool) -> list[str]:
    """Ask both in turns; the name of what costs more than the goal."""
    times: dict[str, list[tuple[float, float]]] = {"plain": [], "encrypted": []}
    for ask in asked:
        for name, taken in times.items():
            record = getattr(both, name)
            if is_cold:
                _forget(record)
            clock, processor = time.perf_counter(), time.process_time()
            ask(record)
            taken.append((time.perf_counter() - clock, time.process_time() - processor))
    plain, encrypted = (
        [median(each) * 1000 for each in zip(*times[name], strict=True)] for name in ("plain", "encrypted")
    )
    ratio = encrypted[1] / plain[1]
    print(
        f"{what:20} plain {plain[0]:6.2f} ms (processor {plain[1]:6.2f})  "
        f"encrypted {encrypted[0]:6.2f} ms (processor {encrypted[1]:6.2f})  × {encrypted[0] / plain[0]:.2f} "
        f"(processor × {ratio:.2f})"
    )
    return [what] if ratio > GOAL else []


def _forget(record: SqlRecord) -> None:
    """Close what was read; open anew, so that only the pages are to be read again."""
    record._reading.dispose()
    with record.reading():
        pass
