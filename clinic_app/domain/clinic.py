"""The clinic and its therapists, as they stand on a sheet."""

import re
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from clinic_app.domain.dosage import Dosage, Schedule
from clinic_app.domain.exercise import ExerciseKind
from clinic_app.domain.sheet_choices import SheetChoices

LONGEST_WEB_ADDRESS: Final = 300
"""Characters of an address that is printed as a code to scan: a finer code is not read from paper."""

_WEB_ADDRESS: Final = re.compile("[hH][tT][tT][pP][sS]?://[!-~]+")


def is_web_address(text: str) -> bool:
    """Whether a telephone that scans ``text`` opens a page: http or https, plain characters, not too long."""
    return len(text) <= LONGEST_WEB_ADDRESS and _WEB_ADDRESS.fullmatch(text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualDose:
    """What this clinic gives of exercises of one kind, where the library's own dose is not wanted."""

    kind: ExerciseKind
    dosage: Dosage
    schedule: Schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words a therapist writes often: a short ``name`` to pick them by, and the ``text`` that is put in."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicProfile:
    """The clinic; everything may be empty, then a sheet prints a line to fill in by hand.

    ``country`` is a code of two letters. ``emergency_number`` is dialled for an ambulance (911, 112, 999).
    ``paper`` is ``a4`` or ``letter``. ``choices`` are those of a program without its own. ``accent`` is a
    colour like ``#0b4f5c``, empty the usual one; ``logo_sha256`` names the picture in the archive.
    ``retention_years`` is how long a record must be kept after its last entry before it may be erased;
    ``retention_birthday`` is until which birthday at the least, 0 for no such rule.
    """

    name: str = ""
    phone: str = ""
    address: str = ""
    web: str = ""
    booking_url: str = ""
    emergency_number: str = "112"
    paper: str = "a4"
    language: str = "en"
    country: str = ""
    usual_doses: tuple[UsualDose, ...] = ()
    choices: SheetChoices = field(default_factory=SheetChoices)
    accent: str = ""
    hours: str = ""
    logo_sha256: str = ""
    phrases: tuple[Phrase, ...] = ()
    retention_years: int = 10
    retention_birthday: int = 25
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Therapist:
    """Somebody who prescribes. ``signature_note`` stands below the name: registration, direct line, hours."""

    id: UUID
    name: str
    credentials: str = ""
    signature_note: str = ""
    revision: int = 1

    @property
    def signature(self) -> str:
        """Name and credentials, as printed."""
        return ", ".join(part for part in (self.name, self.credentials) if part)
