"""The builder's cards as tests speak of them."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinic_ui.builder.item_card import ItemCard
from clinic_ui.builder.page import BuilderPage

CALF = "gastrocnemius-stretch-on-stairs"
WALL = "gastrocnemius-stretch-at-wall"
SOLEUS = "soleus-stretch-on-step"
BRIDGE = "glute-bridge"
HIP = "hip-flexor-stretch-half-kneeling"
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
LEFT = Qt.MouseButton.LeftButton

OpenBuilder = Callable[..., BuilderPage]


def slugs_of(page: BuilderPage) -> list[str]:
    """The exercises of the program, in order."""
    return [item.exercise_slug for item in page.model.content.items]


def card_at(page: BuilderPage, at: int) -> ItemCard:
    """The card at that place, from 0."""
    return page.items.in_order()[at]


def click(qtbot: QtBot, card: ItemCard, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A click on the card's number."""
    qtbot.mouseClick(card.number, LEFT, keys)
