"""From a key in the search field to painted results, with 10,000 exercises, on the real pages.

Run with ``pytest tests/benchmarks/test_keystroke_speed.py --benchmark-only -s``. Every key is a real one; its
time runs until the list's viewport was painted. Beside it a floor: a bare ``QListView`` with its model reset.
Printed are the median and the 99th of 100 in milliseconds, by the clock and by the processor time of the
window's thread: on a busy machine only the latter says what the program does.
"""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QWidget
from pytest_benchmark.fixture import BenchmarkFixture

from clinic_app.domain.library import Library
from clinic_ui import theme as looks
from clinic_ui.builder.library_list import LibraryList
from clinic_ui.pages.library_page import LibraryPage
from desks import Desk
from stopwatch import Painted, Stopwatch

TYPED = (
    "hamstring strap",
    "calf",
    "gastroc stair",
    "low back pain",
    "hombro rotacion",
    "quadrieps",
    "plantar",
    "neck turn",
    "balance",
    "hip flexor",
)
"""One after the other, letter by letter, each taken away with one key: 100 keys and more."""


@pytest.fixture(scope="module")
def desk(library: Library, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    looks.load_fonts()
    theme = looks.Theme()
    looks.apply(qapp, theme)
    made = Desk(tmp_path_factory.mktemp("settings"), library=library, theme=theme)
    yield made
    made.close()


def _settle(desk: Desk) -> None:
    for _ in range(4):
        desk.worker.wait(60_000)
        desk.drawing.wait(60_000)
        QTest.qWait(150)


def _type_all(field_: QLineEdit, painted: Painted, watch: Stopwatch) -> None:
    for word in TYPED:
        for letter in word:
            watch.key(lambda letter=letter: QTest.keyClicks(field_, letter), painted)  # type: ignore[misc]
        field_.selectAll()
        watch.key(lambda: QTest.keyClick(field_, Qt.Key.Key_Delete), painted)


@pytest.mark.parametrize("page_of", [LibraryPage, LibraryList], ids=["library", "builder"])
def test_a_key_until_results_are_painted(
    benchmark: BenchmarkFixture, desk: Desk, page_of: type[LibraryPage] | type[LibraryList]
) -> None:
    page = page_of(desk.context)
    page.resize(1360, 840) if isinstance(page, LibraryPage) else page.resize(392, 840)
    page.show()
    _settle(desk)
    painted, watch = Painted(), Stopwatch()
    for shown in (page.view.viewport(), page.nothing_found):
        shown.installEventFilter(painted)
    _typed(benchmark, page.search, painted, watch)
    assert len(page.finder.found.exercises) == 10_000
    page.close()
    page.deleteLater()


def test_a_key_until_a_bare_list_is_painted(
    benchmark: BenchmarkFixture, library: Library, qapp: QApplication
) -> None:
    names = [exercise.names["en"] for exercise in library.exercises.values()]
    window, view, model = QWidget(), QListView(), QStringListModel(names)
    edit = QLineEdit(window)
    view.setParent(window)
    view.setUniformItemSizes(True)
    view.setModel(model)
    view.setGeometry(0, 40, 392, 800)
    window.resize(392, 840)
    edit.textChanged.connect(lambda: model.setStringList(names))
    window.show()
    painted, watch = Painted(), Stopwatch()
    view.viewport().installEventFilter(painted)
    _typed(benchmark, edit, painted, watch)
    window.close()


def _typed(benchmark: BenchmarkFixture, field_: QLineEdit, painted: Painted, watch: Stopwatch) -> None:
    benchmark.group = "ten searches typed"
    benchmark.pedantic(_type_all, args=(field_, painted, watch), rounds=3, iterations=1, warmup_rounds=0)
    watch.note(benchmark)
    print(dict(benchmark.extra_info.items()))
