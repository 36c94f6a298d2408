"""Ctrl+K until the line that finds anything is painted, and every key in it, over the shipped library.

Run with ``pytest tests/benchmarks/test_finding_speed.py --benchmark-only -s``. Printed are milliseconds of
processor time of the window's thread until the rows were painted.
"""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture

from clinic_app.data.library_files import load_whole_library
from clinic_ui import theme as looks
from clinic_ui.find_anything.palette import FindAnything
from clinic_ui.icons import Icons
from clinic_ui.main_window import MainWindow
from desks import Desk
from stopwatch import Painted, Stopwatch

CTRL = Qt.KeyboardModifier.ControlModifier
TYPED = ("hamstring", "low back pain", "settings", "calf strain")


@pytest.fixture
def window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    looks.load_fonts()
    theme = looks.Theme()
    looks.apply(qapp, theme)
    desk = Desk(tmp_path_factory.mktemp("settings"), library=load_whole_library(), theme=theme)
    made = MainWindow(theme, Icons(theme), desk.words, desk.context.settings)
    made.fill(desk.context)
    made.resize(1440, 900)
    made.show()
    made.activateWindow()
    QTest.qWait(2_000)  # as long as somebody looks at the first page
    yield made
    made.close()
    desk.close()
    made.deleteLater()


def test_opening_the_line_and_typing_in_it(benchmark: BenchmarkFixture, window: MainWindow) -> None:
    benchmark.group = "finding anything"
    line, painted = window.findChild(FindAnything), Painted()
    assert isinstance(line, FindAnything)
    line.view.viewport().installEventFilter(painted)
    opening, typing = Stopwatch(), Stopwatch()

    def open_and_type() -> None:
        opening.key(lambda: QTest.keyClick(window, Qt.Key.Key_K, CTRL), painted)
        for word in TYPED:
            for letter in word:
                typing.key(lambda letter=letter: QTest.keyClicks(line.line, letter), painted)  # type: ignore[misc]
                QTest.qWait(20)  # the record answers
            line.line.clear()
        line.give_way()
        QTest.qWait(50)

    benchmark.pedantic(open_and_type, rounds=3, iterations=1, warmup_rounds=0)
    print({"the first opening ms": round(opening.processor[0], 1)})
    typing.note(benchmark)
    print(dict(benchmark.extra_info.items()))
