"""From an edit to the painted page of a six-exercise sheet, its figures ready; the goal is 150 ms.

Run with ``pytest tests/benchmarks/test_preview_speed.py --benchmark-only -s``. Every edit is one step of the
builder's model; its time runs until the page in sight was painted anew. Beside it a floor: the sheet written
and that page drawn by PDFium, with no window. Medians in milliseconds, by the clock and by processor time of
the whole process: on a busy machine only the latter says what the program does.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture

from clinic_app.data.library_files import load_library
from clinic_app.domain.program import ProgramContent
from clinic_app.figures.cache import DrawingCache
from clinic_app.figures.gallery import Gallery
from clinic_ui import theme as looks
from clinic_ui.builder.page import BuilderPage
from clinic_ui.builder.preview import sheet_pages
from clinic_ui.composition import PdfPages
from desks import Desk, a_stored_program
from sheets import SIX

EDITS = 12


@pytest.fixture(scope="module")
def desk(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    looks.load_fonts()
    theme = looks.Theme()
    looks.apply(qapp, theme)
    gallery = Gallery(DrawingCache(tmp_path_factory.mktemp("figures")))
    shipped = load_library()
    library = replace(shipped, exercises={slug: shipped.exercises[slug] for slug in SIX})  # all are drawn
    for slug in SIX:
        for frame in gallery.frames(slug):
            gallery.drawing(slug, frame)
    folder: Path = tmp_path_factory.mktemp("settings")
    made = Desk(folder, pictures=gallery, library=library, theme=theme, open_pages=PdfPages)
    yield made
    made.close()


@pytest.fixture
def page(desk: Desk) -> Iterator[BuilderPage]:
    made = BuilderPage(desk.context)
    made.resize(1360, 840)
    made.show()
    made.open_program(a_stored_program(desk, *SIX))
    _wait_until(lambda: bool(made.preview.pages))
    yield made
    made.close()
    made.deleteLater()


@dataclass
class Stopwatch:
    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def time(self, work: Callable[[], None]) -> None:
        wall, used = time.perf_counter(), time.process_time()
        work()
        self.clock.append((time.perf_counter() - wall) * 1000)
        self.processor.append((time.process_time() - used) * 1000)

    def note(self, benchmark: BenchmarkFixture) -> None:
        for name, times in (("clock", self.clock), ("processor", self.processor)):
            benchmark.extra_info[f"{name} median ms"] = round(sorted(times)[len(times) // 2], 1)
        print(benchmark.extra_info)


class PaintedPage(QObject):
    """Knows of which bytes the page in sight was painted last."""

    def __init__(self, page: BuilderPage) -> None:
        super().__init__()
        self._page = page
        self.painted_of: bytes | None = None
        self._before: bytes | None = None
        self._loop = QEventLoop()
        page.preview.pages[0].installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            self.painted_of = self._page.preview.pages[0].drawn_of
            if self.painted_of not in (None, self._before):
                self._loop.quit()
        return False

    def wait_for_other(self, before: bytes | None) -> None:
        """Run the window's own loop until the page was painted of other bytes."""
        self._before = before
        self._loop.exec()


def _rest(milliseconds: int) -> None:
    """Let the window live; unlike ``QTest.qWait`` this lets other threads work too."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _wait_until(is_so: Callable[[], bool]) -> None:
    while not is_so():
        _rest(20)


def _edited(content: ProgramContent, number: int) -> ProgramContent:
    return replace(content, why=f"Looser calves let you stand longer, number {number}.")


def test_an_edit_until_its_page_is_painted(
    benchmark: BenchmarkFixture, desk: Desk, page: BuilderPage
) -> None:
    benchmark.group = "preview"
    painted, watch = PaintedPage(page), Stopwatch()
    for _ in range(4):  # the library's thumbnails and the body map, drawn once
        desk.drawing.wait(60_000)
        _rest(500)

    def edit(number: int) -> None:
        before = page.preview.pages[0].drawn_of
        page.model.change(_edited(page.model.content, number), "Edit")
        painted.wait_for_other(before)

    def edit_all() -> None:
        for number in range(EDITS):
            watch.time(partial(edit, number))
            _rest(400)  # the rest of the pages, and the draft on its disk

    benchmark.pedantic(edit_all, rounds=1, iterations=1)
    watch.note(benchmark)


def test_the_sheet_written_and_drawn_without_a_window(
    benchmark: BenchmarkFixture, desk: Desk, page: BuilderPage
) -> None:
    benchmark.group = "preview"
    watch, program = Stopwatch(), page.model.program
    assert program is not None
    content = page.model.content

    def draw(number: int) -> None:
        now = replace(program, version=replace(program.version, content=_edited(content, number)))
        sheet_pages(desk.services.handouts, PdfPages, now, 0, page.preview.fit)

    def draw_all() -> None:
        for number in range(EDITS):
            watch.time(partial(draw, number))

    benchmark.pedantic(draw_all, rounds=1, iterations=1)
    watch.note(benchmark)
