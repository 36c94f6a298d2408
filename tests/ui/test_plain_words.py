"""While own words are typed the builder says what is hard to read, and takes the plain word at a click."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinic_ui.builder.item_card import ItemCard
from clinic_ui.builder.page import BuilderPage
from clinic_ui.builder.plain_line import PlainLine

CALF = "gastrocnemius-stretch-on-stairs"


@pytest.fixture
def card(open_builder: Callable[..., BuilderPage]) -> tuple[BuilderPage, ItemCard]:
    page = open_builder(CALF)
    card = page.items.in_order()[0]
    card.set_open(True, chosen=False)
    return page, card


def line_of(card: ItemCard) -> PlainLine:
    assert card.more is not None
    return card.more.plain


def test_a_plain_note_has_nothing_below_it(card: tuple[BuilderPage, ItemCard], qtbot: QtBot) -> None:
    qtbot.keyClicks(card[1].note, "Hold the rail.")
    assert line_of(card[1]).isHidden()


def test_one_click_takes_the_plain_word_and_undo_brings_the_other_back(
    card: tuple[BuilderPage, ItemCard], qtbot: QtBot
) -> None:
    page, open_card = card
    qtbot.keyClicks(open_card.note, "Move your scapula.")
    (button,) = line_of(open_card).buttons
    assert button.accessibleName() == "Say “shoulder blade” instead of “scapula”"

    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert page.model.content.items[0].note == "Move your shoulder blade."
    assert open_card.note.toPlainText() == "Move your shoulder blade."

    page.undo.trigger()
    assert page.model.content.items[0].note == "Move your scapula."


def test_a_long_sentence_of_own_wording_is_counted_below_it(
    card: tuple[BuilderPage, ItemCard], qtbot: QtBot
) -> None:
    open_card = card[1]
    assert open_card.more is not None
    open_card.more.wording_button.click()
    wording = open_card.more.wording
    assert wording is not None
    wording.steps.setPlainText("Bend and " * 11 + "rest.")
    assert "23 words" in wording.plain[wording.steps].said.text()


def test_own_wording_takes_the_plain_word(card: tuple[BuilderPage, ItemCard], qtbot: QtBot) -> None:
    page, open_card = card
    assert open_card.more is not None
    open_card.more.wording_button.click()
    wording = open_card.more.wording
    assert wording is not None
    wording.steps.setPlainText("Sit down.\nMove your scapula.")
    (button,) = wording.plain[wording.steps].buttons
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    own = page.model.content.items[0].wording
    assert own is not None
    assert own.steps == ("Sit down.", "Move your shoulder blade.")
    assert button not in wording.plain[wording.steps].buttons
