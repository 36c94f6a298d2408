"""The domain's frozen objects as plain JSON values: every field by its name, nothing left out."""

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from uuid import UUID

from clinic_app.domain.dosage import DOSAGES
from clinic_app.domain.dosage_fields import dosage_fields

_DOSAGES = tuple(DOSAGES.values())


def plain(value: object, *left_out: str) -> object:
    """The value as JSON takes it: days and moments in ISO 8601 (UTC), words of a list as such."""
    match value:
        case Enum():
            return value.value
        case datetime():
            return moment(value)
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case list() | tuple():
            return [plain(each) for each in value]
        case _ if isinstance(value, _DOSAGES):
            return dosage_fields(value)
        case _ if is_dataclass(value):
            return table_of(value, *left_out)
        case _:
            return value


def table_of(entity: object, *left_out: str) -> dict[str, object]:
    """A frozen object's fields by name, but for ``left_out``."""
    names = [each.name for each in fields(entity) if each.name not in left_out]  # type: ignore[arg-type]  # one of the domain's dataclasses
    return {name: plain(getattr(entity, name)) for name in names}


def moment(at: datetime) -> str:
    """``2026-11-24T08:30:00Z``."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
