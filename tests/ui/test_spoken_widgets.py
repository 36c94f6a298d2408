"""What is painted speaks: a screen reader walks a scale's numbers and a log sheet's boxes."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from builders import MORNING
from clinic_app.domain.diary_sheet import DiarySheet
from clinic_ui.scores.diary_grid import DiaryGrid
from clinic_ui.scores.scale_strip import ScaleStrip
from desks import Desk

NAME = QAccessible.Text.Name


@pytest.fixture
def listening(qapp: object) -> Iterator[None]:
    """A screen reader runs."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def heard(widget: QWidget) -> QAccessibleInterface:
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface


def names(widget: QWidget) -> list[str]:
    interface = heard(widget)
    return [interface.child(at).text(NAME) for at in range(interface.childCount())]


@pytest.fixture
def strip(desk: Desk, qtbot: QtBot) -> ScaleStrip:
    words = {0: "not at all", 3: "very much"}
    widget = ScaleStrip(desk.context.theme, "Does it hurt?", 0, 3, words)
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    widget.setFocus()
    return widget


@pytest.fixture
def grid(desk: Desk, qtbot: QtBot) -> DiaryGrid:
    """Two days before today, Sunday to Tuesday."""
    sheet = DiarySheet(started_on=date(2026, 11, 22), until=MORNING.date(), weeks=2)
    widget = DiaryGrid(desk.context, sheet)
    qtbot.addWidget(widget)
    widget.resize(700, widget.sizeHint().height())
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    widget.setFocus()
    return widget


def test_every_number_of_a_scale_is_a_choice_with_its_words(strip: ScaleStrip) -> None:
    interface = heard(strip)
    assert interface.role() is QAccessible.Role.Grouping
    assert names(strip) == ["0, not at all", "1", "2", "3, very much"]
    assert interface.child(1).role() is QAccessible.Role.RadioButton
    assert interface.child(4) is None


def test_the_chosen_number_is_checked_has_the_keyboard_and_is_in_the_name(
    strip: ScaleStrip, qtbot: QtBot, listening: None
) -> None:
    qtbot.keyClick(strip, Qt.Key.Key_3)
    interface = heard(strip)
    states = [interface.child(at).state() for at in range(interface.childCount())]
    assert [bool(each.checked) for each in states] == [False, False, False, True]
    assert [bool(each.focused) for each in states] == [False, False, False, True]
    assert interface.focusChild().text(NAME) == "3, very much"
    assert interface.text(NAME) == "Does it hurt?: 3, very much"


def test_a_part_is_where_it_is_painted(strip: ScaleStrip) -> None:
    interface = heard(strip)
    middle = interface.child(2).rect().center()
    assert strip.place_of(2).contains(strip.mapFromGlobal(middle).toPointF())
    assert interface.childAt(middle.x(), middle.y()).text(NAME) == "2"
    assert interface.indexOfChild(interface.child(2)) == 2
    assert interface.child(2).parent().object() is strip


def test_the_boxes_of_a_log_sheet_are_read_with_day_and_value(
    grid: DiaryGrid, qtbot: QtBot, listening: None
) -> None:
    assert names(grid) == [
        "22 November 2026: nothing",
        "Week 1, worst pain: nothing",
        "23 November 2026: nothing",
        "24 November 2026: nothing",
        "Week 2, worst pain: nothing",
    ]
    qtbot.keyClick(grid, Qt.Key.Key_2)
    assert names(grid)[0] == "22 November 2026: 2"
    assert heard(grid).focusChild().text(NAME) == "Week 1, worst pain: nothing"
    assert bool(heard(grid).focusChild().state().selected)


def test_a_part_that_is_gone_says_so(grid: DiaryGrid) -> None:
    last = heard(grid).child(4)
    grid.show_sheet(DiarySheet(started_on=date(2026, 11, 24), until=MORNING.date(), weeks=1))
    assert heard(grid).childCount() == 2
    assert not last.isValid()
    assert last.text(NAME) == ""
    assert bool(last.state().invalid)


def test_what_a_screen_reader_held_is_let_go_with_the_widget(desk: Desk, listening: None) -> None:
    for _ in range(20):
        widget = ScaleStrip(desk.context.theme, "Pain", 0, 10)
        parts = [heard(widget).child(at) for at in range(11)]
        numbers = [QAccessible.uniqueId(each) for each in parts]
        assert all(QAccessible.accessibleInterface(number) is not None for number in numbers)
        widget.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert not any(isValid(each) for each in parts)
        assert all(QAccessible.accessibleInterface(number) is None for number in numbers)
