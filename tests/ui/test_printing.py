"""Sheets leave through the system's own dialogs."""

from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from threading import Event

import numpy as np
import pdfplumber
import pytest
from PySide6.QtCore import QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from clinic_app.domain.audit import EVERYTHING, AuditAction, Noted
from clinic_ui.builder.page import BuilderPage
from clinic_ui.composition import PdfPages
from clinic_ui.long_work import GivenUpError, LongWork, Progress
from clinic_ui.page_printing import PrinterPaper, PrintOrder, print_order, print_pages, strips
from clinic_ui.sheet_output import SheetOutput, print_all
from desks import BlankPages, Desk

SHEET = b"%PDF /Page"
LEAVING = Noted(AuditAction.PRINTED, "summary")


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def _print(output: SheetOutput, done: Callable[[str], object]) -> None:
    output.print_pdf(
        SHEET, paper="a4", leaving=LEAVING, on_sent=lambda: done("sent"), name="handout.pdf", on_saved=done
    )


def _noted(desk: Desk) -> list[AuditAction]:
    with desk.services.record.reading() as work:
        return [each.action for each in work.audit.page(EVERYTHING, before=None, limit=9)]


def test_the_print_dialogs_own_choice_of_a_file_gets_the_very_sheet(
    owner: QWidget, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    output = SheetOutput(desk.context, owner, printer_names=lambda: ["Front desk"])
    done: list[str] = []
    _print(output, done.append)
    dialog, target = output.dialog, tmp_path / "sheet.pdf"
    assert isinstance(dialog, QPrintDialog)
    file_field = dialog.findChild(QLineEdit, "filename")
    assert isinstance(file_field, QLineEdit)
    file_field.setText(str(target))

    dialog.accept()

    qtbot.waitUntil(lambda: done == [str(target)])
    assert _noted(desk) == [AuditAction.EXPORTED]
    assert target.read_bytes() == SHEET


@pytest.mark.parametrize(("job", "queued"), [("", "Home exercises"), ("Progress report", "Progress report")])
def test_the_printers_queue_reads_what_it_is(owner: QWidget, desk: Desk, job: str, queued: str) -> None:
    output = SheetOutput(desk.context, owner, printer_names=lambda: ["Front desk"])
    output.print_pdf(
        SHEET, paper="a4", leaving=LEAVING, on_sent=str, name="2026-11-24 R. M..pdf", on_saved=str, job=job
    )
    assert isinstance(output.dialog, QPrintDialog)
    assert output.dialog.printer().docName() == queued
    output.dialog.reject()


def test_a_sheet_sent_to_a_printer_is_drawn_page_by_page(
    owner: QWidget, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = SheetOutput(desk.context, owner, printer_names=lambda: ["Front desk"])
    paper = NotedPaper()
    done: list[str] = []
    monkeypatch.setattr("clinic_ui.sheet_output.PrinterPaper", lambda _printer: paper)
    _print(output, done.append)
    assert isinstance(output.dialog, QPrintDialog)
    output.dialog.printer().setOutputFileName("")
    output.dialog.accepted.emit(output.dialog.printer())  # as a real printer's dialog does
    output.dialog.reject()

    qtbot.waitUntil(lambda: done == ["sent"])
    assert _noted(desk) == [AuditAction.PRINTED]
    assert paper.sizes == [QSizeF(595, 842)]
    assert paper.ended == [False]


def test_a_cancelled_dialog_prints_nothing(owner: QWidget, desk: Desk, qtbot: QtBot) -> None:
    output = SheetOutput(desk.context, owner, printer_names=lambda: ["Front desk"])
    done: list[str] = []
    _print(output, done.append)
    assert output.dialog is not None
    output.dialog.reject()
    desk.worker.wait()
    qtbot.wait(1)
    assert done == []
    assert _noted(desk) == []


def test_without_a_printer_it_is_said_and_the_sheet_can_be_saved(
    owner: QWidget, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    output = SheetOutput(desk.context, owner, printer_names=list)
    said: list[tuple[str, str, Callable[[], None]]] = []
    desk.context.toasts.said.connect(lambda *what: said.append(what))
    done: list[str] = []
    _print(output, done.append)
    assert output.dialog is None
    sentence, name, save = said[0]
    assert sentence == "No printer found on this computer. Save the sheet as a PDF instead."
    assert name == "Save as PDF"

    save()
    assert isinstance(output.dialog, QFileDialog)
    output.dialog.fileSelected.emit(str(tmp_path / "handout.pdf"))
    output.dialog.reject()
    qtbot.waitUntil(lambda: done == [str(tmp_path / "handout.pdf")])
    assert (tmp_path / "handout.pdf").read_bytes() == SHEET


@pytest.fixture
def printer(look: object, tmp_path: Path) -> QPrinter:
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    made.setFullPage(True)
    made.setOutputFileName(str(tmp_path / "pages.pdf"))
    return made


def test_each_page_is_printed_upright_or_across_as_it_is(printer: QPrinter, tmp_path: Path) -> None:
    print_pages(PdfPages, _two_pages(), PrinterPaper(printer), PrintOrder([0, 1], 72), Progress())

    with pdfplumber.open(tmp_path / "pages.pdf") as printed:
        assert [(round(page.width), round(page.height)) for page in printed.pages] == [(595, 842), (842, 595)]


def test_pages_are_printed_from_a_workers_thread(
    printer: QPrinter, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    done: list[object] = []
    printer.setResolution(100)
    desk.worker.run(partial(print_all, PdfPages, _two_pages(), printer, Progress()), done.append)
    qtbot.waitUntil(lambda: done == [None], timeout=20_000)
    with pdfplumber.open(tmp_path / "pages.pdf") as printed:
        assert len(printed.pages) == 2
        assert printed.pages[0].images  # something stands on it


def test_strips_show_exactly_the_page() -> None:
    pages = PdfPages(_two_pages())
    whole = pages.strip(0, 150, 0, pages.pixels(0, 150).height())
    glued = QImage(pages.pixels(0, 150), QImage.Format.Format_RGB32)
    painter = QPainter(glued)
    for top, rows in strips(glued.height()):
        painter.drawImage(0, top, pages.strip(0, 150, top, rows))
    painter.end()
    pages.close()
    apart = np.abs(_greys(glued) - _greys(whole))
    assert apart.max() <= 4  # a line that is a row off would differ by 255


def test_no_more_than_a_strip_of_a_page_is_in_memory() -> None:
    paper = NotedPaper()
    print_pages(BlankPages, b"/Page/Page", paper, PrintOrder([0, 1], 600), Progress())
    assert max(paper.rows) < 600
    assert sum(paper.rows) > 2 * 7000


def test_cancelled_printing_ends_at_the_next_strip_and_drops_the_pages() -> None:
    progress, paper = Progress(), NotedPaper()
    paper.on_strip = progress.give_up
    with pytest.raises(GivenUpError):
        print_pages(BlankPages, b"/Page/Page", paper, PrintOrder([0, 1], 600), progress)
    assert len(paper.rows) == 1
    assert paper.ended == [True]


def test_the_dialogs_pages_copies_and_order_are_kept(printer: QPrinter) -> None:
    assert list(print_order(printer, 3).pages) == [0, 1, 2]
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    once = [2, 1]
    printer.setCopyCount(2)
    printer.setCollateCopies(True)
    copies = 1 if printer.supportsMultipleCopies() else 2
    order = print_order(printer, 4)
    assert list(order.pages) == once * copies
    assert order.dpi <= 600
    printer.setFromTo(9, 9)
    assert len(print_order(printer, 4).pages) == 4 * copies


def test_long_work_shows_how_far_it_is_and_is_given_up_by_escape(
    owner: QWidget, desk: Desk, qtbot: QtBot
) -> None:
    owner.show()
    work, ended = LongWork(desk.context, owner), list[str]()
    going_on = Event()

    def count(progress: Progress) -> None:
        progress.step(3, 8)
        going_on.wait(10)
        progress.step(4, 8)

    work.run("Counting …", count, lambda _none: ended.append("done"), lambda: ended.append("given up"))
    box = work.box
    assert box is not None
    assert not box.isVisible()
    qtbot.waitUntil(box.isVisible)
    assert (box.bar.value(), box.bar.maximum()) == (3, 8)
    assert box.count.text() == "3 of 8"
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    going_on.set()
    qtbot.waitUntil(lambda: ended == ["given up"])
    assert work.box is None


def test_a_sheet_that_takes_long_can_be_cancelled_before_the_dialog(
    open_builder: Callable[..., BuilderPage], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, going_on = open_builder("soleus-stretch-on-step"), Event()
    monkeypatch.setattr("clinic_ui.builder.outputs.prepared", lambda *_what: going_on.wait(10))
    page.outputs.save_pdf()
    box = page.outputs.waiting
    assert box is not None
    qtbot.waitUntil(box.isVisible)
    qtbot.mouseClick(box.cancel, Qt.MouseButton.LeftButton)
    assert page.outputs.waiting is None
    going_on.set()
    page.context.worker.wait()
    assert page.outputs.sheets.dialog is None


class NotedPaper:
    """Stands for a printer; notes what it is given."""

    def __init__(self) -> None:
        self.sizes: list[QSizeF] = []
        self.rows: list[int] = []
        self.ended: list[bool] = []
        self.on_strip: Callable[[], None] = lambda: None

    def begin(self, size: QSizeF) -> None:
        self.sizes.append(size)

    def draw(self, image: QImage, top: int, whole: QSize) -> None:
        assert top + image.height() <= whole.height()
        self.rows.append(image.height())
        self.on_strip()

    def end(self, *, is_given_up: bool) -> None:
        self.ended.append(is_given_up)


def _greys(image: QImage) -> "np.ndarray[tuple[int, ...], np.dtype[np.int16]]":
    return np.frombuffer(image.constBits(), np.uint8).astype(np.int16)


def _two_pages() -> bytes:
    """A page upright and one across, with something on both."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    canvas.circle(300, 400, 200)
    canvas.line(0, 0, 595, 842)
    canvas.showPage()
    canvas.setPageSize((842, 595))
    canvas.line(0, 0, 842, 595)
    canvas.showPage()
    canvas.save()
    return target.getvalue()
