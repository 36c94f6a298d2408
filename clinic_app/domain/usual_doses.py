"""A clinic's usual doses, typed as in the quick-add line: ``3x30s 2/d 5/wk``."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from clinic_app.domain.clinic import UsualDose
from clinic_app.domain.errors import InputError
from clinic_app.domain.exercise import Exercise, ExerciseKind
from clinic_app.domain.program import prescribed
from clinic_app.domain.quick_add import quick_item, read_quick_line
from clinic_app.domain.quick_text import quick_text
from clinic_app.domain.side import Side


def typical_exercises(exercises: Mapping[str, Exercise]) -> dict[ExerciseKind, Exercise]:
    """For each kind that the library has, an exercise with the kind's most frequent sort of dose."""
    found: dict[ExerciseKind, Exercise] = {}
    for kind in ExerciseKind:
        alike = [exercise for exercise in exercises.values() if exercise.kind is kind]
        if alike:
            usual, _ = Counter(exercise.dosage.kind for exercise in alike).most_common(1)[0]
            found[kind] = next(exercise for exercise in alike if exercise.dosage.kind is usual)
    return found


def read_usual_dose(text: str, kind: ExerciseKind, typical: Exercise) -> UsualDose:
    """What was typed for a kind; what it leaves out is the typical exercise's.

    Raises:
        InputError: a word that is no dose, or a number out of range.
    """
    line = read_quick_line(text)
    if line.words:
        raise InputError("“{word}” is no part of a dose. Type it as 3x30 2/d 5/wk.", word=line.words[0])
    item = quick_item(line, typical)
    return UsualDose(kind=kind, dosage=item.dosage, schedule=item.schedule)


def usual_dose_text(usual: UsualDose, typical: Exercise) -> str:
    """The dose as it is typed."""
    item = replace(prescribed(typical), side=Side.BOTH_TOGETHER, dosage=usual.dosage, schedule=usual.schedule)
    return quick_text(item, "").strip()
