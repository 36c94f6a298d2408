"""``handout``: a program file becomes a PDF."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from clinic_app.cli.commands import Commands
from clinic_app.domain.errors import InputError
from clinic_app.domain.handout import Paper

if TYPE_CHECKING:
    from clinic_app.exchange.program_file import ProgramFile
    from clinic_app.services.sheet import SheetSubject

SAMPLE: Final = "samples/calf-program.json"
LANGUAGES: Final = ("en", "es")
_STANDARD_INPUT: Final = "-"


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
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.pdf")
    parser.add_argument("--paper", choices=[paper.value for paper in Paper], help="instead of the file's")
    parser.add_argument("--language", choices=LANGUAGES, help="instead of the file's")
    parser.add_argument("--layout", choices=["standard"], default="standard")
    parser.add_argument("--large-print", action="store_true", help="larger type")
    parser.add_argument("--grey", action="store_true", help="for printers without colour")
    parser.set_defaults(run=run_handout)


def run_handout(options: argparse.Namespace) -> int:
    """Read, set and write; nothing is written unless everything went well."""
    from clinic_app.cli.workshop import open_gallery, open_library
    from clinic_app.exchange.files import write_whole
    from clinic_app.exchange.program_file import read_program
    from clinic_app.pdf.writer import PrintOptions
    from clinic_app.services.printing import SheetPrinter
    from clinic_resources import catalogue

    library = open_library()
    data, place = _source(options)
    program = _with_choices(read_program(data, library, place=place, languages=LANGUAGES), options)
    printer = SheetPrinter(library=library, pictures=open_gallery(), catalogue=catalogue)
    sheet = printer.print(
        program.content, _subject(program), PrintOptions(grey=options.grey, large_print=options.large_print)
    )
    write_whole(options.output, sheet.data)
    print(options.output)
    return 0


def _source(options: argparse.Namespace) -> tuple[bytes, str]:
    """The program file's bytes and what to call it in complaints."""
    from clinic_resources import read_bytes

    if options.sample:
        return read_bytes(SAMPLE), SAMPLE
    if options.program == _STANDARD_INPUT:
        return sys.stdin.buffer.read(), "standard input"
    path = Path(options.program)
    try:
        return path.read_bytes(), path.name
    except FileNotFoundError as error:
        raise InputError("There is no file {path}.", path=path) from error
    except IsADirectoryError as error:
        raise InputError("{path} is a folder, not a program file.", path=path) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError("{path} cannot be read: {reason}.", path=path, reason=reason) from error


def _with_choices(program: "ProgramFile", options: argparse.Namespace) -> "ProgramFile":
    content = replace(
        program.content,
        paper=options.paper or program.content.paper,
        language=options.language or program.content.language,
    )
    return replace(program, content=content)


def _subject(program: "ProgramFile") -> "SheetSubject":
    from clinic_app.services.sheet import SheetSubject

    return SheetSubject(
        clinic=program.clinic,
        therapist=program.therapist,
        patient_name=program.patient_name,
        birth_date=program.birth_date,
        day=program.day,
    )
