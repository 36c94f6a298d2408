"""The numbers of a dose and a schedule: which there are, their names and units, and changing one."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from clinic_app.domain.dosage import DosageKind
from clinic_app.domain.errors import InputError
from clinic_app.domain.program import ProgramItem
from clinic_app.domain.typed_time import is_in_minutes, time_number
from clinic_app.domain.words import mark
from clinic_ui.words import Words

_DOSE: Final = {
    DosageKind.HOLD: ("sets", "reps", "hold_s"),
    DosageKind.REPETITIONS: ("sets", "reps", "hold_s"),
    DosageKind.CONTRACT_RELAX: ("reps", "push_s", "hold_s"),
    DosageKind.MINUTES: ("sets", "duration_s"),
    DosageKind.BREATHS: ("sets", "breaths"),
}
_MORE_DOSE: Final = {
    DosageKind.HOLD: ("rest_s", "rest_between_sets_s"),
    DosageKind.REPETITIONS: ("reps_to", "rest_between_sets_s", "effort"),
    DosageKind.CONTRACT_RELAX: ("rest_s", "push_effort"),
    DosageKind.MINUTES: ("rest_between_sets_s",),
    DosageKind.BREATHS: ("rest_between_sets_s",),
}
_SCHEDULE: Final = ("times_per_day", "days_per_week")
_MORE_SCHEDULE: Final = ("weeks", "pain_limit")
_MAY_BE_EMPTY: Final = frozenset({"reps_to", "effort", "weeks"})
_NAMES: Final = {
    "sets": mark("Sets"),
    "reps": mark("Repetitions"),
    "reps_to": mark("Most repetitions"),
    "hold_s": mark("Seconds to hold"),
    "push_s": mark("Seconds to push"),
    "push_effort": mark("Effort of the push"),
    "duration_s": mark("Time"),
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
_UNITS: Final = {
    "reps_to": mark("reps at most"),
    "times_per_day": mark("a day"),
    "hold_s": mark("s hold"),
    "push_s": mark("s push"),
    "rest_s": mark("s rest"),
    "rest_between_sets_s": mark("s between sets"),
    "effort": mark("effort of 10"),
    "push_effort": mark("effort of 10"),
    "pain_limit": mark("pain at most"),
}


def field_names(item: ProgramItem) -> tuple[str, ...]:
    """The numbers of an item that are always shown, in their order."""
    return (*_DOSE[item.dosage.kind], *_SCHEDULE)


def more_field_names(item: ProgramItem) -> tuple[str, ...]:
    """The numbers that the open card shows besides."""
    return (*_MORE_DOSE[item.dosage.kind], *_MORE_SCHEDULE)


def shared_field_names(items: Sequence[ProgramItem]) -> tuple[str, ...]:
    """The numbers that all of these items have, in their order."""
    first, *others = (field_names(item) for item in items)
    return tuple(name for name in first if all(name in names for names in others))


def shared_number(items: Sequence[ProgramItem], name: str) -> int | None:
    """The number where all of these items agree, else None."""
    numbers = {number_of(item, name) for item in items}
    return numbers.pop() if len(numbers) == 1 else None


def may_be_empty(name: str) -> bool:
    """Whether the number may be left out."""
    return name in _MAY_BE_EMPTY


def number_of(item: ProgramItem, name: str) -> int | None:
    """One of these numbers; None where it is left out."""
    value = getattr(item.schedule if _is_schedule(name) else item.dosage, name)
    return None if value is None else int(value)


def with_number(item: ProgramItem, name: str, value: int | None) -> ProgramItem:
    """The item with another number, and without what only made sense beside the old one."""
    if value == number_of(item, name):
        return item
    change: dict[str, Any] = {name: value}
    if _is_schedule(name):
        if name == "times_per_day":
            change["times_of_day"] = ()
        return replace(item, schedule=replace(item.schedule, **change))
    if name == "reps" and getattr(item.dosage, "reps_to", None) is not None:
        change["reps_to"] = None
    return replace(item, dosage=replace(item.dosage, **change))


def name_of(name: str, words: Words) -> str:
    """What a number of that name is called."""
    return words.gettext(_NAMES[name]) if name in _NAMES else name


def said_of(error: InputError, words: Words) -> str:
    """A refused value as a sentence, with the number's name as it stands on the screen."""
    if "field" not in error.values:
        return error.in_words(words)
    name = str(error.values["field"])
    named = {
        key: number_text(name, value, words) if isinstance(value, int) else value
        for key, value in error.values.items()
    }
    named["field"] = name_of(name, words)
    return InputError(error.sentence, **named).in_words(words)


def is_time(name: str) -> bool:
    """Whether the number is a length of time that is typed in minutes or in seconds."""
    return name == "duration_s"


def number_text(name: str, value: int, words: Words) -> str:
    """The number as a sentence names it; a length of time with its unit."""
    if not is_time(name):
        return str(value)
    said = words.gettext("{minutes} min") if is_in_minutes(value) else words.gettext("{seconds} s")
    return said.format(minutes=time_number(value), seconds=value)


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
            return words.ngettext("day", "days", value)
        case "weeks":
            return words.ngettext("week", "weeks", value)
        case "duration_s":
            return words.gettext("min") if is_in_minutes(value) else words.gettext("s")
        case _:
            return words.gettext(_UNITS[name])


def _is_schedule(name: str) -> bool:
    return name in _SCHEDULE or name in _MORE_SCHEDULE
