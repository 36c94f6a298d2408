"""Activities that the patient names, each with a number: the same ones are offered the next time."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

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
_GAP, _BELOW_TWO = 8, 8
_LEAST_NAME = 200
"""Pixels at text scale 1: a name has no less room beside its number."""

_USUAL_ROWS = 3
"""So many rows are there to begin with; those left blank do not count."""


class ActivityRow(QWidget):
    """One activity: its number stands beside the name, or below it where there is no room."""

    def __init__(self, context: Context, name: str, activity: str, low: int, high: int) -> None:
        super().__init__()
        text, icons = context.words.gettext, context.actions.icons
        self._least_name = context.theme.px(_LEAST_NAME)
        self._is_narrow: bool | None = None
        self.name = line(activity, placeholder=text("Activity, in the patient’s words"), longest=_LONGEST)
        self.name.setAccessibleName(name)
        self.name.setCursorPosition(0)
        self.strip = ScaleStrip(context.theme, name, low, high)
        self.remove = icon_button(icons, "close", text("Remove this activity"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setColumnStretch(0, 1)
        self._arrange(is_narrow=False)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A narrow row is two lines high; overrides Qt."""
        super().resizeEvent(event)
        beside = self.strip.sizeHint().width() + self.remove.sizeHint().width() + 2 * _GAP
        self._arrange(is_narrow=self.width() < beside + self._least_name)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """No wider than two lines need, so that the row can become them; overrides Qt."""
        return QSize(self.strip.sizeHint().width(), super().minimumSizeHint().height())

    def _arrange(self, *, is_narrow: bool) -> None:
        if is_narrow == self._is_narrow:
            return
        self._is_narrow = is_narrow
        for widget in (self.name, self.strip, self.remove):
            self._grid.removeWidget(widget)
        self._grid.addWidget(self.name, 0, 0)
        self._grid.setVerticalSpacing(4)
        if is_narrow:
            self._grid.addWidget(self.remove, 0, 1)
            self._grid.addWidget(self.strip, 1, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        else:
            self._grid.addWidget(self.strip, 0, 1)
            self._grid.addWidget(self.remove, 0, 2)
        self._grid.setContentsMargins(0, 0, 0, _BELOW_TWO if is_narrow else 0)
        self.updateGeometry()


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
        self._below = QVBoxLayout()
        self._below.setSpacing(_GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        asked = measure.question.get(language) or measure.question["en"]
        ends = (
            f"{each.value:g} = {each.texts.get(language) or each.texts['en']}" for each in measure.choices
        )
        column.addWidget(Label(asked, theme, Type.BODY_STRONG, wraps=True))
        column.addWidget(Label("   ·   ".join(ends), theme, Type.SMALL, Tone.TEXT_2, wraps=True))
        column.addLayout(self._below)
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
        answers = self._measure.parts[0].answers
        named = self._context.words.gettext("Activity {number}").format(number=len(self.rows) + 1)
        row = ActivityRow(self._context, named, activity, int(answers.low), int(answers.high))
        self.rows.append(row)
        self._below.addWidget(row)
        row.name.textChanged.connect(self.changed)
        row.name.returnPressed.connect(partial(self._on_named, row))
        row.strip.value_changed.connect(self.changed)
        row.strip.passed.connect(partial(self._on_passed, row))
        row.strip.went_back.connect(partial(self._on_went_back, row))
        row.strip.refused.connect(self._on_refused)
        row.remove.clicked.connect(partial(self._on_removed, row))
        return row

    def _drop(self, row: ActivityRow) -> None:
        self.rows.remove(row)
        self._below.removeWidget(row)
        row.hide()
        row.deleteLater()

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
