"""Sheets leave through the system's own dialogs."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from clinic_ui.sheet_output import SheetOutput, print_images
from desks import Desk

SHEET = b"%PDF /Page"


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def _print(output: SheetOutput, done: Callable[[str], object]) -> None:
    output.print_pdf(SHEET, paper="a4", on_sent=lambda: done("sent"), name="handout.pdf", on_saved=done)


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
    assert target.read_bytes() == SHEET


def test_a_sheet_sent_to_a_printer_is_drawn_page_by_page(
    owner: QWidget, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = SheetOutput(desk.context, owner, printer_names=lambda: ["Front desk"])
    drawn: list[int] = []
    done: list[str] = []

    def take(_printer: QPrinter, images: list[QImage]) -> bool:
        drawn.append(len(images))
        return True

    monkeypatch.setattr("clinic_ui.sheet_output.print_images", take)
    _print(output, done.append)
    assert isinstance(output.dialog, QPrintDialog)
    output.dialog.printer().setOutputFileName("")
    output.dialog.accepted.emit(output.dialog.printer())  # as a real printer's dialog does
    output.dialog.reject()

    qtbot.waitUntil(lambda: done == ["sent"])
    assert drawn == [1]


def test_a_cancelled_dialog_prints_nothing(owner: QWidget, desk: Desk, qtbot: QtBot) -> None:
    output = SheetOutput(desk.context, owner, printer_names=lambda: ["Front desk"])
    done: list[str] = []
    _print(output, done.append)
    assert output.dialog is not None
    output.dialog.reject()
    desk.worker.wait()
    qtbot.wait(1)
    assert done == []


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


def test_pictures_fill_the_printers_paper(look: object, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setOutputFileName(str(tmp_path / "pages.pdf"))
    image = QImage(59, 84, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    assert print_images(printer, [image, image])
    assert (tmp_path / "pages.pdf").read_bytes().startswith(b"%PDF")


def test_the_next_file_is_offered_the_folder_of_the_last(
    owner: QWidget, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    output = SheetOutput(desk.context, owner)
    done: list[str] = []
    output.save_pdf(SHEET, name="one.pdf", on_saved=done.append)
    assert isinstance(output.dialog, QFileDialog)
    output.dialog.fileSelected.emit(str(tmp_path / "one.pdf"))
    output.dialog.reject()
    qtbot.waitUntil(lambda: bool(done))

    output.save_pdf(SHEET, name="two.pdf", on_saved=done.append)
    assert Path(output.dialog.directory().absolutePath()) == tmp_path
    output.dialog.reject()
