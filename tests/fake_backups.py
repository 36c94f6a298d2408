"""Backups that keep their promises in memory: each is a copy of a record's tables."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from clinic_app.domain.backup import Backup, BackupState, Restored, Step, no_step, to_thin
from clinic_app.domain.errors import KnownError, OutputError, RecordError
from clinic_app.domain.old_copies import OldCopy
from clinic_app.domain.repositories import Clock


class FakePlan:
    """Chosen folders in memory; the usual one is made in the folder of the test."""

    def __init__(self, folder: Path) -> None:
        self.record, self.usual = str(folder / "record"), str(folder / "backups")
        self.kept: Mapping[str, datetime | None] = {}

    def make_usual(self) -> None:
        Path(self.usual).mkdir(exist_ok=True)

    def chosen(self) -> Mapping[str, datetime | None]:
        return self.kept

    def keep(self, chosen: Mapping[str, datetime | None]) -> None:
        self.kept = dict(chosen)


@dataclass
class FakeOpened:
    """A backup in hand; ``failure`` is what its restore fails with."""

    backup: Backup
    lost: int = 0
    failure: KnownError | None = None
    was_restored: bool = False

    def restore(self, step: Step = no_step) -> Restored:
        step(1, 1)
        if self.failure is not None:
            raise self.failure
        self.was_restored = True
        return Restored(made_at=self.backup.made_at, aside="record-before-restore")


@dataclass
class FakeCopies:
    """Copies beside the record, in memory."""

    kept: list[OldCopy] = field(default_factory=list)

    def found(self) -> Sequence[OldCopy]:
        return sorted(self.kept, key=lambda each: each.kept_at, reverse=True)

    def remove(self, copy: OldCopy) -> None:
        self.kept.remove(copy)


@dataclass
class FakeBackups:
    """Backups by folder. ``away`` are sticks that are pulled out: nothing can be made or found there.

    ``files`` are the record's, ``names`` tells which its rows name; none of them is in a backup.
    """

    clock: Clock
    count: Callable[[], Mapping[str, int]]
    by_folder: dict[str, list[Backup]] = field(default_factory=dict)
    away: set[str] = field(default_factory=set)
    changed_at: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    failure: KnownError | None = None
    opened: list[FakeOpened] = field(default_factory=list)
    in_doubt: bool = False
    copies: FakeCopies = field(default_factory=FakeCopies)
    files: Mapping[str, bytes] = field(default_factory=dict)
    names: Callable[[], Set[str]] = frozenset

    def counts(self) -> Mapping[str, int]:
        return self.count()

    def named(self) -> Set[str]:
        return self.names()

    def gone(self) -> Set[str]:
        return {each for each in self.named() if each not in self.files}

    def spare(self, place: str, sha256: str) -> bytes | None:
        return None

    def make(self, place: str, step: Step = no_step) -> Backup:
        if self.failure is not None:
            raise self.failure
        if place in self.away:
            raise OutputError("The folder {folder} is not there.", folder=place)
        step(1, 1)
        made = Backup(
            path=f"{place}/{self.clock():%Y-%m-%d_%H-%M-%S}_{len(self.by_folder.get(place, []))}",
            made_at=self.clock(),
            made_by="Ada Lane",
            counts=self.count(),
            database_bytes=1_000_000,
            state=BackupState.VERIFIED,
        )
        self.by_folder.setdefault(place, []).insert(0, made)
        return made

    def found(self, place: str) -> Sequence[Backup]:
        return [] if place in self.away else list(self.by_folder.get(place, []))

    def thin(self, place: str) -> int:
        going = {each.path for each in to_thin(self.found(place))}
        self.by_folder[place] = [each for each in self.found(place) if each.path not in going]
        return len(going)

    def remove_before(self, place: str, moment: datetime) -> int:
        known = self.found(place)
        if not any(each.verified and each.made_at >= moment for each in known):
            raise RecordError("Older backups stay until a whole one was made after them.")
        self.by_folder[place] = [each for each in known if each.made_at >= moment]
        return len(known) - len(self.by_folder[place])

    def open(self, backup: Backup) -> FakeOpened:
        self.opened.append(FakeOpened(replace(backup)))
        return self.opened[-1]
