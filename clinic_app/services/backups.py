"""Errands about backups: into every chosen folder, by themselves when due, and what to remind of."""

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from clinic_app.domain.audit import AuditAction, AuditFilter
from clinic_app.domain.backup import (
    Backup,
    BackupPlan,
    OpenedBackup,
    Place,
    Reminder,
    Restored,
    Step,
    is_due,
    newest_verified,
    no_step,
    reminder,
)
from clinic_app.domain.errors import InputError, KnownError, OutputError
from clinic_app.domain.lingering import HeldElsewhere, copies_to_thin, goes_with, held_elsewhere
from clinic_app.domain.old_copies import OldCopy
from clinic_app.domain.repositories import Record, UnitOfWork
from clinic_app.services.audit import AuditService
from clinic_app.services.permission import require_owner

_MOST_ENTRIES: Final = 100_000


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

    def copies(self) -> Sequence[OldCopy]:
        """What updates, restores and new beginnings left beside the record, newest first; for a worker."""
        return self.record.backups.copies.found()

    def remove_copy(self, copy: OldCopy) -> None:
        """Take one of them away for good; the audit log says so.

        Raises:
            KnownError: it is gone, or cannot be removed.
            NotAllowedError: not an owner.
        """
        require_owner(self.record)
        self.record.backups.copies.remove(copy)
        AuditService(self.record).note(AuditAction.DELETED, "copy", detail=copy.kind.value)

    def held_elsewhere(self, patient_id: UUID) -> HeldElsewhere:
        """Which backups and copies still hold a patient who is erased now, and until when."""
        with self.record.reading() as work:
            since = _came(work, (patient_id, *work.erasures.merged_into(patient_id)))
        return held_elsewhere(self.places(), self.copies(), since, self.record.clock())

    def forget_before(self, moment: datetime, step: Step = no_step) -> int:
        """Make a backup beside the record, then remove what is older than ``moment`` on this computer.

        Whole backups and copies of this record go, nothing elsewhere; returns how many went.

        Raises:
            KnownError: the backup could not be made, and nothing was removed; or something stays.
            NotAllowedError: not an owner.
        """
        require_owner(self.record)
        older = [each for each in self.record.backups.found(self.plan.usual) if each.made_at < moment]
        made = self._into(self.plan.usual, step)  # which thins, too
        self.record.backups.remove_before(self.plan.usual, moment)
        count = len(older)
        for copy in self.copies():
            if copy.kept_at < moment and goes_with(copy, made.made_at):
                self.record.backups.copies.remove(copy)
                count += 1
        if count:
            AuditService(self.record).note(AuditAction.DELETED, "copy", detail=str(count))
        return count

    def _thin_copies(self) -> None:
        """Copies beside the record that whole backups took the place of; one that stays is tried again."""
        if self.record.backups.in_doubt:
            return
        backups = [each for place in self.places() for each in place.backups]
        for copy in copies_to_thin(self.copies(), backups):
            with contextlib.suppress(KnownError):
                self.record.backups.copies.remove(copy)

    def _make(self, places: Sequence[Place], step: Step) -> Made:
        made: list[Backup] = []
        failures: list[KnownError] = []
        for place in places:
            try:
                made.append(self._into(place.folder, step))
            except KnownError as failure:
                failures.append(failure)
        if made:
            self._thin_copies()
        return Made(made, failures)

    def _into(self, folder: str, step: Step) -> Backup:
        if folder == self.plan.usual:
            self.plan.make_usual()
        backup = self.record.backups.make(folder, step)
        if not self.record.backups.in_doubt:
            self.record.backups.thin(folder)
        with contextlib.suppress(KnownError):  # the backup itself says when it was made, and by whom
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


def _came(work: UnitOfWork, ids: Sequence[UUID]) -> datetime:
    """When the first of them came into the record; the beginning of time where the log began later."""
    entries = [
        each
        for known in ids
        for each in work.audit.page(AuditFilter(patient_id=known), before=None, limit=_MOST_ENTRIES)
    ]
    first = min(entries, key=lambda each: each.number, default=None)
    if first is None or first.action is not AuditAction.ADDED or len(entries) >= _MOST_ENTRIES:
        return datetime.min.replace(tzinfo=UTC)
    return first.at


def _last(place: Place, now: datetime) -> datetime | None:
    newest = newest_verified(place.backups, now)
    return newest.made_at if newest is not None else None
