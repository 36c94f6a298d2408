"""A backup whose manifest was proven, and how it comes to stand in the place of the record.

It is copied beside the record, checked there to its last page, and only then moved in (``restore_moves``).
"""

import contextlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from clinic_app.data.anchor import Anchors, anchor_name
from clinic_app.data.archive import EncryptedArchive
from clinic_app.data.backup_files import (
    copy_file,
    disk_of,
    flush_file,
    make_folder,
    plain_size,
    require_room,
    writing_into,
)
from clinic_app.data.backup_manifest import (
    Manifest,
    damaged_backup,
    folder_name,
    read_list,
    read_manifest,
)
from clinic_app.data.database_copy import check_database
from clinic_app.data.engine import library_versions
from clinic_app.data.key_file import RecordKey, read_key_file, write_key_file
from clinic_app.data.private_files import flush_folder
from clinic_app.data.record_files import ARCHIVE_NAME, DATABASE_NAME
from clinic_app.data.restore_moves import ASIDE, Moves, call_off, locked, movable, staging_folder
from clinic_app.data.seen import SeenRecord
from clinic_app.domain.backup import Backup, BackupState, Restored, Step, no_step
from clinic_app.domain.errors import KnownError, OutputError, RecordError
from clinic_app.domain.repositories import Clock

_STEPS: Final = 3
"""Beside the files of the archive: the database copied, checked, everything named."""


@dataclass(frozen=True, slots=True)
class Target:
    """The record that a backup may take the place of, and what this version of the app can read."""

    record: Path
    clock: Clock
    revisions: tuple[str, ...]
    settings: Path | None = None
    """The folder that remembers which record was used here last, and where its audit log ended."""


def opened_backup(backup: Backup, target: Target, key: RecordKey, *, keeps_ways: bool) -> "BackupInHand":
    """The backup, if that key proves it.

    Raises:
        RecordError: it is damaged, of another record, or of a newer version.
    """
    folder = Path(backup.path)
    manifest = read_manifest(folder)
    if not manifest.is_genuine(key):
        raise damaged_backup(folder)
    if manifest.backup.revision not in target.revisions:
        raise RecordError(
            "The backup {folder} is from a newer version of this app. Update the app.", folder=folder
        )
    if plain_size(folder / DATABASE_NAME) != manifest.backup.database_bytes:
        raise damaged_backup(folder)
    ours = library_versions()[0]
    if _major(manifest.cipher_version) > _major(ours):
        raise RecordError(
            "The backup was written by SQLCipher {theirs}, and here is {ours}. Update the app.",
            theirs=manifest.cipher_version,
            ours=ours,
        )
    files = read_list(folder, manifest.list_sha256)
    pool = folder.parent / ARCHIVE_NAME
    gone = sum(plain_size(pool / each[:2] / each) != size for each, size in files.items())
    proven = replace(manifest.backup, state=BackupState.VERIFIED)
    return BackupInHand(proven, proven.missing + gone, target, key, keeps_ways, manifest)


@dataclass(frozen=True, slots=True)
class BackupInHand:
    """A backup whose manifest was proven (``domain.backup.OpenedBackup``); it holds the key."""

    backup: Backup
    lost: int
    _target: Target
    _key: RecordKey
    _keeps_ways: bool
    """Whether the record's ways to unlock stay as they are now, instead of coming back with the backup."""
    _manifest: Manifest

    @property
    def _folder(self) -> Path:
        return Path(self.backup.path)

    @property
    def _record(self) -> Path:
        return self._target.record.resolve()

    def restore(self, step: Step = no_step) -> Restored:
        """Put it in the place of the record, which must be closed. The record before is moved aside.

        Raises:
            RecordError: the copy is damaged, or the record is open.
            OutputError: no room or no permission. In both cases the record is as it was.
        """
        staged = staging_folder(self._record)
        with writing_into(self._record.parent):
            make_folder(self._record)
            with locked(self._record):
                call_off(self._record)
                self._require_one_disk()
                try:
                    lost = self._stage(staged, step)
                    moves = self._moves(staged, lost)
                    moves.begin()
                except BaseException:
                    call_off(self._record)
                    raise
                restored = moves.go_on()
                self._be_expected()
                return restored

    def _require_one_disk(self) -> None:
        """A folder that is a disk of its own cannot change places with one beside it."""
        if disk_of(self._record) != disk_of(self._record.parent):
            raise OutputError(
                "{folder} is a disk of its own, so nothing can be put in its place. Move the record into a "
                "folder on it first, or restore on another disk. Nothing was changed.",
                folder=self._record,
            )

    def _be_expected(self) -> None:
        """Remember what is there now, else the next start would miss what came after, or another record.

        Only whoever holds the key can say so: a note in the record's folder could be put there by anybody.
        """
        settings, clock = self._target.settings, self._target.clock
        if settings is None:
            return
        path = settings / anchor_name(self._key.salt)
        if self.backup.audit.count:
            Anchors([path], self._key.audit_key()).write(self.backup.audit, clock())
        else:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        SeenRecord(settings).remember(self._key.salt, clock())

    def _moves(self, staged: Path, lost: int) -> Moves:
        aside = self._record.with_name(f"{self._record.name}{ASIDE}{folder_name(self._target.clock())}")
        while aside.exists():
            aside = aside.with_name(f"{aside.name}_2")
        told = str(aside) if movable(self._record) else None
        restored = Restored(made_at=self.backup.made_at, aside=told, lost=self.backup.missing + lost)
        return Moves(self._record, staged, aside, restored)

    def _stage(self, staged: Path, step: Step) -> int:
        """Put the copy together and check it; returns how many archive files were lost."""
        files = read_list(self._folder, self._manifest.list_sha256)
        make_folder(staged)
        require_room(staged, self.backup.database_bytes + sum(files.values()))
        copy, whole = staged / DATABASE_NAME, _STEPS + len(files)
        if copy_file(self._folder / DATABASE_NAME, copy) != self._manifest.database_sha256:
            raise damaged_backup(self._folder)
        step(1, whole)
        flush_file(copy)
        found = check_database(copy, self._key.database_key())
        if (found.revision, found.counts) != (self.backup.revision, self.backup.counts):
            raise damaged_backup(self._folder)
        step(2, whole)
        self._stage_key_file(staged)
        lost = sum(
            not self._stage_file(sha256, size, staged, step, at, whole)
            for at, (sha256, size) in enumerate(sorted(files.items()), start=_STEPS)
        )
        flush_folder(staged)
        step(whole, whole)
        return lost

    def _stage_key_file(self, staged: Path) -> None:
        source = self._folder
        if self._keeps_ways:
            with contextlib.suppress(KnownError):
                if read_key_file(self._record).salt == self._key.salt:
                    source = self._record
        write_key_file(staged, read_key_file(source))

    def _stage_file(self, sha256: str, size: int, staged: Path, step: Step, done: int, whole: int) -> bool:
        """Copy one archive file; a damaged one is taken from the record before, if that has it whole."""
        step(done, whole)
        target = staged / ARCHIVE_NAME / sha256[:2] / sha256
        make_folder(target.parent.parent)
        make_folder(target.parent)
        archive = EncryptedArchive(staged / ARCHIVE_NAME, self._key.archive_key())
        for folder in (self._folder.parent, self._record):
            source = folder / ARCHIVE_NAME / sha256[:2] / sha256
            if plain_size(source) is None or (folder != self._record and plain_size(source) != size):
                continue
            with contextlib.suppress(RecordError):
                copy_file(source, target)
                archive.get(sha256)
                flush_folder(target.parent)
                return True
        target.unlink(missing_ok=True)
        return False


def _major(version: str) -> int:
    first = version.split(".")[0]
    return int(first) if first.isdigit() else 0
