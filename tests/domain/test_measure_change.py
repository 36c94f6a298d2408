"""A change says how much and since when, whether it is real and whether it matters: worse is worse."""

from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

import clinic_resources
from builders import a_patient, a_result
from clinic_app.domain.errors import InputError
from clinic_app.domain.measure_change import Change, Direction, Verdict, change
from clinic_app.domain.measure_readings import readings
from clinic_app.domain.measure_words import score_words
from clinic_app.domain.measures import MeasureUnit
from clinic_app.domain.patient import Sex
from clinic_app.domain.words import ENGLISH
from shipped_measures import BASELINE, LATER, OnADay, measure, scored, shipped_measures

SPANISH = clinic_resources.catalogue("es")
OPPOSITE = {
    Direction.BETTER: Direction.WORSE,
    Direction.WORSE: Direction.BETTER,
    Direction.SAME: Direction.SAME,
}


def changed(key: str, before: float, after: float, part: str = "") -> Change:
    return change(measure(key), OnADay(key, before, BASELINE, part), OnADay(key, after, LATER, part))


def test_a_result_of_the_record_can_be_compared_as_it_is() -> None:
    patient = a_patient()
    before = a_result(patient, taken_on=BASELINE, value=6.0)
    after = a_result(patient, id=uuid4(), taken_on=LATER, value=3.0)
    found = change(measure("nprs"), before, after)
    assert (found.amount, found.since, found.direction) == (-3, BASELINE, Direction.BETTER)
    assert found.in_words(ENGLISH) == "3 points better"


def test_less_pain_by_two_points_is_real_and_matters() -> None:
    found = changed("nprs", 6, 4)
    assert (found.real.verdict, found.matters.verdict) == (Verdict.YES, Verdict.YES)
    assert found.real.in_words(ENGLISH) == (
        "Yes: it changed by 2 points, and less than 2 points can be chance."
    )
    assert found.matters.in_words(ENGLISH) == (
        "Yes, for the better: 2 points or more makes a difference to patients."
    )


def test_one_point_is_neither() -> None:
    found = changed("nprs", 6, 5)
    assert (found.real.verdict, found.matters.verdict) == (Verdict.NO, Verdict.NO)
    assert found.real.in_words(ENGLISH) == (
        "No: it changed by 1 point, and less than 2 points can be chance."
    )
    assert found.matters.in_words(ENGLISH) == (
        "No: it changed by 1 point, and patients notice 2 points or more."
    )


def test_more_pain_is_worse_and_says_that_the_limit_was_found_in_those_who_got_better() -> None:
    found = changed("nprs", 4, 7)
    assert found.direction is Direction.WORSE
    assert found.in_words(ENGLISH) == "3 points worse"
    assert found.matters.verdict is Verdict.YES
    assert found.matters.in_words(ENGLISH) == (
        "Yes, for the worse: 2 points or more makes a difference to patients "
        "(found in patients who got better)."
    )


@pytest.mark.parametrize(
    ("key", "before", "after", "part"),
    [
        ("psfs", 3, 6, ""),
        ("lefs", 40, 55, ""),
        ("uefi", 40, 55, ""),
        ("chair-stand-30s", 8, 12, ""),
        ("koos", 40, 70, "pain"),
        ("hoos", 40, 70, "adl"),
        ("single-leg-stance", 5, 35, "left"),
        ("rmdq", 15, 5, ""),
        ("odi", 40, 20, ""),
        ("ndi", 30, 10, ""),
        ("quickdash", 60, 20, ""),
        ("spadi", 60, 20, ""),
        ("tug", 15, 10, ""),
    ],
)
def test_better_is_better_whichever_way_the_scale_runs(
    key: str, before: float, after: float, part: str
) -> None:
    activities = ("Walk", "Sit", "Lift") if key == "psfs" else ()
    found = change(
        measure(key),
        OnADay(key, before, BASELINE, part, activities),
        OnADay(key, after, LATER, part, activities),
    )
    assert (found.direction, found.real.verdict) == (Direction.BETTER, Verdict.YES)


@pytest.mark.parametrize(
    ("key", "limit", "part"),
    [("rmdq", 5, ""), ("odi", 10, ""), ("lefs", 9, ""), ("spadi", 18, ""), ("ndi", 10.2, "")],
)
def test_the_detectable_change_itself_is_real_and_a_little_less_is_not(
    key: str, limit: float, part: str
) -> None:
    assert changed(key, 20, 20 + limit, part).real.verdict is Verdict.YES
    assert changed(key, 20, 20 + limit - 0.1, part).real.verdict is Verdict.NO


def test_two_points_between_thirds_are_two_points() -> None:
    """(2 + 3 + 3) / 3 and (5 + 5 + 4) / 3 differ by exactly the limit."""
    named = ("Walk", "Sit", "Lift")
    before = scored("psfs", 2, 3, 3, activities=named).value
    after = scored("psfs", 5, 5, 4, activities=named).value
    found = change(
        measure("psfs"),
        OnADay("psfs", before, BASELINE, activities=named),
        OnADay("psfs", after, LATER, activities=named),
    )
    assert (found.amount, found.real.verdict, found.matters.verdict) == (2, Verdict.YES, Verdict.YES)


def test_what_would_matter_but_may_be_chance_is_said_so() -> None:
    found = changed("ndi", 24, 16)
    assert (found.real.verdict, found.matters.verdict) == (Verdict.NO, Verdict.YES)
    assert found.matters.in_words(ENGLISH) == (
        "Yes, if it is real: 7.5 points or more makes a difference to patients."
    )


def test_what_nobody_found_out_is_not_known() -> None:
    balance = changed("single-leg-stance", 3, 40, "left")
    assert (balance.real.verdict, balance.matters.verdict) == (Verdict.YES, Verdict.NOT_KNOWN)
    assert balance.matters.in_words(ENGLISH) == (
        "Not known: no source says which change makes a difference to patients."
    )
    pain_of_the_shoulder = changed("spadi", 60, 20, "pain")
    assert pain_of_the_shoulder.real.in_words(ENGLISH) == (
        "Not known: no source says how much of a change can be chance."
    )
    assert pain_of_the_shoulder.real.citation is None


def test_no_change_is_neither_real_nor_does_it_matter() -> None:
    for key in ("nprs", "single-leg-stance"):
        part = measure(key).parts[0].key
        found = changed(key, 5, 5, part)
        assert found.direction is Direction.SAME
        assert found.in_words(ENGLISH) == "no change"
        assert (found.real.verdict, found.matters.verdict) == (Verdict.NO, Verdict.NO)


def test_every_answer_with_a_limit_names_its_source() -> None:
    found = changed("rmdq", 15, 5)
    assert found.real.citation is not None
    assert found.real.citation.sources == ("STRATFORD1996",)
    assert found.matters.citation is not None
    assert found.matters.citation.sources == ("OSTELO2008",)
    assert "low back pain" in found.matters.citation.population["en"]


@pytest.mark.parametrize(("rating", "direction"), [(5, Direction.BETTER), (-4, Direction.WORSE)])
def test_a_rating_of_change_tells_it_by_itself(rating: int, direction: Direction) -> None:
    rated = OnADay("groc", rating, LATER)
    found = change(measure("groc"), None, rated)
    assert (found.amount, found.since, found.direction) == (rating, None, direction)
    assert (found.real.verdict, found.matters.verdict) == (Verdict.NOT_KNOWN, Verdict.YES)
    assert found.real.in_words(ENGLISH) == "Not known: it is the patient’s own view of the change."
    assert change(measure("groc"), OnADay("groc", 1), rated) == found
    assert change(measure("groc"), None, OnADay("groc", 2)).matters.verdict is Verdict.NO


def refusal(key: str, before: OnADay | None, after: OnADay) -> str:
    with pytest.raises(InputError) as refused:
        change(measure(key), before, after)
    return str(refused.value)


def test_scores_of_different_things_do_not_compare() -> None:
    mixed = "These scores are not of the same thing, so they cannot be compared."
    assert refusal("nprs", OnADay("odi", 4), OnADay("nprs", 4)) == mixed
    assert refusal("koos", OnADay("koos", 4, part="pain"), OnADay("koos", 4, part="adl")) == mixed
    assert refusal("nprs", None, OnADay("nprs", 4)) == "NPRS has no earlier score to compare with."


def test_patients_activities_must_be_the_same_ones_in_any_order_and_case() -> None:
    before = OnADay("psfs", 4, activities=("Walk", "Sit", "Lift"))
    same = OnADay("psfs", 6, LATER, activities=("lift", " Walk", "SIT"))
    other = OnADay("psfs", 6, LATER, activities=("Walk", "Sit", "Run"))
    assert change(measure("psfs"), before, same).amount == 2
    assert refusal("psfs", before, other) == (
        "The activities are not the same, so the scores do not compare. "
        "Rate these again: “Walk”, “Sit”, “Lift”."
    )
    assert refusal("psfs", OnADay("psfs", 4), OnADay("psfs", 6)) == (
        "Nobody noted which activities these scores are of, so they do not compare."
    )


def test_spanish_says_amounts_with_its_comma_and_its_words() -> None:
    found = changed("quickdash", 60, 43.2)
    assert found.in_words(SPANISH) == "16,8 puntos mejor"
    assert found.real.in_words(SPANISH) == (
        "Sí: ha cambiado 16,8 puntos, y menos de 12,85 puntos puede ser azar."
    )
    assert found.matters.in_words(SPANISH) == "Sí, a mejor: 15,91 puntos o más importa a los pacientes."


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (17.0, MeasureUnit.POINTS, "17"),
        (35.555556, MeasureUnit.PERCENT, "35.6%"),
        (12.0, MeasureUnit.SECONDS, "12 s"),
        (1.0, MeasureUnit.STANDS, "1 stand"),
    ],
)
def test_a_score_is_written_with_its_unit(value: float, unit: MeasureUnit, words: str) -> None:
    assert score_words(value, unit, ENGLISH) == words


@given(data=st.data(), key=st.sampled_from(sorted(set(shipped_measures()) - {"groc"})))
def test_a_change_and_its_reverse_are_as_large_and_as_real_and_opposite(
    data: st.DataObject, key: str
) -> None:
    each = measure(key)
    part = data.draw(st.sampled_from(each.parts))
    values = st.integers(0, 40).map(
        lambda at: part.scores.low + at * (part.scores.high - part.scores.low) / 40
    )
    before = OnADay(key, data.draw(values), date(2026, 1, 1), part.key, ("Walk",))
    after = OnADay(key, data.draw(values), date(2026, 2, 1), part.key, ("Walk",))
    there, back = change(each, before, after), change(each, after, before)
    assert there.amount == -back.amount
    assert there.direction is OPPOSITE[back.direction]
    assert (there.real.verdict, there.matters.verdict) == (back.real.verdict, back.matters.verdict)


def said(key: str, value: float, age: int | None, sex: Sex = Sex.UNKNOWN) -> list[str]:
    return [each.in_words("en", ENGLISH) for each in readings(measure(key), value, age=age, sex=sex)]


@pytest.mark.parametrize(
    ("age", "sex", "limit"),
    [
        (60, Sex.MALE, 14),
        (64, Sex.FEMALE, 12),
        (72, Sex.FEMALE, 10),
        (79, Sex.MALE, 11),
        (88, Sex.MALE, 8),
        (94, Sex.FEMALE, 4),
        (90, Sex.MALE, 7),
    ],
)
def test_chair_stands_under_the_cdc_line_of_that_age_and_sex_are_below_average(
    age: int, sex: Sex, limit: int
) -> None:
    assert said("chair-stand-30s", limit, age, sex) == []
    assert said("chair-stand-30s", limit - 1, age, sex) == [
        f"Below average for this age and sex (under {limit}): a sign of a risk of falls."
    ]


def test_nothing_is_guessed_of_an_age_or_sex_that_is_not_known_or_not_in_the_table() -> None:
    assert said("chair-stand-30s", 1, None, Sex.MALE) == []
    assert said("chair-stand-30s", 1, 70, Sex.UNKNOWN) == []
    assert said("chair-stand-30s", 1, 59, Sex.MALE) == []
    assert said("chair-stand-30s", 1, 95, Sex.MALE) == []


def test_twelve_seconds_up_and_go_are_a_risk_for_an_older_adult_alone() -> None:
    assert said("tug", 12, 70) == ["12 seconds or more: an older adult is at risk of falling (CDC)."]
    assert said("tug", 11.9, 70) == []
    assert said("tug", 20, 40) == []
    assert said("tug", 20, None) == []
    assert readings(measure("tug"), 12, age=70)[0].sources == ("STEADI_TUG",)


def test_a_reading_is_said_in_spanish() -> None:
    found = readings(measure("single-leg-stance"), 3, age=81)
    assert [each.in_words("es", SPANISH) for each in found] == [
        "Menos de 5 segundos: una persona mayor tiene riesgo de una caída con lesión."
    ]
