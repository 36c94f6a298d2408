"""Reads a date as people type it."""

import re
from datetime import date

from clinic_app.domain.errors import InputError

_YEAR_FIRST = re.compile(r"(\d{4})[-./ ](\d{1,2})[-./ ](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-. ](\d{1,2})[-. ](\d{4})")
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


def _from_slashes(first: int, second: int, year: int) -> tuple[int, int, int]:
    """Day, month, year."""
    if first > 12 or first == second:
        return first, second, year
    if second > 12:
        return second, first, year
    raise InputError("This date can be read in two ways. Type it as 1961-03-14 or 14.3.1961.")
