"""A score taken in a visit belongs to it, to its day and problem, and stands in it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from builders import MORNING, a_result, a_visit, an_episode
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.patient import Patient
from clinic_ui.scores.score_form import ScoreForm
from clinic_ui.visit.page import VisitPage
from clinic_ui.widgets.buttons import PushButton
from clinic_ui.widgets.labels import Label
from desks import Desk, measured_library
from hands import Hands
from visit_pages import OpenVisit, put, stored

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(new_desk: Callable[..., Desk]) -> Desk:
    return new_desk(library=measured_library())


def open_form(page: VisitPage, qtbot: QtBot) -> ScoreForm:
    qtbot.mouseClick(page.measures.scores.button, Qt.MouseButton.LeftButton)
    form = page.measures.scores.taker.form
    assert form is not None
    qtbot.waitUntil(form.isActiveWindow)
    return form


def said(page: VisitPage) -> list[str]:
    rows = page.measures.scores.rows
    titles = [each.text() for row in rows for each in row.findChildren(PushButton)]
    return [*titles, *(each.text() for row in rows for each in row.findChildren(Label))]


def scores_of(desk: Desk, patient: Patient, visit_id: UUID | None) -> list[MeasureResult]:
    found = desk.services.scores.of_patient(patient.id)
    return [each for each in found if each.visit_id == visit_id and each.withdrawn_at is None]


def test_a_score_taken_by_keys_in_a_visit_belongs_to_it_and_stands_there(
    desk: Desk, patient: Patient, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    back = an_episode(patient, problem="Back pain", region="lower_back")
    desk.record.tables.episodes[back.id] = back
    earlier = a_result(
        patient, episode_id=back.id, measure="odi", value=44.0, answers=(),
        taken_on=MORNING.date() - timedelta(weeks=4),
    )  # fmt: skip
    desk.record.tables.results[earlier.id] = earlier
    page = open_visit()
    assert not page.measures.scores.nothing.isHidden()
    hands = Hands()
    hands.press(Qt.Key.Key_M, CTRL_SHIFT)
    form = page.measures.scores.taker.form
    assert form is not None
    qtbot.waitUntil(form.isActiveWindow)
    hands.press(Qt.Key.Key_Return)
    for _ in range(10):
        hands.press(Qt.Key.Key_1)
    with qtbot.waitSignal(page.measures.scores.stored):
        hands.press(Qt.Key.Key_Return)
    (score,) = scores_of(desk, patient, page.visit_id)
    assert (score.measure, score.episode_id) == ("odi", back.id)
    qtbot.waitUntil(lambda: bool(page.measures.scores.rows))
    assert said(page)[0] == "ODI 20%"
    assert said(page)[1].startswith("24 percentage points better since 27 October 2026")
    assert page.measures.scores.nothing.isHidden()


def test_it_is_of_the_visits_day_even_when_the_visit_was_last_week(
    desk: Desk, patient: Patient, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    last_week = MORNING.date() - timedelta(days=7)
    visit = put(desk, a_visit(patient, id=uuid4(), visited_on=last_week, subjective="Stairs"))
    page = open_visit(visit)
    assert open_form(page, qtbot).day.text() == last_week.isoformat()


def test_it_is_of_the_problem_the_visit_was_just_given(
    desk: Desk, patient: Patient, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    neck = an_episode(patient, id=uuid4(), problem="Neck pain", region="neck")
    visit = put(desk, a_visit(patient, id=uuid4(), visited_on=MORNING.date(), subjective="Stairs"))
    desk.record.tables.episodes[neck.id] = neck
    page = open_visit(visit)
    assert page.model.visit is not None
    page.model.change(replace(page.model.visit, episode_id=neck.id), "")
    form = open_form(page, qtbot)
    form.pick("nprs")
    qtbot.keyClick(form.desk.sheet.fields[0], Qt.Key.Key_6)  # type: ignore[union-attr]
    with qtbot.waitSignal(form.score_stored):
        qtbot.mouseClick(form.store_button, Qt.MouseButton.LeftButton)
    (score,) = scores_of(desk, patient, visit.id)
    assert score.episode_id == neck.id


def test_scores_of_other_visits_stand_in_theirs(desk: Desk, patient: Patient, open_visit: OpenVisit) -> None:
    visit, other = (
        put(desk, a_visit(patient, id=uuid4(), visited_on=MORNING.date() - timedelta(days=day), plan="x"))
        for day in (0, 7)
    )
    for number, each in enumerate((visit, other)):
        score = a_result(
            patient, id=uuid4(), visit_id=each.id, taken_on=each.visited_on, value=float(3 + number)
        )
        desk.record.tables.results[score.id] = score
    assert said(open_visit(visit))[0].startswith("NPRS 3")


def test_a_score_is_opened_from_the_visit_and_withdrawn(
    desk: Desk, patient: Patient, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    visit = put(desk, a_visit(patient, id=uuid4(), visited_on=MORNING.date(), subjective="Stairs"))
    score = a_result(patient, visit_id=visit.id, taken_on=visit.visited_on)
    desk.record.tables.results[score.id] = score
    page = open_visit(visit)
    (row,) = page.measures.scores.rows
    (link,) = row.findChildren(PushButton)
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    form = page.measures.scores.taker.form
    assert form is not None
    qtbot.mouseClick(form.withdraw_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(form.withdraw.reason, "wrong patient")
    with qtbot.waitSignal(form.score_withdrawn):
        qtbot.mouseClick(form.withdraw.withdraw_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.measures.scores.rows)
    assert not scores_of(desk, patient, visit.id)


def test_a_signed_visit_still_takes_the_score_from_paper_and_shows_it(
    desk: Desk, patient: Patient, open_visit: OpenVisit
) -> None:
    visit = a_visit(
        patient, id=uuid4(), visited_on=MORNING.date(), subjective="Stairs",
        signed_at=MORNING, signed_by="Ann Field",
    )  # fmt: skip
    page = open_visit(put(desk, visit))
    assert not page.measures.scores.button.isHidden()
    assert page.measures.scores.button.isEnabled()


def test_a_visit_in_which_only_a_score_was_taken_is_kept_when_it_is_left(
    desk: Desk, patient: Patient, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    page = open_visit()
    visit = stored(desk, page)
    form = open_form(page, qtbot)
    form.pick("nprs")
    qtbot.keyClick(form.desk.sheet.fields[0], Qt.Key.Key_6)  # type: ignore[union-attr]
    with qtbot.waitSignal(form.score_stored):
        qtbot.mouseClick(form.store_button, Qt.MouseButton.LeftButton)
    page.leave()
    assert visit.id in desk.record.tables.visits


def test_answers_begun_in_a_visit_wait_in_that_visit(
    desk: Desk, patient: Patient, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    page = open_visit()
    form = open_form(page, qtbot)
    form.pick("nprs")
    qtbot.keyClick(form.desk.sheet.fields[0], Qt.Key.Key_6)  # type: ignore[union-attr]
    form.reject()
    again = open_form(page, qtbot)
    qtbot.waitUntil(lambda: "typed before" in again.hint.text())
    assert again.desk.given().answers == (6.0,)
