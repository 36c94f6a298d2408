"""Facets of the library: what exercises can be chosen by, and how many there are, with bits for sets."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Final

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


_ONE: Final = ord("1")


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
        self._masks = {facet: self._of_facet(values) for facet, values in _VALUES.items()}
        self.all = (1 << len(exercises)) - 1

    def mark(self, value: str, slugs: Iterable[str]) -> None:
        """From now on ``value`` of the shelf means these exercises."""
        meant = frozenset(slugs)
        own = {value: self.where(lambda exercise: exercise.slug in meant)}
        self._masks = {**self._masks, Facet.SHELF: {**self._masks[Facet.SHELF], **own}}

    def of_places(self, places: Iterable[int]) -> int:
        """The mask of those places."""
        bits = bytearray(b"0") * (len(self._exercises) + 1)
        for place in places:
            bits[-1 - place] = _ONE
        return int(bits, 2)

    def among(self, places: Sequence[int], mask: int) -> Sequence[int]:
        """Those of the places that are in the mask, in their order."""
        held = format(mask, f"0{len(self._exercises)}b").encode()[::-1]
        return [place for place in places if held[place] == _ONE]

    def places(self, mask: int) -> Sequence[int]:
        """The places that are in the mask."""
        held = format(mask, "b").encode()[::-1]
        return [place for place, bit in enumerate(held) if bit == _ONE]

    def where(self, holds: Callable[[Exercise], bool]) -> int:
        """The mask of the exercises for which ``holds`` is true."""
        return self.of_places(place for place, each in enumerate(self._exercises) if holds(each))

    def chosen(self, chosen: Chosen) -> int:
        """What the choice leaves."""
        mask = self.all
        for facet, values in chosen.items():
            if values:
                mask &= self._any(facet, values)
        return mask

    def counts(self, mask: int, chosen: Chosen) -> dict[Facet, dict[str, int]]:
        """How many of ``mask`` each value would leave, with what is chosen of the other facets."""
        found: dict[Facet, dict[str, int]] = {}
        for facet, values in self._masks.items():
            left = mask & self.chosen({each: held for each, held in chosen.items() if each is not facet})
            counted = {value: (left & own).bit_count() for value, own in values.items()}
            kept = chosen.get(facet, frozenset())
            found[facet] = {value: count for value, count in counted.items() if count or value in kept}
        return found

    def _any(self, facet: Facet, values: Iterable[str]) -> int:
        mask = 0
        for value in values:
            mask |= self._masks[facet].get(value, 0)
        return mask

    def _of_facet(self, values_of: Callable[[Exercise], Iterable[str]]) -> dict[str, int]:
        places: dict[str, list[int]] = {}
        for place, exercise in enumerate(self._exercises):
            for value in values_of(exercise):
                places.setdefault(value, []).append(place)
        return {value: self.of_places(held) for value, held in places.items()}
