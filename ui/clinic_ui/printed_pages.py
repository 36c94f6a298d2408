"""What the window needs to show and print the pages of a PDF; the composition root says who does it."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QSize, QSizeF
from PySide6.QtGui import QImage


class PrintedPages(Protocol):
    """The pages of one PDF. Make, use and close it on one thread."""

    @property
    def count(self) -> int:
        """How many pages there are."""
        ...

    def size(self, page: int) -> QSizeF:
        """Width and height of a page (from 0), in points of 1/72 inch."""
        ...

    def image(self, page: int, width: int) -> QImage:
        """The page, ``width`` pixels wide, on white."""
        ...

    def pixels(self, page: int, dpi: int) -> QSize:
        """How many pixels the page has at ``dpi``."""
        ...

    def strip(self, page: int, dpi: int, top: int, rows: int) -> QImage:
        """Rows of the page at ``dpi``, from ``top`` on, as wide as the page."""
        ...

    def close(self) -> None:
        """Let go of the file's bytes."""
        ...


OpenPages = Callable[[bytes], PrintedPages]
"""Opens the bytes of a PDF."""
