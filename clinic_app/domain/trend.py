"""Scores, dose and adherence of one episode over time: what the chart of a patient's story shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from clinic_app.domain.burden import burden
from clinic_app.domain.diary import Diary
from clinic_app.domain.exercise import Exercise
from clinic_app.domain.program import ProgramVersion

_MINUTE_S: Final = 60
_LEAST_DAYS: Final = 28
"""A chart is at least so wide, so that one visit does not fill it."""


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One value of one day."""

    on: date
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """One measure over time, oldest point first.

    ``low`` and ``high`` are the ends of its scale; ``important`` is the smallest change that matters to a
    patient, in the same unit (None: not known), ``sources`` are the library’s keys of who found it.
    """

    key: str
    name: str
    low: float
    high: float
    higher_is_better: bool
    points: tuple[TrendPoint, ...]
    important: float | None = None
    sources: tuple[str, ...] = ()

    @property
    def baseline(self) -> TrendPoint | None:
        """The first point."""
        return self.points[0] if self.points else None

    @property
    def since_start(self) -> float | None:
        """Last minus first; None before there are two."""
        return self.points[-1].value - self.points[0].value if len(self.points) > 1 else None

    @property
    def since_last(self) -> float | None:
        """Last minus the one before; None before there are two."""
        return self.points[-1].value - self.points[-2].value if len(self.points) > 1 else None

    def is_better(self, change: float) -> bool:
        """Whether a change is for the better."""
        return change > 0 if self.higher_is_better else change < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseStep:
    """What was prescribed from one day to the next change: minutes a week under stretch for one muscle."""

    from_day: date
    to_day: date
    minutes_a_week: float
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DiarySpan:
    """The days of one log sheet, and the part of the sessions that was done (0–1)."""

    from_day: date
    to_day: date
    share_done: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CareChart:
    """Everything on one time axis, from ``first`` to ``last``."""

    first: date
    last: date
    trend: Trend | None = None
    doses: tuple[DoseStep, ...] = ()
    diaries: tuple[DiarySpan, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return self.trend is None and not self.doses and not self.diaries


def care_chart(
    trend: Trend | None, doses: Sequence[DoseStep], diaries: Sequence[Diary], today: date
) -> CareChart:
    """A chart from the first thing that is known until today."""
    spans = tuple(
        DiarySpan(from_day=diary.started_on, to_day=_last_day(diary), share_done=share)
        for diary in sorted(diaries, key=lambda each: each.started_on)
        if (share := diary.share_done) is not None
    )
    points = trend.points if trend else ()
    days = [*(point.on for point in points), *(step.from_day for step in doses)]
    days += [day for span in spans for day in (span.from_day, span.to_day)]
    last = max([today, *days])
    first = min([last - timedelta(days=_LEAST_DAYS), *days])
    return CareChart(
        first=first, last=last, trend=trend if points else None, doses=tuple(doses), diaries=spans
    )


def dose_steps(
    versions: Sequence[ProgramVersion], exercises: Mapping[str, Exercise], today: date
) -> tuple[DoseStep, ...]:
    """The dose from each hand-out to the next; programs that run beside each other add up.

    The dose is that of the muscle that is stretched longest on one side.
    """
    given = sorted(
        (each for each in versions if each.handed_out_at is not None and each.number is not None),
        key=lambda each: (each.handed_out_at, each.number),
    )
    current: dict[object, ProgramVersion] = {}
    steps: list[DoseStep] = []
    for number, version in enumerate(given):
        current[version.program_id] = version
        day = _day_of(version)
        until = _day_of(given[number + 1]) if number + 1 < len(given) else max(today, day)
        minutes = _longest_stretch_s(list(current.values()), exercises) / _MINUTE_S
        step = DoseStep(from_day=day, to_day=until, minutes_a_week=minutes, version=version.number or 0)
        if steps and steps[-1].from_day == day:
            steps.pop()
        steps.append(step)
    return tuple(steps)


def _longest_stretch_s(versions: Sequence[ProgramVersion], exercises: Mapping[str, Exercise]) -> int:
    totals: dict[tuple[str, object], int] = {}
    for version in versions:
        for muscle, sides in burden(version.content, exercises).stretch_s.items():
            for side, seconds in sides.items():
                totals[muscle, side] = totals.get((muscle, side), 0) + seconds
    return max(totals.values(), default=0)


def _day_of(version: ProgramVersion) -> date:
    assert version.handed_out_at is not None
    return version.handed_out_at.astimezone().date()


def _last_day(diary: Diary) -> date:
    return diary.started_on + timedelta(days=max(0, len(diary.days) - 1))
