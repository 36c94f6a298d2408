"""The builder as a therapist uses it: add, change, move, undo, hand out, revise."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from clinic_app.domain.program import HandoutWay
from clinic_app.domain.side import Side
from clinic_ui.builder.library_list import EXERCISE_MIME
from clinic_ui.builder.page import BuilderPage
from desks import Desk, a_stored_program

CALF = "gastrocnemius-stretch-on-stairs"
SOLEUS = "soleus-stretch-on-step"


def _slugs(page: BuilderPage) -> list[str]:
    return [item.exercise_slug for item in page.model.content.items]


def test_without_a_program_there_is_a_way_to_start_one(desk: Desk, qtbot: QtBot) -> None:
    page = BuilderPage(desk.context)
    qtbot.addWidget(page)

    with qtbot.waitSignal(page.model.opened):
        page._on_start()

    assert page.model.program is not None
    assert page.model.program.patient is None


def test_enter_in_the_search_adds_the_best_match(
    open_builder: Callable[..., BuilderPage], qtbot: QtBot
) -> None:
    page = open_builder(CALF)
    page.library.search.setFocus()

    qtbot.keyClicks(page.library.search, "soleus")
    qtbot.keyClick(page.library.search, Qt.Key.Key_Return)

    assert _slugs(page) == [CALF, SOLEUS]


def test_the_button_adds_the_marked_exercise(open_builder: Callable[..., BuilderPage], qtbot: QtBot) -> None:
    page = open_builder()
    marked = page.library.model.exercise(page.library.view.currentIndex().row()).slug

    qtbot.mouseClick(page.library.add_button, Qt.MouseButton.LeftButton)

    assert _slugs(page) == [marked]


def test_a_dropped_exercise_lands_where_it_was_dropped(open_builder: Callable[..., BuilderPage]) -> None:
    page = open_builder(CALF)
    data = QMimeData()
    data.setData(EXERCISE_MIME, SOLEUS.encode())

    page.items.dropEvent(
        QDropEvent(
            QPointF(50, 0),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )

    assert _slugs(page) == [SOLEUS, CALF]


def test_the_figures_of_the_sheet_are_chosen_and_the_choice_undone(
    open_builder: Callable[..., BuilderPage],
) -> None:
    page = open_builder(CALF)

    page.person.choose("older-woman")
    page.person.activated.emit(page.person.currentIndex())
    assert page.model.content.person == "older-woman"

    page.undo.trigger()
    assert page.model.content.person == ""
    assert page.person.currentData() == ""


def test_the_keys_move_a_card(open_builder: Callable[..., BuilderPage]) -> None:
    page = open_builder(CALF, SOLEUS)
    second = page.items.cards[page.model.content.items[1].id]

    next(action for action in second.actions() if action.shortcut().toString() == "Alt+Up").trigger()

    assert _slugs(page) == [SOLEUS, CALF]


def test_dose_side_and_note_are_changed_in_place(
    open_builder: Callable[..., BuilderPage], qtbot: QtBot
) -> None:
    page = open_builder(CALF)
    card = page.items.cards[page.model.content.items[0].id]
    assert card.sides is not None

    card.fields["hold_s"].setFocus()
    card.fields["hold_s"].selectAll()
    qtbot.keyClicks(card.fields["hold_s"], "45")
    qtbot.keyClick(card.fields["hold_s"], Qt.Key.Key_Return)
    qtbot.mouseClick(card.sides.buttons()[0], Qt.MouseButton.LeftButton)
    qtbot.keyClicks(card.note, "slowly")

    item = page.model.content.items[0]
    assert (getattr(item.dosage, "hold_s", None), item.side, item.note) == (45, Side.LEFT, "slowly")


def test_undo_takes_back_one_step_and_typing_is_one(
    open_builder: Callable[..., BuilderPage], qtbot: QtBot
) -> None:
    page = open_builder(CALF)
    card = page.items.cards[page.model.content.items[0].id]
    qtbot.keyClicks(card.note, "slowly")
    page.model.add(SOLEUS)

    page.undo.trigger()
    assert _slugs(page) == [CALF]
    page.undo.trigger()
    assert page.model.content.items[0].note == ""
    page.redo.trigger()
    assert page.model.content.items[0].note == "slowly"


def test_removing_can_be_taken_back(open_builder: Callable[..., BuilderPage]) -> None:
    page = open_builder(CALF, SOLEUS)

    page.items.cards[page.model.content.items[0].id].remove.click()
    assert _slugs(page) == [SOLEUS]
    page.undo.trigger()
    assert _slugs(page) == [CALF, SOLEUS]


def test_a_change_is_in_the_record_within_a_second(
    open_builder: Callable[..., BuilderPage], desk: Desk, qtbot: QtBot
) -> None:
    page = open_builder(CALF)
    program = page.model.program
    assert program is not None
    page.model.add(SOLEUS)

    def stored() -> None:
        found = desk.services.programs.open(program.program.id).version.content
        assert [item.exercise_slug for item in found.items] == [CALF, SOLEUS]

    qtbot.waitUntil(lambda: stored() is None, timeout=1000)


def test_closing_saves_at_once(open_builder: Callable[..., BuilderPage], desk: Desk) -> None:
    page = open_builder(CALF)
    program = page.model.program
    assert program is not None
    page.model.add(SOLEUS)

    page.flush()

    assert len(desk.services.programs.open(program.program.id).version.content.items) == 2


def test_the_sheet_follows_the_program(open_builder: Callable[..., BuilderPage], qtbot: QtBot) -> None:
    page = open_builder()
    assert page.preview.pages == []

    page.model.add(CALF)

    qtbot.waitUntil(lambda: len(page.preview.pages) > 0, timeout=3000)
    page.model.undo_stack.undo()
    qtbot.waitUntil(lambda: page.preview.pages == [], timeout=3000)


def test_a_handed_out_version_is_read_only_until_revised(
    open_builder: Callable[..., BuilderPage], desk: Desk, qtbot: QtBot
) -> None:
    program_id = a_stored_program(desk, CALF)
    opened = desk.services.programs.open(program_id)
    desk.services.handouts.hand_out(desk.services.handouts.prepare(opened), HandoutWay.PRINTED)
    page = open_builder(program_id=program_id)

    page.model.add(SOLEUS)
    assert _slugs(page) == [CALF]
    assert page.head.title.isReadOnly()

    with qtbot.waitSignal(page.model.opened):
        page.revise.trigger()
    page.model.add(SOLEUS)
    assert _slugs(page) == [CALF, SOLEUS]


def test_what_was_printed_is_kept_as_a_version(
    open_builder: Callable[..., BuilderPage], desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_builder(CALF)
    program = page.model.program
    assert program is not None
    printed: list[bytes] = []

    def take(data: bytes, *, on_sent: Callable[[], object], **_chosen: object) -> None:
        printed.append(data)
        on_sent()

    monkeypatch.setattr(page.outputs.sheets, "print_pdf", take)
    with qtbot.waitSignal(page.outputs.handed_out, timeout=3000):
        page.print.trigger()

    handout = desk.services.handouts.of_program(program.program.id)[0]
    assert printed == [desk.services.handouts.bytes_of(handout)]
    qtbot.waitUntil(lambda: page.model.is_read_only, timeout=3000)
    assert page.print.text() == "Print again"


def test_an_empty_program_cannot_be_printed(open_builder: Callable[..., BuilderPage]) -> None:
    page = open_builder()

    assert not page.print.isEnabled()
    assert not page.save.isEnabled()


def test_a_narrow_window_shows_library_or_sheet(
    open_builder: Callable[..., BuilderPage], qtbot: QtBot
) -> None:
    page = open_builder(CALF)

    page.resize(900, 700)
    qtbot.waitUntil(page.sheet_button.isVisible)
    assert page.library.isVisible()
    assert not page.preview.isVisible()

    page.sheet_button.click()
    assert page.preview.isVisible()
    assert not page.library.isVisible()


def test_pages_for_the_programs_problems_come_first_in_the_menu_and_can_be_undone(
    open_builder: Callable[..., BuilderPage],
) -> None:
    page = open_builder(CALF)
    menu = page.topics.menu()
    menu.aboutToShow.emit()
    first = menu.actions()[0]
    first.trigger()
    assert page.model.content.education != ()
    assert page.topics.text() == "1 page"
    page.undo.trigger()
    assert page.topics.text() == "Add a page"


@pytest.mark.parametrize("typed", ["2w", "in 2 weeks", "14d", "2026-12-08", "8.12.2026"])
def test_the_next_visit_is_typed_as_a_date_or_as_weeks_from_today(
    open_builder: Callable[..., BuilderPage], qtbot: QtBot, typed: str
) -> None:
    page = open_builder(CALF)
    qtbot.keyClicks(page.head.review, typed)
    assert page.model.content.review_date == date(2026, 12, 8)
    page.head.review.editingFinished.emit()
    assert page.head.review.text() == "2026-12-08"


def test_a_next_visit_that_is_over_is_refused_and_stays_to_be_mended(
    open_builder: Callable[..., BuilderPage], qtbot: QtBot
) -> None:
    page = open_builder(CALF)
    qtbot.keyClicks(page.head.review, "2020-01-01")
    page.head.review.editingFinished.emit()
    assert page.model.content.review_date is None
    assert page.head.review.text() == "2020-01-01"
    assert page.head.review.property("invalid")
