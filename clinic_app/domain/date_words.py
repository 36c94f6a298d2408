"""Dates as people write them, in the catalogue's language."""

from datetime import date
from typing import Final

from clinic_app.domain.words import Catalogue, mark

_MONTHS: Final = (
    mark("January"),
    mark("February"),
    mark("March"),
    mark("April"),
    mark("May"),
    mark("June"),
    mark("July"),
    mark("August"),
    mark("September"),
    mark("October"),
    mark("November"),
    mark("December"),
)
_DAYS: Final = (
    mark("Monday"),
    mark("Tuesday"),
    mark("Wednesday"),
    mark("Thursday"),
    mark("Friday"),
    mark("Saturday"),
    mark("Sunday"),
)
_SHORT_DAYS: Final = (
    mark("Mon"),
    mark("Tue"),
    mark("Wed"),
    mark("Thu"),
    mark("Fri"),
    mark("Sat"),
    mark("Sun"),
)


def month_names(catalogue: Catalogue) -> tuple[str, ...]:
    """The twelve months, January first."""
    return tuple(catalogue.gettext(name) for name in _MONTHS)


def written_date(day: date, catalogue: Catalogue) -> str:
    """The day with its month in words: “14 March 1961”."""
    return catalogue.gettext("{day} {month} {year}").format(
        day=day.day, month=catalogue.gettext(_MONTHS[day.month - 1]), year=day.year
    )


def written_weekday(day: date, catalogue: Catalogue) -> str:
    """The day with its weekday in front: “Monday 21 December 2026”."""
    return catalogue.gettext("{weekday} {date}").format(
        weekday=catalogue.gettext(_DAYS[day.weekday()]), date=written_date(day, catalogue)
    )


def weekdays(catalogue: Catalogue) -> tuple[str, ...]:
    """Seven names, Monday first."""
    return tuple(catalogue.gettext(name) for name in _DAYS)


def short_weekdays(catalogue: Catalogue) -> tuple[str, ...]:
    """Seven column heads, Monday first."""
    return tuple(catalogue.gettext(name) for name in _SHORT_DAYS)
