"""What may not be changed is greyed with the reason; what may be looked at opens and can be copied."""

from collections.abc import Callable
from dataclasses import replace
from typing import cast
from uuid import uuid4

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from builders import MORNING, a_clinic, a_patient, a_therapist, an_episode
from clinic_app.domain.access import Actor, Role
from clinic_app.domain.audit import AuditAction
from clinic_app.domain.clinic import Therapist
from clinic_app.domain.errors import RecordError
from clinic_app.domain.patient import Patient, Sex
from clinic_app.domain.program import HandoutWay, ProgramContent, prescribed
from clinic_app.pdf.writer import HandoutPdf
from clinic_app.services.handouts import PreparedHandout
from clinic_ui.find_anything.palette import FindAnything
from clinic_ui.main_window import MainWindow
from clinic_ui.pages.patients_page import PatientsPage
from clinic_ui.pages.settings_page import SettingsPage
from clinic_ui.rail import PageKey
from clinic_ui.shortcuts import Shortcut
from clinic_ui.widgets.buttons import Kind, action_button, text_button
from clinic_ui.widgets.choice_box import ChoiceBox
from desks import Desk
from fakes import FakeRecord

ASSISTANT = Actor(name="Bo Holm", role=Role.ASSISTANT)
WHY = "Only a therapist can change the record"
READING = "Opened for reading only"

NewDesk = Callable[..., Desk]


def as_assistant(new_desk: NewDesk, record: FakeRecord | None = None) -> Desk:
    known = record or FakeRecord()
    known.actor = ASSISTANT
    return new_desk(record=known)


def a_window(desk: Desk, qtbot: QtBot) -> MainWindow:
    context = desk.context
    window = MainWindow(context.theme, context.actions.icons, context.words, context.settings)
    qtbot.addWidget(window)
    window.fill(context)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


def a_page(window: MainWindow) -> PatientsPage:
    page = window.go(PageKey.PATIENTS)
    assert isinstance(page, PatientsPage)
    return page


def opened(window: MainWindow, patient: Patient, qtbot: QtBot) -> PatientsPage:
    page = a_page(window)
    page.open_patient(patient.id)
    qtbot.waitUntil(lambda: page.detail.view is not None)
    return page


def said_of(widget: QWidget) -> tuple[bool, str, str]:
    return widget.isEnabled(), widget.toolTip(), widget.accessibleDescription()


def test_a_button_that_changes_something_is_greyed_and_stays_so(new_desk: NewDesk, qtbot: QtBot) -> None:
    desk = as_assistant(new_desk)
    button = text_button("Erase", Kind.DANGER)
    qtbot.addWidget(button)
    desk.context.seat.hold(button)
    button.setEnabled(True)
    button.setToolTip("Everything of the patient")
    assert said_of(button) == (False, WHY, WHY)


def test_an_action_that_changes_something_is_greyed_with_its_buttons_and_stays_so(
    new_desk: NewDesk, qtbot: QtBot
) -> None:
    desk, pressed = as_assistant(new_desk), list[str]()
    page = QMainWindow()
    qtbot.addWidget(page)
    action = desk.context.actions.make(page, Shortcut.NEW_PATIENT, lambda: pressed.append("new"))
    button = action_button(action, Kind.PRIMARY)
    page.setCentralWidget(button)
    action.setEnabled(True)
    page.show()
    QTest.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not pressed
    assert not action.isEnabled()
    assert said_of(button) == (False, WHY, WHY)


def test_a_therapist_presses_the_same_button(new_desk: NewDesk, qtbot: QtBot) -> None:
    desk = new_desk()
    desk.record.actor = replace(ASSISTANT, role=Role.THERAPIST)
    button = text_button("Archive", Kind.PLAIN)
    qtbot.addWidget(button)
    desk.context.seat.hold(button)
    assert said_of(button) == (True, "", "")


def test_a_strip_above_every_page_says_what_may_be_done(new_desk: NewDesk, qtbot: QtBot) -> None:
    window = a_window(as_assistant(new_desk), qtbot)
    (strip,) = window.notices.strips
    assert strip.isVisible()
    assert WHY in strip.sentence.text()


def test_details_open_for_reading_and_are_copied(new_desk: NewDesk, qtbot: QtBot) -> None:
    record = FakeRecord()
    patient = new_desk(record=record).services.patients.add(a_patient(id=uuid4(), phone="0131 555"))
    window = a_window(as_assistant(new_desk, record), qtbot)
    page = opened(window, patient, qtbot)
    QTest.mouseClick(page.detail.banner.edit, Qt.MouseButton.LeftButton)
    form = page.form
    assert form is not None
    assert form.windowTitle() == "Details"
    assert said_of(form.store_button) == (False, WHY, WHY)
    phone = form.inputs.typed_into("phone")
    assert isinstance(phone, QLineEdit)
    phone.setFocus()
    QTest.keyClicks(phone, "9")
    assert phone.text() == "0131 555"
    QTest.keyClick(phone, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(phone, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "0131 555"
    assert form.cancel_button.text() == "Close"
    QTest.mouseClick(form.cancel_button, Qt.MouseButton.LeftButton)
    assert not form.isVisible()


def test_what_was_chosen_from_a_list_is_copied_where_it_is_only_read(new_desk: NewDesk, qtbot: QtBot) -> None:
    record = FakeRecord()
    tags = {"precaution_tags": ("balance_risk", "osteoporosis")}
    known = a_patient(id=uuid4(), sex=Sex.FEMALE, **tags)
    patient = new_desk(record=record).services.patients.add(known)
    page = opened(a_window(as_assistant(new_desk, record), qtbot), patient, qtbot)
    page.detail.banner.edit.click()
    form = page.form
    assert form is not None
    sex = form.inputs.typed_into("sex")
    assert isinstance(sex, ChoiceBox)
    sex.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_M, Qt.Key.Key_Space):
        QTest.keyClick(sex, key)
    assert sex.currentData() == Sex.FEMALE
    QTest.keyClick(sex, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(sex, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == sex.currentText()
    QTest.mouseDClick(sex.lineEdit(), Qt.MouseButton.LeftButton, pos=QPoint(6, 6))
    assert sex.lineEdit().selectedText()
    assert not sex.view().isVisible()


def test_what_a_therapist_was_typing_is_not_shown_to_an_assistant(new_desk: NewDesk, qtbot: QtBot) -> None:
    record = FakeRecord()
    services = new_desk(record=record).services
    patient = services.patients.add(a_patient(id=uuid4(), phone="0131 555"))
    services.drafts.keep(f"patient:{patient.id}", '{"phone": "half typ"}')
    desk = as_assistant(new_desk, record)
    page = opened(a_window(desk, qtbot), patient, qtbot)
    page.detail.banner.edit.click()
    desk.worker.wait()
    assert page.form is not None
    assert page.form.typed()["phone"] == "0131 555"


def test_ctrl_k_greys_what_changes_something_and_enter_says_why(new_desk: NewDesk, qtbot: QtBot) -> None:
    desk, said = as_assistant(new_desk), list[str]()
    desk.context.toasts.said.connect(lambda sentence, *_rest: said.append(sentence))
    window = a_window(desk, qtbot)
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    finding = window.findChild(FindAnything)
    QTest.keyClicks(finding.line, "New patient")
    marked = finding.marked
    assert marked is not None
    assert (marked.title, marked.refusal, marked.detail) == ("New patient", WHY, WHY)
    QTest.keyClick(finding.line, Qt.Key.Key_Return)
    assert said == [WHY]
    assert a_page(window).form is None


def test_an_assistant_prints_again_from_the_builder_and_the_log_says_so(
    new_desk: NewDesk, qtbot: QtBot
) -> None:
    record = FakeRecord()
    services = new_desk(record=record).services
    content = ProgramContent(title="Back", items=(prescribed(services.library.exercise("cat-cow")),))
    version = replace(services.programs.start(content).version, number=1, handed_out_at=MORNING)
    pdf = HandoutPdf(b"%PDF-1.4 /Page", 1, "0" * 64)
    prepared = PreparedHandout(pdf=pdf, version=version, was_draft=True, file_name="a.pdf")
    given = services.handouts.hand_out(prepared, HandoutWay.PRINTED)
    record.actor = ASSISTANT
    known = services.programs.open(version.program_id)
    again = services.handouts.prepare(known)
    assert services.handouts.hand_out(again, HandoutWay.PRINTED) == given
    assert list(record.tables.handouts.values()) == [given]
    assert record.tables.audit[-1].action is AuditAction.REPRINTED


def test_a_record_that_can_no_longer_be_changed_greys_what_is_open_and_keeps_what_is_typed(
    new_desk: NewDesk, qtbot: QtBot
) -> None:
    desk = new_desk()
    patient = desk.services.patients.add(a_patient(id=uuid4()))
    window = a_window(desk, qtbot)
    page = opened(window, patient, qtbot)
    page.detail.banner.edit.click()
    form = page.form
    assert form is not None
    phone = cast("QLineEdit", form.inputs.typed_into("phone"))
    QTest.keyClicks(phone, "0131 556")
    desk.record.reading_only = RecordError("The record is damaged.")
    window.tell_if_only_reading()
    assert said_of(form.store_button) == (False, READING, READING)
    assert said_of(page.list.new_button) == (False, READING, READING)
    action = window.findChild(QAction, Shortcut.START_VISIT.name)
    assert (action.isEnabled(), action.toolTip()) == (False, READING)
    assert page.detail.visit_button.toolTip() == READING
    assert phone.text() == "0131 556"


@pytest.fixture
def therapists_settings(new_desk: NewDesk, qtbot: QtBot) -> tuple[Desk, SettingsPage]:
    record, therapist = FakeRecord(), a_therapist(name="Bo Holm")
    record.tables.therapists[therapist.id] = therapist
    new_desk(record=record).services.profile.save_profile(a_clinic(name="Harbour"))
    record.actor = Actor(name="Bo Holm", therapist_id=therapist.id, role=Role.THERAPIST)
    desk = new_desk(record=record)
    window = a_window(desk, qtbot)
    page = window.go(PageKey.SETTINGS)
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(lambda: page.therapist.name.text() == "Bo Holm")
    return desk, page


def test_a_therapist_changes_name_credentials_and_signature(
    therapists_settings: tuple[Desk, SettingsPage], qtbot: QtBot
) -> None:
    desk, page = therapists_settings

    def stored() -> Therapist:
        return next(iter(desk.record.tables.therapists.values()))

    with qtbot.waitActive(page.window()):
        page.window().activateWindow()
    leave(page.therapist.credentials, " MSc")
    qtbot.waitUntil(lambda: stored().credentials == "PT MSc")
    leave(page.letterhead.signature_note, "Registration 4711")
    qtbot.waitUntil(lambda: stored().signature_note == "Registration 4711")


def leave(field: QLineEdit, typed: str) -> None:
    field.setFocus()
    field.end(False)
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Tab)


def test_the_clinics_own_settings_stay_an_owners_and_say_so(
    therapists_settings: tuple[Desk, SettingsPage],
) -> None:
    _desk, page = therapists_settings
    why = "Only an owner of the record may do this."
    name = page.clinic_fields["name"]
    assert name.isReadOnly()
    assert (name.toolTip(), name.accessibleDescription()) == (why, why)
    assert page.country.is_only_read
    for widget in (page.record.export_button, page.backups.now_button, page.audit.button):
        assert said_of(widget) == (False, why, why)
    for field in page.usual_doses.fields.values():
        assert field.isReadOnly()
    assert page.letterhead.hours.isReadOnly()
    assert not page.letterhead.logo.choose_button.isEnabled()


def test_a_problem_opens_for_reading(new_desk: NewDesk, qtbot: QtBot) -> None:
    record = FakeRecord()
    patient = new_desk(record=record).services.patients.add(a_patient(id=uuid4()))
    episode = an_episode(patient, problem="Heel pain")
    record.tables.episodes[episode.id] = episode
    page = opened(a_window(as_assistant(new_desk, record), qtbot), patient, qtbot)
    QTest.mouseClick(page.detail.head.change_button, Qt.MouseButton.LeftButton)
    form = page.detail.problems.form
    assert form is not None
    assert form.problem.text() == "Heel pain"
    assert form.problem.isReadOnly()
    assert not form.close_button.isEnabled()
    assert not form.store_button.isEnabled()


def test_the_sheet_of_keys_says_which_keys_do_nothing_here(new_desk: NewDesk, qtbot: QtBot) -> None:
    window = a_window(as_assistant(new_desk), qtbot)
    QTest.keyClick(window, Qt.Key.Key_F1)
    sheet = window.key_sheet
    assert sheet is not None
    said = {line.shortcut: line.widget.toolTip() for line in sheet.lines}
    assert (said[Shortcut.NEW_PATIENT], said[Shortcut.FIND_ANYTHING]) == (WHY, "")
