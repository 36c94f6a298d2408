"""What stops a set-up, in one sentence; English only, for no catalogue can be read yet."""

import sys


class SetUpError(Exception):
    """The program cannot be set up or started here; the message says what to do about it."""


def say(sentence: str) -> None:
    """Tell the person how the set-up goes; on standard error, for standard output belongs to the command."""
    print(sentence, file=sys.stderr, flush=True)
