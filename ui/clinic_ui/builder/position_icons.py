"""The positions of a program as small pictures."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final

from clinic_app.domain.exercise import Exercise, Position
from clinic_app.domain.program import ProgramContent

_ICONS: Final = {
    Position.STANDING: "standing",
    Position.SITTING: "sitting",
    Position.LONG_SITTING: "sitting",
    Position.FLOOR_SITTING: "sitting",
    Position.SUPINE: "lying",
    Position.PRONE: "lying",
    Position.SIDE_LYING: "lying",
    Position.QUADRUPED: "kneeling",
    Position.HALF_KNEELING: "kneeling",
    Position.KNEELING: "kneeling",
}


def position_icons(content: ProgramContent, exercises: Mapping[str, Exercise]) -> Sequence[str]:
    """The icons of the positions in their order, each once where it is kept."""
    known = [exercises[item.exercise_slug] for item in content.items if item.exercise_slug in exercises]
    kept = [position for position, _ in groupby(exercise.position for exercise in known)]
    return [_ICONS[position] for position in kept]
