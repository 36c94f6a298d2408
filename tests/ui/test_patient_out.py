"""What leaves from a patient's page, and the patient who is erased for good."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from builders import TickingClock
from clinic_app.domain.erasure import RetentionRule
from clinic_ui.builder.page import BuilderPage
from clinic_ui.icons import Icons
from clinic_ui.main_window import MainWindow, PageKey
from clinic_ui.pages.erase_form import EraseForm
from clinic_ui.pages.export_form import ExportForm, Leaving
from clinic_ui.pages.patients_page import PatientsPage
from clinic_ui.pages.record_form import RecordForm
from desks import Desk
from fakes import FakeRecord
from whole_records import Whole, store_whole_patient

NewDesk = Callable[..., Desk]


@pytest.fixture
def record() -> FakeRecord:
    return FakeRecord()


@pytest.fixture
def pat(record: FakeRecord) -> Whole:
    store_whole_patient(record, "Zother", number=2)
    return store_whole_patient(record, "Qpat")


@pytest.fixture
def desk(new_desk: NewDesk, record: FakeRecord, pat: Whole) -> Desk:
    return new_desk(record=record)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, pat: Whole) -> PatientsPage:
    page = PatientsPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    page.open_patient(pat.patient.id)
    qtbot.waitUntil(lambda: page.detail.view is not None)
    return page


def an_erase_form(qtbot: QtBot, desk: Desk, pat: Whole) -> EraseForm:
    form = EraseForm(desk.context, desk.services.erasure.outlook(pat.patient.id))
    qtbot.addWidget(form)
    form.show()
    return form


def test_the_menu_is_beside_archive_and_has_every_way_out(page: PatientsPage) -> None:
    more = page.detail.more
    assert page.detail.banner.more.menu() is more.menu
    assert [each.text() for each in more.menu.actions() if each.text()] == [
        "Export everything …",
        "Export as FHIR …",
        "Copy as text",
        "Erase for good …",
    ]


def test_one_key_copies_the_patient_as_text(qtbot: QtBot, page: PatientsPage, desk: Desk) -> None:
    with qtbot.waitActive(page):
        page.activateWindow()
    QGuiApplication.clipboard().clear()
    with qtbot.waitSignal(desk.context.toasts.said):
        qtbot.keyClick(
            page.detail, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
    said = QGuiApplication.clipboard().text()
    assert said.startswith("FAMILYQPAT, GivenQpat")
    assert "Zother" not in said


@pytest.mark.parametrize("leaving", list(Leaving))
def test_the_whole_record_leaves_where_the_person_says(
    qtbot: QtBot, desk: Desk, pat: Whole, tmp_path: Path, leaving: Leaving
) -> None:
    form = ExportForm(desk.context, pat.patient, leaving)
    qtbot.addWidget(form)
    form.show()
    with qtbot.waitSignal(form.exported):
        form.write(leaving, str(tmp_path / "out"))
    assert (tmp_path / "out").is_dir() is (leaving is Leaving.FOLDER)
    assert not form.isVisible()


def test_a_place_that_cannot_be_written_is_said_in_the_form(
    qtbot: QtBot, desk: Desk, pat: Whole, tmp_path: Path
) -> None:
    form = ExportForm(desk.context, pat.patient, Leaving.ZIP)
    qtbot.addWidget(form)
    form.show()
    form.write(Leaving.ZIP, str(tmp_path / "nowhere" / "out.zip"))
    qtbot.waitUntil(form.said.isVisible)
    assert "no such folder" in form.said.text()
    assert form.choose_button.isEnabled()


def test_the_file_is_named_by_number_and_day(qtbot: QtBot, desk: Desk, pat: Whole) -> None:
    form = ExportForm(desk.context, pat.patient, Leaving.ZIP)
    qtbot.addWidget(form)
    form.show()
    qtbot.mouseClick(form.choose_button, Qt.MouseButton.LeftButton)
    assert form.dialog is not None
    assert [Path(each).name for each in form.dialog.selectedFiles()] == ["record 000001 2026-11-24.zip"]
    form.dialog.reject()


def test_erasing_waits_for_the_number_and_before_time_for_a_reason(
    qtbot: QtBot, desk: Desk, pat: Whole
) -> None:
    form = an_erase_form(qtbot, desk, pat)
    assert not form.erase_button.isEnabled()
    qtbot.keyClicks(form.number, "000001")
    assert not form.erase_button.isEnabled()
    qtbot.keyClicks(form.reason, "Asked for it")
    assert form.erase_button.isEnabled()
    form.number.setText("000002")
    assert not form.erase_button.isEnabled()


def test_enter_never_erases(qtbot: QtBot, desk: Desk, pat: Whole) -> None:
    form = an_erase_form(qtbot, desk, pat)
    qtbot.keyClicks(form.reason, "Asked for it")
    qtbot.keyClicks(form.number, "1")
    qtbot.keyClick(form.number, Qt.Key.Key_Return)
    assert pat.patient.id in desk.record.tables.patients


def test_the_form_says_until_when_and_what_stays(qtbot: QtBot, desk: Desk, pat: Whole) -> None:
    form = an_erase_form(qtbot, desk, pat)
    said = " ".join(each.text() for each in form.findChildren(type(form.said)))
    assert "to be kept until 24 November 2036" in said
    assert "What was printed or exported stays" in said


def test_the_form_says_which_backups_hold_the_patient_and_until_when(
    qtbot: QtBot, desk: Desk, pat: Whole
) -> None:
    assert not desk.services.backups.back_up().failures
    form = an_erase_form(qtbot, desk, pat)
    qtbot.waitUntil(lambda: "1 backup still holds this patient" in form.held.label.text())
    assert "(on this computer: 1)" in form.held.label.text()
    assert form.clears.isVisible()


def test_without_backups_there_is_nothing_to_clear(qtbot: QtBot, desk: Desk, pat: Whole) -> None:
    form = an_erase_form(qtbot, desk, pat)
    qtbot.waitUntil(lambda: "No backup and no copy" in form.held.label.text())
    assert not form.clears.isVisible()


def test_older_backups_go_after_the_erasure_where_that_is_wanted(
    qtbot: QtBot, desk: Desk, pat: Whole
) -> None:
    desk.services.backups.back_up()
    clock = desk.record.clock
    assert isinstance(clock, TickingClock)
    clock.wait(hours=1)
    form = an_erase_form(qtbot, desk, pat)
    qtbot.waitUntil(form.clears.isVisible)
    QTest.mouseClick(form.clears, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(form.reason, "Asked for it")
    qtbot.keyClicks(form.number, "1")
    with qtbot.waitSignal(desk.context.toasts.said) as said:
        QTest.mouseClick(form.erase_button, Qt.MouseButton.LeftButton)
    assert said.args is not None
    assert said.args[0] == "A new backup is made, 1 older backup or copy removed here"
    [left] = desk.services.backups.places()[0].backups
    assert left.made_at == clock()


def test_an_erased_patient_is_gone_from_every_page(qtbot: QtBot, desk: Desk, pat: Whole) -> None:
    context = desk.context
    window = MainWindow(context.theme, Icons(context.theme), context.words, context.settings)
    window.fill(context)
    qtbot.addWidget(window)
    window.show()
    builder = window.go(PageKey.BUILDER)
    assert isinstance(builder, BuilderPage)
    with qtbot.waitSignal(builder.model.opened):
        builder.open_program(pat.program_id)
    qtbot.waitUntil(lambda: builder.patient_in_view() == pat.patient.id)
    patients = window.go(PageKey.PATIENTS)
    assert isinstance(patients, PatientsPage)
    patients.open_patient(pat.patient.id)
    qtbot.waitUntil(lambda: patients.detail.view is not None)
    patients.detail.more.erase.trigger()
    qtbot.waitUntil(lambda: patients.detail.more.erase_form is not None)
    form = patients.detail.more.erase_form
    assert form is not None
    form.reason.setText("Asked for it")
    form.number.setText("1")
    with qtbot.waitSignal(form.erased):
        qtbot.mouseClick(form.erase_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not desk.worker.is_busy)
    assert pat.patient.id not in desk.record.tables.patients
    assert builder.patient_in_view() is None
    assert patients.patient_in_view() is None
    assert patients.detail.banner.name.text() == ""
    assert not window.problem_bar.isVisible()


def test_retention_is_stored_when_the_field_is_left(qtbot: QtBot, desk: Desk) -> None:
    form = RecordForm(desk.context)
    qtbot.addWidget(form)
    form.show()
    form.show_rule(RetentionRule(10, 25))
    form.years.setFocus()
    form.years.selectAll()
    qtbot.keyClicks(form.years, "15")
    qtbot.keyClick(form.years, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.services.profile.profile().retention_years == 15)


def test_the_birthday_of_children_is_stored_when_its_field_is_left(qtbot: QtBot, desk: Desk) -> None:
    form = RecordForm(desk.context)
    qtbot.addWidget(form)
    form.show()
    form.show_rule(RetentionRule(10, 25))
    form.birthday.setFocus()
    form.birthday.selectAll()
    qtbot.keyClicks(form.birthday, "28")
    qtbot.keyClick(form.birthday, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.services.profile.profile().retention_birthday == 28)
    assert desk.services.profile.profile().retention_years == 10


def test_the_form_says_that_a_young_patients_record_is_kept_longer(
    qtbot: QtBot, desk: Desk, pat: Whole
) -> None:
    child = replace(pat.patient, birth_date=date(2020, 3, 9))
    desk.record.tables.patients[child.id] = child
    form = an_erase_form(qtbot, desk, pat)
    said = " ".join(each.text() for each in form.findChildren(type(form.said)))
    assert "A young patient’s record is kept until the birthday at 25 years." in said
    assert "to be kept until 9 March 2045" in said


def test_settings_save_everything_and_list_what_was_erased(
    qtbot: QtBot, desk: Desk, pat: Whole, tmp_path: Path
) -> None:
    desk.services.erasure.erase(pat.patient.id, typed_number="1", reason="Asked for it")
    form = RecordForm(desk.context)
    qtbot.addWidget(form)
    form.show()
    form.show_rule(RetentionRule(10, 25))
    qtbot.waitUntil(lambda: "Record 000001 on 24 November 2026" in form.erased.text())
    assert "Asked for it" in form.erased.text()
    form.write(str(tmp_path / "all.zip"))
    qtbot.waitUntil((tmp_path / "all.zip").exists)
    qtbot.waitUntil(form.export_button.isEnabled)
