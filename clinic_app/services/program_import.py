"""Opens a program again: from a program file, or from the PDF that was printed of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from clinic_app.domain.errors import InputError
from clinic_app.domain.library import Library
from clinic_app.domain.program import ProgramContent
from clinic_app.domain.program_edits import copies
from clinic_app.exchange.program_file import LARGEST_BYTES, ProgramFile, read_program
from clinic_app.services.printing import PROGRAM_NAME

LARGEST_PDF: Final = 100_000_000
"""Bytes: no sheet of ours comes near."""
_PDF: Final = b"%PDF-"
_HEAD: Final = 1024
"""A PDF says what it is within so many bytes."""


@dataclass(frozen=True, slots=True)
class FoundProgram:
    """A program as it was found, and for whom its sheet was, as far as that says it."""

    content: ProgramContent
    patient_name: str


@dataclass(frozen=True, slots=True)
class ProgramImport:
    """Reads programs whose exercises one library knows."""

    library: Library
    languages: Sequence[str]

    def read(self, data: bytes, *, place: str) -> FoundProgram:
        """The program in a file's bytes; its items are new ones. ``place`` names the file in complaints.

        Raises:
            InputError: it is neither, is damaged, or names what this version does not know.
        """
        if len(data) > LARGEST_PDF:
            raise InputError("{file} is too large to be a program or a sheet.", file=place)
        if _PDF in data[:_HEAD]:
            data = self._within(data, place)
        program = read_program(data, self.library, place=place, languages=tuple(self.languages))
        return FoundProgram(_as_new(program), program.patient_name)

    def _within(self, data: bytes, place: str) -> bytes:
        from clinic_app.pdf.attachments import attached_file  # PDFium: only for a PDF

        found = attached_file(data, PROGRAM_NAME, most=LARGEST_BYTES, place=place)
        if found is None:
            raise InputError(
                "{file} holds no program. Sheets made by this app do, from now on; others cannot be opened.",
                file=place,
            )
        return found


def _as_new(program: ProgramFile) -> ProgramContent:
    """Without its next visit, which was another one."""
    return replace(program.content, items=copies(program.content.items), review_date=None)
