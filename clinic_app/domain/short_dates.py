"""Dates in a few letters, for axes and lists; only the window’s languages have them: no sheet needs them."""

from datetime import date
from typing import Final

from clinic_app.domain.words import Catalogue, mark

_SHORT_MONTHS: Final = (
    mark("Jan"),
    mark("Feb"),
    mark("Mar"),
    mark("Apr"),
    mark("May"),
    mark("Jun"),
    mark("Jul"),
    mark("Aug"),
    mark("Sep"),
    mark("Oct"),
    mark("Nov"),
    mark("Dec"),
)


def short_month(day: date, catalogue: Catalogue) -> str:
    """The day’s month in a few letters: “Mar”."""
    return catalogue.gettext(_SHORT_MONTHS[day.month - 1])


def short_date(day: date, catalogue: Catalogue) -> str:
    """Day and month without the year: “14 Mar”."""
    return catalogue.gettext("{day} {month}").format(day=day.day, month=short_month(day, catalogue))
