"""Opens a record, makes a new one, and refuses what is not one: the data floor's front door."""

import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, event

from clinic_app.data import record_files
from clinic_app.data.anchor import ANCHOR_NAME, Anchors, anchor_name
from clinic_app.data.archive import EncryptedArchive
from clinic_app.data.audit_watch import watch
from clinic_app.data.auditor import SqlAuditor
from clinic_app.data.backup_in_hand import Target
from clinic_app.data.backups import SqlBackups
from clinic_app.data.engine import bare_connection, reading_engine, writing_engine
from clinic_app.data.key_file import KEY_NAMES, RecordKey, SqlKeyRing, new_key, read_key_file, write_key
from clinic_app.data.last_check import LastCheck
from clinic_app.data.lock import RecordLock
from clinic_app.data.private_files import (
    erase_unfinished,
    flush_folder,
    make_private_file,
    make_private_folder,
)
from clinic_app.data.record_checks import (
    CHECKED_WHOLE_UP_TO,
    check_gently,
    check_header,
    check_shape,
    check_there,
    check_whole,
    diagnosed,
    mend_salt,
)
from clinic_app.data.restore_moves import finish_restore, locked
from clinic_app.data.unit_of_work import ForgetfulUnitOfWork, SqlUnitOfWork
from clinic_app.data.updating import bring_up_to_date, make_tables, revisions_of
from clinic_app.domain.access import Actor
from clinic_app.domain.errors import KnownError, RecordError
from clinic_app.domain.record_fault import FaultyRecordError, RecordFault
from clinic_app.domain.repositories import Clock

DATABASE_NAME: Final = record_files.DATABASE_NAME
ARCHIVE_NAME: Final = record_files.ARCHIVE_NAME
NEWEST_REVISION: Final = "0008"
"""Of the tables this version knows; the migrations lead to it, as a test makes sure."""

KNOWN_REVISIONS: Final = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", NEWEST_REVISION)
NOBODY: Final = Actor()
"""Who works at a desk where nobody has said their name."""

_UNFINISHED: Final = f"{DATABASE_NAME}.new"


def utc_now() -> datetime:
    """The time, as the record keeps it."""
    return datetime.now(UTC)


class SqlRecord:
    """The open record (``domain.repositories.Record``); may be used from any thread."""

    def __init__(
        self,
        folder: Path,
        key: RecordKey,
        lock: RecordLock | None,
        *,
        clock: Clock,
        actor: Actor,
        seen_folder: Path | None = None,
        reading_only: KnownError | None = None,
    ) -> None:
        self._path, self._key, self._lock = folder / DATABASE_NAME, key, lock
        may_write = reading_only is None
        self.actor = actor
        self.reading_only: KnownError | None = None
        self.keys = SqlKeyRing(folder, key)
        self._reading = reading_engine(self._path, key.database_key(), may_write=may_write)
        self._writing = writing_engine(self._path, key.database_key()) if may_write else self._reading
        if may_write:
            event.listen(self._writing, "connect", _watch)
        self.clock = clock
        self._audit_key = key.audit_key()
        places = _anchor_paths(folder, seen_folder, key) if may_write else []
        anchors = Anchors(places, self._audit_key)
        self.auditor = SqlAuditor(self._reading, anchors, self._audit_key, clock=clock, writing=self.noting)
        self.archive = EncryptedArchive(folder / ARCHIVE_NAME, key.archive_key())
        self.last_check = LastCheck(self._path, key, seen_folder)
        if may_write and self.is_checked_whole_at_once:
            self.last_check.passed()  # as it was opened
        target = Target(folder, clock, KNOWN_REVISIONS, seen_folder)
        self.backups = SqlBackups(target, key, self._who_works, self._is_in_doubt)
        if reading_only is not None:
            self.stop_writing(reading_only)

    @property
    def salt(self) -> bytes:
        """What tells this record from others: its database begins with it."""
        return self._key.salt

    def act_as(self, actor: Actor) -> None:
        """Somebody has said who they are: they work on it from now on."""
        self.actor = replace(actor, only_looks=self.reading_only is not None)

    def reading(self) -> SqlUnitOfWork:
        """For looking only: never waits for a writer; commit() is an error."""
        return self._unit(self._reading, may_write=False)

    def writing(self) -> SqlUnitOfWork:
        """For changes: holds the one write lock from the start.

        Raises:
            KnownError: the record is open for reading only, which says why.
        """
        if self.reading_only is not None:
            raise RecordError(
                "The record is open for reading only, as the line above the page says. Nothing was changed."
            )
        return self._unit(self._writing, may_write=True)

    def noting(self) -> SqlUnitOfWork:
        """For what everybody may write: that something was looked at or printed again.

        Where nothing can be written, what is noted is forgotten.
        """
        if self.reading_only is not None:
            return self._unit(self._reading, may_write=True, kind=ForgetfulUnitOfWork)
        return self.writing()

    def stop_writing(self, reason: KnownError) -> None:
        """From now on the record may only be looked at, because of ``reason``."""
        self.reading_only = reason
        self.actor = replace(self.actor, only_looks=True)

    @property
    def is_checked_whole_at_once(self) -> bool:
        """Whether it is so small that it was checked before it opened; else call ``check``."""
        return self._path.stat().st_size <= CHECKED_WHOLE_UP_TO

    def check(self) -> None:
        """Look at every page and table, which takes a second for 60 MB.

        Raises:
            FaultyRecordError: the record is damaged.
        """
        check_there(self._path)
        if self.is_checked_whole_at_once:
            check_whole(self._path, self._key, may_write=self.reading_only is None)
        else:
            check_gently(self._path, self._key)

    def check_large(self) -> None:
        """Check a record that was too large to be checked before it opened; stop writing if it is damaged.

        Raises:
            FaultyRecordError: it is, or it went meanwhile.
        """
        if self.reading_only is not None:
            return
        try:
            check_there(self._path)
            if not self.is_checked_whole_at_once:
                self.check()
                self.last_check.passed_in_use(self.clock())
        except FaultyRecordError as error:
            self.stop_writing(error)
            raise

    def write_anew(self) -> None:
        """Write the database anew, without what its pages still show of entries that were deleted.

        SQLite overwrites what is deleted, but not the copies that lie between a page's entries since entries
        moved from one page to another. About a second and a half for 60 MB.

        Raises:
            KnownError: no room, or somebody else is writing; it is as it was.
        """
        if self.reading_only is not None:
            return
        with bare_connection(self._path, self._key.database_key(), query_only=False) as connection:
            connection.execute("PRAGMA secure_delete = 1")
            connection.execute("VACUUM")

    def _who_works(self) -> str:
        return self.actor.name

    def _is_in_doubt(self) -> bool:
        return self.last_check.failed_at() is not None

    def check_last(self) -> bool | None:
        """Check a record that is about to be closed, for a moment at most; see ``LastCheck.run``."""
        return None if self.reading_only is not None else self.last_check.run(self.clock())

    def close(self) -> None:
        """Close every connection, and let go of the lock; the key goes with this object."""
        self.auditor.close()
        self._reading.dispose()
        self._writing.dispose()
        if self._lock is not None:
            self.keys.put_back()
            self._lock.release()

    def _unit(
        self, engine: Engine, *, may_write: bool, kind: type[SqlUnitOfWork] = SqlUnitOfWork
    ) -> SqlUnitOfWork:
        return kind(
            engine,
            clock=self.clock,
            actor=self.actor,
            may_write=may_write,
            audit_key=self._audit_key,
            committed=self.auditor.committed,
        )


def record_exists(folder: Path) -> bool:
    """Whether anything of a record is there; a missing part is for ``open_record`` to complain about."""
    return any((folder / name).exists() for name in (DATABASE_NAME, *KEY_NAMES))


def left_of_record(folder: Path) -> bool:
    """Whether something lies there that only a record leaves behind: what was handed out, an older copy."""
    leavings = (ARCHIVE_NAME, f"{DATABASE_NAME}{record_files.BEFORE_UPDATE}*", ANCHOR_NAME)
    return any(path.is_file() or any(path.iterdir()) for name in leavings for path in folder.glob(name))


def create_record(
    folder: Path, *, clock: Clock = utc_now, actor: Actor = NOBODY, seen_folder: Path | None = None
) -> SqlRecord:
    """A new, empty record in ``folder``, which is made; ``seen_folder`` is as in ``open_record``.

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
        make_tables(unfinished, key, clock)
        write_key(folder, key)
        unfinished.rename(folder / DATABASE_NAME)
        flush_folder(folder)
        return SqlRecord(folder, key, lock, clock=clock, actor=actor, seen_folder=seen_folder)
    except BaseException:
        lock.release()
        raise


def open_record(
    folder: Path,
    key: RecordKey | None = None,
    *,
    clock: Clock = utc_now,
    actor: Actor | None = None,
    seen_folder: Path | None = None,
    reading_only: KnownError | None = None,
) -> SqlRecord:
    """The record in ``folder``; an older one is brought up to date first, and a copy of it kept.

    Without ``key`` the one that lies open is taken, and ``actor`` is whom it lets in. In ``seen_folder``,
    where a copy of the record's folder put back does not reach, is remembered where its audit log ended;
    ``record.auditor.seen()`` says how the two stand. With ``reading_only``, which says why, nothing is
    written, and what is damaged is no reason not to open.

    Raises:
        LockedError: it asks for a secret, and no key was given.
        RecordError: a part is missing, empty, damaged, not encrypted, open elsewhere, or too new;
            mostly a ``FaultyRecordError``, which says what may be done.
    """
    path = folder / DATABASE_NAME
    if reading_only is None:
        finish_restore(folder)
        _finish_beginning(folder)
    check_header(path)
    lock = None if reading_only is not None else _lock_writable(folder)
    try:
        if reading_only is None:
            for each in (folder, *(folder / ARCHIVE_NAME).glob("??")):
                erase_unfinished(each)
        if key is None:
            key, holder = read_key_file(folder).opened_without_secret()
            actor = actor or holder
        try:
            if reading_only is None:
                _get_ready(path, key, clock)
            else:
                _look_through(path, key)
        except FaultyRecordError as complaint:
            raise diagnosed(path, key, complaint) from complaint
        return SqlRecord(
            folder,
            key,
            lock,
            clock=clock,
            actor=actor or NOBODY,
            seen_folder=seen_folder,
            reading_only=reading_only,
        )
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def _get_ready(path: Path, key: RecordKey, clock: Clock) -> None:
    """Check the record and bring it to the newest shape."""
    revision = known_revision(path, revisions_of(path, key))
    mend_salt(path, key)
    if path.stat().st_size <= CHECKED_WHOLE_UP_TO or revision != NEWEST_REVISION:
        check_whole(path, key, mends=True)
    if revision != NEWEST_REVISION:
        bring_up_to_date(path, key, revision, clock)
    check_shape(path, key)


def _look_through(path: Path, key: RecordKey) -> None:
    """See that the record can be read at all."""
    if known_revision(path, revisions_of(path, key, may_write=False)) != NEWEST_REVISION:
        raise FaultyRecordError(RecordFault.UPDATE_NEEDS_WRITING, file=path)


def known_revision(path: Path, found: list[str]) -> str:
    """The one shape its tables say they have.

    Raises:
        FaultyRecordError: this version does not know it.
    """
    match found:
        case [revision] if revision in KNOWN_REVISIONS:
            return revision
        case [revision] if revision.isdigit() and revision > NEWEST_REVISION:
            raise FaultyRecordError(RecordFault.NEWER, file=path)
        case _:
            raise FaultyRecordError(RecordFault.UNKNOWN_SCHEMA, file=path)


def _finish_beginning(folder: Path) -> None:
    """A new record whose beginning was cut short after its key was written is whole but for its name.

    Raises:
        FaultyRecordError: another program is about to give it that name.
    """
    path, unfinished = folder / DATABASE_NAME, folder / _UNFINISHED
    if path.exists() or not unfinished.exists() or not (folder / KEY_NAMES[0]).exists():
        return
    with locked(folder):
        if not path.exists():
            unfinished.rename(path)
            flush_folder(folder)


def _lock_writable(folder: Path) -> RecordLock:
    path = folder / DATABASE_NAME
    if sys.platform != "win32" and not all(os.access(each, os.W_OK) for each in (folder, path)):
        reason = "read-only"
        try:
            os.close(os.open(path, os.O_RDWR))
        except OSError as error:
            reason = error.strerror or reason
        raise FaultyRecordError(RecordFault.READ_ONLY, folder=folder, reason=reason)
    return RecordLock(folder)


def _watch(connection: Any, _of_the_pool: object) -> None:
    watch(connection)


def _anchor_paths(folder: Path, seen_folder: Path | None, key: RecordKey) -> list[Path]:
    beside = folder / ANCHOR_NAME
    return [beside] if seen_folder is None else [beside, seen_folder / anchor_name(key.salt)]
