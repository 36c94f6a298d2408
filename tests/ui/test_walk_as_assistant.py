"""An assistant presses everything that can be pressed, everywhere: nothing is refused, changed or broken."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from builders import MORNING, a_clinic, a_patient, a_therapist, an_episode
from clinic_app.domain.access import Actor, Role
from clinic_app.domain.program import HandoutWay, ProgramContent, prescribed
from clinic_app.pdf.writer import HandoutPdf
from clinic_app.services.handouts import PreparedHandout
from clinic_ui.main_window import MainWindow
from clinic_ui.pages.patients_page import PatientsPage
from clinic_ui.rail import PageKey, RailButton
from clinic_ui.seat import CHANGES
from clinic_ui.shortcuts import Shortcut
from desks import Desk, measured_library
from fakes import FakeRecord
from pictured_story import add_story

ASSISTANT = Actor(name="Bo Holm", role=Role.ASSISTANT)
KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_5, Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_F)

Stand = Callable[[], object]


class Walk:
    """A window in which an assistant works on a full record."""

    def __init__(self, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
        self.desk, self.said = desk, list[str]()
        desk.problems.problem_met.connect(self.said.append)
        monkeypatch.setattr(
            "sys.excepthook", lambda kind, error, _trace: self.said.append(f"{kind}: {error}")
        )
        context = desk.context
        self.window = MainWindow(context.theme, context.actions.icons, context.words, context.settings)
        qtbot.addWidget(self.window)
        self.window.resize(1440, 900)
        self.window.fill(context)
        self.window.show()
        self.settle()
        self.before = digest(desk.record)

    def settle(self) -> None:
        """Let everything that was asked for happen."""
        for _ in range(3):
            self.desk.worker.wait()
            QApplication.processEvents()

    def close_all(self) -> None:
        """Close whatever stands above the window."""
        for widget in QApplication.topLevelWidgets():
            if widget is not self.window and widget.isVisible():
                widget.close()
        finding = self.window.findChildren(QWidget)
        for each in finding:
            if each.isVisible() and hasattr(each, "give_way"):
                each.give_way()
        self.settle()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def check(self, what: str) -> None:
        """Nothing was refused, nothing is different."""
        assert not self.said, f"{what}: {self.said}"
        assert digest(self.desk.record) == self.before, what

    def press_all(self, stand: Stand) -> list[str]:
        """Everything enabled and in sight, one after the other, each from the same standing."""
        pressed: list[str] = []
        stand()
        self.settle()
        self.type_everywhere(self.window, "the page")
        standing = self.stands()
        while True:
            if self.stands() != standing:
                self.close_all()
                stand()
                self.settle()
                standing = self.stands()
            button = next((each for each in self.buttons(self.window) if name_of(each) not in pressed), None)
            if button is None:
                return pressed
            pressed.append(name_of(button))
            self.press(button)

    def stands(self) -> tuple[object, ...]:
        """What is in sight: while it is the same, nothing has to be opened anew."""
        above = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        page = self.window.stack.currentWidget()
        return page, len(above), [name_of(each) for each in self.buttons(page)]

    def press(self, button: QAbstractButton) -> None:
        what = name_of(button)
        menu = button.menu() if hasattr(button, "menu") else None
        if menu is not None:
            menu.aboutToShow.emit()
            for action in menu.actions():
                self.trigger(action, f"{what} > {action.text()}")
            return
        button.click()
        self.settle()
        self.check(what)
        self.press_above(what)

    def press_above(self, what: str) -> None:
        """The same in a dialog that was opened, and in a menu."""
        for dialog in QApplication.topLevelWidgets():
            if not dialog.isVisible() or dialog is self.window:
                continue
            if isinstance(dialog, QMenu):
                for action in dialog.actions():
                    self.trigger(action, f"{what} > {action.text()}")
            elif not isinstance(dialog, QFileDialog):
                self.type_everywhere(dialog, what)
                for button in self.buttons(dialog):
                    if dialog.isVisible() and button.isVisible() and button.isEnabled():
                        button.click()
                        self.settle()
                        self.check(f"{what} > {name_of(button)}")

    def trigger(self, action: QAction, what: str) -> None:
        if action.isEnabled() and not action.isSeparator():
            action.trigger()
            self.settle()
            self.check(what)
            for dialog in QApplication.topLevelWidgets():
                if isinstance(dialog, QDialog) and dialog.isVisible():
                    dialog.close()
        elif not action.isSeparator() and action.statusTip():
            assert action.toolTip() == self.desk.context.seat.refusal or "owner" in action.toolTip(), what

    def type_everywhere(self, top: QWidget, what: str) -> None:
        """Keys that change something where something can be changed."""
        for widget in top.findChildren(QWidget):
            takes_keys = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            if takes_keys and widget.isVisible() and widget.isEnabled() and not is_button(widget):
                widget.setFocus()
                for key in KEYS[:2]:
                    QTest.keyClick(widget, key)
        self.settle()
        self.check(f"keys in {what}")

    def buttons(self, top: QWidget) -> list[QAbstractButton]:
        found = [each for each in top.findChildren(QAbstractButton) if each.isVisible() and each.isEnabled()]
        found = [each for each in found if not isinstance(each, RailButton)]
        held = [name_of(each) for each in found if each.property(CHANGES)]
        assert not held, f"enabled though it changes the record: {held}"
        return found


def is_button(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractButton)


def name_of(button: QAbstractButton) -> str:
    return f"{type(button).__name__} {button.accessibleName() or button.text()}"


def digest(record: FakeRecord) -> str:
    """Of everything in the record but the log of who looked at what."""
    tables = {name: value for name, value in vars(record.tables).items() if name != "audit"}
    return hashlib.sha256(repr((tables, record.archive.files, record.keys.secrets)).encode()).hexdigest()


@pytest.fixture
def filled(new_desk: Callable[..., Desk]) -> Desk:
    """A patient with a story, a handed-out program and a draft, one program of nobody’s, a template."""
    desk = new_desk(library=measured_library())
    services, record = desk.services, desk.record
    therapist = a_therapist()
    record.tables.therapists[therapist.id] = therapist
    services.profile.save_profile(a_clinic())
    patient = services.patients.add(a_patient(id=uuid4()))
    services.patients.add(a_patient(id=uuid4(), family_name="Novak", birth_date=None))
    episode = an_episode(patient)
    record.tables.episodes[episode.id] = episode
    exercise = desk.context.library.exercise("cat-cow")
    content = ProgramContent(title="Back", items=(prescribed(exercise),))
    given = services.programs.start(content, patient_id=patient.id, episode_id=episode.id)
    frozen = replace(given.version, number=1, handed_out_at=MORNING)
    prepared = PreparedHandout(
        pdf=HandoutPdf(b"%PDF-1.4 /Page", 1, "0" * 64), version=frozen, was_draft=True, file_name="a.pdf"
    )
    services.handouts.hand_out(prepared, HandoutWay.PRINTED)
    services.programs.start(replace(content, title="Next"), patient_id=patient.id)
    services.programs.start(replace(content, title="Class"))
    services.templates.save_as(content, "Backs", "")
    add_story(record, patient, episode, frozen, MORNING)
    for letter in record.tables.letters.values():
        record.archive.files[letter.sha256] = services.handouts.specimen().data
    return desk


@pytest.fixture
def walk(filled: Desk, new_desk: Callable[..., Desk], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Walk:
    filled.record.actor = ASSISTANT
    desk = new_desk(record=filled.record, library=measured_library())
    return Walk(desk, qtbot, monkeypatch)


@pytest.mark.parametrize("key", list(PageKey))
def test_every_button_of_every_page_is_harmless_or_greyed(walk: Walk, key: PageKey) -> None:
    pressed = walk.press_all(lambda: walk.window.go(key))
    assert pressed


def first_patient(walk: Walk) -> PatientsPage:
    page = walk.window.go(PageKey.PATIENTS)
    assert isinstance(page, PatientsPage)
    visit = next(iter(walk.desk.record.tables.visits.values()))
    page.open_patient(visit.patient_id)
    return page


def test_every_button_of_a_patients_page_is_harmless_or_greyed(walk: Walk) -> None:
    pressed = walk.press_all(lambda: first_patient(walk))
    assert any("Show details" in each for each in pressed)


def test_every_row_of_the_timeline_opens_for_reading(walk: Walk) -> None:
    page = first_patient(walk)
    walk.settle()
    view = page.detail.view
    assert view is not None
    for entry in view.entries:
        first_patient(walk)
        walk.settle()
        page.detail.timeline.opened.emit(entry)
        walk.settle()
        walk.press_above(str(entry))
        page.detail.timeline.menu_wanted.emit(entry, QPoint(0, 0))
        walk.press_above(str(entry))
        walk.close_all()
    assert len(view.entries) > 8


@pytest.mark.parametrize("is_signed", [True, False])
def test_every_button_of_a_visit_is_harmless_or_greyed(walk: Walk, is_signed: bool) -> None:
    visits = walk.desk.record.tables.visits.values()
    visit = next(each for each in visits if each.is_signed is is_signed)
    walk.press_all(lambda: first_patient(walk).open_visit(visit.id))


@pytest.mark.parametrize("is_draft", [True, False])
def test_every_button_of_the_builder_is_harmless_or_greyed(walk: Walk, is_draft: bool) -> None:
    versions = walk.desk.record.tables.versions.values()
    version = next(each for each in versions if each.is_draft is is_draft)
    walk.press_all(lambda: walk.window.open_program(version.program_id))


def test_every_action_of_the_window_is_harmless_or_greyed_with_the_reason(walk: Walk) -> None:
    for key in PageKey:
        walk.window.go(key)
        walk.settle()
    first_patient(walk)
    changing = 0
    for action in walk.window.findChildren(QAction):
        if action.objectName() in Shortcut.__members__ and Shortcut[action.objectName()].value.changes:
            assert not action.isEnabled(), action.objectName()
            assert action.toolTip() == "Only a therapist can change the record"
            changing += 1
        walk.trigger(action, action.objectName())
        walk.close_all()
    assert changing > 15
