"""Usual values of a number, below it while the mouse works on it: one click sets one."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_ui.builder.dose_numbers import number_text
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Pane
from clinic_ui.words import Words

_FEW: Final = (1, 2, 3, 4)
_VALUES: Final = {
    "sets": _FEW,
    "reps": (3, 5, 8, 10, 12, 15),
    "reps_to": (8, 10, 12, 15, 20),
    "hold_s": (5, 10, 20, 30, 45, 60),
    "push_s": (3, 5, 6, 10),
    "push_effort": (2, 3, 5),
    "duration_s": (60, 120, 300, 600, 900, 1200),
    "breaths": (5, 10, 15, 20),
    "rest_s": (0, 5, 10, 15, 30),
    "rest_between_sets_s": (0, 30, 60, 90, 120),
    "effort": (3, 4, 5, 6, 7, 8),
    "times_per_day": _FEW,
    "days_per_week": (2, 3, 5, 7),
    "weeks": (2, 4, 6, 8, 12),
    "pain_limit": (0, 2, 3, 4, 5),
}


class UsualValues(Pane):
    """Lies over the window below the field, and never takes the keyboard from it."""

    value_chosen = Signal(int)

    def __init__(self, name: str, field: QWidget, words: Words) -> None:
        super().__init__("popup", field.window())
        self._field = self._cell = field
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(2)
        self.buttons = []
        for value in usual_values(name):
            button = text_button(number_text(name, value, words), Kind.COMPACT)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self._on_clicked, value))
            self.buttons.append(button)
            row.addWidget(button)
        field.installEventFilter(self)

    def show_below(self, cell: QWidget) -> None:
        """Open below the number's cell, and stay there when it moves; above it where there is no room."""
        self._cell = cell
        self.setParent(cell.window())
        around: QWidget | None = cell
        while around is not None and not around.isWindow():
            around.installEventFilter(self)
            around = around.parentWidget()
        self._place()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Typing on or leaving ends it; overrides Qt."""
        ends = (QEvent.Type.FocusOut, QEvent.Type.KeyPress, QEvent.Type.Hide)
        if watched is self._field and event.type() in ends:
            self.hide()
        elif event.type() is QEvent.Type.Move and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        window, cell = self._cell.window(), self._cell
        self.adjustSize()
        corner = cell.mapTo(window, QPoint(0, cell.height() + 4))
        if corner.y() + self.height() > window.height():
            corner = cell.mapTo(window, QPoint(0, -self.height() - 4))
        self.move(min(corner.x(), window.width() - self.width()), corner.y())

    def _on_clicked(self, value: int, *_: object) -> None:
        self.hide()
        self.value_chosen.emit(value)


def usual_values(name: str) -> Sequence[int]:
    """What is given most, of the number of that name."""
    return _VALUES.get(name, ())
