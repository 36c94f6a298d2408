"""Times keys until what they change is painted."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytest_benchmark.fixture import BenchmarkFixture


@dataclass
class Stopwatch:
    """Milliseconds from each key to the paint that followed."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def key(self, press: Callable[[], None], painted: "Painted") -> None:
        painted.count = 0
        wall, thread = time.perf_counter(), time.thread_time()
        press()
        while not painted.count:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        self.clock.append((time.perf_counter() - wall) * 1000)
        self.processor.append((time.thread_time() - thread) * 1000)

    def note(self, benchmark: BenchmarkFixture) -> None:
        for name, times in (("clock", self.clock), ("processor", self.processor)):
            ordered = sorted(times)
            benchmark.extra_info[f"{name} median ms"] = round(ordered[len(ordered) // 2], 2)
            benchmark.extra_info[f"{name} p99 ms"] = round(ordered[int(len(ordered) * 0.99)], 2)


class Painted(QObject):
    """Counts how often a widget was painted."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            assert isinstance(watched, QWidget)
            self.count += 1
        return False
