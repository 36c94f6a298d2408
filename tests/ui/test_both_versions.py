"""Two windows change one patient, or one problem: both versions are shown and nothing is overwritten."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from builders import a_patient, an_episode
from clinic_app.domain.patient import Episode, Patient
from clinic_ui.pages.episode_form import EpisodeForm
from clinic_ui.pages.patient_form import PatientForm
from clinic_ui.widgets.labels import Label
from desks import Desk
from fakes import FakeRecord

NewDesk = Callable[..., Desk]


def a_record(patient: Patient, *episodes: Episode) -> FakeRecord:
    record = FakeRecord()
    record.tables.patients = {patient.id: patient}
    record.tables.episodes = {episode.id: episode for episode in episodes}
    return record


def shown(qtbot: QtBot, form: PatientForm | EpisodeForm) -> None:
    qtbot.addWidget(form)
    form.show()


def typed(form: PatientForm, name: str, text: str) -> None:
    field = form.inputs.typed_into(name)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, text)


def save(qtbot: QtBot, form: PatientForm | EpisodeForm) -> None:
    QTest.mouseClick(form.store_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not form.isVisible() or form.both.isVisible())


def choose(form: PatientForm, name: str, which: str) -> None:
    button = next(each for each in form.both.choices[name].findChildren(QPushButton) if each.text() == which)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def elsewhere(record: FakeRecord, patient_id: UUID, **fields: object) -> None:
    with record.writing() as work:
        work.patients.save(replace(work.patients.get(patient_id), **fields))
        work.commit()


def stored(record: FakeRecord, patient_id: UUID) -> Patient:
    with record.reading() as work:
        return work.patients.get(patient_id)


def test_what_each_of_them_changed_alone_is_merged(qtbot: QtBot, new_desk: NewDesk) -> None:
    pat = a_patient(phone="555 1")
    record = a_record(pat)
    form = PatientForm(new_desk(record=record).context, pat)
    shown(qtbot, form)
    elsewhere(record, pat.id, occupation="Baker")
    typed(form, "phone", "555 2")
    save(qtbot, form)
    assert "Occupation" in form.both.merged.text()
    assert form.both.choices == {}
    save_again(qtbot, form)
    assert (stored(record, pat.id).phone, stored(record, pat.id).occupation) == ("555 2", "Baker")


def save_again(qtbot: QtBot, form: PatientForm | EpisodeForm) -> None:
    QTest.mouseClick(form.store_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not form.isVisible())


def test_where_both_changed_a_field_both_are_shown_and_one_is_chosen(qtbot: QtBot, new_desk: NewDesk) -> None:
    pat = a_patient(phone="555 1")
    record = a_record(pat)
    form = PatientForm(new_desk(record=record).context, pat)
    shown(qtbot, form)
    elsewhere(record, pat.id, phone="555 3")
    typed(form, "phone", "555 2")
    save(qtbot, form)
    said = [label.text() for label in form.both.findChildren(Label)]
    assert "Mine: 555 2" in said
    assert "Theirs: 555 3" in said
    assert stored(record, pat.id).phone == "555 3"
    choose(form, "phone", "Theirs")
    assert form.typed()["phone"] == "555 3"
    choose(form, "phone", "Mine")
    save_again(qtbot, form)
    assert stored(record, pat.id).phone == "555 2"


def test_a_draft_of_an_older_version_does_not_overwrite_the_newer_one_unasked(
    qtbot: QtBot, new_desk: NewDesk
) -> None:
    pat = a_patient(phone="555 1", occupation="")
    record = a_record(pat)
    desk = new_desk(record=record)
    form = PatientForm(desk.context, pat)
    shown(qtbot, form)
    typed(form, "phone", "555 2")
    form.reject()
    elsewhere(record, pat.id, phone="555 3", occupation="Baker")
    again = PatientForm(desk.context, stored(record, pat.id))
    shown(qtbot, again)
    qtbot.waitUntil(lambda: again.both.isVisible())
    assert set(again.both.choices) == {"phone"}
    assert again.typed()["occupation"] == "Baker"


def test_two_changes_of_one_problem_are_both_shown(qtbot: QtBot, new_desk: NewDesk) -> None:
    pat = a_patient()
    episode = an_episode(pat, problem="low back pain", goals="")
    record = a_record(pat, episode)
    desk = new_desk(record=record)
    form = EpisodeForm(desk.context, pat.id, episode)
    shown(qtbot, form)
    desk.context.services.patients.save_episode(replace(episode, problem="back pain", goals="garden"))
    form.problem.setFocus()
    QTest.keyClick(form.problem, Qt.Key.Key_End)
    QTest.keyClicks(form.problem, ", left")
    save(qtbot, form)
    assert set(form.both.choices) == {"problem"}
    assert form.inputs.typed()["goals"] == "garden"
    save_again(qtbot, form)
    (kept,) = desk.context.services.patients.episodes(pat.id)
    assert (kept.problem, kept.goals) == ("low back pain, left", "garden")
