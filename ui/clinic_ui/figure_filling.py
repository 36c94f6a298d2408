"""Draws the library's figures ahead of time, one by one, while the person works on other things."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from clinic_app.domain.library import Library
from clinic_ui.thumbnails import best_frame
from clinic_ui.work import Worker

if TYPE_CHECKING:
    from clinic_app.services.printing import Pictures


class FigureFilling(QObject):
    """Fills a cold cache: first what lists show, then what sheets need besides."""

    progressed = Signal(int, int)
    """Figures that are there, and all there are."""

    def __init__(
        self,
        pictures: "Pictures",
        library: Library,
        on_failed: Callable[[Exception], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._pictures, self._library = pictures, library
        self._worker = Worker(on_failed, threads=1, parent=self)
        self._missing: list[tuple[str, str]] = []
        self._total = 0

    def start(self) -> None:
        """Look what is missing and draw it."""
        self._worker.run(self._look, self._on_looked)

    def close(self) -> None:
        """Stop after the figure that is being drawn."""
        self._missing.clear()
        self._worker.close()

    def _look(self) -> tuple[list[tuple[str, str]], int]:
        every = list(_in_order(self._pictures, self._library))
        return [each for each in every if not self._pictures.is_cached(*each)], len(every)

    def _on_looked(self, found: tuple[list[tuple[str, str]], int]) -> None:
        self._missing, self._total = found
        self._missing.reverse()
        self._next()

    def _next(self, _result: object = None) -> None:
        self.progressed.emit(self._total - len(self._missing), self._total)
        if self._missing:
            job = partial(self._pictures.prepare, *self._missing.pop())
            self._worker.run(job, self._next, self._next)


def _in_order(pictures: "Pictures", library: Library) -> Iterator[tuple[str, str]]:
    """Slug and frame of every figure: those that lists show come first."""
    frames = {slug: pictures.frames(slug) for slug in library.exercises}
    shown = [(slug, best_frame(names)) for slug, names in frames.items() if names]
    yield from shown
    yield from ((slug, name) for slug, names in frames.items() for name in names if (slug, name) not in shown)
