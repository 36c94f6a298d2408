"""Opens a record, makes a new one, and refuses what is not one: the data floor's front door."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine

from clinic_app.data import record_files
from clinic_app.data.archive import EncryptedArchive
from clinic_app.data.backup_in_hand import Target
from clinic_app.data.backups import SqlBackups
from clinic_app.data.engine import migrating_engine, reading_engine, writing_engine
from clinic_app.data.key_file import KEY_NAMES, RecordKey, SqlKeyRing, new_key, read_key_file, write_key
from clinic_app.data.lock import RecordLock
from clinic_app.data.private_files import flush_folder, make_private_file, make_private_folder
from clinic_app.data.restore_moves import finish_restore
from clinic_app.data.unit_of_work import SqlUnitOfWork
from clinic_app.domain.access import Actor
from clinic_app.domain.errors import RecordError
from clinic_app.domain.repositories import Clock

DATABASE_NAME: Final = record_files.DATABASE_NAME
ARCHIVE_NAME: Final = record_files.ARCHIVE_NAME
NEWEST_REVISION: Final = "0006"
"""Of the tables this version knows; the migrations lead to it, as a test makes sure."""

KNOWN_REVISIONS: Final = ("0001", "0002", "0003", "0004", "0005", NEWEST_REVISION)
NOBODY: Final = Actor()
"""Who works at a desk where nobody has said their name."""

_UNFINISHED: Final = f"{DATABASE_NAME}.new"
_PLAIN_HEADER: Final = b"SQLite format 3\x00"


def utc_now() -> datetime:
    """The time, as the record keeps it."""
    return datetime.now(UTC)


class SqlRecord:
    """The open record (``domain.repositories.Record``); may be used from any thread."""

    def __init__(self, folder: Path, key: RecordKey, lock: RecordLock, *, clock: Clock, actor: Actor) -> None:
        path, database_key = folder / DATABASE_NAME, key.database_key()
        self._lock = lock
        self.actor = actor
        self.keys = SqlKeyRing(folder, key)
        self._reading = reading_engine(path, database_key)
        self._writing = writing_engine(path, database_key)
        self.clock = clock
        self.archive = EncryptedArchive(folder / ARCHIVE_NAME, key.archive_key())
        self.backups = SqlBackups(Target(folder, clock, KNOWN_REVISIONS), key, self._who_works)

    def act_as(self, actor: Actor) -> None:
        """Somebody has said who they are: they work on it from now on."""
        self.actor = actor

    def reading(self) -> SqlUnitOfWork:
        """For looking only: never waits for a writer; commit() is an error."""
        return self._unit(self._reading, may_write=False)

    def writing(self) -> SqlUnitOfWork:
        """For changes: holds the one write lock from the start."""
        return self._unit(self._writing, may_write=True)

    def noting(self) -> SqlUnitOfWork:
        """For what everybody may write: that something was looked at or printed again."""
        return self.writing()

    def _who_works(self) -> str:
        return self.actor.name

    def close(self) -> None:
        """Close every connection and let go of the lock and the key."""
        self._reading.dispose()
        self._writing.dispose()
        self._lock.release()

    def _unit(self, engine: Engine, *, may_write: bool) -> SqlUnitOfWork:
        return SqlUnitOfWork(engine, clock=self.clock, actor=self.actor, may_write=may_write)


def record_exists(folder: Path) -> bool:
    """Whether anything of a record is there; a missing part is for ``open_record`` to complain about."""
    return any((folder / name).exists() for name in (DATABASE_NAME, *KEY_NAMES))


def create_record(folder: Path, *, clock: Clock = utc_now, actor: Actor = NOBODY) -> SqlRecord:
    """A new, empty record in ``folder``, which is made.

    Raises:
        RecordError: there is a record already.
        OutputError: it cannot be written there.
    """
    make_private_folder(folder)
    finish_restore(folder)
    lock = RecordLock(folder)
    try:
        if record_exists(folder):
            raise RecordError("There is a record in {folder} already. Open it instead.", folder=folder)
        key = new_key()
        unfinished = folder / _UNFINISHED
        unfinished.unlink(missing_ok=True)
        make_private_file(unfinished)
        _migrate(unfinished, key)
        write_key(folder, key)
        unfinished.rename(folder / DATABASE_NAME)
        flush_folder(folder)
        return SqlRecord(folder, key, lock, clock=clock, actor=actor)
    except BaseException:
        lock.release()
        raise


def open_record(
    folder: Path,
    key: RecordKey | None = None,
    *,
    clock: Clock = utc_now,
    actor: Actor | None = None,
) -> SqlRecord:
    """The record in ``folder``; an older one is brought up to date first, and a copy of it kept.

    Without ``key`` the one that lies open is taken, and ``actor`` is whom it lets in.

    Raises:
        LockedError: it asks for a secret, and no key was given.
        RecordError: a part is missing, empty, damaged, not encrypted, open elsewhere, or too new.
    """
    path = folder / DATABASE_NAME
    finish_restore(folder)
    _refuse_strangers(path)
    lock = RecordLock(folder)
    try:
        if key is None:
            key, holder = read_key_file(folder).opened_without_secret()
            actor = actor or holder
        revision = _in_one_transaction(path, key, _revision_of)
        if revision not in KNOWN_REVISIONS:
            raise RecordError(
                "The record {file} was written by a newer version of this app. Update the app.", file=path
            )
        if revision != NEWEST_REVISION:
            shutil.copy2(path, path.with_name(f"{DATABASE_NAME}.before-{revision}"))
            _migrate(path, key)
        return SqlRecord(folder, key, lock, clock=clock, actor=actor or NOBODY)
    except BaseException:
        lock.release()
        raise


def _refuse_strangers(path: Path) -> None:
    """Refuse what SQLite would take for a new, empty, healthy database."""
    try:
        with path.open("rb") as file:
            start = file.read(len(_PLAIN_HEADER))
    except FileNotFoundError as error:
        raise RecordError(
            "The record {file} is missing. Put it back from a copy, with its key file.", file=path
        ) from error
    except OSError as error:
        raise RecordError(
            "The record {file} cannot be read: {reason}.", file=path, reason=error.strerror
        ) from error
    if not start:
        raise RecordError("The record {file} is empty. Put it back from a copy.", file=path)
    if start == _PLAIN_HEADER:
        raise RecordError("{file} is not encrypted, so it is not this app's record.", file=path)


def _revision_of(connection: Connection) -> str:
    tables = connection.exec_driver_sql(
        "SELECT count(*) FROM sqlite_schema WHERE name = 'alembic_version'"
    ).scalar_one()
    if not tables:
        return ""
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())


def _migrate(path: Path, key: RecordKey) -> None:
    from clinic_app.data.migrate import migrate  # Alembic is woken by nothing else

    _in_one_transaction(path, key, migrate)


def _in_one_transaction(path: Path, key: RecordKey, do: Callable[[Connection], str | None]) -> str | None:
    engine = migrating_engine(path, key.database_key())
    try:
        with engine.begin() as connection:
            return do(connection)
    finally:
        engine.dispose()
