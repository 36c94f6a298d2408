"""Exercises best first: the best are put in order at once, the others once somebody looks that far."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, overload

from clinic_app.domain.exercise import Exercise

_AT_ONCE: Final = 64
"""More than a screen shows."""

_MANY: Final = 800
"""From so many on, going through all exercises by name is faster than sorting those found."""

_A_PLACE: Final = 1e-9
"""Less than any two scores differ by: exercises of the same score stand in the order of their names."""


class NameOrder:
    """The order of the names in one language: ``by_name`` has places, ``later`` how late each comes."""

    def __init__(self, exercises: Sequence[Exercise], language: str) -> None:
        names = [exercise.name(language) for exercise in exercises]
        self.by_name = tuple(sorted(range(len(names)), key=names.__getitem__))
        regions = list(dict.fromkeys(exercise.region for exercise in exercises))
        at = {region: rank for rank, region in enumerate(regions)}
        self.by_region = tuple(sorted(self.by_name, key=lambda place: at[exercises[place].region]))
        later = [0.0] * len(names)
        for late, place in enumerate(self.by_name):
            later[place] = late * _A_PLACE
        self.later = tuple(later)

    def best_first(self, scores: Mapping[int, float]) -> Sequence[int]:
        """All places by score, equal ones by name."""
        if len(scores) < _MANY:
            return self._sorted(scores, scores)
        alike: dict[float, list[int]] = {}
        for place in self.by_name:
            if place in scores:
                alike.setdefault(scores[place], []).append(place)
        return [place for score in sorted(alike, reverse=True) for place in alike[score]]

    def best(self, scores: Mapping[int, float]) -> Sequence[int]:
        """The beginning of the same order, as long as a screen may show."""
        if len(scores) <= _AT_ONCE:
            return self._sorted(scores, scores)
        least = _score_of_rank(scores, _AT_ONCE)
        return self._sorted([place for place, score in scores.items() if score >= least], scores)

    def _sorted(self, places: Iterable[int], scores: Mapping[int, float]) -> list[int]:
        later = self.later
        return sorted(places, key=lambda place: later[place] - scores[place])


def best_places(scores: Mapping[int, float], count: int) -> Sequence[int]:
    """So many places of the highest scores, in no order."""
    if len(scores) <= count:
        return list(scores)
    least = _score_of_rank(scores, count)
    found = [place for place, score in scores.items() if score > least]
    alike = (place for place, score in scores.items() if score == least)
    return found + [place for place, _ in zip(alike, range(count - len(found)), strict=False)]


class BestFirst(Sequence[Exercise]):
    """A sequence of exercises with given places; ``scores`` None: they stand as in ``places``."""

    def __init__(
        self,
        exercises: Sequence[Exercise],
        order: NameOrder,
        places: Sequence[int],
        scores: Mapping[int, float] | None = None,
    ) -> None:
        self._exercises, self._order, self._scores = exercises, order, scores
        self._places = places
        self._count = len(places) if scores is None else len(scores)

    def __len__(self) -> int:
        """How many there are."""
        return self._count

    @overload
    def __getitem__(self, at: int) -> Exercise: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Exercise]: ...
    def __getitem__(self, at: int | slice) -> Exercise | Sequence[Exercise]:
        """One exercise, or some."""
        if isinstance(at, slice):
            return tuple(self)[at]
        if not 0 <= at < len(self._places):
            return self._exercises[self._all()[at]]
        return self._exercises[self._places[at]]

    def __iter__(self) -> Iterator[Exercise]:
        """All of them."""
        return map(self._exercises.__getitem__, self._all())

    def _all(self) -> Sequence[int]:
        if len(self._places) < self._count and self._scores is not None:
            self._places = self._order.best_first(self._scores)
        return self._places


def _score_of_rank(scores: Mapping[int, float], rank: int) -> float:
    """The score from which on about ``rank`` places have it or more."""
    counted = Counter(scores.values())
    least, held = 0.0, 0
    for least in sorted(counted, reverse=True):
        held += counted[least]
        if held >= rank:
            break
    return least
