"""Two records of one person become one: which field stays, and what is remembered to undo it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, Protocol
from uuid import UUID

from clinic_app.domain.errors import InputError
from clinic_app.domain.patient import Hand, Patient, Sex

MERGED_FIELDS: Final = (
    "family_name",
    "given_name",
    "preferred_name",
    "birth_date",
    "sex",
    "gender",
    "phone",
    "email",
    "address",
    "emergency_contact",
    "language",
    "needs_interpreter",
    "precaution_tags",
    "no_floor",
    "no_prone",
    "equipment",
    "minutes_willing",
    "occupation",
    "sport",
    "dominant_hand",
    "referrer",
    "insurer",
    "claim_number",
    "consent_on",
    "consent_note",
    "photo_sha256",
    "notes",
)
"""What a person may choose from either record, as the form shows it."""

_TAGS: Final = ("precaution_tags", "equipment")
_DATES: Final = ("birth_date", "consent_on")
_JOINED: Final = {
    "notes": "\n\n",
    "address": "\n",
    "phone": ", ",
    "emergency_contact": "\n",
    "consent_note": "\n",
}
_SAFE_WHEN_TRUE: Final = ("needs_interpreter", "no_floor", "no_prone")

Moves = Mapping[str, tuple[UUID, ...]]
"""What a merge moved: ids by the kind of thing (the record's own names)."""


class Take(StrEnum):
    """From which of the two records a field is taken."""

    KEPT = "kept"
    OTHER = "other"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class FieldPair:
    """One field that differs, and what is advised; ``can_join``: both may stay."""

    name: str
    kept: object
    other: object
    advised: Take

    @property
    def can_join(self) -> bool:
        """Whether both values can stand side by side."""
        return can_join(self.name, self.kept, self.other)


@dataclass(frozen=True, slots=True)
class Merge:
    """What one merge did: when, into whom, what moved, and the kept record's fields before and after."""

    kept_id: UUID
    merged_at: datetime
    moves: Moves
    before: Mapping[str, Any]
    after: Mapping[str, Any]


class MergeRepository(Protocol):
    """Moves what belongs to a patient, and remembers it with the one that was merged."""

    def move_all(self, from_id: UUID, to_id: UUID) -> Moves:
        """Make everything of one patient another's; returns what was moved."""
        ...

    def move_back(self, moves: Moves, from_id: UUID, to_id: UUID) -> None:
        """Make what was moved the other one's again.

        Raises:
            RecordError: something of it has gone elsewhere since; nothing was moved.
        """
        ...

    def keep(self, merged_id: UUID, merge: Merge | None) -> None:
        """Remember with a merged patient what its merge did; None: it was taken apart."""
        ...

    def of(self, merged_id: UUID) -> Merge | None:
        """What the merge of that patient did; None where nobody merged it."""
        ...

    def into(self, patient_id: UUID) -> Sequence[Patient]:
        """Those that were merged into this one, by record number."""
        ...


def differing(kept: Patient, other: Patient) -> tuple[FieldPair, ...]:
    """The fields in which two records differ, with what is advised for each."""
    return tuple(
        FieldPair(name, ours, theirs, _advised(name, ours, theirs))
        for name in MERGED_FIELDS
        if (ours := getattr(kept, name)) != (theirs := getattr(other, name))
    )


def joined(kept: Patient, other: Patient, taken: Mapping[str, Take]) -> Patient:
    """The kept record with the fields chosen from the other; what is not named stays.

    Nobody who is in care leaves the list by a merge: the kept record is archived only if both were.
    """
    changed = {
        name: _taken(name, getattr(kept, name), getattr(other, name), take) for name, take in taken.items()
    }
    archived_at = kept.archived_at if other.archived_at is not None else None
    return replace(kept, **changed, archived_at=archived_at)


def changes(before: Patient, after: Patient) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that differ, as plain values: before and after."""
    names = [each.name for each in differing(before, after)]
    return {name: _plain(before, name) for name in names}, {name: _plain(after, name) for name in names}


def without_merge(kept: Patient, merge: Merge) -> Patient:
    """The kept record as it was: a field that was changed since the merge stays as it is now."""
    untouched = [name for name in merge.before if _plain(kept, name) == merge.after[name]]
    return replace(kept, **{name: _value(name, merge.before[name]) for name in untouched})


def refuse_merge(kept: Patient, other: Patient) -> None:
    """Refuse what cannot be merged.

    Raises:
        InputError: it is one record, or one of them was merged before.
    """
    if kept.id == other.id:
        raise InputError("This is the same record. Choose the other one.")
    for each in (kept, other):
        if each.merged_into is not None:
            raise InputError(
                "Record {number} was merged into another one already. Open that one.",
                number=f"{each.record_number:06d}",
            )


def can_join(name: str, kept: object, other: object) -> bool:
    """Whether both values of a field can stand side by side."""
    return bool(kept) and bool(other) and (name in _TAGS or name in _JOINED)


def _advised(name: str, kept: object, other: object) -> Take:
    """What loses least: what is there; both limits; the safer answer; else the kept record's."""
    if name in _SAFE_WHEN_TRUE:
        return Take.KEPT if kept else Take.OTHER
    if name in ("precaution_tags", "notes") and can_join(name, kept, other):
        return Take.BOTH
    is_blank = kept in ("", None, ()) or kept in (Sex.UNKNOWN, Hand.UNKNOWN)
    return Take.OTHER if is_blank else Take.KEPT


def _taken(name: str, kept: Any, other: Any, take: Take) -> Any:
    if take is Take.KEPT:
        return kept
    if take is Take.OTHER:
        return other
    if name in _TAGS:
        return tuple(dict.fromkeys((*(kept or ()), *(other or ()))))
    return _JOINED[name].join(dict.fromkeys(part for part in (kept, other) if part))


def _plain(patient: Patient, name: str) -> Any:
    """A field as JSON can hold it."""
    value = getattr(patient, name)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def _value(name: str, plain: Any) -> Any:
    if plain is None:
        return None
    if name in _DATES:
        return date.fromisoformat(plain)
    if name in _TAGS:
        return tuple(plain)
    return {"sex": Sex, "dominant_hand": Hand}.get(name, lambda value: value)(plain)
