"""A length of time as it is typed and written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from clinic_app.domain.quick_add import read_quick_line
from clinic_app.domain.typed_time import is_in_minutes, read_time, time_number


@pytest.mark.parametrize(
    ("typed", "in_minutes", "seconds"),
    [
        ("10", True, 600),
        ("10", False, 10),
        ("10 min", False, 600),
        ("10m", False, 600),
        ("45s", True, 45),
        ("2:30", False, 150),
        ("2:30 min", True, 150),
        ("2:75", True, None),
        ("", True, None),
        ("min", True, None),
        ("10 x", True, None),
        ("2:30 s", True, None),
    ],
)
def test_a_bare_number_means_what_the_place_says(typed: str, in_minutes: bool, seconds: int | None) -> None:
    assert read_time(typed, in_minutes=in_minutes) == seconds


@settings(max_examples=60)
@given(some.integers(0, 7200))
def test_what_is_written_reads_back(seconds: int) -> None:
    assert read_time(time_number(seconds), in_minutes=is_in_minutes(seconds)) == seconds


@settings(max_examples=40)
@given(some.text())
def test_nothing_typed_breaks_it(typed: str) -> None:
    read_time(typed)


def test_a_number_longer_than_any_time_is_none() -> None:
    assert read_time("9" * 5_000) is None
    assert read_quick_line("3x" + "9" * 5_000).amount is None
