"""Pages of a PDF as pixels, for a window to show and for a printer in strips."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from threading import RLock
from typing import Any, Final

import pypdfium2

from clinic_app.domain.handout import Paper
from clinic_app.pdf.styles import PAPER_SIZES

_ONE_AT_A_TIME: Final = RLock()
"""PDFium is not to be used from two threads at once, not even for two documents."""


@contextmanager
def pdfium() -> Iterator[None]:
    """PDFium for one thread at a time: everything that uses it does so within."""
    with _ONE_AT_A_TIME:
        yield


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as BGRA pixels, four bytes each, rows ``stride`` bytes apart, on white."""

    width: int
    height: int
    stride: int
    data: bytes


class PagePainter:
    """The pages of one PDF, painted by PDFium; may be used from any thread, one at a time."""

    def __init__(self, data: bytes) -> None:
        with _ONE_AT_A_TIME:
            self._document: Any = pypdfium2.PdfDocument(data)

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        with _ONE_AT_A_TIME:
            return len(self._document)

    def page_size(self, index: int) -> tuple[float, float]:
        """Width and height of a page (from 0), in points of 1/72 inch."""
        with _ONE_AT_A_TIME:
            width, height = self._document.get_page_size(index)
            return float(width), float(height)

    def render(self, index: int, scale: float) -> PageImage:
        """A page with ``scale`` pixels a point."""
        with _ONE_AT_A_TIME:
            page = self._document[index]
            try:
                bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
                return PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
            finally:
                page.close()

    def pixels(self, index: int, scale: float) -> tuple[int, int]:
        """How many pixels across and down a page has with ``scale`` pixels a point."""
        width, height = self.page_size(index)
        return ceil(width * scale), ceil(height * scale)

    def strip(self, index: int, scale: float, top: int, rows: int) -> PageImage:
        """``rows`` of a page's pixels from ``top`` on: a page at 600 dpi has 139 MB, a strip few."""
        _, height = self.pixels(index, scale)
        below = height - top - rows
        with _ONE_AT_A_TIME:
            page = self._document[index]
            try:
                cut = (0.0, _cut(below, scale), 0.0, _cut(top, scale))
                bitmap = page.render(scale=scale, crop=cut, rev_byteorder=False, prefer_bgrx=True)
                return PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
            finally:
                page.close()

    def close(self) -> None:
        """Let go of the document."""
        with _ONE_AT_A_TIME:
            self._document.close()


def paper_of(data: bytes) -> Paper:
    """The paper a PDF of ours was set on; of another size, the one that is as tall."""
    painter = PagePainter(data)
    try:
        tall = max(painter.page_size(0))
    finally:
        painter.close()
    return min(Paper, key=lambda paper: abs(PAPER_SIZES[paper][1] - tall))


def _cut(pixels: int, scale: float) -> float:
    """Points to cut so that exactly so many pixels go: PDFium's rows are counted up to the next whole one."""
    return (pixels - 0.5) / scale if pixels else 0.0
