"""When in the day an exercise is done."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from clinic_app.domain.dosage import TimeOfDay
from clinic_ui.context import Context
from clinic_ui.widgets.buttons import Kind, text_button


class TimesChoice(QObject):
    """A chip for each time; none chosen means any time."""

    times_chosen = Signal(object)
    """The times a person chose, in their order."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        text = context.words.gettext
        names = {
            TimeOfDay.MORNING: text("Morning"),
            TimeOfDay.EVENING: text("Evening"),
            TimeOfDay.BEFORE_FIRST_STEPS: text("First steps"),
        }
        self.chips = {time: text_button(name, Kind.CHIP) for time, name in names.items()}
        self.chips[TimeOfDay.BEFORE_FIRST_STEPS].setToolTip(text("Before the first steps in the morning"))
        for chip in self.chips.values():
            chip.setCheckable(True)
            chip.clicked.connect(self._on_clicked)

    def show_times(self, times: Sequence[TimeOfDay]) -> None:
        """Show other times, without saying that a person chose them."""
        for time, chip in self.chips.items():
            chip.setChecked(time in times)

    def _on_clicked(self, *_: object) -> None:
        self.times_chosen.emit(tuple(time for time, chip in self.chips.items() if chip.isChecked()))
