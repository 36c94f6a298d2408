"""The other ways out of the builder: an e-mail draft, text, a password, the next visit, the summary."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.policy import default
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from clinic_app.domain.audit import EVERYTHING, AuditAction
from clinic_app.domain.program import HandoutWay, prescribed
from clinic_ui.builder.more_ways import MoreWays
from clinic_ui.builder.page import BuilderPage

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl

BRIDGE = "glute-bridge"


@pytest.fixture
def page(open_builder: Callable[..., BuilderPage]) -> BuilderPage:
    """A program for nobody in particular, with one exercise."""
    page = open_builder()
    model = page.model
    item = prescribed(page.context.library.exercise(BRIDGE))
    content = replace(model.content, title="Bridges", items=(item,), review_date=date(2026, 12, 21))
    model.change(content, "Add")
    return page


def _name_file(page: BuilderPage, path: Path) -> None:
    [dialog] = [each for each in page.findChildren(QFileDialog) if each.isVisible()]
    dialog.fileSelected.emit(str(path))


def _wait_for_dialog(page: BuilderPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: any(each.isVisible() for each in page.findChildren(QFileDialog)))


def test_an_email_draft_holds_the_sheet_and_is_kept_as_a_handout(
    page: BuilderPage, qtbot: QtBot, tmp_path: Path
) -> None:
    opened: list[QUrl] = []
    ways = MoreWays(
        page.context, page.model, page.outputs, page, open_file=lambda url: not opened.append(url)
    )
    ways.mail.trigger()
    _wait_for_dialog(page, qtbot)
    file = tmp_path / "draft.eml"
    with qtbot.waitSignal(page.outputs.handed_out) as handed_out:
        _name_file(page, file)

    draft = message_from_bytes(file.read_bytes(), policy=default)
    [attached] = draft.iter_attachments()
    assert draft["X-Unsent"] == "1"
    assert attached.get_content().startswith(b"%PDF")
    assert handed_out.args is not None
    assert handed_out.args[0].way is HandoutWay.EMAILED
    assert [url.toLocalFile() for url in opened] == [str(file)]


def test_the_text_goes_onto_the_clipboard_and_is_no_handout(page: BuilderPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.context.toasts.said):
        page.more.copy.trigger()

    assert QGuiApplication.clipboard().text().startswith("Bridges\n")
    assert page.model.program is not None
    assert page.model.program.version.is_draft


def test_a_copy_with_a_password_opens_with_it_only(page: BuilderPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.more._on_password("correct horse")
    _wait_for_dialog(page, qtbot)
    file = tmp_path / "copy.pdf"
    with qtbot.waitSignal(page.outputs.handed_out):
        _name_file(page, file)

    assert pypdf.PdfReader(BytesIO(file.read_bytes())).decrypt("correct horse") > 0


def test_the_next_visit_is_saved_for_a_calendar(page: BuilderPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.more.calendar.trigger()
    _wait_for_dialog(page, qtbot)
    file = tmp_path / "visit.ics"
    with qtbot.waitSignal(page.context.toasts.said):
        _name_file(page, file)

    assert b"DTSTART;VALUE=DATE:20261221" in file.read_bytes()
    with page.context.services.record.reading() as work:
        [noted] = work.audit.page(EVERYTHING, before=None, limit=9)
    assert (noted.action, noted.subject) == (AuditAction.EXPORTED, "appointment")


def test_the_therapists_summary_is_saved_and_is_no_handout(
    page: BuilderPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.more.summary.trigger()
    _wait_for_dialog(page, qtbot)
    file = tmp_path / "summary.pdf"
    with qtbot.waitSignal(page.context.toasts.said):
        _name_file(page, file)

    text = pypdf.PdfReader(file).pages[0].extract_text()
    assert "Therapist’s summary" in text
    assert "Draft, not handed out" in text
    program = page.model.program
    assert program is not None
    assert program.version.is_draft
    assert not page.context.services.handouts.of_program(program.program.id)


def test_the_therapists_summary_goes_to_a_printer(
    page: BuilderPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page.outputs.sheets, "_printer_names", lambda: ["Front desk"])
    page.more.print_summary.trigger()
    qtbot.waitUntil(lambda: page.outputs.sheets.dialog is not None)

    assert page.outputs.sheets.dialog is not None
    page.outputs.sheets.dialog.reject()
    assert page.model.program is not None
    assert page.model.program.version.is_draft


def test_an_empty_program_offers_no_summary(page: BuilderPage) -> None:
    page.model.change(replace(page.model.content, items=()), "Remove")
    page.more._on_about_to_show()

    assert not page.more.summary.isEnabled()
    assert not page.more.print_summary.isEnabled()
