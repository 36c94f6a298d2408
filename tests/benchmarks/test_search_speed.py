"""How long one keystroke's search takes among 10,000 exercises, beside a bare scan of their names.

Run with ``pytest tests/benchmarks/test_search_speed.py --benchmark-only``.
"""

from itertools import count

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from clinic_app.domain.library import Library
from clinic_app.domain.search import ExerciseIndex

TYPED = ("s", "st", "stretch", "gastroc st", "hamstring strap", "bak pian", "hombro rotacion", "quadrieps")


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
