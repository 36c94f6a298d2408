"""A measured number with decimals: seconds, a count, a result from paper."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from clinic_app.domain.errors import InputError
from clinic_ui.theme import Theme, Type
from clinic_ui.widgets.selecting_line import SelectingLine

_WIDE = 96


class MeasuredLine(SelectingLine):
    """Takes a comma for a point; Enter and Down go on, Up goes back."""

    passed = Signal()
    went_back = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFont(theme.font(Type.NUMBER))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFixedWidth(theme.px(_WIDE))
        self.setMaxLength(8)
        self.setPlaceholderText("–")
        self.textChanged.connect(self._on_changed)

    @property
    def value(self) -> float | None:
        """The number; None while nothing is typed.

        Raises:
            InputError: what is typed is no number.
        """
        typed = self.text().strip().replace(",", ".")
        if not typed:
            return None
        number = _number(typed)
        if number is None:
            raise InputError("“{typed}” is no number. Type it like 12 or 12.4.", typed=self.text().strip())
        return number

    def show_value(self, value: float | None) -> None:
        """Show a number, or none."""
        self.setText("" if value is None else f"{value:g}")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter and the arrows walk; overrides Qt."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Down:
                self.passed.emit()
            case Qt.Key.Key_Up:
                self.went_back.emit()
            case _:
                super().keyPressEvent(event)

    def _on_changed(self, typed: str) -> None:
        is_bad = bool(typed.strip()) and _number(typed.strip().replace(",", ".")) is None
        if bool(self.property("invalid")) != is_bad:
            self.setProperty("invalid", is_bad)
            self.style().unpolish(self)
            self.style().polish(self)


def _number(typed: str) -> float | None:
    """Plain digits with at most one point; no signs, no powers of ten."""
    whole, _point, part = typed.partition(".")
    if not (whole or part) or not (whole + part).isascii() or not (whole + part).isdigit():
        return None
    return float(typed)
