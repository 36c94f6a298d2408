"""Today: who was here, what waits, and where a line leads."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from builders import MORNING, a_content, a_draft, a_patient, a_program, a_visit, an_item
from clinic_app.data.library_files import load_library
from clinic_app.domain.patient import Patient
from clinic_ui.pages.today_page import TodayPage
from desks import Desk

OpenToday = Callable[[], TodayPage]


@pytest.fixture
def desk(new_desk: Callable[..., Desk]) -> Desk:
    return new_desk(library=load_library())


@pytest.fixture
def patient(desk: Desk) -> Patient:
    return desk.services.patients.add(a_patient())


@pytest.fixture
def open_today(desk: Desk, qtbot: QtBot) -> OpenToday:
    def shown() -> TodayPage:
        page = TodayPage(desk.context)
        qtbot.addWidget(page)
        page.resize(1200, 800)
        page.show()
        page.refresh()
        qtbot.waitUntil(lambda: bool(page.header.subtitle.text()))
        return page

    return shown


def keep(desk: Desk, patient: Patient, *, weeks_ago: int, review_days: int | None = None) -> UUID:
    slug = next(key for key, each in desk.services.library.exercises.items() if each.kind.is_stretch)
    program = a_program(patient)
    day = None if review_days is None else MORNING.date() + timedelta(days=review_days)
    content = a_content(title="Calves", items=(an_item(slug),), review_date=day)
    at = MORNING - timedelta(weeks=weeks_ago)
    version = a_draft(program, content, number=1, handed_out_at=at)
    desk.record.tables.programs[program.id] = program
    desk.record.tables.versions[version.id] = version
    return program.id


def said(page: TodayPage) -> dict[str, str]:
    return {row.reason: row.name for row in page.rows}


def test_an_empty_record_says_what_will_stand_here(open_today: OpenToday) -> None:
    page = open_today()
    assert page.nothing.isVisible()
    assert page.header.subtitle.text() == "Tuesday 24 November 2026"


def test_a_review_says_when_and_of_what_and_opens_the_patient(
    desk: Desk, patient: Patient, open_today: OpenToday, qtbot: QtBot
) -> None:
    keep(desk, patient, weeks_ago=1, review_days=-2)
    page = open_today()
    assert said(page) == {"Was due on 22 November 2026  ·  version 1 of “Calves”": "EXAMPLE, Pat"}
    with qtbot.waitSignal(page.patient_wanted) as wanted:
        qtbot.keyClick(page.rows[0], Qt.Key.Key_Space)
    assert wanted.args == [patient.id]


def test_six_weeks_of_stretches_without_a_score_are_asked_about(
    desk: Desk, patient: Patient, open_today: OpenToday
) -> None:
    keep(desk, patient, weeks_ago=7)
    assert list(said(open_today())) == ["No score since the stretches began on 6 October 2026: ask how it is"]


def test_pain_that_stays_is_asked_about_and_pain_that_went_is_not(
    desk: Desk, patient: Patient, open_today: OpenToday
) -> None:
    keep(desk, patient, weeks_ago=7)
    for weeks_ago, pain in ((7, 6), (1, 6)):
        day = MORNING.date() - timedelta(weeks=weeks_ago)
        visit = a_visit(patient, visited_on=day, pain_now=pain, signed_at=MORNING, signed_by="Ann")
        desk.record.tables.visits[visit.id] = visit
    assert any("no score got better: examine again" in each for each in said(open_today()))
    desk.record.tables.visits[visit.id] = replace(visit, pain_now=2)
    assert not any("examine again" in each for each in said(open_today()))


def test_a_draft_opens_in_the_builder_and_an_unsigned_note_is_gone_on_with(
    desk: Desk, patient: Patient, open_today: OpenToday, qtbot: QtBot
) -> None:
    opened = desk.services.programs.start(patient_id=patient.id)
    visit = a_visit(patient)
    desk.record.tables.visits[visit.id] = visit
    page = open_today()
    rows = {row.reason: row for row in page.rows}
    draft = next(row for reason, row in rows.items() if reason.startswith("Program without a title"))
    with qtbot.waitSignal(page.program_wanted) as wanted:
        qtbot.mouseClick(draft, Qt.MouseButton.LeftButton)
    assert wanted.args == [opened.program.id]
    with qtbot.waitSignal(page.visit_wanted) as note_wanted:
        qtbot.mouseClick(rows["Visit of Tuesday 24 November 2026"], Qt.MouseButton.LeftButton)
    assert note_wanted.args == [visit.id]


def test_the_archived_wait_for_nobody(desk: Desk, patient: Patient, open_today: OpenToday) -> None:
    keep(desk, patient, weeks_ago=7, review_days=0)
    desk.services.patients.archive(patient.id)
    assert open_today().nothing.isVisible()
