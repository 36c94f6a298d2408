"""A discharge, or a form, that another window was faster with: both versions, and nothing typed is lost."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from builders import a_patient, an_episode
from clinic_app.domain.patient import Episode, Patient
from clinic_ui.pages.discharge_form import DischargeForm
from clinic_ui.pages.episode_form import EpisodeForm
from clinic_ui.pages.patient_form import PatientForm
from desks import Desk
from fakes import FakeRecord

NewDesk = Callable[..., Desk]
LONG = "Goals met after nine visits. " * 6


@pytest.fixture
def pat() -> Patient:
    return a_patient()


@pytest.fixture
def episode(pat: Patient) -> Episode:
    return an_episode(pat, problem="low back pain")


@pytest.fixture
def desk(new_desk: NewDesk, pat: Patient, episode: Episode) -> Desk:
    record = FakeRecord()
    record.tables.patients = {pat.id: pat}
    record.tables.episodes = {episode.id: episode}
    return new_desk(record=record)


def click(button: object) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]  # any button


def shown(qtbot: QtBot, form: DischargeForm | EpisodeForm | PatientForm) -> None:
    qtbot.addWidget(form)
    form.show()
    qtbot.waitUntil(lambda: form.isVisible())


def kept(desk: Desk, pat: Patient) -> Episode:
    (episode,) = desk.context.services.patients.episodes(pat.id)
    return episode


def test_what_was_typed_of_a_discharge_waits(qtbot: QtBot, desk: Desk, episode: Episode) -> None:
    form = DischargeForm(desk.context, episode)
    shown(qtbot, form)
    QTest.keyClicks(form.outcome, "Goals met, runs again.")
    form.reject()
    again = DischargeForm(desk.context, episode)
    shown(qtbot, again)
    qtbot.waitUntil(lambda: again.restored.isVisible())
    assert again.outcome.toPlainText() == "Goals met, runs again."


def test_a_cancelled_or_a_stored_discharge_leaves_no_draft(
    qtbot: QtBot, desk: Desk, episode: Episode
) -> None:
    for ends in ("cancel_button", "store_button"):
        form = DischargeForm(desk.context, episode)
        shown(qtbot, form)
        QTest.keyClicks(form.outcome, "Goals met.")
        click(getattr(form, ends))
        qtbot.waitUntil(lambda form=form: not form.isVisible())
        qtbot.waitUntil(lambda: not desk.record.tables.drafts)


def test_two_discharges_of_one_problem_are_both_shown_whole(
    qtbot: QtBot, desk: Desk, pat: Patient, episode: Episode
) -> None:
    form = DischargeForm(desk.context, episode)
    shown(qtbot, form)
    patients = desk.context.services.patients
    patients.discharge(episode, patients.today(), LONG)
    QTest.keyClicks(form.outcome, "Did not come back.")
    click(form.store_button)
    qtbot.waitUntil(lambda: form.both.isVisible())
    shown_texts = [box.toPlainText() for box in form.both.findChildren(QPlainTextEdit)]
    assert shown_texts == ["Did not come back.", LONG.strip()]
    assert form.outcome.toPlainText() == "Did not come back."
    assert kept(desk, pat).outcome == LONG.strip()
    click(form.both.choices["outcome"].buttons()[1])
    assert form.outcome.toPlainText() == LONG.strip()
    click(form.both.choices["outcome"].buttons()[0])
    click(form.store_button)
    qtbot.waitUntil(lambda: not form.isVisible())
    assert kept(desk, pat).outcome == "Did not come back."


def test_what_is_typed_on_after_choosing_comes_back_with_mine(
    qtbot: QtBot, desk: Desk, episode: Episode
) -> None:
    form = DischargeForm(desk.context, episode)
    shown(qtbot, form)
    patients = desk.context.services.patients
    patients.discharge(episode, patients.today(), "Goals met.")
    QTest.keyClicks(form.outcome, "Moved")
    click(form.store_button)
    qtbot.waitUntil(lambda: form.both.isVisible())
    form.outcome.moveCursor(form.outcome.textCursor().MoveOperation.End)
    QTest.keyClicks(form.outcome, " away")
    mine, theirs = form.both.choices["outcome"].buttons()
    click(theirs)
    click(mine)
    assert form.outcome.toPlainText() == "Moved away"


def test_a_discharge_over_a_problem_that_is_typed_itself_goes_back_to_its_form(
    qtbot: QtBot, desk: Desk, pat: Patient, episode: Episode
) -> None:
    form = EpisodeForm(desk.context, pat.id, episode)
    shown(qtbot, form)
    desk.context.services.patients.save_episode(replace(episode, problem="back pain", goals="garden"))
    form.problem.setFocus()
    QTest.keyClick(form.problem, Qt.Key.Key_End)
    QTest.keyClicks(form.problem, ", left")
    click(form.close_button)
    discharge = form.discharge
    assert discharge is not None
    QTest.keyClicks(discharge.outcome, "Goals met.")
    click(discharge.store_button)
    qtbot.waitUntil(lambda: form.both.isVisible())
    assert set(form.both.choices) == {"problem"}
    assert kept(desk, pat).problem == "back pain"
    click(form.close_button)
    again = form.discharge
    assert again is not None
    qtbot.waitUntil(lambda: again.outcome.toPlainText() == "Goals met.")
    click(again.store_button)
    qtbot.waitUntil(lambda: not form.isVisible())
    stored = kept(desk, pat)
    assert (stored.problem, stored.goals, stored.outcome) == ("low back pain, left", "garden", "Goals met.")


def test_a_patient_erased_meanwhile_can_be_stored_as_a_new_one(
    qtbot: QtBot, desk: Desk, pat: Patient
) -> None:
    form = PatientForm(desk.context, pat)
    shown(qtbot, form)
    form.inputs.phone.setFocus()
    QTest.keyClicks(form.inputs.phone, "555 7")
    del desk.record.tables.patients[pat.id]
    click(form.store_button)
    qtbot.waitUntil(lambda: form.both.isVisible())
    click(form.both.copy_button)
    assert "555 7" in QApplication.clipboard().text()
    click(form.both.new_button)
    qtbot.waitUntil(lambda: not form.isVisible())
    (stored,) = desk.record.tables.patients.values()
    assert (stored.family_name, stored.phone) == (pat.family_name, "555 7")
    assert stored.id != pat.id


def test_a_problem_erased_meanwhile_can_be_copied_out_of_its_form(
    qtbot: QtBot, desk: Desk, pat: Patient, episode: Episode
) -> None:
    form = EpisodeForm(desk.context, pat.id, episode)
    shown(qtbot, form)
    form.goals.setFocus()
    QTest.keyClicks(form.goals, "lift the child")
    del desk.record.tables.episodes[episode.id]
    click(form.store_button)
    qtbot.waitUntil(lambda: form.both.isVisible())
    assert not form.both.new_button.isVisible()
    click(form.both.copy_button)
    assert "lift the child" in QApplication.clipboard().text()
