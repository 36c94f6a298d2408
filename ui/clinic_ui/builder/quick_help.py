"""The grammar of the quick-add line, in a popup beside it."""

from typing import Final

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from clinic_app.domain.words import mark
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.labels import Label
from clinic_ui.widgets.popup import Popup

_RULES: Final = (
    (mark("gastroc 3x30 L 2/d"), mark("Words find the exercise; the rest may stand in any order")),
    (mark("3x30   3x30s"), mark("A stretch: 3 repetitions, held 30 seconds")),
    (mark("3x10   3x8-12"), mark("A movement: 3 sets of 10, of 8 to 12")),
    (mark("2x3x30"), mark("2 sets of 3 repetitions, 30 seconds each")),
    (mark("10 min   90s   2:30"), mark("Walking, cycling, resting: how long")),
    (mark("L   R   both"), mark("Left, right, one side at a time")),
    (mark("2/d   5/wk   daily"), mark("2 times a day, 5 days a week, every day")),
    (mark("6wk   am   pm"), mark("For 6 weeks, in the morning, in the evening")),
    (mark("5kg   10lb   2band"), mark("Load")),
    (mark("effort5   rest30   push6"), mark("Effort of 10; rest and push in seconds")),
    (mark("+only in shoes"), mark("A note for the patient: all that follows the plus")),
)


class QuickHelp(Popup):
    """What may be typed, with its meaning; any key or a click elsewhere closes it."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        text, theme = context.words.gettext, context.theme
        super().__init__(text("What can be typed"), parent)
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(6)
        for row, (typed, meaning) in enumerate(_RULES):
            grid.addWidget(Label(text(typed), theme, Type.SMALL_STRONG), row, 0)
            grid.addWidget(Label(text(meaning), theme, Type.SMALL, Tone.TEXT_2), row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addWidget(Label(text("What can be typed"), theme, Type.BODY_STRONG))
        column.addLayout(grid)
        keys = text("↑ and ↓ choose another exercise, Enter adds, Esc clears.")
        column.addWidget(Label(keys, theme, Type.SMALL, Tone.TEXT_2))
