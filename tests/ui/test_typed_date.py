from datetime import date

import pytest

from clinic_app.domain.errors import InputError
from clinic_ui.pages.typed_date import read_date, read_onset


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


@pytest.mark.parametrize(
    "typed",
    ["14 March 1961", "14. mar 1961", "14 de marzo de 1961", "March 14, 1961", "14 MARCH, 1961"],
)
def test_the_month_may_be_named_as_the_window_names_it(typed: str) -> None:
    assert read_date(typed) == date(1961, 3, 14)


@pytest.mark.parametrize("typed", ["14 Smarch 1961", "31 June 1961", "14 ma 1961", "March 1961"])
def test_a_name_that_is_no_month_is_refused(typed: str) -> None:
    with pytest.raises(InputError):
        read_date(typed)


@pytest.mark.parametrize("typed", ["2025-07", "7.2025", "07/2025", "July 2025", "julio de 2025", "1.7.2025"])
def test_since_when_may_be_a_month(typed: str) -> None:
    assert read_onset(typed) == date(2025, 7, 1)


def test_nothing_is_no_onset_and_a_month_must_be_one() -> None:
    assert read_onset("") is None
    for typed in ("2025-13", "Smarch 2025", "summer"):
        with pytest.raises(InputError):
            read_onset(typed)
