"""Reads everything of a record once: every page and row, the audit log, every file of the archive."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clinic_app.data.anchor import ANCHOR_NAME, Anchors
from clinic_app.data.archive import EncryptedArchive
from clinic_app.data.audit_check import AuditCheck
from clinic_app.data.auditor import end_of_log, texts_as_they_are
from clinic_app.data.backup_files import has_room
from clinic_app.data.database_copy import check_database, hashes_in, snapshot
from clinic_app.data.engine import bare_connection
from clinic_app.data.key_file import RecordKey
from clinic_app.data.record import NEWEST_REVISION, known_revision
from clinic_app.data.record_checks import check_header, check_shape
from clinic_app.data.record_files import ARCHIVE_NAME, DATABASE_NAME
from clinic_app.data.updating import revisions_of
from clinic_app.domain.backup import Step, no_step
from clinic_app.domain.errors import RecordError


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found: rows by table, files of the archive, and which of those are missing or damaged."""

    counts: Mapping[str, int]
    files: int
    lost: tuple[str, ...]


def check_record(folder: Path, key: RecordKey, step: Step = no_step) -> Checked:
    """Check the record in ``folder``; it may be open meanwhile.

    Raises:
        RecordError: the database is missing, empty or damaged, its tables are not this app's, or rows are
            not what the audit log says.
    """
    path = folder / DATABASE_NAME
    check_header(path)
    with _held_still(path, key) as still:
        counts = check_database(still, key.database_key(), path).counts
        if known_revision(path, revisions_of(still, key, may_write=False)) == NEWEST_REVISION:
            check_shape(still, key, may_write=False)
            _check_log(still, key, path)
        named = sorted(hashes_in(still, key.database_key()))
    archive = EncryptedArchive(folder / ARCHIVE_NAME, key.archive_key())
    lost: list[str] = []
    for done, sha256 in enumerate(named, start=1):
        if not archive.holds(sha256):
            lost.append(sha256)
        step(done, len(named))
    return Checked(counts, len(named), tuple(lost))


def _check_log(still: Path, key: RecordKey, path: Path) -> None:
    """Refuse a log that was changed or cut off, and rows it does not speak of."""

    @contextmanager
    def looking() -> Iterator[Any]:
        with bare_connection(still, key.database_key()) as connection, texts_as_they_are(connection):
            connection.execute("BEGIN")
            yield connection

    with looking() as connection:
        anchors = Anchors([path.parent / ANCHOR_NAME], key.audit_key())
        _, seen = end_of_log(connection, anchors, key.audit_key())
    if not AuditCheck(looking, key.audit_key()).run(seen, no_step).is_whole:
        raise RecordError(
            "The record {file} was changed by something other than this app: its audit log does not agree "
            "with it. Open the app as an owner: “Who did what” in Settings says where.",
            file=path,
        )


@contextmanager
def _held_still(path: Path, key: RecordKey) -> Iterator[Path]:
    """A copy of the database; where there is no room for one nobody can save, and it is read itself."""
    if has_room(path.parent, path.stat().st_size):
        with snapshot(path, key.database_key(), path.parent) as still:
            yield still
    else:
        yield path
