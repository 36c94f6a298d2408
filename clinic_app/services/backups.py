"""Errands about backups: into every chosen folder, by themselves when due, and what to remind of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from clinic_app.domain.audit import AuditAction
from clinic_app.domain.backup import (
    Backup,
    BackupPlan,
    OpenedBackup,
    Place,
    Reminder,
    Restored,
    Step,
    is_due,
    is_past,
    newest_verified,
    no_step,
    reminder,
)
from clinic_app.domain.errors import InputError, KnownError, OutputError
from clinic_app.domain.repositories import Record
from clinic_app.services.audit import AuditService
from clinic_app.services.permission import require_owner


@dataclass(frozen=True, slots=True)
class Made:
    """What came of making backups: those that were made, and what was said where one could not be."""

    backups: Sequence[Backup] = ()
    failures: Sequence[KnownError] = ()


@dataclass(frozen=True, slots=True)
class BackupService:
    """Works on one open record; the plan says where to."""

    record: Record
    plan: BackupPlan

    def places(self) -> Sequence[Place]:
        """The folder beside the record, then those somebody chose, each with its backups."""
        usual = self.plan.usual
        found = [Place(folder=usual, is_usual=True, backups=self.record.backups.found(usual))]
        return found + [self._place(folder, last) for folder, last in self.plan.chosen().items()]

    def reminder(self) -> Reminder | None:
        """What is lacking, if anything is."""
        return reminder(self.places(), self.record.clock())

    def add_place(self, folder: str) -> None:
        """From now on backups go there too.

        Raises:
            InputError: there is no such folder, or it lies where the record does.
        """
        require_owner(self.record)
        folder = str(Path(folder).absolute())
        if not Path(folder).is_dir():
            raise InputError("There is no folder {folder}. Make it, or choose another.", folder=folder)
        for own in (self.plan.usual, self.plan.record):
            if Path(folder).resolve().is_relative_to(Path(own).resolve()):
                raise InputError(
                    "{folder} lies beside the record already. Choose another disk.", folder=folder
                )
        chosen = dict(self.plan.chosen())
        newest = newest_verified(self.record.backups.found(folder))
        self.plan.keep(chosen | {folder: newest.made_at if newest else None})

    def drop_place(self, folder: str) -> None:
        """No more backups go there; those that are there stay."""
        require_owner(self.record)
        self.plan.keep({each: last for each, last in self.plan.chosen().items() if each != folder})

    def back_up(self, step: Step = no_step) -> Made:
        """Make a backup now, in every place that is there.

        Raises:
            NotAllowedError: not an owner.
        """
        require_owner(self.record)
        return self._make([each for each in self.places() if each.is_there], step)

    def back_up_into(self, folder: str, step: Step = no_step) -> Backup:
        """Make a backup now in any folder, chosen or not.

        Raises:
            InputError: it lies within the record.
            KnownError: it could not be made; the sentence says why.
            NotAllowedError: not an owner.
        """
        require_owner(self.record)
        folder = str(Path(folder).absolute())
        if Path(folder).resolve().is_relative_to(Path(self.plan.record).resolve()):
            raise InputError(
                "{folder} is the folder of the record itself: whatever happens to the one happens to both. "
                "Choose another disk.",
                folder=folder,
            )
        return self._into(folder, step)

    def back_up_when_due(self, *, at_start: bool, step: Step = no_step) -> Made:
        """Make those that are due, whoever works; a stick that is away is no failure."""
        if self.record.reading_only is not None:
            return Made()
        now, changed_at = self.record.clock(), self.record.backups.changed_at
        due = [
            place
            for place in self.places()
            if place.is_there and is_due(_last(place, now), now, changed_at, at_start=at_start)
        ]
        return self._make(due, step)

    def open(self, backup: Backup) -> OpenedBackup:
        """A backup to be restored, proven genuine.

        Raises:
            RecordError: it is damaged, or of a newer version.
            NotAllowedError: not an owner.
        """
        require_owner(self.record)
        return self.record.backups.open(backup)

    def counts(self) -> Mapping[str, int]:
        """Rows by table, as the record is now."""
        return self.record.backups.counts()

    def note_restore(self, restored: Restored) -> None:
        """Enter into the log of the record that it was restored."""
        if restored.made_at is not None:
            moment = restored.made_at.astimezone().strftime("%Y-%m-%d %H:%M")
            AuditService(self.record).note(AuditAction.RESTORED, detail=moment)

    def _make(self, places: Sequence[Place], step: Step) -> Made:
        made: list[Backup] = []
        failures: list[KnownError] = []
        for place in places:
            try:
                made.append(self._into(place.folder, step))
            except KnownError as failure:
                failures.append(failure)
        return Made(made, failures)

    def _into(self, folder: str, step: Step) -> Backup:
        if folder == self.plan.usual:
            self.plan.make_usual()
        backup = self.record.backups.make(folder, step)
        self.record.backups.thin(folder)
        AuditService(self.record).note(AuditAction.BACKED_UP)
        self.record.auditor.remember()
        chosen = dict(self.plan.chosen())
        if folder in chosen:
            self._remember(chosen | {folder: backup.made_at})
        return backup

    def _remember(self, chosen: Mapping[str, datetime | None]) -> None:
        try:
            self.plan.keep(chosen)
        except OutputError:
            return  # only when a stick was last seen: the backup is what counts

    def _place(self, folder: str, last: datetime | None) -> Place:
        """A folder that held backups and is empty is a stick's, with no stick in it."""
        backups = self.record.backups.found(folder)
        is_there = Path(folder).is_dir() and (last is None or bool(backups))
        return Place(folder=folder, is_there=is_there, backups=backups, last_made_at=last)


def _last(place: Place, now: datetime) -> datetime | None:
    newest = newest_verified([each for each in place.backups if is_past(each.made_at, now)])
    return newest.made_at if newest is not None else None
