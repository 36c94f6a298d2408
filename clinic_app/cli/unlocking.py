"""How a command gets past the lock: by a file that holds the secret, or by asking on the terminal."""

import argparse
import getpass
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from clinic_app.cli.commands import Parser
from clinic_app.domain.access import Way, WayKind
from clinic_app.domain.door import Doorway
from clinic_app.domain.errors import InputError

Opened = TypeVar("Opened")

_LARGEST_SECRET = 10_000


def add_secret_options(parser: Parser) -> None:
    """Add the options that name a secret. The secret itself is never one: others can read those."""
    secrets = parser.add_mutually_exclusive_group()
    secrets.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help="whose first line is the passphrase"
    )
    secrets.add_argument(
        "--recovery-code-file", type=Path, metavar="FILE", help="whose first line is the recovery code"
    )
    parser.add_argument("--name", help="who unlocks, where several people have a passphrase")


def let_in(
    doorway: Doorway,
    options: argparse.Namespace,
    *,
    unlock: Callable[[UUID, str], Opened],
    recover: Callable[[str], Opened],
) -> Opened:
    """Whatever is behind the door, by the secret the options name, or one that is asked for.

    Raises:
        InputError: there is no terminal to ask on, or several people may be meant.
        RecordError: the secret is another one.
    """
    if options.recovery_code_file is not None:
        return recover(_first_line(options.recovery_code_file))
    for way in doorway.of_kind(WayKind.OPEN):
        return unlock(way.id, "")
    way = _meant(doorway.of_kind(WayKind.PASSPHRASE), options.name)
    if options.passphrase_file is not None:
        return unlock(way.id, _first_line(options.passphrase_file))
    return unlock(way.id, _asked(way))


def _meant(ways: Sequence[Way], name: str | None) -> Way:
    named = [way for way in ways if name is None or way.holder.name.casefold() == name.casefold()]
    if len(named) == 1:
        return named[0]
    names = ", ".join(way.holder.name for way in ways)
    raise InputError("Say with --name who unlocks: {names}.", names=names)


def _asked(way: Way) -> str:
    if sys.stdin is None or not sys.stdin.isatty():
        raise InputError("The record is locked. Give --passphrase-file or --recovery-code-file.")
    return getpass.getpass(f"Passphrase of {way.holder.name or 'the owner'}: ")


def _first_line(path: Path) -> str:
    try:
        with path.open(encoding="utf-8-sig") as file:
            return file.readline(_LARGEST_SECRET).rstrip("\r\n")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise InputError("{file} could not be read: {reason}.", file=path, reason=reason) from error
