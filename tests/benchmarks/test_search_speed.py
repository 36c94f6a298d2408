"""How long one keystroke's search takes among 10,000 exercises, beside a bare scan of their names.

Run with ``pytest tests/benchmarks/test_search_speed.py --benchmark-only``.
"""

import random
from dataclasses import replace
from itertools import count

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from clinic_app.data.library_files import load_whole_library
from clinic_app.domain.library import Library
from clinic_app.domain.search import ExerciseIndex

MANY = 10_000
TYPED = ("s", "st", "stretch", "gastroc st", "hamstring strap", "bak pian", "hombro rotacion", "quadrieps")


@pytest.fixture(scope="module")
def library() -> Library:
    """The shipped exercises many times over, each with two more words in its name."""
    shipped = load_whole_library()
    known = list(shipped.exercises.values())
    words = sorted({word for exercise in known for word in exercise.names["en"].split()})
    chance = random.Random(20261125)
    made = {}
    for number in range(MANY):
        exercise = known[number % len(known)]
        slug, more = f"{exercise.slug}-{number}", " ".join(chance.sample(words, 2))
        names = {language: f"{name} {more}" for language, name in exercise.names.items()}
        made[slug] = replace(exercise, slug=slug, names=names)
    return replace(shipped, exercises=made)


@pytest.fixture(scope="module")
def index(library: Library) -> ExerciseIndex:
    made = ExerciseIndex(library)
    made.warm()
    return made


@pytest.mark.parametrize("typed", TYPED)
def test_searching_with_counts(benchmark: BenchmarkFixture, index: ExerciseIndex, typed: str) -> None:
    benchmark.group = "a keystroke"
    asked = count()  # other habits each time: no answer is one that was kept
    assert benchmark(lambda: index.search(typed, habits={"": next(asked)})).exercises


def test_a_bare_scan_of_the_names(benchmark: BenchmarkFixture, library: Library) -> None:
    benchmark.group = "a keystroke"
    names = [exercise.names["en"].casefold() for exercise in library.exercises.values()]
    assert benchmark(lambda: [name for name in names if "stretch" in name])
