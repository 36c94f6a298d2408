"""What was filled in so far, as every kind of sheet gives it, and as a draft keeps it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field


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
