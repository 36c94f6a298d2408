"""A log sheet while it is keyed in: rows of weeks from Monday to Sunday, as it was printed."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from clinic_app.domain.diary import Diary, DiaryDay
from clinic_app.domain.program import ProgramContent

WEEK: Final = 7
SHEET_WEEKS: Final = 4
"""Weeks of a log where the program does not say how many."""

MOST_A_DAY: Final = 9
"""One key a day says how often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiarySheet:
    """Cells run from the Monday of the first week; those before ``started_on`` and after ``until`` are shut.

    ``reached`` is the cell after the last one that was keyed, blank or not: what lies beyond was not asked.
    """

    started_on: date
    until: date
    weeks: int = SHEET_WEEKS
    cells: tuple[DiaryDay, ...] = ()
    reached: int = 0

    @property
    def first(self) -> int:
        """The first cell that is open."""
        return self.started_on.weekday()

    @property
    def size(self) -> int:
        """How many cells there are, open or not."""
        return self.weeks * WEEK

    def day(self, cell: int) -> date:
        """The day of a cell."""
        return self.started_on + timedelta(days=cell - self.first)

    def is_open(self, cell: int) -> bool:
        """Whether something can be keyed there."""
        return self.first <= cell < self.size and self.day(cell) <= self.until

    def done(self, cell: int) -> int | None:
        """How often it was done that day; None where nothing was keyed."""
        return self._cell(cell).done

    def pain(self, week: int) -> int | None:
        """The worst pain of a week; None if none was written."""
        pains = [self._cell(cell).pain for cell in range(week * WEEK, (week + 1) * WEEK)]
        return max((pain for pain in pains if pain is not None), default=None)

    def is_week_open(self, week: int) -> bool:
        """Whether a day of that week can be keyed."""
        return bool(self._open_cells(week))

    def with_done(self, cell: int, done: int | None) -> "DiarySheet":
        """With a number, or blank: asked, and nothing stands there."""
        kept = self._with(cell, replace(self._cell(cell), done=done))
        return replace(kept, reached=max(self.reached, cell + 1))

    def without(self, cell: int) -> "DiarySheet":
        """With the key of that day taken back."""
        kept = self._with(cell, replace(self._cell(cell), done=None))
        return replace(kept, reached=cell if self.reached == cell + 1 else self.reached)

    def with_pain(self, week: int, pain: int | None) -> "DiarySheet":
        """With the worst pain of a week; it is kept with the week's last day, and all its days are asked."""
        days = self._open_cells(week)
        if not days:
            return self
        kept = self
        for cell in days:
            kept = kept._with(cell, replace(kept._cell(cell), pain=None))
        if pain is None:
            return kept
        kept = kept._with(days[-1], replace(kept._cell(days[-1]), pain=pain))
        return replace(kept, reached=max(self.reached, days[-1] + 1))

    def days(self) -> tuple[DiaryDay, ...]:
        """What was keyed, one entry a day from the first."""
        return tuple(self._cell(cell) for cell in range(self.first, self.reached) if self.is_open(cell))

    def _open_cells(self, week: int) -> list[int]:
        return [cell for cell in range(week * WEEK, (week + 1) * WEEK) if self.is_open(cell)]

    def _cell(self, cell: int) -> DiaryDay:
        return self.cells[cell] if cell < len(self.cells) else DiaryDay()

    def _with(self, cell: int, day: DiaryDay) -> "DiarySheet":
        cells = [self._cell(each) for each in range(max(len(self.cells), cell + 1))]
        cells[cell] = day
        return replace(self, cells=tuple(cells))


def sheet_of(diary: Diary, until: date) -> DiarySheet:
    """The sheet of a diary that was keyed in before, in as many weeks as it needs."""
    before = diary.started_on.weekday()
    cells = (*(DiaryDay() for _ in range(before)), *diary.days)
    weeks = max(SHEET_WEEKS, -(-len(cells) // WEEK))
    return DiarySheet(started_on=diary.started_on, until=until, weeks=weeks, cells=cells, reached=len(cells))


def weeks_printed(content: ProgramContent) -> int:
    """How many weeks of the log the sheet of that version has at least."""
    return max((item.schedule.weeks or 0 for item in content.items), default=0) or SHEET_WEEKS


def times_a_day(content: ProgramContent) -> int:
    """How often a day the program is asked for: the busiest exercise's."""
    return max((item.schedule.times_per_day for item in content.items), default=1)


def days_a_week(content: ProgramContent) -> int:
    """On how many days a week the program is asked for: the busiest exercise's."""
    return max((item.schedule.days_per_week for item in content.items), default=WEEK)
