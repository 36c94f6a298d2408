"""Which part of a column's dates comes first: seen over the whole column, with the reason; never guessed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from clinic_app.domain.errors import InputError
from clinic_app.domain.folding import folded
from clinic_app.domain.showing import short
from clinic_app.domain.words import mark

_NUMBERS: Final = re.compile(r"(\d{1,4})\s*([-./ ])\s*(\d{1,2})\s*\2\s*(\d{1,4})(?:[T ]\d{1,2}:\d{2}\S*)?")
_TOGETHER: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\S*)?")
_NAMED: Final = re.compile(r"(\d{1,2})[-. ]+(?:de +)?([a-z]{3,})\.?,?[-. ]+(?:de[l]? +)?(\d{4}|\d{2})")
_NAMED_FIRST: Final = re.compile(r"([a-z]{3,})\.? +(\d{1,2}),? +(\d{4})")
_MONTHS: Final = tuple(
    frozenset(each.split())
    for each in (
        "jan ene",
        "feb fev",
        "mar mrz",
        "apr abr avr",
        "may mai",
        "jun",
        "jul",
        "aug ago",
        "sep set",
        "oct okt out",
        "nov",
        "dec dic dez",
    )
)
_HUNDRED: Final = 100


class DateOrder(StrEnum):
    """Which part comes first."""

    YEAR = "year"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class OrderFound:
    """The order, or None where a person has to say it; the reason is a message id with ``{places}``."""

    order: DateOrder | None
    reason: str
    example: str = ""
    other: str = ""

    @property
    def is_asked(self) -> bool:
        """Whether a person has to say what is meant."""
        return self.order is None


def find_order(texts: Iterable[str]) -> OrderFound:
    """The order in which the dates of a column are written, and how that is known."""
    split = [(text, parts) for text in texts if (parts := _parts(text)) is not None]
    loose = [(text, parts) for text, parts in split if len(parts[0]) < 4]
    if not loose:
        return OrderFound(DateOrder.YEAR, mark("The dates start with the year, or name the month."))
    day = next((text for text, (first, _, second, _) in loose if int(first) > 12 >= int(second)), "")
    month = next((text for text, (first, _, second, _) in loose if int(second) > 12 >= int(first)), "")
    if day and month:
        said = mark(
            "“{example}” has the day first, “{other}” the month. Say which is meant: the others are refused."
        )
        return OrderFound(None, said, day, month)
    if day:
        return OrderFound(DateOrder.DAY, mark("“{example}” can only be read with the day first."), day)
    if month:
        return OrderFound(DateOrder.MONTH, mark("“{example}” can only be read with the month first."), month)
    if all(mark_ == "." for _, (_, mark_, _, _) in loose):
        said = mark("“{example}” is written with dots, as where the day comes first.")
        return OrderFound(DateOrder.DAY, said, loose[0][0])
    said = mark("Every date, as “{example}”, can be read in two ways. Say what comes first.")
    return OrderFound(None, said, loose[0][0])


def read_day(text: str, order: DateOrder | None, today: date) -> date | None:
    """The day a cell means; None for nothing or zeros. A year of two digits is the last one that is over.

    Raises:
        InputError: it is no date, or no such day, or it is not known what comes first.
    """
    typed = text.strip()
    if not typed.strip("0-/. :T"):
        return None  # databases write 0000-00-00 where there is no day
    year, month, day = _year_month_day(typed, order)
    if year < _HUNDRED:
        year += today.year // _HUNDRED * _HUNDRED
        year -= _HUNDRED if year > today.year else 0
    try:
        return date(year, month, day)
    except ValueError:
        raise InputError("“{typed}” is no day there is.", typed=short(typed)) from None


def _year_month_day(typed: str, order: DateOrder | None) -> tuple[int, int, int]:
    if (parts := _parts(typed)) is not None:
        first, _, second, last = parts
        if len(first) == 4:
            return int(first), int(second), int(last)
        if len(last) not in (2, 4):
            raise InputError("“{typed}” is no date.", typed=short(typed))
        if order is DateOrder.YEAR:
            if len(last) == 2:
                return int(first), int(second), int(last)
            order = None
        if order is None and first != second:
            raise InputError("“{typed}” can be read in two ways.", typed=short(typed))
        day, month = (second, first) if order is DateOrder.MONTH else (first, second)
        return int(last), int(month), int(day)
    if (match := _TOGETHER.fullmatch(typed)) is not None:
        return int(match[1]), int(match[2]), int(match[3])
    bare = folded(typed)
    if (match := _NAMED.fullmatch(bare)) is not None:
        return int(match[3]), _month(match[2], typed), int(match[1])
    if (match := _NAMED_FIRST.fullmatch(bare)) is not None:
        return int(match[3]), _month(match[1], typed), int(match[2])
    raise InputError("“{typed}” is no date.", typed=short(typed))


def _parts(text: str) -> tuple[str, str, str, str] | None:
    """First number, the sign between, second, last."""
    match = _NUMBERS.fullmatch(text.strip())
    return None if match is None else (match[1], match[2], match[3], match[4])


def _month(name: str, typed: str) -> int:
    for number, starts in enumerate(_MONTHS, start=1):
        if name[:3] in starts:
            return number
    raise InputError("“{typed}” is no date.", typed=short(typed))
