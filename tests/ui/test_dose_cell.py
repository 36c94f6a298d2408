"""A dose's number and its unit agree."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import clinic_resources
from clinic_ui.builder.dose import DoseCell
from clinic_ui.builder.dose_numbers import unit_of
from clinic_ui.words import Words
from desks import Desk

SPANISH = Words(clinic_resources.catalogue("es"), "es")


@pytest.mark.parametrize(
    ("name", "one", "more"),
    [("sets", "set", "sets"), ("reps", "rep", "reps"), ("days_per_week", "day", "days")],
)
def test_one_is_not_several(name: str, one: str, more: str) -> None:
    assert unit_of(name, 1, Words()) == one
    assert unit_of(name, 2, Words()) == more
    assert unit_of(name, 1, SPANISH) != unit_of(name, 2, SPANISH)


def test_the_unit_follows_what_is_typed(desk: Desk, qtbot: QtBot) -> None:
    cell = DoseCell(desk.context, "sets", 1)
    qtbot.addWidget(cell)
    assert cell.unit.text() == "set"
    cell.field.setText("3")
    assert cell.unit.text() == "sets"
    cell.field.setText("")
    assert cell.unit.text() == "sets"


def test_a_walk_of_ten_minutes_is_shown_and_typed_in_minutes(desk: Desk, qtbot: QtBot) -> None:
    cell = DoseCell(desk.context, "duration_s", 600)
    qtbot.addWidget(cell)
    assert (cell.field.text(), cell.unit.text()) == ("10", "min")
    assert cell.limits == "Time: 5 s to 120 min"
    for typed, value, shown in (("15", 900, "15"), ("2:30", 150, "2:30"), ("20 min", 1200, "20")):
        cell.field.selectAll()
        qtbot.keyClicks(cell.field, typed)
        assert cell.field.value == value
        qtbot.keyClick(cell.field, Qt.Key.Key_Return)
        assert (cell.field.text(), cell.unit.text()) == (shown, "min")
    cell.field.selectAll()
    qtbot.keyClicks(cell.field, "20s")
    assert cell.unit.text() == ""
    qtbot.keyClick(cell.field, Qt.Key.Key_Return)
    assert (cell.field.value, cell.field.text(), cell.unit.text()) == (20, "20", "s")


def test_a_time_steps_by_five_seconds_and_from_two_minutes_by_one_minute(desk: Desk, qtbot: QtBot) -> None:
    cell = DoseCell(desk.context, "duration_s", 110)
    qtbot.addWidget(cell)
    seen = []
    for key in (*[Qt.Key.Key_Up] * 3, *[Qt.Key.Key_Down] * 3):
        qtbot.keyClick(cell.field, key)
        seen.append(cell.field.value)
    assert seen == [115, 120, 180, 120, 115, 110]


def test_the_same_number_of_another_unit_says_so(desk: Desk, qtbot: QtBot) -> None:
    cell = DoseCell(desk.context, "duration_s", 600)
    qtbot.addWidget(cell)
    cell.field.show_value(10)
    assert (cell.field.text(), cell.unit.text()) == ("10", "s")


def test_usual_times_are_named_with_their_unit(desk: Desk, qtbot: QtBot) -> None:
    cell = DoseCell(desk.context, "duration_s", 600)
    qtbot.addWidget(cell)
    cell.show()
    qtbot.mouseClick(cell.field, Qt.MouseButton.LeftButton)
    assert cell.values is not None
    assert [each.text() for each in cell.values.buttons[:2]] == ["60 s", "2 min"]
