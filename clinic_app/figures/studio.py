"""Draws figures in processes of their own: Python's lock stays free for the window."""

import multiprocessing
import os
import threading
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path
from typing import Final

from clinic_app.domain.errors import NotWantedError

_MOST_PROCESSES: Final = 2
_NICENESS: Final = 5
"""How far figures step back behind what a person waits for."""


class Studio:
    """Draws into the cache in ``folder``. May be used from several threads; ``close()`` ends it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()
        self._is_closed = False

    def draw(self, slug: str, frame: str, person: str) -> bool:
        """Draw and keep one picture, and wait for it; False where no process can be had for it.

        Raises:
            NotWantedError: the studio was closed meanwhile.
            KnownError: the pose cannot be drawn.
        """
        future = self._submitted(slug, frame, person)
        if future is None:
            return False
        try:
            future.result()
        except CancelledError as error:
            raise NotWantedError from error
        except BrokenProcessPool:
            return False
        return True

    def close(self) -> None:
        """Drop what has not begun, wait for the rest, end the processes."""
        with self._lock:
            pool, self._pool, self._is_closed = self._pool, None, True
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)

    def _submitted(self, slug: str, frame: str, person: str) -> "Future[None] | None":
        with self._lock, suppress(OSError, BrokenProcessPool):
            if self._is_closed:
                raise NotWantedError
            if self._pool is None:
                self._pool = ProcessPoolExecutor(
                    max_workers=max(1, min(_MOST_PROCESSES, (os.cpu_count() or 2) - 1)),
                    # Never fork: the window's threads hold locks that a copy would wait for for ever.
                    mp_context=multiprocessing.get_context("spawn"),
                    initializer=_begin,
                )
            return self._pool.submit(_draw_into, str(self._folder), slug, frame, person)
        return None


def _begin() -> None:
    """In the other process: step back behind the window, and end with it, however it ends."""
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)  # nobody is left to hear of an unfinished figure


def _draw_into(folder: str, slug: str, frame: str, person: str) -> None:
    """Runs in the other process."""
    from clinic_app.figures.cache import DrawingCache
    from clinic_app.figures.gallery import Gallery

    Gallery(DrawingCache(Path(folder))).drawing(slug, frame, person=person)
