import time

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from clinic_ui.theme import Theme
from clinic_ui.visit.note_text import NoteText
from clinic_ui.widgets.elided_line import ElidedLine
from clinic_ui.widgets.fields import FormField, line, paragraph
from clinic_ui.widgets.growing_text import GrowingText
from clinic_ui.widgets.number_field import NumberField
from clinic_ui.widgets.search_field import SearchField
from clinic_ui.widgets.segments import Choice, Segments
from desks import Desk


@pytest.fixture
def number(qtbot: QtBot, look: Theme) -> NumberField:
    field = NumberField("Hold", 30, 1, 120, look)
    qtbot.addWidget(field)
    return field


@pytest.fixture
def segments(qtbot: QtBot, look: Theme) -> Segments:
    widget = Segments("Side", [Choice(1, "L", "Left"), Choice(2, "R", "Right"), Choice(3, "L+R")], 2)
    qtbot.addWidget(widget)
    return widget


def test_arrow_keys_step_a_number_within_its_limits(qtbot: QtBot, number: NumberField) -> None:
    qtbot.keyClick(number, Qt.Key.Key_Up)
    assert number.value == 31
    number.show_value(1)
    qtbot.keyClick(number, Qt.Key.Key_Down)
    assert (number.value, number.text()) == (1, "1")


def test_a_number_holds_from_the_first_key_on(qtbot: QtBot, number: NumberField) -> None:
    heard: list[int] = []
    number.value_changed.connect(heard.append)
    number.selectAll()
    qtbot.keyClicks(number, "45")
    assert (number.value, heard) == (45, [4, 45])
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert (number.value, number.selectedText()) == (45, "45")


def test_escape_takes_back_what_was_typed(qtbot: QtBot, number: NumberField) -> None:
    number.selectAll()
    qtbot.keyClicks(number, "99")
    qtbot.keyClick(number, Qt.Key.Key_Escape)
    assert (number.value, number.text()) == (30, "30")


@pytest.mark.parametrize("typed", ["0", "121", "x", "3,5", "", "99999999999999999999"])
def test_a_number_outside_its_limits_never_holds_and_is_gone_when_the_field_is_left(
    qtbot: QtBot, number: NumberField, typed: str
) -> None:
    number.selectAll()
    qtbot.keyClick(number, Qt.Key.Key_Backspace)
    with qtbot.assertNotEmitted(number.refused):
        qtbot.keyClicks(number, typed)
        qtbot.keyClick(number, Qt.Key.Key_Return)
    assert (number.value, number.text(), number.property("invalid")) == (30, typed, True)

    with qtbot.waitSignal(number.refused):
        QApplication.sendEvent(number, QFocusEvent(QEvent.Type.FocusOut))
    assert (number.value, number.text(), number.property("invalid")) == (30, "30", False)


def test_a_click_selects_the_number_and_the_next_places_the_cursor(qtbot: QtBot, look: Theme) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    row = QHBoxLayout(around)
    other, field = QLineEdit(), NumberField("Hold", 30, 1, 120, look)
    row.addWidget(other)
    row.addWidget(field)
    with qtbot.waitActive(around):
        around.show()
        around.activateWindow()
    other.setFocus()

    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    assert field.selectedText() == "30"
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    assert field.selectedText() == ""

    other.setFocus()
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(field, "5")
    assert field.value == 5


def test_a_search_is_typed_over_when_it_is_come_back_to(qtbot: QtBot, desk: Desk) -> None:
    field = SearchField(desk.context.actions.icons, "Search")
    qtbot.addWidget(field)
    field.setText("calf")
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    field.clearFocus()
    field.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClicks(field, "hip")
    assert field.text() == "hip"


def test_a_segment_says_what_a_person_chose(qtbot: QtBot, segments: Segments) -> None:
    with qtbot.waitSignal(segments.choice_changed) as changed:
        qtbot.mouseClick(segments.buttons()[2], Qt.MouseButton.LeftButton)
    assert changed.args == [3]
    assert segments.chosen == 3


def test_arrow_keys_choose_the_neighbouring_segment(qtbot: QtBot, segments: Segments) -> None:
    qtbot.keyClick(segments, Qt.Key.Key_Left)
    assert segments.chosen == 1
    qtbot.keyClick(segments, Qt.Key.Key_Left)
    assert segments.chosen == 1


def test_choosing_a_segment_by_program_is_not_said(qtbot: QtBot, segments: Segments) -> None:
    with qtbot.assertNotEmitted(segments.choice_changed):
        segments.choose(1)
    assert segments.chosen == 1


def test_fast_typing_becomes_one_query(qtbot: QtBot, desk: Desk) -> None:
    field = SearchField(desk.context.actions.icons, "Search")
    qtbot.addWidget(field)
    asked: list[str] = []
    field.query_changed.connect(asked.append)
    qtbot.keyClicks(field, " calf ")
    qtbot.waitUntil(lambda: asked == ["calf"])
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: asked == ["calf", ""])


def test_a_long_text_ends_in_an_ellipsis_and_its_tooltip_has_all_of_it(qtbot: QtBot, look: Theme) -> None:
    field = ElidedLine("Title of the sheet", 200)
    qtbot.addWidget(field)
    field.resize(160, 34)
    field.show()
    field.setText("Calves")
    assert field.shown_text() == "Calves"
    whole = "Calves, hips and the long muscles of the back"
    field.setText(whole)
    assert field.shown_text().endswith("…")
    at = field.rect().center()
    QApplication.sendEvent(field, QHelpEvent(QEvent.Type.ToolTip, at, field.mapToGlobal(at)))
    assert field.toolTip() == whole
    field.resize(600, 34)
    assert field.shown_text() == whole


def test_a_refusal_waits_until_the_mouse_is_let_go_so_that_no_click_is_lost(
    qtbot: QtBot, look: Theme
) -> None:
    form = QWidget()
    qtbot.addWidget(form)
    field, button = line(), QPushButton("Both")
    row = FormField(look, "Since when", field)
    column = QVBoxLayout(form)
    column.addWidget(row)
    column.addWidget(button)
    field.editingFinished.connect(lambda: row.refuse("This is no date, and that is said in many words."))
    form.show()
    with qtbot.waitActive(form):
        form.activateWindow()
    field.setFocus()
    qtbot.keyClicks(field, "smarch")
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    window, at = form.windowHandle(), button.mapTo(form, button.rect().center())
    QTest.mousePress(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    QApplication.processEvents()
    assert row.note.isHidden()
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert pressed
    qtbot.waitUntil(row.note.isVisible)


def test_a_refusal_of_many_lines_is_shown_whole(qtbot: QtBot, look: Theme) -> None:
    row = FormField(look, "Since when", line())
    qtbot.addWidget(row)
    row.resize(120, 300)
    row.show()
    row.refuse("Type the date with all four digits of the year: 1961-03-14 or 14.3.1961.")
    qtbot.waitUntil(lambda: row.note.height() >= row.note.heightForWidth(row.note.width()) > 40)


def fifty_megabytes() -> QMimeData:
    pasted = QMimeData()
    pasted.setText("w" * 50_000_000)
    return pasted


def test_fifty_megabytes_pasted_are_cut_at_once_and_a_sentence_says_so(qtbot: QtBot, desk: Desk) -> None:
    field = paragraph(desk.words, "before ")
    row = FormField(desk.theme, "Notes", field)
    qtbot.addWidget(row)
    row.show()
    begun = time.process_time()
    field.insertFromMimeData(fifty_megabytes())
    QApplication.processEvents()
    assert time.process_time() - begun < 2
    assert len(field.toPlainText()) == 20_000
    assert row.note.text() == "The end was left out: a part has room for 20000 letters."


def test_fifty_megabytes_pasted_into_a_growing_text_are_cut_at_once(qtbot: QtBot, look: Theme) -> None:
    field = GrowingText("Note", look, longest=500)
    qtbot.addWidget(field)
    begun = time.process_time()
    field.insertFromMimeData(fifty_megabytes())
    assert time.process_time() - begun < 2
    assert len(field.toPlainText()) == 500


def test_a_tooltip_shows_a_name_as_it_was_typed(qtbot: QtBot, look: Theme) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    QToolTip.showText(QPoint(9, 9), "<b>Jo</b> <img src='/etc/hostname'>", widget)
    (tip,) = [each for each in QApplication.topLevelWidgets() if each.inherits("QTipLabel")]
    assert isinstance(tip, QLabel)
    assert tip.textFormat() is Qt.TextFormat.PlainText, "Qt reads markup in any tooltip"
    QToolTip.hideText()


def paste(qtbot: QtBot, field: QWidget, text: str) -> None:
    QApplication.clipboard().setText(text)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_a_text_of_the_record_is_shown_whole_though_nobody_could_type_so_much() -> None:
    field = line(longest=5)
    field.setText("seven 🦵")
    assert field.text() == "seven 🦵"
    assert line("too long", longest=3).text() == "too long"
    field.setText("two")
    assert field.maxLength() == 5


def test_a_blank_that_does_not_break_stays_one(qtbot: QtBot, look: Theme, desk: Desk) -> None:
    fields = (
        paragraph(desk.words),
        GrowingText("Note", look, longest=50),
        NoteText("Note", look, lambda: ()),
    )
    for field in fields:
        qtbot.addWidget(field)
        field.setPlainText("5\u00a0mg\u2028then\u20293")
        assert field.toPlainText() == "5\u00a0mg\nthen\n3"


def test_blanks_that_become_one_do_not_hide_that_the_end_was_left_out(qtbot: QtBot, look: Theme) -> None:
    field = GrowingText("Note", look, longest=8)
    qtbot.addWidget(field)
    said: list[int] = []
    field.was_cut.connect(said.append)
    paste(qtbot, field, "one      two")
    assert (field.toPlainText(), said) == ("one two", [])
    field.clear()
    paste(qtbot, field, "one      two three")
    assert (field.toPlainText(), said) == ("one two ", [8])
