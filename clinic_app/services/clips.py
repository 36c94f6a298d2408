"""Exercises on their way from one program to another: the open program file, and quick-add lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from clinic_app.domain.library import Library
from clinic_app.domain.program import ProgramContent, ProgramItem
from clinic_app.domain.program_edits import copies
from clinic_app.domain.quick_text import quick_text
from clinic_app.exchange.program_file import read_program
from clinic_app.exchange.program_file_text import program_text


@dataclass(frozen=True, slots=True)
class Clips:
    """Writes and reads exercises of one library."""

    library: Library

    def file_text(self, items: Sequence[ProgramItem], language: str) -> str:
        """The exercises as an open program file (``clinic-program/1``)."""
        return program_text(ProgramContent(items=tuple(items), language=language))

    def lines(self, items: Sequence[ProgramItem], language: str) -> str:
        """The exercises as quick-add lines, which a person reads and the builder understands."""
        library = self.library
        return "\n".join(
            quick_text(item, library.exercise(item.exercise_slug).name(language)) for item in items
        )

    def items(self, text: str, language: str, *, place: str) -> tuple[ProgramItem, ...]:
        """The exercises of a program file's text, as items of their own; ``place`` names it in complaints.

        Raises:
            InputError: it is no program file, or one of other exercises than the library's.
        """
        read = read_program(
            text.encode(), self.library, place=place, languages=(language,), language=language
        )
        return copies(read.content.items)
