"""Sheets, letters and pictures that are gone or damaged beside the record come back from its backups."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from clinic_app.domain.backup import BackupPlan, BackupStore
from clinic_app.domain.errors import KnownError, OutputError, RecordError
from clinic_app.domain.handout_archive import HandoutArchive
from clinic_app.domain.repositories import Record


@dataclass(frozen=True, slots=True)
class PutBack:
    """How many files came back, how many are still gone, and why one could not be put in its place."""

    came_back: int = 0
    gone: int = 0
    failure: KnownError | None = None


@dataclass(frozen=True, slots=True)
class SpareFiles:
    """What the backups that are in reach now hold of one record's files: beside it, and where somebody chose.

    Only files that a row of the record names are given: those of an erased patient stay where they are.
    Without an ``archive`` nothing is put anywhere.
    """

    backups: BackupStore
    plan: BackupPlan
    archive: HandoutArchive | None

    @classmethod
    def of_record(cls, record: Record, plan: BackupPlan) -> "SpareFiles":
        """Those of a record; one that can only be read gets nothing back."""
        return cls(record.backups, plan, record.archive if record.reading_only is None else None)

    def put_back(self) -> PutBack:
        """Put back what is gone; whoever works, for nothing is changed by it. For a worker."""
        if self.archive is None:
            return PutBack()
        gone, came_back = self.backups.gone(), 0
        try:
            for sha256 in sorted(gone):
                if (data := self._held(sha256)) is not None:
                    self.archive.put(data)
                    came_back += 1
        except OutputError as failure:
            return PutBack(came_back, len(gone) - came_back, failure)
        return PutBack(came_back, len(gone) - came_back)

    def find(self, sha256: str) -> bytes | None:
        """The bytes of that hash, put in their place where they can be."""
        if sha256 not in self.backups.named() or (data := self._held(sha256)) is None:
            return None
        if self.archive is not None:
            with contextlib.suppress(KnownError):  # a full disk: then it is read from the backup again
                self.archive.put(data)
        return data

    def _held(self, sha256: str) -> bytes | None:
        found = (self.backups.spare(folder, sha256) for folder in self._folders())
        return next((data for data in found if data is not None), None)

    def _folders(self) -> Iterator[str]:
        yield self.plan.usual
        yield from self.plan.chosen()


@dataclass(frozen=True, slots=True)
class MendedArchive:
    """The record's archive; a file that is gone or damaged is read from a backup instead."""

    archive: HandoutArchive
    spares: SpareFiles

    def get(self, sha256: str) -> bytes:
        """The bytes of that hash.

        Raises:
            RecordError: the file is missing or damaged, and no backup in reach holds it.
        """
        try:
            return self.archive.get(sha256)
        except RecordError:
            spare = self.spares.find(sha256)
            if spare is None:
                raise
            return spare

    def put(self, pdf: bytes) -> str:
        """Keep the bytes; returns their SHA-256 as hex."""
        return self.archive.put(pdf)

    def remove(self, sha256: str) -> None:
        """Erase the bytes of that hash."""
        self.archive.remove(sha256)
