"""Reads a date as people type it."""

import re
from datetime import date, timedelta

from clinic_app.domain.errors import InputError

_YEAR_FIRST = re.compile(r"(\d{4})[-./ ](\d{1,2})[-./ ](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-. ](\d{1,2})[-. ](\d{4})")
_SPAN = re.compile(
    r"(?:in |en |dentro de )?(?P<count>\d{1,3}) ?(?P<unit>d|days?|día|días|w|wk|weeks?|sem|semanas?)"
)
_NAMED_MONTH = re.compile(r"(\d{1,2})\.?(?: de)? ([^\W\d_]{3,})\.?(?: de|,)? (\d{4})")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,})\.? (\d{1,2}),? (\d{4})")
_MONTH_ONLY = re.compile(r"(?:(\d{4})[-./](\d{1,2})|(\d{1,2})[-./](\d{4})|([^\W\d_]{3,})\.?(?: de)? (\d{4}))")
_MONTHS = (
    ("january", "enero"),
    ("february", "febrero"),
    ("march", "marzo"),
    ("april", "abril"),
    ("may", "mayo"),
    ("june", "junio"),
    ("july", "julio"),
    ("august", "agosto"),
    ("september", "septiembre", "setiembre"),
    ("october", "octubre"),
    ("november", "noviembre"),
    ("december", "diciembre"),
)
"""In every language of the window: no beginning of three letters means two months."""

_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def read_date(text: str) -> date | None:
    """The date typed as 1961-03-14, 14.3.1961 or 14 March 1961; None for nothing.

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
    elif (match := _NAMED_MONTH.fullmatch(typed)) is not None:
        day, month, year = int(match[1]), _month(match[2]), int(match[3])
    elif (match := _MONTH_FIRST.fullmatch(typed)) is not None:
        month, day, year = _month(match[1]), int(match[2]), int(match[3])
    else:
        raise InputError("Type the date with all four digits of the year: 1961-03-14 or 14.3.1961.")
    try:
        return date(year, month, day)
    except ValueError:
        raise InputError("There is no such day. Type the date as 1961-03-14 or 14.3.1961.") from None


def read_onset(text: str) -> date | None:
    """Since when: a day as :func:`read_date`, or a month (2025-07, 7.2025, July 2025), from its first day.

    Raises:
        InputError: it is neither, or could be two.
    """
    match = _MONTH_ONLY.fullmatch(text.strip())
    if match is None:
        return read_date(text)
    year, month = match[1] or match[4] or match[6], match[2] or match[3]
    number = int(month) if month else _month(match[5])
    return read_date(f"{year}-{number}-1")


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


def _month(name: str) -> int:
    """The month’s number; 0 for a word that is none."""
    begun = name.casefold()
    return next((at for at, names in enumerate(_MONTHS, 1) if any(n.startswith(begun) for n in names)), 0)


def _from_slashes(first: int, second: int, year: int) -> tuple[int, int, int]:
    """Day, month, year."""
    if first > 12 or first == second:
        return first, second, year
    if second > 12:
        return second, first, year
    raise InputError("This date can be read in two ways. Type it as 1961-03-14 or 14.3.1961.")
