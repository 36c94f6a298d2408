"""Doses and schedules as plain fields, for files and for the record; read back by the dosage reader."""

from dataclasses import fields
from enum import Enum

from clinic_app.domain.dosage import Dosage, Schedule


def dosage_fields(dosage: Dosage) -> dict[str, object]:
    """The dose's fields by name, as JSON has them; what is not set is left out. The kind is not among them."""
    return _plain(dosage)


def schedule_fields(schedule: Schedule) -> dict[str, object]:
    """The schedule's fields by name, as JSON has them; what is not set is left out."""
    return _plain(schedule)


def _plain(owner: Dosage | Schedule) -> dict[str, object]:
    found = {each.name: _value(getattr(owner, each.name)) for each in fields(owner)}
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def _value(value: object) -> object:
    if isinstance(value, tuple):
        return [_value(entry) for entry in value]
    return value.value if isinstance(value, Enum) else value
