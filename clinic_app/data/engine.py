"""The only place that makes engines: SQLCipher, opened and written so that what was saved stays saved.

Journal DELETE with synchronous EXTRA lost nothing in simulated power cuts, and a file that was moved away
refuses the write; write-ahead logging lost acknowledged saves in both cases.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, ExceptionContext, QueuePool, create_engine, event

from clinic_app.data.giving_up import make_stoppable
from clinic_app.domain.errors import ConflictError, KnownError, OutputError, RecordError
from clinic_app.domain.record_fault import FaultyRecordError, RecordFault

BUSY_TIMEOUT_S: Final = 5
"""How long one unit of work waits for another program's to end."""

SETTINGS: Final[dict[str, str | int]] = {
    "journal_mode": "delete",
    "synchronous": 3,
    "foreign_keys": 1,
    "cell_size_check": 1,
    "cache_size": -65_536,
}
"""Pragmas every connection must read back (synchronous 3 is EXTRA; the cache is 64 MB, since pages are dear
to decrypt: with SQLite's own 2 MB a scan of 200,000 patients takes five times as long)."""

_PATH: Final = "path of the record"
_MEANINGS: Final[tuple[tuple[str, type[KnownError], str], ...]] = (
    (
        "SQLITE_FULL",
        OutputError,
        "There is no room left on the disk of {file}. Nothing was changed; make room and try again.",
    ),
    (
        "SQLITE_READONLY",
        RecordError,
        "The record {file} cannot be written: it was moved, deleted or made read-only while open. "
        "Put it back and open it again.",
    ),
    (
        "SQLITE_CANTOPEN",
        RecordError,
        "The record {file} cannot be opened. Check that it is there and that you may read and write it.",
    ),
    (
        "SQLITE_IOERR",
        OutputError,
        "The disk of {file} failed or is full. Nothing was changed; make room, check the disk and try again.",
    ),
)
"""What the database's failures mean to a person, by the start of their names."""

_NO_TABLE: Final = "no such table"
"""What a file says that was emptied while it was open: for SQLite that is a new database."""

_CONSTRAINT: Final = "SQLITE_CONSTRAINT"
_GONE: Final = "FOREIGN KEY constraint failed"
_THERE: Final = re.compile(r"UNIQUE constraint failed: (\w+\.id|patient\.record_number)\b")
"""Of its rules broken, two are other windows' doing: what something was added to was erased meanwhile, or
it is stored already, as when a save is tried again whose answer never came. The module tells them by text."""

_FAULTS: Final = {
    "SQLITE_BUSY": RecordFault.BUSY,
    "SQLITE_CORRUPT": RecordFault.DAMAGED,
    "SQLITE_NOTADB": RecordFault.FOREIGN_KEY,
}
"""What they say of the record itself, likewise; the checks tell whether file or key is wrong."""


def reading_engine(path: Path, database_key: str, *, may_write: bool = True) -> Engine:
    """For looking: transactions that cannot write and never hold the write lock.

    Without ``may_write`` the file itself is opened for reading only, as on a disk that refuses to be written.
    """
    return _engine(path, database_key, begin="BEGIN", settings={"query_only": 1}, mode=_mode(may_write))


def writing_engine(path: Path, database_key: str) -> Engine:
    """For changes: transactions hold the one write lock from their start; what is deleted is overwritten."""
    return _engine(path, database_key, begin="BEGIN IMMEDIATE", settings={"secure_delete": 1})


def migrating_engine(path: Path, database_key: str) -> Engine:
    """For changes of the tables: foreign keys rest, else a rebuilt table takes its children with it."""
    return _engine(path, database_key, begin="BEGIN IMMEDIATE", settings={"foreign_keys": 0})


@contextmanager
def bare_connection(
    path: Path, database_key: str, *, query_only: bool = True, may_write: bool = True
) -> Iterator[Any]:
    """For checks and copies, which no transaction of an engine may hold; failures are put into words.

    Without ``may_write`` the file itself is opened for reading only.
    """
    settings = SETTINGS | {"query_only": int(query_only)}
    connection = _opener(path, database_key, settings, _mode(may_write))()
    make_stoppable(connection)
    try:
        yield connection
    except sqlcipher.Error as error:
        raise _in_words(error, path) or error from error
    finally:
        connection.close()


def every_page_is_ours(path: Path, database_key: str) -> bool:
    """Whether each page carries the MAC of this key, whatever the pages say and however many are missing."""
    try:
        connection = sqlcipher.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    except sqlcipher.Error as error:
        raise _in_words(error, path) or error from error
    try:
        _unlock(connection, database_key)
        return not connection.execute("PRAGMA cipher_integrity_check").fetchmany(1)
    except sqlcipher.Error:
        return False
    finally:
        connection.close()


def library_versions() -> tuple[str, str]:
    """The versions of SQLCipher and of the SQLite within it, such as ("4.19.0", "3.53.4")."""
    connection = sqlcipher.connect(":memory:")
    try:
        (cipher,) = connection.execute("PRAGMA cipher_version").fetchone() or ("0",)
    finally:
        connection.close()
    return str(cipher).split(" ", maxsplit=1)[0], str(sqlcipher.sqlite_version)


def _mode(may_write: bool) -> str:
    return "rw" if may_write else "ro"


def _engine(
    path: Path, database_key: str, *, begin: str, settings: dict[str, str | int], mode: str = "rw"
) -> Engine:
    # The memory URL is only a dialect's name: `creator` opens the file. It would choose a pool of one
    # connection a thread, so the pool is named.
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=_opener(path, database_key, SETTINGS | settings, mode),
        poolclass=QueuePool,
        hide_parameters=True,
    )

    def begin_as_told(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    def put_into_words(context: ExceptionContext) -> None:
        known = _in_words(context.original_exception, path)
        if known is not None:
            raise known from context.original_exception

    def remember_its_path(_connection: Any, of_the_pool: Any) -> None:
        of_the_pool.info[_PATH] = path

    def leave_nothing_begun(connection: Any, _of_the_pool: Any) -> None:
        if connection is not None and connection.in_transaction:
            connection.rollback()  # after a commit that was refused, else the next save cannot begin

    event.listen(engine, "connect", remember_its_path)
    event.listen(engine, "checkin", leave_nothing_begun)
    event.listen(engine, "begin", begin_as_told)
    event.listen(engine, "handle_error", put_into_words)
    return engine


@contextmanager
def bare(connection: Connection) -> Iterator[Any]:
    """The database's own connection, for statements too many or too small for SQLAlchemy's pace.

    Raises:
        RecordError, OutputError: the database's faults, put into words as those of other statements are.
    """
    try:
        yield connection.connection.dbapi_connection
    except sqlcipher.Error as error:
        raise _in_words(error, connection.info[_PATH]) or error from error


def _opener(path: Path, database_key: str, settings: dict[str, str | int], mode: str) -> Callable[[], Any]:
    def open_connection() -> Any:
        try:
            connection = sqlcipher.connect(
                f"{path.absolute().as_uri()}?mode={mode}",
                uri=True,
                timeout=BUSY_TIMEOUT_S,
                isolation_level=None,
                check_same_thread=False,
            )
        except sqlcipher.Error as error:
            raise _in_words(error, path) or error from error
        try:
            _prepare(connection, database_key, settings)
        except sqlcipher.Error as error:
            connection.close()
            raise _in_words(error, path) or error from error
        return connection

    return open_connection


def _unlock(connection: Any, database_key: str) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")  # it would tell the terminal whatever is wrong
    connection.execute(f"PRAGMA key = \"x'{database_key}'\"")
    connection.execute("PRAGMA cipher_compatibility = 4")


def _prepare(connection: Any, database_key: str, settings: dict[str, str | int]) -> None:
    _unlock(connection, database_key)
    connection.execute("SELECT count(*) FROM sqlite_schema")
    connection.execute("PRAGMA temp_store = MEMORY")
    for name, value in settings.items():
        connection.execute(f"PRAGMA {name} = {value}")
        (found,) = connection.execute(f"PRAGMA {name}").fetchone()
        if found != value:
            raise RuntimeError(f"this SQLite does not take {name} = {value} but says {found}")


def _in_words(error: BaseException | None, path: Path) -> KnownError | None:
    name = getattr(error, "sqlite_errorname", None) or ""
    if name.startswith(_CONSTRAINT):
        return _done_elsewhere(str(error))
    if str(error).startswith(_NO_TABLE) and _is_empty(path):
        return FaultyRecordError(RecordFault.EMPTY, file=path)
    for start, fault in _FAULTS.items():
        if name.startswith(start):
            return FaultyRecordError(fault, file=path, seconds=BUSY_TIMEOUT_S)
    for start, kind, sentence in _MEANINGS:
        if name.startswith(start):
            return kind(sentence, file=path)
    return None


def _is_empty(path: Path) -> bool:
    try:
        return path.stat().st_size == 0
    except OSError:
        return False


def _done_elsewhere(complaint: str) -> KnownError | None:
    if complaint.startswith(_GONE):
        return RecordError("This entry is not in the record any more. Look for it in the list again.")
    if _THERE.match(complaint):
        return ConflictError(
            "This is in the record already. Nothing was written twice; look for it in the list."
        )
    return None
