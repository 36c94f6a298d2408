"""Who is treated: the patient, and the episode of care a program belongs to."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from clinic_app.domain.errors import InputError
from clinic_app.domain.folding import folded
from clinic_app.domain.side import EpisodeSide

_EMAIL: Final = re.compile(r"[^\s@<>,;]+@[^\s@<>,;.]+(\.[^\s@<>,;.]+)+")


class Sex(StrEnum):
    """Sex as recorded; gender is free text."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


class Hand(StrEnum):
    """The hand somebody writes with."""

    RIGHT = "right"
    LEFT = "left"
    BOTH = "both"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """A person under care. ``record_number`` is never used again, ``revision`` guards against overwriting.

    ``no_floor`` and ``no_prone`` say where the patient cannot get; ``equipment`` is what there is at home
    (None: not asked), ``minutes_willing`` how long a day may take. ``photo_sha256`` names the picture in the
    archive; ``merged_into`` is the patient this one turned out to be, whose record holds everything now.
    """

    id: UUID
    record_number: int
    family_name: str
    given_name: str = ""
    preferred_name: str = ""
    birth_date: date | None = None
    sex: Sex = Sex.UNKNOWN
    gender: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    language: str = "en"
    notes: str = ""
    precaution_tags: tuple[str, ...] = ()
    no_floor: bool = False
    no_prone: bool = False
    equipment: tuple[str, ...] | None = None
    minutes_willing: int | None = None
    needs_interpreter: bool = False
    emergency_contact: str = ""
    occupation: str = ""
    sport: str = ""
    dominant_hand: Hand = Hand.UNKNOWN
    referrer: str = ""
    insurer: str = ""
    claim_number: str = ""
    consent_on: date | None = None
    consent_note: str = ""
    photo_sha256: str = ""
    merged_into: UUID | None = None
    archived_at: datetime | None = None
    revision: int = 1

    @property
    def full_name(self) -> str:
        """Given and family name, as on a sheet."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def banner_name(self) -> str:
        """LAST, First: as in a list or a banner (NISTIR 7804-1)."""
        return banner_name(self.family_name, self.given_name)

    @property
    def written_number(self) -> str:
        """The record number as written everywhere: six digits."""
        return f"{self.record_number:06d}"

    def age_on(self, day: date) -> int | None:
        """Whole years on ``day``; None without a birth date or before it."""
        if self.birth_date is None or self.birth_date > day:
            return None
        had_birthday = (day.month, day.day) >= (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - (0 if had_birthday else 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One problem of one patient, from first visit to discharge.

    ``diagnosis_code`` is ICD-10-CM; ``activities`` are what the patient cannot do well (PSFS), in the
    patient's words, as ``goals`` are. ``closed_on`` is the day of discharge, ``outcome`` what is said of it.
    """

    id: UUID
    patient_id: UUID
    problem: str
    region: str = ""
    side: EpisodeSide = EpisodeSide.NONE
    onset: date | None = None
    mechanism: str = ""
    diagnosis: str = ""
    diagnosis_code: str = ""
    goals: str = ""
    activities: tuple[str, ...] = ()
    planned_visits: int | None = None
    referrer: str = ""
    precaution_tags: tuple[str, ...] = ()
    opened_on: date
    closed_on: date | None = None
    outcome: str = ""
    revision: int = 1


def banner_name(family_name: str, given_name: str) -> str:
    """LAST, First: as in a list or a banner (NISTIR 7804-1)."""
    return ", ".join(part for part in (family_name.upper(), given_name) if part)


def sort_name(patient: Patient) -> str:
    """The folded name by which lists are ordered: family, then given name."""
    return f"{folded(patient.family_name)}\x1f{folded(patient.given_name)}"


def check_email(typed: str) -> None:
    """Refuse what cannot be an e-mail address; nothing typed is fine.

    Raises:
        InputError: it has no name, no “@” or no domain.
    """
    if typed.strip() and _EMAIL.fullmatch(typed.strip()) is None:
        raise InputError("This is no e-mail address. Type it as name@example.org, or leave it out.")
