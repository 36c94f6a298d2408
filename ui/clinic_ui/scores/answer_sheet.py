"""The questions of a measure with a place for each answer, or its numbered rows."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.measures import (
    Measure,
    MeasureItem,
    MeasureKind,
    MeasurePart,
    MeasureUnit,
    NumberRange,
)
from clinic_ui.context import Context
from clinic_ui.scores.given import Given
from clinic_ui.scores.measured_line import MeasuredLine
from clinic_ui.scores.scale_strip import ScaleStrip
from clinic_ui.scores.walk import AnswerField, take_keyboard, walk
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.labels import Label

_LONGEST_STRIP: Final = 16
_MEASURED: Final = 96
"""The least room for what is measured."""

_LIST_FROM: Final = 6
"""So many words for answers stand below each other."""


class AnswerSheet(QWidget):
    """Filled row by row; says ``changed`` at every answer and ``finished`` past the last."""

    changed = Signal()
    finished = Signal()
    refused = Signal(str)
    """A sentence about a number that is not on the scale."""

    def __init__(
        self, context: Context, measure: Measure, language: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._measure, self._language = context, measure, language
        self.fields: list[AnswerField] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for text, kind, tone in self._lead():
            column.addWidget(Label(text, context.theme, kind, tone, wraps=True))
        column.addLayout(self._grid)
        self._lay_out()
        walk(self.fields, self.finished.emit)

    def given(self) -> Given:
        """The answers so far.

        Raises:
            InputError: what is typed is no number.
        """
        return Given(answers=tuple(None if each.value is None else float(each.value) for each in self.fields))

    def show_given(self, given: Given) -> None:
        """Show these answers."""
        for field, answer in zip(self.fields, given.answers, strict=False):
            _show(field, answer)

    def focus_first(self) -> None:
        """Give the keyboard to the first row that has no answer."""
        for field in self.fields:
            if isinstance(field, ScaleStrip) and field.value is not None:
                continue
            take_keyboard(field)
            return
        take_keyboard(self.fields[0])

    def _lead(self) -> list[tuple[str, Type, Tone]]:
        """The question, and what the ends of its scale mean."""
        measure, language = self._measure, self._language
        asked = measure.question.get(language) or measure.question.get("en", "")
        kind = Type.BODY if measure.kind is MeasureKind.TEST else Type.BODY_STRONG
        lines = [(asked, kind, Tone.TEXT)] if asked else []
        if 0 < len(measure.choices) < _LIST_FROM:
            ends = (
                f"{each.value:g} = {each.texts.get(language) or each.texts['en']}" for each in measure.choices
            )
            lines.append(("   ·   ".join(ends), Type.SMALL, Tone.TEXT_2))
        return lines

    def _lay_out(self) -> None:
        parts = self._measure.asked_parts
        for part in parts:
            name = part.names.get(self._language) or part.names.get("en", "")
            if name and len(part.items) > 1:
                row = self._grid.rowCount()
                self._grid.setRowMinimumHeight(row, self._context.theme.px(28))
                heading = Label(name, self._context.theme, Type.HEAD)
                self._grid.addWidget(heading, row, 0, 1, 3, Qt.AlignmentFlag.AlignBottom)
            for number, item in enumerate(part.items, start=1):
                self._add_row(part, item, number, name)

    def _add_row(self, part: MeasurePart, item: MeasureItem, number: int, part_name: str) -> None:
        theme, row = self._context.theme, self._grid.rowCount()
        text = item.texts.get(self._language) or item.texts.get("en", "")
        if len(part.items) == 1:
            text = text or part_name or self._measure.short
        else:
            shown = Label(str(number), theme, Type.SMALL_MEDIUM, Tone.TEXT_2)
            self._grid.addWidget(shown, row, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        name = text or " ".join(each for each in (part_name, str(number)) if each)
        field = self._field(part.answers, name)
        self.fields.append(field)
        self._place(row, text, field)

    def _place(self, row: int, text: str, field: AnswerField) -> None:
        """A question beside its numbers; one question alone stands above them."""
        theme = self._context.theme
        if isinstance(field, MeasuredLine):
            self._grid.addLayout(self._measured(text, field), row, 0, 1, 3)
        elif field.is_list or (text and self._measure.is_single):
            self._grid.addWidget(field, row, 0, 1, 3)
        elif text:
            self._grid.addWidget(Label(text, theme, Type.BODY, wraps=True), row, 1)
            self._grid.addWidget(field, row, 2, Qt.AlignmentFlag.AlignVCenter)
        else:
            self._grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignLeft)

    def _measured(self, text: str, field: MeasuredLine) -> QHBoxLayout:
        """What is measured, the number, its unit."""
        theme, gettext = self._context.theme, self._context.words.gettext
        units = {MeasureUnit.SECONDS: gettext("seconds"), MeasureUnit.STANDS: gettext("stands")}
        name = Label(text, theme, Type.BODY)
        name.setMinimumWidth(theme.px(_MEASURED))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(name)
        row.addWidget(field)
        row.addWidget(Label(units.get(self._measure.unit, ""), theme, Type.BODY, Tone.TEXT_2), 1)
        return row

    def _field(self, answers: NumberRange, name: str) -> AnswerField:
        is_short = answers.step == 1 and answers.high - answers.low <= _LONGEST_STRIP
        if not is_short:
            line = MeasuredLine(self._context.theme, name)
            line.textChanged.connect(self.changed)
            return line
        low, high = int(answers.low), int(answers.high)
        words = self._answer_words(low, high)
        is_list = len(words) >= _LIST_FROM
        strip = ScaleStrip(self._context.theme, name, low, high, words, is_list=is_list)
        strip.value_changed.connect(self.changed)
        strip.refused.connect(self._on_refused)
        return strip

    def _answer_words(self, low: int, high: int) -> dict[int, str]:
        """What every number means: yes and no, or the words of a list; the ends of a scale stand above."""
        if (low, high) == (0, 1):
            text = self._context.services.catalogue(self._language).gettext
            return {0: text("No"), 1: text("Yes")}
        choices, language = self._measure.choices, self._language
        if len(choices) < _LIST_FROM:
            return {}
        return {int(each.value): each.texts.get(language) or each.texts["en"] for each in choices}

    def _on_refused(self, number: int) -> None:
        answers = self._measure.asked_parts[0].answers
        said = self._context.words.gettext("{what} goes from {low} to {high}: {value} does not fit.")
        low, high = f"{answers.low:g}", f"{answers.high:g}"
        self.refused.emit(said.format(what=self._measure.short, low=low, high=high, value=number))


class TotalSheet(QWidget):
    """Only the results, as they were added up on paper: one for each part."""

    changed = Signal()
    finished = Signal()
    refused = Signal(str)

    def __init__(
        self, context: Context, measure: Measure, language: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._parts = [part for part in measure.parts if not part.mean_of]
        theme = context.theme
        self.fields: list[MeasuredLine] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        for row, part in enumerate(self._parts):
            name = part.names.get(language) or part.names.get("en") or measure.name(language)
            field = MeasuredLine(theme, name)
            field.textChanged.connect(self.changed)
            self.fields.append(field)
            scale = context.words.gettext("{low} to {high}").format(
                low=f"{part.scores.low:g}", high=f"{part.scores.high:g}"
            )
            grid.addWidget(Label(name, theme, Type.BODY), row, 0)
            grid.addWidget(field, row, 1)
            grid.addWidget(Label(scale, theme, Type.SMALL, Tone.TEXT_3), row, 2)
        walk(self.fields, self.finished.emit)

    def given(self) -> Given:
        """The results so far.

        Raises:
            InputError: what is typed is no number.
        """
        values = {part.key: field.value for part, field in zip(self._parts, self.fields, strict=True)}
        return Given(totals=values)

    def show_given(self, given: Given) -> None:
        """Show these results."""
        for part, field in zip(self._parts, self.fields, strict=True):
            field.show_value((given.totals or {}).get(part.key))

    def focus_first(self) -> None:
        """Give the keyboard to the first result."""
        take_keyboard(self.fields[0])


def _show(field: AnswerField, answer: float | None) -> None:
    if isinstance(field, ScaleStrip):
        field.show_value(None if answer is None else round(answer))
    else:
        field.show_value(answer)
