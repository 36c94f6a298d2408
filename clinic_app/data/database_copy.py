"""A database is checked page by page, and copied as it is at one moment."""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as sqlcipher

from clinic_app.data.engine import bare_connection
from clinic_app.data.private_files import make_private_file
from clinic_app.domain.backup import AuditHead
from clinic_app.domain.errors import OutputError, RecordError

_HASH: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_HASH_COLUMN: Final = "sha256"
_OWN_ENTRIES: Final = "own_entry"
_AUDIT_TABLE: Final = "audit_entry"


@dataclass(frozen=True, slots=True)
class Inventory:
    """What a database holds, to compare two by."""

    revision: str
    counts: Mapping[str, int] = field(default_factory=dict)
    audit: AuditHead = field(default_factory=AuditHead)


def check_database(path: Path, database_key: str) -> Inventory:
    """Check every page, and say what is there.

    Raises:
        RecordError: it is damaged.
    """
    with bare_connection(path, database_key) as connection:
        check_pages(connection, path)
        return inventory(connection)


def check_pages(connection: Any, path: Path) -> None:
    """Check every page: unchanged by its MAC, and in its place.

    Raises:
        RecordError: one is not.
    """
    forged = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    if forged or connection.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
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
def held_still(path: Path, database_key: str) -> Iterator[Any]:
    """A connection that keeps everybody from saving meanwhile, so that all it reads is of one moment."""
    with bare_connection(path, database_key) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        yield connection
        connection.execute("ROLLBACK")


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


def hashes_named(connection: Any) -> set[str]:
    """Every file of the archive that a row names."""
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
        return AuditHead()
    last = connection.execute(
        f"SELECT number, chain FROM {_AUDIT_TABLE} ORDER BY number DESC LIMIT 1"
    ).fetchone()
    if last is None:
        return AuditHead()
    number, chain = last
    return AuditHead(int(number), chain.hex() if isinstance(chain, bytes) else str(chain))
