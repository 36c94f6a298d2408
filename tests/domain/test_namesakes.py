"""Who may be the same person: accents, double names, swaps, sounds, slips, days and months."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_patient
from clinic_app.domain.name_sounds import nysiis, spanish_sound
from clinic_app.domain.namesakes import BirthMatch, NameMatch, likeness, name_match, resemblances

BORN = date(1961, 3, 4)

# As published with the implementation that most records use (jellyfish 1.3, its own test table).
KEYS = {
    "worthy": "WARTY",
    "ogata": "OGAT",
    "montgomery": "MANTGANARY",
    "costales": "CASTAL",
    "martincevic": "MARTANCAFAC",
    "catherine": "CATARAN",
    "katherine": "CATARAN",
    "katerina": "CATARAN",
    "johnathan": "JANATAN",
    "jonathan": "JANATAN",
    "theresa": "TARAS",
    "joshua": "JAS",
    "lapher": "LAFAR",
    "macarthur": "MCARTAR",
    "pheenard": "FANAD",
    "schmittie": "SNATY",
    "knuth": "NAT",
    "pfeister": "FASTAR",
}


@pytest.mark.parametrize(("word", "key"), KEYS.items())
def test_the_english_key_is_nysiis(word: str, key: str) -> None:
    assert nysiis(word) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("vazquez", "basques"),
        ("jimenez", "gimenez"),
        ("ximena", "jimena"),
        ("yolanda", "llolanda"),
        ("hernandez", "ernandes"),
        ("quique", "kike"),
        ("cecilia", "sesilia"),
        ("guzman", "gusman"),
        ("campos", "canpos"),
    ],
)
def test_spanish_names_that_are_said_alike_have_one_key(one: str, other: str) -> None:
    assert spanish_sound(one) == spanish_sound(other)


@pytest.mark.parametrize(("one", "other"), [("maria", "mario"), ("lopez", "lopera"), ("ana", "eva")])
def test_other_spanish_names_have_other_keys(one: str, other: str) -> None:
    assert spanish_sound(one) != spanish_sound(other)


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        ("García López, María", "GARCIA LOPEZ, maria", NameMatch.SAME),
        ("de la Cruz, Ana", "Cruz, Ana", NameMatch.SAME),
        ("O’Brien-Müller, Pat", "OBrien Muller, Pat", NameMatch.SAME),
        ("Smith, John", "John, Smith", NameMatch.SWAPPED),
        ("López, Ana García", "García López, Ana", NameMatch.SWAPPED),
        ("García, María", "García López, María", NameMatch.PART),
        ("García López, María", "García López, María Teresa", NameMatch.PART),
        ("Smyth, Jon", "Smith, John", NameMatch.SOUND),
        ("Básques, Gimena", "Vázquez, Jimena", NameMatch.SOUND),
        ("Marlowe, Teresa", "Marlove, Theresa", NameMatch.SLIP),
        ("Marlowe, Teresa", "Theresa, Marlowe", NameMatch.SOUND),
        ("Smith, John", "Smith, Mary", None),
        ("Smith, John", "Jones, John", None),
        ("Lee, Ana", "Lee, Eva", None),
        ("Nguyen, Bao", "Nguyen, Van", None),
        ("李, 伟", "王, 芳", None),
    ],
)
def test_names_are_compared_as_people_mistake_them(one: str, other: str, match: NameMatch | None) -> None:
    first, second = (
        a_patient(family_name=each.split(", ")[0], given_name=each.split(", ")[1]) for each in (one, other)
    )
    assert name_match(first, second) is match
    assert name_match(second, first) is match


def test_what_somebody_is_called_counts_as_a_given_name() -> None:
    william = a_patient(family_name="Hayes", given_name="William", preferred_name="Bill")
    assert name_match(william, a_patient(family_name="Hayes", given_name="Bill")) is NameMatch.KNOWN_AS


@pytest.mark.parametrize(
    ("born", "match", "may_be_same"),
    [
        (BORN, BirthMatch.SAME, True),
        (date(1961, 4, 3), BirthMatch.SWAPPED, True),
        (date(1961, 3, 5), BirthMatch.SLIP, True),
        (date(1916, 3, 4), BirthMatch.SLIP, True),
        (None, BirthMatch.MISSING, True),
        (date(1988, 11, 30), BirthMatch.OTHER, False),
    ],
)
def test_birth_dates_are_compared_too(born: date | None, match: BirthMatch, may_be_same: bool) -> None:
    found = likeness(a_patient(birth_date=BORN), a_patient(birth_date=born))
    assert found is not None
    assert found.birth is match
    assert found.may_be_same is may_be_same


def test_a_name_that_only_sounds_so_needs_the_same_birth_date_to_be_asked_about() -> None:
    smith = a_patient(family_name="Smith", given_name="John", birth_date=BORN)
    smyth = a_patient(family_name="Smyth", given_name="Jon", birth_date=BORN)
    other = a_patient(family_name="Smyth", given_name="Jon", birth_date=None)
    assert [each.likeness.may_be_same for each in resemblances(smith, [other, smyth])] == [True, False]


NAMES = st.text(alphabet="abcdeghijklmnñoprstuvyzáéí -’", min_size=1, max_size=20)


@given(NAMES, NAMES, NAMES, NAMES)
def test_likeness_is_the_same_both_ways_and_everybody_is_like_themselves(
    a: str, b: str, c: str, d: str
) -> None:
    one, other = a_patient(family_name=a, given_name=b), a_patient(family_name=c, given_name=d)
    assert likeness(one, other) == likeness(other, one)
    alike = likeness(one, one)
    assert alike is None or alike.name is NameMatch.SAME
