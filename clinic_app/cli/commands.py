"""The shape of a set of commands, and how a command's wrong options are said."""

import argparse
from pathlib import Path
from typing import Final, Never, TypeAlias

from clinic_app.domain.errors import InputError
from clinic_app.domain.showing import plain, short

Commands: TypeAlias = "argparse._SubParsersAction[Parser]"
"""What :meth:`argparse.ArgumentParser.add_subparsers` returns."""

_LONGEST_COMPLAINT: Final = 200


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are one sentence, like every other complaint."""

    def error(self, message: str) -> Never:
        """Raise InputError with what argparse found, and where to look."""
        raise InputError(
            "{complaint} (see {command} --help).", complaint=_sentence(message), command=self.prog
        )


def whole_number(text: str) -> int:
    """An option's whole number.

    Raises:
        ArgumentTypeError: it is none.
    """
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"must be a whole number, not {plain(text)}") from None


def target(text: str) -> Path:
    """The file an option names.

    Raises:
        ArgumentTypeError: it names none.
    """
    if not text.strip():
        raise argparse.ArgumentTypeError("must name a file to write")
    return Path(text)


def _sentence(message: str) -> str:
    capital = message[:1].upper() + message[1:]
    return short(capital.removeprefix("Argument ").rstrip("."), _LONGEST_COMPLAINT)
