"""A log sheet that another window changed or took out while it is changed here."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from builders import a_content, a_diary, a_draft, a_patient, a_program, an_item
from clinic_app.domain.diary import Diary, DiaryDay
from clinic_app.domain.dosage import Schedule
from clinic_app.domain.patient import Patient
from clinic_app.domain.program import ProgramVersion
from clinic_ui.scores.diary_form import DiaryForm
from clinic_ui.widgets.labels import Label
from desks import Desk

MONDAY = date(2026, 10, 19)
OpenForm = Callable[..., DiaryForm]


@pytest.fixture
def patient(desk: Desk) -> Patient:
    return desk.services.patients.add(a_patient())


@pytest.fixture
def version(desk: Desk, patient: Patient) -> ProgramVersion:
    program = a_program(patient)
    content = a_content(items=(an_item(schedule=Schedule(times_per_day=1)),))
    version = a_draft(program, content, number=1, handed_out_at=datetime(2026, 10, 19, 9, tzinfo=UTC))
    desk.record.tables.programs[program.id] = program
    desk.record.tables.versions[version.id] = version
    return version


@pytest.fixture
def diary(desk: Desk, patient: Patient, version: ProgramVersion) -> Diary:
    days = (*(DiaryDay(done=1) for _ in range(7)), DiaryDay(done=1, pain=2))
    diary = a_diary(version, patient, started_on=MONDAY, days=days)
    desk.record.tables.diaries[diary.id] = diary
    return diary


@pytest.fixture
def open_form(desk: Desk, patient: Patient, version: ProgramVersion, qtbot: QtBot) -> OpenForm:
    def shown(diary: Diary) -> DiaryForm:
        form = DiaryForm(desk.context, patient, [version], (), diary=diary)
        qtbot.addWidget(form)
        with qtbot.waitActive(form):
            form.show()
            form.activateWindow()
        return form

    return shown


def stored(desk: Desk, patient: Patient) -> Diary:
    (diary,) = desk.services.diaries.of_patient(patient.id)
    return diary


def with_day(diary: Diary, at: int, day: DiaryDay) -> tuple[DiaryDay, ...]:
    days = [*diary.days, *(DiaryDay() for _ in range(at + 1 - len(diary.days)))]
    days[at] = day
    return tuple(days)


def save(qtbot: QtBot, form: DiaryForm) -> None:
    QTest.mouseClick(form.store_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not form.isVisible() or form.both.isVisible())


def test_weeks_that_each_window_changed_alone_are_merged(
    desk: Desk, open_form: OpenForm, patient: Patient, diary: Diary, qtbot: QtBot
) -> None:
    form = open_form(diary)
    desk.services.diaries.change(diary, MONDAY, with_day(diary, 0, DiaryDay(done=3)), "Theirs")
    QTest.keyClicks(form.grid, "2")
    save(qtbot, form)
    assert form.both.choices == {}
    assert "Week of 19 October 2026" in form.both.merged.text()
    save_again(qtbot, form)
    now = stored(desk, patient)
    assert (now.days[0], now.days[8], now.note) == (DiaryDay(done=3), DiaryDay(done=2), "Theirs")


def save_again(qtbot: QtBot, form: DiaryForm) -> None:
    QTest.mouseClick(form.store_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not form.isVisible())


def test_a_week_that_both_changed_is_shown_twice(
    desk: Desk, open_form: OpenForm, patient: Patient, diary: Diary, qtbot: QtBot
) -> None:
    form = open_form(diary)
    theirs = desk.services.diaries.change(diary, MONDAY, with_day(diary, 8, DiaryDay(done=5)))
    QTest.keyClicks(form.grid, "2")
    save(qtbot, form)
    said = [label.text() for label in form.both.findChildren(Label)]
    assert "Mine: 1 2 · pain 2" in said
    assert "Theirs: 1 5 · pain 2" in said
    assert stored(desk, patient) == theirs
    (choice,) = form.both.choices.values()
    QTest.mouseClick(choice.buttons()[1], Qt.MouseButton.LeftButton)
    assert form.grid.sheet.days() == theirs.days
    save_again(qtbot, form)
    assert stored(desk, patient).days == theirs.days


def test_a_sheet_taken_out_meanwhile_is_keyed_in_anew(
    desk: Desk, open_form: OpenForm, patient: Patient, diary: Diary, qtbot: QtBot
) -> None:
    form = open_form(diary)
    desk.services.diaries.remove(diary)
    QTest.keyClicks(form.grid, "2")
    save(qtbot, form)
    QTest.mouseClick(form.both.new_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not form.isVisible())
    assert stored(desk, patient).days == (*diary.days, DiaryDay(done=2))


def test_a_sheet_that_was_changed_meanwhile_is_not_taken_out_unseen(
    desk: Desk, open_form: OpenForm, patient: Patient, diary: Diary, qtbot: QtBot
) -> None:
    form = open_form(diary)
    theirs = desk.services.diaries.change(diary, MONDAY, with_day(diary, 8, DiaryDay(done=5)))
    QTest.mouseClick(form.remove_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(form.both.isVisible)
    assert stored(desk, patient) == theirs


def test_what_was_keyed_over_an_older_sheet_is_merged_with_the_newer_one(
    desk: Desk, open_form: OpenForm, patient: Patient, diary: Diary, qtbot: QtBot
) -> None:
    form = open_form(diary)
    QTest.keyClicks(form.grid, "2")
    form.reject()
    theirs = desk.services.diaries.change(diary, MONDAY, with_day(diary, 0, DiaryDay(done=3)))
    again = open_form(theirs)
    qtbot.waitUntil(again.both.isVisible)
    assert again.both.choices == {}
    assert (again.grid.sheet.done(0), again.grid.sheet.done(8)) == (3, 2)
