"""A dose's number and its unit agree."""

import pytest
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
