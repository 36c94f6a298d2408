"""Python's collector runs on the window's thread alone.

On a worker it may find widgets in what it collects, and those must not end there: PySide hands them over to
the window's thread, which has crashed in the middle of closing a form.
"""

import gc
import time
from typing import Final

from PySide6.QtCore import QObject, QTimer

_LOOKED_EVERY_MS: Final = 250
_WHOLE_EVERY_S: Final = 30.0
"""Looking through everything takes a tenth of a second where the library is large."""


class TidiedHere(QObject):
    """Takes the collector over while it lives."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._whole_at = time.monotonic()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_LOOKED_EVERY_MS)

    def look(self) -> int | None:
        """Collect as much as Python would have by now; returns the generation, None if it is too early."""
        young, middle, old = gc.get_count()
        most_young, most_middle, most_old = gc.get_threshold()
        now = time.monotonic()
        if old > most_old and now - self._whole_at > _WHOLE_EVERY_S:
            self._whole_at = now
            generation = 2
        elif middle > most_middle:
            generation = 1
        elif young > most_young:
            generation = 0
        else:
            return None
        gc.collect(generation)
        return generation

    def close(self) -> None:
        """Give it back."""
        self._timer.stop()
        gc.enable()
