"""A visit on screen: written with the keyboard, kept at once, taken back, signed, then only added to."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builders import MORNING, a_patient, a_visit, an_episode
from clinic_app.domain.clinic import Phrase
from clinic_app.domain.errors import OutputError
from clinic_app.domain.findings import FindingUnit
from clinic_app.domain.patient import Patient
from clinic_app.domain.visit import BodyView, ChartMark, Finding, FindingKind, NotePart, Sensation, Visit
from clinic_ui.pages.patients_page import PatientsPage
from clinic_ui.visit.page import VisitPage
from clinic_ui.visit.phrase_form import PhraseForm
from clinic_ui.widgets.labels import Label
from desks import Desk, checked_library
from fakes import FakeRecord, FakeUnitOfWork

S, O, A, P = NotePart  # noqa: E741 - as a note has them
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

OpenVisit = Callable[..., VisitPage]


@pytest.fixture
def desk(new_desk: Callable[..., Desk]) -> Desk:
    return new_desk(library=checked_library())


@pytest.fixture
def patient(desk: Desk) -> Patient:
    return desk.services.patients.add(a_patient(id=uuid4()))


@pytest.fixture
def open_visit(desk: Desk, patient: Patient, qtbot: QtBot) -> OpenVisit:
    """Start a visit, or open that one, in a window that has the keyboard."""

    def shown(visit: Visit | None = None) -> VisitPage:
        page = VisitPage(desk.context)
        qtbot.addWidget(page)
        page.resize(1300, 820)
        page.show()
        with qtbot.waitActive(page):
            page.activateWindow()
        if visit is None:
            page.start(patient.id)
        else:
            page.open(visit.id)
        qtbot.waitUntil(lambda: page.model.visit is not None)
        return page

    return shown


def put(desk: Desk, visit: Visit) -> Visit:
    desk.record.tables.visits[visit.id] = visit
    return visit


def stored(desk: Desk, page: VisitPage) -> Visit:
    assert page.visit_id is not None
    return desk.record.tables.visits[page.visit_id]


def kept(desk: Desk, page: VisitPage, qtbot: QtBot) -> Visit:
    """The visit as the record has it, once everything is there."""
    qtbot.waitUntil(lambda: page.model.is_kept, timeout=1_500)
    return stored(desk, page)


def field(page: VisitPage, part: NotePart):  # type: ignore[no-untyped-def]
    return page.note.parts[part].field


def has_keyboard(widget: object) -> bool:
    return QApplication.focusWidget() is widget


def test_the_keyboard_stands_in_the_first_part_and_tab_goes_through_all_four(
    desk: Desk, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    page = open_visit()
    for part, text in zip(NotePart, ("Stairs hurt.", "Calf short.", "Better.", "Again."), strict=True):
        assert has_keyboard(field(page, part))
        qtbot.keyClicks(field(page, part), text)
        if part is not NotePart.PLAN:
            qtbot.keyClick(field(page, part), Qt.Key.Key_Tab)
    assert page.head.kept.text() == "Keeping …"
    visit = kept(desk, page, qtbot)
    assert [visit.part(each) for each in NotePart] == ["Stairs hurt.", "Calf short.", "Better.", "Again."]
    assert page.head.kept.text() == "Everything is kept"
    assert page.head.unsigned.isVisible()
    assert page.head.unsigned.label.text() == "Not signed"


def test_what_is_typed_is_in_the_record_within_a_second(
    desk: Desk, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    page = open_visit()
    qtbot.keyClicks(field(page, S), "Stairs hurt")
    qtbot.waitUntil(lambda: stored(desk, page).subjective == "Stairs hurt", timeout=1_000)


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


def test_a_phrase_is_called_by_its_name_and_tab(desk: Desk, open_visit: OpenVisit, qtbot: QtBot) -> None:
    desk.services.visits.store_phrase(Phrase(name="hep", text="Home program given."))
    page = open_visit()
    qtbot.keyClicks(field(page, S), "Well. /hep")
    qtbot.keyClick(field(page, S), Qt.Key.Key_Tab)
    assert field(page, S).toPlainText() == "Well. Home program given."
    assert has_keyboard(field(page, S))
    qtbot.keyClick(field(page, S), Qt.Key.Key_Tab)
    assert has_keyboard(field(page, O))


def test_the_menu_puts_a_phrase_where_was_written_last(
    desk: Desk, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    desk.services.visits.store_phrase(Phrase(name="hep", text="Home program given."))
    page = open_visit()
    field(page, P).setFocus()
    qtbot.keyClicks(field(page, P), "Done.")
    qtbot.keyClick(field(page, P), Qt.Key.Key_J, CTRL)
    assert page.note.menu is not None
    page.note.menu.actions()[0].trigger()
    page.note.menu.close()
    assert field(page, P).toPlainText() == "Done. Home program given."


def test_phrases_are_added_and_removed_with_undo(desk: Desk, qtbot: QtBot) -> None:
    form = PhraseForm(desk.context, ())
    qtbot.addWidget(form)
    form.show()
    qtbot.keyClicks(form.name_field, "two words")
    qtbot.keyClicks(form.text_field, "Home program given.")
    qtbot.mouseClick(form.store_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "without spaces" in form.name.note.text())
    form.name_field.clear()
    qtbot.keyClicks(form.name_field, "hep")
    with qtbot.waitSignal(form.phrases_changed):
        qtbot.mouseClick(form.store_button, Qt.MouseButton.LeftButton)
    assert [each.name for each in desk.services.visits.phrases()] == ["hep"]
    form.choice.setCurrentIndex(1)
    form.choice.activated.emit(1)
    with qtbot.waitSignal(form.phrases_changed):
        qtbot.mouseClick(form.remove_button, Qt.MouseButton.LeftButton)
    assert desk.services.visits.phrases() == ()


def test_last_times_words_are_one_click_away_and_copied_as_one_step(
    desk: Desk, patient: Patient, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    put(desk, a_visit(patient, visited_on=MORNING.date().replace(day=1), plan="Hold 45 s."))
    page = open_visit()
    box = page.note.parts[P]
    assert not box.last.isVisible()
    qtbot.mouseClick(box.last_button, Qt.MouseButton.LeftButton)
    assert (box.last.isVisible(), box.last.text()) == (True, "Hold 45 s.")
    qtbot.mouseClick(box.copy_button, Qt.MouseButton.LeftButton)
    assert box.field.toPlainText() == "Hold 45 s."
    qtbot.keyClick(box.field, Qt.Key.Key_Z, CTRL)
    assert box.field.toPlainText() == ""
    assert not page.note.parts[A].last_button.isVisible(), "nothing was written there"


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
    qtbot.mouseClick(page.conflict.mine_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stored(desk, page).plan == "Mine")
    assert not page.conflict.isVisible()


def test_theirs_can_be_taken_and_mine_comes_back_with_undo(
    desk: Desk, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    page = open_visit()
    desk.services.visits.keep(replace(stored(desk, page), plan="Theirs"))
    qtbot.keyClicks(field(page, P), "Mine")
    qtbot.waitUntil(page.conflict.isVisible)
    qtbot.mouseClick(page.conflict.theirs_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: field(page, P).toPlainText() == "Theirs")
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


def test_the_day_and_the_problem_can_be_put_right_until_it_is_signed(
    desk: Desk, patient: Patient, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    knee = an_episode(patient, problem="Knee pain")
    desk.record.tables.episodes[knee.id] = knee
    page = open_visit()
    page.head.day.selectAll()
    qtbot.keyClicks(page.head.day, "2027-01-31")
    assert page.head.day.property("invalid")
    assert "in the future" in page.head.refusal.text()
    page.head.day.selectAll()
    qtbot.keyClicks(page.head.day, "2026-11-02")
    page.head.problem.choose("")
    page.head.problem.activated.emit(0)
    visit = kept(desk, page, qtbot)
    assert (visit.visited_on.isoformat(), visit.episode_id) == ("2026-11-02", None)


def test_a_screen_is_recorded_from_the_visit_and_said_in_its_head(
    open_visit: OpenVisit, qtbot: QtBot
) -> None:
    page = open_visit()
    qtbot.keyClicks(field(page, S), "Stairs")
    qtbot.mouseClick(page.screen_button, Qt.MouseButton.LeftButton)
    form = page.screen_form
    assert form is not None
    qtbot.mouseClick(form.none_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(form.store_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.head.screened.isVisible)
    assert "red-flag screen clear" in page.head.screened.label.text()
    assert field(page, S).toPlainText() == "Stairs"


def test_a_visit_begins_and_ends_on_the_patients_page(desk: Desk, patient: Patient, qtbot: QtBot) -> None:
    page = PatientsPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1300, 820)
    page.show()
    with qtbot.waitActive(page):
        page.activateWindow()
    page.open_patient(patient.id)
    qtbot.waitUntil(lambda: page.detail.view is not None)
    qtbot.keyClick(page.detail, Qt.Key.Key_V, CTRL | SHIFT)
    qtbot.waitUntil(lambda: page.visit is not None and page.visit.model.visit is not None)
    assert page.visit is not None
    assert page.visit.banner.name.text() == patient.banner_name
    banner = page.visit.banner
    assert not any(each.isVisible() for each in (banner.edit, banner.archive, banner.more))
    assert page.patient_in_view() == patient.id
    qtbot.keyClicks(field(page.visit, S), "Stairs hurt")
    qtbot.keyClick(field(page.visit, S), Qt.Key.Key_Escape)
    assert page.detail.isVisible()
    (visit,) = desk.record.tables.visits.values()
    assert visit.subjective == "Stairs hurt"
    qtbot.waitUntil(lambda: page.detail.timeline.model.rowCount() == 1)
    view = page.detail.timeline.view
    view.setFocus()
    view.setCurrentIndex(page.detail.timeline.model.index(0))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.visit is not None and page.visit.visit_id == visit.id)
    assert page.standing() == (patient.id, visit.id)


def test_a_visit_without_a_word_leaves_nothing_behind(
    desk: Desk, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    page = open_visit()
    assert len(desk.record.tables.visits) == 1
    with qtbot.waitSignal(page.closed):
        qtbot.keyClick(field(page, S), Qt.Key.Key_Escape)
    assert not desk.record.tables.visits


def test_another_patients_visit_shows_nothing_of_the_one_before(
    desk: Desk, patient: Patient, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    page = open_visit(put(desk, a_visit(patient, pain_now=4)))
    page.measures.findings.add_row(FindingKind.RANGE)
    other = desk.services.patients.add(a_patient(id=uuid4(), family_name="Other"))
    page.open(put(desk, a_visit(other, subjective="")).id)
    assert page.banner.name.text() == ""
    assert field(page, S).toPlainText() == ""
    assert page.measures.pain.scales["pain_now"].chosen is None
    qtbot.waitUntil(lambda: page.model.visit is not None)
    assert not page.measures.findings.rows[FindingKind.RANGE]


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
