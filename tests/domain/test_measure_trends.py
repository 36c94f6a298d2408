"""Scores as lines over time: which belong together, what they are measured against."""

from datetime import date

import pytest

from builders import MORNING, a_patient, a_result, a_visit
from clinic_app.data.library_files import load_library
from clinic_app.domain.measure_trends import trends
from clinic_app.domain.measures import Measure

PAT = a_patient()
EARLY, LATE = date(2026, 9, 1), date(2026, 11, 1)


@pytest.fixture(scope="module")
def measures() -> dict[str, Measure]:
    return dict(load_library().measures)


def test_scores_of_one_measure_are_a_line_oldest_first(measures: dict[str, Measure]) -> None:
    scores = [
        a_result(PAT, measure="odi", value=24.0, taken_on=LATE),
        a_result(PAT, measure="odi", value=40.0, taken_on=EARLY),
    ]
    (trend,) = trends(scores, [], measures, "en")
    assert [(point.on, point.value) for point in trend.points] == [(EARLY, 40.0), (LATE, 24.0)]
    assert (trend.low, trend.high, trend.higher_is_better) == (0, 100, False)
    assert trend.important == measures["odi"].part().important.amount  # type: ignore[union-attr]  # it has one
    assert trend.sources


def test_pain_at_visits_is_a_score_and_a_score_of_that_day_counts_more(measures: dict[str, Measure]) -> None:
    visits = [
        a_visit(PAT, visited_on=LATE, pain_now=3),
        a_visit(PAT, visited_on=EARLY, pain_now=7),
        a_visit(PAT, visited_on=MORNING.date()),
    ]
    score = a_result(PAT, measure="nprs", value=2.0, taken_on=LATE)
    (pain,) = trends([score], visits, measures, "en")
    assert [(point.on, point.value) for point in pain.points] == [(EARLY, 7.0), (LATE, 2.0)]


def test_other_activities_than_the_newest_do_not_compare(measures: dict[str, Measure]) -> None:
    scores = [
        a_result(PAT, measure="psfs", value=6.0, activities=("Walk", "Cook"), taken_on=LATE),
        a_result(PAT, measure="psfs", value=4.0, activities=("cook", "walk "), taken_on=EARLY),
        a_result(PAT, measure="psfs", value=1.0, activities=("Run", "Jump"), taken_on=date(2026, 8, 1)),
    ]
    (trend,) = trends(scores, [], measures, "en")
    assert [point.value for point in trend.points] == [4.0, 6.0]


def test_each_part_has_its_line_the_newest_first_and_what_is_a_change_has_none(
    measures: dict[str, Measure],
) -> None:
    scores = [
        a_result(PAT, measure="koos", part="pain", value=50.0, taken_on=EARLY),
        a_result(PAT, measure="koos", part="symptoms", value=40.0, taken_on=LATE),
        a_result(PAT, measure="groc", value=3.0, taken_on=LATE),
        a_result(PAT, measure="unknown", value=3.0, taken_on=LATE),
    ]
    found = trends(scores, [], measures, "en")
    assert [trend.key for trend in found] == ["koos:symptoms", "koos:pain"]
    assert found[0].name.startswith("KOOS")
