"""Files and folders of backups: on any disk or stick, flushed, never through links, never half there."""

import contextlib
import errno
import hashlib
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from clinic_app.data.private_files import flush_folder, owner_only
from clinic_app.domain.errors import KnownError, OutputError, RecordError
from clinic_app.domain.words import mark

UNFINISHED: Final = ".unfinished-"
GOING: Final = ".going-"
"""How folders begin that are being made or removed; whoever is stopped leaves them to the next one."""

_PIECE: Final = 1 << 20
_SENTENCES: Final = {
    errno.ENOSPC: mark("There is no room left for the backup in {folder}. Nothing half made was left there."),
    errno.EDQUOT: mark("There is no room left for the backup in {folder}. Nothing half made was left there."),
    errno.EFBIG: mark("There is no room left for the backup in {folder}. Nothing half made was left there."),
    errno.EROFS: mark("{folder} can only be read. Choose another folder for backups, or unlock the stick."),
    errno.EACCES: mark("You may not write into {folder}. Choose another folder for backups."),
    errno.EPERM: mark("You may not write into {folder}. Choose another folder for backups."),
}
_AWAY: Final = mark("The backup in {folder} could not be made: {reason}. Is the stick still plugged in?")


@contextmanager
def writing_into(folder: Path) -> Iterator[None]:
    """What the system says of writing there becomes one sentence.

    Raises:
        OutputError: no room, no permission, or the folder went away.
    """
    try:
        yield
    except OSError as error:
        sentence = _SENTENCES.get(error.errno or 0, _AWAY)
        raise OutputError(sentence, folder=folder, reason=error.strerror or type(error).__name__) from error


def make_folder(folder: Path) -> None:
    """Make it; nobody but the owner may look into it, where the disk knows owners."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    make_inside(folder)


def make_inside(folder: Path) -> None:
    """The same, but only where its parent still is: a stick that was pulled out is not begun anew here."""
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        if not folder.is_dir():
            raise
    else:
        flush_folder(folder.parent)
    with contextlib.suppress(OSError):
        folder.chmod(0o700)


def flush_file(path: Path) -> None:
    """Put what the file holds on the disk, and forget it, so that it is read from there."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
        _forget(handle)
    finally:
        os.close(handle)


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, flushed."""
    with open(path, "xb", opener=owner_only) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def copy_file(source: Path, target: Path) -> str:
    """Copy a plain file in one step, flushed; returns the SHA-256 of what was read.

    Raises:
        RecordError: the source is a link or no file.
    """
    unfinished = target.with_name(f"{UNFINISHED}{target.name[:16]}-{secrets.token_hex(4)}")
    digest = hashlib.sha256()
    try:
        with open_plain(source) as read, open(unfinished, "xb", opener=owner_only) as written:
            while piece := read.read(_PIECE):
                digest.update(piece)
                written.write(piece)
            written.flush()
            os.fsync(written.fileno())
            _forget(written.fileno())
        unfinished.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise
    return digest.hexdigest()


def open_plain(path: Path) -> BinaryIO:
    """Open a file for reading; never through a link, never a pipe or a device.

    Raises:
        RecordError: it is something else.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise no_plain_file(path) from error
        raise
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise no_plain_file(path)
    return os.fdopen(handle, "rb")


def read_plain(path: Path, most: int) -> bytes:
    """All of a small file.

    Raises:
        RecordError: it is larger than such a file can be, or no plain file.
    """
    with open_plain(path) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise RecordError("{file} is larger than such a file can be: it is not from this app.", file=path)
    return content


def plain_size(path: Path) -> int | None:
    """How many bytes a plain file has; None where there is none."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


def disk_of(folder: Path) -> int:
    """The number the system gives the disk it lies on."""
    return folder.stat().st_dev


def digest_of(path: Path) -> str:
    """The SHA-256 of a plain file, as hex."""
    digest = hashlib.sha256()
    with open_plain(path) as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def remove_tree(folder: Path) -> None:
    """Take a folder away, at once for whoever looks, then in peace; links in it are not followed."""
    going = folder.with_name(f"{GOING}{secrets.token_hex(4)}")
    with contextlib.suppress(OSError):
        folder.rename(going)
        shutil.rmtree(going, ignore_errors=True)


def clear_leftovers(folder: Path) -> None:
    """Take away what was half made or half removed when somebody was stopped."""
    with contextlib.suppress(OSError):
        for left in [each for each in folder.iterdir() if each.name.startswith((UNFINISHED, GOING))]:
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)


def require_room(folder: Path, needed: int) -> None:
    """Refuse before the first byte what cannot fit.

    Raises:
        OutputError: there is less room than that.
    """
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise OutputError(
            "{folder} has room for {free} MB, and {needed} MB are needed. Make room, or choose another.",
            folder=folder,
            free=free // 1_000_000,
            needed=-(-needed // 1_000_000),
        )


def no_plain_file(path: Path) -> KnownError:
    """The complaint."""
    return RecordError(
        "{file} is a link or no file. A backup of this app holds none: it is refused.", file=path
    )


def _forget(handle: int) -> None:
    if hasattr(os, "posix_fadvise"):
        with contextlib.suppress(OSError):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
