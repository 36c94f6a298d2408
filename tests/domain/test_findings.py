"""Numbers as they are keyed in, and what is often measured; phrases as they are typed."""

import pytest

from clinic_app.domain.clinic import Phrase
from clinic_app.domain.errors import InputError
from clinic_app.domain.findings import (
    KNOWN_FINDINGS,
    finding_name,
    keyed_number,
    known_finding,
    shown_number,
    unit_sign,
)
from clinic_app.domain.phrases import checked_phrase, phrase_typed
from clinic_app.domain.visit import Finding, FindingKind
from clinic_app.domain.words import ENGLISH

RANGE, STRENGTH, TIMED = FindingKind.RANGE, FindingKind.STRENGTH, FindingKind.TIMED
PHRASES = (
    Phrase(name="hep", text="Given."),
    Phrase(name="heat", text="Warm."),
    Phrase(name="hep2", text="2"),
)


@pytest.mark.parametrize(
    ("typed", "kind", "unit", "number"),
    [
        ("12", RANGE, "deg", 12),
        ("-5,5", RANGE, "deg", -5.5),
        ("35°", RANGE, "deg", 35),
        (" ", RANGE, "deg", None),
        ("4+", STRENGTH, "", 4.5),
        ("5", STRENGTH, "", 5),
        ("12.4", TIMED, "s", 12.4),
    ],
)
def test_numbers_are_read_as_they_are_keyed(
    typed: str, kind: FindingKind, unit: str, number: float | None
) -> None:
    assert keyed_number(typed, kind, unit) == number


@pytest.mark.parametrize(
    ("typed", "kind", "unit"),
    [
        ("far", RANGE, "deg"),
        ("nan", RANGE, "deg"),
        ("1e309", RANGE, "cm"),
        ("361", RANGE, "deg"),
        ("-1", TIMED, "s"),
        ("6", STRENGTH, ""),
        ("5+", STRENGTH, ""),
        ("4-", STRENGTH, ""),
        ("3.2", STRENGTH, ""),
    ],
)
def test_a_slip_of_the_fingers_is_one_sentence(typed: str, kind: FindingKind, unit: str) -> None:
    with pytest.raises(InputError):
        keyed_number(typed, kind, unit)


def test_what_is_shown_reads_back_as_it_was() -> None:
    for number in (0, 0.5, 3, 4.5, 5):
        assert keyed_number(shown_number(number, STRENGTH), STRENGTH, "") == number
    assert shown_number(12.5, RANGE) == "12.5"
    assert shown_number(None, RANGE) == ""


def test_known_findings_are_found_by_key_and_by_name() -> None:
    known = known_finding(RANGE, " knee  FLEXION ", ENGLISH)
    assert known is KNOWN_FINDINGS[RANGE, "knee_flexion"]
    assert known_finding(RANGE, "knee_flexion", ENGLISH) is known
    assert known_finding(STRENGTH, "Knee flexion", ENGLISH) is None
    assert finding_name(Finding(kind=RANGE, name="knee_flexion"), ENGLISH) == "Knee flexion"
    assert finding_name(Finding(kind=RANGE, name="My own"), ENGLISH) == "My own"
    assert [unit_sign(each) for each in ("deg", "cm", "count")] == ["°", "cm", "×"]


def test_a_phrase_is_called_by_a_slash_and_enough_of_its_name() -> None:
    found = phrase_typed("Shown. /hea", PHRASES)
    assert found is not None
    assert (found.start, found.phrase.name) == (7, "heat")
    exact = phrase_typed("/HEP", PHRASES)
    assert exact is not None
    assert exact.phrase.name == "hep"
    assert phrase_typed("/he", PHRASES) is None, "two begin so"
    assert phrase_typed("and/hep", PHRASES) is None
    assert phrase_typed("/other", PHRASES) is None


@pytest.mark.parametrize(("name", "text"), [("", "x"), ("two words", "x"), ("a", " "), ("n" * 31, "x")])
def test_a_phrase_that_could_not_be_called_is_refused(name: str, text: str) -> None:
    with pytest.raises(InputError):
        checked_phrase(Phrase(name=name, text=text), ())
