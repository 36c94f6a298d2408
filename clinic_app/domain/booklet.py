"""A booklet: many exercises on paper, in chapters, for nobody in particular."""

from dataclasses import dataclass

from clinic_app.domain.handout import Sheet, SheetExercise, Words


@dataclass(frozen=True, slots=True)
class Chapter:
    """Exercises under one heading."""

    title: Words
    exercises: tuple[SheetExercise, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Booklet:
    """Every text resolved. ``sheet`` has the letterhead, the words of an exercise, language and paper."""

    sheet: Sheet
    title: Words
    about: Words
    """One line below the title: how many exercises, from when."""

    contents_title: Words
    chapters: tuple[Chapter, ...]

    @property
    def exercises(self) -> tuple[SheetExercise, ...]:
        """All of them, in order."""
        return tuple(exercise for chapter in self.chapters for exercise in chapter.exercises)
