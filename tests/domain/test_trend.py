"""Dose and scores over time: what the chart of a patient's story is drawn from."""

from datetime import date, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest

from builders import MORNING, a_content, a_diary, a_draft, a_patient, a_program, an_exercise, an_item
from clinic_app.domain.care_chart import SIZE, chart_shapes, said_change, said_number
from clinic_app.domain.chart_shapes import ChartBox, ChartInk, ChartLine, ChartText
from clinic_app.domain.chart_words import chart_said
from clinic_app.domain.diary import DiaryDay
from clinic_app.domain.dosage import HoldDosage, Schedule
from clinic_app.domain.program import Program, ProgramVersion
from clinic_app.domain.trend import CareChart, DoseStep, Trend, TrendPoint, care_chart, dose_steps
from clinic_app.domain.words import ENGLISH
from clinic_resources.catalogues import catalogue

TODAY = MORNING.date()
EXERCISES = {"calf-stretch": an_exercise()}


def given(program: Program, weeks_ago: int, number: int, *, hold_s: int = 30) -> ProgramVersion:
    item = an_item("calf-stretch", dosage=HoldDosage(sets=1, reps=2, hold_s=hold_s), schedule=Schedule())
    at = MORNING - timedelta(weeks=weeks_ago)
    return a_draft(program, a_content(items=(item,)), number=number, handed_out_at=at)


def a_trend(*values: float, better: bool = True, important: float | None = 2.0) -> Trend:
    points = tuple(
        TrendPoint(TODAY - timedelta(weeks=4 * (len(values) - number)), value)
        for number, value in enumerate(values)
    )
    return Trend(
        key="psfs",
        name="PSFS",
        low=0,
        high=10,
        higher_is_better=better,
        points=points,
        important=important,
    )


def texts(chart: CareChart, width: float = 800) -> dict[str, ChartText]:
    shapes = chart_shapes(chart, width, 300, ENGLISH, narrow)
    return {each.text: each for each in shapes if isinstance(each, ChartText)}


def narrow(text: str, size: float, *, is_strong: bool) -> float:
    return len(text) * size * (0.6 if is_strong else 0.55)


def test_a_dose_lasts_until_the_next_hand_out_and_the_last_until_today() -> None:
    program = a_program()
    steps = dose_steps([given(program, 2, 2, hold_s=60), given(program, 6, 1)], EXERCISES, TODAY)
    assert [(step.version, step.minutes_a_week) for step in steps] == [(1, 7), (2, 14)]
    assert steps[0].to_day == steps[1].from_day
    assert steps[1].to_day == TODAY


def test_programs_beside_each_other_add_up_and_a_draft_counts_for_nothing() -> None:
    one, other = a_program(), a_program()
    draft = a_draft(one, a_content(items=(an_item("calf-stretch"),)))
    steps = dose_steps([given(one, 6, 1), given(other, 2, 1), draft], EXERCISES, TODAY)
    assert [step.minutes_a_week for step in steps] == [7, 14]


def test_the_last_hand_out_of_a_day_is_that_days_dose() -> None:
    program = a_program()
    steps = dose_steps([given(program, 2, 1), given(program, 2, 2, hold_s=60)], EXERCISES, TODAY)
    assert [(step.version, step.minutes_a_week) for step in steps] == [(2, 14)]


def test_a_chart_begins_with_the_first_thing_known_and_ends_today() -> None:
    version = a_draft(a_program())
    diary = a_diary(
        version, a_patient(), started_on=TODAY - timedelta(days=70), days=(DiaryDay(done=1), DiaryDay())
    )
    chart = care_chart(a_trend(3, 4), (), (diary,), TODAY)
    assert (chart.first, chart.last) == (TODAY - timedelta(days=70), TODAY)
    assert chart.diaries[0].share_done == 0.5


def test_nothing_known_is_an_empty_chart() -> None:
    chart = care_chart(None, (), (), TODAY)
    assert chart.is_empty
    assert chart.last - chart.first == timedelta(days=28)


@pytest.mark.parametrize(
    ("better", "said", "ink"), [(True, "+3 since start", "better"), (False, "+3 since start", "worse")]
)
def test_a_change_is_said_with_its_sign_and_judged_by_the_measures_direction(
    better: bool, said: str, ink: str
) -> None:
    found = texts(care_chart(a_trend(3, 4, 6, better=better), (), (), TODAY))
    assert found[said].ink == ink
    assert "+2 since last" in found


def test_two_scores_have_one_change_and_one_has_none() -> None:
    assert "+1 since start" in texts(care_chart(a_trend(3, 4), (), (), TODAY))
    assert "+1 since last" not in texts(care_chart(a_trend(3, 4), (), (), TODAY))
    assert not any("since" in text for text in texts(care_chart(a_trend(3), (), (), TODAY)))


def test_the_band_reaches_from_the_baseline_to_the_change_that_matters() -> None:
    shapes = chart_shapes(care_chart(a_trend(3, 6), (), (), TODAY), 800, 300, ENGLISH, narrow)
    (band,) = [each for each in shapes if isinstance(each, ChartBox) and each.ink is ChartInk.TINT]
    grid = [each for each in shapes if isinstance(each, ChartLine) and each.ink is ChartInk.GRID]
    low, high = (line.points[0][1] for line in (grid[0], grid[-1]))
    assert band.height == pytest.approx((low - high) / 10 * 2)
    assert not [
        each
        for each in chart_shapes(
            care_chart(a_trend(3, 6, important=None), (), (), TODAY), 800, 300, ENGLISH, narrow
        )
        if isinstance(each, ChartBox) and each.ink is ChartInk.TINT
    ]


def test_a_dose_is_said_as_long_as_there_is_room() -> None:
    far = DoseStep(from_day=date(2026, 8, 1), to_day=date(2026, 11, 1), minutes_a_week=7, version=1)
    near = DoseStep(from_day=date(2026, 11, 1), to_day=TODAY, minutes_a_week=9, version=2)
    found = texts(care_chart(None, (far, near), (), TODAY), 420)
    assert "7 min a week" in found
    assert "9 min" in found


@pytest.mark.parametrize("width", [300, 500, 900, 1600])
@pytest.mark.parametrize("scores", [1, 2, 5, 40])
def test_no_text_leaves_the_chart_and_no_two_values_overlap(width: int, scores: int) -> None:
    steps = tuple(
        DoseStep(
            from_day=TODAY - timedelta(days=90 - 3 * number),
            to_day=TODAY - timedelta(days=87 - 3 * number),
            minutes_a_week=number,
            version=number + 1,
        )
        for number in range(30)
    )
    chart = care_chart(a_trend(*(number % 10 for number in range(scores))), steps, (), TODAY)
    shapes = chart_shapes(chart, width, 300, ENGLISH, narrow)
    said = [each for each in shapes if isinstance(each, ChartText)]
    assert all(0 <= each.y <= 300 for each in said)
    boxes = [each for each in shapes if isinstance(each, ChartBox) and each.ink is ChartInk.PAPER]
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            assert one.x + one.width <= other.x or other.x + other.width <= one.x


@pytest.mark.parametrize(
    ("value", "said"), [(3.0, "3"), (3.04, "3"), (3.25, "3.2"), (-0.04, "0"), (10.55, "10.6")]
)
def test_numbers_have_a_decimal_where_they_need_one(value: float, said: str) -> None:
    assert said_number(abs(value), ENGLISH) == said


def test_changes_carry_a_sign() -> None:
    assert [said_change(each, ENGLISH) for each in (1.4, -2, 0.0, 0.01)] == ["+1.4", "−2", "±0", "±0"]


def test_numbers_have_the_languages_decimal_sign_on_the_chart_and_in_its_words() -> None:
    spanish = catalogue("es")
    step = DoseStep(from_day=TODAY - timedelta(weeks=8), to_day=TODAY, minutes_a_week=10.5, version=1)
    chart = care_chart(a_trend(3.2, 4.5, 6.8, important=1.3), (step,), (), TODAY)
    shapes = chart_shapes(chart, 800, 300, spanish, narrow)
    said = [each.text for each in shapes if isinstance(each, ChartText)]
    words = chart_said(chart, spanish, lambda day: f"{day:%d}")
    for number in ("3,2", "4,5", "6,8", "+3,6", "+2,3", "+1,3", "10,5"):
        assert any(number in each for each in said)
    for number in ("3,2", "4,5", "6,8", "10,5"):
        assert number in words
    assert not any("." in each for each in said if any(letter.isdigit() for letter in each))


def test_on_a_low_chart_what_matters_stands_below_how_far_it_came() -> None:
    chart = care_chart(a_trend(3, 4, 6), (), (), TODAY)
    shapes = chart_shapes(chart, 800, 90, ENGLISH, narrow)
    beside = [each.y for each in shapes if isinstance(each, ChartText) and each.text[0] in "+−±"]
    beside.sort()
    assert all(lower - upper >= SIZE for upper, lower in pairwise(beside))


def test_a_trend_knows_its_changes() -> None:
    trend = a_trend(3, 4, 6)
    assert (trend.since_start, trend.since_last) == (3, 2)
    assert a_trend(3).since_start is None
    assert Trend(key=str(uuid4()), name="", low=0, high=1, higher_is_better=True, points=()).baseline is None


def test_what_stands_beside_the_curve_gets_the_room_that_another_language_needs() -> None:
    chart = care_chart(a_trend(3, 4, 6), (), (), TODAY)
    shapes = chart_shapes(chart, 500, 300, catalogue("es"), narrow)
    beside = [each for each in shapes if isinstance(each, ChartText) and "desde" in each.text]
    assert len(beside) == 2
    assert all(each.x + narrow(each.text, each.size, is_strong=True) <= 500 for each in beside)
