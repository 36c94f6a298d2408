"""Left, right, one at a time, both together: what a side means and how a template's side is resolved."""

from enum import StrEnum

from clinic_app.domain.errors import InputError


class Side(StrEnum):
    """The side an exercise is prescribed for."""

    LEFT = "left"
    RIGHT = "right"
    LEFT_AND_RIGHT = "left_and_right"
    """One at a time."""
    BOTH_TOGETHER = "both_together"

    @property
    def bouts(self) -> int:
        """How often the dose is done: twice where the sides take turns, else once."""
        return 2 if self is Side.LEFT_AND_RIGHT else 1


ONE_SIDED = (Side.LEFT, Side.RIGHT, Side.LEFT_AND_RIGHT)
"""What a unilateral exercise may be given as."""

TWO_SIDED = (Side.BOTH_TOGETHER,)
"""What an exercise that uses both sides at once may be given as."""


class PlannedSide(StrEnum):
    """The side a template's line names; ``affected`` waits for the patient's episode."""

    LEFT = "left"
    RIGHT = "right"
    LEFT_AND_RIGHT = "left_and_right"
    BOTH_TOGETHER = "both_together"
    AFFECTED = "affected"


class EpisodeSide(StrEnum):
    """The side of a patient's problem."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    NONE = "none"


_AFFECTED = {
    EpisodeSide.LEFT: Side.LEFT,
    EpisodeSide.RIGHT: Side.RIGHT,
    EpisodeSide.BOTH: Side.LEFT_AND_RIGHT,
}


def resolve_side(planned: PlannedSide, affected: EpisodeSide) -> Side:
    """The side to prescribe for a template's line.

    Raises:
        InputError: the line says ``affected`` and the episode names no side; ask the therapist.
    """
    if planned is not PlannedSide.AFFECTED:
        return Side(planned.value)
    if affected not in _AFFECTED:
        raise InputError("This template needs to know which side is affected. Choose left, right or both.")
    return _AFFECTED[affected]
