"""What a search finds, and what comes first."""

import pytest

from clinic_app.data.library_files import load_library
from clinic_app.domain.library import Library
from clinic_app.domain.search import ExerciseIndex


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def index(library: Library) -> ExerciseIndex:
    return ExerciseIndex(library)


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("gastrocnemius stretch on stairs", "gastrocnemius-stretch-on-stairs"),
        ("soleus-stretch-on-step", "soleus-stretch-on-step"),
        ("GASTROC stairs", "gastrocnemius-stretch-on-stairs"),
        ("hamstring strap", "hamstring-stretch-supine-strap"),
        ("piriformis", "piriformis-stretch-figure-four-supine"),
        ("cat cow", "cat-cow"),
        ("gato", "cat-cow"),
        ("gastrocnemuis stairs", "gastrocnemius-stretch-on-stairs"),
    ],
)
def test_the_exercise_meant_comes_first(index: ExerciseIndex, query: str, slug: str) -> None:
    assert index.find(query, "en")[0].slug == slug


@pytest.mark.parametrize("query", ["calf", "calf_tightness", "plantar", "heel pain"])
def test_a_lay_name_or_a_condition_finds_the_calf_stretches(index: ExerciseIndex, query: str) -> None:
    assert "gastrocnemius-stretch-on-stairs" in [exercise.slug for exercise in index.find(query, "en")]


def test_every_word_must_match(index: ExerciseIndex) -> None:
    assert index.find("calf zebra", "en") == ()


def test_an_empty_query_shows_everything(index: ExerciseIndex, library: Library) -> None:
    assert {exercise.slug for exercise in index.find("  ", "en")} == set(library.exercises)


def test_accents_and_case_do_not_matter(index: ExerciseIndex) -> None:
    assert index.find("soleo", "es") == index.find("SÓLEO", "es")


def test_signs_and_endless_words_find_nothing_and_harm_nothing(index: ExerciseIndex) -> None:
    assert index.find("x" * 10_000, "en") == ()
    index.find("<b>*?[(", "en")


@pytest.mark.parametrize(("typed", "meant"), [("clf", "calf"), ("claf", "calf"), ("bak pian", "back pain")])
def test_a_slip_in_a_short_word_finds_what_was_meant(index: ExerciseIndex, typed: str, meant: str) -> None:
    found = [exercise.slug for exercise in index.find(typed, "en")]
    assert found
    assert found[0] == index.find(meant, "en")[0].slug


@pytest.mark.parametrize("query", ["back pain", "low back pain"])
def test_back_pain_brings_the_exercises_of_the_low_back_first(index: ExerciseIndex, query: str) -> None:
    found = [exercise.slug for exercise in index.find(query, "en")]
    best = {index.find(query, "en")[place].region for place in range(6)}
    assert best == {"lower_back"}
    for wanted in ("bird-dog", "glute-bridge"):
        assert "cross-body-stretch" not in found or found.index(wanted) < found.index("cross-body-stretch")


def test_a_name_that_is_the_word_itself_comes_before_longer_names(index: ExerciseIndex) -> None:
    assert index.find("bridge", "en")[0].slug == "glute-bridge"
