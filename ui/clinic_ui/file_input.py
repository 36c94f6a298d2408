"""Files come into the window: read whole, but no more of them than anything of that sort may have."""

from pathlib import Path

from clinic_app.domain.errors import InputError


def read_file(path: Path, most_bytes: int) -> bytes:
    """At most ``most_bytes`` and one more of a file, for whoever refuses what is longer.

    Raises:
        InputError: it cannot be read; the sentence says why.
    """
    try:
        if not path.is_dir() and path.exists() and not path.is_file():  # a pipe would never end
            raise InputError("{file} is no file that can be read. Choose another.", file=path.name)
        with path.open("rb") as source:
            return source.read(most_bytes + 1)
    except OSError as error:
        raise InputError(
            "{file} could not be read: {reason}.", file=path.name, reason=error.strerror or error
        ) from error
