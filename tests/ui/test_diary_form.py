"""Log sheets on screen: one key a day, the sum at once, nothing lost."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builders import MORNING, a_content, a_diary, a_draft, a_patient, a_program, an_item
from clinic_app.domain.diary import Diary, DiaryDay
from clinic_app.domain.dosage import Schedule
from clinic_app.domain.patient import Patient
from clinic_app.domain.program import ProgramVersion
from clinic_ui.scores.diary_form import DiaryForm
from clinic_ui.scores.diary_grid import PAIN
from desks import Desk
from hands import Hands

MONDAY = date(2026, 10, 19)
"""Five weeks before the tests' today: a whole sheet lies behind."""

OpenForm = Callable[..., DiaryForm]
DIGITS = {str(digit): Qt.Key(Qt.Key.Key_0.value + digit) for digit in range(10)}
KEYS = DIGITS | {" ": Qt.Key.Key_Space, "\n": Qt.Key.Key_Return, "<": Qt.Key.Key_Backspace}


@pytest.fixture
def patient(desk: Desk) -> Patient:
    return desk.services.patients.add(a_patient())


@pytest.fixture
def version(desk: Desk, patient: Patient) -> ProgramVersion:
    program = a_program(patient)
    content = a_content(items=(an_item(schedule=Schedule(times_per_day=1)),))
    given = datetime(2026, 10, 19, 9, tzinfo=UTC)
    version = a_draft(program, content, number=1, handed_out_at=given)
    desk.record.tables.programs[program.id] = program
    desk.record.tables.versions[version.id] = version
    return version


@pytest.fixture
def open_form(desk: Desk, patient: Patient, version: ProgramVersion, qtbot: QtBot) -> OpenForm:
    def shown(diary: Diary | None = None) -> DiaryForm:
        diaries = desk.services.diaries.of_patient(patient.id)
        form = DiaryForm(desk.context, patient, [version], diaries, diary=diary)
        qtbot.addWidget(form)
        with qtbot.waitActive(form):
            form.show()
            form.activateWindow()
        return form

    return shown


def press(text: str) -> int:
    """Every key goes to whatever has the keyboard; how many there were."""
    hands = Hands()
    for letter in text:
        hands.press(KEYS[letter])
    return hands.keys


def test_four_weeks_take_fewer_than_sixty_keys(
    open_form: OpenForm, desk: Desk, patient: Patient, qtbot: QtBot
) -> None:
    form = open_form()
    week = "1 11 11"
    with qtbot.waitSignal(form.diary_stored):
        count = press(f"{week}4{week}3{week}10{week}2") + press("\n")
    (diary,) = desk.services.diaries.of_patient(patient.id)
    assert count == 34
    assert (len(diary.days), diary.done, diary.planned) == (28, 20, 28)
    assert [day.pain for day in diary.days if day.pain is not None] == [4, 3, 10, 2]
    assert diary.started_on == MONDAY


def test_the_number_pad_does_as_well(open_form: OpenForm) -> None:
    form, pad = open_form(), Qt.KeyboardModifier.KeypadModifier
    for key in (Qt.Key.Key_1, Qt.Key.Key_Enter, Qt.Key.Key_2):
        Hands().press(key, pad)
    assert [day.done for day in form.grid.sheet.days()] == [1, None, 2]


def test_the_sum_is_said_with_every_key(open_form: OpenForm) -> None:
    form = open_form()
    press("11 1")
    assert form.sum.text() == "3 of 4 days, 75 %"
    assert "Asked for: once a day, every day." in form.asked.text()


def test_a_pain_of_one_waits_and_the_next_digit_is_of_the_next_day(open_form: OpenForm) -> None:
    form = open_form()
    press("111111112")
    assert form.grid.sheet.pain(0) == 1
    assert form.grid.sheet.done(7) == 2
    assert (form.grid.week, form.grid.column) == (1, 1)


def test_backspace_empties_and_goes_back(open_form: OpenForm) -> None:
    form = open_form()
    press("12<")
    assert form.grid.sheet.days() == (DiaryDay(done=1),)
    press("3")
    assert form.grid.sheet.days() == (DiaryDay(done=1), DiaryDay(done=3))


def test_a_box_is_reached_by_the_mouse(open_form: OpenForm, qtbot: QtBot) -> None:
    form = open_form()
    place = form.grid.place_of(1, PAIN).center().toPoint()
    qtbot.mouseClick(form.grid, Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert form.grid.accessibleName() == "Week 2, worst pain: nothing"
    press("5")
    assert len(form.grid.sheet.days()) == 14


def test_days_before_the_first_and_after_today_are_shut(open_form: OpenForm, qtbot: QtBot) -> None:
    form = open_form()
    form.started.setFocus()
    form.started.selectAll()
    qtbot.keyClicks(form.started, "2026-11-18")
    qtbot.keyClick(form.started, Qt.Key.Key_Return)
    assert form.grid.hasFocus()
    assert form.grid.accessibleName() == "18 November 2026: nothing"
    press("11111" + "3" + "11" + "2")
    assert len(form.grid.sheet.days()) == 7
    assert QApplication.focusWidget() is form.store_button


def test_the_next_sheet_begins_where_the_last_ended(
    open_form: OpenForm, desk: Desk, patient: Patient, version: ProgramVersion
) -> None:
    diary = a_diary(version, patient, started_on=MONDAY, days=(DiaryDay(done=1),) * 14)
    desk.record.tables.diaries[diary.id] = diary
    assert open_form().started.text() == "2026-11-02"


def test_a_sheet_is_changed(
    open_form: OpenForm, desk: Desk, patient: Patient, version: ProgramVersion, qtbot: QtBot
) -> None:
    diary = a_diary(version, patient, started_on=MONDAY, days=(DiaryDay(done=1, pain=4), DiaryDay()))
    desk.record.tables.diaries[diary.id] = diary
    form = open_form(diary)
    press("1")
    with qtbot.waitSignal(form.diary_stored):
        qtbot.mouseClick(form.store_button, Qt.MouseButton.LeftButton)
    (stored,) = desk.services.diaries.of_patient(patient.id)
    assert stored.days == (DiaryDay(done=1, pain=4), DiaryDay(), DiaryDay(done=1))
    assert stored.revision == 2


def test_what_was_keyed_waits_when_the_form_is_left(open_form: OpenForm, qtbot: QtBot) -> None:
    form = open_form()
    press("1 1")
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    again = open_form()
    qtbot.waitUntil(lambda: again.sum.text() == "2 of 3 days, 67 %")
    assert again.grid.column == 3


def test_days_that_were_keyed_in_before_are_refused_and_stay(
    open_form: OpenForm, desk: Desk, patient: Patient, version: ProgramVersion, qtbot: QtBot
) -> None:
    diary = a_diary(version, patient, started_on=MONDAY, days=(DiaryDay(done=1),) * 14)
    desk.record.tables.diaries[diary.id] = diary
    form = open_form()
    form.started.setText(str(MONDAY + timedelta(days=7)))
    form.grid.setFocus()
    press("1")
    qtbot.mouseClick(form.store_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(form.hint.isVisible)
    assert "keyed in already: 2026-10-19 to 2026-11-01" in form.hint.text()
    assert form.grid.sheet.days() == (DiaryDay(done=1),)


def test_a_sheet_longer_than_printed_gets_one_more_week(open_form: OpenForm, qtbot: QtBot) -> None:
    form = open_form()
    qtbot.mouseClick(form.more_button, Qt.MouseButton.LeftButton)
    assert form.grid.sheet.weeks == 5
    assert form.grid.sheet.started_on == MORNING.date() - timedelta(days=36)
