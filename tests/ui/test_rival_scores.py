"""A score that another window corrected or withdrew while it is corrected here."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from builders import MORNING, a_patient, a_result, an_episode
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.patient import Episode, Patient
from clinic_app.services.scores import ScoreEntry
from clinic_ui.scores.scale_strip import ScaleStrip
from clinic_ui.scores.score_form import ScoreForm
from clinic_ui.scores.score_subject import ScoreSubject
from clinic_ui.widgets.labels import Label
from desks import Desk, measured_library

DAY = MORNING.date() - timedelta(weeks=2)
OpenForm = Callable[..., ScoreForm]


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
def wrong(desk: Desk, patient: Patient, back: Episode) -> MeasureResult:
    result = a_result(patient, episode_id=back.id, taken_on=DAY, value=6, answers=(6.0,))
    desk.record.tables.results[result.id] = result
    return result


@pytest.fixture
def open_form(desk: Desk, patient: Patient, back: Episode, qtbot: QtBot) -> OpenForm:
    def shown(*replaced: MeasureResult) -> ScoreForm:
        results = [each for each in desk.services.scores.of_patient(patient.id) if not each.withdrawn_at]
        subject = ScoreSubject(patient=patient, episode=back, results=results, replaced=replaced)
        form = ScoreForm(desk.context, subject)
        qtbot.addWidget(form)
        with qtbot.waitActive(form):
            form.show()
            form.activateWindow()
        return form

    return shown


def standing(desk: Desk, patient: Patient) -> list[MeasureResult]:
    return [each for each in desk.services.scores.of_patient(patient.id) if each.withdrawn_at is None]


def corrected_elsewhere(desk: Desk, wrong: MeasureResult, answer: float, note: str = "") -> MeasureResult:
    entry = ScoreEntry(
        measure=wrong.measure, taken_on=DAY, answers=(answer,), note=note, episode_id=wrong.episode_id
    )
    (theirs,) = desk.services.scores.correct((wrong,), entry, "Corrected")
    return theirs


def answer(form: ScoreForm, digit: str) -> None:
    (strip,) = form.desk.findChildren(ScaleStrip)
    strip.setFocus()
    QTest.keyClicks(strip, digit)


def save(qtbot: QtBot, form: ScoreForm) -> None:
    QTest.mouseClick(form.store_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not form.isVisible() or form.both.isVisible())


def test_both_corrections_are_shown_with_their_scores(
    desk: Desk, open_form: OpenForm, patient: Patient, wrong: MeasureResult, qtbot: QtBot
) -> None:
    form = open_form(wrong)
    theirs = corrected_elsewhere(desk, wrong, 4, "Asked again")
    answer(form, "3")
    save(qtbot, form)
    assert set(form.both.choices) == {"given"}
    said = [label.text() for label in form.both.findChildren(Label)]
    assert any(text.startswith("Mine: 3") for text in said)
    assert any(text.startswith("Theirs: 4") for text in said)
    assert form.note.text() == "Asked again"
    assert standing(desk, patient) == [theirs]
    QTest.mouseClick(form.store_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not form.isVisible())
    (now,) = standing(desk, patient)
    assert (now.value, now.note) == (3, "Asked again")


def test_a_question_left_open_is_there_again_on_their_score(
    desk: Desk, open_form: OpenForm, wrong: MeasureResult, qtbot: QtBot
) -> None:
    form = open_form(wrong)
    theirs = corrected_elsewhere(desk, wrong, 4)
    answer(form, "3")
    save(qtbot, form)
    form.reject()
    desk.worker.wait(5000)
    again = open_form(theirs)
    qtbot.waitUntil(lambda: again.desk.given().answers == (3,))


def test_a_score_withdrawn_meanwhile_can_be_stored_as_one_of_its_own(
    desk: Desk, open_form: OpenForm, patient: Patient, wrong: MeasureResult, qtbot: QtBot
) -> None:
    form = open_form(wrong)
    desk.services.scores.withdraw((wrong,), "wrong patient")
    answer(form, "3")
    save(qtbot, form)
    QTest.mouseClick(form.both.new_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not form.isVisible())
    (now,) = standing(desk, patient)
    assert (now.value, now.taken_on) == (3, DAY)


def test_why_a_score_is_withdrawn_waits_with_it(
    open_form: OpenForm, wrong: MeasureResult, qtbot: QtBot
) -> None:
    form = open_form(wrong)
    QTest.mouseClick(form.withdraw_button, Qt.MouseButton.LeftButton)
    QTest.keyClicks(form.withdraw.reason, "wrong patient")
    form.reject()
    again = open_form(wrong)
    qtbot.waitUntil(again.withdraw.isVisible)
    assert again.withdraw.reason.text() == "wrong patient"
