"""Activities that the patient names, each with a number: the same ones are offered the next time."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from clinic_app.domain.measures import Measure
from clinic_ui.context import Context
from clinic_ui.scores.given import Given
from clinic_ui.scores.scale_strip import ScaleStrip
from clinic_ui.scores.walk import take_keyboard
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, icon_button, text_button
from clinic_ui.widgets.fields import line
from clinic_ui.widgets.labels import Label

_LONGEST = 120
_USUAL_ROWS = 3
"""So many rows are there to begin with; those left blank do not count."""


@dataclass(frozen=True, slots=True, eq=False)
class ActivityRow:
    """One activity."""

    name: QLineEdit
    strip: ScaleStrip
    remove: QPushButton


class ActivitySheet(QWidget):
    """As many rows as are usual; more are added below, and those left blank do not count."""

    changed = Signal()
    finished = Signal()
    refused = Signal(str)

    def __init__(
        self,
        context: Context,
        measure: Measure,
        language: str,
        offered: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._measure, self._language = context, measure, language
        text, theme = context.words.gettext, context.theme
        self.rows: list[ActivityRow] = []
        self.add_button = text_button(
            text("Add an activity"), Kind.LINK, icons=context.actions.icons, icon="add"
        )
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        asked = measure.question.get(language) or measure.question["en"]
        ends = (
            f"{each.value:g} = {each.texts.get(language) or each.texts['en']}" for each in measure.choices
        )
        column.addWidget(Label(asked, theme, Type.BODY_STRONG, wraps=True))
        column.addWidget(Label("   ·   ".join(ends), theme, Type.SMALL, Tone.TEXT_2, wraps=True))
        column.addLayout(self._grid)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_rows(offered, ())
        self.add_button.clicked.connect(self._on_add)

    def given(self) -> Given:
        """The activities that have a name or a number."""
        used = [row for row in self.rows if row.name.text().strip() or row.strip.value is not None]
        return Given(
            answers=tuple(None if row.strip.value is None else float(row.strip.value) for row in used),
            activities=tuple(row.name.text().strip() for row in used),
        )

    def show_given(self, given: Given) -> None:
        """Show these."""
        self._show_rows(given.activities, given.answers)

    def focus_first(self) -> None:
        """Give the keyboard to the first thing that is missing."""
        for row in self.rows:
            if not row.name.text().strip():
                take_keyboard(row.name)
                return
            if row.strip.value is None:
                take_keyboard(row.strip)
                return
        take_keyboard(self.rows[0].strip)

    def _show_rows(self, names: Sequence[str], answers: Sequence[float | None]) -> None:
        while self.rows:
            self._drop(self.rows[-1])
        for name in names[: self._measure.most_activities]:
            self._add(name)
        while len(self.rows) < _USUAL_ROWS:
            self._add("")
        for row, answer in zip(self.rows, answers, strict=False):
            row.strip.show_value(None if answer is None else round(answer))
        self._after_rows_changed()

    def _add(self, activity: str) -> ActivityRow:
        text, answers = self._context.words.gettext, self._measure.parts[0].answers
        number = len(self.rows) + 1
        name = line(activity, placeholder=text("Activity, in the patient’s words"), longest=_LONGEST)
        name.setAccessibleName(text("Activity {number}").format(number=number))
        strip = ScaleStrip(self._context.theme, name.accessibleName(), int(answers.low), int(answers.high))
        remove = icon_button(self._context.actions.icons, "close", text("Remove this activity"))
        row = ActivityRow(name, strip, remove)
        self.rows.append(row)
        at = self._grid.rowCount()
        for column, widget in enumerate((name, strip, remove)):
            self._grid.addWidget(widget, at, column)
        name.textChanged.connect(self.changed)
        name.returnPressed.connect(partial(self._on_named, row))
        strip.value_changed.connect(self.changed)
        strip.passed.connect(partial(self._on_passed, row))
        strip.went_back.connect(partial(self._on_went_back, row))
        strip.refused.connect(self._on_refused)
        remove.clicked.connect(partial(self._on_removed, row))
        return row

    def _drop(self, row: ActivityRow) -> None:
        self.rows.remove(row)
        for widget in (row.name, row.strip, row.remove):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _after_rows_changed(self) -> None:
        self.add_button.setEnabled(len(self.rows) < self._measure.most_activities)
        for row in self.rows:
            row.remove.setEnabled(len(self.rows) > self._measure.least_activities)

    def _on_add(self) -> None:
        row = self._add("")
        self._after_rows_changed()
        take_keyboard(row.name)

    def _on_removed(self, row: ActivityRow, _checked: bool = False) -> None:
        self._drop(row)
        self._after_rows_changed()
        take_keyboard(self.rows[-1].strip)
        self.changed.emit()

    def _on_named(self, row: ActivityRow) -> None:
        """Enter leads to the number; where nothing was named, there is nothing more to rate."""
        if row.name.text().strip() or row.strip.value is not None:
            take_keyboard(row.strip)
        else:
            self.finished.emit()

    def _on_passed(self, row: ActivityRow) -> None:
        at = self.rows.index(row) + 1
        if at == len(self.rows):
            self.finished.emit()
            return
        following = self.rows[at]
        take_keyboard(following.strip if following.name.text().strip() else following.name)

    def _on_went_back(self, row: ActivityRow) -> None:
        at = self.rows.index(row)
        if at:
            take_keyboard(self.rows[at - 1].strip)

    def _on_refused(self, number: int) -> None:
        answers = self._measure.parts[0].answers
        said = self._context.words.gettext("{what} goes from {low} to {high}: {value} does not fit.")
        low, high = f"{answers.low:g}", f"{answers.high:g}"
        self.refused.emit(said.format(what=self._measure.short, low=low, high=high, value=number))
