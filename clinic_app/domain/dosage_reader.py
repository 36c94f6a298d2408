"""Reads a dose or a schedule from a hand-written table, over the values it has when nothing is said."""

from dataclasses import fields as dataclass_fields
from dataclasses import replace
from typing import Any

from clinic_app.domain.dosage import DOSAGES, Dosage, DosageKind, LoadUnit, Schedule, TimeOfDay
from clinic_app.domain.errors import InputError
from clinic_app.domain.fields import Fields

_TEXTS = frozenset({"tempo"})
_NUMBERS = frozenset({"load"})
LONGEST_TEMPO = 100
"""Characters of a tempo."""


def dosage_names(kind: DosageKind) -> tuple[str, ...]:
    """The fields a dose of that kind has."""
    return tuple(each.name for each in dataclass_fields(DOSAGES[kind]))


SCHEDULE_NAMES = tuple(each.name for each in dataclass_fields(Schedule))
"""The fields of a schedule."""


def read_dosage(table: Fields, base: Dosage) -> Dosage:
    """The dose in ``table``, of the same kind as ``base``, whose values fill what the table leaves out.

    Raises:
        KnownError: of the table's kind; a value has the wrong type or is out of range.
    """
    given: dict[str, Any] = {
        name: _value(table, name)
        for name in dosage_names(base.kind)
        if table.has(name) and table.take(name) is not None
    }
    try:
        return replace(base, **given)
    except InputError as complaint:
        raise table.refused(complaint) from complaint


def read_schedule(table: Fields, base: Schedule) -> Schedule:
    """The schedule in ``table``, over ``base``.

    Raises:
        KnownError: of the table's kind; a value has the wrong type or is out of range.
    """
    times_of_day = tuple(TimeOfDay(each) for each in table.choices("times_of_day", TimeOfDay))
    given: dict[str, Any] = {
        "times_per_day": table.whole("times_per_day", len(times_of_day) or base.times_per_day),
        "times_of_day": times_of_day if table.has("times_of_day") else base.times_of_day,
        "days_per_week": table.whole("days_per_week", base.days_per_week),
        "weeks": table.whole_or_none("weeks") if table.has("weeks") else base.weeks,
        "pain_limit": table.whole("pain_limit", base.pain_limit),
    }
    try:
        return Schedule(**given)
    except InputError as complaint:
        raise table.refused(complaint) from complaint


def _value(table: Fields, name: str) -> object:
    if name in _TEXTS:
        return table.text(name, longest=LONGEST_TEMPO)
    if name in _NUMBERS:
        return table.number(name)
    if name == "load_unit":
        return LoadUnit(table.choice(name, LoadUnit))
    return table.whole_or_none(name)
