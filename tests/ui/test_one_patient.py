"""While one patient is open nothing of another is in view, wherever the rail leads."""

from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from builders import a_patient
from clinic_app.domain.patient import Patient
from clinic_ui.builder.page import BuilderPage
from clinic_ui.main_window import MainWindow
from clinic_ui.pages.patients_page import PatientsPage
from clinic_ui.pages.templates_page import TemplatesPage
from clinic_ui.rail import PageKey
from clinic_ui.widgets.toast import Toast
from desks import Desk


@pytest.fixture
def pat(desk: Desk) -> Patient:
    return desk.services.patients.add(a_patient(id=uuid4()))


@pytest.fixture
def kim(desk: Desk) -> Patient:
    return desk.services.patients.add(a_patient(id=uuid4(), family_name="Other", given_name="Kim"))


def patients(window: MainWindow) -> PatientsPage:
    page = window.go(PageKey.PATIENTS)
    assert isinstance(page, PatientsPage)
    return page


def shown(window: MainWindow, patient: Patient, qtbot: QtBot) -> PatientsPage:
    window.open_patient(patient.id)
    page = patients(window)
    qtbot.waitUntil(lambda: page.detail.view is not None and page.detail.view.patient.id == patient.id)
    return page


def on_the_table(window: MainWindow, program_id: UUID, qtbot: QtBot) -> BuilderPage:
    window.open_program(program_id)
    builder = window.go(PageKey.BUILDER)
    assert isinstance(builder, BuilderPage)
    qtbot.waitUntil(lambda: builder.model.program is not None)
    return builder


def test_the_builder_puts_another_patients_program_away_and_keeps_what_was_typed(
    window: MainWindow, desk: Desk, pat: Patient, kim: Patient, qtbot: QtBot
) -> None:
    shown(window, pat, qtbot)
    program_id = desk.services.programs.start(patient_id=pat.id).program.id
    builder = on_the_table(window, program_id, qtbot)
    qtbot.keyClicks(builder.head.title, "Calves")
    patients(window)
    assert builder.model.program is not None
    shown(window, kim, qtbot)
    window.rail.button(PageKey.BUILDER).click()
    assert builder.model.program is None
    assert builder.header.title.text() == "Builder"
    assert desk.services.programs.open(program_id).version.content.title == "Calves"


def test_templates_are_for_nobody_once_another_patient_was_opened(
    window: MainWindow, pat: Patient, kim: Patient, qtbot: QtBot
) -> None:
    shown(window, pat, qtbot)
    window.open_templates(pat.id)
    templates = window.go(PageKey.TEMPLATES)
    assert isinstance(templates, TemplatesPage)
    qtbot.waitUntil(lambda: templates.patient_button.isVisible())
    shown(window, kim, qtbot)
    window.rail.button(PageKey.TEMPLATES).click()
    assert templates.patient_in_view() is None
    assert not templates.patient_button.isVisible()


def test_a_program_of_another_patient_leads_back_to_the_list_of_patients(
    window: MainWindow, desk: Desk, pat: Patient, kim: Patient, qtbot: QtBot
) -> None:
    page = shown(window, pat, qtbot)
    window.go(PageKey.TODAY)
    on_the_table(window, desk.services.programs.start(patient_id=kim.id).program.id, qtbot)
    window.rail.button(PageKey.PATIENTS).click()
    assert page.patient_in_view() is None


def test_what_was_said_of_one_patient_is_not_said_beside_another(
    window: MainWindow, desk: Desk, pat: Patient, kim: Patient, qtbot: QtBot
) -> None:
    shown(window, pat, qtbot)
    desk.context.toasts.say("RMDQ 12 points recorded", "Undo", lambda: None)
    assert window.toast.isVisible()
    shown(window, kim, qtbot)
    assert not window.toast.isVisible()


def test_a_message_covers_no_field_of_the_page_that_comes(
    window: MainWindow, desk: Desk, pat: Patient, qtbot: QtBot
) -> None:
    builder = on_the_table(window, desk.services.programs.start(patient_id=pat.id).program.id, qtbot)
    patients(window)
    desk.context.toasts.say("RMDQ 12 points recorded", "Undo", lambda: None)
    window.go(PageKey.BUILDER)
    line = builder.program.quick.line
    qtbot.waitUntil(lambda: not window.toast.geometry().contains(line.mapTo(window, line.rect().center())))


def test_what_was_only_said_goes_with_its_page(window: MainWindow, desk: Desk) -> None:
    patients(window)
    desk.context.toasts.say("Sent to the printer")
    window.go(PageKey.PATIENTS)
    assert window.toast.isVisible()
    window.rail.button(PageKey.SETTINGS).click()
    assert not window.toast.isVisible()


def test_an_undo_stays_on_the_page_that_comes_and_covers_nothing_there(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    patients(window)
    undone: list[str] = []
    desk.context.toasts.say("Archived; nothing was deleted", "Undo", lambda: undone.append("archived"))
    window.rail.button(PageKey.SETTINGS).click()
    settings = window.go(PageKey.SETTINGS)
    qtbot.waitUntil(lambda: not covered(window.toast, settings))
    qtbot.mouseClick(window.toast.button, Qt.MouseButton.LeftButton)
    assert undone == ["archived"]


def covered(toast: Toast, page: QWidget) -> list[QWidget]:
    """What takes an input below a message."""
    inputs = [each for kind in (QLineEdit, QComboBox, QAbstractButton) for each in page.findChildren(kind)]
    place = QRect(toast.mapToGlobal(QPoint(0, 0)), toast.size())
    seen = [each for each in inputs if not each.visibleRegion().isEmpty()]
    return [each for each in seen if place.intersects(QRect(each.mapToGlobal(QPoint(0, 0)), each.size()))]


def test_the_keys_of_the_patients_page_work_from_the_rail_too(
    window: MainWindow, pat: Patient, qtbot: QtBot
) -> None:
    page = shown(window, pat, qtbot)
    window.rail.button(PageKey.PATIENTS).setFocus()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window.rail.button(PageKey.PATIENTS), Qt.Key.Key_V, both)
    qtbot.waitUntil(lambda: page.visit is not None and page.visit.model.visit is not None)
