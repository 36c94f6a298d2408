"""Six weeks of stretches: whether anything changed, and whether anybody asked."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from builders import MORNING, a_content, a_patient, a_result, a_visit, an_exercise, an_item
from clinic_app.data.library_files import load_library
from clinic_app.domain.exercise import ExerciseKind
from clinic_app.domain.measures import Measure
from clinic_app.domain.waiting import Standstill, is_stretch_only, standstill

PAT = a_patient()
BEGUN = MORNING.date() - timedelta(weeks=8)


@pytest.fixture(scope="module")
def measures() -> Mapping[str, Measure]:
    return load_library().measures


@pytest.mark.parametrize(
    ("later", "found"),
    [(3, None), (6, Standstill.NOTHING_CHANGED), (9, Standstill.NOTHING_CHANGED)],
)
def test_pain_counts_when_it_got_less_by_more_than_chance(
    measures: Mapping[str, Measure], later: int, found: Standstill | None
) -> None:
    visits = [
        a_visit(PAT, visited_on=BEGUN, pain_now=7),
        a_visit(PAT, visited_on=MORNING.date(), pain_now=later),
    ]
    assert standstill(BEGUN, [], visits, measures) is found


def test_without_a_score_since_nothing_was_recorded(measures: Mapping[str, Measure]) -> None:
    visits = [a_visit(PAT, visited_on=BEGUN, pain_now=7), a_visit(PAT, visited_on=MORNING.date())]
    assert standstill(BEGUN, [], visits, measures) is Standstill.NOTHING_RECORDED


def test_the_patients_own_view_of_the_change_counts(measures: Mapping[str, Measure]) -> None:
    better = a_result(PAT, measure="groc", value=5.0)
    worse = a_result(PAT, measure="groc", value=-1.0)
    assert standstill(BEGUN, [better], [], measures) is None
    assert standstill(BEGUN, [worse], [], measures) is Standstill.NOTHING_CHANGED


def test_scores_of_other_activities_do_not_compare(measures: Mapping[str, Measure]) -> None:
    scores = [
        a_result(PAT, measure="psfs", value=2.0, activities=("Run", "Jump"), taken_on=BEGUN),
        a_result(PAT, measure="psfs", value=9.0, activities=("Walk", "Cook")),
    ]
    assert standstill(BEGUN, scores, [], measures) is Standstill.NOTHING_CHANGED


def test_a_plan_of_stretches_has_nothing_else() -> None:
    stretch, strength = an_exercise("stretch"), an_exercise("strength", kind=ExerciseKind.STRENGTHENING)
    known = {each.slug: each for each in (stretch, strength)}
    assert is_stretch_only(a_content(items=(an_item("stretch"),)), known)
    assert not is_stretch_only(a_content(items=(an_item("stretch"), an_item("strength"))), known)
    assert not is_stretch_only(a_content(items=(an_item("unknown"),)), known)
    assert not is_stretch_only(a_content(items=()), known)
