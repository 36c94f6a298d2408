"""Letters from a patient's page: written in a small form, kept when they left, given again as they were."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from clinic_app.domain.audit import EVERYTHING
from clinic_app.domain.letter import Letter, LetterKind, Reader
from clinic_app.domain.story import StoryEntry
from clinic_ui.letters.letter_form import LetterForm
from clinic_ui.pages.patient_detail import PatientDetail
from clinic_ui.sheet_output import SheetOutput
from desks import Desk
from hands import Hands, print_dialog
from treated import Treated, a_treated_patient


@pytest.fixture
def treated() -> Treated:
    return a_treated_patient()


@pytest.fixture
def desk(new_desk: Callable[..., Desk], treated: Treated) -> Desk:
    return new_desk(record=treated.record, library=treated.clinic.library)


@pytest.fixture
def detail(desk: Desk, treated: Treated, qtbot: QtBot) -> PatientDetail:
    detail = PatientDetail(desk.context)
    qtbot.addWidget(detail)
    detail.resize(1300, 900)
    detail.open(treated.patient.id)
    with qtbot.waitActive(detail):
        detail.show()
        detail.activateWindow()
    qtbot.waitUntil(lambda: detail.view is not None)
    choice = detail.head.choice
    choice.setCurrentIndex([choice.itemText(at) for at in range(3)].index("Heel pain, right"))
    choice.activated.emit(choice.currentIndex())
    assert detail.head.episode == treated.episode
    return detail


def write(detail: PatientDetail, qtbot: QtBot) -> LetterForm:
    detail.letters.button.click()
    form = detail.letters.form
    assert form is not None
    qtbot.waitUntil(form.isActiveWindow)
    return form


def save_into(detail: PatientDetail, file: Path, qtbot: QtBot) -> None:
    """The system's dialog, answered."""
    qtbot.waitUntil(lambda: isinstance(detail.output.dialog, QFileDialog))
    dialog = detail.output.dialog
    assert isinstance(dialog, QFileDialog)
    assert dialog.windowTitle() == "Save the letter"
    dialog.fileSelected.emit(str(file))
    dialog.reject()


def letters(detail: PatientDetail) -> list[StoryEntry]:
    model = detail.timeline.model
    found = [model.entry(row) for row in range(model.rowCount())]
    return [each for each in found if isinstance(each.subject, Letter)]


def test_a_letter_is_written_with_keys_alone_and_stands_in_the_timeline(
    detail: PatientDetail, treated: Treated, qtbot: QtBot, tmp_path: Path
) -> None:
    before = len(letters(detail))
    detail.letters.button.setFocus()
    hands = Hands()
    hands.press(Qt.Key.Key_Return)
    form = detail.letters.form
    assert form is not None
    qtbot.waitUntil(form.isActiveWindow)
    form.save_button.setFocus()
    hands.press(Qt.Key.Key_Return)
    save_into(detail, tmp_path / "letter.pdf", qtbot)

    qtbot.waitUntil(lambda: len(letters(detail)) == before + 1)

    [kept] = [each.subject for each in letters(detail)][:1]
    assert isinstance(kept, Letter)
    assert (kept.kind, kept.reader, kept.addressee) == (LetterKind.DISCHARGE, Reader.REFERRER, "Dr Osei")
    assert treated.record.archive.get(kept.sha256) == (tmp_path / "letter.pdf").read_bytes()
    assert detail.letters.form is None


def test_another_reader_is_another_addressee_until_one_is_typed(detail: PatientDetail, qtbot: QtBot) -> None:
    form = write(detail, qtbot)
    assert form.addressee.toPlainText() == "Dr Osei\nHill Practice"
    form.reader.buttons()[2].click()
    assert form.addressee.toPlainText() == "Health Fund"
    assert "no notes" in form.about.text()
    form.reader.buttons()[1].click()
    assert form.addressee.toPlainText() == "Rosa Martin\n1 High Street\nLeeds"
    form.addressee.setPlainText("Her sister")
    form.reader.buttons()[0].click()
    assert form.addressee.toPlainText() == "Her sister"


def test_what_was_typed_waits_for_the_form(detail: PatientDetail, qtbot: QtBot) -> None:
    form = write(detail, qtbot)
    form.remark.setFocus()
    qtbot.keyClicks(form.remark, "Please call me.")
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    again = write(detail, qtbot)
    qtbot.waitUntil(lambda: again.remark.toPlainText() == "Please call me.")
    again.cancel_button.click()
    last = write(detail, qtbot)
    qtbot.wait(20)
    assert last.remark.toPlainText() == ""


def test_nothing_is_kept_of_a_letter_that_did_not_leave(detail: PatientDetail, qtbot: QtBot) -> None:
    before = len(letters(detail))
    form = write(detail, qtbot)
    form.save_button.click()
    qtbot.waitUntil(lambda: isinstance(detail.output.dialog, QFileDialog))
    assert detail.output.dialog is not None
    detail.output.dialog.reject()
    detail.refresh()
    qtbot.wait(20)
    assert len(letters(detail)) == before
    assert form.isVisible(), "it may leave another way"


def test_print_again_prints_the_very_bytes(
    detail: PatientDetail, desk: Desk, treated: Treated, qtbot: QtBot, tmp_path: Path
) -> None:
    form = write(detail, qtbot)
    with qtbot.waitSignal(desk.context.toasts.said):
        form.save_button.click()
        save_into(detail, tmp_path / "first.pdf", qtbot)
    qtbot.waitUntil(lambda: detail.letters.form is None)
    changed = replace(treated.episode, outcome="Something else")
    treated.record.tables.episodes[changed.id] = changed
    qtbot.waitUntil(lambda: len(letters(detail)) > 1)
    detail.letters.output = SheetOutput(desk.context, detail, printer_names=lambda: ["Front desk"])

    detail.timeline.link_wanted.emit(letters(detail)[0])
    dialog = print_dialog(detail.letters.output, tmp_path / "again.pdf", qtbot)
    assert dialog.printer().docName() in ("Discharge summary", "Progress report")
    dialog.accept()

    qtbot.waitUntil((tmp_path / "again.pdf").exists)
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "first.pdf").read_bytes()


def test_a_letters_row_has_a_menu(detail: PatientDetail) -> None:
    detail.timeline.menu_wanted.emit(letters(detail)[0], QPoint(10, 10))
    menu = detail.letters.menu
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["Print again", "Save as PDF"]
    menu.close()


def test_discharge_offers_the_letter(
    detail: PatientDetail, desk: Desk, treated: Treated, qtbot: QtBot
) -> None:
    opened = replace(treated.episode, closed_on=None, outcome="")
    treated.record.tables.episodes[opened.id] = opened
    said: list[tuple[str, str, Callable[[], None]]] = []
    desk.context.toasts.said.connect(lambda *what: said.append(what))
    detail.head.change_wanted.emit(opened)
    form = detail.problems.form
    assert form is not None
    form.close_button.click()
    assert form.discharge is not None
    form.discharge.reasons[0].click()
    form.discharge.store_button.click()
    qtbot.waitUntil(lambda: any(name == "Write the letter" for _sentence, name, _do in said))
    sentence, _name, write_it = next(each for each in said if each[1] == "Write the letter")
    assert sentence == "Closed: Heel pain"
    write_it()
    assert detail.letters.form is not None
    assert detail.letters.form.kind.chosen is LetterKind.DISCHARGE


def test_without_a_problem_there_is_nothing_to_write_about(
    detail: PatientDetail, treated: Treated, qtbot: QtBot
) -> None:
    treated.record.tables.episodes.clear()
    detail.refresh()
    qtbot.waitUntil(lambda: not detail.letters.button.isEnabled())
    assert "Add the patient’s problem first" in detail.letters.button.toolTip()


def test_the_chart_is_saved_as_picture_and_as_page_with_nobodys_name(
    detail: PatientDetail, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    take = detail.care.take
    for action, name in ((take.picture, "chart.png"), (take.page, "chart.pdf")):
        take.dialog = None
        action.trigger()
        qtbot.waitUntil(lambda: isinstance(take.dialog, QFileDialog))
        dialog = take.dialog
        assert isinstance(dialog, QFileDialog)
        [offered] = [Path(each).name for each in dialog.selectedFiles()]
        assert offered.startswith("2026-11-24 ")
        assert "Martin" not in offered
        with qtbot.waitSignal(desk.context.toasts.said):
            dialog.fileSelected.emit(str(tmp_path / name))
        dialog.reject()
    assert QImage(str(tmp_path / "chart.png")).width() > 1000
    page = (tmp_path / "chart.pdf").read_bytes()
    assert page.startswith(b"%PDF-")
    assert b"Martin" not in page
    with desk.record.reading() as work:
        entries = work.audit.page(EVERYTHING, before=None, limit=9)
    noted = [each for each in entries if each.subject == "chart"]
    assert [each.detail for each in noted] == ["pdf", "png"]
    assert {each.patient_id for each in noted} == {detail.patient_id}
