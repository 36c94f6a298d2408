"""Words too long for a layout's places: nothing that was typed may leave the page or be left out."""

from dataclasses import replace
from typing import Final

from clinic_app.domain.handout import Sheet, SheetExercise, Words
from clinic_app.pdf.fonts import faces
from clinic_app.pdf.text import spans

_LINE: Final = 40
"""What a line of its own counts, in characters."""
_LONGEST_MISTAKE: Final = 220
"""Characters that a panel beside the dose takes; more are read as a step."""
_LONGEST_CAPTION: Final = 160
"""The same of what stands below a picture."""


class TooLongError(Exception):
    """The words of a sheet do not fit a layout: it is laid out as standard, which runs on over pages."""


def refuse_unless(fits: bool) -> None:
    """Raises TooLongError where something does not fit."""
    if not fits:
        raise TooLongError


def with_long_words_as_steps(sheet: Sheet) -> Sheet:
    """The sheet, mistakes and captions that need many words among the steps of their exercises."""
    return replace(sheet, exercises=tuple(_spelled_out(exercise) for exercise in sheet.exercises))


def _spelled_out(exercise: SheetExercise) -> SheetExercise:
    long = [each.caption for each in exercise.pictures if _length(each.caption) > _LONGEST_CAPTION]
    if long:
        pictures = tuple(
            replace(each, caption="") if each.caption in long else each for each in exercise.pictures
        )
        exercise = replace(exercise, steps=(*exercise.steps, *long), pictures=pictures)
    if _length(exercise.mistake) <= _LONGEST_MISTAKE:
        return exercise
    return replace(exercise, steps=(*exercise.steps, exercise.mistake), mistake="", mistake_picture=None)


def _length(words: Words) -> int:
    """How many characters are set: a letter that no font has is set as its code."""
    return sum(
        sum(len(run.text) for run in faces().runs(span.text, span.bold)) + _LINE * span.text.count("\n")
        for span in spans(words)
    )
