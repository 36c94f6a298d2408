"""A paper diary keyed in: day by day, how often the program was done, and the pain."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

_WEEK: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryDay:
    """One day of the sheet; None where nothing was ticked or written."""

    done: int | None = None
    pain: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diary:
    """The log sheet of one version of a program, from ``started_on`` on, one entry a day.

    ``planned_per_day`` is how often a day the version asks for its program (a day counts for no more),
    ``planned_days_a_week`` on how many days of seven.
    """

    id: UUID
    patient_id: UUID
    program_id: UUID
    version_id: UUID
    started_on: date
    planned_per_day: int = 1
    planned_days_a_week: int = 7
    days: tuple[DiaryDay, ...] = ()
    note: str = ""
    revision: int = 1

    @property
    def done(self) -> int:
        """How many sessions were done, none counted beyond the plan."""
        return sum(min(day.done or 0, self.planned_per_day) for day in self.days)

    @property
    def planned(self) -> int:
        """How many sessions the days that were keyed in asked for."""
        days = round(len(self.days) * self.planned_days_a_week / _WEEK)
        return max(1, days) * self.planned_per_day if self.days else 0

    @property
    def share_done(self) -> float | None:
        """The part of the sessions that was done, 0–1; None before the first day is keyed in."""
        return min(1.0, self.done / self.planned) if self.planned else None

    @property
    def days_done(self) -> int:
        """Days on which something was done."""
        return sum(bool(day.done) for day in self.days)

    @property
    def worst_pain(self) -> int | None:
        """The highest pain written down; None if none was."""
        return max((day.pain for day in self.days if day.pain is not None), default=None)

    def dated(self) -> Sequence[tuple[date, DiaryDay]]:
        """Every day with its date."""
        return [(self.started_on + timedelta(days=number), day) for number, day in enumerate(self.days)]
