"""The builder by keyboard: where the keyboard goes, what it shows, and that everything can be taken back."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cards import BRIDGE, CALF, CTRL, HIP, SOLEUS, OpenBuilder, card_at, slugs_of
from clinic_app.domain.side import Side
from clinic_ui.builder.item_card import ItemCard
from clinic_ui.builder.page import BuilderPage
from desks import Desk


def _reachable(card: ItemCard) -> list[QWidget]:
    """What Tab reaches in a card that it opened."""
    assert card.more is not None
    return [
        stop
        for stop in card.tab_stops()
        if (stop is card or stop.isVisibleTo(card))
        and stop.isEnabled()
        and stop.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def _is_seen(page: BuilderPage, card: ItemCard) -> bool:
    top = card.mapTo(page.items.viewport(), card.rect().topLeft()).y()
    return top >= 0 and top + card.height() <= page.items.viewport().height()


def test_tab_goes_through_the_page_as_a_program_is_made(open_active: OpenBuilder) -> None:
    page = open_active(CALF, BRIDGE)
    page.model.move(page.model.content.items[1].id, 0)
    bridge, calf = page.items.in_order()

    calf.setFocus()
    in_calf = _reachable(calf)
    bridge.setFocus()
    in_bridge = _reachable(bridge)
    page.library.search.setFocus()
    reached = [page.focusWidget()]
    while reached[-1] is not page.preview and len(reached) < 70:
        page.focusNextChild()
        reached.append(page.focusWidget())

    facets = page.library.facets
    assert reached == [
        page.library.search,
        next(area for area in facets.body.map.areas.values() if area.focusPolicy() & Qt.FocusPolicy.TabFocus),
        *(*facets.menus.values(), *facets.switches.values(), facets.more),
        page.library.view,
        page.library.add_button,
        page.head.title,
        page.head.why,
        page.head.review,
        *in_bridge,
        *in_calf,
        *page.program.tab_stops(),
        page.person,
        page.topics,
        page.sheet.printed_as,
        page.language.box,
        page.save_button,
        page.print_button,
        page.more.button,
        *(button for button in page.sheet.bar.buttons() if button.isEnabled()),
        page.preview,
    ]


def test_delete_removes_the_card_that_has_the_keyboard(open_active: OpenBuilder, qtbot: QtBot) -> None:
    page = open_active(CALF, SOLEUS, HIP)
    card_at(page, 1).setFocus()

    qtbot.keyClick(card_at(page, 1), Qt.Key.Key_Delete)

    assert slugs_of(page) == [CALF, HIP]
    assert page.focusWidget() is card_at(page, 1)


def test_the_keyboard_of_a_removed_card_goes_to_its_neighbour_and_at_last_to_the_search(
    open_active: OpenBuilder, qtbot: QtBot
) -> None:
    page = open_active(CALF, SOLEUS, HIP)
    for at, nearest in ((0, SOLEUS), (1, SOLEUS)):
        card = card_at(page, at)
        card.remove.setFocus()
        qtbot.keyClick(card.remove, Qt.Key.Key_Return)
        focused = page.focusWidget()
        assert isinstance(focused, ItemCard)
        assert focused.item.exercise_slug == nearest
    qtbot.keyClick(card_at(page, 0), Qt.Key.Key_Delete)
    assert page.focusWidget() is page.library.search


def test_a_moved_card_keeps_the_keyboard_and_stays_in_sight(open_active: OpenBuilder, qtbot: QtBot) -> None:
    page = open_active(CALF, SOLEUS, HIP, BRIDGE, CALF, SOLEUS, HIP, BRIDGE)
    card = card_at(page, 0)
    card.fields["reps"].setFocus()
    for _ in range(6):
        qtbot.keyClick(card.fields["reps"], Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.items.in_order().index(card) == 6
    assert page.focusWidget() is card.fields["reps"]
    qtbot.waitUntil(lambda: _is_seen(page, card))


def test_a_new_card_is_scrolled_to_whole(open_active: OpenBuilder, qtbot: QtBot) -> None:
    page = open_active(CALF, SOLEUS, HIP, BRIDGE, CALF, SOLEUS)
    page.model.add(HIP)
    qtbot.waitUntil(lambda: _is_seen(page, card_at(page, 6)))
    qtbot.waitUntil(lambda: page.items._brought is None)
    page.items.verticalScrollBar().setValue(0)
    page.model.change_item(replace(page.model.content.items[0], note="slowly " * 50))
    qtbot.wait(1)
    assert page.items.verticalScrollBar().value() == 0


@pytest.mark.parametrize("where", ["reps", "note", "search", "title", "why", "nowhere"])
def test_undo_and_redo_are_the_pages_wherever_the_keyboard_is(
    open_active: OpenBuilder, qtbot: QtBot, where: str
) -> None:
    page = open_active(CALF)
    card = card_at(page, 0)
    page.model.change_item(replace(card.item, note="slowly"))
    places: dict[str, QWidget] = {
        "reps": card.fields["reps"],
        "note": card.note,
        "search": page.library.search,
        "title": page.head.title,
        "why": page.head.why,
        "nowhere": page,
    }
    page.library.search.setText("calf")
    places[where].setFocus()
    shift = CTRL | Qt.KeyboardModifier.ShiftModifier

    for undo_key, redo_key, modifiers in (
        (Qt.Key.Key_Z, Qt.Key.Key_Z, shift),
        (Qt.Key.Key_Z, Qt.Key.Key_Y, CTRL),
    ):
        qtbot.keyClick(places[where], undo_key, CTRL)
        assert page.model.content.items[0].note == ""
        qtbot.keyClick(places[where], redo_key, modifiers)
        assert page.model.content.items[0].note == "slowly"
    assert page.library.search.text() == "calf"


def test_undo_takes_back_a_typed_number_and_first_what_is_no_number(
    open_active: OpenBuilder, qtbot: QtBot
) -> None:
    page = open_active(CALF)
    field = card_at(page, 0).fields["sets"]
    page.model.add(SOLEUS)
    field.setFocus()
    qtbot.keyClicks(field, "31")

    qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert (field.text(), slugs_of(page)) == ("1", [CALF, SOLEUS])
    qtbot.keyClicks(field, "5")
    qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert (field.text(), slugs_of(page)) == ("1", [CALF, SOLEUS])
    qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert slugs_of(page) == [CALF]


def test_after_a_pause_typing_is_a_step_of_its_own(open_active: OpenBuilder, qtbot: QtBot) -> None:
    page = open_active(CALF)
    note = card_at(page, 0).note
    note.setFocus()
    qtbot.keyClicks(note, "slowly")
    page.model._on_typing_pause()
    qtbot.keyClicks(note, " and low")

    qtbot.keyClick(note, Qt.Key.Key_Z, CTRL)
    assert note.toPlainText() == "slowly"
    qtbot.keyClick(note, Qt.Key.Key_Z, CTRL)
    assert note.toPlainText() == ""


def test_what_is_typed_and_deleted_again_leaves_nothing_to_undo(
    open_active: OpenBuilder, qtbot: QtBot
) -> None:
    page = open_active(CALF)
    note = card_at(page, 0).note
    qtbot.keyClicks(note, "a")
    qtbot.keyClick(note, Qt.Key.Key_Backspace)
    assert not page.undo.isEnabled()


def test_an_impossible_number_says_its_limits_and_never_reaches_the_sheet(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    said: list[str] = []
    desk.context.toasts.said.connect(lambda sentence, *_rest: said.append(sentence))
    page = open_builder(BRIDGE)
    card, before = card_at(page, 0), page.model.content
    field = card.fields["reps"]

    field.selectAll()
    qtbot.keyClicks(field, "200")
    assert card.limits.isVisible()
    assert card.limits.text() == field.toolTip() == "Repetitions: 1 to 100"
    assert page.model.content == before  # 8 to 12, though 2 and 20 were numbers

    QApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusOut))
    assert (field.text(), card.limits.isVisible()) == ("8", False)
    assert said == ["Repetitions: 1 to 100. The number before is back."]


def test_printing_shows_first_what_is_printed(
    open_builder: OpenBuilder, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_builder(CALF)
    field = card_at(page, 0).fields["sets"]
    field.selectAll()
    qtbot.keyClicks(field, "31")
    seen: list[str] = []
    monkeypatch.setattr(page.outputs, "print_sheet", lambda: seen.append(field.text()))
    page.print.trigger()
    assert seen == ["1"]


def test_down_in_the_search_goes_on_from_the_first_hit(open_active: OpenBuilder, qtbot: QtBot) -> None:
    page = open_active()
    second = page.library.model.exercise(1).slug
    qtbot.keyClick(page.library.search, Qt.Key.Key_Down)
    assert page.focusWidget() is page.library.view
    qtbot.keyClick(page.library.view, Qt.Key.Key_Return)
    assert slugs_of(page) == [second]


def test_adding_an_exercise_again_is_said_and_taken_back(open_builder: OpenBuilder, desk: Desk) -> None:
    said: list[tuple[str, str, Callable[[], None]]] = []
    desk.context.toasts.said.connect(lambda *what: said.append(what))
    page = open_builder(CALF)
    page.model.add(SOLEUS)
    assert said == []
    page.model.add(CALF)
    page.model.change_item(page.model.content.items[0], "note")
    sentence, name, undo = said[0]
    assert (sentence, name) == ("It is in the program twice now", "Undo")
    undo()
    assert slugs_of(page) == [CALF, SOLEUS]


def test_a_removed_exercise_comes_back_by_its_toast_whatever_was_done_since(
    open_builder: OpenBuilder, desk: Desk
) -> None:
    undos: list[Callable[[], None]] = []
    desk.context.toasts.said.connect(lambda _sentence, _name, undo: undos.append(undo))
    page = open_builder(CALF, SOLEUS)
    card_at(page, 0).remove.click()
    item = page.model.content.items[0]
    card_at(page, 0)._on_side_changed(Side.LEFT)
    undos[0]()
    assert slugs_of(page) == [CALF, SOLEUS]
    assert page.model.content.item(item.id).side is Side.LEFT


def test_in_a_narrow_window_print_stands_in_the_programs_head_for_the_tab_key_too(
    open_active: OpenBuilder, qtbot: QtBot
) -> None:
    page = open_active(CALF)
    page.resize(900, 700)
    qtbot.waitUntil(page.sheet_button.isVisible)
    page.head.review.setFocus()
    reached = []
    for _ in range(2):
        page.focusNextChild()
        reached.append(page.focusWidget())
    assert reached == [page.save_button, page.print_button]
    assert page.head.isAncestorOf(page.print_button)


def test_the_keyboard_starts_in_the_pages_head(open_active: OpenBuilder) -> None:
    page = open_active(CALF)
    page.library.search.setFocus()
    page.focusPreviousChild()
    assert page.focusWidget() is page.save_template.button
