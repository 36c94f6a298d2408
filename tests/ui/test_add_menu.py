"""“Add” on the patient's page: what is added comes into the timeline and the chart, and opens from there."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builders import MORNING, a_diary, a_draft, a_patient, a_program, a_result, an_episode
from clinic_app.domain.diary import DiaryDay
from clinic_app.domain.patient import Episode, Patient
from clinic_ui.pages.patient_detail import PatientDetail
from desks import Desk, measured_library
from hands import Hands

OpenPatient = Callable[[], PatientDetail]


@pytest.fixture
def desk(new_desk: Callable[..., Desk]) -> Desk:
    return new_desk(library=measured_library())


@pytest.fixture
def patient(desk: Desk) -> Patient:
    return desk.services.patients.add(a_patient())


@pytest.fixture
def back(desk: Desk, patient: Patient) -> Episode:
    episode = an_episode(patient, problem="Back pain", region="lower_back")
    desk.record.tables.episodes[episode.id] = episode
    return episode


@pytest.fixture
def open_patient(desk: Desk, patient: Patient, back: Episode, qtbot: QtBot) -> OpenPatient:
    def shown() -> PatientDetail:
        detail = PatientDetail(desk.context)
        qtbot.addWidget(detail)
        detail.resize(1300, 800)
        detail.open(patient.id)
        with qtbot.waitActive(detail):
            detail.show()
            detail.activateWindow()
        qtbot.waitUntil(lambda: detail.view is not None)
        return detail

    return shown


def lines(detail: PatientDetail) -> list[tuple[str, str]]:
    model = detail.timeline.model
    found = [model.lines(row) for row in range(model.rowCount())]
    return [(each.title, each.line) for each in found]


def test_a_score_is_added_by_keys_alone_and_stands_in_the_timeline_and_chart(
    desk: Desk, patient: Patient, back: Episode, open_patient: OpenPatient, qtbot: QtBot
) -> None:
    first = a_result(
        patient,
        episode_id=back.id,
        measure="odi",
        value=44.0,
        answers=(),
        taken_on=MORNING.date() - timedelta(weeks=4),
    )
    desk.record.tables.results[first.id] = first
    detail = open_patient()
    hands = Hands()
    hands.press(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert detail.add.score_form is not None
    qtbot.waitUntil(detail.add.score_form.isActiveWindow)
    hands.press(Qt.Key.Key_Return)  # the last one taken stands first
    for _ in range(10):
        hands.press(Qt.Key.Key_1)
    with qtbot.waitSignal(detail.add.score_form.score_stored):
        hands.press(Qt.Key.Key_Return)
    assert hands.keys == 13
    qtbot.waitUntil(lambda: len(lines(detail)) == 3)
    title, line = next(each for each in lines(detail) if each[0].startswith("ODI 20"))
    assert title == "ODI 20%"
    assert line.startswith("24 percentage points better since 27 October 2026")
    assert "20" in detail.care.chart.accessibleDescription()


def test_a_score_just_recorded_is_taken_back(
    desk: Desk, patient: Patient, open_patient: OpenPatient, qtbot: QtBot
) -> None:
    detail = open_patient()
    detail.add.score.trigger()
    form = detail.add.score_form
    assert form is not None
    qtbot.waitUntil(form.isActiveWindow)
    form.pick("nprs")
    with qtbot.waitSignal(desk.context.toasts.said) as said:
        qtbot.keyClick(QApplication.focusWidget() or form, Qt.Key.Key_6)
        qtbot.mouseClick(form.store_button, Qt.MouseButton.LeftButton)
    assert said.args is not None
    sentence, _action, undo = said.args
    assert sentence == "NPRS 6 points recorded"
    with qtbot.waitSignal(detail.add.stored):
        undo()
    (score,) = desk.services.scores.of_patient(patient.id)
    assert score.withdrawn_because == "Undone right after it was recorded"
    gone = "Withdrawn 24 November 2026: Undone right after it was recorded"
    qtbot.waitUntil(lambda: ("NPRS 6 points", gone) in lines(detail))


def test_a_withdrawn_score_is_struck_filtered_as_scores_are_and_says_why(
    desk: Desk, patient: Patient, back: Episode, open_patient: OpenPatient, qtbot: QtBot
) -> None:
    wrong = a_result(patient, episode_id=back.id, withdrawn_at=MORNING, withdrawn_because="Wrong patient")
    desk.record.tables.results[wrong.id] = wrong
    detail = open_patient()
    timeline = detail.timeline
    qtbot.mouseClick(timeline.filters.buttons()[-1], Qt.MouseButton.LeftButton)
    (row,) = [timeline.model.lines(at) for at in range(timeline.model.rowCount())]
    assert row.is_struck
    assert row.whole == "NPRS 6 points. Withdrawn 24 November 2026: Wrong patient"
    with qtbot.waitSignal(desk.context.toasts.said) as said:
        timeline.view.activated.emit(timeline.model.index(0))
    assert said.args is not None
    assert said.args[0] == row.whole
    assert detail.add.score_form is None, "what was withdrawn is not changed any more"


def test_a_row_of_the_timeline_opens_its_score(
    desk: Desk, patient: Patient, back: Episode, open_patient: OpenPatient, qtbot: QtBot
) -> None:
    score = a_result(patient, episode_id=back.id)
    desk.record.tables.results[score.id] = score
    detail = open_patient()
    view = detail.timeline.view
    row = next(at for at, each in enumerate(lines(detail)) if each[0].startswith("NPRS"))
    view.setFocus()
    view.setCurrentIndex(detail.timeline.model.index(row))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert detail.add.score_form is not None
    assert detail.add.score_form.title.text().startswith("NPRS")
    assert not detail.add.score_form.withdraw_button.isHidden()


def test_a_diary_is_opened_from_its_row_and_none_is_offered_before_a_handout(
    desk: Desk, patient: Patient, open_patient: OpenPatient, qtbot: QtBot
) -> None:
    detail = open_patient()
    assert not detail.add.diary.isEnabled()
    program = a_program(patient)
    version = a_draft(program, number=1, handed_out_at=MORNING)
    diary = a_diary(version, patient, days=(DiaryDay(done=2),))
    desk.record.tables.programs[program.id] = program
    desk.record.tables.versions[version.id] = version
    desk.record.tables.diaries[diary.id] = diary
    detail.refresh()
    qtbot.waitUntil(detail.add.diary.isEnabled)
    row = next(at for at, each in enumerate(lines(detail)) if "Diary" in each[0])
    detail.timeline.view.activated.emit(detail.timeline.model.index(row))
    assert detail.add.diary_form is not None
    assert detail.add.diary_form.sum.text() == "1 of 1 day, 100 %"


def test_a_sheet_keyed_in_by_mistake_is_removed_and_put_back(
    desk: Desk, patient: Patient, open_patient: OpenPatient, qtbot: QtBot
) -> None:
    program = a_program(patient)
    version = a_draft(program, number=1, handed_out_at=MORNING)
    diary = a_diary(version, patient)
    desk.record.tables.programs[program.id] = program
    desk.record.tables.versions[version.id] = version
    desk.record.tables.diaries[diary.id] = diary
    detail = open_patient()
    detail.add.open_diary(diary)
    form = detail.add.diary_form
    assert form is not None
    with qtbot.waitSignal(desk.context.toasts.said) as said:
        qtbot.mouseClick(form.remove_button, Qt.MouseButton.LeftButton)
    assert not desk.services.diaries.of_patient(patient.id)
    assert said.args is not None
    assert said.args[0] == "Diary sheet removed"
    with qtbot.waitSignal(detail.add.stored):
        said.args[2]()
    assert desk.services.diaries.of_patient(patient.id) == [diary]


def test_nothing_is_added_to_an_archived_patient(
    desk: Desk, patient: Patient, open_patient: OpenPatient, qtbot: QtBot
) -> None:
    desk.services.patients.archive(patient.id)
    detail = open_patient()
    actions = (detail.add.score, detail.add.diary, detail.add.screen)
    assert not any(each.isEnabled() for each in actions)


def test_what_is_typed_is_kept_when_the_window_closes(
    desk: Desk, patient: Patient, back: Episode, open_patient: OpenPatient, qtbot: QtBot
) -> None:
    detail = open_patient()
    detail.add.score.trigger()
    form = detail.add.score_form
    assert form is not None
    qtbot.waitUntil(form.isActiveWindow)
    form.pick("nprs")
    Hands().press(Qt.Key.Key_7)
    detail.add.flush()
    draft = desk.services.drafts.find(f"score:{patient.id}:{back.id}")
    assert draft is not None
    assert "7.0" in draft.payload
