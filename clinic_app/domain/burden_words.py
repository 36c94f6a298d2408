"""What a program costs, in words."""

from collections.abc import Iterator, Mapping
from typing import Final

from clinic_app.domain.burden import Burden
from clinic_app.domain.side import Side
from clinic_app.domain.words import Catalogue

_MINUTE_S: Final = 60
_HOUR_MIN: Final = 60


def minutes(seconds: int, words: Catalogue) -> str:
    """``17 min``, ``2 h 5 min``; of less than half a minute the seconds."""
    whole = int(seconds / _MINUTE_S + 0.5)
    if whole == 0:
        return words.gettext("{count} s").format(count=seconds)
    if whole < 2 * _HOUR_MIN:
        return words.gettext("{minutes} min").format(minutes=whole)
    hours, rest = divmod(whole, _HOUR_MIN)
    return words.gettext("{hours} h {minutes} min").format(hours=hours, minutes=rest)


def exactly(seconds: int, words: Catalogue) -> str:
    """``2 min 17 s``, ``45 s``, ``3 min``."""
    whole, rest = divmod(seconds, _MINUTE_S)
    if not whole:
        return words.gettext("{count} s").format(count=rest)
    if not rest:
        return words.gettext("{minutes} min").format(minutes=whole)
    return words.gettext("{minutes} min {seconds} s").format(minutes=whole, seconds=rest)


def changes(count: int, words: Catalogue) -> str:
    """How often the patient changes position."""
    said = words.ngettext("{count} change of position", "{count} changes of position", count)
    return said.format(count=count)


def stretch_lines(
    cost: Burden, muscle_names: Mapping[str, str], words: Catalogue
) -> Iterator[tuple[str, str, str]]:
    """Muscle, minutes a week on the left, on the right; the longest first."""
    by_time = sorted(cost.stretch_s.items(), key=lambda each: -sum(each[1].values()))
    for muscle, sides in by_time:
        left, right = (
            minutes(sides[side], words) if sides[side] else "–" for side in (Side.LEFT, Side.RIGHT)
        )
        yield muscle_names.get(muscle, muscle.replace("_", " ").replace("-", " ").capitalize()), left, right
