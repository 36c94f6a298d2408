"""The builder's middle: the program's head, its cards, and the line that adds to them."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_ui.builder.advice_box import AdviceBox
from clinic_ui.builder.advice_strip import AdviceStrip, HandoutGate
from clinic_ui.builder.bulk_bar import BulkBar
from clinic_ui.builder.program_advice import ProgramAdvice
from clinic_ui.builder.program_head import ProgramHead
from clinic_ui.builder.program_list import ProgramList
from clinic_ui.builder.program_model import ProgramModel
from clinic_ui.builder.quick_add import QuickAdd
from clinic_ui.builder.swap_bar import SwapBar
from clinic_ui.context import Context
from clinic_ui.widgets.labels import hairline

_LOW = 700
"""In a lower pane, at text scale 1, the gate takes the place of the cards."""

_GATE_HEAD = 64
"""The gate's title and margins."""


class ProgramPane(QWidget):
    """Everything that is done to the program on the table."""

    stops_changed = Signal()
    """There are other buttons to reach."""

    keyboard_left = Signal()
    """Questions are answered, and where the keyboard came from is no more."""

    def __init__(self, context: Context, model: ProgramModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._model = context, model
        self.head = ProgramHead(context, model)
        self.items = ProgramList(context, model)
        self.advice = ProgramAdvice(context, model, self)
        self.strip = AdviceStrip(context, self.advice)
        self.gate = HandoutGate(context, self.advice)
        self.bulk = BulkBar(context, model, self.items.selection)
        self.swap = SwapBar(context)
        self.quick = QuickAdd(context)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        above = (self.head, hairline(), self.strip, self.gate, self.bulk, self.swap)
        for part in (*above, self.items, hairline(), self.quick):
            self.column.addWidget(part, 1 if part is self.items else 0)
        self.gate.opened.connect(self.strip.make_way)
        self.gate.closed.connect(self.strip.come_back)
        for signal in (self.gate.opened, self.gate.closed):
            signal.connect(self._share_room)
        for box in (self.strip.box, self.gate.box):
            box.stops_changed.connect(self.stops_changed)
        self.strip.box.keyboard_left.connect(self._on_strip_answered)
        self.gate.keyboard_left.connect(self.keyboard_left)
        self.advice.changed.connect(self._on_advice_changed)
        self.quick.item_typed.connect(model.add_item)
        self.quick.line.pasted.connect(self.items.errands.paste)
        self.bulk.asked.connect(self.items.errands.run)
        self.items.errands.swap_wanted.connect(self._on_swap_wanted)
        model.opened.connect(self._on_opened)
        model.content_changed.connect(self._on_content_changed)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Advice leaves the cards their room; overrides Qt."""
        super().resizeEvent(event)
        self._share_room()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Somebody looks: say what there is to say; overrides Qt."""
        super().showEvent(event)
        self.advice.look(True)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Ask nothing for nobody; overrides Qt."""
        super().hideEvent(event)
        self.advice.look(False)

    def type(self) -> None:
        """Give the keyboard to the quick-add line."""
        self.quick.line.setFocus()

    def take(self, slug: str) -> None:
        """An exercise of the library was chosen: to be added, or to replace another."""
        swapping = self.swap.item_id
        if swapping is None:
            self._model.add(slug)
            return
        self.swap.end()
        self.items.errands.swap(swapping, slug)
        self.items.cards[swapping].setFocus()

    def focus_dose(self) -> None:
        """Give the keyboard to the dose of the exercise that is worked on, or was added last."""
        card = self.items.current()
        if card is not None:
            card.focus_dose()

    def tab_stops_above(self) -> list[QWidget]:
        """What the Tab key reaches between the head and the cards, in order."""
        return [*self.strip.box.tab_stops(), *self.gate.tab_stops()]

    def tab_stops(self) -> list[QWidget]:
        """What the Tab key reaches below the cards, in order."""
        return [self.quick.line, self.quick.help_button]

    def _share_room(self) -> None:
        """Where there is no room for both, the cards wait until the gate's questions are answered."""
        is_low = self.height() < self._context.theme.px(_LOW)
        hides = is_low and self.gate.is_asking
        self.items.setHidden(hides)
        self.quick.setHidden(hides or self._model.is_read_only)
        self.gate.hint.setHidden(hides)
        self.column.setStretchFactor(self.gate, 1 if hides else 0)
        self.strip.area.set_limit(self.height() // 3)
        rest = self.height() - self.head.height() - self._context.theme.px(_GATE_HEAD)
        self.gate.area.set_limit(max(rest, 0) if is_low else self.height() // 2)

    def _on_advice_changed(self) -> None:
        """Every card shows what is said of its exercise."""
        for card in self.items.in_order():
            if card.advice is None:
                box = AdviceBox(self._context, self.advice)
                box.stops_changed.connect(self.stops_changed)
                box.keyboard_left.connect(card.setFocus)
                card.set_advice(box)
            assert card.advice is not None
            card.advice.show_advice(self.advice.of_item(card.item.id))

    def _on_strip_answered(self) -> None:
        """On with the card that is worked on, else with the line that adds one."""
        card = self.items.current()
        (card or self.quick.line).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_swap_wanted(self, item_id: UUID) -> None:
        exercise = self._context.library.exercise(self._model.content.item(item_id).exercise_slug)
        self.swap.start(item_id, exercise.name(self._context.words.language))

    def _on_opened(self) -> None:
        self.gate.close_gate()
        self.quick.setHidden(self._model.is_read_only)
        self.swap.end()
        if self._model.program is not None:
            self.quick.line.clear()
            self.quick.refresh()

    def _on_content_changed(self) -> None:
        self.quick.person = self._model.content.person
        self.quick.treated = self._model.program.treated if self._model.program else None
        swapping = self.swap.item_id
        if swapping is not None and all(item.id != swapping for item in self._model.content.items):
            self.swap.end()
