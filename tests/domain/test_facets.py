"""Choosing exercises by facets, and how many there would be."""

import pytest

from clinic_app.data.library_files import load_library
from clinic_app.domain.facets import FAVOURITE, NO_EQUIPMENT, NO_FLOOR, NOTHING_CHOSEN, Facet, with_value
from clinic_app.domain.library import Library
from clinic_app.domain.limits import Limits, suits
from clinic_app.domain.search import ExerciseIndex


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def index(library: Library) -> ExerciseIndex:
    return ExerciseIndex(library)


def test_without_a_choice_everything_is_found_and_counted(index: ExerciseIndex, library: Library) -> None:
    found = index.search("")
    assert len(found.exercises) == len(library.exercises)
    assert sum(found.counts[Facet.REGION].values()) == len(library.exercises)


def test_values_of_one_facet_are_alternatives_and_facets_narrow_each_other(index: ExerciseIndex) -> None:
    chosen = with_value(NOTHING_CHOSEN, Facet.REGION, "neck", is_on=True)
    neck = len(index.search("", chosen=chosen).exercises)
    chosen = with_value(chosen, Facet.REGION, "shoulder", is_on=True)
    both = index.search("", chosen=chosen).exercises
    assert len(both) > neck
    chosen = with_value(chosen, Facet.EQUIPMENT, NO_EQUIPMENT, is_on=True)
    found = index.search("", chosen=chosen).exercises
    assert 0 < len(found) < len(both)
    assert all(each.region in ("neck", "shoulder") and not each.equipment for each in found)


def test_a_count_says_what_choosing_the_value_would_leave(index: ExerciseIndex) -> None:
    chosen = with_value(NOTHING_CHOSEN, Facet.FLOOR, NO_FLOOR, is_on=True)
    counts = index.search("stretch", chosen=chosen).counts[Facet.REGION]
    for region, count in counts.items():
        narrowed = with_value(chosen, Facet.REGION, region, is_on=True)
        assert len(index.search("stretch", chosen=narrowed).exercises) == count


def test_a_value_taken_back_narrows_no_more(index: ExerciseIndex) -> None:
    chosen = with_value(NOTHING_CHOSEN, Facet.REGION, "neck", is_on=True)
    assert with_value(chosen, Facet.REGION, "neck", is_on=False) == {}


def test_a_patients_limits_leave_what_suits(index: ExerciseIndex, library: Library) -> None:
    limits = Limits(no_floor=True)
    allowed = index.masks.where(lambda exercise: suits(exercise, limits, library.precautions))
    found = index.search("", allowed=allowed).exercises
    assert found
    assert not any(exercise.position.needs_floor for exercise in found)


def test_what_a_therapist_uses_comes_first_among_equals(index: ExerciseIndex) -> None:
    first, second, *_ = index.search("bridge").exercises
    assert index.search("bridge", habits={second.slug: 99.0}).exercises[0] is second
    assert index.search("bridge").exercises[0] is first


def test_favourites_are_a_facet_like_any_other(index: ExerciseIndex, library: Library) -> None:
    kept = [slug for slug, exercise in library.exercises.items() if exercise.region == "neck"][:2]
    index.masks.mark(FAVOURITE, kept)
    chosen = with_value(NOTHING_CHOSEN, Facet.SHELF, FAVOURITE, is_on=True)
    assert index.search("").counts[Facet.SHELF] == {FAVOURITE: 2}
    assert {exercise.slug for exercise in index.search("", chosen=chosen).exercises} == set(kept)
    index.masks.mark(FAVOURITE, ())
    assert index.search("").counts[Facet.SHELF] == {}


def test_a_search_says_how_many_are_not_allowed(index: ExerciseIndex, library: Library) -> None:
    limits = Limits(no_floor=True)
    allowed = index.masks.where(lambda exercise: suits(exercise, limits, library.precautions))
    found = index.search("stretch", allowed=allowed)
    assert found.left_out == len(index.search("stretch").exercises) - len(found.exercises) > 0


def test_first_letters_looked_up_ahead_of_time_find_the_same(library: Library) -> None:
    warm, cold = ExerciseIndex(library), ExerciseIndex(library)
    warm.warm()
    for typed in ("s", "st", "s h", "hip s"):
        assert list(warm.search(typed).exercises) == list(cold.search(typed).exercises)


def test_the_first_of_many_stand_as_in_the_whole_order(index: ExerciseIndex) -> None:
    found = index.search("s").exercises
    first = [found[at] for at in range(20)]
    assert first == list(found)[:20] == list(found[:20])
    assert found[-1] is list(found)[-1]
