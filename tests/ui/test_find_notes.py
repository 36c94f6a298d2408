"""Ctrl+K finds what was written, and leads to it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from builders import MORNING, a_content, a_draft, a_patient, a_program, a_visit, an_item
from clinic_app.domain.patient import Patient
from clinic_app.domain.visit import Visit
from clinic_ui.find_anything.entry import Entry, Section
from clinic_ui.find_anything.palette import FindAnything
from clinic_ui.main_window import MainWindow
from clinic_ui.pages.patients_page import PatientsPage
from clinic_ui.rail import PageKey
from desks import Desk

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def patient(desk: Desk) -> Patient:
    return desk.services.patients.add(a_patient(family_name="Okafor", given_name="Grace"))


def a_stored_visit(desk: Desk, patient: Patient, text: str, **fields: Any) -> Visit:
    visit = a_visit(patient, subjective=text, **fields)
    with desk.record.writing() as work:
        work.visits.add(visit)
        work.commit()
    return visit


def written(line: FindAnything) -> list[Entry]:
    return [entry for entry in line.entries() if entry.section is Section.NOTES]


def page_of(window: MainWindow) -> PatientsPage:
    page = window.stack.currentWidget()
    assert isinstance(page, PatientsPage)
    return page


def test_a_note_is_shown_by_the_words_around_the_hit_with_patient_and_day(
    desk: Desk, patient: Patient, opened: Callable[[str], FindAnything], qtbot: QtBot
) -> None:
    a_stored_visit(desk, patient, "Slept well. Kneeling on the marmalade jar hurt")
    line = opened("marmal")
    qtbot.waitUntil(lambda: bool(written(line)))
    [entry] = written(line)
    assert "marmalade jar" in entry.title
    assert [entry.title[begin:end] for begin, end in entry.spans] == ["marmal"]
    assert patient.banner_name in entry.detail
    assert desk.words.day(MORNING.date()) in entry.detail


def test_enter_opens_the_visit_in_its_patients_place(
    window: MainWindow, desk: Desk, patient: Patient, opened: Callable[[str], FindAnything], qtbot: QtBot
) -> None:
    visit = a_stored_visit(
        desk, patient, "Kneeling on marmalade", visited_on=MORNING.date() - timedelta(days=400)
    )
    line = opened("marmalade")
    qtbot.waitUntil(lambda: bool(written(line)))
    qtbot.keyClick(line.line, Qt.Key.Key_Return)
    page = page_of(window)
    qtbot.waitUntil(lambda: page.visit is not None and page.visit.visit_id == visit.id)
    assert page.patient_in_view() == patient.id


def test_beside_a_patient_in_view_nobody_elses_notes_are_named(
    window: MainWindow, desk: Desk, patient: Patient, opened: Callable[[str], FindAnything], qtbot: QtBot
) -> None:
    other = desk.services.patients.add(a_patient(id=uuid4(), family_name="Marlowe", given_name="Teresa"))
    a_stored_visit(desk, patient, "Marmalade helps")
    a_stored_visit(desk, other, "Marmalade hurts")
    window.open_patient(other.id)
    line = opened("marmalade")
    qtbot.waitUntil(lambda: bool(written(line)))
    assert [entry.title for entry in written(line)] == ["Marmalade hurts"]
    assert not any("Okafor" in f"{entry.title} {entry.detail}" for entry in line.entries())


def test_a_program_of_nobody_opens_in_the_builder_and_a_patients_among_the_versions(
    window: MainWindow, desk: Desk, patient: Patient, opened: Callable[[str], FindAnything], qtbot: QtBot
) -> None:
    loose, own = a_program(), a_program(patient, id=uuid4())
    with desk.record.writing() as work:
        for program, title in ((loose, "Quince hours"), (own, "Medlar hours")):
            work.programs.add(program)
            work.programs.add_version(
                a_draft(program, a_content(title=title, items=(an_item(),)), id=uuid4())
            )
        work.commit()
    line = opened("medlar")
    qtbot.waitUntil(lambda: bool(written(line)))
    qtbot.keyClick(line.line, Qt.Key.Key_Return)
    assert page_of(window).detail.patient_id == patient.id
    qtbot.waitUntil(lambda: page_of(window).detail.view is not None)
    window.go(PageKey.LIBRARY)
    line = opened("quince")
    qtbot.waitUntil(lambda: bool(written(line)))
    qtbot.keyClick(line.line, Qt.Key.Key_Return)
    assert window.page_key is PageKey.BUILDER


def test_a_key_shows_once_with_what_the_record_knows(
    desk: Desk, patient: Patient, opened: Callable[[str], FindAnything], qtbot: QtBot
) -> None:
    a_stored_visit(desk, patient, "Marmalade helps")
    line = opened("marmala")
    qtbot.waitUntil(lambda: bool(written(line)))
    shown: list[int] = []
    line.model.modelReset.connect(lambda: shown.append(len(written(line))))
    with qtbot.waitSignal(line.record_answered):
        qtbot.keyClicks(line.line, "d")
    assert set(shown) == {1}


def test_notes_of_the_letters_before_stay_only_while_they_fit(
    desk: Desk, patient: Patient, opened: Callable[[str], FindAnything], qtbot: QtBot
) -> None:
    a_stored_visit(desk, patient, "Marmalade helps")
    line = opened("marm")
    qtbot.waitUntil(lambda: bool(written(line)))
    qtbot.keyClicks(line.line, "a")
    assert len(written(line)) == 1
    qtbot.keyClicks(line.line, "x")
    assert not written(line)


def test_a_note_of_an_archived_patient_says_so(
    desk: Desk, patient: Patient, opened: Callable[[str], FindAnything], qtbot: QtBot
) -> None:
    a_stored_visit(desk, patient, "Kneeling on marmalade")
    desk.services.patients.archive(patient.id)
    line = opened("marmalade")
    qtbot.waitUntil(lambda: bool(written(line)))
    [entry] = written(line)
    assert "archived" in entry.detail.split("  ·  ")
