"""What a program asks of the patient: minutes, changes of position, time under stretch; and its order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from clinic_app.domain.dosage import SWITCH_EXERCISE_S, MinutesDosage, held_s, line_s
from clinic_app.domain.exercise import Exercise, ExerciseKind, Position
from clinic_app.domain.program import ProgramContent, ProgramItem
from clinic_app.domain.side import Side

_DAYS: Final = 7

_HEIGHTS: Final[Mapping[Position, int]] = {
    Position.STANDING: 0,
    Position.SITTING: 1,
    Position.HALF_KNEELING: 2,
    Position.KNEELING: 3,
    Position.QUADRUPED: 4,
    Position.FLOOR_SITTING: 5,
    Position.LONG_SITTING: 6,
    Position.SIDE_LYING: 7,
    Position.SUPINE: 8,
    Position.PRONE: 9,
}
"""From standing down to lying: who follows it gets down to the floor once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden:
    """A program's cost. All times are seconds; the ``active`` ones leave walking, cycling and the like out.

    ``stretch_s`` is time under stretch in a week by muscle and side (left, right); ``lines_s`` is by item.
    """

    session_s: int = 0
    day_s: int = 0
    active_session_s: int = 0
    active_day_s: int = 0
    week_s: int = 0
    aerobic_day_s: int = 0
    lines_s: tuple[int, ...] = ()
    stretch_s: Mapping[str, Mapping[Side, int]] = field(default_factory=dict)
    position_changes: int = 0

    @property
    def hold_s(self) -> int:
        """Seconds under stretch in a week, over all muscles and sides."""
        return sum(sum(sides.values()) for sides in self.stretch_s.values())


def burden(content: ProgramContent, exercises: Mapping[str, Exercise]) -> Burden:
    """What the program costs; exercises that ``exercises`` does not hold count as their dose alone."""
    items = content.items
    aerobic = [item for item in items if _is_aerobic(item, exercises)]
    active = [item for item in items if item not in aerobic]
    return Burden(
        session_s=_session_s(items),
        day_s=_day_s(items),
        active_session_s=_session_s(active),
        active_day_s=_day_s(active),
        week_s=_week_s(items),
        aerobic_day_s=sum(item.line_s * item.schedule.times_per_day for item in aerobic),
        lines_s=tuple(item.line_s for item in items),
        stretch_s=_stretch_s(items, exercises),
        position_changes=_changes([_position(item, exercises) for item in items]),
    )


def one_at_a_time_costs_s(item: ProgramItem) -> int:
    """Seconds that one side at a time takes more than both together; 0 where the sides take no turns."""
    if item.side is not Side.LEFT_AND_RIGHT:
        return 0
    return item.line_s - line_s(item.dosage, Side.BOTH_TOGETHER)


def stretched_week_s(item: ProgramItem, exercise: Exercise) -> int:
    """Seconds in a week under stretch, of each side that the item is for; 0 of what is no stretch."""
    if not exercise.kind.is_stretch or isinstance(item.dosage, MinutesDosage):
        return 0
    return held_s(item.dosage, Side.LEFT) * item.schedule.times_per_day * item.schedule.days_per_week


def in_fewest_changes(content: ProgramContent, exercises: Mapping[str, Exercise]) -> ProgramContent:
    """The same items with each position's together, from standing down to lying; their order is kept in it.

    A first exercise that is done before the first steps, or to warm up (aerobic), stays first.
    """
    first = [item for item in content.items if _comes_first(item, exercises)]
    rest = [item for item in content.items if item not in first]
    rest.sort(key=lambda item: _height(item, exercises))
    ordered = replace(content, items=(*first, *rest))
    saved = burden(content, exercises).position_changes - burden(ordered, exercises).position_changes
    return ordered if saved > 0 else content


def _is_aerobic(item: ProgramItem, exercises: Mapping[str, Exercise]) -> bool:
    exercise = exercises.get(item.exercise_slug)
    return exercise is not None and exercise.kind is ExerciseKind.AEROBIC


def _session_s(items: Sequence[ProgramItem]) -> int:
    return sum(item.line_s for item in items) + SWITCH_EXERCISE_S * max(0, len(items) - 1)


def _day_s(items: Sequence[ProgramItem]) -> int:
    """Every bout of the day; the changes between exercises in each of its sessions."""
    most = max((item.schedule.times_per_day for item in items), default=0)
    sessions = [[item for item in items if item.schedule.times_per_day > bout] for bout in range(most)]
    return sum(_session_s(session) for session in sessions)


def _week_s(items: Sequence[ProgramItem]) -> int:
    """Days on which an item rests are the last of the week: what few need is done on the same days."""
    return sum(_day_s([item for item in items if item.schedule.days_per_week > day]) for day in range(_DAYS))


def _stretch_s(items: Sequence[ProgramItem], exercises: Mapping[str, Exercise]) -> dict[str, dict[Side, int]]:
    found: dict[str, dict[Side, int]] = {}
    for item in items:
        exercise = exercises.get(item.exercise_slug)
        if exercise is None or not stretched_week_s(item, exercise):
            continue
        a_week = stretched_week_s(item, exercise)
        for muscle in exercise.target_muscles:
            sides = found.setdefault(muscle, {Side.LEFT: 0, Side.RIGHT: 0})
            for side in _stretched(item.side):
                sides[side] += a_week
    return found


def _stretched(side: Side) -> tuple[Side, ...]:
    return (side,) if side in (Side.LEFT, Side.RIGHT) else (Side.LEFT, Side.RIGHT)


def _position(item: ProgramItem, exercises: Mapping[str, Exercise]) -> Position | None:
    exercise = exercises.get(item.exercise_slug)
    return exercise.position if exercise is not None else None


def _changes(positions: Sequence[Position | None]) -> int:
    return sum(one is not other for one, other in pairwise(positions))


def _height(item: ProgramItem, exercises: Mapping[str, Exercise]) -> int:
    position = _position(item, exercises)
    return _HEIGHTS[position] if position is not None else 0


def _comes_first(item: ProgramItem, exercises: Mapping[str, Exercise]) -> bool:
    return _is_aerobic(item, exercises) or "before_first_steps" in item.schedule.times_of_day
