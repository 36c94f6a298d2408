"""A backup of a record of about 60 MB and its restore, beside what each cannot do without.

Run with ``pytest tests/benchmarks/test_backup_speed.py --benchmark-only -s``. Printed are seconds of
processor and clock: ``VACUUM INTO`` alone beside a backup (checked before, copied, checked after, compared),
a plain copy of the file and one check of its pages beside a restore; and how long a save had to wait while a
backup was made.
"""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from uuid import uuid4

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from builders import a_patient
from clinic_app.data.database_copy import check_database
from clinic_app.data.key_file import read_key
from clinic_app.data.record import SqlRecord, open_record
from grown_record import grown_record, opened

PATIENTS = 4_000
MOST_BACKUP, MOST_RESTORE = 5.0, 3.0
"""Times what each cannot do without, by the processor."""


@dataclass
class Took:
    """Seconds."""

    clock: float
    processor: float


def took(do: Callable[[], object]) -> Took:
    clock, processor = time.perf_counter(), time.process_time()
    do()
    return Took(time.perf_counter() - clock, time.process_time() - processor)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy: a restore moves it aside."""
    copy = tmp_path_factory.mktemp("backup") / "record"
    shutil.copytree(grown_record(PATIENTS), copy)
    return copy


@pytest.fixture
def record(folder: Path) -> Iterator[SqlRecord]:
    made = open_record(folder)
    yield made
    made.close()


def test_a_backup_beside_a_bare_copy_of_the_database(
    record: SqlRecord, folder: Path, tmp_path: Path, benchmark: BenchmarkFixture
) -> None:
    def bare() -> None:
        with closing(opened(folder)) as connection:
            connection.execute("VACUUM INTO ?", (str(tmp_path / f"{uuid4()}.db"),))

    alone = took(bare)
    (tmp_path / "stick").mkdir()
    whole = took(lambda: record.backups.make(str(tmp_path / "stick")))
    size = (folder / "record.db").stat().st_size / 1e6
    print(
        f"\n{size:.0f} MB: VACUUM INTO {alone}, backup {whole}, {whole.processor / alone.processor:.1f} times"
    )
    assert whole.processor < MOST_BACKUP * alone.processor
    benchmark.pedantic(record.backups.make, args=[str(tmp_path / "stick")], rounds=1)


def test_a_save_waits_for_the_copy_alone(
    record: SqlRecord, tmp_path: Path, benchmark: BenchmarkFixture
) -> None:
    (tmp_path / "stick").mkdir()
    waits: list[float] = []
    making = Thread(target=record.backups.make, args=[str(tmp_path / "stick")])
    making.start()
    while making.is_alive():
        begun = time.perf_counter()
        with record.writing() as work:
            work.patients.add(a_patient(id=uuid4(), record_number=work.patients.next_record_number()))
            work.commit()
        waits.append(time.perf_counter() - begun)
        time.sleep(0.02)
    making.join()
    print(f"\nlongest save while a backup was made: {max(waits):.2f} s of {len(waits)}")
    benchmark.pedantic(lambda: None, rounds=1)
    assert max(waits) < 5


def test_a_restore_beside_a_copy_of_the_file(
    folder: Path, tmp_path: Path, benchmark: BenchmarkFixture
) -> None:
    record = open_record(folder)
    (tmp_path / "stick").mkdir()
    held = record.backups.open(record.backups.make(str(tmp_path / "stick")))
    record.close()
    bare, database_key = tmp_path / "bare.db", read_key(folder).database_key()

    def copy_and_check() -> None:
        shutil.copy(Path(held.backup.path) / "record.db", bare)
        check_database(bare, database_key)

    floor, restored = took(copy_and_check), took(lambda: held.restore())
    print(f"\ncopy and check {floor}, restore {restored}, {restored.processor / floor.processor:.1f} times")
    assert restored.processor < MOST_RESTORE * floor.processor
    benchmark.pedantic(lambda: None, rounds=1)
