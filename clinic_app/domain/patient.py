"""Who is treated: the patient, and the episode of care a program belongs to."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from clinic_app.domain.errors import InputError
from clinic_app.domain.side import EpisodeSide

_EMAIL: Final = re.compile(r"[^\s@<>,;]+@[^\s@<>,;.]+(\.[^\s@<>,;.]+)+")


class Sex(StrEnum):
    """Sex as recorded; gender is free text."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """A person under care. ``record_number`` is never used again, ``revision`` guards against overwriting.

    ``no_floor`` and ``no_prone`` say where the patient cannot get; ``equipment`` is what there is at home
    (None: not asked), ``minutes_willing`` how long a day may take.
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
    archived_at: datetime | None = None
    revision: int = 1

    @property
    def full_name(self) -> str:
        """Given and family name, as on a sheet."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def banner_name(self) -> str:
        """LAST, First: as in a list or a banner (NISTIR 7804-1)."""
        return ", ".join(part for part in (self.family_name.upper(), self.given_name) if part)

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
    """One problem of one patient, from first visit to discharge."""

    id: UUID
    patient_id: UUID
    problem: str
    region: str = ""
    side: EpisodeSide = EpisodeSide.NONE
    onset: date | None = None
    goals: str = ""
    precaution_tags: tuple[str, ...] = ()
    opened_on: date
    closed_on: date | None = None
    revision: int = 1


def check_email(typed: str) -> None:
    """Refuse what cannot be an e-mail address; nothing typed is fine.

    Raises:
        InputError: it has no name, no “@” or no domain.
    """
    if typed.strip() and _EMAIL.fullmatch(typed.strip()) is None:
        raise InputError("This is no e-mail address. Type it as name@example.org, or leave it out.")
