"""A clinic's colour is made readable, and no darker than it must be."""

from hypothesis import given
from hypothesis import strategies as st

from clinic_app.domain.contrast import LEAST, USUAL_ACCENT, contrast, is_colour, readable_accent, tint_of

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21


@given(colour=COLOURS)
def test_every_colour_becomes_readable_on_white_and_on_its_tint(colour: str) -> None:
    accent = readable_accent(colour)

    assert is_colour(accent)
    assert contrast(accent, "#ffffff") >= LEAST
    assert contrast(accent, tint_of(accent)) >= LEAST


def test_a_dark_colour_stays_as_it_is() -> None:
    assert readable_accent(USUAL_ACCENT) == USUAL_ACCENT


def test_other_texts_are_no_colours() -> None:
    assert not any(map(is_colour, ("", "teal", "#12345", "#1234567", "#zzzzzz")))
