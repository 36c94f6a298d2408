"""A database is checked page by page, and copied as it is at one moment."""

import contextlib
import json
import re
import secrets
import sys
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as sqlcipher

from clinic_app.data.backup_files import require_room
from clinic_app.data.engine import bare_connection
from clinic_app.data.giving_up import run_stoppable
from clinic_app.data.private_files import make_private_file
from clinic_app.data.quick_check import is_sound
from clinic_app.domain.audit import AuditHead
from clinic_app.domain.backup import NO_LOG
from clinic_app.domain.errors import OutputError, RecordError

_HASH: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_HASH_COLUMN: Final = "sha256"
_OWN_ENTRIES: Final = "own_entry"
_AUDIT_TABLE: Final = "audit_entry"
_SNAPSHOT: Final = ".snapshot-"
_OLD_S: Final = 3_600
_COPY: Final = "import shutil, sys; shutil.copyfile(sys.argv[1], sys.argv[2])"


@dataclass(frozen=True, slots=True)
class Inventory:
    """What a database holds, to compare two by."""

    revision: str
    counts: Mapping[str, int] = field(default_factory=dict)
    audit: AuditHead = NO_LOG


def check_database(path: Path, database_key: str, named: Path | None = None) -> Inventory:
    """Check every page (unchanged by its MAC, and in its place), and say what is there.

    ``named`` is the file a person knows, where ``path`` is a copy of it.

    Raises:
        RecordError: it is damaged.
    """
    with bare_connection(path, database_key) as connection:
        _check_pages(connection, named or path)
        return inventory(connection)


def _check_pages(connection: Any, path: Path) -> None:
    forged = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    if forged or not is_sound(connection):
        raise RecordError("The record {file} is damaged. Close the app and put back a backup.", file=path)


def inventory(connection: Any) -> Inventory:
    """What is there now."""
    tables = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*' "
            "AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
        )
    ]
    counts = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}
    revision = ""
    if "alembic_version" in counts:
        revision = str((connection.execute("SELECT version_num FROM alembic_version").fetchone() or ("",))[0])
    return Inventory(revision, counts, _audit_head(connection, counts))


@contextmanager
def snapshot(path: Path, database_key: str, folder: Path) -> Iterator[Path]:
    """The database as it is at one moment, byte by byte, in ``folder`` for as long as it is needed.

    Nobody can save while it is copied, which is why it is copied bare, on a disk of the machine. Another
    process does it: this one must not open the file beside SQLite, for closing it would end SQLite's locks.

    Raises:
        OutputError: no room for it.
    """
    taken = folder / f"{_SNAPSHOT}{secrets.token_hex(4)}"
    _clear_old(folder)
    require_room(folder, path.stat().st_size)
    make_private_file(taken)
    try:
        with bare_connection(path, database_key) as connection:
            connection.execute("BEGIN")
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            copied = run_stoppable([sys.executable, "-I", "-S", "-c", _COPY, str(path), str(taken)])
            connection.execute("ROLLBACK")
        if copied != 0 or taken.stat().st_size != path.stat().st_size:
            raise OutputError("There is no room left in {folder} to make a backup. Make room.", folder=folder)
        yield taken
    finally:
        taken.unlink(missing_ok=True)


def _clear_old(folder: Path) -> None:
    """Take away what somebody was stopped at; a younger one may be another program's."""
    for left in folder.glob(f"{_SNAPSHOT}*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _OLD_S:
                left.unlink()


def copy_database(path: Path, database_key: str, target: Path) -> None:
    """Write the database anew into ``target``, encrypted with the same key.

    Raises:
        OutputError: no room for it.
        RecordError: the database is damaged.
    """
    make_private_file(target)
    with bare_connection(path, database_key, query_only=False) as connection:
        try:
            connection.execute("VACUUM INTO ?", (str(target),))
        except sqlcipher.Error as error:
            name = getattr(error, "sqlite_errorname", None) or ""
            if name.startswith(("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY")):
                raise OutputError(
                    "There is no room left for the backup in {folder}, or its disk failed. "
                    "Nothing half made was left there.",
                    folder=target.parent.parent,
                ) from error
            raise


def hashes_in(path: Path, database_key: str) -> set[str]:
    """Every file of the archive that a row names."""
    with bare_connection(path, database_key) as connection:
        return _hashes_named(connection)


def _hashes_named(connection: Any) -> set[str]:
    named: set[str] = set()
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    for (table,) in tables:
        columns = connection.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall()
        for (column,) in columns:
            if column.endswith(_HASH_COLUMN):
                rows = connection.execute(f'SELECT DISTINCT "{column}" FROM "{table}"')
                named |= {value for (value,) in rows if value and _HASH.fullmatch(value)}
        if table == _OWN_ENTRIES:
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                named |= set(_HASH.findall(json.dumps(row, default=str)))
    return named


def _audit_head(connection: Any, tables: Collection[str]) -> AuditHead:
    if _AUDIT_TABLE not in tables:
        return NO_LOG
    last = connection.execute(
        f"SELECT number, chain FROM {_AUDIT_TABLE} ORDER BY number DESC LIMIT 1"
    ).fetchone()
    return NO_LOG if last is None else AuditHead(*last)
