"""The program's cards, top to bottom: added, moved, dropped, removed; one is open, several may be chosen."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from clinic_app.domain.program import ProgramItem
from clinic_ui.builder.card_opener import CardOpener
from clinic_ui.builder.drag_handle import ITEM_MIME, dropped
from clinic_ui.builder.item_card import ItemCard
from clinic_ui.builder.item_errands import ItemErrands
from clinic_ui.builder.library_list import EXERCISE_MIME
from clinic_ui.builder.program_model import ProgramModel
from clinic_ui.builder.selection import Selection
from clinic_ui.context import Context
from clinic_ui.shortcuts import Shortcut
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.labels import Label

_SETTLES_MS = 200
"""A new card has found its height by then."""
_MARGIN = 10


class ProgramList(QScrollArea):
    """Shows the model's items as cards; cards stay while their item stays, so the keyboard stays too."""

    order_changed = Signal()
    """Other cards, another order of them, or more in one of them."""

    opened = Signal(object)
    """The id of the exercise whose card is open now, or None."""

    emptied = Signal()
    """The keyboard's card is gone and no other is left to take it."""

    def __init__(self, context: Context, model: ProgramModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._model = context, model
        self.cards: dict[UUID, ItemCard] = {}
        self.selection = Selection(self)
        self.errands = ItemErrands(context, model, self.selection)
        self._opener = CardOpener(self)
        self._open: UUID | None = None
        self._order: list[UUID] = []
        self._brought: ItemCard | None = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLES_MS)
        self._settling.timeout.connect(self._on_settled)
        self._held: ItemCard | None = None
        self._later = QTimer(self)  # the cards have their places only after what made them move
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._follow)
        self.verticalScrollBar().actionTriggered.connect(self._on_scrolled)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its cards take the keyboard
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(12, 8, 12, 16)
        self._column.setSpacing(2)
        text = context.words.gettext
        self.hint = Label(
            text(
                "Add the first exercise: search on the left, then press Enter, or drag it here. "
                "Or type it below, or paste (Ctrl+V) what was copied from another program."
            ),
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
        self._make_actions()
        model.content_changed.connect(self._on_content_changed)
        model.opened.connect(self._on_opened)
        context.own.changed.connect(self._on_content_changed)
        self.selection.changed.connect(self._show_looks)
        self.errands.moved.connect(self._on_moved)
        self._opener.card_wanted.connect(self.open_card)

    @property
    def open_id(self) -> UUID | None:
        """Whose card is open."""
        return self._open

    def current(self) -> ItemCard | None:
        """The card a person works on: the open one, else the last."""
        cards = self.in_order()
        return self.cards.get(self._open) if self._open in self.cards else cards[-1] if cards else None

    def open_card(self, card: ItemCard) -> None:
        """Open one card, and close the one before; what was clicked stays below the mouse."""
        if card.item.id == self._open or card.item.id not in self.cards:
            return
        before = card.mapTo(self.viewport(), card.rect().topLeft()).y()
        self._open = card.item.id
        is_first = card.more is None
        self._show_looks()
        self._column.activate()
        self._inside.resize(
            self._inside.width(), max(self._column.sizeHint().height(), self.viewport().height())
        )
        after = card.mapTo(self.viewport(), card.rect().topLeft()).y()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + after - before)
        self.bring(card)
        self.opened.emit(self._open)
        if is_first:
            self.order_changed.emit()

    def _make_actions(self) -> None:
        make = self._context.actions.make
        make(self, Shortcut.CHOOSE_ALL, self.selection.all)
        make(self, Shortcut.COPY, self._on_copy)
        make(self, Shortcut.SAME_ABOVE, partial(self._go_beside, -1))
        make(self, Shortcut.SAME_BELOW, partial(self._go_beside, 1))

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
            self.errands.place(self.selection.with_it(dropped(data)[0]), at)
        event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape that no field wanted chooses none; overrides Qt."""
        if event.key() == Qt.Key.Key_Escape and self.selection.ids:
            self.selection.clear()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow a card that was brought into view until everything has found its height; overrides Qt."""
        done = super().eventFilter(watched, event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and watched is self.widget():
            self._follow()
            self._later.start()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Advice above comes and goes: the card that is worked on stays in sight; overrides Qt."""
        super().resizeEvent(event)
        self._follow()
        self._later.start()

    def settle(self) -> None:
        """The typing is over: every number shows what holds."""
        for card in self.in_order():
            card.settle()

    def in_order(self) -> list[ItemCard]:
        """The cards from top to bottom."""
        return [self.cards[item.id] for item in self._model.content.items if item.id in self.cards]

    def bring(self, card: ItemCard) -> None:
        """Scroll until the whole card is seen, also when it finds its height only now."""
        self._brought = self._held = card
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
        """Keep the card in sight; of one that is higher than the view its name, or what has the keyboard."""
        is_held = self._held is not None and self._held.item.id == self._open
        card = self._brought or (self._held if is_held else None)
        if card is None:
            return
        bar, room = self.verticalScrollBar(), self.viewport().height()
        top, height = card.y() - _MARGIN, card.height() + 2 * _MARGIN
        if height > room or top < bar.value():
            bar.setValue(top)
        elif top + height > bar.value() + room:
            bar.setValue(top + height - room)
        focus = QApplication.focusWidget()
        if focus is not None and focus is not card and card.isAncestorOf(focus):
            self.ensureWidgetVisible(focus, 0, _MARGIN)

    def _on_settled(self) -> None:
        self._brought = None

    def _on_scrolled(self, _action: int) -> None:
        """The person scrolls: the open card is held where it is still in sight."""
        QTimer.singleShot(0, self, self._hold_what_is_seen)

    def _hold_what_is_seen(self) -> None:
        card = self.cards.get(self._open) if self._open is not None else None
        top = card.mapTo(self.viewport(), card.rect().topLeft()).y() if card is not None else -1
        is_seen = card is not None and top >= 0 and top + card.height() <= self.viewport().height()
        self._brought = None
        self._held = card if is_seen else None

    def _on_content_changed(self, *_slugs: object) -> None:
        items = self._model.content.items
        order = [item.id for item in items]
        self._take_out_swapped(items)
        added = [self._card(item, at) for at, item in enumerate(items) if item.id not in self.cards]
        for at, item in enumerate(items):
            card = self.cards[item.id]
            card.show_item(item, at + 1, self._model.content.person, self._model.content.language)
            if card.is_read_only is not self._model.is_read_only:
                card.set_read_only(self._model.is_read_only)
            if self._column.indexOf(card) != at + 1:
                self._column.insertWidget(at + 1, card)
        self._take_out(set(self.cards) - set(order))
        self.hint.setVisible(not items and self._model.program is not None)
        self.selection.follow(order)
        if self._open is not None and self._open not in self.cards:
            self._open = None
            self.opened.emit(None)
        if len(added) == 1:
            self.bring(added[0])
        if order != self._order or added:
            self._order = order
            self.order_changed.emit()

    def _take_out(self, gone: set[UUID]) -> None:
        """Let go of cards; the keyboard goes to the next one, else to the one before."""
        focus = QApplication.focusWidget()
        for item_id in gone:
            card = self.cards.pop(item_id)
            if card is self._brought:
                self._brought = None
            if card is self._held:
                self._held = None
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
        card.asked.connect(self.errands.run)
        card.pressed.connect(self._on_pressed)
        card.walked.connect(self._on_walked)
        card.grown.connect(self.order_changed)
        self.cards[item.id] = card
        self._column.insertWidget(at + 1, card)
        card.show()  # now: the layout would only show it in the event loop, and then find its height
        return card

    def _take_out_swapped(self, items: Sequence[ProgramItem]) -> None:
        """A card belongs to one exercise: another in its item's place, or an edited one, gets its own."""
        for at, item in enumerate(items):
            card = self.cards.get(item.id)
            if card is None or card.exercise == self._context.library.exercise(item.exercise_slug):
                continue
            focus = QApplication.focusWidget()
            had_focus = focus is not None and (card is focus or card.isAncestorOf(focus))
            card.hide()
            card.deleteLater()
            made = self._card(item, at)
            self._show_looks()
            self.bring(made)
            if had_focus:
                made.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_looks(self) -> None:
        chosen = self.selection.ids if self.selection.is_several else ()
        for item_id, card in self.cards.items():
            card.set_open(item_id == self._open, chosen=item_id in chosen)

    def _on_opened(self) -> None:
        """Another program: nothing of it is open or chosen yet."""
        self._open = None
        self.selection.clear()
        self.opened.emit(None)

    def _on_pressed(self, item_id: UUID, keys: Qt.KeyboardModifier) -> None:
        if keys & Qt.KeyboardModifier.ControlModifier:
            self.selection.toggle(item_id)
        elif keys & Qt.KeyboardModifier.ShiftModifier:
            self.selection.extend_to(item_id)
        else:
            self.selection.only(item_id)

    def _on_walked(self, item_id: UUID, by: int, goes_along: bool) -> None:
        """Up and down give the keyboard to the neighbour; with Shift it is chosen too."""
        cards = self.in_order()
        at = cards.index(self.cards[item_id]) + by
        if not 0 <= at < len(cards):
            return
        near = cards[at].item.id
        if goes_along:
            if not self.selection.ids:
                self.selection.only(item_id)
            self.selection.extend_to(near)
        else:
            self.selection.only(near)
        cards[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_beside(self, by: int) -> None:
        """From a number to the same one of the card above or below."""
        cards = self.in_order()
        at = next((at for at, card in enumerate(cards) if card.focused_number()), None)
        if at is not None and 0 <= at + by < len(cards):
            cards[at + by].focus_dose(cards[at].focused_number())

    def _on_copy(self) -> None:
        card = self.current()
        if card is not None:
            self.errands.copy(self.selection.ids or (card.item.id,))

    def _on_moved(self, item_id: UUID) -> None:
        if item_id in self.cards:
            self.bring(self.cards[item_id])
