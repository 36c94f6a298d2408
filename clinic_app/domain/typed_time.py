"""A length of time as it is typed and written: ``45s``, ``10min``, ``2:30``."""

import re
from typing import Final

MINUTE_S: Final = 60

MINUTES_FROM_S: Final = 120
"""What takes this long is said in minutes, and a number typed for it without a unit means minutes."""

_TIME: Final = re.compile(r"(?P<number>\d{1,9})(?::(?P<rest>[0-5]\d))?(?P<unit>[a-z″\"′']*)")
_SECONDS: Final = frozenset({"s", "sec", "secs", "second", "seconds", "seg", "segundo", "segundos", "″", '"'})
_MINUTES: Final = frozenset({"m", "min", "mins", "minute", "minutes", "minuto", "minutos", "′", "'"})


def is_in_minutes(seconds: int) -> bool:
    """Whether so long a time is said in minutes."""
    return seconds >= MINUTES_FROM_S


def time_number(seconds: int) -> str:
    """The number that stands before ``s`` or ``min``: “45”, “10”, “2:30”."""
    if not is_in_minutes(seconds):
        return str(seconds)
    minutes, rest = divmod(seconds, MINUTE_S)
    return f"{minutes}:{rest:02}" if rest else str(minutes)


def read_time(text: str, *, in_minutes: bool = False) -> int | None:
    """Seconds of a typed time; ``in_minutes`` is what a bare number means. None where it is no time."""
    found = _TIME.fullmatch("".join(text.split()).lower())
    if found is None or not text.isprintable():
        return None
    unit, number = found["unit"], int(found["number"])
    if found["rest"] is not None:
        return number * MINUTE_S + int(found["rest"]) if unit in _MINUTES or not unit else None
    if unit in _MINUTES or (not unit and in_minutes):
        return number * MINUTE_S
    return number if unit in _SECONDS or not unit else None
