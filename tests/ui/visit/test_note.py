"""The page of a visit: its note, phrases, what stands in its head, how it begins and ends."""

from uuid import uuid4

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from builders import MORNING, a_patient, a_visit, an_episode
from clinic_app.domain.clinic import Phrase
from clinic_app.domain.patient import Patient
from clinic_app.domain.visit import FindingKind, NotePart
from clinic_ui.pages.patients_page import PatientsPage
from clinic_ui.visit.phrase_form import PhraseForm
from desks import Desk
from visit_pages import CTRL, SHIFT, A, O, OpenVisit, P, S, field, has_keyboard, kept, put, stored


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
    qtbot.waitUntil(lambda: page.head.kept.text() == "Everything is kept")
    assert page.head.unsigned.isVisible()
    assert page.head.unsigned.label.text() == "Not signed"


def test_what_is_typed_is_in_the_record_within_a_second(
    desk: Desk, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    page = open_visit()
    qtbot.keyClicks(field(page, S), "Stairs hurt")
    qtbot.waitUntil(lambda: stored(desk, page).subjective == "Stairs hurt", timeout=1_000)


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
    with qtbot.waitSignal(form.phrases_changed):
        qtbot.mouseClick(form.undo_button, Qt.MouseButton.LeftButton)
    assert [each.name for each in desk.services.visits.phrases()] == ["hep"]
    assert not form.undo_button.isVisible()


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


def test_a_day_that_is_none_gives_way_when_it_is_left_and_that_is_said(
    desk: Desk, open_visit: OpenVisit, qtbot: QtBot
) -> None:
    page = open_visit()
    before = page.head.day.text()
    said: list[str] = []
    desk.context.toasts.said.connect(lambda sentence, *_: said.append(sentence))
    page.head.day.setFocus()
    page.head.day.selectAll()
    qtbot.keyClicks(page.head.day, "31.2.2026")
    qtbot.keyClick(page.head.day, Qt.Key.Key_Tab)
    assert (page.head.day.text(), said) == (
        before,
        ["This is no day of a visit. The day before is back."],
    )


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
