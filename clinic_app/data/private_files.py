"""Files and folders only their owner may read, written so that a crash leaves the old or the new, whole."""

import contextlib
import errno
import json
import os
import re
import secrets
import sys
from pathlib import Path
from typing import Any, Final

from clinic_app.domain.errors import OutputError

_OWNER_ONLY_FILE: Final = 0o600
_OWNER_ONLY_FOLDER: Final = 0o700
_CANNOT_FLUSH: Final = (errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES)
"""The disk knows no such thing; the last one: a folder that may be written into and not be read."""

_LARGEST_NOTE: Final = 65_536
_UNFINISHED: Final = re.compile(r"\..+\.[0-9a-f]{8}")
"""Names of files that ``write_private`` has not put in their place yet."""


def make_private_folder(folder: Path) -> None:
    """Make ``folder`` and its parents, on the disk; nobody but the owner may look into it.

    Raises:
        OutputError: it cannot be made there.
    """
    try:
        for missing in reversed([each for each in (folder, *folder.parents) if not each.exists()]):
            missing.mkdir(mode=_OWNER_ONLY_FOLDER, exist_ok=True)  # ``parents=True`` makes them for everybody
            flush_folder(missing.parent)
        folder.chmod(_OWNER_ONLY_FOLDER)
    except OSError as error:
        raise cannot_write(folder, error) from error


def make_private_file(path: Path) -> None:
    """Make an empty file that only its owner may read, where there is none yet."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ONLY_FILE))
    except OSError as error:
        raise cannot_write(path, error) from error


def write_private(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path`` in one step, on the disk when this returns.

    Raises:
        OutputError: no space or no permission; what stood at ``path`` before still stands there.
    """
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with open(unfinished, "xb", opener=owner_only) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
        flush_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise cannot_write(path, error) from error


def erase_unfinished(folder: Path) -> None:
    """Take away what ``write_private`` was killed at, such as an open key file; while nobody else writes."""
    with contextlib.suppress(OSError, OutputError):
        for name in os.listdir(folder):  # noqa: PTH208 - names alone: an archive has many
            if name.startswith(".") and _UNFINISHED.fullmatch(name):
                each = folder / name
                if each.is_file() and not each.is_symlink():
                    erase_private(each)


def erase_private(path: Path) -> None:
    """Take the file away, if it is there; what it held is overwritten first, as far as the disk lets us.

    Raises:
        OutputError: no permission.
    """
    try:
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        flush_folder(path.parent)
    except FileNotFoundError:
        return
    except OSError as error:
        raise cannot_write(path, error) from error


def flush_file(path: Path) -> None:
    """Put what the file holds on the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Put the folder's list of names on the disk, where system and disk can.

    Windows does so by itself; some disks (another machine's, sticks through FUSE) know no such thing.
    """
    if sys.platform == "win32":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _CANNOT_FLUSH:
            raise


def read_note(path: Path) -> dict[str, Any]:
    """One of the app's own small JSON notes; empty where it is missing, damaged or none of ours."""
    try:
        with open(path, "rb", opener=never_waiting) as file:
            content = json.loads(file.read(_LARGEST_NOTE) or b"")
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def never_waiting(path: str, flags: int) -> int:
    """Opens for reading what may be a pipe that somebody put there: it holds nothing, and nobody waits."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def owner_only(path: str, flags: int) -> int:
    """Opens a file, made where it is not there, that only its owner may read."""
    return os.open(path, flags, _OWNER_ONLY_FILE)


def cannot_write(path: Path, error: OSError) -> OutputError:
    """The complaint."""
    return OutputError(
        "{path} cannot be written: {reason}. Nothing was changed; make room or allow writing there.",
        path=path,
        reason=error.strerror or type(error).__name__,
    )
