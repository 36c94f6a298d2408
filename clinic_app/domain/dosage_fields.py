"""Doses and schedules as plain tables, for JSON: every value written, so that a default may change later."""

from dataclasses import fields

from clinic_app.domain.dosage import DOSAGES, Dosage, DosageKind, Schedule
from clinic_app.domain.dosage_reader import SCHEDULE_NAMES, dosage_names, read_dosage, read_schedule
from clinic_app.domain.fields import Fields


def dosage_fields(dosage: Dosage) -> dict[str, object]:
    """``{"kind": "hold", "sets": 1, "reps": 3, …}``: numbers, texts and None only."""
    values = {name: getattr(dosage, name) for name in dosage_names(dosage.kind)}
    return {"kind": dosage.kind.value} | {name: _plain(value) for name, value in values.items()}


def dosage_from(table: Fields) -> Dosage:
    """The dose that :func:`dosage_fields` wrote.

    Raises:
        KnownError: of the table's kind; an unknown kind or field, a wrong type, or out of range.
    """
    kind = DosageKind(table.choice("kind", DosageKind))
    dosage = read_dosage(table.only(dosage_names(kind)), DOSAGES[kind]())
    table.finish()
    return dosage


def schedule_fields(schedule: Schedule) -> dict[str, object]:
    """``{"times_per_day": 2, "times_of_day": ["morning", "evening"], …}``."""
    return {each.name: _plain(getattr(schedule, each.name)) for each in fields(schedule)}


def schedule_from(table: Fields) -> Schedule:
    """The schedule that :func:`schedule_fields` wrote.

    Raises:
        KnownError: of the table's kind; an unknown field, a wrong type, or out of range.
    """
    schedule = read_schedule(table.only(SCHEDULE_NAMES), Schedule())
    table.finish()
    return schedule


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, str) else value
