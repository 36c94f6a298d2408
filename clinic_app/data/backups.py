"""Backups of the open record, made in any folder or stick: copied, read again, compared, then named.

``<folder>/clinic-backup-<record>/<local time>/`` holds ``record.db`` (written anew under the same key), the
key file with its twin, ``manifest.json`` and ``handouts.txt``; beside those folders lies ``handouts/``, one
pool of archive files, encrypted already, to which every backup adds only what is new.
"""

import contextlib
import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Final

from clinic_app.data.anchor import record_mark
from clinic_app.data.archive import EncryptedArchive
from clinic_app.data.backup_files import (
    UNFINISHED,
    clear_leftovers,
    copy_file,
    digest_of,
    flush_file,
    has_room,
    make_folder,
    make_inside,
    plain_size,
    remove_tree,
    require_room,
    write_new,
    writing_into,
)
from clinic_app.data.backup_in_hand import BackupInHand, Target, opened_backup
from clinic_app.data.backup_manifest import (
    LIST_NAME,
    MANIFEST_NAME,
    folder_name,
    is_folder_name,
    read_list,
    read_manifest,
    seen,
    written_list,
    written_manifest,
)
from clinic_app.data.database_copy import (
    Inventory,
    check_database,
    copy_database,
    hashes_in,
    inventory,
    snapshot,
)
from clinic_app.data.engine import bare_connection, library_versions
from clinic_app.data.giving_up import Wanted, ending_with
from clinic_app.data.key_file import RecordKey, read_key_file, write_key_file
from clinic_app.data.old_copies import CopiesBeside
from clinic_app.data.private_files import flush_folder
from clinic_app.data.record_files import ARCHIVE_NAME, DATABASE_NAME
from clinic_app.domain.backup import Backup, BackupState, Step, no_step, to_thin
from clinic_app.domain.errors import KnownError, OutputError, RecordError

_HASH: Final = re.compile(r"[0-9a-f]{64}")
_STEPS: Final = 4
"""Beside the files of the archive: the record checked, copied, the copy checked, everything named."""


def home_of(place: Path, salt: bytes) -> Path:
    """Where one record's backups lie in a folder that may hold several records'."""
    return place / f"clinic-backup-{record_mark(salt)}"


def backups_in(home: Path, key: RecordKey | None) -> Sequence[Backup]:
    """Backups in that folder, newest first; none where it is away."""
    try:
        names = [each for each in home.iterdir() if is_folder_name(each.name) and _is_folder(each)]
    except OSError:
        return []
    found = [seen(each, key) for each in names]
    return sorted(found, key=lambda each: (each.made_at, each.path), reverse=True)


@dataclass(frozen=True, slots=True)
class _Taken:
    """The record at one moment, copied."""

    inventory: Inventory
    named: set[str]


class SqlBackups:
    """Backups of the record in ``folder``, which is open (``domain.backup.BackupStore``)."""

    def __init__(
        self,
        target: Target,
        key: RecordKey,
        who: Callable[[], str],
        doubts: Callable[[], bool] = bool,
    ) -> None:
        """``who`` works now; ``doubts`` says whether the record's last check failed."""
        self._target, self._key, self._who, self._doubts = target, key, who, doubts
        self._folder, self._clock = target.record, target.clock
        self._database = self._folder / DATABASE_NAME
        self._one_at_a_time = Lock()
        self.copies = CopiesBeside(self._folder, key.salt)

    @property
    def changed_at(self) -> datetime:
        """When the record was last saved."""
        try:
            return datetime.fromtimestamp(self._database.stat().st_mtime, UTC)
        except OSError:
            return self._clock()

    @property
    def in_doubt(self) -> bool:
        """Whether the record failed its last check at closing: then nothing older makes room for it."""
        return self._doubts()

    def counts(self) -> Mapping[str, int]:
        """Rows by table, as the record is now."""
        with bare_connection(self._database, self._key.database_key()) as connection:
            return inventory(connection).counts

    def found(self, place: str) -> Sequence[Backup]:
        """Backups of this record in that folder, newest first; none where it is away."""
        return backups_in(home_of(Path(place), self._key.salt), self._key)

    def open(self, backup: Backup) -> BackupInHand:
        """A backup of this record, by the key that is in use; the ways to unlock stay as they are now.

        Raises:
            RecordError: it is damaged, of another record, or of a newer version.
        """
        return opened_backup(backup, self._target, self._key, keeps_ways=True)

    def named(self) -> Set[str]:
        """The hash of every file of the archive that a row of the record names."""
        return hashes_in(self._database, self._key.database_key())

    def gone(self) -> Set[str]:
        """Those that are not there; whether the others are whole takes reading them (``check_record``)."""
        archive = self._archive_in(self._folder)
        return {each for each in self.named() if not archive.is_there(each)}

    def spare(self, place: str, sha256: str) -> bytes | None:
        """The bytes of that hash, where backups in that folder hold them whole."""
        pooled = self._archive_in(home_of(Path(place), self._key.salt))
        try:
            return pooled.get(sha256) if pooled.is_there(sha256) else None
        except RecordError:
            return None

    def make(self, place: str, step: Step = no_step) -> Backup:
        """A new backup in that folder, read again and compared before it counts.

        Raises:
            RecordError: the record itself is damaged, or the copy was.
            OutputError: no room, no permission, or the folder went away; nothing half made is left.
        """
        home = home_of(Path(place), self._key.salt)
        with self._one_at_a_time, writing_into(Path(place)):
            _require_folder(Path(place))
            make_folder(home)
            make_folder(home / ARCHIVE_NAME)
            clear_leftovers(home)
            made_at = self._clock()
            unfinished = home / f"{UNFINISHED}{folder_name(made_at)}"
            make_folder(unfinished)
            wanted = Wanted(step)
            try:
                with ending_with(wanted):
                    made = self._fill(unfinished, home / ARCHIVE_NAME, made_at, wanted.step)
                final = _free_name(home, made_at)
                unfinished.rename(final)
                flush_folder(home)
            except BaseException:
                remove_tree(unfinished)
                raise
        return replace(made, path=str(final))

    def thin(self, place: str) -> int:
        """Remove those that are not kept any longer, and files that only they held; says how many went."""
        home = home_of(Path(place), self._key.salt)
        with self._one_at_a_time, writing_into(Path(place)):
            going = to_thin(backups_in(home, self._key), self._clock())
            for each in going:
                remove_tree(Path(each.path))
            if going:
                self._thin_pool(home)
        return len(going)

    def remove_before(self, place: str, moment: datetime) -> int:
        """Remove the backups in that folder that were made before, whole; says how many went.

        Raises:
            RecordError: no whole one was made since; nothing is removed.
            OutputError: the folder cannot be written.
        """
        home = home_of(Path(place), self._key.salt)
        with self._one_at_a_time, writing_into(Path(place)):
            known = backups_in(home, self._key)
            if not any(each.verified and each.made_at >= moment for each in known):
                raise RecordError("Older backups stay until a whole one was made after them.")
            going = [each for each in known if each.made_at < moment]
            for each in going:
                remove_tree(Path(each.path))
            if going:
                self._thin_pool(home)
        return len(going)

    def _fill(self, unfinished: Path, pool: Path, made_at: datetime, step: Step) -> Backup:
        """Everything of a backup, on the disk and compared with the record."""
        copy, database_key = unfinished / DATABASE_NAME, self._key.database_key()
        taken = self._copied(copy, pool.parent.parent, step)
        step(2, _STEPS)
        flush_file(copy)
        if check_database(copy, database_key) != taken.inventory:
            raise RecordError(
                "The backup in {folder} was not what was written. The stick or disk may be failing: "
                "take another one.",
                folder=pool.parent.parent,
            )
        step(3, _STEPS)
        sizes = self._gather(taken.named, pool, step)
        listed = written_list(sizes)
        write_new(unfinished / LIST_NAME, listed)
        self._copy_key_file(unfinished)
        backup = Backup(
            path=str(unfinished),
            made_at=made_at,
            made_by=self._who(),
            revision=taken.inventory.revision,
            counts=taken.inventory.counts,
            audit=taken.inventory.audit,
            handouts=len(sizes),
            missing=len(taken.named) - len(sizes),
            database_bytes=copy.stat().st_size,
            state=BackupState.VERIFIED,
        )
        manifest = written_manifest(
            backup,
            self._key,
            database_sha256=digest_of(copy),
            listed=listed,
            cipher_version=library_versions()[0],
        )
        write_new(unfinished / MANIFEST_NAME, manifest)
        flush_folder(unfinished)
        whole = _STEPS + len(taken.named)
        step(whole, whole)
        return backup

    def _copied(self, copy: Path, place: Path, step: Step) -> _Taken:
        """The record at one moment, checked, and written anew into ``copy``.

        Where the record's own disk is full or can only be read, that moment is held in ``place`` too.
        """
        database_key, size = self._key.database_key(), self._database.stat().st_size
        is_held_here = has_room(self._folder, size)
        require_room(place, size if is_held_here else 2 * size)
        beside = self._folder if is_held_here else copy.parent
        with snapshot(self._database, database_key, beside) as still:
            taken = check_database(still, database_key, self._database), hashes_in(still, database_key)
            step(1, _STEPS)
            copy_database(still, database_key, copy)
        return _Taken(*taken)

    def _gather(self, named: set[str], pool: Path, step: Step) -> Mapping[str, int]:
        """Put into the pool what it has not; returns the sizes of what can be given back."""
        archive, pooled = self._archive_in(self._folder), self._archive_in(pool.parent)
        sizes: dict[str, int] = {}
        whole = _STEPS + len(named)
        for done, sha256 in enumerate(sorted(named), start=_STEPS):
            kept, source = pool / sha256[:2] / sha256, self._folder / ARCHIVE_NAME / sha256[:2] / sha256
            size = plain_size(kept)
            if size is None or size != (plain_size(source) or size):
                size = _put_into_pool(archive, pooled, sha256, source, kept)
            if size is not None:
                sizes[sha256] = size
            step(done, whole)
        return sizes

    def _archive_in(self, folder: Path) -> EncryptedArchive:
        return EncryptedArchive(folder / ARCHIVE_NAME, self._key.archive_key())

    def _copy_key_file(self, unfinished: Path) -> None:
        known = read_key_file(self._folder, self._key.salt)
        write_key_file(unfinished, known)
        if read_key_file(unfinished) != known:
            raise RecordError("The key file could not be copied into {folder}.", folder=unfinished)

    def _thin_pool(self, home: Path) -> None:
        """Remove archive files that no backup holds; nothing while one cannot say what it holds.

        What a file manager or a disk's owner put between them is left alone.
        """
        held: set[str] = set()
        for backup in backups_in(home, self._key):
            try:
                held |= set(read_list(Path(backup.path), read_manifest(Path(backup.path)).list_sha256))
            except KnownError:
                return
        for folder in filter(_is_folder, (home / ARCHIVE_NAME).glob("[0-9a-f][0-9a-f]")):
            clear_leftovers(folder)
            for file in folder.iterdir():
                if _HASH.fullmatch(file.name) and file.name not in held:
                    file.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                folder.rmdir()


def _require_folder(place: Path) -> None:
    """A stick's folder is never made where no stick is plugged in: it would fill the machine's own disk."""
    if not place.is_dir():
        raise OutputError(
            "The folder {folder} is not there. Plug in the stick, or choose another.", folder=place
        )


def _put_into_pool(
    archive: EncryptedArchive, pooled: EncryptedArchive, sha256: str, source: Path, kept: Path
) -> int | None:
    """Copy one file, unless it is damaged; what the pool holds already is kept if only that is whole."""
    if archive.holds(sha256):
        make_inside(kept.parent)
        clear_leftovers(kept.parent)
        copy_file(source, kept)
        flush_folder(kept.parent)
    return plain_size(kept) if pooled.holds(sha256) else None


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _free_name(home: Path, made_at: datetime) -> Path:
    """A name that no backup has; two within a second are told apart."""
    name, number = folder_name(made_at), 1
    while (home / (name if number == 1 else f"{name}_{number}")).exists():
        number += 1
    return home / (name if number == 1 else f"{name}_{number}")
