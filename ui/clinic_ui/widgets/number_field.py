"""A whole number typed or stepped in place."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from clinic_ui.theme import Theme, Type


class NumberField(QLineEdit):
    """Holds a number within limits. ↑ and ↓ step, Enter keeps it, Escape takes back what was typed."""

    value_changed = Signal(int)
    """A person set another number."""

    refused = Signal(str)
    """What was typed is no number within the limits."""

    def __init__(
        self, name: str, value: int, least: int, most: int, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "number")
        self.setAccessibleName(name)
        self.setFont(theme.font(Type.NUMBER))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._least, self._most, self._value = least, most, value
        self.setFixedWidth(theme.px(24 + 9 * len(str(most))))
        self.setText(str(value))
        self.textEdited.connect(self._on_edited)
        self.editingFinished.connect(self.take)

    @property
    def value(self) -> int:
        """The number that holds."""
        return self._value

    def show_value(self, value: int) -> None:
        """Show another number, without saying that a person set it."""
        self._value = value
        self.setText(str(value))
        self._mark(invalid=False)

    def take(self) -> None:
        """Keep what was typed if it is a number within the limits; else say so and leave it to see."""
        number = self._typed()
        if number is None:
            self.refused.emit(self.text())
        elif number != self._value:
            self._value = number
            self.value_changed.emit(number)

    def step(self, by: int) -> None:
        """Go up or down, within the limits."""
        typed = self._typed()
        number = max(self._least, min((self._value if typed is None else typed) + by, self._most))
        self.setText(str(number))
        self._mark(invalid=False)
        self.selectAll()
        self.take()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Steps and Escape; overrides Qt."""
        match event.key():
            case Qt.Key.Key_Up:
                self.step(1)
            case Qt.Key.Key_Down:
                self.step(-1)
            case Qt.Key.Key_Escape if self.text() != str(self._value):
                self.show_value(self._value)
                self.selectAll()
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Scrolling over a dose must not change it; overrides Qt."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The number is selected, ready to be typed over; overrides Qt."""
        super().focusInEvent(event)
        self.selectAll()

    def _typed(self) -> int | None:
        text = self.text().strip()
        if not text.isascii() or not text.isdigit():
            return None
        number = int(text) if len(text) <= len(str(self._most)) else self._most + 1
        return number if self._least <= number <= self._most else None

    def _on_edited(self) -> None:
        self._mark(invalid=self._typed() is None)

    def _mark(self, *, invalid: bool) -> None:
        if bool(self.property("invalid")) != invalid:
            self.setProperty("invalid", invalid)
            self.style().unpolish(self)
            self.style().polish(self)
