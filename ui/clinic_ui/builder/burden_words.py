"""What a program costs, in words."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from clinic_app.domain.burden import Burden
from clinic_app.domain.exercise import Exercise, Position
from clinic_app.domain.program import ProgramContent
from clinic_app.domain.side import Side
from clinic_ui.words import Words

_MINUTE_S: Final = 60
_HOUR_MIN: Final = 60
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


def minutes(seconds: int, words: Words) -> str:
    """``17 min``, ``2 h 5 min``; of less than half a minute the seconds."""
    whole = int(seconds / _MINUTE_S + 0.5)
    if whole == 0:
        return words.gettext("{count} s").format(count=seconds)
    if whole < 2 * _HOUR_MIN:
        return words.gettext("{minutes} min").format(minutes=whole)
    hours, rest = divmod(whole, _HOUR_MIN)
    return words.gettext("{hours} h {minutes} min").format(hours=hours, minutes=rest)


def exactly(seconds: int, words: Words) -> str:
    """``2 min 17 s``, ``45 s``, ``3 min``."""
    whole, rest = divmod(seconds, _MINUTE_S)
    if not whole:
        return words.gettext("{count} s").format(count=rest)
    if not rest:
        return words.gettext("{minutes} min").format(minutes=whole)
    return words.gettext("{minutes} min {seconds} s").format(minutes=whole, seconds=rest)


def position_icons(content: ProgramContent, exercises: Mapping[str, Exercise]) -> Sequence[str]:
    """The icons of the positions in their order, each once where it is kept."""
    known = [exercises[item.exercise_slug] for item in content.items if item.exercise_slug in exercises]
    kept = [position for position, _ in groupby(exercise.position for exercise in known)]
    return [_ICONS[position] for position in kept]


def changes(count: int, words: Words) -> str:
    """How often the patient changes position."""
    said = words.ngettext("{count} change of position", "{count} changes of position", count)
    return said.format(count=count)


def stretch_lines(
    cost: Burden, muscle_names: Mapping[str, str], words: Words
) -> Iterator[tuple[str, str, str]]:
    """Muscle, minutes a week on the left, on the right; the longest first."""
    by_time = sorted(cost.stretch_s.items(), key=lambda each: -sum(each[1].values()))
    for muscle, sides in by_time:
        left, right = (
            minutes(sides[side], words) if sides[side] else "–" for side in (Side.LEFT, Side.RIGHT)
        )
        yield muscle_names.get(muscle, muscle.replace("_", " ").replace("-", " ").capitalize()), left, right
