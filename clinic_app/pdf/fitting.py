"""Words too long for a layout's places: nothing that was typed may leave the page or be left out."""

from dataclasses import replace
from typing import Final

from clinic_app.domain.handout import Sheet, SheetExercise
from clinic_app.pdf.text import spans

_LINE: Final = 40
"""What a line of its own counts, in characters."""
_LONGEST_MISTAKE: Final = 220
"""Characters that a panel beside the dose takes; more are read as a step."""


class TooLongError(Exception):
    """The words of a sheet do not fit a layout: it is laid out as standard, which runs on over pages."""


def refuse_unless(fits: bool) -> None:
    """Raises TooLongError where something does not fit."""
    if not fits:
        raise TooLongError


def with_long_mistakes_as_steps(sheet: Sheet) -> Sheet:
    """The sheet, every mistake that needs many words among the steps of its exercise."""
    return replace(sheet, exercises=tuple(_spelled_out(exercise) for exercise in sheet.exercises))


def _spelled_out(exercise: SheetExercise) -> SheetExercise:
    length = sum(len(span.text) + _LINE * span.text.count("\n") for span in spans(exercise.mistake))
    if length <= _LONGEST_MISTAKE:
        return exercise
    return replace(exercise, steps=(*exercise.steps, exercise.mistake), mistake="", mistake_picture=None)
