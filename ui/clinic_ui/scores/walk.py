"""From one answer to the next by the keyboard."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from clinic_ui.scores.measured_line import MeasuredLine
from clinic_ui.scores.scale_strip import ScaleStrip

AnswerField = ScaleStrip | MeasuredLine


def walk(fields: Sequence[AnswerField], on_end: Callable[[], None]) -> None:
    """Let Enter and the arrows go through ``fields``; after the last comes ``on_end``."""
    for at, field in enumerate(fields):
        after = partial(take_keyboard, fields[at + 1]) if at + 1 < len(fields) else on_end
        field.passed.connect(after)
        if at:
            field.went_back.connect(partial(take_keyboard, fields[at - 1]))


def take_keyboard(field: QWidget) -> None:
    """Give it the keyboard as Tab does."""
    field.setFocus(Qt.FocusReason.TabFocusReason)
