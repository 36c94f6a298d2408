"""A clinic's usual doses are typed and shown as quick-add lines."""

import pytest

from builders import an_exercise
from clinic_app.domain.dosage import HoldDosage, RepetitionDosage, Schedule
from clinic_app.domain.errors import InputError
from clinic_app.domain.exercise import ExerciseKind
from clinic_app.domain.usual_doses import read_usual_dose, typical_exercises, usual_dose_text

STRETCH, STRENGTH = ExerciseKind.STATIC_STRETCH, ExerciseKind.STRENGTHENING


def test_a_dose_is_read_for_its_kind_and_written_back() -> None:
    usual = read_usual_dose("4x20 2/d 5/wk", STRETCH, an_exercise())
    assert (usual.kind, usual.dosage) == (STRETCH, HoldDosage(reps=4, hold_s=20))
    assert usual.schedule == Schedule(times_per_day=2, days_per_week=5)
    assert read_usual_dose(usual_dose_text(usual, an_exercise()), STRETCH, an_exercise()) == usual


def test_a_word_that_is_no_dose_is_refused() -> None:
    with pytest.raises(InputError, match="“often” is no part of a dose"):
        read_usual_dose("3x30 often", STRETCH, an_exercise())


def test_a_kind_is_dosed_as_most_of_its_exercises_are() -> None:
    counted = {"kind": STRENGTH, "dosage": RepetitionDosage()}
    exercises = [
        an_exercise("held", kind=STRENGTH, dosage=HoldDosage()),
        an_exercise("one", **counted),
        an_exercise("two", **counted),
    ]
    typical = typical_exercises({each.slug: each for each in exercises})
    assert [*typical] == [STRENGTH]
    assert typical[STRENGTH].slug == "one"
