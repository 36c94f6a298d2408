"""The numbers of a dose and a schedule: which there are, their words, their cells, changing one."""

from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout

from clinic_app.domain.dosage import LIMITS, DosageKind
from clinic_app.domain.errors import InputError
from clinic_app.domain.program import ProgramItem
from clinic_app.domain.words import mark
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.widgets.number_field import NumberField
from clinic_ui.words import Words

_DOSE_FIELDS: Final = {
    DosageKind.HOLD: ("sets", "reps", "hold_s"),
    DosageKind.REPETITIONS: ("sets", "reps", "hold_s"),
    DosageKind.CONTRACT_RELAX: ("reps", "push_s", "hold_s"),
    DosageKind.MINUTES: ("sets", "duration_s"),
    DosageKind.BREATHS: ("sets", "breaths"),
}
_SCHEDULE_FIELDS: Final = ("times_per_day", "days_per_week")
_NAMES: Final = {
    "sets": mark("Sets"),
    "reps": mark("Repetitions"),
    "reps_to": mark("Most repetitions"),
    "hold_s": mark("Seconds to hold"),
    "push_s": mark("Seconds to push"),
    "push_effort": mark("Effort of the push"),
    "duration_s": mark("Seconds"),
    "breaths": mark("Breaths"),
    "rest_s": mark("Seconds of rest"),
    "rest_between_sets_s": mark("Seconds of rest between sets"),
    "load": mark("Load"),
    "effort": mark("Effort"),
    "times_per_day": mark("Times a day"),
    "days_per_week": mark("Days a week"),
    "weeks": mark("Weeks"),
    "pain_limit": mark("Pain limit"),
}


class DoseCell(Pane):
    """One number with its unit; a click anywhere in it is a click into the number."""

    def __init__(self, context: Context, name: str, value: int) -> None:
        super().__init__("sunk")
        text, limits = context.words.gettext, LIMITS[name]
        title = text(_NAMES[name])
        said = text("{field}: {least} to {most}")
        self.limits = said.format(field=title, least=limits.least, most=limits.most)
        self.field = NumberField(title, value, limits.least, limits.most, context.theme)
        self.field.setToolTip(self.limits)
        self.field.setAccessibleDescription(self.limits)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 6, 2)
        row.setSpacing(2)
        row.addWidget(self.field)
        self._name, self._words = name, context.words
        self.unit = Label(unit_of(name, value, context.words), context.theme, Type.SMALL, Tone.TEXT_2)
        row.addWidget(self.unit)
        self.field.textChanged.connect(self._on_text_changed)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The unit belongs to the number; overrides Qt."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_text_changed(self, text: str) -> None:
        """The unit agrees with the number: one set, two sets."""
        if text.isdecimal():
            self.unit.setText(unit_of(self._name, int(text), self._words))


def name_of(name: str, words: Words) -> str:
    """What a number of that name is called."""
    return words.gettext(_NAMES[name]) if name in _NAMES else name


def said_of(error: InputError, words: Words) -> str:
    """A refused value as a sentence, with the number's name as it stands on the screen."""
    if "field" not in error.values:
        return error.in_words(words)
    named = {**error.values, "field": name_of(str(error.values["field"]), words)}
    return InputError(error.sentence, **named).in_words(words)


def unit_of(name: str, value: int, words: Words) -> str:
    """What stands beside a number of that name."""
    match name:
        case "sets":
            return words.ngettext("set", "sets", value)
        case "reps":
            return words.ngettext("rep", "reps", value)
        case "breaths":
            return words.ngettext("breath", "breaths", value)
        case "days_per_week":
            return words.ngettext("day a week", "days a week", value)
        case "times_per_day":
            return words.gettext("a day")
        case "hold_s":
            return words.gettext("s hold")
        case "push_s":
            return words.gettext("s push")
        case _:
            return words.gettext("s")


def field_names(item: ProgramItem) -> tuple[str, ...]:
    """The numbers of an item that are changed in place, in their order."""
    return (*_DOSE_FIELDS[item.dosage.kind], *_SCHEDULE_FIELDS)


def number_of(item: ProgramItem, name: str) -> int:
    """One of these numbers."""
    return int(getattr(item.schedule if name in _SCHEDULE_FIELDS else item.dosage, name))


def with_number(item: ProgramItem, name: str, value: int) -> ProgramItem:
    """The item with another number, and without what only made sense beside the old one."""
    if value == number_of(item, name):
        return item
    change: dict[str, Any] = {name: value}
    if name in _SCHEDULE_FIELDS:
        if name == "times_per_day":
            change["times_of_day"] = ()
        return replace(item, schedule=replace(item.schedule, **change))
    if name == "reps" and getattr(item.dosage, "reps_to", None) is not None:
        change["reps_to"] = None
    return replace(item, dosage=replace(item.dosage, **change))
