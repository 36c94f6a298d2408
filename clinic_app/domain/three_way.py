"""Two people changed the same form: what either changed alone is kept, what both changed is asked."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ThreeWay:
    """Texts of fields by name: with both people's changes, and what they disagree about."""

    merged: Mapping[str, str]
    """Mine where both changed a field."""
    disputed: tuple[str, ...]
    """Fields that both changed, each to something else."""
    taken_over: tuple[str, ...]
    """Fields that only the other one changed."""


def three_way(base: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]) -> ThreeWay:
    """Merge ``mine`` and ``theirs``, which both began as ``base``; a field that is missing is empty."""
    merged: dict[str, str] = {}
    disputed: list[str] = []
    taken_over: list[str] = []
    for name in {**mine, **theirs}:
        began, here, there = (each.get(name, "").strip() for each in (base, mine, theirs))
        changed_here, changed_there = here != began, there != began
        merged[name] = theirs.get(name, "") if changed_there and not changed_here else mine.get(name, "")
        if here != there and changed_there:
            (disputed if changed_here else taken_over).append(name)
    return ThreeWay(merged, tuple(disputed), tuple(taken_over))
