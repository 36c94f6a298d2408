"""Exercises best first: the best are put in order at once, the others once somebody looks that far."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, overload

from clinic_app.domain.bits import flags_of, mask_of_places, places_of
from clinic_app.domain.exercise import Exercise
from clinic_app.domain.score_levels import Levels

_AT_ONCE: Final = 64
"""More than a screen shows."""

_MANY: Final = 400
"""From so many on, going through all exercises by name is faster than sorting those found."""


class NameOrder:
    """The order of the names in one language: ``by_name`` has places, ``later`` how late each comes."""

    def __init__(self, exercises: Sequence[Exercise], language: str) -> None:
        names = [exercise.name(language) for exercise in exercises]
        self.by_name = tuple(sorted(range(len(names)), key=names.__getitem__))
        regions = list(dict.fromkeys(exercise.region for exercise in exercises))
        at = {region: rank for rank, region in enumerate(regions)}
        self.by_region = tuple(sorted(self.by_name, key=lambda place: at[exercises[place].region]))
        later = [0] * len(names)
        for late, place in enumerate(self.by_name):
            later[place] = late
        self.later = tuple(later)

    def first(self, mask: int, most: int) -> Iterable[int]:
        """The places of the mask by name, no more than ``most``."""
        if mask.bit_count() < _MANY:
            return sorted(places_of(mask), key=self.later.__getitem__)[:most]
        held = flags_of(mask, len(self.later))
        return islice((place for place in self.by_name if held[place]), most)


@dataclass(frozen=True, slots=True)
class Ranking:
    """Scores of places: of most by levels, of a few their ``own``."""

    levels: Levels
    own: Mapping[int, float]

    def best(self, order: NameOrder, wanted: int, most: int = _AT_ONCE) -> Sequence[int]:
        """So many of the wanted places, the highest score first, equal ones by name."""
        rest = wanted & ~mask_of_places(self.own, len(order.later))
        ranked = [
            (-score, order.later[place], place) for place, score in self.own.items() if wanted >> place & 1
        ]
        left = most
        for score, held in self.levels.items():
            if left <= 0:
                break
            if alike := held & rest:
                ranked.extend((-score, order.later[place], place) for place in order.first(alike, left))
                left -= alike.bit_count()
        ranked.sort()
        return [place for _, _, place in ranked[:most]]


class BestFirst(Sequence[Exercise]):
    """So many exercises, the best of them at known places; ``more`` names the places of all."""

    def __init__(
        self,
        exercises: Sequence[Exercise],
        places: Sequence[int],
        count: int,
        more: Callable[[], Sequence[int]],
    ) -> None:
        self._exercises, self._places, self._count, self._more = exercises, places, count, more

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
        if len(self._places) < self._count:
            self._places = self._more()
        return self._places
