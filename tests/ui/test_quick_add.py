"""The quick-add line of the builder: what is typed is shown as understood, and added by Enter."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_app.domain.dosage import HoldDosage
from clinic_app.domain.side import Side
from clinic_ui.builder.page import BuilderPage
from clinic_ui.builder.quick_add import QuickAdd
from clinic_ui.builder.quick_help import QuickHelp
from clinic_ui.widgets.toast import Toast
from desks import Desk

CALF = "gastrocnemius-stretch-on-stairs"
WALL = "gastrocnemius-stretch-at-wall"
BRIDGE = "glute-bridge"

OpenBuilder = Callable[..., BuilderPage]


@pytest.fixture
def page(open_builder: OpenBuilder, qtbot: QtBot) -> BuilderPage:
    """An empty program, the keyboard in the line."""
    page = open_builder()
    with qtbot.waitActive(page):
        page.activateWindow()
    page.program.quick.line.setFocus()
    return page


def _type(page: BuilderPage, qtbot: QtBot, text: str) -> QuickAdd:
    qtbot.keyClicks(page.program.quick.line, text)
    return page.program.quick


def _enter(page: BuilderPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.program.quick.line, Qt.Key.Key_Return)


def test_a_line_is_shown_as_it_will_be_understood_and_enter_adds_it(page: BuilderPage, qtbot: QtBot) -> None:
    quick = _type(page, qtbot, "gastroc stairs 2x45 L 2/d +only in shoes")

    shown = quick.understood
    assert shown.name.text() == "Gastrocnemius stretch on stairs"
    assert shown.dose.text() == "Hold 45 seconds, 2 times, left leg, 2 times a day, 7 days a week."
    assert shown.note.text() == "“only in shoes”"

    _enter(page, qtbot)
    (item,) = page.model.content.items
    assert (item.exercise_slug, item.side, item.note) == (CALF, Side.LEFT, "only in shoes")
    assert item.dosage == HoldDosage(sets=1, reps=2, hold_s=45)
    assert (quick.line.text(), shown.isHidden()) == ("", True)
    assert page.focusWidget() is quick.line


def test_down_chooses_another_exercise_and_up_comes_back(page: BuilderPage, qtbot: QtBot) -> None:
    quick = _type(page, qtbot, "gastroc")
    first = quick.understood.name.text()
    qtbot.keyClick(quick.line, Qt.Key.Key_Up)
    qtbot.keyClick(quick.line, Qt.Key.Key_Down)
    second = quick.understood.name.text()
    assert first != second
    assert quick.understood.place.text() == "2 of 2 ↑↓"

    _enter(page, qtbot)
    added = page.context.library.exercise(page.model.content.items[0].exercise_slug)
    assert added.name("en") == second


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("bridge 3x900", "Repetitions must be from 1 to 100, not 900."),
        ("bridge L", "This exercise uses both sides at once: it has no left and right."),
        ("qqqqq 3x10", "Nothing found for “qqqqq”. Try another word, or search the library (Ctrl+F)."),
        ("3x10", "Type an exercise first, then how much: bridge 3x10"),
    ],
)
def test_what_cannot_be_used_is_said_and_not_added(
    page: BuilderPage, qtbot: QtBot, typed: str, said: str
) -> None:
    quick = _type(page, qtbot, typed)
    assert quick.understood.wrong.text() == said
    _enter(page, qtbot)
    assert page.model.content.items == ()
    assert quick.line.text() == typed


def test_escape_clears_the_line(page: BuilderPage, qtbot: QtBot) -> None:
    quick = _type(page, qtbot, "bridge")
    qtbot.keyClick(quick.line, Qt.Key.Key_Escape)
    assert quick.line.text() == ""
    assert quick.understood.isHidden()


def test_a_screen_reader_hears_what_enter_would_add(page: BuilderPage, qtbot: QtBot) -> None:
    quick = _type(page, qtbot, "bridge 3x10 +slowly")
    heard = quick.line.accessibleDescription()
    assert heard.startswith("Bridge")
    assert heard.endswith("“slowly”")


def test_ctrl_i_leads_to_the_line_from_anywhere(page: BuilderPage, qtbot: QtBot) -> None:
    page.library.search.setFocus()
    qtbot.keyClick(page.library.search, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert page.focusWidget() is page.program.quick.line


def test_the_question_mark_shows_the_grammar_until_a_key_is_pressed(page: BuilderPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.program.quick.help_button, Qt.MouseButton.LeftButton)
    (shown,) = page.findChildren(QuickHelp)
    assert shown.isVisible()
    assert QApplication.activePopupWidget() is shown
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None


def test_a_handed_out_version_has_no_line(open_builder: OpenBuilder, page: BuilderPage) -> None:
    assert not page.program.quick.isHidden()
    page.model.clear()
    assert page.program.quick.isHidden()


def test_what_is_wrong_has_the_whole_width_of_the_line(page: BuilderPage, qtbot: QtBot) -> None:
    quick = _type(page, qtbot, "qqqqq 3x10")
    qtbot.waitUntil(lambda: quick.understood.wrong.width() > quick.line.width() * 0.8)
    assert quick.understood.wrong.height() < 3 * quick.understood.wrong.fontMetrics().height()


def test_a_toast_covers_no_field_that_is_typed_in(page: BuilderPage) -> None:
    toast = Toast(page.context.theme, page)
    toast.say("It is in the program twice now", "Undo")
    line = page.program.quick.line
    assert not toast.geometry().intersects(QRect(line.mapTo(page, QPoint(0, 0)), line.size()))


def test_after_enter_in_the_library_the_next_typing_replaces_what_was_typed(
    page: BuilderPage, qtbot: QtBot
) -> None:
    search = page.library.search
    search.setFocus()
    qtbot.keyClicks(search, "bridge")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert [item.exercise_slug for item in page.model.content.items] == [BRIDGE]
    qtbot.keyClicks(search, "calf")
    assert search.text() == "calf"


def test_what_does_not_suit_the_patient_is_said_while_it_is_typed(desk: Desk, qtbot: QtBot) -> None:
    quick = QuickAdd(desk.context)
    qtbot.addWidget(quick)
    quick.show()
    quick.reason_against = lambda exercise: f"Not for {exercise.slug}"
    qtbot.keyClicks(quick.line, "cat")

    assert quick.understood.against.isVisible()
    assert quick.understood.against.text().startswith("Not for ")
    assert quick.understood.against.text() in quick.line.accessibleDescription()
