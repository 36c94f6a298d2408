"""The clinic and its therapists, as they stand on a sheet."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicProfile:
    """The clinic; everything may be empty, then a sheet prints a line to fill in by hand.

    ``emergency_number`` is dialled for an ambulance (911, 112, 999). ``paper`` is ``a4`` or ``letter``.
    """

    name: str = ""
    phone: str = ""
    address: str = ""
    web: str = ""
    booking_url: str = ""
    emergency_number: str = "112"
    paper: str = "a4"
    language: str = "en"
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Therapist:
    """Somebody who prescribes."""

    id: UUID
    name: str
    credentials: str = ""
    revision: int = 1

    @property
    def signature(self) -> str:
        """Name and credentials, as printed."""
        return ", ".join(part for part in (self.name, self.credentials) if part)
