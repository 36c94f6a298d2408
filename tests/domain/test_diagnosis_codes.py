"""ICD-10-CM codes: their shape, and what the library's conditions offer."""

import pytest

from clinic_app.data.library_files import load_library
from clinic_app.domain.diagnosis_codes import codes_of, find_codes, tidy_code
from clinic_app.domain.errors import InputError

LIBRARY = load_library()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", ""),
        ("m54.50", "M54.50"),
        (" M5450 ", "M54.50"),
        ("S93.401A", "S93.401A"),
        ("M17", "M17"),
        ("M22.2X1", "M22.2X1"),
        ("S13.4XX-", "S13.4XX"),
    ],
)
def test_a_code_is_written_as_it_should_be(typed: str, code: str) -> None:
    assert tidy_code(typed) == code


@pytest.mark.parametrize("typed", ["back", "54.5", "M5", "M54.50123", "M54..5", "ÄB1", "M54.5;M54.6"])
def test_what_has_not_the_shape_of_a_code_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match=r"M54\.50"):
        tidy_code(typed)


@pytest.mark.parametrize(
    ("condition", "codes"),
    [
        ("low_back_pain", ["M54.50", "M54.59"]),
        ("sciatica", ["M54.31", "M54.32", "M54.41", "M54.42", "M54.16"]),
        ("lumbar_stenosis", ["M48.061", "M48.062"]),
        ("calf_tightness", ["M67.01", "M67.02", "M62.46-"]),
        ("plantar_heel_pain", ["M72.2"]),
    ],
)
def test_short_lists_of_codes_are_written_out(condition: str, codes: list[str]) -> None:
    found = codes_of(LIBRARY.conditions[condition], condition)
    assert [f"{each.code}-" if each.is_stem else each.code for each in found] == codes


def test_every_code_of_the_library_has_the_shape_of_one() -> None:
    found = [each for key, condition in LIBRARY.conditions.items() for each in codes_of(condition, key)]
    assert len(found) > 80
    assert all(tidy_code(each.code) == each.code for each in found)


@pytest.mark.parametrize("typed", ["low back", "dolor lumb", "M54.5", "m545"])
def test_codes_are_found_by_words_of_either_language_and_by_code(typed: str) -> None:
    assert "M54.50" in [each.code for each in find_codes(typed, LIBRARY, "es")]


def test_nothing_typed_offers_nothing() -> None:
    assert find_codes(" ", LIBRARY, "en") == []


@pytest.mark.parametrize(
    ("condition", "sides"),
    [
        ("achilles_tendinopathy", ["right", "left"]),
        ("lumbar_stenosis", ["none", "none"]),
        ("low_back_pain", ["none", "none"]),
    ],
)
def test_of_a_pair_of_codes_it_is_known_which_side_each_is_for(condition: str, sides: list[str]) -> None:
    assert [each.side.value for each in codes_of(LIBRARY.conditions[condition], condition)] == sides
