"""Ctrl+K finds anything; F1 shows every key."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builders import a_patient
from clinic_ui.builder.page import BuilderPage
from clinic_ui.find_anything.palette import FindAnything
from clinic_ui.main_window import MainWindow
from clinic_ui.pages.library_page import LibraryPage
from clinic_ui.pages.patients_page import PatientsPage
from clinic_ui.pages.templates_page import TemplatesPage
from clinic_ui.rail import PLACES, PageKey
from clinic_ui.shortcuts import Shortcut
from clinic_ui.widgets.key_caps import cap_texts
from desks import Desk, a_stored_program

CTRL = Qt.KeyboardModifier.ControlModifier
CALF = "gastrocnemius-stretch-on-stairs"


def titles(line: FindAnything) -> list[str]:
    return [entry.title for entry in line.entries()]


def test_every_action_with_keys_is_in_the_table_and_so_on_the_sheet(window: MainWindow, desk: Desk) -> None:
    for place in PLACES:
        window.go(place.key)
    builder = window.go(PageKey.BUILDER)
    assert isinstance(builder, BuilderPage)
    builder.model.show(desk.services.programs.open(a_stored_program(desk, CALF)))
    patients = window.go(PageKey.PATIENTS)
    assert isinstance(patients, PatientsPage)
    patient_id = next(iter(desk.record.tables.patients))
    patients.open_patient(patient_id)
    patients.start_visit(patient_id)
    qt_s_own = {"_q_qlineeditclearaction"}
    listening = [each for each in window.findChildren(QAction) if not each.shortcut().isEmpty()]
    listening = [each for each in listening if each.objectName() not in qt_s_own]
    window.show_keys()
    assert window.key_sheet is not None
    shown = window.key_sheet.shown()
    for action in listening:
        shortcut = Shortcut[action.objectName()]
        assert action.shortcuts() == shortcut.sequences()
        assert shortcut in shown
    named = {action.objectName() for action in listening}
    assert named == {shortcut.name for shortcut in Shortcut if shortcut.value.is_action}


def test_f1_opens_the_sheet_typing_narrows_it_and_escape_gives_the_keyboard_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    before = QApplication.focusWidget()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    sheet = window.key_sheet
    assert sheet is not None
    assert sheet.isVisible()
    qtbot.keyClicks(sheet.search, "undo")
    assert sheet.shown() == [Shortcut.UNDO]
    sheet.search.setText("xyzzy")
    assert sheet.show_all.isVisible()
    sheet.show_all.click()
    assert len(sheet.shown()) == len(Shortcut)
    qtbot.keyClick(sheet.search, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert QApplication.focusWidget() is before


def test_the_rail_opens_both_by_mouse(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(window.rail.keys_button, Qt.MouseButton.LeftButton)
    assert window.key_sheet is not None
    assert window.key_sheet.isVisible()
    window.key_sheet.give_way()
    qtbot.mouseClick(window.rail.find_button, Qt.MouseButton.LeftButton)
    assert window.findChild(FindAnything).isVisible()


def test_typing_finds_a_page_and_enter_goes_there(
    window: MainWindow, opened: Callable[[str], FindAnything], qtbot: QtBot
) -> None:
    line = opened("librar")
    assert line.marked is not None
    assert line.marked.title == "Library"
    qtbot.keyClick(line.line, Qt.Key.Key_Return)
    assert window.page_key is PageKey.LIBRARY
    assert not line.isVisible()


def test_an_exercise_is_shown_in_the_library_where_no_program_is_in_view(
    window: MainWindow, opened: Callable[[str], FindAnything], qtbot: QtBot
) -> None:
    qtbot.keyClick(opened("soleus").line, Qt.Key.Key_Return)
    page = window.stack.currentWidget()
    assert isinstance(page, LibraryPage)
    assert page.detail.exercise is not None
    assert page.detail.exercise.slug == "soleus-stretch-on-step"


def test_ctrl_enter_adds_to_the_program_and_stays(
    window: MainWindow, desk: Desk, opened: Callable[[str], FindAnything], qtbot: QtBot
) -> None:
    builder = window.go(PageKey.BUILDER)
    assert isinstance(builder, BuilderPage)
    builder.model.show(desk.services.programs.open(a_stored_program(desk, CALF)))
    line = opened("soleus")
    qtbot.keyClick(line.line, Qt.Key.Key_Return, CTRL)
    assert [item.exercise_slug for item in builder.model.content.items] == [CALF, "soleus-stretch-on-step"]
    assert line.isVisible()
    builder.flush()


def test_a_patient_is_found_by_name_but_no_other_beside_a_patient_in_view(
    window: MainWindow, desk: Desk, opened: Callable[[str], FindAnything], qtbot: QtBot
) -> None:
    ham = desk.services.patients.add(a_patient(id=uuid4(), family_name="Hamilton", given_name="Joan"))
    mar = desk.services.patients.add(a_patient(id=uuid4(), family_name="Marlowe", given_name="Teresa"))
    line = opened("hamil")
    qtbot.waitUntil(lambda: ham.banner_name in titles(line))
    line.give_way()
    window.open_patient(mar.id)
    line = opened("hamil")
    qtbot.waitUntil(lambda: "Look for “hamil” among all patients" in titles(line))
    assert ham.banner_name not in titles(line)
    qtbot.keyClick(line.line, Qt.Key.Key_Return)
    page = window.stack.currentWidget()
    assert isinstance(page, PatientsPage)
    assert (page.patient_in_view(), page.list.search.text()) == (None, "hamil")


def test_a_template_is_used_for_whom_is_asked(
    window: MainWindow, opened: Callable[[str], FindAnything], qtbot: QtBot
) -> None:
    qtbot.keyClick(opened("calf flexi").line, Qt.Key.Key_Return)
    page = window.stack.currentWidget()
    assert isinstance(page, TemplatesPage)
    qtbot.waitUntil(lambda: page.form is not None)


def test_what_was_chosen_last_stands_first_next_time(
    opened: Callable[[str], FindAnything], qtbot: QtBot
) -> None:
    qtbot.keyClick(opened("templates").line, Qt.Key.Key_Return)
    assert titles(opened(""))[0] == "Templates"


def test_keys_of_the_window_rest_while_the_line_is_open(
    window: MainWindow, opened: Callable[[str], FindAnything], qtbot: QtBot
) -> None:
    line = opened("")
    qtbot.keyClick(line.line, Qt.Key.Key_4, CTRL)
    assert window.page_key is PageKey.PATIENTS
    qtbot.keyClick(line.line, Qt.Key.Key_Escape)
    assert not line.isVisible()


def test_nothing_found_says_so_with_a_way_out(opened: Callable[[str], FindAnything], qtbot: QtBot) -> None:
    line = opened("zzqx")
    [way_out] = line.entries()
    assert (way_out.title, way_out.detail) == (
        "Clear the line",
        "Nothing found for “zzqx”. Try fewer letters.",
    )
    qtbot.keyClick(line.line, Qt.Key.Key_Return)
    assert line.isVisible()
    assert line.line.text() == ""
    assert len(line.entries()) > 1


def test_the_panel_stands_still_while_somebody_types(
    opened: Callable[[str], FindAnything], qtbot: QtBot
) -> None:
    line = opened("")
    before = line.panel.geometry()
    for key in "zzqx":
        qtbot.keyClicks(line.line, key)
        assert line.panel.geometry() == before


def test_two_keys_of_one_place_are_never_the_same() -> None:
    taken: set[tuple[str, str]] = set()
    for shortcut in Shortcut:
        for keys in shortcut.keys:
            assert (shortcut.where, keys) not in taken
            assert not QKeySequence(keys).isEmpty()
            taken.add((shortcut.where, keys))


def test_the_line_is_made_before_anybody_opens_it(window: MainWindow, qtbot: QtBot) -> None:
    assert window.findChild(FindAnything) is None
    qtbot.waitUntil(lambda: window.findChild(FindAnything) is not None)
    line = window.findChild(FindAnything)
    assert line.isHidden()
    assert line.entries() == []
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    assert line.isVisible()
    assert titles(line)


def test_what_can_be_done_is_that_of_the_page_the_line_opens_over(
    window: MainWindow, opened: Callable[[str], FindAnything]
) -> None:
    line = opened("")
    assert "Find an exercise" not in titles(line)
    line.give_way()
    window.go(PageKey.LIBRARY)
    assert "Find an exercise" in titles(opened(""))


@pytest.mark.parametrize(
    ("keys", "caps"),
    [("+", ["+"]), ("Ctrl++", ["Ctrl", "+"]), ("Ctrl+Shift+N", ["Ctrl", "Shift", "N"])],
)
def test_the_plus_key_has_a_cap_of_its_own(desk: Desk, keys: str, caps: list[str]) -> None:
    assert cap_texts(QKeySequence(keys), desk.words) == caps
