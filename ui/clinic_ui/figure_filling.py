"""Draws the library's figures ahead of time, one by one, while the person works on other things."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from clinic_app.domain.library import Library
from clinic_ui.thumbnails import best_frame
from clinic_ui.widgets.body_map import BACK, FRAME, FRONT
from clinic_ui.work import Worker

if TYPE_CHECKING:
    from clinic_app.services.printing import Pictures

_REST_MS = 250
"""Drawing ahead goes on when nobody has waited for anything for so long."""


class FigureFilling(QObject):
    """Fills a cold cache: first what pages and lists show, then what sheets need besides.

    While a person waits for something, it begins no other figure.
    """

    progressed = Signal(int, int)
    """Figures that are there, and all there are."""

    def __init__(
        self,
        pictures: "Pictures",
        library: Library,
        on_failed: Callable[[Exception], None],
        first: Sequence[Worker] = (),
        parent: QObject | None = None,
    ) -> None:
        """``first``: the workers of what a person waits for."""
        super().__init__(parent)
        self._pictures, self._library = pictures, library
        self._worker = Worker(on_failed, threads=1, parent=self)
        self._missing: list[tuple[str, str]] = []
        self._total = 0
        self._is_drawing = False
        self._first = first
        self._rested = QTimer(self)
        self._rested.setSingleShot(True)
        self._rested.setInterval(_REST_MS)
        self._rested.timeout.connect(self._draw_next)
        for each in first:
            each.idle.connect(self._rested.start)

    def start(self) -> None:
        """Look what is missing and draw it."""
        self._worker.run(self._look, self._on_looked)

    def close(self) -> None:
        """Stop after the figure that is being drawn."""
        self._missing.clear()
        self._rested.stop()
        self._worker.close()

    def _look(self) -> tuple[list[tuple[str, str]], int]:
        every = list(_in_order(self._pictures, self._library))
        return [each for each in every if not self._pictures.is_cached(*each)], len(every)

    def _on_looked(self, found: tuple[list[tuple[str, str]], int]) -> None:
        self._missing, self._total = found
        self._missing.reverse()
        self._on_drawn()

    def _on_drawn(self, _result: object = None) -> None:
        self._is_drawing = False
        self.progressed.emit(self._total - len(self._missing), self._total)
        self._draw_next()

    def _draw_next(self) -> None:
        """Draw one more, unless somebody waits: then ``idle`` calls again."""
        if not self._missing or self._is_drawing or any(each.is_busy for each in self._first):
            return
        self._is_drawing = True
        job = partial(self._pictures.prepare, *self._missing.pop())
        self._worker.run(job, self._on_drawn, self._on_drawn)


def _in_order(pictures: "Pictures", library: Library) -> Iterator[tuple[str, str]]:
    """Slug and frame of every figure: the body maps, then those that lists show, come first."""
    frames = {slug: pictures.frames(slug) for slug in library.exercises}
    shown = [(slug, best_frame(names)) for slug, names in frames.items() if names]
    yield from ((slug, FRAME) for slug in (FRONT, BACK))
    yield from shown
    yield from ((slug, name) for slug, names in frames.items() for name in names if (slug, name) not in shown)
