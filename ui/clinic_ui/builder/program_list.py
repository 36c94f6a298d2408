"""The program's cards, top to bottom: added, moved, dropped, removed."""

from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from clinic_app.domain.program import ProgramItem
from clinic_ui.builder.item_card import ITEM_MIME, ItemCard
from clinic_ui.builder.library_list import EXERCISE_MIME
from clinic_ui.builder.program_model import ProgramModel
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.labels import Label

_SETTLES_MS = 200
"""A new card has found its height by then."""
_MARGIN = 10


class ProgramList(QScrollArea):
    """Shows the model's items as cards; cards stay while their item stays, so the keyboard stays too."""

    item_removed = Signal(object, int)
    """The item that a person took out, and where it stood."""

    order_changed = Signal()
    """Other cards, or another order of them."""

    emptied = Signal()
    """The keyboard's card is gone and no other is left to take it."""

    def __init__(self, context: Context, model: ProgramModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._model = context, model
        self.cards: dict[UUID, ItemCard] = {}
        self._order: list[UUID] = []
        self._brought: ItemCard | None = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLES_MS)
        self._settling.timeout.connect(self._on_settled)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its cards take the keyboard
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(16, 12, 16, 16)
        self._column.setSpacing(10)
        text = context.words.gettext
        self.hint = Label(
            text("Add the first exercise: search on the left, then press Enter, or drag it here."),
            context.theme,
            Type.BODY,
            Tone.TEXT_2,
            wraps=True,
        )
        self._column.addWidget(self.hint)
        self._column.addStretch(1)
        self.setWidget(self._inside)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(True)
        self.setAccessibleName(text("Exercises of the program"))
        model.content_changed.connect(self._on_content_changed)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Exercises and our own cards may come; overrides Qt."""
        self._take(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        """As on entering; overrides Qt."""
        self._take(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Add or move to where it was dropped; overrides Qt."""
        at = self._place_at(event.position().y())
        data = event.mimeData()
        if data.hasFormat(EXERCISE_MIME):
            self._model.add(bytes(data.data(EXERCISE_MIME).data()).decode(), at)
        elif data.hasFormat(ITEM_MIME):
            item_id = UUID(bytes(data.data(ITEM_MIME).data()).decode())
            before = self._model.content.position(item_id)
            self._model.move(item_id, at - 1 if at > before else at)
        event.acceptProposedAction()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow a card that was brought into view until everything has found its height; overrides Qt."""
        done = super().eventFilter(watched, event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and watched is self.widget():
            self._follow()
        return done

    def settle(self) -> None:
        """The typing is over: every number shows what holds."""
        for card in self.in_order():
            card.settle()

    def in_order(self) -> list[ItemCard]:
        """The cards from top to bottom."""
        return [self.cards[item.id] for item in self._model.content.items if item.id in self.cards]

    def bring(self, card: ItemCard) -> None:
        """Scroll until the whole card is seen, also when it finds its height only now."""
        self._brought = card
        self._settling.start()
        self._follow()

    def _take(self, event: QDragMoveEvent) -> None:
        data = event.mimeData()
        if not self._model.is_read_only and (data.hasFormat(EXERCISE_MIME) or data.hasFormat(ITEM_MIME)):
            event.acceptProposedAction()

    def _place_at(self, y: float) -> int:
        """Which place a point of the view is nearest to."""
        inside_y = y + self.verticalScrollBar().value()
        middles = [card.y() + card.height() / 2 for card in self.in_order()]
        return sum(middle < inside_y for middle in middles)

    def _follow(self) -> None:
        if self._brought is not None:
            self.ensureWidgetVisible(self._brought, 0, _MARGIN)

    def _on_settled(self) -> None:
        self._brought = None

    def _on_content_changed(self) -> None:
        items = self._model.content.items
        order = [item.id for item in items]
        self._take_out({item.id for item in items if self._is_of_another(item)})
        added = [self._card(item, at) for at, item in enumerate(items) if item.id not in self.cards]
        for at, item in enumerate(items):
            card = self.cards[item.id]
            card.show_item(item, at + 1, self._model.content.person)
            card.set_read_only(self._model.is_read_only)
            if self._column.indexOf(card) != at + 1:
                self._column.insertWidget(at + 1, card)
        self._take_out(set(self.cards) - set(order))
        self.hint.setVisible(not items and self._model.program is not None)
        if len(added) == 1:
            self.bring(added[0])
        if order != self._order:
            self._order = order
            self.order_changed.emit()

    def _is_of_another(self, item: ProgramItem) -> bool:
        """Whether the item's card shows another exercise: it was swapped."""
        card = self.cards.get(item.id)
        return card is not None and card.item.exercise_slug != item.exercise_slug

    def _take_out(self, gone: set[UUID]) -> None:
        """Let go of cards; the keyboard goes to the next one, else to the one before."""
        focus = QApplication.focusWidget()
        for item_id in gone:
            card = self.cards.pop(item_id)
            if card is self._brought:
                self._brought = None
            if focus is not None and (card is focus or card.isAncestorOf(focus)):
                at = self._order.index(item_id)
                self._give_focus(
                    [each for each in self._order[at:] + self._order[:at][::-1] if each not in gone]
                )
            card.hide()
            card.deleteLater()

    def _give_focus(self, nearest: list[UUID]) -> None:
        if nearest:
            self.cards[nearest[0]].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.emptied.emit()

    def _card(self, item: ProgramItem, at: int) -> ItemCard:
        exercise = self._context.library.exercise(item.exercise_slug)
        card = ItemCard(self._context, exercise, item, self._inside)
        card.item_changed.connect(self._model.change_item)
        card.remove_wanted.connect(self._on_remove_wanted)
        card.move_wanted.connect(self._on_move_wanted)
        self.cards[item.id] = card
        self._column.insertWidget(at + 1, card)
        card.show()  # now: the layout would only show it in the event loop, and then find its height
        return card

    def _on_remove_wanted(self, item_id: UUID) -> None:
        if self._model.is_read_only:
            return
        at, item = self._model.content.position(item_id), self._model.content.item(item_id)
        self._model.remove(item_id)
        self.item_removed.emit(item, at)

    def _on_move_wanted(self, item_id: UUID, by: int) -> None:
        self._model.move(item_id, self._model.content.position(item_id) + by)
        self.bring(self.cards[item_id])
