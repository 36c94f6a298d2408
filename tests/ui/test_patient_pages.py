"""The patient form and page: what is refused, what is asked, what is kept, what is shown."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from builders import MORNING, a_patient, an_episode
from clinic_app.domain.patient import Patient
from clinic_ui.pages.patient_form import PatientForm
from clinic_ui.pages.patients_page import PatientsPage
from clinic_ui.theme import Theme
from desks import Desk
from fakes import FakeRecord

NewDesk = Callable[..., Desk]
LONG = "Wolfeschlegelsteinhausenbergerdorff"


def with_patients(*patients: Patient) -> FakeRecord:
    record = FakeRecord()
    record.tables.patients = {patient.id: patient for patient in patients}
    record.tables.last_record_number = len(patients)
    return record


def a_form(qtbot: QtBot, desk: Desk, patient: Patient | None = None) -> PatientForm:
    form = PatientForm(desk.context, patient)
    qtbot.addWidget(form)
    return form


def fill(form: PatientForm, patient: Patient) -> None:
    form.inputs.family_name.setText(patient.family_name.upper())
    form.inputs.given_name.setText(patient.given_name)
    form.inputs.birth_date.setText(patient.birth_date.isoformat() if patient.birth_date else "")


@pytest.fixture
def pat() -> Patient:
    return a_patient()


def test_a_namesake_is_asked_about_in_the_form_before_anything_is_stored(
    qtbot: QtBot, new_desk: NewDesk, pat: Patient
) -> None:
    desk = new_desk(record=with_patients(pat))
    form = a_form(qtbot, desk)
    fill(form, pat)
    form.store_button.click()
    qtbot.waitUntil(lambda: not form.namesake.isHidden())
    assert form.namesake.line.label.text() == (
        "There is already Example, Pat, born 31 January 1970, record 000001. Open it, or store a second one?"
    )
    assert desk.services.patients.count() == 1
    with qtbot.waitSignal(form.patient_wanted) as wanted:
        form.namesake.open_button.click()
    assert wanted.args == [pat.id]


def test_a_second_one_is_stored_when_the_person_says_so(
    qtbot: QtBot, new_desk: NewDesk, pat: Patient
) -> None:
    desk = new_desk(record=with_patients(pat))
    form = a_form(qtbot, desk)
    fill(form, pat)
    form.store_button.click()
    qtbot.waitUntil(lambda: not form.namesake.isHidden())
    with qtbot.waitSignal(form.patient_stored):
        form.namesake.store_button.click()
    assert desk.services.patients.count() == 2


def test_another_birth_date_is_another_person(qtbot: QtBot, new_desk: NewDesk, pat: Patient) -> None:
    form = a_form(qtbot, new_desk(record=with_patients(pat)))
    fill(form, replace(pat, birth_date=date(1980, 1, 1)))
    with qtbot.waitSignal(form.patient_stored):
        form.store_button.click()


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("email", "not an email", "no e-mail address"),
        ("birth_date", "14.3.61", "1961-03-14 or 14.3.1961"),
        ("birth_date", "3/4/1961", "1961-03-14 or 14.3.1961"),
        ("birth_date", "2999-01-01", "in the future"),
    ],
)
def test_what_cannot_be_is_said_when_the_field_is_left_and_squeezes_no_other(
    qtbot: QtBot, desk: Desk, name: str, typed: str, said: str
) -> None:
    form = a_form(qtbot, desk)
    form.show()
    notes = form.inputs.notes.height()
    field = form.inputs.typed_into(name)
    field.setText(typed)  # type: ignore[attr-defined]  # a QLineEdit
    field.editingFinished.emit()  # type: ignore[attr-defined]
    assert said in field.accessibleDescription()
    assert form.inputs.notes.height() == notes
    form.inputs.family_name.setText("Example")
    form.store_button.click()
    assert desk.services.patients.count() == 0
    field.setText("")  # type: ignore[attr-defined]
    field.editingFinished.emit()  # type: ignore[attr-defined]
    assert not field.accessibleDescription()


def test_escape_keeps_what_was_typed_and_the_form_says_so_when_opened_again(qtbot: QtBot, desk: Desk) -> None:
    form = a_form(qtbot, desk)
    qtbot.keyClicks(form.inputs.family_name, "Marl")
    with qtbot.waitSignal(desk.context.toasts.said) as said:
        qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert said.args is not None
    assert "kept" in said.args[0]
    again = a_form(qtbot, desk)
    qtbot.waitUntil(lambda: again.inputs.family_name.text() == "Marl")
    assert not again.restored.isHidden()
    again.afresh_button.click()
    assert again.inputs.family_name.text() == ""
    qtbot.waitUntil(lambda: desk.services.drafts.find("patient:new") is None)


def test_escape_from_an_empty_form_keeps_and_says_nothing(qtbot: QtBot, desk: Desk) -> None:
    form = a_form(qtbot, desk)
    with qtbot.assertNotEmitted(desk.context.toasts.said):
        qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert desk.services.drafts.find("patient:new") is None


def test_a_new_patient_speaks_the_windows_language(qtbot: QtBot, new_desk: NewDesk) -> None:
    form = a_form(qtbot, new_desk(language="es"))
    assert form.typed()["language"] == "es"


def test_how_to_reach_the_patient_the_notes_and_the_goals_are_shown(
    qtbot: QtBot, new_desk: NewDesk, pat: Patient
) -> None:
    known = replace(pat, preferred_name="Tess", phone="555 0100", email="t@example.org", notes="Mornings.")
    record = with_patients(known)
    episode = an_episode(known, goals="Stand for an hour")
    record.tables.episodes[episode.id] = episode
    page = PatientsPage(new_desk(record=record).context)
    qtbot.addWidget(page)
    page.open_patient(known.id)
    qtbot.waitUntil(lambda: page.detail.view is not None)
    facts = page.detail.facts
    assert facts.reach.text() == "Called “Tess”  ·  555 0100  ·  t@example.org"
    assert facts.notes.text() == "Mornings."
    assert page.detail.head.goals.text() == "Goals: Stand for an hour"


def test_nothing_known_takes_no_room(qtbot: QtBot, new_desk: NewDesk, pat: Patient) -> None:
    page = PatientsPage(new_desk(record=with_patients(pat)).context)
    qtbot.addWidget(page)
    page.open_patient(pat.id)
    qtbot.waitUntil(lambda: page.detail.view is not None)
    assert page.detail.facts.isHidden()


def test_the_archive_says_of_a_merged_record_where_everything_is_now(
    qtbot: QtBot, new_desk: NewDesk, pat: Patient
) -> None:
    between = a_patient(id=uuid4(), record_number=7, merged_into=pat.id, archived_at=MORNING)
    merged = a_patient(id=uuid4(), record_number=8, merged_into=between.id, archived_at=MORNING)
    archived = a_patient(id=uuid4(), record_number=9, family_name="Away", archived_at=MORNING)
    page = PatientsPage(new_desk(record=with_patients(pat, between, merged, archived)).context)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: page.list.count.text() == "1 patient")
    page.list.archived.click()
    model = page.list.model
    qtbot.waitUntil(lambda: model.rowCount() == 3)
    said = {model.patient(row).id: model.merged(model.patient(row)) for row in range(3)}
    now = f"merged into {pat.banner_name}, record {pat.written_number}"
    assert said == {between.id: now, merged.id: now, archived.id: ""}
    at = next(row for row in range(3) if model.patient(row).id == merged.id)
    assert now in str(model.index(at).data(Qt.ItemDataRole.AccessibleTextRole))


@pytest.mark.parametrize(("width", "scale"), [(880, 1.5), (1200, 1.5), (880, 1.0), (1360, 1.0)])
def test_the_banner_shows_name_birth_date_and_actions_in_every_window(
    qtbot: QtBot, new_desk: NewDesk, width: int, scale: float
) -> None:
    known = a_patient(family_name=LONG, given_name="Maximiliana")
    desk = new_desk(record=with_patients(known), theme=Theme(text_scale=scale))
    page = PatientsPage(desk.context)
    qtbot.addWidget(page)
    page.resize(width, 600)
    page.show()
    page.open_patient(known.id)
    qtbot.waitUntil(lambda: page.detail.view is not None)
    banner = page.detail.banner
    qtbot.wait(1)
    assert " ".join(banner.name.shown_lines()) == f"{LONG.upper()}, Maximiliana"
    for part in (banner.born, banner.age, banner.record, banner.archive, banner.edit):
        assert part.width() >= part.sizeHint().width()
        assert banner.rect().contains(part.geometry().translated(part.parentWidget().pos()))


def test_an_empty_archive_says_so(qtbot: QtBot, new_desk: NewDesk, pat: Patient) -> None:
    page = PatientsPage(new_desk(record=with_patients(pat)).context)
    qtbot.addWidget(page)
    page.refresh()
    qtbot.waitUntil(lambda: page.list.count.text() == "1 patient")
    page.list.archived.click()
    qtbot.waitUntil(lambda: page.list._stack.currentWidget() is page.list._none_archived)
    qtbot.keyClicks(page.list.search, "zebra")
    qtbot.waitUntil(lambda: page.list._stack.currentWidget() is page.list._no_match)


@pytest.mark.parametrize(("width", "scale"), [(880, 1.5), (880, 1.0)])
def test_the_filters_never_lie_over_the_search_field(
    qtbot: QtBot, new_desk: NewDesk, pat: Patient, width: int, scale: float
) -> None:
    desk = new_desk(record=with_patients(pat), theme=Theme(text_scale=scale), language="es")
    page = PatientsPage(desk.context)
    qtbot.addWidget(page)
    page.resize(width, 600)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: bool(page.list.count.text()))
    parts = [page.list.search, page.list.archived, page.list.without_patient, page.list.count]
    for left, right in pairwise(parts):
        assert left.geometry().right() < right.geometry().left()
