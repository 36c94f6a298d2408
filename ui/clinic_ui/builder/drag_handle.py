"""The six dots that move a card, and with it all that are chosen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QByteArray, QMimeData, Qt
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QLabel

from clinic_ui.context import Context
from clinic_ui.theme import Tone
from clinic_ui.widgets.hover import forget_hover

if TYPE_CHECKING:
    from clinic_ui.builder.item_card import ItemCard

ITEM_MIME: Final = "application/x-clinic-item"


class DragHandle(QLabel):
    """Pulling it moves the card. The keys are Alt+↑ and Alt+↓."""

    def __init__(self, card: "ItemCard", context: Context) -> None:
        super().__init__(card)
        self._card = card
        icons = context.actions.icons
        self.setPixmap(icons.pixmap("drag", icons.scaled(20), Tone.TEXT_3, self.devicePixelRatioF()))
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        name = context.words.gettext("Drag to move (Alt+↑, Alt+↓)")
        self.setToolTip(name)
        self.setAccessibleName(name)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take the card along; overrides Qt."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        drag = QDrag(self._card)
        drag.setMimeData(dragged([self._card.item.id]))
        drag.setPixmap(self._card.grab())
        drag.exec(Qt.DropAction.MoveAction)
        forget_hover(self.window())


def dragged(ids: Sequence[UUID]) -> QMimeData:
    """What a drag of these items carries."""
    data = QMimeData()
    data.setData(ITEM_MIME, QByteArray(" ".join(map(str, ids)).encode()))
    return data


def dropped(data: QMimeData) -> list[UUID]:
    """The items of such a drag."""
    return [UUID(each) for each in bytes(data.data(ITEM_MIME).data()).decode().split()]
