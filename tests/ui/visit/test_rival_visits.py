"""One visit in two windows: both versions part by part, and what is typed into one that is gone goes on."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from clinic_app.domain.patient import Patient
from clinic_app.domain.visit import BodyView, ChartMark, Finding, FindingKind, NotePart, Sensation, Visit
from clinic_ui.visit.page import VisitPage
from clinic_ui.visit.visit_texts import visit_texts, with_texts
from clinic_ui.widgets.labels import Label
from desks import Desk
from visit_pages import OpenVisit, field

S, P = NotePart.SUBJECTIVE, NotePart.PLAN
FLEXION = Finding(kind=FindingKind.RANGE, name="knee_flexion", left=90, right=130, unit="deg")
GRIP = Finding(kind=FindingKind.STRENGTH, name="Grip", value=4.5, note="painful")
MARK = ChartMark(sensation=Sensation.ACHE, view=BodyView.BACK, points=((1.0, 2.5), (2.0, 3.0)))


def stored(desk: Desk, page: VisitPage) -> Visit:
    assert page.visit_id is not None
    return desk.services.visits.open(page.visit_id).visit


def keep_elsewhere(desk: Desk, page: VisitPage, **fields: object) -> Visit:
    return desk.services.visits.keep(replace(stored(desk, page), **fields))  # type: ignore[arg-type]  # any


def test_a_visit_is_its_texts_and_back(desk: Desk, patient: Patient) -> None:
    visit = replace(
        desk.services.visits.start(patient.id),
        plan="Walk",
        pain_now=0,
        pain_worst=10,
        body_chart=(MARK, MARK),
        findings=(FLEXION, GRIP, GRIP),
    )
    bare = replace(visit, plan="", pain_now=None, pain_worst=None, body_chart=(), findings=())
    assert with_texts(bare, visit_texts(visit)) == visit
    assert with_texts(visit, visit_texts(bare)) == bare
    assert with_texts(visit, {}) == visit


def test_what_each_window_noted_alone_is_merged_without_a_question(
    desk: Desk, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    page = open_visit()
    keep_elsewhere(desk, page, plan="Theirs", pain_now=4, findings=(FLEXION,))
    with qtbot.waitSignal(desk.context.toasts.said):
        qtbot.keyClicks(field(page, S), "Mine")
    qtbot.waitUntil(lambda: stored(desk, page).subjective == "Mine")
    now = stored(desk, page)
    assert (now.plan, now.pain_now, now.findings) == ("Theirs", 4, (FLEXION,))
    assert field(page, P).toPlainText() == "Theirs"
    assert page.conflict.isHidden()


def test_long_notes_stand_whole_beside_each_other_and_each_part_is_chosen(
    desk: Desk, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    page = open_visit()
    long = "Walked without the stick to the shop and back, twice a day.\n" * 3
    keep_elsewhere(desk, page, subjective=long, plan="Theirs")
    qtbot.keyClicks(field(page, S), "Mine")
    qtbot.keyClicks(field(page, P), "Mine too")
    qtbot.waitUntil(page.conflict.isVisible)
    assert set(page.conflict.choices) == {"subjective", "plan"}
    boxes = [box.toPlainText() for box in page.conflict.findChildren(QPlainTextEdit)]
    assert boxes == ["Mine", long]
    said = [label.text() for label in page.conflict.findChildren(Label)]
    assert "Theirs: Theirs" in said
    qtbot.mouseClick(page.conflict.choices["subjective"].buttons()[1], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.conflict.store_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stored(desk, page).plan == "Mine too")
    assert stored(desk, page).subjective == long


def test_pain_chart_and_measurements_typed_into_a_conflict_wait_with_the_note(
    desk: Desk, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    page = open_visit()
    theirs = keep_elsewhere(desk, page, plan="Theirs")
    qtbot.keyClicks(field(page, P), "Mine")
    qtbot.waitUntil(page.conflict.isVisible)
    visit = page.model.visit
    assert visit is not None
    page.model.change(replace(visit, pain_now=7, body_chart=(MARK,), findings=(GRIP,)), "Note")
    page.leave()
    assert desk.record.tables.visits[theirs.id] == theirs
    again = open_visit(theirs)
    qtbot.waitUntil(again.conflict.isVisible)
    assert set(again.conflict.choices) == {"plan"}
    qtbot.mouseClick(again.conflict.store_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stored(desk, again).plan == "Mine")
    now = stored(desk, again)
    assert (now.pain_now, now.body_chart, now.findings) == (7, (MARK,), (GRIP,))


def test_a_measurement_that_both_changed_is_asked_about_in_words(
    desk: Desk, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    page = open_visit()
    keep_elsewhere(desk, page, findings=(FLEXION,))
    visit = page.model.visit
    assert visit is not None
    page.model.change(replace(visit, findings=(replace(FLEXION, left=95),)), "Note")
    qtbot.waitUntil(page.conflict.isVisible)
    said = [label.text() for label in page.conflict.findChildren(Label)]
    assert "Mine: left 95°, right 130°" in said
    assert "Theirs: left 90°, right 130°" in said


def test_what_is_typed_into_a_visit_that_is_gone_goes_on_in_a_new_one(
    desk: Desk, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    page = open_visit()
    gone = stored(desk, page)
    assert desk.services.visits.drop_if_empty(gone.id)
    qtbot.keyClicks(field(page, S), "Better")
    qtbot.waitUntil(page.conflict.isVisible)
    qtbot.mouseClick(page.conflict.new_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.visit_id not in (None, gone.id))
    qtbot.waitUntil(lambda: stored(desk, page).subjective == "Better")
    assert page.conflict.isHidden()
    qtbot.waitUntil(lambda: f"visit:{gone.id}" not in desk.record.tables.drafts)


def test_a_note_begun_elsewhere_meanwhile_is_asked_about(
    desk: Desk, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    page = open_visit()
    gone = stored(desk, page)
    desk.services.visits.drop_if_empty(gone.id)
    qtbot.keyClicks(field(page, S), "Mine")
    qtbot.waitUntil(page.conflict.isVisible)
    other = desk.services.visits.keep(
        replace(desk.services.visits.start(gone.patient_id), subjective="Theirs")
    )
    qtbot.mouseClick(page.conflict.new_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.visit_id == other.id)
    qtbot.waitUntil(lambda: set(page.conflict.choices) == {"subjective"})
    assert field(page, S).toPlainText() == "Mine"
    assert stored(desk, page).subjective == "Theirs"
