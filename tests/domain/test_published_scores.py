"""Every measure's score worked by hand from the rule its authors published, and the edges of each rule.

Where a source prints an example (ODI) or a divisor (SPADI), it is that; else the sum is done by hand beside
the rule. Each names the place the rule was read in; ``how_checked`` in sources.toml says how far.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from clinic_app.domain.errors import InputError
from clinic_app.domain.measure_change import Direction, Verdict, change
from clinic_app.domain.measure_scoring import score
from clinic_app.domain.words import ENGLISH
from shipped_measures import BASELINE, LATER, OnADay, measure, scored, shipped_measures

Answers = Sequence[float | None]
STAIRS = ("Climb stairs", "Carry shopping", "Sleep on my side", "Drive", "Run")


@dataclass(frozen=True)
class Example:
    """One filled-in form: ``rule`` is the published rule with this form's numbers, ``where`` its place."""

    key: str
    answers: Answers
    worth: float
    rule: str
    where: str
    part: str = ""
    activities: tuple[str, ...] = ()


EXAMPLES = (
    Example("odi", [2, 2, 2, 2, 2, 2, 2, 2, 0, 0], 32, "16 / 50", "Oswestry form, scoring box, 1st example"),
    Example(
        "odi",
        [2, 2, 2, 2, 2, 2, 2, None, 2, 0],
        16 / 45 * 100,
        "16 / 45: section 8 (sex life) left out",
        "Oswestry form, scoring box, 2nd example: 35.5 %",
    ),
    Example(
        "ndi",
        [3, 2, 1, 0, 4, 2, 2, 1, 3, 2],
        20,
        "the sum, of 50",
        "Vernon, informal note from the author: sum of ten",
    ),
    Example(
        "ndi",
        [3, 2, 1, 0, 4, 2, 2, None, 2, 2],
        20,
        "18 + 18 / 9: the mean of the others is added for driving",
        "Vernon, informal note from the author, “missing data”",
    ),
    Example(
        "rmdq",
        [1, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1, None, 1, 0, 0, 1, 1, 0, 0, 0, 1, 0, 1, 0],
        11,
        "the number of sentences ticked",
        "Roland and Morris 1983, note to users on the form",
    ),
    Example(
        "lefs",
        [4] * 6 + [3] * 6 + [2] * 4 + [1] * 4,
        54,
        "24 + 18 + 8 + 4",
        "Binkley 1999, form: “sum of responses”",
    ),
    Example(
        "uefi", [0] * 4 + [1] * 4 + [2] * 4 + [3] * 4 + [4] * 4, 40, "4 x 10", "Stratford 2001, form: sum"
    ),
    Example(
        "quickdash",
        [2, 3, 1, 4, 2, 3, 2, 3, 4, 2, 3],
        (29 / 11 - 1) * 25,
        "((29 / 11) - 1) x 25 = 40.9",
        "Beaton 2005; IWH, Scoring the DASH (2002), same formula",
    ),
    Example(
        "quickdash",
        [2, 3, 1, 4, 2, None, 2, 3, 4, 2, 3],
        40,
        "((26 / 10) - 1) x 25, ten of eleven answered",
        "Gummesson 2006, methods, “Questionnaire”",
    ),
    Example(
        "spadi",
        [8, 7, 6, None, 7, 4, 5, 3, 6, 5, 4, 5, 8],
        70,
        "28 of 40: one question missed, divide by 40",
        "SPADI form, “Total pain score”",
        part="pain",
    ),
    Example(
        "spadi",
        [8, 7, 6, 9, 7, 4, 5, 3, None, 5, 4, 6, 8],
        50,
        "35 of 70: one question missed, divide by 70",
        "SPADI form, “Total disability score”",
        part="disability",
    ),
    Example(
        "spadi",
        [8, 7, 6, 9, 7, 4, 5, 3, None, 5, 4, 6, 8],
        (74 + 50) / 2,
        "the mean of both scales: 37 of 50 and 35 of 70",
        "Breckenridge and McAuley 2011, “Instructions and scoring”",
    ),
    Example(
        "koos",
        [1, 2, 2, 2, 2, 1, 2, 3, 1] + [None] * 33,
        100 - 16 * 100 / 36,
        "100 - (sum of P1 to P9) x 100 / 36",
        "KOOS Scoring 2012, instructions; sum by 36 is mean by 4",
        part="pain",
    ),
    Example(
        "koos",
        [None] * 9 + [1, None, 2, None, 3, None, 2] + [None] * 26,
        100 - (8 / 4) * 100 / 4,
        "100 - mean x 100 / 4, four of seven answered",
        "KOOS Scoring 2012, “Missing data”",
        part="symptoms",
    ),
    Example(
        "hoos",
        [None] * 32 + [3, 2, None, None] + [1, 2, 3, 2],
        100 - (5 / 2) * 100 / 4,
        "100 - mean x 100 / 4, two of four answered",
        "HOOS Scoring 2013, “Missing data”",
        part="sport",
    ),
    Example(
        "hoos",
        [None] * 36 + [1, 2, 3, 2],
        100 - 8 * 100 / 16,
        "100 - (sum of Q1 to Q4) x 100 / 16",
        "HOOS Scoring 2013, instructions; sum by 16 is mean by 4",
        part="qol",
    ),
    Example("nprs", [7], 7, "the number said", "Childs 2005, methods"),
    Example("groc", [-3], -3, "“somewhat worse”", "Jaeschke 1989, the 15 steps"),
    Example(
        "psfs",
        [2, 4, 5],
        11 / 3,
        "sum of the activity scores / number of activities",
        "Stratford 1995, form: “Total score”",
        activities=STAIRS[:3],
    ),
    Example(
        "psfs", [4], 4, "one activity: the sum by one", "Stratford 1995, form: “up to three”", "", STAIRS[:1]
    ),
    Example("chair-stand-30s", [13], 13, "full stands in 30 seconds", "CDC, STEADI 2017, instructions"),
    Example("tug", [12.4], 12.4, "seconds", "CDC, STEADI TUG, instructions"),
    Example(
        "single-leg-stance",
        [None, 38.5],
        38.5,
        "seconds, the best of three, 45 at most",
        "Springer 2007, abstract: best of three",
        part="right",
    ),
)


def test_every_measure_has_an_example() -> None:
    assert {each.key for each in EXAMPLES} == set(shipped_measures())
    assert all(each.rule and each.where for each in EXAMPLES)


@pytest.mark.parametrize("each", EXAMPLES, ids=lambda each: f"{each.key}-{each.rule}")
def test_the_score_is_what_the_published_rule_makes_of_the_answers(each: Example) -> None:
    found = scored(each.key, *each.answers, activities=each.activities)
    assert found.values[each.part] == pytest.approx(each.worth, abs=1e-6)


MOST_MISSING = {"odi": 2, "ndi": 2, "quickdash": 1, "lefs": 0, "uefi": 0}
"""How many answers may be missing; of ODI and NDI by this app’s own rule, which their notes say."""


@pytest.mark.parametrize("key", MOST_MISSING)
def test_the_most_answers_that_may_be_missing_are_taken_and_one_more_is_refused(key: str) -> None:
    part, missing = measure(key).part(), MOST_MISSING[key]
    rows, middle = len(part.items), (part.answers.low + part.answers.high) // 2
    full = scored(key, *[middle] * rows).value
    for blank_first in (True, False):
        answers: list[float | None] = [*[None] * missing, *[middle] * (rows - missing)]
        assert scored(key, *(answers if blank_first else answers[::-1])).value == pytest.approx(full)
    with pytest.raises(InputError) as refused:
        scored(key, *[None] * (missing + 1), *[middle] * (rows - missing - 1))
    least = f"at least {rows - missing} of {rows}" if missing else f"all {rows}"
    assert str(refused.value) == (
        f"{measure(key).short} needs {least} answers, and there are {rows - missing - 1}."
    )


@pytest.mark.parametrize("key", ["odi", "ndi"])
def test_a_limit_that_is_our_own_is_said_to_be_ours(key: str) -> None:
    assert "this app’s own rule" in measure(key).notes["en"]
    assert "regla propia" in measure(key).notes["es"]


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_psfs_is_the_mean_of_one_to_five_activities(count: int) -> None:
    """The form asks for “up to three” and has lines for five: a patient with one thing has a score too."""
    answers = [2, 5, 8, 1, 4][:count]
    assert scored("psfs", *answers, activities=STAIRS[:count]).value == pytest.approx(sum(answers) / count)


def test_psfs_without_an_activity_is_refused() -> None:
    with pytest.raises(InputError, match="needs 1 to 5 activities"):
        scored("psfs")


def psfs_changed(before: Answers, after: Answers, was: int, now: int) -> tuple[OnADay, OnADay]:
    first = scored("psfs", *before, activities=STAIRS[:was])
    second = scored("psfs", *after, activities=STAIRS[:now])
    return (
        OnADay("psfs", first.value, BASELINE, activities=first.activities),
        OnADay("psfs", second.value, LATER, activities=second.activities),
    )


@pytest.mark.parametrize(
    ("count", "amount", "verdict"),
    [(1, 2, Verdict.NO), (1, 3, Verdict.YES), (2, 2, Verdict.YES), (3, 2, Verdict.YES), (3, 1, Verdict.NO)],
)
def test_one_activity_alone_must_change_by_three_points_and_a_mean_by_two(
    count: int, amount: int, verdict: Verdict
) -> None:
    found = change(measure("psfs"), *psfs_changed([4] * count, [4 + amount] * count, count, count))
    assert found.real.verdict is verdict
    assert found.real.limit == (3 if count == 1 else 2)
    assert found.real.citation is not None
    assert "STRATFORD1995" in found.real.citation.sources


def test_psfs_with_an_activity_dropped_does_not_compare_and_says_which_to_ask_again() -> None:
    with pytest.raises(InputError) as refused:
        change(measure("psfs"), *psfs_changed([2, 4, 5], [6, 7], 3, 2))
    assert str(refused.value) == (
        "The activities are not the same, so the scores do not compare. "
        "Rate these again: “Climb stairs”, “Carry shopping”, “Sleep on my side”."
    )


@pytest.mark.parametrize("rating", range(-7, 8))
def test_every_step_of_the_rating_of_change_goes_its_way_and_three_matters(rating: int) -> None:
    found = change(measure("groc"), None, OnADay("groc", scored("groc", rating).value, LATER))
    way = Direction.SAME if not rating else Direction.BETTER if rating > 0 else Direction.WORSE
    assert found.direction is way
    assert found.matters.verdict is (Verdict.YES if abs(rating) >= 3 else Verdict.NO)
    words = {Direction.SAME: "no change", Direction.BETTER: "better", Direction.WORSE: "worse"}
    assert words[way] in found.in_words(ENGLISH)


@pytest.mark.parametrize("rating", [-8, 8, 0.5])
def test_what_is_no_step_of_the_rating_is_refused(rating: float) -> None:
    with pytest.raises(InputError):
        scored("groc", rating)


LIMITS = [
    (key, part.key, kind)
    for key, each in shipped_measures().items()
    for part in each.parts
    for kind in ("detectable", "important")
    if getattr(part, kind)
]


@pytest.mark.parametrize(("key", "part", "kind"), LIMITS)
def test_a_change_as_large_as_the_limit_counts_both_ways_and_a_tenth_less_does_not(
    key: str, part: str, kind: str
) -> None:
    each = measure(key)
    limit, scores = getattr(each.part(part), kind).amount, each.part(part).scores
    named = STAIRS[:2] if each.names_activities else ()
    low = 0.0 if each.is_change else scores.low
    for amount, verdict in ((limit, Verdict.YES), (limit - 0.1, Verdict.NO)):
        for first, second in ((low, low + amount), (low + amount, low)):
            if each.is_change and second <= first:
                continue
            found = change(
                each, OnADay(key, first, BASELINE, part, named), OnADay(key, second, LATER, part, named)
            )
            answer = found.real if kind == "detectable" else found.matters
            assert answer.verdict is verdict
            better = (second > first) is each.higher_is_better
            assert found.direction is (Direction.BETTER if better else Direction.WORSE)
            assert found.in_words(ENGLISH).endswith("better" if better else "worse")


@pytest.mark.parametrize("key", sorted(set(shipped_measures()) - {"groc"}))
def test_without_a_first_score_there_is_no_change_and_one_sentence(key: str) -> None:
    each = measure(key)
    later = OnADay(key, each.parts[0].scores.high, LATER, each.parts[0].key, STAIRS[:1])
    with pytest.raises(InputError, match=f"{each.short} has no earlier score to compare with"):
        change(each, None, later)


@pytest.mark.parametrize("key", ["koos", "hoos"])
def test_with_half_a_scale_missing_the_others_keep_their_scores(key: str) -> None:
    each = measure(key)
    halved = [
        1 if at < part.answered_at_least else None
        for part in each.asked_parts
        for at in range(len(part.items))
    ]
    assert set(score(each, halved).values.values()) == {75}
