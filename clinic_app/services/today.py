"""Errands of the page called Today: what happened last, and what waits."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from clinic_app.domain.library import Library
from clinic_app.domain.repositories import Record, UnitOfWork
from clinic_app.domain.waiting import (
    HALF_A_YEAR,
    SIX_WEEKS,
    RunningPlan,
    StandingStill,
    Today,
    is_stretch_only,
    standstill,
)

_MOST: Final = 12
_MOST_PLANS: Final = 60
_OVERDUE: Final = timedelta(days=60)
_SOON: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class TodayService:
    """Works on one open record and one library."""

    record: Record
    library: Library

    def look(self) -> Today:
        """Everything the page shows."""
        day = self.record.clock().astimezone().date()
        with self.record.reading() as work:
            plans = work.waiting.begun_between(day - HALF_A_YEAR, day - SIX_WEEKS, _MOST_PLANS)
            still = [found for plan in plans if (found := self._standing_still(work, plan)) is not None]
            return Today(
                day=day,
                seen=work.waiting.seen_lately(_MOST),
                reviews=work.waiting.reviews_due(day - _OVERDUE, day + _SOON, _MOST),
                drafts=work.waiting.drafts(_MOST),
                unsigned=work.waiting.unsigned(_MOST),
                still=still[:_MOST],
            )

    def _standing_still(self, work: UnitOfWork, plan: RunningPlan) -> StandingStill | None:
        """The plan, if it is of stretches alone, goes on, and nothing got better since it began."""
        if not is_stretch_only(plan.content, self.library.exercises):
            return None
        episode_id = work.programs.get(plan.program_id).episode_id
        if episode_id is not None and work.episodes.get(episode_id).closed_on is not None:
            return None
        results = [each for each in work.results.of_patient(plan.patient.id) if each.withdrawn_at is None]
        visits = work.visits.of_patient(plan.patient.id)
        why = standstill(plan.first_given, results, visits, self.library.measures)
        return StandingStill(plan, why) if why is not None else None
