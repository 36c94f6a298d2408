"""Scores on screen: found by typing, answered by keys or mouse, read at once, saved, corrected, withdrawn."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from builders import MORNING, a_patient, a_result, an_episode
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.patient import Episode, Patient
from clinic_ui.scores.activity_sheet import ActivityRow, ActivitySheet
from clinic_ui.scores.answer_sheet import AnswerSheet
from clinic_ui.scores.scale_strip import ScaleStrip
from clinic_ui.scores.score_form import ScoreForm
from clinic_ui.scores.score_subject import ScoreSubject
from clinic_ui.widgets.labels import Label
from desks import Desk, measured_library

TODAY = MORNING.date()
OpenForm = Callable[..., ScoreForm]


@pytest.fixture
def desk(new_desk: Callable[..., Desk]) -> Desk:
    return new_desk(library=measured_library())


@pytest.fixture
def patient(desk: Desk) -> Patient:
    return desk.services.patients.add(a_patient())


@pytest.fixture
def back(desk: Desk, patient: Patient) -> Episode:
    episode = an_episode(patient, problem="Back pain", region="lower_back", activities=("Walk", "Cook"))
    desk.record.tables.episodes[episode.id] = episode
    return episode


@pytest.fixture
def open_form(desk: Desk, patient: Patient, back: Episode, qtbot: QtBot) -> OpenForm:
    def shown(key: str = "", **fields: object) -> ScoreForm:
        results = desk.services.scores.of_patient(patient.id)
        subject = ScoreSubject(patient=patient, episode=back, results=results)
        form = ScoreForm(desk.context, replace(subject, **fields))  # type: ignore[arg-type]
        qtbot.addWidget(form)
        with qtbot.waitActive(form):
            form.show()
            form.activateWindow()
        if key:
            form.pick(key)
        return form

    return shown


def keys(text: str, qtbot: QtBot) -> None:
    """Each key goes to whatever has the keyboard."""
    for letter in text:
        target = QApplication.focusWidget()
        assert isinstance(target, QWidget)
        qtbot.keyClick(target, Qt.Key.Key_Return if letter == "\n" else letter)


def earlier(desk: Desk, patient: Patient, back: Episode, **fields: object) -> MeasureResult:
    result = a_result(
        patient, episode_id=back.id, taken_on=TODAY - timedelta(weeks=fields.pop("weeks", 8)), **fields
    )
    desk.record.tables.results[result.id] = result
    return result


def taken(desk: Desk, patient: Patient) -> list[MeasureResult]:
    return list(desk.services.scores.of_patient(patient.id))


def test_what_fits_the_problem_stands_first_and_typing_finds_the_rest(
    open_form: OpenForm, qtbot: QtBot
) -> None:
    form = open_form()
    shorts = [form.picker.model.offered(row).measure.short for row in range(form.picker.model.rowCount())]
    assert {*shorts[:2]} == {"ODI", "RMDQ"}
    assert form.picker.model.offered(0).why == "fits: Lower back"
    keys("neck dis", qtbot)
    assert form.picker.model.rowCount() == 1
    keys("\n", qtbot)
    assert form.hint.isHidden()
    assert form.title.text() == "NDI – Neck Disability Index"


def test_pain_is_one_digit_and_two_enters(
    open_form: OpenForm, desk: Desk, patient: Patient, back: Episode, qtbot: QtBot
) -> None:
    form = open_form()
    with qtbot.waitSignal(form.score_stored):
        keys("nprs\n4\n", qtbot)
    (score,) = taken(desk, patient)
    assert (score.value, score.answers, score.episode_id, score.taken_on) == (4, (4,), back.id, TODAY)


def test_ten_is_one_and_nought(open_form: OpenForm, qtbot: QtBot) -> None:
    form = open_form("nprs")
    keys("10", qtbot)
    assert "10\n0 to 10, lower is better" in form.desk.pane.said()


def test_a_question_is_answered_by_the_mouse_too(open_form: OpenForm, qtbot: QtBot) -> None:
    form = open_form("nprs")
    (strip,) = form.findChildren(ScaleStrip)
    place = strip.place_of(7).center().toPoint()
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert strip.value == 7
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert strip.value is None


def test_ten_rows_from_paper_are_ten_digits(
    open_form: OpenForm, desk: Desk, patient: Patient, qtbot: QtBot
) -> None:
    form = open_form("odi")
    keys("222222222", qtbot)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)  # the tenth is left blank
    assert QApplication.focusWidget() is form.store_button
    with qtbot.waitSignal(form.score_stored):
        keys("\n", qtbot)
    (score,) = taken(desk, patient)
    assert (score.value, score.answers[-1]) == (40, None)


def test_the_rule_for_missing_answers_is_told_before_and_stops_saving(
    open_form: OpenForm, desk: Desk, patient: Patient, qtbot: QtBot
) -> None:
    form = open_form("odi")
    assert "At least 8 of 10 answers are needed" in form.desk.pane.said()
    keys("2222222", qtbot)
    assert "there are 7" in form.desk.pane.problem.text()
    qtbot.mouseClick(form.store_button, Qt.MouseButton.LeftButton)
    assert "there are 7" in form.hint.text()
    assert not taken(desk, patient)


def test_a_digit_that_is_not_on_the_scale_is_refused_and_the_row_stays(
    open_form: OpenForm, qtbot: QtBot
) -> None:
    form = open_form("odi")
    sheet = form.desk.sheet
    assert isinstance(sheet, AnswerSheet)
    keys("7", qtbot)
    assert form.hint.text() == "ODI goes from 0 to 5: 7 does not fit."
    assert sheet.fields[0].hasFocus()
    keys("3", qtbot)
    assert form.hint.isHidden()
    assert sheet.fields[1].hasFocus()


def test_only_the_total_may_be_entered(
    open_form: OpenForm, desk: Desk, patient: Patient, qtbot: QtBot
) -> None:
    form = open_form("odi")
    qtbot.mouseClick(form.total, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(form.score_stored):
        keys("42\n\n", qtbot)
    (score,) = taken(desk, patient)
    assert (score.value, score.answers) == (42, ())


def test_sentences_are_ticked_with_one_key_each(open_form: OpenForm, qtbot: QtBot) -> None:
    form = open_form("rmdq")
    assert not form.total.isHidden()
    keys("1101", qtbot)
    assert form.desk.pane.said().splitlines()[0] == "3"


def test_activities_of_the_problem_are_offered_and_one_is_added(
    open_form: OpenForm, desk: Desk, patient: Patient, back: Episode, qtbot: QtBot
) -> None:
    form = open_form("psfs")
    sheet = form.desk.sheet
    assert isinstance(sheet, ActivitySheet)
    assert [row.name.text() for row in sheet.rows] == ["Walk", "Cook", ""]
    with qtbot.waitSignal(form.score_stored):
        keys("32Stairs\n4\n", qtbot)
    (score,) = taken(desk, patient)
    assert (score.activities, score.answers) == (("Walk", "Cook", "Stairs"), (3, 2, 4))
    assert desk.record.tables.episodes[back.id].activities == ("Walk", "Cook", "Stairs")


def test_where_there_is_no_room_beside_it_an_activity_stands_above_its_number(
    open_form: OpenForm, qtbot: QtBot
) -> None:
    form = open_form("psfs")
    sheet = form.desk.sheet
    assert isinstance(sheet, ActivitySheet)
    row = sheet.rows[0]
    for width, is_below in ((1200, False), (840, True), (1200, False)):
        form.resize(width, 700)
        qtbot.waitUntil(partial(stands_below, row, is_below))
        assert row.name.width() >= 200
        assert row.strip.geometry().right() < row.width()


def stands_below(row: ActivityRow, is_below: bool) -> bool:
    """Whether the number stands below its activity, or else beside it."""
    return (row.strip.y() > row.name.geometry().bottom()) is is_below


def test_a_row_left_blank_is_passed_with_enter_and_does_not_count(
    open_form: OpenForm, desk: Desk, patient: Patient, qtbot: QtBot
) -> None:
    form = open_form("psfs")
    with qtbot.waitSignal(form.score_stored):
        keys("32\n\n", qtbot)
    (score,) = taken(desk, patient)
    assert (score.activities, score.answers) == (("Walk", "Cook"), (3, 2))


def test_a_test_takes_left_and_right_with_a_comma(
    open_form: OpenForm, desk: Desk, patient: Patient, qtbot: QtBot
) -> None:
    form = open_form("single-leg-stance")
    keys("12,4\n", qtbot)
    with qtbot.waitSignal(form.score_stored):
        keys("20\n\n", qtbot)
    assert {each.part: each.value for each in taken(desk, patient)} == {"left": 12.4, "right": 20}


def test_what_is_no_number_is_marked_and_not_saved(open_form: OpenForm, qtbot: QtBot) -> None:
    form = open_form("tug")
    keys("1.2.3", qtbot)
    assert "no number" in form.desk.pane.problem.text()
    qtbot.mouseClick(form.store_button, Qt.MouseButton.LeftButton)
    assert "no number" in form.hint.text()


def test_a_change_rating_is_a_list_and_minus_is_worse(open_form: OpenForm, qtbot: QtBot) -> None:
    form = open_form("groc")
    keys("-3", qtbot)
    assert "3 points worse" in form.desk.pane.said()


def test_what_changed_is_told_at_once_with_its_sources(
    open_form: OpenForm, desk: Desk, patient: Patient, back: Episode, qtbot: QtBot
) -> None:
    earlier(desk, patient, back, value=8, weeks=8)
    earlier(desk, patient, back, value=5, weeks=4)
    form = open_form("nprs")
    keys("4", qtbot)
    said = form.desk.pane.said()
    assert "4 points better since 29 September 2026" in said
    assert "Is it real?\nYes" in said
    assert "Does it matter?\nYes" in said
    assert "Childs" in said
    last = form.desk.pane.since.buttons()[1]
    qtbot.mouseClick(last, Qt.MouseButton.LeftButton)
    assert "1 point better since 27 October 2026" in form.desk.pane.said()
    assert "Is it real?\nNo" in form.desk.pane.said()


def test_questions_are_asked_in_the_patients_language(
    desk: Desk, patient: Patient, open_form: OpenForm
) -> None:
    form = open_form("nprs", patient=replace(patient, language="es"))
    assert form.language.currentText() == "Español"
    shown = [label.text() for label in form.desk.findChildren(Label)]
    assert any("dolor" in text for text in shown)


def test_a_form_without_words_in_the_patients_language_says_where_they_are(
    patient: Patient, open_form: OpenForm
) -> None:
    form = open_form("odi")
    assert any("paper form" in label.text() for label in form.desk.findChildren(Label))
    spanish = open_form("rmdq", patient=replace(patient, language="es"))
    assert spanish.language.currentText() == "English"
    assert any("Kovacs" in label.text() for label in spanish.desk.findChildren(Label))


@pytest.mark.parametrize("patients", ["en", "es"])
def test_a_spanish_window_says_in_one_sentence_why_the_rows_are_english(
    new_desk: Callable[..., Desk], qtbot: QtBot, patients: str
) -> None:
    desk = new_desk(library=measured_library(), language="es")
    patient = desk.services.patients.add(a_patient(language=patients))
    form = ScoreForm(desk.context, ScoreSubject(patient=patient))
    qtbot.addWidget(form)
    form.pick("rmdq")
    said = [label.text() for label in form.desk.findChildren(Label) if "Kovacs" in label.text()]
    assert len(said) == 1
    assert said[0].startswith("Solo en inglés")
    form.pick("nprs")
    assert not any("Solo en" in label.text() for label in form.desk.findChildren(Label))


def test_what_was_typed_waits_when_the_form_is_left(open_form: OpenForm, qtbot: QtBot) -> None:
    form = open_form("odi")
    keys("333", qtbot)
    form.note.setText("From her sister")
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    again = open_form()
    qtbot.waitUntil(lambda: again.title.text().startswith("ODI"))
    sheet = again.desk.sheet
    assert isinstance(sheet, AnswerSheet)
    assert [field.value for field in sheet.fields[:4]] == [3, 3, 3, None]
    assert again.note.text() == "From her sister"
    assert sheet.fields[3].hasFocus()


def test_a_score_is_corrected_and_the_wrong_one_withdrawn(
    open_form: OpenForm, desk: Desk, patient: Patient, back: Episode, qtbot: QtBot
) -> None:
    wrong = earlier(desk, patient, back, value=6, answers=(6.0,))
    form = open_form(replaced=(wrong,))
    (strip,) = form.findChildren(ScaleStrip)
    assert strip.value == 6
    strip.setFocus()
    with qtbot.waitSignal(form.score_stored):
        keys("3\n", qtbot)
    standing = [each for each in taken(desk, patient) if each.withdrawn_at is None]
    assert [(each.value, each.taken_on) for each in standing] == [(3, wrong.taken_on)]


def test_withdrawing_asks_why(
    open_form: OpenForm, desk: Desk, patient: Patient, back: Episode, qtbot: QtBot
) -> None:
    wrong = earlier(desk, patient, back, value=6)
    form = open_form(replaced=(wrong,))
    qtbot.mouseClick(form.withdraw_button, Qt.MouseButton.LeftButton)
    assert not form.withdraw.withdraw_button.isEnabled()
    keys("Wrong patient", qtbot)
    with qtbot.waitSignal(form.score_withdrawn):
        qtbot.mouseClick(form.withdraw.withdraw_button, Qt.MouseButton.LeftButton)
    (score,) = taken(desk, patient)
    assert score.withdrawn_because == "Wrong patient"


def test_the_form_stands_in_the_middle_of_its_window(
    desk: Desk, patient: Patient, back: Episode, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 800)
    window.show()
    form = ScoreForm(desk.context, ScoreSubject(patient=patient, episode=back, results=()), window)
    form.open()
    assert form.height() <= window.height()
    off = form.geometry().center() - window.geometry().center()
    assert abs(off.y()) <= abs(form.height() - window.height())
