"""Reads the command, runs it, and turns the world's failures into one sentence and an exit status."""

import argparse
import logging
from collections.abc import Sequence
from typing import Final

from clinic_app import core_dumps
from clinic_app.cli.backup import add_backup_commands
from clinic_app.cli.commands import Parser
from clinic_app.cli.console import complain, finish, make_ready
from clinic_app.cli.figure import add_figure_command
from clinic_app.cli.handout import add_handout_command
from clinic_app.cli.library import add_library_command
from clinic_app.cli.template import add_template_command
from clinic_app.data.installed import check_guards
from clinic_app.domain.errors import KnownError

EXIT_STATUSES: Final = """\
exit status: 0 done, 2 what was given cannot be used, 3 the target cannot be written,
4 the patient record cannot be used, 5 an installed file is damaged, 1 anything else"""


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit status. Prints results to standard output, complaints to error."""
    make_ready()
    core_dumps.leave_none()
    try:
        status = _run(arguments)
        finish()
        return status
    except KnownError as failure:
        complain(failure)
        return failure.exit_code
    except BrokenPipeError:
        return 0  # whoever read our output has seen enough
    except KeyboardInterrupt:
        return 130
    except MemoryError:
        complain("There is not enough memory for this.")
        return 1
    except Exception:
        logging.getLogger(__name__).exception("this is a fault of the program; please report it")
        return 1


def _run(arguments: Sequence[str]) -> int:
    try:
        options = _parser().parse_args(arguments)
    except SystemExit:  # argparse has shown its help
        return 0
    check_guards()
    status: int = options.run(options)
    return status


def _parser() -> Parser:
    parser = Parser(
        prog="clinic_app",
        description="Illustrated home-exercise programs for physiotherapists. "
        "Without a command the window opens; “test” runs the tests.",
        epilog=EXIT_STATUSES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    add_handout_command(commands)
    add_figure_command(commands)
    add_library_command(commands)
    add_template_command(commands)
    add_backup_commands(commands)
    return parser
