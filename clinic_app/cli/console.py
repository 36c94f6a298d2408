"""What commands say: to standard output and standard error, whatever state those are in."""

import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, TextIO

from clinic_app.exchange.files import output_error

_STANDARD_OUTPUT: Final = "Standard output"


def make_ready() -> None:
    """Letters the terminal has not got are replaced from now on, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def say(line: object) -> None:
    """Print one line to standard output; nothing where it is closed, for then nobody wants to read it.

    Raises:
        BrokenPipeError: whoever read it has seen enough.
        OutputError: it cannot be written; one sentence says why.
    """
    with _standard_output():
        print(line)


def say_json(table: object) -> None:
    """Print a table as JSON, in escapes where the output takes no other letters; raises as :func:`say`."""
    say(json.dumps(table, ensure_ascii=not _takes_every_letter(sys.stdout), indent=2))


def finish() -> None:
    """Send off what was said; raises as :func:`say`."""
    with _standard_output():
        if sys.stdout is not None:
            sys.stdout.flush()


def complain(sentence: object) -> None:
    """Print one sentence to standard error, if somebody listens."""
    if sys.stderr is None:
        return
    try:
        print(sentence, file=sys.stderr, flush=True)
    except OSError:
        sys.stderr = io.StringIO()


@contextmanager
def _standard_output() -> Iterator[None]:
    """Where standard output fails it is put away, so that Python does not try again at its end."""
    try:
        yield
    except BrokenPipeError:
        sys.stdout = io.StringIO()
        raise
    except OSError as error:
        sys.stdout = io.StringIO()
        raise output_error(error, _STANDARD_OUTPUT) from error


def _takes_every_letter(stream: TextIO | None) -> bool:
    return (getattr(stream, "encoding", None) or "utf-8").lower().replace("_", "-") in ("utf-8", "utf8")
