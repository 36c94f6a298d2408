"""Signing, adding to what was signed, other windows and full disks: nothing typed is lost."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from builders import MORNING, a_patient, a_visit
from clinic_app.domain.errors import OutputError
from clinic_app.domain.patient import Patient
from clinic_ui.visit.page import VisitPage
from clinic_ui.widgets.labels import Label
from desks import Desk
from fakes import FakeRecord, FakeUnitOfWork
from visit_pages import CTRL, OpenVisit, P, S, field, kept, put, stored


def test_signing_makes_it_read_only_with_name_and_time_and_then_it_is_added_to(
    desk: Desk, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    desk.services.profile.save_therapist(name="Ann Field", credentials="PT")
    page = open_visit()
    qtbot.keyClicks(field(page, S), "Stairs hurt.")
    qtbot.keyClick(field(page, S), Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.model.is_read_only)
    assert page.head.signed.label.text().startswith("Signed by Ann Field, PT, 24 November 2026")
    assert not page.head.unsigned.isVisible()
    assert not page.sign_button.isVisible()
    assert field(page, S).isReadOnly()
    qtbot.keyClicks(field(page, S), "No.")
    assert stored(desk, page).subjective == "Stairs hurt."
    box = page.note.signed
    qtbot.mouseClick(box.amend_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "what is to be added" in box.problem.text())
    qtbot.keyClicks(box.field, "The left one.")
    qtbot.mouseClick(box.amend_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(each.text() == "The left one." for each in box.findChildren(Label)))
    assert any(each.text().startswith("Added by Ann Field, PT") for each in box.findChildren(Label))
    assert box.field.toPlainText() == ""


def test_nobody_signs_without_a_name(open_visit: OpenVisit, qtbot: QtBot) -> None:
    page = open_visit()
    qtbot.keyClicks(field(page, S), "Stairs hurt.")
    qtbot.mouseClick(page.sign_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "name in Settings" in page.head.refusal.text())


def test_an_amendment_half_typed_waits_for_the_visit_to_be_opened_again(
    desk: Desk, patient: Patient, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    visit = put(desk, a_visit(patient, signed_at=MORNING, signed_by="Ann"))
    page = open_visit(visit)
    qtbot.keyClicks(page.note.signed.field, "It was")
    page.leave()
    again = open_visit(visit)
    qtbot.waitUntil(lambda: again.note.signed.field.toPlainText() == "It was")


def test_another_window_first_is_told_and_mine_can_be_kept(
    desk: Desk, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    page = open_visit()
    theirs = desk.services.visits.keep(replace(stored(desk, page), plan="Theirs"))
    qtbot.keyClicks(field(page, P), "Mine")
    qtbot.waitUntil(page.conflict.isVisible)
    assert stored(desk, page) == theirs
    assert field(page, P).toPlainText() == "Mine"
    qtbot.mouseClick(page.conflict.store_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stored(desk, page).plan == "Mine")
    assert not page.conflict.isVisible()


def test_theirs_can_be_taken_and_mine_comes_back_with_undo(
    desk: Desk, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    page = open_visit()
    desk.services.visits.keep(replace(stored(desk, page), plan="Theirs"))
    qtbot.keyClicks(field(page, P), "Mine")
    qtbot.waitUntil(page.conflict.isVisible)
    qtbot.mouseClick(page.conflict.choices["plan"].buttons()[1], Qt.MouseButton.LeftButton)
    assert field(page, P).toPlainText() == "Theirs"
    qtbot.mouseClick(page.conflict.store_button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(field(page, P), Qt.Key.Key_Z, CTRL)
    assert field(page, P).toPlainText() == "Mine"
    assert kept(desk, page, qtbot).plan == "Mine"


def test_a_note_typed_while_another_window_signed_becomes_an_amendment(
    desk: Desk, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    page = open_visit()
    signed = replace(stored(desk, page), plan="Done", signed_at=MORNING, signed_by="Ann")
    put(desk, signed)
    qtbot.keyClicks(field(page, S), "Mine")
    qtbot.waitUntil(lambda: page.note.signed.field.toPlainText() == "Mine")
    assert "Signed in another window" in page.note.signed.problem.text()
    assert stored(desk, page) == signed


def test_leaving_a_conflict_unanswered_loses_nothing(desk: Desk, open_visit: OpenVisit, qtbot: QtBot) -> None:
    page = open_visit()
    theirs = desk.services.visits.keep(replace(stored(desk, page), plan="Theirs"))
    qtbot.keyClicks(field(page, P), "Mine")
    qtbot.waitUntil(page.conflict.isVisible)
    page.leave()
    assert desk.record.tables.visits[theirs.id] == theirs
    again = open_visit(theirs)
    qtbot.waitUntil(lambda: field(again, P).toPlainText() == "Mine")
    qtbot.keyClick(field(again, P), Qt.Key.Key_Z, CTRL)
    assert field(again, P).toPlainText() == "Theirs"


def test_another_visit_opened_over_an_unanswered_conflict_loses_nothing(
    desk: Desk, patient: Patient, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    page = open_visit()
    theirs = desk.services.visits.keep(replace(stored(desk, page), plan="Theirs"))
    qtbot.keyClicks(field(page, P), "Mine")
    qtbot.waitUntil(page.conflict.isVisible)
    page.open(put(desk, a_visit(patient)).id)
    qtbot.waitUntil(lambda: page.visit_id not in (None, theirs.id))
    page.open(theirs.id)
    qtbot.waitUntil(lambda: field(page, P).toPlainText() == "Mine")


class RecordOnFullDisk(FakeRecord):
    """Takes nothing while ``is_full``."""

    is_full = False

    def writing(self) -> FakeUnitOfWork:
        if self.is_full:
            raise OutputError("The disk is full.")
        return super().writing()


def test_a_save_that_fails_is_told_tried_again_and_said_to_be_solved(
    new_desk: Callable[..., Desk], qtbot: QtBot
) -> None:
    record = RecordOnFullDisk()
    desk = new_desk(record=record)
    patient = desk.services.patients.add(a_patient(id=uuid4()))
    page = VisitPage(desk.context)
    qtbot.addWidget(page)
    page.start(patient.id)
    qtbot.waitUntil(lambda: page.model.visit is not None)
    page.model.try_again_ms = 20
    record.is_full = True
    with qtbot.waitSignal(desk.problems.problem_met) as told:
        qtbot.keyClicks(field(page, S), "Stairs")
    assert told.args is not None
    assert stored(desk, page).subjective == ""
    page.leave()
    page.open(uuid4())
    assert field(page, S).toPlainText() == "Stairs", "nothing is left before it is kept"
    with qtbot.waitSignal(desk.problems.solved):
        record.is_full = False
    assert stored(desk, page).subjective == "Stairs"
