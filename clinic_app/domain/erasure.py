"""Erasing a patient for good: until when a record must be kept, and the line that stays."""

from calendar import isleap
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from clinic_app.domain.errors import InputError
from clinic_app.domain.patient import Patient

PAGES: Final = "pages"
"""Stands among what is pending for pages of the database that may still show what was erased."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What stays of an erased patient: a number, when, by whom and why. Nothing of the person.

    ``kept_until`` is the day the retention rule would have ended. ``pending`` are hashes of files in the
    archive that are still to be removed, and ``PAGES`` until the database was written anew: empty once
    both are done.
    """

    id: UUID
    record_number: int
    erased_at: datetime
    erased_by: str
    reason: str
    kept_until: date
    pending: tuple[str, ...] = ()

    @property
    def was_early(self) -> bool:
        """Whether the retention rule was broken, for a reason."""
        return self.erased_at.astimezone().date() < self.kept_until


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureOutlook:
    """What is known before a patient is erased: whose record, its last entry, how long it must be kept."""

    patient: Patient
    last_entry: date
    kept_until: date
    today: date
    entries: int
    """How many rows of the record name the patient."""
    documents: int
    """How many files in the archive go with it."""
    birthday: int = 0
    """The birthday until which the record is kept, where that is later than the years; else 0."""

    @property
    def is_early(self) -> bool:
        """Whether the record must still be kept."""
        return self.today < self.kept_until


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """How long records are kept: ``years`` after the last entry, a young patient’s until a birthday too.

    ``birthday`` is an age in years, 0 for no such rule.
    """

    years: int
    birthday: int

    def kept_until(self, last_entry: date, birth_date: date | None) -> date:
        """The first day on which the record may be erased: the later of the two."""
        return max(_years_after(last_entry, self.years), self._grown_up(birth_date))

    def is_for_birthday(self, last_entry: date, birth_date: date | None) -> bool:
        """Whether the birthday decides."""
        return self._grown_up(birth_date) > _years_after(last_entry, self.years)

    def _grown_up(self, birth_date: date | None) -> date:
        if birth_date is None or not self.birthday:
            return date.min
        return _years_after(birth_date, self.birthday)


def _years_after(day: date, years: int) -> date:
    """The same day so many years later; a leap day becomes 1 March."""
    year = day.year + years
    if year > date.max.year:
        return date.max
    if (day.month, day.day) == (2, 29) and not isleap(year):
        return date(year, 3, 1)
    return day.replace(year=year)


def check_confirmation(outlook: ErasureOutlook, typed_number: str, reason: str) -> None:
    """Refuse to erase what was not named, or what must be kept without a reason.

    Raises:
        InputError: the typed number is not the patient's, or a reason is missing.
    """
    if typed_number.strip().lstrip("#").lstrip("0") != str(outlook.patient.record_number):
        raise InputError("Type the record number of this patient to erase the record.")
    if outlook.is_early and not reason.strip():
        raise InputError("Say why the record is erased before its time is over.")
