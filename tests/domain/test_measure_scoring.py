"""Scores by the published rules; where no worked example was published, the sum is done by hand and said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import clinic_resources
from clinic_app.domain.errors import InputError
from clinic_app.domain.measure_scoring import score, score_of_totals
from clinic_app.domain.measures import Measure
from shipped_measures import measure, scored, shipped_measures

WALK_LIFT_SIT = ("Walk the dog", "Lift my son", "Sit through a film")


def refusal(key: str, *answers: float | None, activities: tuple[str, ...] = ()) -> str:
    with pytest.raises(InputError) as refused:
        scored(key, *answers, activities=activities)
    return str(refused.value)


def test_odi_16_of_50_is_32_percent_as_its_scoring_instruction_says() -> None:
    assert scored("odi", 1, 2, 1, 2, 1, 2, 1, 2, 1, 3).value == 32


def test_odi_16_of_45_with_one_section_missed_is_35_5_percent_as_its_instruction_says() -> None:
    assert scored("odi", 1, 2, 1, 2, 1, 2, 1, 2, 4, None).value == pytest.approx(35.5, abs=0.06)


def test_odi_with_two_sections_missed_is_a_percentage_of_40_and_with_three_is_refused() -> None:
    assert scored("odi", None, None, *[2] * 8).value == 40
    assert refusal("odi", None, None, None, *[2] * 7) == (
        "ODI needs at least 8 of 10 answers, and there are 7."
    )


def test_ndi_16_is_16_points_of_50() -> None:
    assert scored("ndi", 1, 2, 1, 2, 1, 2, 1, 2, 1, 3).value == 16


def test_ndi_adds_the_mean_of_the_others_for_a_missed_question_as_its_author_says() -> None:
    """By hand: nine answers of 2 sum to 18, their mean is added: 20."""
    assert scored("ndi", *[2] * 9, None).value == 20
    assert refusal("ndi", *[2] * 7, None, None, None) == (
        "NDI needs at least 8 of 10 answers, and there are 7."
    )


def test_quickdash_follows_its_formula() -> None:
    """By hand: ((27 / 11) - 1) x 25 = 36.36; with ten answers of 3, ((30 / 10) - 1) x 25 = 50."""
    assert scored("quickdash", 3, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2).value == pytest.approx(36.363636)
    assert scored("quickdash", *[3] * 10, None).value == 50


def test_quickdash_needs_ten_of_its_eleven_answers() -> None:
    assert refusal("quickdash", *[3] * 9, None, None) == (
        "QuickDASH needs at least 10 of 11 answers, and there are 9."
    )


@pytest.mark.parametrize("key", ["lefs", "uefi"])
def test_limb_scales_are_the_sum_of_twenty_rows_and_have_none_with_one_missing(key: str) -> None:
    assert scored(key, *[3] * 10, *[1] * 10).value == 40
    assert refusal(key, *[3] * 19, None) == (f"{measure(key).short} needs all 20 answers, and there are 19.")


def test_spadi_is_the_mean_of_its_two_scales() -> None:
    """By hand: pain 25 of 50 is 50 %, disability 16 of 80 is 20 %, their mean 35."""
    found = scored("spadi", *[5] * 5, *[2] * 8)
    assert found.values == {"": 35, "pain": 50, "disability": 20}
    assert found.value == 35
    assert found.answers_of("pain") == (5,) * 5
    assert found.answers_of("") == (5,) * 5 + (2,) * 8


def test_spadi_takes_a_missed_question_off_the_highest_possible_sum() -> None:
    """As the printed form says: pain with one missed is divided by 40."""
    found = scored("spadi", 8, 8, 8, 8, None, *[2] * 8)
    assert found.values["pain"] == 80


def test_spadi_lets_two_answers_of_each_scale_be_missing_and_no_more() -> None:
    assert scored("spadi", 5, 5, 5, None, None, *[2] * 6, None, None).values[""] == 35
    assert refusal("spadi", 5, 5, None, None, None, *[2] * 8) == (
        "SPADI – Pain needs at least 3 of 5 answers, and there are 2."
    )
    assert refusal("spadi", *[5] * 5, *[2] * 5, None, None, None) == (
        "SPADI – Disability needs at least 6 of 8 answers, and there are 5."
    )


def test_rmdq_counts_the_sentences_that_were_ticked_and_blank_means_no() -> None:
    assert scored("rmdq", *[1] * 7, *[None] * 17).value == 7
    assert scored("rmdq", *[None] * 24).value == 0
    assert scored("rmdq", *[1] * 24).value == 24


def test_psfs_is_the_mean_of_the_activities_the_patient_named() -> None:
    """By hand: (3 + 4 + 6) / 3."""
    found = scored("psfs", 3, 4, 6, activities=WALK_LIFT_SIT)
    assert found.value == pytest.approx(4.333333)
    assert found.activities == WALK_LIFT_SIT


def test_psfs_takes_one_to_five_activities_each_named_once_and_rated() -> None:
    needs = "PSFS needs 1 to 5 activities that the patient names, each with a word for it."
    assert refusal("psfs", activities=()) == needs
    assert refusal("psfs", *[3] * 6, activities=tuple("abcdef")) == needs
    assert refusal("psfs", 3, 4, 5, activities=("Walk", " ", "Sit")) == needs
    assert refusal("psfs", 3, 4, 5, activities=("Walk", "Sit", " walk ")) == (
        "“walk” stands there twice. Name each activity once."
    )
    assert refusal("psfs", 3, None, 5, activities=WALK_LIFT_SIT) == (
        "PSFS needs all 3 answers, and there are 2."
    )
    assert refusal("psfs", 3, 11, 5, activities=WALK_LIFT_SIT) == (
        "Lift my son goes from 0 to 10: 11 does not fit."
    )


def test_koos_turns_its_answers_round_and_lets_scales_stand_alone() -> None:
    """By hand from its instruction, 100 - (mean / 4) x 100: all 1 make 75, all 3 make 25."""
    found = scored("koos", *[1] * 9, *[None] * 7, *[3] * 17, *[None] * 9)
    assert found.values == {"pain": 75, "adl": 25}


@pytest.mark.parametrize(
    ("key", "needed"),
    [
        ("koos", {"pain": 5, "symptoms": 4, "adl": 9, "sport": 3, "qol": 2}),
        ("hoos", {"pain": 5, "symptoms": 3, "adl": 9, "sport": 2, "qol": 2}),
    ],
)
def test_half_of_a_scale_must_be_answered_by_the_published_table(key: str, needed: dict[str, int]) -> None:
    parts = measure(key).asked_parts
    assert {part.key: part.answered_at_least for part in parts} == needed
    for least in parts:
        enough = [
            answer
            for part in parts
            for answer in (
                [2] * least.answered_at_least + [None] * (len(part.items) - least.answered_at_least)
                if part is least
                else [None] * len(part.items)
            )
        ]
        assert score(measure(key), enough).values == {least.key: 50}
        too_few = [None if at == enough.index(2) else answer for at, answer in enumerate(enough)]
        with pytest.raises(InputError):
            score(measure(key), too_few)


def test_a_scale_that_was_begun_but_lacks_answers_is_refused_by_name() -> None:
    short_of_one = [2] * 4 + [None] * 38
    assert refusal("koos", *short_of_one) == "KOOS – Pain needs at least 5 of 9 answers, and there are 4."
    with pytest.raises(InputError) as refused:
        score(measure("koos"), short_of_one, language="es")
    assert refused.value.in_words(clinic_resources.catalogue("es")) == (
        "KOOS – Dolor necesita al menos 5 de 9 respuestas, y hay 4."
    )


def test_a_blank_form_has_no_score() -> None:
    assert refusal("koos", *[None] * 42) == "KOOS has no answer yet."
    assert refusal("nprs", None) == "NPRS has no answer yet."
    assert refusal("single-leg-stance", None, None) == "SLS has no answer yet."


def test_each_leg_is_timed_by_itself() -> None:
    assert scored("single-leg-stance", 12.4, None).values == {"left": 12.4}
    assert refusal("single-leg-stance", 12, 46) == "SLS – Right leg goes from 0 to 45: 46 does not fit."


def test_what_does_not_fit_is_said_in_one_sentence() -> None:
    assert refusal("nprs", 11) == "NPRS goes from 0 to 10: 11 does not fit."
    assert refusal("nprs", 3.5) == "NPRS goes in steps of 1: 3.5 is between two of them."
    assert refusal("tug", 9.87) == "TUG goes in steps of 0.1: 9.87 is between two of them."
    assert refusal("odi", *[1] * 9, 6) == "ODI 10 goes from 0 to 5: 6 does not fit."
    assert refusal("odi", *[1] * 9) == "ODI has 10 rows, not 9."
    assert refusal("chair-stand-30s", float("nan")).startswith("30CST goes from 0 to 60")


def test_a_total_copied_from_paper_is_a_score_without_answers() -> None:
    assert score_of_totals(measure("odi"), {"": 35.5}).values == {"": 35.5}
    assert score_of_totals(measure("spadi"), {"pain": 50, "disability": 20}).values[""] == 35
    assert score_of_totals(measure("koos"), {"pain": 61.1, "qol": None}).values == {"pain": 61.1}
    assert score_of_totals(measure("lefs"), {"": 52}).answers == {}


@pytest.mark.parametrize(
    ("key", "totals", "sentence"),
    [
        ("lefs", {"": 81}, "LEFS goes from 0 to 80: 81 does not fit."),
        ("lefs", {"": 40.5}, "LEFS goes in steps of 1: 40.5 is between two of them."),
        ("koos", {"pain": -1}, "KOOS – Pain goes from 0 to 100: -1 does not fit."),
        ("koos", {"work": 10}, "KOOS has no part “work”."),
        ("koos", {"pain": None}, "KOOS has no answer yet."),
        ("psfs", {"": 4}, "PSFS needs each activity with its number."),
    ],
)
def test_a_total_that_cannot_be_is_refused(key: str, totals: dict[str, float | None], sentence: str) -> None:
    with pytest.raises(InputError) as refused:
        score_of_totals(measure(key), totals)
    assert str(refused.value) == sentence


def filled(each: Measure, extreme: str) -> tuple[list[float | None], list[str]]:
    """The same extreme answer everywhere."""
    activities = [f"activity {at}" for at in range(each.least_activities)]
    return [
        getattr(part.answers, extreme) for part in each.asked_parts for _ in activities or part.items
    ], activities


@pytest.mark.parametrize("key", shipped_measures())
def test_the_best_answers_make_the_best_score_and_the_worst_the_worst(key: str) -> None:
    each = measure(key)
    high_is_good = each.higher_is_better is not any(part.is_reversed for part in each.parts)
    best = score(each, *filled(each, "high" if high_is_good else "low"))
    worst = score(each, *filled(each, "low" if high_is_good else "high"))
    for part in each.parts:
        ends = (part.scores.high, part.scores.low)
        good, bad = ends if each.higher_is_better else ends[::-1]
        assert (best.values[part.key], worst.values[part.key]) == (good, bad)


@given(data=st.data(), key=st.sampled_from(sorted(shipped_measures())))
def test_whatever_fits_makes_scores_within_the_range_or_is_refused(data: st.DataObject, key: str) -> None:
    each = measure(key)
    activities = [f"activity {at}" for at in range(data.draw(st.integers(1, 5)))] if key == "psfs" else []
    answers: list[float | None] = []
    for part in each.asked_parts:
        steps = round((part.answers.high - part.answers.low) / part.answers.step)
        rows = len(activities or part.items)
        blank = data.draw(st.sets(st.integers(0, rows - 1), max_size=2))
        for at, step in enumerate(data.draw(st.lists(st.integers(0, steps), min_size=rows, max_size=rows))):
            answers.append(None if at in blank else part.answers.low + step * part.answers.step)
    try:
        found = score(each, answers, activities)
    except InputError:
        assert None in answers
        return
    assert found.values
    for part_key, value in found.values.items():
        allowed = each.part(part_key).scores
        assert allowed.low <= value <= allowed.high
    assert list(found.answers_of("")) == answers
