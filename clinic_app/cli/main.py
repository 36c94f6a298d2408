"""Reads the command, runs it, and turns the world's failures into one sentence and an exit status."""

import argparse
import logging
import sys
from collections.abc import Sequence
from typing import Final

from clinic_app.cli.figure import add_figure_command
from clinic_app.cli.handout import add_handout_command
from clinic_app.cli.library import add_library_command
from clinic_app.cli.template import add_template_command
from clinic_app.domain.errors import KnownError

EXIT_STATUSES: Final = """\
exit status: 0 done, 2 what was given cannot be used, 3 the target cannot be written,
4 the patient record cannot be used, 5 an installed file is damaged, 1 anything else"""


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit status. Prints results to standard output, complaints to error."""
    try:
        options = _parser().parse_args(arguments)
        run = options.run
        status: int = run(options)
        sys.stdout.flush()
        return status
    except KnownError as failure:
        print(failure, file=sys.stderr)
        return failure.exit_code
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has seen enough; say nothing while going
        return 0
    except SystemExit as leaving:  # argparse has said what is wrong, or shown its help
        return leaving.code if isinstance(leaving.code, int) else 2
    except KeyboardInterrupt:
        return 130
    except MemoryError:
        print("There is not enough memory for this.", file=sys.stderr)
        return 1
    except Exception:
        logging.getLogger(__name__).exception("this is a fault of the program; please report it")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
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
    return parser
