"""The outcome measures that are shipped, and scores taken with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from clinic_app.data.library_files_measures import read_measures
from clinic_app.data.library_files_shelf import SHIPPED
from clinic_app.data.library_files_tables import Tables, read_tables
from clinic_app.domain.measure_scoring import Score, score
from clinic_app.domain.measures import Measure

BASELINE = date(2026, 3, 2)
LATER = date(2026, 4, 13)


@cache
def shipped_tables() -> Tables:
    return read_tables(SHIPPED)


@cache
def shipped_measures() -> dict[str, Measure]:
    return read_measures(SHIPPED, shipped_tables())


def measure(key: str) -> Measure:
    return shipped_measures()[key]


def scored(key: str, *answers: float | None, activities: Sequence[str] = ()) -> Score:
    return score(measure(key), answers, activities)


@dataclass(frozen=True)
class OnADay:
    """A score as the record keeps it."""

    measure: str
    value: float
    taken_on: date = BASELINE
    part: str = ""
    activities: tuple[str, ...] = ()
