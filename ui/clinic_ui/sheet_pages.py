"""What is shown of a PDF: its pages, those that are drawn, and how large."""

from dataclasses import dataclass, field
from math import sqrt
from typing import Final

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

from clinic_ui.printed_pages import OpenPages

FIT_WIDTH: Final = 0.0
"""The zoom at which a page is as wide as its place."""

FIT_PAGE: Final = -1.0
"""The zoom at which a whole page is in sight."""

ZOOMS: Final = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0)
"""Sizes to step through; 1 is as large as on paper."""

LEAST_WIDTH: Final = 2
"""Pixels across of the smallest page."""

_MOST_PIXELS = 24_000_000
"""No page is drawn with more: at such a zoom it is shown a little less sharp."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How large pages are shown: the zoom, the place in logical pixels, and the screen's density."""

    zoom: float
    across: int
    high: int
    pixels_a_point: float
    density: float

    def width(self, size: QSizeF) -> int:
        """Logical pixels across of a page of that size in points."""
        most = sqrt(_MOST_PIXELS * size.width() / size.height()) / self.density
        return max(LEAST_WIDTH, round(min(self._wanted(size), most)))

    def sharp_width(self, size: QSizeF) -> int:
        """Pixels of the screen across: what the page is to be drawn with."""
        return round(self.width(size) * self.density)

    def scale(self, size: QSizeF) -> float:
        """1 is as large as on paper."""
        return self.width(size) / (size.width() * self.pixels_a_point)

    def _wanted(self, size: QSizeF) -> float:
        if self.zoom == FIT_WIDTH:
            return self.across
        if self.zoom == FIT_PAGE:
            return min(self.across, self.high * size.width() / size.height())
        return size.width() * self.pixels_a_point * self.zoom


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page's picture, and with how many pixels across it was asked for."""

    image: QImage
    width: int


@dataclass(frozen=True, slots=True)
class SheetPages:
    """A PDF to show: its bytes, its pages' sizes in points, and pages that are drawn already.

    Of one that is not whole only the drawn pages are there yet; the rest of it follows.
    """

    data: bytes
    sizes: tuple[QSizeF, ...]
    drawn: dict[int, DrawnPage] = field(default_factory=dict)
    is_whole: bool = True


def page_image(open_pages: OpenPages, data: bytes, page: int, width: int) -> DrawnPage:
    """One page, ``width`` pixels wide; for a worker."""
    pages = open_pages(data)
    try:
        return DrawnPage(pages.image(page, width), width)
    finally:
        pages.close()
