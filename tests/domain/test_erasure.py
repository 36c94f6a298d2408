"""How long a record is kept: years after the last entry, and a young patient's until a birthday."""

from datetime import date

import pytest

from clinic_app.domain.erasure import RetentionRule

LAST = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("born", "until"),
    [
        (date(1970, 1, 31), date(2036, 11, 24)),
        (None, date(2036, 11, 24)),
        (date(2020, 3, 9), date(2045, 3, 9)),
        (date(2011, 11, 24), date(2036, 11, 24)),
        (date(2011, 11, 25), date(2036, 11, 25)),
        (date(2020, 2, 29), date(2045, 3, 1)),
    ],
)
def test_the_later_of_years_and_birthday_holds(born: date | None, until: date) -> None:
    rule = RetentionRule(years=10, birthday=25)
    assert rule.kept_until(LAST, born) == until
    assert rule.is_for_birthday(LAST, born) == (until != date(2036, 11, 24))


def test_a_clinic_may_have_no_rule_for_birthdays() -> None:
    assert RetentionRule(10, 0).kept_until(LAST, date(2020, 3, 9)) == date(2036, 11, 24)


def test_no_year_is_too_far() -> None:
    assert RetentionRule(10, 100).kept_until(date(9995, 1, 1), date(9990, 1, 1)) == date.max
    assert RetentionRule(1, 0).kept_until(date(2024, 2, 29), None) == date(2025, 3, 1)
