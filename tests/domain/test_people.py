"""Who figures show: matched to the patient, painted in their own colours."""

from datetime import date

import pytest

from builders import a_patient
from clinic_app.domain.drawing import Ink
from clinic_app.domain.palette import PAPER_COLOUR, PAPER_GREY, SCREEN_DARK, SCREEN_LIGHT
from clinic_app.domain.patient import Sex
from clinic_app.domain.people import PEOPLE, matching_person
from clinic_app.figures.scene import BUILDS, HAIR

TODAY = date(2026, 11, 25)


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2) of ``#rrggbb``."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("sex", "born", "person"),
    [
        (Sex.FEMALE, date(1990, 1, 1), "woman"),
        (Sex.MALE, date(1990, 1, 1), "man"),
        (Sex.FEMALE, date(1950, 1, 1), "older-woman"),
        (Sex.MALE, date(1966, 11, 25), "older-man"),
        (Sex.MALE, date(1966, 11, 26), "man"),
        (Sex.FEMALE, None, "woman"),
        (Sex.UNKNOWN, date(1950, 1, 1), ""),
        (Sex.OTHER, date(1990, 1, 1), ""),
    ],
)
def test_a_patient_is_matched_by_sex_and_age(sex: Sex, born: date | None, person: str) -> None:
    assert matching_person(a_patient(sex=sex, birth_date=born), TODAY) == person


def test_there_are_women_and_men_older_and_heavier_in_many_tones() -> None:
    assert len(PEOPLE) >= 6
    assert {"older-man", "older-woman", "heavier-man", "heavier-woman"} <= set(PEOPLE)
    assert len({person.colours[Ink.SKIN] for person in PEOPLE.values()}) >= 4
    assert len({(person.build, person.hair) for person in PEOPLE.values()}) == len(PEOPLE)


@pytest.mark.parametrize("key", PEOPLE)
def test_a_person_can_be_drawn_and_its_lines_be_seen_on_the_skin(key: str) -> None:
    person = PEOPLE[key]
    assert person.build in BUILDS
    assert person.hair in HAIR
    assert contrast(PAPER_COLOUR.colours[Ink.LINE], person.colours[Ink.SKIN]) >= 2.5


def test_people_wear_their_own_colours_on_paper_and_in_the_light_window() -> None:
    person = PEOPLE["heavier-woman"]
    for palette in (PAPER_COLOUR, SCREEN_LIGHT):
        worn = palette.worn_by(person).colours
        assert {ink: worn[ink] for ink in person.colours} == person.colours
        assert worn[Ink.MUSCLE] == palette.colours[Ink.MUSCLE]
        assert palette.worn_by(None) is palette


def test_a_dark_window_keeps_light_clothes_and_a_photocopy_knows_no_tones() -> None:
    person = PEOPLE["heavier-man"]
    assert SCREEN_DARK.worn_by(person).colours[Ink.SKIN] == person.colours[Ink.SKIN]
    assert SCREEN_DARK.worn_by(person).colours[Ink.HAIR] == SCREEN_DARK.colours[Ink.HAIR]
    assert PAPER_GREY.worn_by(person) is PAPER_GREY
