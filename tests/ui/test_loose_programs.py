"""Programs without a patient are found again, opened, and given to somebody."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from builders import a_content, a_draft, a_patient, a_program, an_item
from clinic_app.domain.patient import Patient
from clinic_app.domain.program import HandoutWay
from clinic_ui.builder.page import BuilderPage
from clinic_ui.pages.patients_page import PatientsPage
from desks import Desk
from fakes import FakeRecord

NewDesk = Callable[..., Desk]


@pytest.fixture
def pat() -> Patient:
    return a_patient()


def a_record(*patients: Patient) -> FakeRecord:
    """One program of nobody, and one of the first patient."""
    record = FakeRecord()
    record.tables.patients = {patient.id: patient for patient in patients}
    for title, owner in (("Walk-in", None), ("Hers", patients[0] if patients else None)):
        if owner is None and title == "Hers":
            continue
        program = a_program(owner)
        draft = a_draft(program, a_content(title=title, items=(an_item(),)))
        record.tables.programs[program.id] = program
        record.tables.versions[draft.id] = draft
    return record


def the_loose_page(qtbot: QtBot, desk: Desk) -> PatientsPage:
    page = PatientsPage(desk.context)
    qtbot.addWidget(page)
    page.refresh()
    qtbot.waitUntil(lambda: bool(page.list.count.text()))
    page.list.without_patient.click()
    qtbot.waitUntil(lambda: page.list.count.text() == "1 program")
    return page


def test_a_filter_lists_the_programs_without_a_patient(qtbot: QtBot, new_desk: NewDesk, pat: Patient) -> None:
    page = the_loose_page(qtbot, new_desk(record=a_record(pat)))
    (row,) = page.list.programs.rows
    with qtbot.waitSignal(page.program_wanted):
        row.open_button.click()


def test_the_filters_exclude_each_other_and_the_title_is_searched(
    qtbot: QtBot, new_desk: NewDesk, pat: Patient
) -> None:
    page = the_loose_page(qtbot, new_desk(record=a_record(pat)))
    qtbot.keyClicks(page.list.search, "zebra")
    qtbot.waitUntil(lambda: page.list.count.text() == "0 programs")
    page.list.archived.click()
    assert not page.list.without_patient.isChecked()


def test_the_filter_is_offered_though_there_is_no_patient_yet(qtbot: QtBot, new_desk: NewDesk) -> None:
    page = the_loose_page(qtbot, new_desk(record=a_record()))
    assert not page.list.without_patient.isHidden()


def test_a_program_is_given_to_a_patient(qtbot: QtBot, new_desk: NewDesk, pat: Patient) -> None:
    desk = new_desk(record=a_record(pat))
    page = the_loose_page(qtbot, desk)
    (row,) = page.list.programs.rows
    page.list.programs._give(row._summary)
    form = page.list.programs.give_form
    assert form is not None
    qtbot.waitUntil(form.go_button.isEnabled)
    with qtbot.waitSignal(form.given):
        form.go_button.click()
    assert {program.patient_id for program in desk.record.tables.programs.values()} == {pat.id}
    qtbot.waitUntil(lambda: page.list.count.text() == "0 programs")


def test_a_handed_out_program_of_nobody_is_revised_from_there(qtbot: QtBot, new_desk: NewDesk) -> None:
    desk = new_desk(record=a_record())
    programs = desk.services.programs
    opened = programs.open(next(iter(desk.record.tables.programs)))
    desk.services.handouts.hand_out(desk.services.handouts.prepare(opened), HandoutWay.PRINTED)
    page = the_loose_page(qtbot, desk)
    (row,) = page.list.programs.rows
    with qtbot.waitSignal(page.program_wanted):
        row.revise_wanted.emit(opened.program.id)
    assert programs.open(opened.program.id).version.is_draft


def test_the_empty_builder_offers_the_last_programs(qtbot: QtBot, new_desk: NewDesk, pat: Patient) -> None:
    builder = BuilderPage(new_desk(record=a_record(pat)).context)
    qtbot.addWidget(builder)
    builder.refresh()
    qtbot.waitUntil(lambda: len(builder.empty.last_programs.rows) == 2)
    qtbot.mouseClick(builder.empty.last_programs.rows[0].open_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: builder.model.program is not None)
