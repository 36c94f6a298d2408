"""Numbers of one exercise, or of several at once, changed in place."""

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from clinic_app.domain.errors import InputError
from clinic_app.domain.program import ProgramItem
from clinic_ui.builder.dose import DoseCell
from clinic_ui.builder.dose_numbers import may_be_empty, said_of, shared_number, with_number
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.labels import Label
from clinic_ui.widgets.number_field import NumberField


class DoseEditor(QObject):
    """A cell a number; empty where several items differ. What cannot be used is said in ``limits``.

    Every number on the way starts from the items before the typing, so that they can come back whole.
    """

    items_changed = Signal(object, str)
    """The changed items, and the name of the number that may go on being typed."""

    left_at_end = Signal()
    """Enter was pressed in the last number."""

    def __init__(self, context: Context, names: Iterable[str], items: Sequence[ProgramItem]) -> None:
        super().__init__()
        self._context = context
        self.items = tuple(items)
        self._typed_from: tuple[ProgramItem, ...] | None = None
        self._sent: tuple[ProgramItem, ...] | None = None
        self._wrong = ""
        self.cells: dict[str, DoseCell] = {}
        self.limits = Label("", context.theme, Type.CAPTION_MEDIUM, Tone.BAD, wraps=True)
        self.limits.hide()
        self.add(names)

    @property
    def fields(self) -> dict[str, NumberField]:
        """The fields by the names of their numbers."""
        return {name: cell.field for name, cell in self.cells.items()}

    def add(self, names: Iterable[str]) -> list[DoseCell]:
        """Offer more numbers; their cells are to be laid out."""
        made = []
        for name in names:
            cell = DoseCell(self._context, name, shared_number(self.items, name))
            cell.field.value_changed.connect(partial(self._on_number_changed, name))
            cell.field.settled.connect(self._on_settled)
            cell.field.validity_changed.connect(partial(self._on_validity_changed, name))
            cell.field.refused.connect(partial(self._on_refused, name))
            cell.field.returnPressed.connect(partial(self._on_return, name))
            self.cells[name] = cell
            made.append(cell)
        return made

    def show_items(self, items: Sequence[ProgramItem]) -> None:
        """Show the items as they are now."""
        if tuple(items) != self._sent:
            self._typed_from = None
        self.items = tuple(items)
        for name, cell in self.cells.items():
            cell.field.show_value(shared_number(self.items, name))

    def settle(self) -> None:
        """The typing is over: every number shows what holds."""
        for cell in self.cells.values():
            cell.field.settle()

    def set_read_only(self, read_only: bool) -> None:
        """Numbers can be looked at only."""
        for cell in self.cells.values():
            cell.field.setReadOnly(read_only)

    def _on_number_changed(self, name: str, value: int) -> None:
        field = self.cells[name].field
        if self._typed_from is None:
            self._typed_from = self.items
        is_left_out = value == field.nothing
        try:
            changed = self._typed_from
            if not is_left_out or may_be_empty(name):
                changed = tuple(
                    with_number(item, name, None if is_left_out else value) for item in self._typed_from
                )
        except InputError as error:
            self._say_wrong(said_of(error, self._context.words))
            return
        if self._wrong:
            self._say_wrong("")
        self._sent = changed
        self.items_changed.emit(self._sent, name)

    def _say_wrong(self, sentence: str) -> None:
        self._wrong = sentence
        self.limits.setText(sentence)
        self.limits.setVisible(bool(sentence))

    def _on_settled(self) -> None:
        self._typed_from = None
        if self._wrong:
            self._context.toasts.say(self._wrong)
            self._say_wrong("")
            self.show_items(self.items)

    def _on_validity_changed(self, name: str, is_valid: bool) -> None:
        self.limits.setText(self.cells[name].limits)
        self.limits.setVisible(not is_valid)

    def _on_refused(self, name: str, _typed: str) -> None:
        said = self._context.words.gettext("{limits}. The number before is back.")
        self._context.toasts.say(said.format(limits=self.cells[name].limits))

    def _on_return(self, name: str) -> None:
        """Enter goes on to the next number that is seen, unless what stands here cannot be used."""
        if self.cells[name].field.property("invalid"):
            return
        seen = [each for each, cell in self.cells.items() if cell.isVisible()]
        after = seen[seen.index(name) + 1 :] if name in seen else []
        if after:
            self.cells[after[0]].field.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.left_at_end.emit()
