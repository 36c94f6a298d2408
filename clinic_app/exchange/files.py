"""Writes a file whole or not at all: what stood there before is never damaged."""

import errno
import os
import secrets
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final

from clinic_app.domain.errors import OutputError
from clinic_app.domain.showing import short_path
from clinic_app.domain.words import mark

_SENTENCES: Final = {
    errno.ENOSPC: mark("{path} could not be written: the disk is full. Nothing was changed there."),
    errno.EDQUOT: mark(
        "{path} could not be written: your share of the disk is full. Nothing was changed there."
    ),
    errno.EACCES: mark("{path} could not be written: you may not write there. Choose another folder."),
    errno.EPERM: mark("{path} could not be written: you may not write there. Choose another folder."),
    errno.EROFS: mark("{path} could not be written: that disk can only be read. Choose another folder."),
    errno.ENOENT: mark("{path} could not be written: there is no such folder. Make it, or choose another."),
    errno.ENOTDIR: mark("{path} could not be written: there is no such folder. Make it, or choose another."),
    errno.EISDIR: mark("{path} is a folder. Name a file in it."),
    errno.ENAMETOOLONG: mark("{path} could not be written: the name is too long."),
    errno.ELOOP: mark("{path} could not be written: it is a link that leads back to itself."),
}
_OTHERWISE: Final = mark("{path} could not be written: {reason}. Nothing was changed there.")

_OWN_FILES: Final = "/proc/self/fd"
_NO_NAMELESS: Final = (errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.ENOENT, errno.EPERM)
"""What disks and older systems say that have no files without names."""


def nothing() -> None:
    """Nobody has to hear of a file before it stands there."""


def write_whole(path: Path, data: bytes, ready: Callable[[], object] = nothing) -> None:
    """Put ``data`` into the file ``path``, replacing it in one step once every byte is on the disk.

    ``ready`` is called just before that step; where it raises, nothing is there. A device or a pipe is
    simply written to. Raises OutputError with a sentence that says what to do.
    """
    try:
        if _is_there(path) and not path.is_file():
            ready()
            _write_through(path, data)
        else:
            _replace(path.resolve(), data, ready)
    except OSError as error:
        raise output_error(error, path) from error
    except ValueError as error:  # a zero byte in the name
        raise OutputError(_OTHERWISE, path=short_path(path), reason=error) from error


def output_error(error: OSError, target: object) -> OutputError:
    """What the system said about writing ``target``, as a sentence that says what to do."""
    sentence = _SENTENCES.get(error.errno or 0, _OTHERWISE)
    return OutputError(sentence, path=short_path(target), reason=error.strerror or error)


def is_same_file(path: Path, other: os.stat_result) -> bool:
    """Whether ``path``, also by way of a link, names the regular file that ``other`` describes."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(found.st_mode) and os.path.samestat(found, other)


def _is_there(path: Path) -> bool:
    """Whether something is at ``path``. Raises OSError where a link leads in a circle."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _write_through(path: Path, data: bytes) -> None:
    with path.open("wb") as target:
        target.write(data)


def _replace(path: Path, data: bytes, ready: Callable[[], object]) -> None:
    if path.exists():
        os.close(os.open(path, os.O_WRONLY))  # refused with the system's own reason, before anything is made
    part = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}.part")
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    try:
        if not _write_nameless(part, data, mode):
            _write_named(part, data, mode)
        ready()
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)


def _write_nameless(part: Path, data: bytes, mode: int) -> bool:
    """Write ``data`` without a name, and name it once it is on the disk: whoever is killed leaves nothing.

    False, with nothing made, where the system or the disk has no files without names.
    """
    if not hasattr(os, "O_TMPFILE") or not Path(_OWN_FILES).is_dir():
        return False
    try:
        number = os.open(part.parent, os.O_TMPFILE | os.O_WRONLY, 0o600)
    except OSError as error:
        if error.errno in _NO_NAMELESS:
            return False
        raise
    with os.fdopen(number, "wb") as target:
        _put_on_disk(target, data, mode)
        named = os.open(part.parent, os.O_RDONLY)  # Python follows the link only where a folder is named
        try:
            os.link(f"{_OWN_FILES}/{target.fileno()}", part, src_dir_fd=named, follow_symlinks=True)
        except OSError as error:
            if error.errno in _NO_NAMELESS:
                return False
            raise
        finally:
            os.close(named)
    return True


def _write_named(part: Path, data: bytes, mode: int) -> None:
    with open(part, "xb", opener=_owner_only) as target:
        _put_on_disk(target, data, mode)


def _put_on_disk(target: BinaryIO, data: bytes, mode: int) -> None:
    target.write(data)
    target.flush()
    if hasattr(os, "fchmod"):
        os.fchmod(target.fileno(), mode)
    os.fsync(target.fileno())


def _owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # other systems cannot open a folder, and order renames themselves
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
