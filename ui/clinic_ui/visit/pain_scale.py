"""Pain from 0 to 10 as a row of keys: clicked, or typed as a number."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from clinic_app.domain.visit import WORST_PAIN
from clinic_ui.widgets.segments import Choice, Segments

_SECOND_DIGIT_MS = 1_000
_EMPTY_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Minus)


class PainScale(Segments):
    """0 … 10; the chosen key pressed again, or Delete, means not asked. 1 and at once 0 is ten."""

    pain_changed = Signal(object)
    """A number, or None: a person said so."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        choices = [Choice(number, str(number)) for number in range(WORST_PAIN + 1)]
        super().__init__(name, choices, None, parent)
        self._before: object = None
        self._is_one_typed = QTimer(self)
        self._is_one_typed.setSingleShot(True)
        self._is_one_typed.setInterval(_SECOND_DIGIT_MS)
        self.choice_changed.connect(self._on_choice)
        for button in self.buttons():
            button.setProperty("narrow", True)

    def show_pain(self, pain: int | None) -> None:
        """Show a number, or none, without saying that a person chose it."""
        self._before = pain
        self.choose(pain)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Digits choose, Delete takes back; overrides Segments."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif event.key() in _EMPTY_KEYS:
            self._set(None)
        elif event.text().isdigit():
            self._type(int(event.text()))
        else:
            super().keyPressEvent(event)

    def _type(self, digit: int) -> None:
        is_ten = digit == 0 and self._is_one_typed.isActive()
        self._is_one_typed.stop()
        if digit == 1:
            self._is_one_typed.start()
        self._set(WORST_PAIN if is_ten else digit)

    def _set(self, pain: int | None) -> None:
        if pain == self._before:
            return
        self.show_pain(pain)
        self.focus_chosen()
        self.pain_changed.emit(pain)

    def _on_choice(self, pain: object) -> None:
        """Pressed again, a key means not asked."""
        number = int(str(pain))
        self._set_clicked(None if number == self._before else number)

    def _set_clicked(self, pain: int | None) -> None:
        self.show_pain(pain)
        self.pain_changed.emit(pain)
