"""Reads everything of a record once: every page of the database, every file of the archive."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clinic_app.data.archive import EncryptedArchive
from clinic_app.data.database_copy import check_database, hashes_in, snapshot
from clinic_app.data.key_file import RecordKey
from clinic_app.data.record_files import ARCHIVE_NAME, DATABASE_NAME
from clinic_app.domain.backup import Step, no_step


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found: rows by table, files of the archive, and which of those are missing or damaged."""

    counts: Mapping[str, int]
    files: int
    lost: tuple[str, ...]


def check_record(folder: Path, key: RecordKey, step: Step = no_step) -> Checked:
    """Check the record in ``folder``; it may be open meanwhile.

    Raises:
        RecordError: the database is damaged.
    """
    path = folder / DATABASE_NAME
    with snapshot(path, key.database_key(), folder) as still:
        counts = check_database(still, key.database_key(), path).counts
        named = sorted(hashes_in(still, key.database_key()))
    archive = EncryptedArchive(folder / ARCHIVE_NAME, key.archive_key())
    lost: list[str] = []
    for done, sha256 in enumerate(named, start=1):
        if not archive.holds(sha256):
            lost.append(sha256)
        step(done, len(named))
    return Checked(counts, len(named), tuple(lost))
