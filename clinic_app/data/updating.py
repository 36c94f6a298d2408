"""Brings an older record up to date: a verified copy first, then all of it or nothing."""

import contextlib
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from clinic_app.data.audit_log import enter_what_is_there
from clinic_app.data.engine import bare_connection, migrating_engine
from clinic_app.data.key_file import RecordKey
from clinic_app.data.private_files import cannot_write, flush_folder, make_private_file
from clinic_app.data.record_checks import check_whole
from clinic_app.data.record_files import BEFORE_UPDATE
from clinic_app.domain.errors import KnownError
from clinic_app.domain.record_fault import FaultyRecordError, RecordFault
from clinic_app.domain.repositories import Clock

_DERIVED: Final = ("patient_word", "found_", "alembic_version")
"""Beginnings of tables that are made of others: a migration may make them anew."""


def revisions_of(path: Path, key: RecordKey, *, may_write: bool = True) -> list[str]:
    """What the record says of its shape, by plain SQL; one revision, if all is well.

    This is the first opening after a crash: what was half written is taken back here.
    """
    with bare_connection(path, key.database_key(), may_write=may_write) as connection:
        has_table = "SELECT count(*) FROM sqlite_schema WHERE name = 'alembic_version'"
        if not connection.execute(has_table).fetchone()[0]:
            return []
        return [str(row[0]) for row in connection.execute("SELECT version_num FROM alembic_version")]


def make_tables(path: Path, key: RecordKey, clock: Clock) -> None:
    """Make the tables of a new record in the empty file ``path``."""
    from clinic_app.data.migrate import migrate  # Alembic is woken by nothing else

    def make(connection: Connection) -> None:
        migrate(connection)
        enter_what_is_there(connection, key.audit_key(), clock())

    _in_one_transaction(path, key, make)


def bring_up_to_date(path: Path, key: RecordKey, revision: str, clock: Clock) -> None:
    """Keep a copy of the record as it is, then change its tables to the newest shape.

    Raises:
        FaultyRecordError: it did not work; the record is as it was.
        OutputError: no room for the copy; likewise.
    """
    from clinic_app.data.migrate import migrate

    keep_copy(path, key, revision)

    def change(connection: Connection) -> None:
        before = counts(connection)
        migrate(connection)
        after = counts(connection)
        lost = [table for table, rows in before.items() if after.get(table) != rows]
        if lost:
            raise RuntimeError(f"the migration changed how many rows there are in {lost}")
        enter_what_is_there(connection, key.audit_key(), clock())

    try:
        _in_one_transaction(path, key, change)
    except KnownError:
        raise
    except Exception as error:
        raise FaultyRecordError(RecordFault.NOT_UPDATED, file=path) from error


def keep_copy(path: Path, key: RecordKey, revision: str) -> Path:
    """A copy beside the record, whole and on the disk when this returns; one that is there already stays.

    Raises:
        OutputError: no room or no permission; nothing half copied is left.
        FaultyRecordError: the copy is not what was copied.
    """
    copy = path.with_name(f"{path.name}{BEFORE_UPDATE}{revision}")
    number = 1
    while copy.exists():
        if _same_bytes(copy, path):
            return copy
        number += 1
        copy = path.with_name(f"{path.name}{BEFORE_UPDATE}{revision}-{number}")
    unfinished = path.with_name(f"{path.name}.copy")
    unfinished.unlink(missing_ok=True)
    try:
        _copy(path, unfinished)
        check_whole(unfinished, key)
        if _counts_in(unfinished, key) != _counts_in(path, key):
            raise FaultyRecordError(RecordFault.DAMAGED, file=unfinished)
        unfinished.rename(copy)
        flush_folder(copy.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise
    return copy


def counts(connection: Connection) -> Mapping[str, int]:
    """How many rows each table has that keeps something of its own."""
    names = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'").scalars().all()
    kept = [name for name in names if not name.startswith((*_DERIVED, "sqlite_"))]
    return {name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one() for name in kept}


def _counts_in(path: Path, key: RecordKey) -> Mapping[str, int]:
    with bare_connection(path, key.database_key()) as connection:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in names}


def _copy(path: Path, to: Path) -> None:
    make_private_file(to)
    try:
        with path.open("rb") as source, to.open("r+b") as target:
            shutil.copyfileobj(source, target, 1 << 20)
            target.flush()
            os.fsync(target.fileno())
    except OSError as error:
        raise cannot_write(to, error) from error


def _same_bytes(one: Path, other: Path) -> bool:
    if one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as first, other.open("rb") as second:
        while block := first.read(1 << 20):
            if block != second.read(1 << 20):
                return False
    return True


def _in_one_transaction(path: Path, key: RecordKey, do: Callable[[Connection], None]) -> None:
    engine = migrating_engine(path, key.database_key())
    try:
        with engine.begin() as connection:
            do(connection)
    finally:
        engine.dispose()
