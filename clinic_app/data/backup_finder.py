"""Finds backups where no record is open: on a new machine, or beside a damaged record."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from clinic_app.data.backup_files import no_plain_file
from clinic_app.data.backup_in_hand import BackupInHand, Target, opened_backup
from clinic_app.data.backup_manifest import MANIFEST_NAME, damaged_backup, is_folder_name, seen
from clinic_app.data.backups import backups_in
from clinic_app.data.door import RecordDoor, Unlocked
from clinic_app.data.key_file import KEY_NAMES
from clinic_app.data.record import KNOWN_REVISIONS, utc_now
from clinic_app.domain.backup import Backup, newest_first
from clinic_app.domain.door import DoorState, Doorway
from clinic_app.domain.errors import InputError
from clinic_app.domain.repositories import Clock

_HOMES: Final = "clinic-backup-*"


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds backups to put in the place of the record in ``record`` (``domain.backup.BackupFinder``)."""

    record: Path
    clock: Clock = utc_now
    settings: Path | None = None

    def found(self, chosen: str) -> Sequence[Backup]:
        """Backups in a folder, in one within it, or the folder itself if it is one; newest first.

        Raises:
            InputError: there is none, or the folder cannot be read.
        """
        try:
            backups = self._found(Path(chosen))
        except OSError as error:
            raise InputError(
                "{folder} cannot be read: {reason}.", folder=chosen, reason=error.strerror
            ) from error
        if not backups:
            raise InputError(
                "There is no backup in {folder}. Choose the folder it was made in.", folder=chosen
            )
        return newest_first(backups, self.clock())

    def look(self, backup: Backup) -> Doorway:
        """Who may open it.

        Raises:
            RecordError: nothing of it is left, or its key file is damaged.
        """
        doorway = self._door(backup).look()
        if doorway.state is DoorState.NOTHING:
            raise damaged_backup(Path(backup.path))
        return doorway

    def unlock(self, backup: Backup, way_id: UUID, secret: str) -> BackupInHand:
        """The backup, by one of its own ways.

        Raises:
            WrongSecretError: the secret is another one.
            RecordError: it is damaged, or of a newer version.
        """
        return self._opened(backup, self._door(backup).unlock(way_id, secret))

    def recover(self, backup: Backup, code: str) -> BackupInHand:
        """The backup, by a recovery code; raises as :meth:`unlock`."""
        return self._opened(backup, self._door(backup).recover(code))

    def _found(self, chosen: Path) -> Sequence[Backup]:
        if (chosen / MANIFEST_NAME).exists() or is_folder_name(chosen.name):
            return [seen(chosen, None)]
        found = list(backups_in(chosen, None)) if any(chosen.iterdir()) else []
        for home in sorted(chosen.glob(_HOMES)):
            found += backups_in(home, None)
        return found

    def _door(self, backup: Backup) -> RecordDoor:
        for name in KEY_NAMES:
            if (Path(backup.path) / name).is_symlink():
                raise no_plain_file(Path(backup.path) / name)
        return RecordDoor(Path(backup.path), self.clock)

    def _opened(self, backup: Backup, unlocked: Unlocked) -> BackupInHand:
        target = Target(self.record, self.clock, KNOWN_REVISIONS, self.settings)
        return opened_backup(backup, target, unlocked.key, keeps_ways=False)
