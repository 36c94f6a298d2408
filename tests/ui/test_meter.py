"""The burden meter: minutes, changes of position and the patient's time, live below the program."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_app.domain.burden_words import exactly, minutes
from clinic_app.domain.side import Side
from clinic_ui.builder.burden_popup import BurdenPopup
from clinic_ui.builder.page import BuilderPage
from clinic_ui.words import Words
from desks import Desk

CALF = "gastrocnemius-stretch-on-stairs"
SOLEUS = "soleus-stretch-on-step"
BRIDGE = "glute-bridge"

OpenBuilder = Callable[..., BuilderPage]


def _give_minutes(desk: Desk, page: BuilderPage, minutes_willing: int) -> None:
    assert page.model.program is not None
    assert page.model.program.patient is not None
    patient = replace(page.model.program.patient, minutes_willing=minutes_willing)
    page.model.show(replace(page.model.program, patient=patient))


def test_minutes_follow_every_change(open_builder: OpenBuilder, qtbot: QtBot) -> None:
    page = open_builder(CALF)
    meter = page.meter
    assert (meter.count.number.text(), meter.count.unit.text()) == ("1", "exercise")
    assert meter.session.number.text() == "4 min"
    page.model.change_item(replace(page.model.content.items[0], side=Side.LEFT))
    assert meter.session.number.text() == "2 min"
    page.model.undo()
    assert meter.session.number.text() == "4 min"
    assert meter.week.number.text() == "30 min"


def test_one_click_orders_for_the_fewest_changes_and_undo_brings_the_order_back(
    open_builder: OpenBuilder, qtbot: QtBot
) -> None:
    page = open_builder(CALF, BRIDGE, SOLEUS)
    assert page.meter.changes.text() == "2 changes of position"
    qtbot.mouseClick(page.meter.fewest, Qt.MouseButton.LeftButton)
    assert [item.exercise_slug for item in page.model.content.items] == [CALF, SOLEUS, BRIDGE]
    assert page.meter.changes.text() == "1 change of position"
    assert page.meter.fewest.isHidden()
    page.model.undo()
    assert not page.meter.fewest.isHidden()


def test_more_than_the_patient_has_time_for_is_said(desk: Desk, open_builder: OpenBuilder) -> None:
    page = open_builder(CALF, SOLEUS)
    assert page.meter.note.text() == ""
    _give_minutes(desk, page, 5)
    assert page.meter.note.text() == "4 min a day more than the patient has"
    assert page.meter.bar.accessibleName() == "9 min a day of 5 minutes the patient has"


def test_taking_turns_costs_what_the_meter_says_of_the_open_exercise(open_builder: OpenBuilder) -> None:
    page = open_builder(CALF, BRIDGE)
    page.meter.show_open(page.model.content.items[0].id)
    assert page.meter.note.text() == "One side at a time costs 2 min 17 s more than both together"
    page.meter.show_open(page.model.content.items[1].id)
    assert page.meter.note.text() == ""


def test_details_show_time_under_stretch_by_muscle_and_side(open_builder: OpenBuilder, qtbot: QtBot) -> None:
    page = open_builder(CALF)
    qtbot.mouseClick(page.meter.details, Qt.MouseButton.LeftButton)
    shown = QApplication.activePopupWidget()
    assert isinstance(shown, BurdenPopup)
    assert ("A week", "30 min") in shown.rows
    shown.close()


def test_the_bar_has_a_segment_for_each_exercise(open_builder: OpenBuilder) -> None:
    page = open_builder(CALF, BRIDGE, SOLEUS)
    first, second, third = page.meter.bar.segments()
    assert first.width() == third.width()
    assert second.left() > first.right()


def test_in_a_narrow_window_the_session_and_the_details_stay(open_builder: OpenBuilder) -> None:
    page = open_builder(CALF, BRIDGE, SOLEUS)
    page.resize(620, 700)
    assert not page.meter.session.isHidden()
    assert not page.meter.details.isHidden()
    assert page.meter.positions.isHidden()


def test_times_are_said_in_hours_minutes_and_seconds() -> None:
    words = Words()
    assert [minutes(each, words) for each in (10, 90, 7200, 7500)] == [
        "10 s",
        "2 min",
        "2 h 0 min",
        "2 h 5 min",
    ]
    assert [exactly(each, words) for each in (45, 180, 137)] == ["45 s", "3 min", "2 min 17 s"]
