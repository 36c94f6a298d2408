"""Pages onto a printer in strips, off the window's thread: at 600 dots an inch a page would fill 139 MB."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtCore import QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter

from clinic_app.domain.errors import OutputError
from clinic_ui.long_work import Progress
from clinic_ui.printed_pages import OpenPages

MOST_DPI: Final = 600
"""Finer than this no patient sees."""

_STRIP_ROWS: Final = 512
_OVERLAP: Final = 2
"""Rows drawn twice, so that no seam shows where a printer's dots are not whole pixels."""


class Paper(Protocol):
    """What pages are printed on: a printer of Qt's, or a test's stand-in."""

    def begin(self, size: QSizeF) -> None:
        """Start a page for a sheet of that size in points; across where it is wider than tall.

        Raises:
            OutputError: the printer does not take it.
        """
        ...

    def draw(self, image: QImage, top: int, whole: QSize) -> None:
        """Draw a strip whose upper edge is row ``top`` of a page of ``whole`` pixels."""
        ...

    def end(self, *, is_given_up: bool) -> None:
        """Send what was drawn, or drop it.

        Raises:
            OutputError: the printer did not take it.
        """
        ...


class PrinterPaper:
    """The system's printer: each page upright or across, as large as the paper allows."""

    def __init__(self, printer: QPrinter) -> None:
        self._printer = printer
        self._painter = QPainter()

    def begin(self, size: QSizeF) -> None:
        """Start a page."""
        across = size.width() > size.height()
        self._printer.setPageOrientation(
            QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
        )
        started = self._printer.newPage() if self._painter.isActive() else self._painter.begin(self._printer)
        if not started:
            raise _refusal()
        self._painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)

    def draw(self, image: QImage, top: int, whole: QSize) -> None:
        """Draw a strip in its place."""
        paper = QRectF(self._printer.paperRect(QPrinter.Unit.DevicePixel))
        scale = min(paper.width() / whole.width(), paper.height() / whole.height())
        if self._printer.colorMode() is QPrinter.ColorMode.GrayScale:
            image = image.convertToFormat(QImage.Format.Format_Grayscale8)
        place = QRectF(0, top * scale, image.width() * scale, image.height() * scale)
        self._painter.drawImage(place, image)

    def end(self, *, is_given_up: bool) -> None:
        """Send or drop."""
        if is_given_up:
            self._printer.abort()
        if self._painter.isActive() and not self._painter.end() and not is_given_up:
            raise _refusal()


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """What a print dialog was answered: which pages (from 0) in which order, how often, how finely."""

    pages: Sequence[int]
    dpi: int


def print_order(printer: QPrinter, count: int) -> PrintOrder:
    """The answers, for a sheet of ``count`` pages. Copies the printer makes itself are left to it."""
    pages = list(range(count))
    if printer.printRange() is QPrinter.PrintRange.PageRange and printer.fromPage():
        pages = pages[printer.fromPage() - 1 : printer.toPage()] or pages
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    collated = pages * copies if printer.collateCopies() else [page for page in pages for _ in range(copies)]
    return PrintOrder(collated, min(printer.resolution(), MOST_DPI))


def print_pages(
    open_pages: OpenPages, data: bytes, paper: Paper, order: PrintOrder, progress: Progress
) -> None:
    """Print page by page; for a worker. Only a strip of a page is ever in memory.

    Raises:
        OutputError: the printer did not take the pages.
        GivenUpError: the person cancelled; nothing is sent.
    """
    pages = open_pages(data)
    is_given_up = True
    try:
        for done, page in enumerate(order.pages):
            progress.step(done, len(order.pages))
            paper.begin(pages.size(page))
            whole = pages.pixels(page, order.dpi)
            for top, rows in strips(whole.height()):
                paper.draw(pages.strip(page, order.dpi, top, rows), top, whole)
                progress.step(done, len(order.pages))
        is_given_up = False
    finally:
        pages.close()
        paper.end(is_given_up=is_given_up)


def strips(height: int) -> Iterable[tuple[int, int]]:
    """First row and number of rows of each strip of a page, top to bottom."""
    for top in range(0, height, _STRIP_ROWS):
        yield top, min(_STRIP_ROWS + _OVERLAP, height - top)


def _refusal() -> OutputError:
    return OutputError("The printer did not take the pages. Check it, then print again.")
