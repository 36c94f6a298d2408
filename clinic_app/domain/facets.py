"""Facets of the library: what exercises can be chosen by, and how many there are, with bits for sets."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from clinic_app.domain.bits import flags_of, mask_of_places
from clinic_app.domain.exercise import Exercise


class Facet(StrEnum):
    """What exercises can be chosen by. Values of one facet are alternatives, facets narrow each other."""

    REGION = "region"
    JOINT = "joint"
    MUSCLE = "muscle"
    POSITION = "position"
    EQUIPMENT = "equipment"
    KIND = "kind"
    GOAL = "goal"
    CONDITION = "condition"
    DIFFICULTY = "difficulty"
    FLOOR = "floor"
    SHELF = "shelf"


Chosen = Mapping[Facet, frozenset[str]]
"""The values chosen, by facet; a facet without any does not narrow."""

Masks = Mapping[Facet, Mapping[str, int]]
"""The exercises of every value, by facet."""

NOTHING_CHOSEN: Final[Chosen] = MappingProxyType({})

NEEDS_FLOOR: Final = "floor"
NO_FLOOR: Final = "no_floor"
NO_EQUIPMENT: Final = "none"
FAVOURITE: Final = "favourite"
RECENTLY_USED: Final = "recently_used"
"""Values of the shelf, which is no matter of the exercise: :meth:`FacetMasks.mark` says whose they are."""

_VALUES: Final[Mapping[Facet, Callable[[Exercise], Iterable[str]]]] = {
    Facet.REGION: lambda exercise: (exercise.region,),
    Facet.JOINT: lambda exercise: exercise.joints,
    Facet.MUSCLE: lambda exercise: exercise.target_muscles,
    Facet.POSITION: lambda exercise: (exercise.position.value,),
    Facet.EQUIPMENT: lambda exercise: exercise.equipment or (NO_EQUIPMENT,),
    Facet.KIND: lambda exercise: (exercise.kind.value,),
    Facet.GOAL: lambda exercise: exercise.goals,
    Facet.CONDITION: lambda exercise: exercise.conditions,
    Facet.DIFFICULTY: lambda exercise: (str(exercise.difficulty),),
    Facet.FLOOR: lambda exercise: (NEEDS_FLOOR if exercise.position.needs_floor else NO_FLOOR,),
    Facet.SHELF: lambda _exercise: (),
}


def values_of(facet: Facet, exercise: Exercise) -> Iterable[str]:
    """What the exercise has of a facet."""
    return _VALUES[facet](exercise)


def with_value(chosen: Chosen, facet: Facet, value: str, *, is_on: bool) -> Chosen:
    """The choice with one value more or less."""
    values = chosen.get(facet, frozenset())
    changed = values | {value} if is_on else values - {value}
    others = {each: held for each, held in chosen.items() if each is not facet}
    return {**others, facet: changed} if changed else others


class FacetMasks:
    """Every value's exercises as a mask: bit n stands for the exercise at place n."""

    def __init__(self, exercises: Sequence[Exercise]) -> None:
        self._exercises = exercises
        self._masks: Masks = {facet: self._of_facet(values) for facet, values in _VALUES.items()}
        self.all = (1 << len(exercises)) - 1

    def mark(self, value: str, slugs: Iterable[str]) -> None:
        """From now on ``value`` of the shelf means these exercises."""
        meant = frozenset(slugs)
        own = {value: self.where(lambda exercise: exercise.slug in meant)}
        self._masks = {**self._masks, Facet.SHELF: {**self._masks[Facet.SHELF], **own}}

    def of_places(self, places: Iterable[int]) -> int:
        """The mask of those places."""
        return mask_of_places(places, len(self._exercises))

    def among(self, places: Sequence[int], mask: int) -> Sequence[int]:
        """Those of the places that are in the mask, in their order."""
        held = flags_of(mask, len(self._exercises))
        return [place for place in places if held[place]]

    def where(self, holds: Callable[[Exercise], bool]) -> int:
        """The mask of the exercises for which ``holds`` is true."""
        return self.of_places(place for place, each in enumerate(self._exercises) if holds(each))

    def chosen(self, chosen: Chosen) -> int:
        """What the choice leaves."""
        return _narrowed(self.all, self._masks, chosen)

    def counts(self, mask: int, chosen: Chosen) -> "Counts":
        """How many of ``mask`` each value would leave, with what is chosen of the other facets."""
        return Counts(self._masks, mask, chosen)

    def _of_facet(self, values_of: Callable[[Exercise], Iterable[str]]) -> dict[str, int]:
        places: dict[str, list[int]] = {}
        for place, exercise in enumerate(self._exercises):
            for value in values_of(exercise):
                places.setdefault(value, []).append(place)
        return {value: self.of_places(held) for value, held in places.items()}


class Counts(Mapping[Facet, Mapping[str, int]]):
    """How many each value of a facet would leave; counted when somebody looks at the facet."""

    def __init__(self, masks: Masks, found: int, chosen: Chosen) -> None:
        self._masks, self._found, self._chosen = masks, found, chosen
        self._known: dict[Facet, Mapping[str, int]] = {}

    def __getitem__(self, facet: Facet) -> Mapping[str, int]:
        """The values of a facet that leave anything, or are chosen."""
        if facet not in self._known:
            others = {each: values for each, values in self._chosen.items() if each is not facet}
            left = _narrowed(self._found, self._masks, others)
            counted = {value: (left & own).bit_count() for value, own in self._masks[facet].items()}
            kept = self._chosen.get(facet, frozenset())
            self._known[facet] = {value: count for value, count in counted.items() if count or value in kept}
        return self._known[facet]

    def __iter__(self) -> Iterator[Facet]:
        """Every facet."""
        return iter(self._masks)

    def __len__(self) -> int:
        """How many facets there are."""
        return len(self._masks)


def _narrowed(mask: int, masks: Masks, chosen: Chosen) -> int:
    """What is left of a mask: any value of each facet, and every facet."""
    for facet, values in chosen.items():
        if values:
            own = 0
            for value in values:
                own |= masks[facet].get(value, 0)
            mask &= own
    return mask
