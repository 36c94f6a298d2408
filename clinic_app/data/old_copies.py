"""Finds and removes the copies beside a record: of updates, restores, and what was moved aside."""

import glob
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from clinic_app.data.aside import ASIDE as MOVED_ASIDE
from clinic_app.data.backup_files import remove_tree
from clinic_app.data.backup_manifest import moment_in
from clinic_app.data.private_files import flush_folder
from clinic_app.data.record_files import BEFORE_UPDATE, DATABASE_NAME
from clinic_app.data.restore_moves import ASIDE as BEFORE_RESTORE
from clinic_app.domain.errors import OutputError, RecordError
from clinic_app.domain.old_copies import CopyKind, OldCopy


class CopiesBeside:
    """Of the record in ``folder`` (``domain.old_copies.CopyStore``); ``salt`` is its key's."""

    def __init__(self, folder: Path, salt: bytes) -> None:
        self._folder, self._salt = folder.resolve(), salt

    def found(self) -> Sequence[OldCopy]:
        """What lies there, newest first; for a worker."""
        found = [self._seen(kind, path) for kind, path in self._paths()]
        return sorted(found, key=lambda each: (each.kept_at, each.path), reverse=True)

    def remove(self, copy: OldCopy) -> None:
        """Take one away, whole.

        Raises:
            RecordError: it is not one of those that are found.
            OutputError: it cannot be removed.
        """
        path = Path(copy.path)
        if path not in [each for _kind, each in self._paths()]:
            raise RecordError("The copy {file} is not there any more.", file=path)
        try:
            if path.is_dir():
                remove_tree(path)
            else:
                path.unlink()
            flush_folder(path.parent)
        except OSError as error:
            raise _not_removed(path, error.strerror or type(error).__name__) from error
        if path.exists():
            raise _not_removed(path, "-")

    def _paths(self) -> Iterator[tuple[CopyKind, Path]]:
        name, beside = self._folder.name, self._folder.parent
        for path in self._folder.glob(f"{DATABASE_NAME}{BEFORE_UPDATE}*"):
            if path.is_file() and not path.is_symlink():
                yield CopyKind.UPDATE, path
        for kind, mark in ((CopyKind.RESTORE, BEFORE_RESTORE), (CopyKind.BEGINNING, MOVED_ASIDE)):
            for path in beside.glob(f"{glob.escape(name)}{mark}*"):
                if path.is_dir() and not path.is_symlink():
                    yield kind, path

    def _seen(self, kind: CopyKind, path: Path) -> OldCopy:
        database = path / DATABASE_NAME if path.is_dir() else path
        return OldCopy(
            path=str(path),
            kind=kind,
            kept_at=_moment(path),
            size=_size(path),
            is_of_this_record=_start(database, len(self._salt)) == self._salt,
        )


def _moment(path: Path) -> datetime:
    """By its name, which no tool that copies files changes; else when it was written last."""
    return moment_in(path.name) or datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _size(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(each.lstat().st_size for each in files if each.is_file())


def _start(database: Path, length: int) -> bytes:
    try:
        with database.open("rb") as file:
            return file.read(length)
    except OSError:
        return b""


def _not_removed(path: Path, reason: str) -> OutputError:
    return OutputError("The copy {file} could not be removed: {reason}.", file=path, reason=reason)
