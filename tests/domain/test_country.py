"""A clinic's country gives it a number, a paper and a unit; the therapist's own words go first."""

import pytest

from builders import a_clinic
from clinic_app.data.library_files import load_library
from clinic_app.domain.country import Country, load_as_used_here, moved_to
from clinic_app.domain.dosage import HoldDosage, LoadUnit, RepetitionDosage
from clinic_app.domain.words import ENGLISH

COUNTRIES = load_library().countries


def lifting(load: float, unit: LoadUnit) -> RepetitionDosage:
    return RepetitionDosage(sets=3, reps=8, load=load, load_unit=unit)


@pytest.mark.parametrize(
    ("code", "number", "paper"),
    [
        ("DE", "112", "a4"),
        ("US", "911", "letter"),
        ("GB", "999", "a4"),
        ("AU", "000", "a4"),
        ("NZ", "111", "a4"),
        ("IN", "112", "a4"),
        ("MX", "911", "letter"),
    ],
)
def test_a_clinic_gets_its_countrys_number_and_paper(code: str, number: str, paper: str) -> None:
    moved = moved_to(a_clinic(name="Riverside"), COUNTRIES[code])
    assert (moved.name, moved.country) == ("Riverside", code)
    assert (moved.emergency_number, moved.paper) == (number, paper)


def test_every_country_has_a_source_and_says_how_far_it_was_checked() -> None:
    assert len(COUNTRIES) > 80
    for country in COUNTRIES.values():
        assert country.source
        assert country.emergency_number.isdigit() or not country.emergency_number


def test_every_member_of_the_union_has_the_unions_number() -> None:
    members = [each for each in COUNTRIES.values() if each.source.startswith("Directive")]
    assert len(members) == 27
    assert {each.emergency_number for each in members} == {"112"}


@pytest.mark.parametrize(
    ("load", "unit", "country", "said"),
    [
        (5, LoadUnit.KILOGRAM, "US", ("5\u00a0kg is about 11\u00a0lb.",)),
        (2, LoadUnit.KILOGRAM, "US", ("2\u00a0kg is about 4.4\u00a0lb.",)),
        (10, LoadUnit.POUND, "DE", ("10\u00a0lb is about 4.5\u00a0kg.",)),
        (5, LoadUnit.KILOGRAM, "DE", ()),
        (2, LoadUnit.BAND, "US", ()),
    ],
)
def test_a_load_in_another_unit_is_said_in_the_countrys_too(
    load: float, unit: LoadUnit, country: str, said: tuple[str, ...]
) -> None:
    assert load_as_used_here(lifting(load, unit), COUNTRIES[country], ENGLISH) == said


@pytest.mark.parametrize("country", [None, COUNTRIES["US"]])
def test_what_has_no_load_needs_no_unit(country: Country | None) -> None:
    assert load_as_used_here(HoldDosage(reps=3, hold_s=30), country, ENGLISH) == ()
    assert load_as_used_here(lifting(5, LoadUnit.KILOGRAM), None, ENGLISH) == ()
