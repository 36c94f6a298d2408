"""Exercises that are measured already: a preview asks for the same ones after every key."""

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Final

from clinic_app.domain.drawing import Drawing
from clinic_app.domain.handout import SheetExercise
from clinic_app.pdf.block import DrawFigure
from clinic_app.pdf.exercise import ExerciseParts
from clinic_app.pdf.styles import Theme

_KEPT: Final = 64
"""A dozen exercises in the themes that are tried for them."""

_NOT_MEASURED: Final = "palette"


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The drawings of one exercise; answers like what draws, and is equal to another with equal drawings."""

    drawings: tuple[tuple[tuple[str, str, bool], Drawing], ...]

    def __call__(self, slug: str, frame: str, mirror: bool) -> Drawing:
        return next(drawing for asked, drawing in self.drawings if asked == (slug, frame, mirror))


class _Look:
    """A theme, equal to every other in which the same is as large: colours of figures are painted later."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._key = tuple(getattr(theme, each.name) for each in fields(theme) if each.name != _NOT_MEASURED)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Look) and self._key == other._key


def exercise_parts(exercise: SheetExercise, theme: Theme, draw_figure: DrawFigure) -> ExerciseParts:
    """The exercise in this theme, measured now or before."""
    pictures = (*exercise.pictures, *([exercise.mistake_picture] if exercise.mistake_picture else ()))
    asked = [(picture.slug, picture.frame, picture.mirror) for picture in pictures]
    return _parts(exercise, _Look(theme), _Drawn(tuple((each, draw_figure(*each)) for each in asked)))


def forget() -> None:
    """Measure everything anew from now on."""
    _parts.cache_clear()


@lru_cache(_KEPT)
def _parts(exercise: SheetExercise, look: _Look, drawn: _Drawn) -> ExerciseParts:
    return ExerciseParts(exercise, look.theme, drawn)
