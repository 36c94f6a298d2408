"""What a quick-add line is understood as: which exercises it may mean, and the item each would become."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from clinic_app.domain.errors import InputError
from clinic_app.domain.exercise import Exercise
from clinic_app.domain.patient import Episode
from clinic_app.domain.program import ProgramItem
from clinic_app.domain.quick_add import QuickLine, quick_item, read_quick_line
from clinic_app.domain.search import ExerciseIndex


@dataclass(frozen=True, slots=True)
class QuickReading:
    """A typed line, and the exercises it may mean, best first."""

    line: QuickLine
    exercises: Sequence[Exercise] = field(default=())

    def item(self, at: int = 0, treated: Episode | None = None) -> ProgramItem:
        """The item that adding one of the exercises would make, for the problem ``treated``.

        Raises:
            InputError: nothing is found, or a number of the line cannot be used for it.
        """
        if not self.line.words:
            raise InputError("Type an exercise first, then how much: bridge 3x10")
        if not self.exercises:
            raise InputError(
                "Nothing found for “{query}”. Try another word, or search the library (Ctrl+F).",
                query=self.line.query,
            )
        return quick_item(self.line, self.exercises[at], treated)


def understood(
    text: str, index: ExerciseIndex, language: str, habits: Mapping[str, float] | None = None
) -> QuickReading:
    """Read a typed line and look for its exercise; words that may mean a side are tried as a name first."""
    line = read_quick_line(text, language)
    if not line.words:
        return QuickReading(line)
    found = index.search(line.query, language, habits=habits).exercises
    if not found and line.bare_query:
        found = index.search(line.bare_query, language, habits=habits).exercises
    return QuickReading(line, found)
