"""What waits for somebody, over all patients: the lines of the page called Today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from clinic_app.domain.exercise import Exercise
from clinic_app.domain.measure_change import Direction, Verdict, change, same_activities
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.measures import Measure
from clinic_app.domain.patient import Patient
from clinic_app.domain.program import ProgramContent
from clinic_app.domain.visit import Visit

SIX_WEEKS: Final = timedelta(weeks=6)
"""After so long on stretches alone, something should have changed (W21)."""

HALF_A_YEAR: Final = timedelta(weeks=26)
"""A plan that began longer ago is no longer asked about."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A patient, and the last day something happened: a visit, or a sheet that was handed out."""

    patient: Patient
    on: date


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """The next visit that the last handed-out version of a program names; none has taken place since."""

    patient: Patient
    program_id: UUID
    title: str
    version: int
    review_date: date


@dataclass(frozen=True, slots=True)
class DraftWaiting:
    """A program that was changed and not handed out."""

    patient: Patient
    program_id: UUID
    title: str
    items: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class UnsignedVisit:
    """A note that nobody signed."""

    patient: Patient
    visit: Visit


@dataclass(frozen=True, slots=True)
class RunningPlan:
    """A patient's program as handed out last, and the day its first version was."""

    patient: Patient
    program_id: UUID
    title: str
    content: ProgramContent
    first_given: date


class Standstill(StrEnum):
    """Why somebody should look again at a plan of stretches."""

    NOTHING_RECORDED = "nothing_recorded"
    NOTHING_CHANGED = "nothing_changed"


@dataclass(frozen=True, slots=True)
class StandingStill:
    """A plan of stretches after which nothing changed, or nobody asked."""

    plan: RunningPlan
    why: Standstill


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """Everything the page shows, each list in the order somebody would take it up."""

    day: date
    seen: Sequence[Seen] = ()
    reviews: Sequence[ReviewDue] = ()
    drafts: Sequence[DraftWaiting] = ()
    unsigned: Sequence[UnsignedVisit] = ()
    still: Sequence[StandingStill] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened yet and nothing waits."""
        return not (self.seen or self.reviews or self.drafts or self.unsigned or self.still)


def is_stretch_only(content: ProgramContent, exercises: Mapping[str, Exercise]) -> bool:
    """Whether every exercise is known and is a stretch."""
    known = [exercises.get(item.exercise_slug) for item in content.items]
    return bool(known) and all(each is not None and each.kind.is_stretch for each in known)


def standstill(
    first_given: date,
    results: Sequence[MeasureResult],
    visits: Sequence[Visit],
    measures: Mapping[str, Measure],
) -> Standstill | None:
    """Whether any score, or the pain noted at visits, got better by more than chance since the plan began.

    A measure whose chance is not known counts by the change that matters, else by any change for the better.
    """
    taken = [*results, *_pain_at(visits)]
    since = [each for each in taken if each.taken_on > first_given]
    if not since:
        return Standstill.NOTHING_RECORDED
    got_better = any(_is_better(each, taken, first_given, measures) for each in since)
    return None if got_better else Standstill.NOTHING_CHANGED


def _is_better(
    later: MeasureResult, taken: Sequence[MeasureResult], since: date, measures: Mapping[str, Measure]
) -> bool:
    measure = measures.get(later.measure)
    if measure is None:
        return False
    before = [
        each
        for each in taken
        if (each.measure, each.part) == (later.measure, later.part)
        and each.taken_on < later.taken_on
        and same_activities(each, later)
    ]
    known = [each for each in before if each.taken_on <= since] or before
    if not known and not measure.is_change:
        return False
    earlier = max(known, key=lambda each: each.taken_on, default=None)
    found = change(measure, earlier, later)
    if found.direction is not Direction.BETTER:
        return False
    verdicts = (found.real.verdict, found.matters.verdict)
    telling = next((each for each in verdicts if each is not Verdict.NOT_KNOWN), Verdict.YES)
    return telling is Verdict.YES


def _pain_at(visits: Sequence[Visit]) -> list[MeasureResult]:
    return [
        MeasureResult(
            id=visit.id,
            patient_id=visit.patient_id,
            measure="nprs",
            taken_on=visit.visited_on,
            value=float(visit.pain_now),
        )
        for visit in visits
        if visit.pain_now is not None
    ]
