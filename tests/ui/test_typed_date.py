from datetime import date

import pytest

from clinic_app.domain.errors import InputError
from clinic_ui.pages.typed_date import read_date


@pytest.mark.parametrize(
    "typed", ["1961-03-14", "1961/3/14", "14.3.1961", "14-03-1961", "14/3/1961", "3/14/1961", " 14 3 1961 "]
)
def test_a_date_is_read_as_people_type_it(typed: str) -> None:
    assert read_date(typed) == date(1961, 3, 14)


def test_nothing_typed_is_no_date() -> None:
    assert read_date("  ") is None


@pytest.mark.parametrize("typed", ["3/4/1961", "31.2.1961", "yesterday", "61-03-14", "٣/٤/١٩٦١x"])
def test_what_is_no_date_or_could_be_two_is_refused(typed: str) -> None:
    with pytest.raises(InputError):
        read_date(typed)


def test_the_same_number_twice_can_be_read_in_one_way_only() -> None:
    assert read_date("5/5/1961") == date(1961, 5, 5)
