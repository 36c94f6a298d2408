"""``handout``: a program file becomes a PDF."""

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from clinic_app.cli.commands import Commands, target
from clinic_app.cli.console import say
from clinic_app.domain.errors import InputError
from clinic_app.domain.handout import Paper
from clinic_app.domain.sheet_choices import Ink, SheetChoices, SheetLayout
from clinic_app.domain.showing import short, short_path
from clinic_resources import paper_languages

if TYPE_CHECKING:
    from clinic_app.domain.library import Library
    from clinic_app.domain.program import ProgramContent
    from clinic_app.exchange.program_file import ProgramFile
    from clinic_app.services.sheet import SheetSubject

SAMPLE: Final = "samples/calf-program.json"
_SAMPLES: Final = {"es": "samples/calf-program.es.json"}
"""The same in other languages: what a therapist types is never translated."""
LANGUAGES: Final = paper_languages()
_STANDARD_INPUT: Final = "-"
_SUMMARY: Final = "summary"
"""No sheet's layout: the page that is not for the patient."""


def add_handout_command(commands: Commands) -> None:
    """Add ``handout`` to the commands."""
    parser = commands.add_parser(
        "handout",
        help="make a PDF handout from a program file",
        description="Make a PDF handout from a program file (clinic-program/1, JSON).",
        allow_abbrev=False,
    )
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("program", nargs="?", metavar="PROGRAM.json", help="a program file, or - to read it")
    source.add_argument("--sample", action="store_true", help="a sample program")
    parser.add_argument("-o", "--output", type=target, required=True, metavar="FILE.pdf")
    parser.add_argument("--paper", choices=[paper.value for paper in Paper], help="instead of the file's")
    parser.add_argument("--language", choices=LANGUAGES, help="instead of the file's")
    parser.add_argument(
        "--layout",
        choices=[*(layout.value for layout in SheetLayout), _SUMMARY],
        help="instead of the file's; summary is the therapist's page, for the file",
    )
    parser.add_argument(
        "--language-below", choices=LANGUAGES, help="a second language in small lines below names and doses"
    )
    parser.add_argument("--large-print", action="store_true", help="larger type")
    parser.add_argument("--program-code", action="store_true", help="the program as a code to scan")
    ink = parser.add_mutually_exclusive_group()
    ink.add_argument("--grey", action="store_true", help="for printers without colour")
    ink.add_argument("--save-ink", action="store_true", help="grey, without filled areas")
    parser.set_defaults(run=run_handout)


def run_handout(options: argparse.Namespace) -> int:
    """Read, set and write; nothing is written unless everything went well."""
    from clinic_app.cli.workshop import open_gallery, open_library
    from clinic_app.exchange.files import write_whole
    from clinic_app.exchange.program_file import read_program
    from clinic_app.services.printing import SheetPrinter
    from clinic_resources import catalogue

    library = open_library()
    data, place = _source(options)
    program = read_program(data, library, place=place, languages=LANGUAGES, language=options.language or "")
    content = replace(
        program.content,
        paper=options.paper or program.content.paper,
        choices=_choices(options, program.content.choices or SheetChoices()),
    )
    if options.layout == _SUMMARY:
        written = _summary(library, program, content, options.language or "")
    else:
        printer = SheetPrinter(library=library, pictures=open_gallery(), catalogue=catalogue)
        written = printer.print(content, _subject(program)).data
    write_whole(options.output, written)
    say(options.output)
    return 0


def _choices(options: argparse.Namespace, said: SheetChoices) -> SheetChoices:
    """What the program says of its printing, changed by what was asked for here."""
    ink = Ink.GREY if options.grey else Ink.SAVING if options.save_ink else said.ink
    return replace(
        said,
        layout=SheetLayout(options.layout) if options.layout not in (None, _SUMMARY) else said.layout,
        large_print=options.large_print or said.large_print,
        has_program_code=options.program_code or said.has_program_code,
        ink=ink,
        language_below=options.language_below or said.language_below,
    )


def _summary(library: "Library", program: "ProgramFile", content: "ProgramContent", language: str) -> bytes:
    """The therapist's summary of what the file says; nobody knows here what was handed out before."""
    from clinic_app.services.printing import fingerprint
    from clinic_app.services.summary import SummarySubject
    from clinic_app.services.summary_printing import SummaryPrinter
    from clinic_resources import catalogue, languages

    spoken = language or (content.language if content.language in languages() else "en")
    if spoken not in languages():
        raise InputError(
            "A summary is written in a language of the window: {languages}.", languages=", ".join(languages())
        )
    subject = SummarySubject(
        clinic=program.clinic,
        therapist=program.therapist.signature if program.therapist else "",
        patient_name=program.patient_name,
        birth_date=program.birth_date,
        day=program.day,
        fingerprint=fingerprint(content),
    )
    return SummaryPrinter(library, catalogue).print(content, subject, spoken).data


def _source(options: argparse.Namespace) -> tuple[bytes, str]:
    """The program file's bytes and what to call it in complaints."""
    from clinic_resources import read_bytes

    if options.sample:
        sample = _SAMPLES.get(options.language or "", SAMPLE)
        return read_bytes(sample), sample
    if options.program == _STANDARD_INPUT:
        return _standard_input(options.output), "standard input"
    if not options.program.strip():
        raise InputError("Name a program file; this name is empty.")
    path = Path(options.program)
    try:
        with path.open("rb") as file:
            return _read(file, options.output), short(path.name)
    except FileNotFoundError as error:
        raise InputError("There is no file {path}.", path=short_path(path)) from error
    except IsADirectoryError as error:
        raise InputError("{path} is a folder, not a program file.", path=short_path(path)) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError("{path} cannot be read: {reason}.", path=short_path(path), reason=reason) from error


def _standard_input(output: Path) -> bytes:
    if sys.stdin is None:
        raise InputError("Standard input is closed. Name a program file instead.")
    try:
        return _read(sys.stdin.buffer, output)
    except OSError as error:
        raise InputError(
            "Standard input cannot be read: {reason}.", reason=error.strerror or error
        ) from error


def _read(file: BinaryIO, output: Path) -> bytes:
    """As much as a program file may hold, and a byte more; never a file that the handout would replace."""
    from clinic_app.exchange.files import is_same_file
    from clinic_app.exchange.program_file import LARGEST_BYTES

    if is_same_file(output, os.fstat(file.fileno())):
        raise InputError(
            "{path} is the program file itself. Give the PDF another name.", path=short_path(output)
        )
    return file.read(LARGEST_BYTES + 1)


def _subject(program: "ProgramFile") -> "SheetSubject":
    from clinic_app.services.sheet import SheetSubject

    return SheetSubject(
        clinic=program.clinic,
        therapist=program.therapist,
        patient_name=program.patient_name,
        birth_date=program.birth_date,
        day=program.day,
    )
