"""Looks whether a record is whole, before anything of it is used: its header, every page, its tables.

Every page carries a MAC, so that one flipped bit anywhere is found; the tables' own structure is checked
beside it on a second thread, where there can be one. Both read the whole file: about 0.7 s for 60 MB.
"""

import contextlib
import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from clinic_app.data.beside import both_at_once
from clinic_app.data.engine import bare_connection, every_page_is_ours
from clinic_app.data.giving_up import also_there
from clinic_app.data.key_file import RecordKey
from clinic_app.data.private_files import flush_file, flush_folder, make_private_file
from clinic_app.data.quick_check import is_sound
from clinic_app.domain.errors import KnownError
from clinic_app.domain.record_fault import FaultyRecordError, RecordFault

CHECKED_WHOLE_UP_TO: Final = 64 * 1024 * 1024
"""Bytes of a record that is checked before it opens; a larger one is checked while it is used."""

SHAPE: Final = Path(__file__).parent / "migrations" / "shape.txt"
"""Every table, index, view and trigger of the newest shape, one a line, by ``tests/make_shapes.py``."""

PAGE: Final = 4096
"""Bytes of a page, as the engine makes them."""

_PLAIN_HEADER: Final = b"SQLite format 3\x00"
_PAGE_NUMBER: Final = re.compile(r"\bpage (\d+)")


def check_header(path: Path) -> None:
    """Refuse what SQLite would take for a new, empty, healthy database.

    Raises:
        FaultyRecordError: missing, empty, not encrypted, or not to be read.
    """
    start = _start_of(path)
    if not start:
        raise FaultyRecordError(RecordFault.EMPTY, file=path)
    if start == _PLAIN_HEADER:
        raise FaultyRecordError(RecordFault.PLAIN, file=path)


def check_there(path: Path) -> None:
    """The same of an open record, by its size: closing its file would end the locks SQLite holds on it.

    Raises:
        FaultyRecordError: missing, empty, or not to be reached.
    """
    try:
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise FaultyRecordError(RecordFault.MISSING_DATABASE, file=path) from error
    except OSError as error:
        raise FaultyRecordError(RecordFault.UNREADABLE, file=path, reason=error.strerror) from error
    if not size:
        raise FaultyRecordError(RecordFault.EMPTY, file=path)


def diagnosed(path: Path, key: RecordKey, complaint: FaultyRecordError) -> FaultyRecordError:
    """What is really wrong with a file that the engine could not read: the key, its start, or its end."""
    if complaint.fault not in (RecordFault.FOREIGN_KEY, RecordFault.DAMAGED):
        return complaint
    if complaint.fault is RecordFault.FOREIGN_KEY and _start_of(path) != key.salt:
        return complaint
    is_cut = _is_cut(path, key.database_key())
    return FaultyRecordError(RecordFault.TRUNCATED if is_cut else RecordFault.DAMAGED, file=path)


def _is_cut(path: Path, database_key: str) -> bool:
    size = path.stat().st_size
    try:
        with bare_connection(path, database_key, may_write=False) as connection:
            return bool(size < connection.execute("PRAGMA page_count").fetchone()[0] * PAGE)
    except KnownError:  # its own count cannot be read
        return bool(size % PAGE) or every_page_is_ours(path, database_key)


def mend_salt(path: Path, key: RecordKey) -> None:
    """Put back the first sixteen bytes of a record that opens with its key; nothing reads them but a rescuer.

    The key file holds them too. A disk that refuses is no reason not to open.
    """
    if _start_of(path) == key.salt:
        return
    try:
        with path.open("r+b") as file:
            file.write(key.salt)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        return


def check_whole(path: Path, key: RecordKey, *, may_write: bool = True, mends: bool = False) -> None:
    """Look at every page, every table and every reference.

    Neither a wrong page that belongs to nothing is damage, nor are pages of ours behind the last one; with
    ``mends``, while nobody uses the record, the file is freed of both.

    Raises:
        FaultyRecordError: damaged, cut off, or followed by what is not ours.
    """
    database_key = key.database_key()
    try:
        pages = both_at_once(
            partial(_check_pages, path, database_key, may_write=may_write),
            beside=partial(also_there(_check_structure), path, database_key, may_write=may_write),
        )
        if mends and pages.are_followed:
            _cut_behind(path, pages.count)
        if mends and pages.has_wrong and not every_page_is_ours(path, database_key):
            _mend_free_pages(path, database_key)
    except FaultyRecordError as complaint:
        raise diagnosed(path, key, complaint) from complaint


def check_gently(path: Path, key: RecordKey) -> None:
    """The same while the record is used: nobody waits for longer than the largest table takes.

    Raises:
        FaultyRecordError: see ``check_whole``.
    """
    database_key = key.database_key()
    if not every_page_is_ours(path, database_key):  # or one was being written just then
        check_whole(path, key)
        return
    with bare_connection(path, database_key) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        ).fetchall()
        for (table,) in tables:
            lost = f"PRAGMA foreign_key_check('{table}')"
            if not is_sound(connection, table) or connection.execute(lost).fetchmany(1):
                raise FaultyRecordError(RecordFault.DAMAGED, file=path)


def check_shape(path: Path, key: RecordKey, *, may_write: bool = True) -> None:
    """Compare the tables and their guards with those that the migrations make.

    Raises:
        FaultyRecordError: something is missing, changed or too much.
    """
    with bare_connection(path, key.database_key(), may_write=may_write) as connection:
        found = shape_of(connection)
    expected = expected_shape()
    odd = sorted(name for name in found.keys() | expected.keys() if found.get(name) != expected.get(name))
    if odd:
        raise FaultyRecordError(RecordFault.CHANGED_SHAPE, file=path, part=odd[0])


def shape_of(connection: Any) -> Mapping[str, str]:
    """By kind and name, what the tables are made of; of what acts by itself also a digest of its text."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_schema")
    return {
        f"{kind} {name}": _digest(sql) if kind in ("trigger", "view") else "-"
        for kind, name, sql in rows
        if not name.startswith("sqlite_")
    }


@cache
def expected_shape() -> Mapping[str, str]:
    """The newest shape, as ``shape_of`` says it."""
    lines = SHAPE.read_text(encoding="utf-8").splitlines()
    return dict(line.rsplit(" ", maxsplit=1) for line in lines if line)


def _digest(sql: str) -> str:
    return hashlib.sha256(" ".join(sql.split()).encode()).hexdigest()[:16]


def _start_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(len(_PLAIN_HEADER))
    except FileNotFoundError as error:
        raise FaultyRecordError(RecordFault.MISSING_DATABASE, file=path) from error
    except OSError as error:
        raise FaultyRecordError(RecordFault.UNREADABLE, file=path, reason=error.strerror) from error


@dataclass(frozen=True, slots=True)
class _Pages:
    """How many the database has, whether one of them lacks its MAC, and whether others of ours follow."""

    count: int
    has_wrong: bool
    are_followed: bool


def _check_pages(path: Path, database_key: str, *, may_write: bool) -> _Pages:
    """A wrong page that belongs to a table fails the structure too."""
    with bare_connection(path, database_key, may_write=may_write) as connection:
        connection.execute("BEGIN")
        (pages,) = connection.execute("PRAGMA page_count").fetchone()  # from here on nobody writes
        complaints = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        size = path.stat().st_size
    wrong = [int(number) for (complaint,) in complaints for number in _PAGE_NUMBER.findall(complaint)]
    if size < pages * PAGE:
        raise FaultyRecordError(RecordFault.TRUNCATED, file=path)
    if any(number > pages for number in wrong):
        raise FaultyRecordError(RecordFault.DAMAGED, file=path)
    return _Pages(pages, bool(complaints), are_followed=size > pages * PAGE)


def _cut_behind(path: Path, pages: int) -> None:
    """Let the file end with its last page; every table was read and is right.

    SQLite gives back what a database needs no more after it has ended the journal: whoever is killed between
    the two, or loses power, leaves the old end there. A disk that refuses is no reason not to open.
    """
    with contextlib.suppress(OSError), path.open("r+b") as file:
        file.truncate(pages * PAGE)
        os.fsync(file.fileno())


def _mend_free_pages(path: Path, database_key: str) -> None:
    """Write the file anew: every page of every table was read and is right, so the wrong ones hold nothing.

    A power cut leaves such pages: what a save took from the free list is not in its journal, since there is
    nothing to go back to. The new file takes the name once it is whole and on the disk.
    """
    anew = path.with_name(f"{path.name}.mended")
    anew.unlink(missing_ok=True)
    make_private_file(anew)
    try:
        with bare_connection(path, database_key, query_only=False) as connection:
            connection.execute("VACUUM INTO ?", (str(anew),))
        _check_structure(anew, database_key, may_write=True)
        if not every_page_is_ours(anew, database_key):
            raise FaultyRecordError(RecordFault.DAMAGED, file=path)
        flush_file(anew)
        anew.replace(path)
        flush_folder(path.parent)
    finally:
        anew.unlink(missing_ok=True)


def _check_structure(path: Path, database_key: str, *, may_write: bool) -> None:
    with bare_connection(path, database_key, may_write=may_write) as connection:
        if not is_sound(connection) or connection.execute("PRAGMA foreign_key_check").fetchmany(1):
            raise FaultyRecordError(RecordFault.DAMAGED, file=path)
