"""Scores of a patient as lines over time, each with the change that matters to patients."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from clinic_app.domain.measure_change import Change, change, same_activities
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.measures import WHOLE, Measure, MeasurePart
from clinic_app.domain.trend import Trend, TrendPoint
from clinic_app.domain.visit import Visit

PAIN: Final = "nprs"
"""The measure that pain noted at a visit is a score of."""


def trends(
    results: Sequence[MeasureResult],
    visits: Sequence[Visit],
    measures: Mapping[str, Measure],
    language: str,
) -> list[Trend]:
    """A line for each measure and part with a score, that with the newest score first, pain last.

    Scores of other activities than the newest are left out (PSFS): they do not compare. Measures that tell a
    change by themselves (GROC) have no line. Withdrawn scores are for the caller to leave out.
    """
    rows: dict[tuple[str, str], list[MeasureResult]] = {}
    for each in sorted(results, key=lambda result: result.taken_on, reverse=True):
        rows.setdefault((each.measure, each.part), []).append(each)
    found = [
        _trend(measures[key], part, _points(own), language)
        for (key, part), own in rows.items()
        if key in measures and not measures[key].is_change and key != PAIN
    ]
    pain = _pain(rows.get((PAIN, WHOLE), []), visits)
    if pain and PAIN in measures:
        found.append(_trend(measures[PAIN], WHOLE, pain, language))
    return found


@dataclass(frozen=True, slots=True)
class _Taken:
    """A point of a line as a score; what compares is in the line already."""

    measure: str
    part: str
    taken_on: date
    value: float
    activities: tuple[str, ...] = ("the same",)


def since_start(trend: Trend, measures: Mapping[str, Measure]) -> Change | None:
    """What happened from a line's first score to its last; None before there are two of a known measure."""
    key, _, part = trend.key.partition(":")
    if key not in measures or len(trend.points) < 2:
        return None
    first, last = (_Taken(key, part, each.on, each.value) for each in (trend.points[0], trend.points[-1]))
    return change(measures[key], first, last)


def _points(newest_first: Sequence[MeasureResult]) -> tuple[TrendPoint, ...]:
    newest = newest_first[0]
    same = [each for each in newest_first if same_activities(each, newest)]
    return tuple(TrendPoint(each.taken_on, each.value) for each in reversed(same))


def _pain(results: Sequence[MeasureResult], visits: Sequence[Visit]) -> tuple[TrendPoint, ...]:
    """Pain now, as noted at visits; where a score was taken on the same day, that one."""
    noted = {each.visited_on: float(each.pain_now) for each in visits if each.pain_now is not None}
    noted |= {each.taken_on: each.value for each in results}
    return tuple(TrendPoint(day, noted[day]) for day in sorted(noted))


def _trend(measure: Measure, part: str, points: tuple[TrendPoint, ...], language: str) -> Trend:
    scored: MeasurePart = measure.part(part)
    limit = scored.important
    return Trend(
        key=f"{measure.key}:{part}",
        name=measure.name(language, part) if part else measure.short,
        low=scored.scores.low,
        high=scored.scores.high,
        higher_is_better=measure.higher_is_better,
        points=points,
        important=limit.amount if limit else None,
        sources=limit.citation.sources if limit else (),
    )
