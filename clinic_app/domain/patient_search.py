"""Reads what is typed into the patient search: names, record numbers, birth dates as people write them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from clinic_app.domain.date_words import month_names
from clinic_app.domain.folding import LONGEST_QUERY, folded, search_words
from clinic_app.domain.words import Catalogue

NUMBER_DIGITS: Final = 6
"""Record numbers are written with so many digits: ``000002``."""

_MOST_DIGITS: Final = 18
"""Of a number that a column can hold."""

_NUMERIC: Final = re.compile(r"(?<!\d)(\d{1,4})([-./])(\d{1,2})\2(\d{4}|\d{1,2})(?!\d)")
_MONTH: Final = r"(?P<month>[^\W\d_]{3,})\.?"
_YEAR: Final = r"(?P<year>\d{4})(?!\d)"
_DAY_FIRST: Final = re.compile(
    rf"(?<!\w)(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:de\s+|of\s+)?)?{_MONTH},?\s+(?:del?\s+|of\s+)?{_YEAR}"
)
_MONTH_FIRST: Final = re.compile(rf"(?<!\w){_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}")
_CENTURIES: Final = (1900, 2000)


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for: a word that starts with any of ``starts``, or a record number from–to."""

    starts: tuple[str, ...] = ()
    numbers: tuple[int, int] | None = None


def patient_readings(text: str, catalogues: Sequence[Catalogue]) -> tuple[tuple[Term, ...], ...]:
    """What ``text`` may mean, likeliest first: with its dates as birth dates, then word by word.

    Each reading is a row of terms that must all be met; ``catalogues`` name the months.
    """
    text = text[:LONGEST_QUERY]
    plain = tuple(dict.fromkeys(map(_term, search_words(text))))
    dates = tuple(_dates_in(folded(text), catalogues))
    if not dates:
        return (plain,)
    rest = folded(text)
    for (start, end), _ in sorted(dates, reverse=True):
        rest = f"{rest[:start]} {rest[end:]}"
    born = tuple(Term(starts=starts) for _, starts in dates)
    return (*born, *map(_term, search_words(rest))), plain


def read_as_names(text: str) -> tuple[Term, ...]:
    """Every word as the start of one in a name, for digits that are no record number."""
    return tuple(dict.fromkeys(Term(starts=(word,)) for word in search_words(text[:LONGEST_QUERY])))


def _term(word: str) -> Term:
    """A word, or a record number as it is written: what follows its zeros may still be missing."""
    is_number = word.startswith("0") and word.isascii() and word.isdigit()
    if not is_number or len(word) > _MOST_DIGITS:
        return Term(starts=(word,))
    missing = 10 ** max(NUMBER_DIGITS - len(word), 0)
    first = int(word) * missing
    return Term(numbers=(first, first + missing - 1))


def _dates_in(
    text: str, catalogues: Sequence[Catalogue]
) -> Iterator[tuple[tuple[int, int], tuple[str, ...]]]:
    """Where in the text a date stands, and the starts of days written together that it may mean."""
    taken: list[tuple[int, int]] = []
    for pattern in (_NUMERIC, _MONTH_FIRST, _DAY_FIRST):
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            read = _numeric(match) if pattern is _NUMERIC else _written(match, catalogues)
            starts = tuple(dict.fromkeys(read))
            if starts:
                taken.append(match.span())
                yield match.span(), starts


def _numeric(match: re.Match[str]) -> Iterator[str]:
    """``1961-03-14``, ``14.3.1961``, ``14/3/61``; with slashes the month may come first."""
    first, mark, second, last = match[1], match[2], int(match[3]), match[4]
    if len(first) > 2:
        yield from _day(int(first), second, int(last))
        return
    for year in [int(last)] if len(last) == 4 else [century + int(last) for century in _CENTURIES]:
        day_first = tuple(_day(year, second, int(first)))
        yield from day_first
        if mark == "/" or not day_first:
            yield from _day(year, int(first), second)


def _written(match: re.Match[str], catalogues: Sequence[Catalogue]) -> Iterator[str]:
    """``14 March 1961``, ``14 de marzo de 1961``; without a day, any day of that month."""
    year = int(match["year"])
    for month in _months(match["month"], catalogues):
        if match["day"] is None:
            yield f"{year:04d}{month:02d}"
        else:
            yield from _day(year, month, int(match["day"]))


def _months(typed: str, catalogues: Iterable[Catalogue]) -> list[int]:
    named = [month_names(catalogue) for catalogue in catalogues]
    return [
        month for month in range(1, 13) if any(folded(names[month - 1]).startswith(typed) for names in named)
    ]


def _day(year: int, month: int, day: int) -> Iterator[str]:
    """The day as it stands in the index, if there is such a day."""
    try:
        yield date(year, month, day).isoformat().replace("-", "")
    except ValueError:
        return
