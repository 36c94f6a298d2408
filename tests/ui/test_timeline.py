"""A patient's story on screen: the problem in view, the chart, the timeline and what it leads to."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from builders import (
    MORNING,
    a_diary,
    a_draft,
    a_handout,
    a_letter,
    a_patient,
    a_program,
    a_result,
    a_visit,
    an_episode,
)
from clinic_app.domain.diary import DiaryDay
from clinic_app.domain.patient import Episode, Patient
from clinic_app.domain.program import prescribed
from clinic_app.domain.side import EpisodeSide
from clinic_app.domain.story import StoryEntry, StoryKind
from clinic_ui.pages.patient_detail import PatientDetail
from clinic_ui.story.entry_words import first_words
from clinic_ui.story.timeline_rows import DAY_ROLE
from desks import Desk, measured_library

OpenPatient = Callable[[], PatientDetail]


@pytest.fixture
def patient(desk: Desk) -> Patient:
    return desk.services.patients.add(a_patient())


@pytest.fixture
def back(desk: Desk, patient: Patient) -> Episode:
    episode = an_episode(
        patient, problem="Back pain", side=EpisodeSide.RIGHT, goals="Walk\nCook", planned_visits=6
    )
    desk.record.tables.episodes[episode.id] = episode
    return episode


@pytest.fixture
def open_patient(desk: Desk, patient: Patient, qtbot: QtBot) -> OpenPatient:
    def shown() -> PatientDetail:
        detail = PatientDetail(desk.context)
        qtbot.addWidget(detail)
        detail.resize(1300, 800)
        detail.open(patient.id)
        detail.show()
        qtbot.waitUntil(lambda: detail.view is not None)
        return detail

    return shown


def give(desk: Desk, patient: Patient) -> None:
    exercise = next(iter(desk.services.library.exercises.values()))
    opened = desk.services.programs.start(patient_id=patient.id)
    content = replace(opened.version.content, title="Calves").with_item(prescribed(exercise))
    stored = desk.services.programs.save(opened.version, content)
    with desk.record.writing() as work:
        work.programs.save_version(replace(stored, number=1, handed_out_at=MORNING))
        work.commit()


def titles(detail: PatientDetail) -> list[str]:
    model = detail.timeline.model
    return [model.lines(row).title for row in range(model.rowCount())]


def test_an_empty_story_says_what_will_stand_there(open_patient: OpenPatient) -> None:
    detail = open_patient()
    assert "Nothing happened yet" in detail.timeline.hint.text()
    assert not detail.care.isVisible()
    assert detail.head.title.text() == "No problem yet"
    assert "Add what the patient came for" in detail.head.facts.text()


def test_the_head_says_since_when_how_often_and_what_for(
    desk: Desk, patient: Patient, back: Episode, open_patient: OpenPatient
) -> None:
    visit = a_visit(patient, episode_id=back.id)
    desk.record.tables.visits[visit.id] = visit
    head = open_patient().head
    assert head.title.text() == "Back pain, right"
    assert head.state.text() == "Active"
    assert head.facts.text() == "Since 24 November 2026  ·  1 visit of 6 planned"
    assert head.goals.text() == "Goals: Walk · Cook"


def test_choosing_a_problem_shows_what_belongs_to_it_and_to_none(
    desk: Desk, patient: Patient, back: Episode, open_patient: OpenPatient, qtbot: QtBot
) -> None:
    knee = an_episode(patient, problem="Knee", opened_on=date(2025, 1, 2), closed_on=date(2025, 3, 1))
    desk.record.tables.episodes[knee.id] = knee
    for number, episode_id in enumerate((back.id, knee.id, None)):
        visit = a_visit(patient, episode_id=episode_id, visited_on=date(2026, 11, 1 + number))
        desk.record.tables.visits[visit.id] = visit
    detail = open_patient()
    assert detail.head.episode == back
    assert titles(detail) == ["New problem: Back pain", "Visit 3, not signed", "Visit 1, not signed"]
    detail.head.choice.setFocus()
    qtbot.keyClick(detail.head.choice, Qt.Key.Key_End)
    detail.head.choice.activated.emit(detail.head.choice.currentIndex())
    assert detail.head.title.text() == "All problems"
    assert len(titles(detail)) == 6


def test_filters_leave_one_kind_and_say_when_there_is_none(
    desk: Desk, patient: Patient, open_patient: OpenPatient, qtbot: QtBot
) -> None:
    letter, score = a_letter(patient), a_result(patient)
    desk.record.tables.letters[letter.id] = letter
    desk.record.tables.results[score.id] = score
    timeline = open_patient().timeline
    visits = timeline.filters.buttons()[1]
    qtbot.mouseClick(visits, Qt.MouseButton.LeftButton)
    assert timeline.model.rowCount() == 0
    assert "Start visit" in timeline.hint.text()
    qtbot.mouseClick(timeline.filters.buttons()[3], Qt.MouseButton.LeftButton)
    assert timeline.model.rowCount() == 1


def test_a_day_is_written_once_and_another_years_with_its_year(
    desk: Desk, patient: Patient, open_patient: OpenPatient
) -> None:
    for day in (date(2026, 11, 20), date(2026, 11, 20), date(2025, 3, 4)):
        visit = a_visit(patient, visited_on=day)
        desk.record.tables.visits[visit.id] = visit
    model = open_patient().timeline.model
    assert [model.index(row).data(DAY_ROLE) for row in range(3)] == ["20 Nov", "", "4 Mar\n2025"]


def test_a_row_is_read_aloud_whole(desk: Desk, patient: Patient, open_patient: OpenPatient) -> None:
    visit = a_visit(patient, pain_now=3, signed_at=MORNING, signed_by="Ann")
    desk.record.tables.visits[visit.id] = visit
    index = open_patient().timeline.model.index(0)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "24 November 2026. Visit 1. Stairs hurt less.  ·  Pain 3/10"


def test_choosing_what_was_handed_out_marks_its_version_and_the_link_prints_it(
    desk: Desk, patient: Patient, open_patient: OpenPatient, qtbot: QtBot
) -> None:
    give(desk, patient)

    (version,) = desk.record.tables.versions.values()
    handout = a_handout(version, handed_out_at=MORNING)
    desk.record.tables.handouts[handout.id] = handout
    detail = open_patient()
    qtbot.waitUntil(lambda: bool(detail.versions.rows))
    view = detail.timeline.view
    view.setFocus()
    view.setCurrentIndex(detail.timeline.model.index(0))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert detail.versions.chosen is not None
    assert detail.versions.chosen.version.id == version.id
    with qtbot.waitSignal(detail.timeline.link_wanted) as wanted:
        qtbot.keyClick(view, Qt.Key.Key_Right)
    assert wanted.args is not None
    assert isinstance(wanted.args[0], StoryEntry)
    assert wanted.args[0].kind is StoryKind.PROGRAM
    place = view.visualRect(detail.timeline.model.index(0))
    with qtbot.waitSignal(detail.timeline.link_wanted):
        qtbot.mouseClick(
            view.viewport(),
            Qt.MouseButton.LeftButton,
            pos=QPoint(place.right() - 20, place.center().y()),
        )


def test_the_chart_is_shown_with_a_dose_and_said_in_words(
    desk: Desk, patient: Patient, open_patient: OpenPatient
) -> None:
    give(desk, patient)
    (version,) = desk.record.tables.versions.values()
    diary = a_diary(version, patient, started_on=MORNING.date() - timedelta(days=7))
    desk.record.tables.diaries[diary.id] = diary
    care = open_patient().care
    assert care.isVisible()
    assert "Version 1 from 24 November 2026" in care.chart.accessibleDescription()
    picture = care.chart.picture()
    assert isinstance(picture, QImage)
    places = [(x, y) for x in range(0, picture.width(), 9) for y in range(0, picture.height(), 9)]
    assert len({picture.pixel(x, y) for x, y in places}) > 4


def test_another_patient_sees_nothing_of_the_one_before(
    desk: Desk, patient: Patient, back: Episode, open_patient: OpenPatient, qtbot: QtBot
) -> None:
    visit = a_visit(patient, episode_id=back.id)
    desk.record.tables.visits[visit.id] = visit
    other = desk.services.patients.add(a_patient(family_name="Other"))
    detail = open_patient()
    detail.open(other.id)
    assert detail.head.title.text() == ""
    assert detail.timeline.model.rowCount() == 0
    qtbot.waitUntil(lambda: detail.view is not None)
    assert titles(detail) == []


def test_in_a_narrow_window_the_versions_stand_above_the_timeline(open_patient: OpenPatient) -> None:
    detail = open_patient()
    wide = detail.versions.mapTo(detail, QPoint()).x() > detail.timeline.mapTo(detail, QPoint()).x()
    detail.resize(800, 800)
    below = detail.versions.mapTo(detail, QPoint()).y() < detail.timeline.mapTo(detail, QPoint()).y()
    detail.resize(1300, 800)
    again = detail.versions.mapTo(detail, QPoint()).x() > detail.timeline.mapTo(detail, QPoint()).x()
    assert (wide, below, again) == (True, True, True)


def test_a_long_note_is_one_line_with_an_end() -> None:
    assert first_words("One.\nTwo  three.") == "One. Two three."
    assert first_words("word " * 100).endswith("word …")


def test_a_diary_says_what_the_chart_says_was_done(
    desk: Desk, patient: Patient, open_patient: OpenPatient
) -> None:
    days = tuple(DiaryDay(done=each) for each in (2, 1, 0, 0, 0, 0, 0))
    diary = a_diary(a_draft(a_program(patient)), patient, planned_per_day=2, days=days)
    desk.record.tables.diaries[diary.id] = diary
    model = open_patient().timeline.model
    assert model.lines(0).line == "3 of 14 times, 21 %"


def test_the_story_says_whether_the_change_is_real_and_matters(
    new_desk: Callable[..., Desk], qtbot: QtBot
) -> None:
    desk = new_desk(library=measured_library())
    patient = desk.services.patients.add(a_patient())
    for day, pain in ((date(2026, 10, 1), 6), (date(2026, 11, 20), 2)):
        visit = a_visit(patient, visited_on=day, pain_now=pain)
        desk.record.tables.visits[visit.id] = visit
    detail = PatientDetail(desk.context)
    qtbot.addWidget(detail)
    detail.open(patient.id)
    qtbot.waitUntil(lambda: detail.view is not None)
    said = detail.care.verdict.text()
    assert said.startswith("NPRS 2 on 20 November 2026, 4 points better since 1 October 2026.")
    assert "Is it real? Yes" in said
    assert "Does it matter? Yes, for the better" in said


def test_one_score_alone_is_no_change(desk: Desk, patient: Patient, open_patient: OpenPatient) -> None:
    visit = a_visit(patient, pain_now=5)
    desk.record.tables.visits[visit.id] = visit
    assert open_patient().care.verdict.isHidden()


def test_discharge_is_one_press_from_an_open_problem(
    patient: Patient, back: Episode, open_patient: OpenPatient
) -> None:
    detail = open_patient()
    detail.head.discharge_button.click()
    form = detail.problems.discharge_form
    assert form is not None
    assert form.isVisible()
    form.reject()


def test_who_sent_the_patient_is_offered_for_a_new_problem(
    desk: Desk, patient: Patient, open_patient: OpenPatient
) -> None:
    desk.services.patients.save(replace(patient, referrer="Dr Marsh"))
    detail = open_patient()
    detail.head.add_button.click()
    form = detail.problems.form
    assert form is not None
    assert form.inputs.referrer.text() == "Dr Marsh"
    form.reject()
