"""Many files that leave together: in a zip or a folder, there whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, Protocol
from zipfile import ZIP_DEFLATED, ZipFile

from clinic_app.exchange.files import nothing, output_error

_MOST_TRIES: Final = 1000


class Parcel(Protocol):
    """Takes files, one after the other."""

    def open(self, name: str) -> IO[bytes]:
        """A new file of that name (``folder/file``) to write into; close it before the next."""
        ...


def add(parcel: Parcel, name: str, data: bytes) -> None:
    """Put a whole file in."""
    with parcel.open(name) as file:
        file.write(data)


@contextmanager
def zip_at(path: Path, ready: Callable[[], object] = nothing) -> Iterator[Parcel]:
    """A zip that stands at ``path`` once the block ends well; else nothing has changed there.

    ``ready`` is called just before that.

    Raises:
        OutputError: it cannot be written.
    """
    try:
        number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:80]}.", suffix=".part")
    except OSError as error:
        raise output_error(error, path) from error
    part = Path(name)
    try:
        with os.fdopen(number, "w+b") as target:
            with ZipFile(target, "w", ZIP_DEFLATED, allowZip64=True) as zipped:
                yield _Zipped(zipped)
            target.flush()
            os.fsync(target.fileno())
        ready()
        part.replace(path)
    except OSError as error:
        raise output_error(error, path) from error
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def folder_at(path: Path, ready: Callable[[], object] = nothing) -> Iterator[Parcel]:
    """A new folder at ``path``, or beside it with a number where there is one, once the block ends well.

    ``ready`` is called just before that.

    Raises:
        OutputError: it cannot be written.
    """
    try:
        part = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name[:80]}.", suffix=".part"))
    except OSError as error:
        raise output_error(error, path) from error
    try:
        yield _Folder(part)
        part.chmod(0o700)
        ready()
        part.rename(free_name(path))
    except OSError as error:
        raise output_error(error, path) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def free_name(path: Path) -> Path:
    """``path``, or the first of ``path (2)``, ``path (3)`` … that is not there yet."""
    tries = (path if n == 1 else path.with_name(f"{path.name} ({n})") for n in range(1, _MOST_TRIES))
    return next((each for each in tries if not each.exists()), path)


class _Zipped:
    def __init__(self, zipped: ZipFile) -> None:
        self._zipped = zipped

    def open(self, name: str) -> IO[bytes]:
        return self._zipped.open(name, "w", force_zip64=True)


class _Folder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self, name: str) -> IO[bytes]:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("xb")
