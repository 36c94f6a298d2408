"""A whole number typed or stepped in place."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from clinic_ui.theme import Theme, Type
from clinic_ui.widgets.selecting_line import SelectingLine

_ASIDE, _DIGIT = 16, 9
"""Pixels beside the number, and of one of its digits."""


class NumberField(SelectingLine):
    """Holds a number within limits, from the first key on. ↑ and ↓ step, Escape takes back what was typed.

    What is no number within the limits is marked and holds nothing: the number before the typing holds
    again, and comes back into sight when the field is left. A field that shows no number is empty: its
    ``value`` is below the least.
    """

    value_changed = Signal(int)
    """A person set another number; while it is typed, each one on the way."""

    settled = Signal()
    """The typing is over."""

    validity_changed = Signal(bool)
    """Whether what stands in the field can be used."""

    clicked_into = Signal()
    """The mouse was released in the field."""

    refused = Signal(str)
    """The field was left with what cannot be used; the number before is back."""

    def __init__(
        self,
        name: str,
        value: int | None,
        least: int,
        most: int,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        may_be_empty: bool = False,
    ) -> None:
        super().__init__(parent)
        self.nothing = least - 1
        self._theme, self._may_be_empty = theme, may_be_empty
        self.setProperty("kind", "number")
        self.setAccessibleName(name)
        self.setFont(theme.font(Type.NUMBER))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._least, self._most = least, most
        self._value = self._before = self.nothing if value is None else value
        self._is_typed_in = False
        self.setPlaceholderText("–")
        self.textChanged.connect(self._on_text_changed)
        self.setText(self._shown(self._value))
        self._on_text_changed(self.text())
        self.textEdited.connect(self._on_edited)
        self.returnPressed.connect(self._on_return)

    @property
    def value(self) -> int:
        """The number that holds."""
        return self._value

    def show_value(self, value: int | None) -> None:
        """Show another number (None: nothing), without saying that a person set it; typing goes on."""
        value = self.nothing if value is None else value
        if value != self._value or not self._is_typed_in:
            self._value = value
            self._rest()

    def settle(self) -> None:
        """The typing is over: show the number that holds."""
        if not self._is_typed_in:
            return
        typed = self.text()
        is_refused = self._typed() is None and typed != self._shown(self._value)
        self._rest()
        if is_refused:
            self.refused.emit(typed)
        self.settled.emit()

    def step(self, by: int) -> None:
        """Go up or down, within the limits."""
        typed = self._typed()
        number = max(self._least, min((self._value if typed is None else typed) + by, self._most))
        self._set(number)

    def set_by_hand(self, number: int) -> None:
        """A person chose a number without typing it."""
        self._set(number)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click; overrides our base."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self.clicked_into.emit()

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
            case Qt.Key.Key_Escape if self.text() != self._shown(self._before):
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
        self.setText(self._shown(number))
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
        self.setText(self._shown(self._value))
        self._mark(invalid=False)

    def _shown(self, value: int) -> str:
        return str(value) if value >= self._least else ""

    def _typed(self) -> int | None:
        text = self.text().strip()
        if not text and self._may_be_empty:
            return self.nothing
        if not text.isascii() or not text.isdigit():
            return None
        number = int(text) if len(text) <= len(str(self._most)) else self._most + 1
        return number if self._least <= number <= self._most else None

    def _on_text_changed(self, text: str) -> None:
        """As wide as the number."""
        self.setFixedWidth(self._theme.px(_ASIDE + _DIGIT * max(1, len(text))))

    def _on_edited(self) -> None:
        self._is_typed_in = True
        number = self._typed()
        self._mark(invalid=number is None and self.text() != self._shown(self._before))
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
