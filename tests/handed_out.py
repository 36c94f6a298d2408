"""A version that was handed out, in a record."""

from dataclasses import replace

from builders import (
    a_draft,
    a_program,
)
from clinic_app.domain.program import ProgramVersion
from clinic_app.domain.repositories import Record


def handed_out(record: Record) -> ProgramVersion:
    program = a_program()
    draft = a_draft(program)
    with record.writing() as work:
        work.programs.add(program)
        work.programs.add_version(draft)
        stored = work.programs.save_version(replace(draft, number=1, handed_out_at=record.clock()))
        work.commit()
    return stored
