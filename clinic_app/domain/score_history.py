"""A score beside the patient's earlier ones: since the start, and since the last time."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from clinic_app.domain.errors import InputError
from clinic_app.domain.measure_change import Change, as_compared, change, same_activities
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.measures import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One part's changes; ``problem`` says why an earlier score does not compare.

    ``since_last`` is None where the last score is also the first.
    """

    since_start: Change | None = None
    since_last: Change | None = None
    problem: InputError | None = None


def compared(measure: Measure, later: MeasureResult, results: Sequence[MeasureResult]) -> Compared:
    """What became of a score, by the scores before it of the same problem, newest first.

    Withdrawn scores, and those that ``later`` replaces, are for the caller to leave out.
    """
    if measure.is_change:
        return Compared(since_start=change(measure, None, later))
    before = earlier_scores(later, results)
    same = [each for each in before if same_activities(each, later)]
    try:
        if not same:
            if before:
                change(measure, before[0], later)
            return Compared()
        since_last = change(measure, same[0], later) if len(same) > 1 else None
        return Compared(since_start=change(measure, same[-1], later), since_last=since_last)
    except InputError as error:
        return Compared(problem=error)


def scores_before(results: Sequence[MeasureResult]) -> dict[UUID, MeasureResult | None]:
    """Of every score the last one before that compares with it, by its id; ``results`` newest first."""
    before: dict[UUID, MeasureResult | None] = {}
    after: dict[object, MeasureResult] = {}
    for each in results:
        kind = (each.measure, each.part, each.episode_id, as_compared(each))
        if kind in after:
            before[after[kind].id] = each
        before[each.id] = None
        after[kind] = each
    return before


def earlier_scores(later: MeasureResult, results: Sequence[MeasureResult]) -> list[MeasureResult]:
    """Of scores with the newest first, those of the same part and problem that were taken before one."""
    of_it = [
        each
        for each in results
        if (each.measure, each.part, each.episode_id) == (later.measure, later.part, later.episode_id)
        and each.withdrawn_at is None
    ]
    ids = [each.id for each in of_it]
    if later.id in ids:
        return of_it[ids.index(later.id) + 1 :]
    return [each for each in of_it if each.taken_on <= later.taken_on]
