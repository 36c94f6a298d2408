"""A whole number typed or stepped in place."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QWidget

from clinic_ui.theme import Theme, Type
from clinic_ui.widgets.selecting_line import SelectingLine


class NumberField(SelectingLine):
    """Holds a number within limits, from the first key on. ↑ and ↓ step, Escape takes back what was typed.

    What is no number within the limits is marked and holds nothing: the number before the typing holds
    again, and comes back into sight when the field is left.
    """

    value_changed = Signal(int)
    """A person set another number; while it is typed, each one on the way."""

    settled = Signal()
    """The typing is over."""

    validity_changed = Signal(bool)
    """Whether what stands in the field can be used."""

    refused = Signal(str)
    """The field was left with what cannot be used; the number before is back."""

    def __init__(
        self, name: str, value: int, least: int, most: int, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "number")
        self.setAccessibleName(name)
        self.setFont(theme.font(Type.NUMBER))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._least, self._most = least, most
        self._value = self._before = value
        self._is_typed_in = False
        self.setFixedWidth(theme.px(20 + 9 * len(str(most))))
        self.setText(str(value))
        self.textEdited.connect(self._on_edited)
        self.returnPressed.connect(self._on_return)

    @property
    def value(self) -> int:
        """The number that holds."""
        return self._value

    def show_value(self, value: int) -> None:
        """Show another number, without saying that a person set it; typing goes on undisturbed."""
        if value != self._value or not self._is_typed_in:
            self._value = value
            self._rest()

    def settle(self) -> None:
        """The typing is over: show the number that holds."""
        if not self._is_typed_in:
            return
        typed = self.text()
        is_refused = self._typed() is None
        self._rest()
        if is_refused:
            self.refused.emit(typed)
        self.settled.emit()

    def step(self, by: int) -> None:
        """Go up or down, within the limits."""
        typed = self._typed()
        number = max(self._least, min((self._value if typed is None else typed) + by, self._most))
        self._set(number)

    def event(self, event: QEvent) -> bool:
        """Undo and redo are the page's, but first what cannot be used is taken back; overrides Qt."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            if event.matches(undo) or event.matches(redo):
                event.setAccepted(event.matches(undo) and self._typed() is None)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Steps, Escape and undo; overrides Qt."""
        undo = event.matches(QKeySequence.StandardKey.Undo)
        match event.key():
            case Qt.Key.Key_Up if not self.isReadOnly():
                self.step(1)
            case Qt.Key.Key_Down if not self.isReadOnly():
                self.step(-1)
            case Qt.Key.Key_Escape if self.text() != str(self._before):
                self._set(self._before)
            case _ if undo and self._typed() is None:
                self._set(self._before)
            case _ if undo or event.matches(QKeySequence.StandardKey.Redo):
                event.ignore()
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Scrolling over a dose must not change it; overrides Qt."""
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Leaving ends the typing; overrides Qt."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.settle()

    def _set(self, number: int) -> None:
        """A whole step of a person's: the number, settled."""
        self._is_typed_in = True
        self.setText(str(number))
        self._hold(number)
        self.settle()
        self.selectAll()

    def _hold(self, number: int) -> None:
        if number != self._value:
            self._value = number
            self.value_changed.emit(number)

    def _rest(self) -> None:
        """Show what holds; the next typing starts from it."""
        self._before = self._value
        self._is_typed_in = False
        self.setText(str(self._value))
        self._mark(invalid=False)

    def _typed(self) -> int | None:
        text = self.text().strip()
        if not text.isascii() or not text.isdigit():
            return None
        number = int(text) if len(text) <= len(str(self._most)) else self._most + 1
        return number if self._least <= number <= self._most else None

    def _on_edited(self) -> None:
        self._is_typed_in = True
        number = self._typed()
        self._mark(invalid=number is None)
        self._hold(self._before if number is None else number)

    def _on_return(self) -> None:
        """Enter keeps a number; what cannot be used stays to be seen."""
        if self._typed() is not None:
            self.settle()
            self.selectAll()

    def _mark(self, *, invalid: bool) -> None:
        if bool(self.property("invalid")) != invalid:
            self.setProperty("invalid", invalid)
            self.style().unpolish(self)
            self.style().polish(self)
            self.validity_changed.emit(not invalid)
