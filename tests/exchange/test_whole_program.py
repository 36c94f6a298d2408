"""A program written with everything its sheet says reads as the same program."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import pytest

from clinic_app.data.library_files import load_library
from clinic_app.domain.library import Library
from clinic_app.domain.program import ProgramItem
from clinic_app.domain.sheet_choices import Identity, Ink, SheetChoices, SheetLayout
from clinic_app.exchange.program_file import ProgramFile, read_program
from clinic_app.exchange.program_file_text import whole_program_text
from exchange_files import FULL_PROGRAM

NOBODY = UUID(int=0)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def test_a_whole_program_reads_as_the_same(library: Library) -> None:
    program = _read(FULL_PROGRAM, library)

    assert _read(whole_program_text(program), library) == program


def test_how_a_sheet_is_printed_goes_with_it(library: Library) -> None:
    program = _read(FULL_PROGRAM, library)
    chosen = SheetChoices(
        layout=SheetLayout.GRID, ink=Ink.SAVING, identity=Identity.INITIALS, large_print=True
    )
    program = replace(program, content=replace(program.content, choices=chosen))

    assert _read(whole_program_text(program), library).content.choices == chosen


def _read(text: str, library: Library) -> ProgramFile:
    """The program, its ids made the same."""
    program = read_program(text.encode(), library, place="test", languages=("en", "es"))
    content = replace(program.content, items=_without_ids(program.content.items))
    therapist = replace(program.therapist, id=NOBODY) if program.therapist else None
    return replace(program, content=content, therapist=therapist)


def _without_ids(items: Sequence[ProgramItem]) -> tuple[ProgramItem, ...]:
    return tuple(replace(item, id=NOBODY) for item in items)
