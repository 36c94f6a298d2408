"""What is measured at a visit: pain, the body chart, ranges and tests; one Undo for all."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builders import MORNING, a_visit
from clinic_app.domain.findings import FindingUnit
from clinic_app.domain.patient import Patient
from clinic_app.domain.visit import BodyView, ChartMark, Finding, FindingKind, Sensation
from clinic_ui.visit.page import VisitPage
from desks import Desk
from visit_pages import CTRL, SHIFT, OpenVisit, S, field, has_keyboard, kept, put, stored


def test_undo_takes_back_typing_pain_and_marks_in_one_history(
    desk: Desk, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    page = open_visit()
    qtbot.keyClicks(field(page, S), "Stairs")
    now = page.measures.pain.scales["pain_now"]
    qtbot.mouseClick(now.buttons()[7], Qt.MouseButton.LeftButton)
    qtbot.keyClick(page, Qt.Key.Key_Z, CTRL)
    assert page.model.visit is not None
    assert page.model.visit.pain_now is None
    assert now.chosen is None
    assert field(page, S).toPlainText() == "Stairs"
    qtbot.keyClick(field(page, S), Qt.Key.Key_Z, CTRL)
    assert field(page, S).toPlainText() == ""
    qtbot.keyClick(field(page, S), Qt.Key.Key_Z, CTRL | SHIFT)
    assert field(page, S).toPlainText() == "Stairs"
    assert kept(desk, page, qtbot).subjective == "Stairs"


def test_pain_is_typed_ten_too_and_pressed_again_means_not_asked(open_visit: OpenVisit, qtbot: QtBot) -> None:
    page = open_visit()
    worst = page.measures.pain.scales["pain_worst"]
    worst.focus_chosen()
    qtbot.keyClicks(QApplication.focusWidget(), "10")
    assert worst.chosen == 10
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_4)
    assert worst.chosen == 4
    qtbot.mouseClick(worst.buttons()[4], Qt.MouseButton.LeftButton)
    assert worst.chosen is None
    assert page.model.visit is not None
    assert page.model.visit.pain_worst is None


def test_best_above_worst_is_told_beside_and_not_signed(
    desk: Desk, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    desk.services.profile.save_therapist(name="Ann Field", credentials="PT")
    page = open_visit()
    scales = page.measures.pain.scales
    qtbot.mouseClick(scales["pain_best"].buttons()[6], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(scales["pain_worst"].buttons()[3], Qt.MouseButton.LeftButton)
    assert "at its best" in page.measures.pain.problem.text()
    assert kept(desk, page, qtbot).pain_best == 6
    qtbot.mouseClick(page.sign_button, Qt.MouseButton.LeftButton)
    assert "at its best" in page.head.refusal.text()
    assert not stored(desk, page).is_signed


def test_a_range_is_keyed_by_type_ahead_and_number_pad(
    desk: Desk, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    page = open_visit()
    table = page.measures.findings
    qtbot.mouseClick(table.add_buttons[FindingKind.RANGE], Qt.MouseButton.LeftButton)
    (row,) = table.rows[FindingKind.RANGE]
    assert has_keyboard(row.name)
    qtbot.keyClicks(row.name, "knee fl")
    qtbot.keyClick(row.name, Qt.Key.Key_Return)
    assert row.name.text() == "Knee flexion"
    assert has_keyboard(row.left)
    qtbot.keyClicks(row.left, "135")
    qtbot.keyClick(row.left, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert has_keyboard(row.right)
    qtbot.keyClicks(row.right, "120,5")
    qtbot.keyClick(row.right, Qt.Key.Key_Return)
    assert len(table.rows[FindingKind.RANGE]) == 2
    assert has_keyboard(table.rows[FindingKind.RANGE][1].name)
    wanted = Finding(
        kind=FindingKind.RANGE, name="knee_flexion", left=135, right=120.5, unit=FindingUnit.DEGREES
    )
    assert kept(desk, page, qtbot).findings == (wanted,)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_keys_that_reach_the_offered_names_take_the_first_or_the_marked_one(
    open_visit: OpenVisit, qtbot: QtBot, key: Qt.Key
) -> None:
    table = open_visit().measures.findings
    row = table.add_row(FindingKind.STRENGTH)
    qtbot.keyClicks(row.name, "hip")
    completer = row.name.completer()
    assert completer is not None
    offered = completer.popup()
    assert offered is not None
    qtbot.keyClick(offered, key)
    assert (row.name.text(), has_keyboard(row.left), offered.isVisible()) == ("Hip flexors", True, False)
    row.name.setFocus()
    row.name.selectAll()
    qtbot.keyClicks(row.name, "hip")
    qtbot.keyClick(offered, Qt.Key.Key_Down)
    qtbot.keyClick(offered, Qt.Key.Key_Down)
    qtbot.keyClick(offered, key)
    assert row.name.text() == "Hip extensors"
    assert row.finding is not None
    assert row.finding.name == "hip_extensors"


def test_a_bad_number_is_told_beside_the_field_kept_as_typed_and_not_signed(
    desk: Desk, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    desk.services.profile.save_therapist(name="Ann Field", credentials="PT")
    page = open_visit()
    row = page.measures.findings.add_row(FindingKind.STRENGTH)
    qtbot.keyClicks(row.name, "Grip")
    qtbot.keyClick(row.name, Qt.Key.Key_Return)
    qtbot.keyClicks(row.left, "7")
    assert row.problem.text() == "Strength is 0 to 5, with a plus between: 4 or 4+."
    assert row.left.property("invalid")
    kept(desk, page, qtbot)
    qtbot.keyClick(page, Qt.Key.Key_Return, CTRL)
    assert "Put the marked number right" in page.head.refusal.text()
    assert has_keyboard(row.left)
    visit = stored(desk, page)
    page.leave()
    again = open_visit(visit)
    qtbot.waitUntil(lambda: again.measures.findings.refused is not None)
    (row,) = again.measures.findings.rows[FindingKind.STRENGTH]
    assert (row.name.text(), row.left.text()) == ("Grip", "7")
    row.left.selectAll()
    qtbot.keyClicks(row.left, "4+")
    assert row.finding == Finding(kind=FindingKind.STRENGTH, name="grip", left=4.5)
    assert row.problem.text() == ""


def test_what_has_no_sides_is_one_value_and_another_name_may_have(
    open_visit: OpenVisit, qtbot: QtBot
) -> None:
    table = open_visit().measures.findings
    row = table.add_row(FindingKind.TIMED)
    qtbot.keyClicks(row.name, "30-sec")
    qtbot.keyClick(row.name, Qt.Key.Key_Return)
    assert (row.value.isVisible(), row.left.isVisible(), row.unit.currentData()) == (True, False, "count")
    other = table.add_row(FindingKind.OTHER)
    qtbot.keyClicks(other.name, "Thigh girth")
    qtbot.keyClick(other.name, Qt.Key.Key_Return)
    assert has_keyboard(other.value)
    qtbot.mouseClick(other.sides, Qt.MouseButton.LeftButton)
    assert other.left.isVisible()


def test_a_line_drawn_with_the_mouse_is_named_and_undone(
    desk: Desk, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    page = open_visit()
    chart = page.measures.chart
    qtbot.waitUntil(lambda: all(chart.canvas.drawing(view) is not None for view in BodyView))
    qtbot.mouseClick(chart.pens[Sensation.BURNING], Qt.MouseButton.LeftButton)
    draw(page, BodyView.BACK, [(4, 4), (4, 10), (5, 18)], qtbot)
    (mark,) = chart.marks
    assert (mark.sensation, mark.view, len(mark.points) > 1) == (Sensation.BURNING, BodyView.BACK, True)
    assert mark.points[0] == pytest.approx((4, 4), abs=0.5)
    assert chart.canvas.accessibleDescription() == "Burning: Lower back, right (back)"
    assert len(kept(desk, page, qtbot).body_chart) == 1
    qtbot.keyClick(page, Qt.Key.Key_Z, CTRL)
    assert chart.marks == ()


def draw(page: VisitPage, view: BodyView, points: list[tuple[float, float]], qtbot: QtBot) -> None:
    canvas = page.measures.chart.canvas
    places: list[QPoint] = [QPointF(canvas.place_of(view, x, y)).toPoint() for x, y in points]
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=places[0])
    for place in places:
        qtbot.mouseMove(canvas, place)
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=places[-1])


def test_the_keyboard_marks_an_area_and_rubs_it_out_by_name(open_visit: OpenVisit, qtbot: QtBot) -> None:
    page = open_visit()
    chart = page.measures.chart
    qtbot.waitUntil(lambda: all(chart.canvas.drawing(view) is not None for view in BodyView))
    chart.pens[Sensation.PAIN].setFocus()
    qtbot.keyClick(chart.pens[Sensation.PAIN], Qt.Key.Key_Down)
    assert chart.canvas.sensation is Sensation.ACHE
    assert has_keyboard(chart.pens[Sensation.ACHE])
    chart.place.setFocus()
    qtbot.keyClicks(chart.place, "Thigh, left (front)")
    assert chart.place.currentText() == "Thigh, left (front)"
    qtbot.keyClick(chart.mark_button, Qt.Key.Key_Return)
    (chip,) = chart.said.widgets()
    assert chip.accessibleName() == "Rub out Ache: Thigh, left (front)"
    qtbot.keyClick(chip, Qt.Key.Key_Return)
    assert chart.marks == ()


def test_the_eraser_takes_what_it_touches(open_visit: OpenVisit, qtbot: QtBot) -> None:
    page = open_visit()
    chart = page.measures.chart
    qtbot.waitUntil(lambda: all(chart.canvas.drawing(view) is not None for view in BodyView))
    draw(page, BodyView.FRONT, [(-4, 4), (-4, 18)], qtbot)
    draw(page, BodyView.FRONT, [(4, 40), (4, 60)], qtbot)
    assert len(chart.marks) == 2
    qtbot.mouseClick(chart.pens[None], Qt.MouseButton.LeftButton)
    draw(page, BodyView.FRONT, [(0, 12), (-6, 12)], qtbot)
    assert [mark.points[0][1] > 30 for mark in chart.marks] == [True]


def test_the_same_is_measured_again_and_last_times_numbers_are_said(
    desk: Desk, patient: Patient, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    before = (
        Finding(kind=FindingKind.RANGE, name="knee_flexion", left=120, right=95, unit="deg"),
        Finding(kind=FindingKind.RANGE, name="finger_to_floor", value=18, unit="cm"),
    )
    put(desk, a_visit(patient, visited_on=MORNING.date().replace(day=1), findings=before))
    page = open_visit()
    table = page.measures.findings
    qtbot.mouseClick(table.again_button, Qt.MouseButton.LeftButton)
    knee, floor = table.rows[FindingKind.RANGE]
    assert [knee.last.text(), floor.last.text()] == ["Last time: 120 / 95 °", "Last time: 18 cm"]
    assert table.findings == (), "nothing counts until a number is typed"
    assert has_keyboard(knee.left)
    for row_field, number in ((knee.left, "125"), (knee.right, "110"), (floor.value, "12")):
        assert has_keyboard(row_field)
        qtbot.keyClicks(row_field, number)
        qtbot.keyClick(row_field, Qt.Key.Key_Return)
    assert [each.right for each in kept(desk, page, qtbot).findings] == [110, None]
    assert not table.again_button.isVisible()


def test_last_times_chart_is_copied_while_nothing_is_drawn(
    desk: Desk, patient: Patient, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    mark = ChartMark(sensation=Sensation.ACHE, view=BodyView.FRONT, points=((4.0, 5.0), (4.0, 12.0)))
    put(desk, a_visit(patient, visited_on=MORNING.date().replace(day=1), body_chart=(mark,)))
    chart = open_visit().measures.chart
    qtbot.mouseClick(chart.last_button, Qt.MouseButton.LeftButton)
    assert chart.marks == (mark,)
    assert not chart.last_button.isVisible()


def test_a_note_is_added_to_a_finding_by_keys_and_undone(
    desk: Desk, patient: Patient, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    known = Finding(kind=FindingKind.RANGE, name="knee_flexion", left=135.0, right=120.0, unit="deg")
    page = open_visit(put(desk, a_visit(patient, visited_on=MORNING.date(), findings=(known,))))
    (row,) = page.measures.findings.rows[FindingKind.RANGE]
    assert row.note.isHidden()
    row.note_button.setFocus()
    qtbot.keyClick(row.note_button, Qt.Key.Key_Space)
    assert has_keyboard(row.note)
    assert row.note.accessibleName() == "Knee flexion: Note"
    qtbot.keyClicks(row.note, "Pain at the end ")
    assert kept(desk, page, qtbot).findings[0].note == "Pain at the end"
    qtbot.keyClick(page, Qt.Key.Key_Z, CTRL)
    assert page.model.visit is not None
    assert page.model.visit.findings == (known,)


def test_a_signed_note_is_read_and_not_changed(
    desk: Desk, patient: Patient, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    known = Finding(kind=FindingKind.OTHER, name="Girth", value=38.0, unit="cm", note="10 cm below the knee")
    visit = a_visit(patient, findings=(known,), signed_at=MORNING, signed_by="Ann Field")
    page = open_visit(put(desk, visit))
    (row,) = page.measures.findings.rows[FindingKind.OTHER]
    assert row.note.text() == "10 cm below the knee"
    assert not row.note.isHidden()
    assert row.note_button.isHidden()
    qtbot.keyClicks(row.note, "x")
    assert stored(desk, page).findings == (known,)


def test_the_note_of_last_time_is_told_beside_its_numbers(
    desk: Desk, patient: Patient, open_visit: OpenVisit
) -> None:
    known = Finding(kind=FindingKind.RANGE, name="knee_flexion", right=120.5, unit="deg", note="firm")
    put(desk, a_visit(patient, visited_on=MORNING.date() - timedelta(days=7), findings=(known,)))
    now = a_visit(patient, visited_on=MORNING.date(), findings=(replace(known, note=""),))
    page = open_visit(put(desk, now))
    (row,) = page.measures.findings.rows[FindingKind.RANGE]
    assert row.last.text() == "Last time: 120.5 ° – firm"


def test_a_row_typed_before_rows_had_notes_is_shown_again(open_visit: OpenVisit) -> None:
    page = open_visit()
    table = page.measures.findings
    table.restore([["range", "Knee flexion", "12x", "", "", "deg", "sides"]])
    (row,) = table.rows[FindingKind.RANGE]
    assert (row.left.text(), row.note.text()) == ("12x", "")
    table.restore([["range", "Knee flexion", "12x", "", "", "deg", "sides", "stiff"]])
    assert table.rows[FindingKind.RANGE][-1].note.text() == "stiff"


def test_escape_takes_the_offered_names_away_and_stays_in_the_visit(
    open_visit: OpenVisit, qtbot: QtBot
) -> None:
    page = open_visit()
    row = page.measures.findings.add_row(FindingKind.RANGE)
    row.name.setFocus()
    qtbot.keyClicks(row.name, "knee")
    popup = row.name.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(page.window().windowHandle(), Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert page.visit_id is not None


def test_the_arrow_of_a_visit_says_that_it_leads_to_the_patient(open_visit: OpenVisit) -> None:
    assert open_visit().banner.back.accessibleName() == "Back to the patient"
