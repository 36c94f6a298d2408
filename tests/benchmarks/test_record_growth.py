"""Finding, saving and opening in records of 100 to 200,000 patients with five visits each.

Run with ``pytest tests/benchmarks/test_record_growth.py --benchmark-only -s``; ``GROWN=100,1000`` chooses
records. The largest is built once, in a quarter of an hour, and kept in the temporary folder. Printed are
milliseconds: the median and the 99th of 100 of a key until the rows that the record answered are painted, of
the same question alone, of FTS5 alone beside the same tables without encryption, of saving a visit, and of
opening a patient with 1,000 visits.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from PySide6.QtCore import QEventLoop
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture

from builders import a_patient, a_visit
from clinic_app.data.record import SqlRecord, open_record
from clinic_app.domain.patient import Patient
from clinic_app.services.finding import FindingService
from clinic_app.services.patients import PatientService
from clinic_ui import theme as looks
from clinic_ui.find_anything.entry import Section
from clinic_ui.find_anything.palette import FindAnything
from clinic_ui.icons import Icons
from clinic_ui.main_window import MainWindow
from clinic_ui.pages.patients_page import PatientsPage
from clinic_ui.rail import PageKey
from desks import Desk
from grown_record import FIRST_DAY, Inventor, grown_record, opened, plain_copy
from stopwatch import Painted

SIZES = tuple(map(int, os.environ.get("GROWN", "100,1000,10000,200000").split(",")))
ROUNDS = int(os.environ.get("ROUNDS", "12"))
NAMES = {
    "common name": ("maria", "smith", "garcia anna"),
    "rare name": ("kalomiterwic", "borintu", "Zoë O’Brien"),
    "slip": ("smoth", "garcai", "fisher"),
    "record number": ("000042", "77", "0001"),
    "birth date": ("14.3.1961", "march 1961", "1961-03-14"),
}
_RARE = Inventor().rare_words
NOTES = {
    "common word": ("pain", "hamstring", "stretch"),
    "rare word": (_RARE[-1], _RARE[-2000], _RARE[len(_RARE) * 3 // 4]),
    "two words": ("pain night", "hamstring tightness", "straight degrees"),
    "common and rare": (f"pain {_RARE[-40]}", f"stairs {_RARE[-41]}", f"reports {_RARE[-42]}"),
    "1 letter": ("p", "s", "k"),
    "2 letters": ("pa", "st", "ka"),
    "3 letters": ("pai", "str", "kal"),
    "4 letters": ("pain", "stre", "kalo"),
}
_AS_THE_WINDOW_WAITS = QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
"""Asking again and again would keep the worker from its work, as no window does."""

Ms = tuple[float, float]
"""By the clock, and by the processor: on a busy machine only the latter says what the program does."""

_first: dict[str, float] = {}


@pytest.fixture(scope="module", params=SIZES)
def folder(request: pytest.FixtureRequest) -> Path:
    return grown_record(request.param)


@pytest.fixture(scope="module")
def record(folder: Path) -> Iterator[SqlRecord]:
    made = open_record(folder)
    yield made
    made.close()


@pytest.fixture(scope="module")
def desk(record: SqlRecord, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    looks.load_fonts()
    theme = looks.Theme()
    looks.apply(qapp, theme)
    made = Desk(tmp_path_factory.mktemp("settings"), record=record, theme=theme)  # type: ignore[arg-type]  # a real one
    yield made
    made.close()


@pytest.fixture
def window(desk: Desk) -> Iterator[MainWindow]:
    made = MainWindow(desk.theme, Icons(desk.theme), desk.words, desk.context.settings)
    made.fill(desk.context)
    made.resize(1440, 900)
    made.show()
    made.activateWindow()
    QTest.qWait(400)
    yield made
    made.close()
    made.deleteLater()


def test_a_question_alone(benchmark: BenchmarkFixture, folder: Path, record: SqlRecord) -> None:
    patients, finding = PatientService(record), FindingService(record)
    for kind, typed in NAMES.items():
        _say(folder, f"ask · {kind}", [_ms(lambda t=t: patients.search(t, limit=5)) for t in _keys(typed)])  # type: ignore[misc]
    for kind, typed in NOTES.items():
        _say(folder, f"ask · {kind}", [_ms(lambda t=t: finding.texts(t)) for t in _keys(typed)])  # type: ignore[misc]
    benchmark.pedantic(lambda: finding.texts("pain"), rounds=20)


def test_the_index_alone_beside_a_plain_file(benchmark: BenchmarkFixture, folder: Path) -> None:
    plain = sqlcipher.connect(str(plain_copy(folder)))  # Python's own SQLite may be too old for the index
    with closing(opened(folder)) as locked, closing(plain):
        for connection in (locked, plain):
            connection.execute("PRAGMA cache_size = -16000")
        for kind, words in NOTES.items():
            times = {
                name: [_ms(lambda c=c, w=w: _asked(c, w)) for _ in range(ROUNDS) for w in words]  # type: ignore[misc]
                for name, c in (("SQLCipher", locked), ("plain", plain))
            }
            bare = median(processor for _, processor in times["plain"])
            ratio = median(processor for _, processor in times["SQLCipher"]) / max(bare, 0.001)
            _say(folder, f"index · {kind}", times["SQLCipher"], f"plain {bare:.2f}, encrypted × {ratio:.1f}")
        benchmark.pedantic(lambda: _asked(locked, "pain"), rounds=20)


@pytest.mark.parametrize("kind", [*NAMES, *NOTES])
def test_a_key_until_the_records_rows_are_painted(
    benchmark: BenchmarkFixture, folder: Path, window: MainWindow, kind: str
) -> None:
    window.find_anything()
    line, painted = window.findChild(FindAnything), Painted()
    assert isinstance(line, FindAnything)
    line.view.viewport().installEventFilter(painted)
    answered: list[int] = []
    line.record_answered.connect(lambda anew: answered.append(painted.count if anew else 0))
    times: list[Ms] = []
    for _ in range(ROUNDS):
        for word in (NAMES | NOTES)[kind]:
            line.line.setText(word[:-1])
            QTest.qWait(60)
            answered.clear()
            painted.count = 0
            taken = Taken()
            QTest.keyClicks(line.line, word[-1])
            while not answered or (line.model.rows and painted.count <= answered[0]):
                QApplication.processEvents(_AS_THE_WINDOW_WAITS)
            times.append(taken.ms())
    has_notes = any(entry.section is Section.NOTES for entry in line.entries())
    line.give_way()
    _say(folder, f"key · {kind}", times, "with notes" if has_notes else "")
    benchmark.pedantic(lambda: None, rounds=1)


def test_saving_a_visit_with_its_words(benchmark: BenchmarkFixture, folder: Path, record: SqlRecord) -> None:
    inventor = Inventor(seed=7)
    [patient] = PatientService(record).search("", limit=1)
    times = []
    for _ in range(ROUNDS):
        visit = a_visit(patient, visited_on=FIRST_DAY + timedelta(days=6_900))
        with record.writing() as work:
            work.visits.add(visit)
            work.commit()
        subjective, objective, *_ = inventor.note()
        changed = replace(visit, subjective=subjective, objective=objective)
        times.append(_ms(lambda changed=changed: _save(record, changed)))  # type: ignore[misc]
        with record.writing() as work:
            work.visits.delete_unsigned(visit.id)
            work.commit()
    _say(folder, "save a visit", times)
    benchmark.pedantic(lambda: None, rounds=1)


def test_opening_a_patient_with_a_thousand_visits(
    benchmark: BenchmarkFixture, folder: Path, record: SqlRecord, window: MainWindow
) -> None:
    patient, painted = _much_seen(record), Painted()
    page = window.go(PageKey.PATIENTS)
    assert isinstance(page, PatientsPage)
    others = PatientService(record).search("a", limit=2)
    detail, times = page.detail, []
    detail.timeline.view.viewport().installEventFilter(painted)
    for _ in range(ROUNDS):
        page.open_patient(others[0].id if others[0].id != patient.id else others[1].id)
        QTest.qWait(150)
        painted.count = 0
        taken = Taken()
        page.open_patient(patient.id)
        while detail.view is None or detail.view.patient.id != patient.id or not painted.count:
            QApplication.processEvents(_AS_THE_WINDOW_WAITS)
        times.append(taken.ms())
    _say(folder, "open 1,000 visits", times)
    benchmark.pedantic(lambda: None, rounds=1)


def _keys(typed: Sequence[str]) -> list[str]:
    return [word for _ in range(ROUNDS) for word in typed]


def _asked(connection: Any, words: str) -> object:
    query = " ".join(f'"{word[:6]}"*' for word in words.split())
    return connection.execute(
        "SELECT rowid FROM found_words WHERE found_words MATCH ? ORDER BY rowid DESC LIMIT 5", (query,)
    ).fetchall()


def _save(record: SqlRecord, visit: object) -> None:
    with record.writing() as work:
        work.visits.save(visit)  # type: ignore[arg-type]  # a Visit
        work.commit()


def _much_seen(record: SqlRecord) -> Patient:
    """A patient with 1,000 visits, added once."""
    service = PatientService(record)
    known = service.search("Thousandvisits", limit=1)
    if known:
        return known[0]
    patient = service.add(a_patient(id=uuid4(), family_name="Thousandvisits", given_name="Pat"))
    inventor = Inventor(seed=11)
    with record.writing() as work:
        for number in range(1_000):
            parts = dict(zip(("subjective", "objective", "assessment", "plan"), inventor.note(), strict=True))
            work.visits.add(a_visit(patient, visited_on=FIRST_DAY + timedelta(days=6 * number), **parts))
        work.commit()
    return patient


class Taken:
    """Time from its making on."""

    def __init__(self) -> None:
        self._clock, self._processor = time.perf_counter(), time.process_time()

    def ms(self) -> Ms:
        clock, processor = time.perf_counter(), time.process_time()
        return (clock - self._clock) * 1000, (processor - self._processor) * 1000


def _ms(do: Callable[[], object]) -> Ms:
    taken = Taken()
    do()
    return taken.ms()


def _say(folder: Path, what: str, times: Sequence[Ms], more: str = "") -> None:
    clock, processor = (sorted(each) for each in zip(*times, strict=True))
    middle, late = len(times) // 2, int(len(times) * 0.99)
    growth = processor[middle] / _first.setdefault(what, processor[middle])
    print(
        f"{folder.name.rpartition('-')[2]:>7}  {what:24} clock {clock[middle]:7.2f} p99 {clock[late]:7.2f}  "
        f"processor {processor[middle]:7.2f} p99 {processor[late]:7.2f}  × {growth:4.1f}  {more}"
    )
