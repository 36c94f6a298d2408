"""What counts as a slip of the finger, and what is another word."""

import pytest

from clinic_app.domain.slips import is_slip, one_slip_away, slips, slips_allowed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("smiht", "smith"), ("clf", "calf"), ("bak", "back"), ("pian", "pain"), ("marlwoe", "marlowe")],
)
def test_letters_that_changed_places_or_are_missing_are_slips(typed: str, meant: str) -> None:
    assert slips(typed, meant) == 1
    assert is_slip(typed, meant)
    assert meant in one_slip_away(typed)


def test_long_words_may_hold_more_slips_than_short_ones() -> None:
    assert is_slip("gastrocnemuis", "gastrocnemius")
    assert is_slip("hamstirgn", "hamstring")
    assert not is_slip("bcak", "pack")


def test_another_letter_in_a_word_of_three_is_another_word() -> None:
    assert not is_slip("hip", "lip")
    assert is_slip("hpi", "hip")


def test_numbers_are_never_slips_of_other_numbers() -> None:
    assert not is_slip("4512", "4521")


def test_the_same_word_is_no_slip_away() -> None:
    assert "smith" not in one_slip_away("smith")
    assert slips("smith", "smith") == 0


def test_a_word_longer_than_any_name_is_taken_as_typed() -> None:
    assert slips_allowed("w" * 40)
    assert not slips_allowed("w" * 41), "what may have been meant by ten thousand letters fills the memory"
