"""The card that is worked on stays in sight, and says what its exercise is called now."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cards import BRIDGE, CALF, HIP, SOLEUS, WALL, OpenBuilder, card_at
from clinic_ui.builder.item_card import ItemCard
from clinic_ui.builder.page import BuilderPage
from desks import Desk

MANY = (CALF, SOLEUS, WALL, HIP, BRIDGE, CALF, SOLEUS)


def is_seen(page: BuilderPage, card: ItemCard) -> bool:
    view = page.items.viewport()
    top = card.mapTo(view, card.rect().topLeft()).y()
    if card.height() > view.height() - 20:
        return 0 <= top <= 10  # its name, then
    return top >= 0 and top + card.height() <= view.height()


def settled(page: BuilderPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.items._brought is None)


@pytest.mark.parametrize("at", [1, 4, 6])
def test_a_view_that_shrinks_and_grows_keeps_the_card_that_is_worked_on(
    open_active: OpenBuilder, qtbot: QtBot, at: int
) -> None:
    page = open_active(*MANY)
    card_at(page, at).setFocus()
    settled(page, qtbot)
    for height in (620, 840, 560):
        page.resize(1200, height)
        qtbot.waitUntil(lambda: is_seen(page, card_at(page, at)))


def test_cards_above_that_grow_do_not_push_it_away(open_active: OpenBuilder, qtbot: QtBot) -> None:
    page = open_active(*MANY)
    card_at(page, 4).setFocus()
    settled(page, qtbot)
    for item in page.model.content.items[:3]:
        page.model.change_item(replace(item, note="slowly " * 18))
    QApplication.processEvents()
    assert is_seen(page, card_at(page, 4))


def test_what_was_scrolled_away_by_hand_stays_away(open_active: OpenBuilder, qtbot: QtBot) -> None:
    page = open_active(*MANY)
    card_at(page, 0).setFocus()
    settled(page, qtbot)
    page.resize(1200, 620)
    QApplication.processEvents()
    view = page.items.viewport()
    middle = QPointF(view.rect().center())
    wheel = QWheelEvent(
        middle,
        QPointF(view.mapToGlobal(middle.toPoint())),
        QPoint(),
        QPoint(0, -2400),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, wheel)
    qtbot.waitUntil(lambda: page.items._held is None)
    page.model.change_item(replace(page.model.content.items[6], note="slowly " * 18))
    QApplication.processEvents()
    assert not is_seen(page, card_at(page, 0))


def test_a_stretchs_open_card_is_no_higher_than_the_design_says(
    open_active: OpenBuilder, qtbot: QtBot
) -> None:
    page = open_active(CALF)
    page.resize(1200, 720)
    card_at(page, 0).setFocus()
    settled(page, qtbot)
    qtbot.waitUntil(lambda: card_at(page, 0).height() <= 212)


def test_an_exercise_that_gets_another_name_has_it_on_its_card(
    open_active: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    page = open_active(CALF, SOLEUS)
    card_at(page, 0).setFocus()
    own = replace(desk.context.library.exercise(CALF), names={"en": "Stairs, our way"}, is_own=True)
    with qtbot.waitSignal(desk.context.own.changed):
        desk.context.own.save(own, lambda _saved, _undo: None)
    assert card_at(page, 0).name.text() == "Stairs, our way"
    assert card_at(page, 0).accessibleName() == "1. Stairs, our way"
    assert card_at(page, 0).is_open
    assert page.focusWidget() is card_at(page, 0)
