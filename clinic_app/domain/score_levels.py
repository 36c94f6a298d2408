"""Scores of few values, as masks: which places have which. Thousands are joined bit by bit at once."""

from collections.abc import Iterable, Mapping
from typing import Final

Levels = Mapping[float, int]
"""Each score's places as a mask; best first, and no place twice."""

_ALIKE: Final = 6
"""Scores are compared with so many decimals: the order of adding makes no difference."""


def best_of(worth: Iterable[tuple[float, int]]) -> dict[float, int]:
    """Every place with the best of its scores."""
    merged: dict[float, int] = {}
    for score, mask in worth:
        merged[score] = merged.get(score, 0) | mask
    levels: dict[float, int] = {}
    seen = 0
    for score in sorted(merged, reverse=True):
        own = merged[score] & ~seen
        if own:
            seen |= own
            levels[round(score, _ALIKE)] = own | levels.get(round(score, _ALIKE), 0)
    return levels


def sums(first: Levels, second: Levels) -> dict[float, int]:
    """The places of both, with the sum of their scores."""
    found: dict[float, int] = {}
    for score, held in first.items():
        for more, also in second.items():
            both = held & also
            if both:
                total = round(score + more, _ALIKE)
                found[total] = found.get(total, 0) | both
    return {score: found[score] for score in sorted(found, reverse=True)}


def raised(levels: Levels, mask: int, more: float) -> Levels:
    """The places of the mask have so much more."""
    if not mask:
        return levels
    parted = (
        (score + add, own)
        for score, held in levels.items()
        for add, own in ((more, held & mask), (0, held & ~mask))
    )
    return best_of(parted)


def mask_of(levels: Levels) -> int:
    """All places."""
    mask = 0
    for held in levels.values():
        mask |= held
    return mask


def score_at(levels: Levels, place: int) -> float | None:
    """The score of a place; None if it has none."""
    return next((score for score, held in levels.items() if held >> place & 1), None)
