"""Who did what, in the window: read by who, what, whom and when; checked; saved; for owners only."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from builders import a_patient
from clinic_app.domain.access import Actor, Role
from clinic_app.domain.audit import AuditAction, AuditReport, Mismatch
from clinic_app.domain.patient import Patient
from clinic_app.services.audit import PAGE
from clinic_ui.audit.log_form import LogForm
from clinic_ui.pages.patients_page import PatientsPage
from clinic_ui.pages.settings_page import SettingsPage
from desks import Desk


@pytest.fixture
def patient(desk: Desk) -> Patient:
    made = a_patient(record_number=42, family_name="Marlowe", given_name="Teresa")
    with desk.record.writing() as work:
        work.patients.add(made)
        work.commit()
    return made


@pytest.fixture
def form(desk: Desk, qtbot: QtBot, patient: Patient) -> LogForm:
    for number in range(3):
        desk.record.actor = Actor(name=f"Person {number}")
        desk.services.audit.note(AuditAction.OPENED, "patient", patient.id, patient_id=patient.id)
    desk.services.audit.note(AuditAction.LOCKED)
    desk.record.actor = Actor(name="Owner")
    return shown(desk, qtbot)


def shown(desk: Desk, qtbot: QtBot) -> LogForm:
    made = LogForm(desk.context)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: bool(made.count.text()))
    return made


def cells(form: LogForm, column: int) -> list[str]:
    model = form.table.lines
    return [model.data(model.index(row, column)) for row in range(model.rowCount())]


def test_the_newest_line_comes_first_with_number_and_name_of_the_patient(form: LogForm) -> None:
    assert cells(form, 2) == ["Locked", "Opened", "Opened", "Opened"]
    assert cells(form, 1)[0] == "Person 2"
    assert cells(form, 4)[:2] == ["", "000042 MARLOWE, Teresa"]
    assert form.count.text() == "4 entries"


def test_one_person_or_one_action_can_be_chosen(form: LogForm, qtbot: QtBot) -> None:
    form.filters.person.choose("Person 1")
    form.filters.person.activated.emit(1)
    qtbot.waitUntil(lambda: cells(form, 1) == ["Person 1"])
    form.filters.person.setCurrentIndex(0)
    form.filters.action.choose("locked")
    form.filters.action.activated.emit(1)
    qtbot.waitUntil(lambda: cells(form, 2) == ["Locked"])


@pytest.mark.parametrize("typed", ["42", "marlowe"])
def test_a_patient_is_found_by_number_or_name(form: LogForm, qtbot: QtBot, typed: str) -> None:
    qtbot.keyClicks(form.filters.patient, typed)
    qtbot.keyClick(form.filters.patient, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(cells(form, 0)) == 3)
    assert form.filters.patient.text() == "000042"


def test_a_patient_who_is_nobody_is_said_at_the_field(form: LogForm, qtbot: QtBot) -> None:
    qtbot.keyClicks(form.filters.patient, "Nobodyatall")
    qtbot.keyClick(form.filters.patient, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(form.filters.patient.property("invalid")))
    assert len(cells(form, 0)) == 4


def test_days_are_typed_and_a_day_that_is_none_is_refused(form: LogForm, qtbot: QtBot) -> None:
    qtbot.keyClicks(form.filters.first_day, "31.11.2026")
    qtbot.keyClick(form.filters.first_day, Qt.Key.Key_Return)
    assert form.filters.first_day.property("invalid")
    form.filters.first_day.clear()
    qtbot.keyClicks(form.filters.first_day, "2026-12-01")
    qtbot.keyClick(form.filters.first_day, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.count.text() == "Nothing like that was done.")
    form.filters.first_day.clear()
    qtbot.keyClicks(form.filters.last_day, "2026-11-24")
    qtbot.keyClick(form.filters.last_day, Qt.Key.Key_Return)
    qtbot.keyClick(form.filters.first_day, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.count.text() == "4 entries")


def test_more_lines_are_read_when_the_end_is_reached(desk: Desk, qtbot: QtBot) -> None:
    for _ in range(PAGE + 5):
        desk.services.audit.note(AuditAction.LOCKED)
    form = shown(desk, qtbot)
    assert len(cells(form, 0)) == PAGE
    qtbot.keyClick(form.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(cells(form, 0)) == PAGE + 5)


def test_what_a_line_said_before_is_shown_below(form: LogForm, desk: Desk, qtbot: QtBot) -> None:
    form._on_before({"phone": "555", "revision": 3, "notes": ""})
    assert form.before.text() == "Before: Phone: 555 · Notes: –"
    form._on_before(None)
    assert "went with" in form.before.text()


def test_a_whole_log_is_said_to_be_whole(form: LogForm, qtbot: QtBot) -> None:
    qtbot.mouseClick(form.check_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: form.found.text().startswith("Everything is as the log says"))
    assert form.check_button.isEnabled()


def test_a_forgery_is_said_in_one_sentence(form: LogForm, desk: Desk, qtbot: QtBot) -> None:
    desk.record.auditor.report = AuditReport(entries=4, rows=1, forged=(Mismatch("visit", "x"),))
    qtbot.mouseClick(form.check_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "1 row was never saved here" in form.found.text())


def test_the_log_is_saved_as_a_table(form: LogForm, qtbot: QtBot, tmp_path: Path) -> None:
    form.write(str(tmp_path / "log.csv"))
    qtbot.waitUntil(lambda: form.found.text() == "Saved: 4 entries")
    assert (tmp_path / "log.csv").read_text("utf-8-sig").count("\n") == 5


@pytest.mark.parametrize("role", list(Role))
def test_only_owners_may_open_it_from_settings(desk: Desk, qtbot: QtBot, role: Role) -> None:
    desk.record.actor = Actor(name="Ada", role=role)
    page = SettingsPage(desk.context)
    qtbot.addWidget(page)
    assert page.audit.button.isEnabled() is (role is Role.OWNER)
    if role is Role.OWNER:
        page.show()
        page.audit.button.click()
        assert page.audit.form is not None
        qtbot.waitUntil(lambda: page.audit.form is not None and bool(page.audit.form.count.text()))
        page.audit.form.close_button.click()
        assert page.audit.form is None


def test_opening_a_patient_is_noted_once_until_another_is_opened(
    desk: Desk, qtbot: QtBot, patient: Patient
) -> None:
    page = PatientsPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()

    def opened() -> int:
        return sum(each.action is AuditAction.OPENED for each in desk.record.tables.audit)

    page.open_patient(patient.id)
    qtbot.waitUntil(lambda: opened() == 1)
    page.detail.refresh()
    desk.worker.wait()
    qtbot.waitUntil(lambda: not desk.worker.is_busy)
    assert opened() == 1
