"""What was filled in so far, as every kind of sheet gives it, and as a draft keeps it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.measures import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Answers in the measure's order; with ``totals`` only the results, by part, were entered."""

    answers: tuple[float | None, ...] = ()
    totals: Mapping[str, float | None] | None = None
    activities: tuple[str, ...] = field(default=())

    @property
    def is_blank(self) -> bool:
        """Whether no number was given yet."""
        numbers = self.answers if self.totals is None else tuple(self.totals.values())
        return all(number is None for number in numbers)


def kept(given: Given) -> str:
    """For a draft."""
    totals = None if given.totals is None else dict(given.totals)
    return json.dumps({"answers": given.answers, "totals": totals, "activities": given.activities})


def read_kept(payload: str) -> Given | None:
    """What a draft kept; None where it cannot be read."""
    try:
        fields = json.loads(payload)
        return Given(
            answers=tuple(fields["answers"]), totals=fields["totals"], activities=tuple(fields["activities"])
        )
    except (ValueError, KeyError, TypeError):
        return None


def given_of(measure: Measure, results: Sequence[MeasureResult]) -> Given:
    """The answers of a score as its sheet shows them; only its results where no answers are known."""
    by_part = {each.part: each for each in results}
    activities = results[0].activities
    if not any(each.answers for each in results):
        return Given(
            totals={part.key: each.value for part in measure.parts if (each := by_part.get(part.key))}
        )
    answers: list[float | None] = []
    for part in measure.asked_parts:
        known = by_part.get(part.key)
        count = len(activities) if measure.names_activities else len(part.items)
        answers += known.answers if known and known.answers else [None] * count
    return Given(answers=tuple(answers), activities=activities)
