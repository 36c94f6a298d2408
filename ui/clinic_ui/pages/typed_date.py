"""Reads a date as people type it."""

import re
from datetime import date, timedelta

from clinic_app.domain.errors import InputError

_YEAR_FIRST = re.compile(r"(\d{4})[-./ ](\d{1,2})[-./ ](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-. ](\d{1,2})[-. ](\d{4})")
_SPAN = re.compile(
    r"(?:in |en |dentro de )?(?P<count>\d{1,3}) ?(?P<unit>d|days?|día|días|w|wk|weeks?|sem|semanas?)"
)
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def read_date(text: str) -> date | None:
    """The date typed as 1961-03-14 or 14.3.1961; None for nothing.

    With slashes only a date that can be read in one way is taken: 3/4/1961 is March or April.

    Raises:
        InputError: it is no date, or could be two.
    """
    typed = text.strip()
    if not typed:
        return None
    if (match := _YEAR_FIRST.fullmatch(typed)) is not None:
        year, month, day = map(int, match.groups())
    elif (match := _DAY_FIRST.fullmatch(typed)) is not None:
        day, month, year = map(int, match.groups())
    elif (match := _SLASHES.fullmatch(typed)) is not None:
        day, month, year = _from_slashes(*map(int, match.groups()))
    else:
        raise InputError("Type the date with all four digits of the year: 1961-03-14 or 14.3.1961.")
    try:
        return date(year, month, day)
    except ValueError:
        raise InputError("There is no such day. Type the date as 1961-03-14 or 14.3.1961.") from None


def read_coming_day(text: str, today: date) -> date | None:
    """A day to come: as :func:`read_date`, or so many days or weeks from ``today`` (``10d``, ``2w``).

    Raises:
        InputError: it is no date, could be two, or is over.
    """
    span = _SPAN.fullmatch(text.strip().casefold())
    if span is not None:
        days = int(span["count"]) * (1 if span["unit"].startswith("d") else 7)
        return today + timedelta(days=days)
    day = read_date(text)
    if day is not None and day < today:
        raise InputError("This day is over. Type one to come, as 2026-12-09, or 2w for two weeks from today.")
    return day


def _from_slashes(first: int, second: int, year: int) -> tuple[int, int, int]:
    """Day, month, year."""
    if first > 12 or first == second:
        return first, second, year
    if second > 12:
        return second, first, year
    raise InputError("This date can be read in two ways. Type it as 1961-03-14 or 14.3.1961.")
