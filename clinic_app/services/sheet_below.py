"""The line of a second language below names, steps and doses: for the therapist, or for who helps at home.

A line is printed where the library has the words. Own wording has none for its steps: nobody has
translated it. The stop rules have none either, for they are read in a hurry.
"""

from dataclasses import replace

from clinic_app.domain.exercise import Exercise
from clinic_app.domain.handout import Glossed, Printed, SheetExercise, Words, glossed
from clinic_app.domain.program import ProgramItem


def with_below(
    printed: SheetExercise, item: ProgramItem, exercise: Exercise, language: str, dose: Words
) -> SheetExercise:
    """The exercise with what ``language`` says of it below; ``dose`` is its whole prescription."""
    wording = exercise.wording.get(language)
    details = printed.details.words if isinstance(printed.details, Glossed) else printed.details
    changed = replace(printed, details=glossed(details, dose, language))
    if wording is None or wording.name == printed.name:
        return changed
    steps = () if item.has_own_wording else wording.steps
    return replace(
        changed,
        name=glossed(_words(printed.name), wording.name, language),
        steps=_steps_with(printed.steps, steps, language),
    )


def _steps_with(steps: tuple[Printed, ...], below: tuple[str, ...], language: str) -> tuple[Printed, ...]:
    """Step by step where there are as many in both languages, else all of them below the last."""
    if not below or not steps:
        return steps
    if len(below) != len(steps):
        below = (*[""] * (len(steps) - 1), " ".join(below))
    return tuple(glossed(_words(step), words, language) for step, words in zip(steps, below, strict=True))


def _words(printed: Printed) -> Words:
    return printed.words if isinstance(printed, Glossed) else printed
