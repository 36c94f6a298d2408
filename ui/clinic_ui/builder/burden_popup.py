"""All of what a program costs, in a popup above the meter."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from clinic_app.domain.burden import Burden
from clinic_app.domain.burden_words import changes, minutes, stretch_lines
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.labels import Label
from clinic_ui.widgets.popup import Popup


class BurdenPopup(Popup):
    """Session, day, week, changes of position; time under stretch by muscle and side."""

    def __init__(self, context: Context, cost: Burden, parent: QWidget) -> None:
        super().__init__(context.words.gettext("What the program asks of the patient"), parent)
        words, theme = context.words, context.theme
        self.rows: list[tuple[str, ...]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addWidget(Label(self.accessibleName(), theme, Type.BODY_STRONG))
        times = QGridLayout()
        times.setHorizontalSpacing(24)
        self._fill(times, context, _times(cost, context))
        column.addLayout(times)
        muscles = {key: each.name(words.language) for key, each in context.library.muscles.items()}
        lines = list(stretch_lines(cost, muscles, words))
        if lines:
            head = (words.gettext("Under stretch a week"), words.gettext("Left"), words.gettext("Right"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(24)
            self._fill(grid, context, [head, *lines])
            column.addSpacing(4)
            column.addLayout(grid)

    def _fill(self, grid: QGridLayout, context: Context, rows: Sequence[tuple[str, ...]]) -> None:
        theme = context.theme
        for at, row in enumerate(rows):
            self.rows.append(row)
            is_head = len(row) > 2 and at == 0
            for across, text in enumerate(row):
                kind = Type.SMALL_STRONG if across and not is_head else Type.SMALL
                label: QLabel = Label(text, theme, kind, Tone.TEXT if across and not is_head else Tone.TEXT_2)
                if across:
                    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                grid.addWidget(label, at, across)
        grid.setColumnStretch(0, 1)


def _times(cost: Burden, context: Context) -> list[tuple[str, str]]:
    words = context.words
    rows = [
        (words.gettext("A session"), minutes(cost.session_s, words)),
        (words.gettext("A day"), minutes(cost.day_s, words)),
        (words.gettext("A week"), minutes(cost.week_s, words)),
    ]
    if cost.aerobic_day_s:
        rows.append((words.gettext("Of it aerobic, a day"), minutes(cost.aerobic_day_s, words)))
    rows.append((words.gettext("On the way"), changes(cost.position_changes, words)))
    return rows
