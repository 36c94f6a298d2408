"""Red-flag screens: asked from the advice or from the patient's page, and recorded with what was done."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from builders import a_patient
from clinic_app.domain.patient import Patient
from clinic_app.domain.program import ProgramContent, prescribed
from clinic_ui.builder.page import BuilderPage
from clinic_ui.pages.patient_detail import PatientDetail
from clinic_ui.pages.screen_form import ScreenForm
from clinic_ui.pages.screen_rows import ScreenRow
from clinic_ui.widgets.labels import Label
from desks import Desk, checked_library

CALF = "gastrocnemius-stretch-on-stairs"

OpenBuilder = Callable[..., BuilderPage]


@pytest.fixture
def desk(new_desk: Callable[..., Desk]) -> Desk:
    return new_desk(library=checked_library())


@pytest.fixture
def patient(desk: Desk) -> Patient:
    return desk.services.patients.add(a_patient(id=uuid4()))


@pytest.fixture
def form(desk: Desk, patient: Patient, qtbot: QtBot) -> ScreenForm:
    form = ScreenForm(desk.context, patient.id, "LOWBACK")
    qtbot.addWidget(form)
    form.show()
    return form


def say_yes(form: ScreenForm, question: str, qtbot: QtBot) -> None:
    qtbot.mouseClick(form.answers[question].buttons()[1], Qt.MouseButton.LeftButton)


def test_two_clicks_record_a_clear_screen(
    form: ScreenForm, desk: Desk, patient: Patient, qtbot: QtBot
) -> None:
    qtbot.mouseClick(form.none_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(form.screen_stored):
        qtbot.mouseClick(form.store_button, Qt.MouseButton.LeftButton)
    (stored,) = desk.services.screens.of_patient(patient.id)
    assert stored.is_clear
    assert stored.screened_on == desk.services.patients.today()


def test_a_sign_without_an_answer_is_asked_again(
    form: ScreenForm, desk: Desk, patient: Patient, qtbot: QtBot
) -> None:
    say_yes(form, "cancer", qtbot)
    qtbot.mouseClick(form.store_button, Qt.MouseButton.LeftButton)
    assert "9 signs have no answer yet" in form.hint.text()
    assert not desk.services.screens.of_patient(patient.id)


def test_an_emergency_says_what_to_do_and_asks_what_was_done(
    form: ScreenForm, desk: Desk, patient: Patient, qtbot: QtBot
) -> None:
    assert form.outcome.isHidden()
    say_yes(form, "cancer", qtbot)
    assert "within days" in form.advised.text()
    say_yes(form, "bladder_bowel", qtbot)
    assert "emergency department now" in form.advised.text()
    qtbot.mouseClick(form.none_button, Qt.MouseButton.LeftButton)
    assert form.findings == ("bladder_bowel", "cancer")
    qtbot.mouseClick(form.store_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: form._action_row.note.isVisible())
    qtbot.keyClicks(form.action, "Ambulance called")
    with qtbot.waitSignal(form.screen_stored):
        qtbot.mouseClick(form.store_button, Qt.MouseButton.LeftButton)
    assert desk.services.screens.of_patient(patient.id)[0].action == "Ambulance called"


def test_answers_wait_when_the_form_is_left(
    form: ScreenForm, desk: Desk, patient: Patient, qtbot: QtBot
) -> None:
    say_yes(form, "cancer", qtbot)
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    again = ScreenForm(desk.context, patient.id, "LOWBACK")
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: again.findings == ("cancer",))


def test_the_advice_opens_the_form_and_is_gone_once_it_is_stored(
    open_builder: OpenBuilder, desk: Desk, patient: Patient, qtbot: QtBot
) -> None:
    content = ProgramContent(items=(prescribed(desk.services.library.exercise(CALF)),))
    program = desk.services.programs.start(content, patient_id=patient.id)
    page = open_builder(program_id=program.program.id)
    qtbot.waitUntil(lambda: page.program.advice.is_up_to_date)
    asked = page.program.strip.box
    (screen,) = [each for each in asked.in_order() if each.advice.key == "W17:CALF"]
    screen.fix_button.click()
    assert page.screen_form is not None
    assert page.screen_form.region.currentData() == "CALF"
    page.screen_form.none_button.click()
    page.screen_form.store_button.click()
    qtbot.waitUntil(lambda: all(each.advice.key != "W17:CALF" for each in asked.in_order()))


def test_the_patients_page_shows_the_newest_result_in_words(
    desk: Desk, patient: Patient, qtbot: QtBot
) -> None:
    desk.services.patients.add_episode(patient.id, problem="Calf strain", region="lower_leg")
    screens = desk.services.library.screens
    desk.services.screens.store(patient.id, screens["LOWBACK"], {"cancer"}, "Letter to the doctor")
    desk.services.screens.store(patient.id, screens["CALF"], ())
    detail = PatientDetail(desk.context)
    qtbot.addWidget(detail)
    detail.open(patient.id)
    qtbot.waitUntil(lambda: len(detail.findChildren(ScreenRow)) == 1)  # what was found stands open
    said = {label.text() for row in detail.findChildren(ScreenRow) for label in row.findChildren(Label)}
    assert "red-flag screen clear, 24 November 2026" in detail.head.facts.text()
    assert "Done: Letter to the doctor" in said
    detail.add.screen.trigger()
    assert detail.add.screen_form is not None
    assert detail.add.screen_form.region.currentData() == "CALF"
    detail.add.screen_form.reject()


def test_a_finding_stops_the_handout_and_stands_beside_the_name_until_it_is_cleared(
    open_builder: OpenBuilder, desk: Desk, patient: Patient, qtbot: QtBot
) -> None:
    screens = desk.services.library.screens
    desk.services.screens.store(patient.id, screens["CALF"], {"clot"}, "Sent to the hospital")
    content = ProgramContent(items=(prescribed(desk.services.library.exercise(CALF)),))
    program = desk.services.programs.start(content, patient_id=patient.id)
    page = open_builder(program_id=program.program.id)
    qtbot.waitUntil(lambda: page.program.advice.is_up_to_date)
    assert "Red flag: calf" in page.alerts.accessibleName()
    (found,) = [each for each in page.program.strip.box.in_order() if each.advice.key == "W23:CALF"]
    assert found.isVisible()
    assert found.word.text() == "Stop"
    assert found.sentence.text().startswith("Calf, 24 November 2026: Red flag found: One-sided throbbing")
    assert found.fix_button.text() == "Screen again"
    qtbot.mouseClick(found.keep_button, Qt.MouseButton.LeftButton)
    assert found.answer is not None
    assert found.answer.line.placeholderText() == "What was done, and why exercises may go on"
    qtbot.keyClicks(found.answer.line, "Scan clear")
    qtbot.keyClicks(found.answer.by, "Sam Keller")
    qtbot.keyClick(found.answer.by, Qt.Key.Key_Return)
    assert found.word.text() == "Kept"


def test_a_finding_stands_in_the_patients_banner(desk: Desk, patient: Patient, qtbot: QtBot) -> None:
    screens = desk.services.library.screens
    desk.services.screens.store(patient.id, screens["LOWBACK"], {"cancer"}, "Letter to the doctor")
    desk.services.screens.store(patient.id, screens["CALF"], {"claudication"}, "Letter to the doctor")
    detail = PatientDetail(desk.context)
    qtbot.addWidget(detail)
    detail.open(patient.id)
    qtbot.waitUntil(lambda: len(detail.findChildren(ScreenRow)) == 2)
    assert detail.banner.alerts.accessibleName() == "Limits: Red flag: low back, To be looked into: calf"
