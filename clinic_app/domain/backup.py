"""Backups of the record: what one holds, which are kept and how long, when somebody is reminded."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum, auto
from typing import Final, Protocol
from uuid import UUID

from clinic_app.domain.audit import AuditHead
from clinic_app.domain.door import Doorway
from clinic_app.domain.old_copies import CopyStore

KEPT_DAYS: Final = 7
KEPT_WEEKS: Final = 5
KEPT_MONTHS: Final = 12
"""Of so many days, weeks and months that have backups, the newest of each is kept."""

REMINDED_AFTER_DAYS: Final = 7
"""Somebody is reminded when the last whole backup is older."""

_AT_START_AFTER: Final = timedelta(days=1)
_CLOCKS_DIFFER: Final = timedelta(days=1)
_NOTED_WITHIN: Final = timedelta(minutes=10)
"""That a backup was made is entered after it, and is no change to be backed up."""

NO_LOG: Final = AuditHead(0)

Step = Callable[[int, int], object]
"""Told how far the work is: so much, of so much."""


def no_step(_done: int, _whole: int) -> None:
    """For whoever does not ask how far the work is."""


class BackupState(StrEnum):
    """What is known of a backup that lies somewhere."""

    VERIFIED = auto()
    """Whole when it was made, and unchanged as far as can be seen without reading all of it."""
    UNREAD = auto()
    """Nobody has opened it here yet: what it says of itself is not proven."""
    DAMAGED = auto()
    """It, or what it says of itself, was changed since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """One backup, by what its manifest says."""

    path: str
    made_at: datetime
    made_by: str = ""
    revision: str = ""
    """Of the tables."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """Rows by table."""
    audit: AuditHead = NO_LOG
    handouts: int = 0
    """Files of the archive that belong to it."""
    missing: int = 0
    """Files of the archive that were missing or damaged when it was made."""
    database_bytes: int = 0
    state: BackupState = BackupState.UNREAD

    @property
    def verified(self) -> bool:
        """Whether it may be relied on."""
        return self.state is BackupState.VERIFIED


def to_thin(backups: Sequence[Backup], now: datetime | None = None) -> Sequence[Backup]:
    """Those that are not kept any longer.

    Counted are days, weeks and months that have backups, not those that passed: a clock put forward a year
    thins nothing. Of one day the newest whole one is kept, and the newest whole one of all is always.
    Those that a wrong clock dated after ``now`` are thinned among themselves: they push out none made now.
    """
    ahead = [each for each in backups if now is not None and each.made_at > now]
    made = [each for each in backups if now is None or each.made_at <= now]
    kept = _kept(made) | _kept(ahead)
    return [each for each in backups if each.path not in kept]


def _kept(backups: Sequence[Backup]) -> set[str]:
    in_order = sorted(backups, key=lambda each: (each.verified, each.made_at, each.path))
    kept = {each.path for each in in_order[-1:]}
    for period, most in ((_day, KEPT_DAYS), (_week, KEPT_WEEKS), (_month, KEPT_MONTHS)):
        newest = {period(each): each.path for each in in_order}
        kept |= {newest[when] for when in sorted(newest, reverse=True)[:most]}
    return kept


def newest_verified(backups: Sequence[Backup], until: datetime | None = None) -> Backup | None:
    """The last one that may be relied on; with ``until`` none that a clock put forward dated later."""
    known = [each for each in backups if each.verified and (until is None or each.made_at <= until)]
    return max(known, key=lambda each: each.made_at, default=None)


def is_past(moment: datetime, now: datetime) -> bool:
    """Whether a backup can be from then; one made while the clock was ahead is from a day that is not yet."""
    return moment <= now + _CLOCKS_DIFFER


def newest_first(backups: Sequence[Backup], now: datetime) -> Sequence[Backup]:
    """Newest first; those from a time that is not yet come last, since nobody knows how old they are."""
    return sorted(backups, key=lambda each: (is_past(each.made_at, now), each.made_at), reverse=True)


def is_due(last: datetime | None, now: datetime, changed_at: datetime, *, at_start: bool) -> bool:
    """Whether a backup is to be made by itself: at start after a day, else after a day's first save."""
    if last is None or last > now:  # a clock that was put back: the future holds no backup
        return True
    if at_start:
        return now - last > _AT_START_AFTER
    return last.astimezone().date() < now.astimezone().date() and changed_at > last + _NOTED_WITHIN


class Lack(StrEnum):
    """Why somebody is reminded of backups."""

    NONE = auto()
    """There is no whole backup at all."""
    OLD = auto()
    """The last whole one is old."""
    ONLY_HERE = auto()
    """All are on the disk that holds the record: what happens to it happens to them."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """What is lacking, for how many whole days, and which chosen folders cannot be reached now."""

    lack: Lack
    days: int = 0
    away: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A folder for backups, with those of this record in it, newest first."""

    folder: str
    is_usual: bool = False
    """The one beside the record, which nobody has to choose."""
    is_there: bool = True
    """A stick that is not plugged in is not."""
    backups: Sequence[Backup] = ()
    last_made_at: datetime | None = None
    """The last whole one that was ever seen there, also while the folder is away."""

    @property
    def last(self) -> datetime | None:
        """When the last whole one was made there, as far as is known."""
        newest = newest_verified(self.backups)
        return newest.made_at if newest is not None else self.last_made_at

    def last_until(self, now: datetime) -> datetime | None:
        """The same, but for what is dated in the future: of that nobody knows how old it is."""
        newest = newest_verified(self.backups, now)
        return newest.made_at if newest is not None else self.last


def reminder(places: Sequence[Place], now: datetime) -> Reminder | None:
    """What to remind of; chosen folders count before the usual one, which goes with the machine."""
    chosen = [each for each in places if not each.is_usual]
    away = tuple(each.folder for each in chosen if not each.is_there)
    lasts = [each.last_until(now) for each in chosen or places]
    known = [each for each in lasts if each is not None and is_past(each, now)]
    if not known:
        return Reminder(Lack.NONE, away=away)
    days = (now - max(known)).days
    if days > REMINDED_AFTER_DAYS:
        return Reminder(Lack.OLD, days, away)
    return None if chosen else Reminder(Lack.ONLY_HERE)


class BackupStore(Protocol):
    """Makes backups of the record that is open, in any folder."""

    @property
    def copies(self) -> CopyStore:
        """What updates and restores left beside it."""
        ...

    @property
    def changed_at(self) -> datetime:
        """When the record was last saved."""
        ...

    @property
    def in_doubt(self) -> bool:
        """Whether the record failed its last check at closing: then nothing older makes room for it."""
        ...

    def make(self, place: str, step: Step = no_step) -> Backup:
        """A new backup in that folder, read again and compared before it counts; nothing is overwritten.

        Raises:
            RecordError: the record itself is damaged, or the copy was.
            OutputError: no room, no permission, or the folder went away; nothing half made is left.
        """
        ...

    def found(self, place: str) -> Sequence[Backup]:
        """Backups of this record in that folder, newest first; none where it is away."""
        ...

    def thin(self, place: str) -> int:
        """Remove those that are not kept any longer, and files that only they held; says how many went."""
        ...

    def remove_before(self, place: str, moment: datetime) -> int:
        """Remove the backups in that folder that were made before, whole; says how many went.

        Raises:
            RecordError: no whole one was made since; nothing is removed.
            OutputError: the folder cannot be written.
        """
        ...

    def counts(self) -> Mapping[str, int]:
        """Rows by table, as the record is now."""
        ...

    def named(self) -> Set[str]:
        """The hash of every file of the archive that a row of the record names."""
        ...

    def gone(self) -> Set[str]:
        """Those that are not there; whether the others are whole is not looked at."""
        ...

    def spare(self, place: str, sha256: str) -> bytes | None:
        """The bytes of that hash, where backups in that folder hold them whole."""
        ...

    def open(self, backup: Backup) -> "OpenedBackup":
        """A backup of this record, by the key that is in use; the ways to unlock stay as they are now.

        Raises:
            RecordError: it is damaged, of another record, or of a newer version.
        """
        ...


class OpenedBackup(Protocol):
    """A backup whose manifest was proven genuine; also of use once the record is closed."""

    @property
    def backup(self) -> Backup:
        """What it holds."""
        ...

    @property
    def lost(self) -> int:
        """How many files of the archive it can no longer give back."""
        ...

    def restore(self, step: Step = no_step) -> "Restored":
        """Put it in the place of the record, which must be closed. The record before is moved aside.

        Raises:
            RecordError: the copy is damaged, or the record is open.
            OutputError: no room or no permission. In both cases the record is as it was.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore left behind."""

    made_at: datetime | None = None
    """Of the backup that is in use now; None: the record is as it was before."""
    aside: str | None = None
    """Where the record before lies; None if there was none."""
    lost: int = 0
    """Files of the archive that could not be given back."""
    was_interrupted: bool = False
    """The program was stopped in the middle; the next start ended it."""


class BackupFinder(Protocol):
    """Finds backups where no record is open: on a new machine, or beside a damaged record."""

    def found(self, chosen: str) -> Sequence[Backup]:
        """Backups in a folder, in one within it, or the folder itself if it is one; newest first.

        Raises:
            InputError: there is none, or the folder cannot be read.
        """
        ...

    def look(self, backup: Backup) -> Doorway:
        """Who may open it.

        Raises:
            RecordError: nothing of it is left, or its key file is damaged.
        """
        ...

    def unlock(self, backup: Backup, way_id: UUID, secret: str) -> OpenedBackup:
        """The backup, by one of its own ways; takes about a second.

        Raises:
            WrongSecretError: the secret is another one.
            RecordError: it is damaged, or of a newer version.
        """
        ...

    def recover(self, backup: Backup, code: str) -> OpenedBackup:
        """The backup, by a recovery code; raises as :meth:`unlock`."""
        ...


class BackupPlan(Protocol):
    """Which folders somebody chose; kept with the settings, not in the record."""

    @property
    def record(self) -> str:
        """The folder of the record."""
        ...

    @property
    def usual(self) -> str:
        """The folder beside it."""
        ...

    def make_usual(self) -> None:
        """Make that folder, for nobody but its owner.

        Raises:
            OutputError: it cannot be made.
        """
        ...

    def chosen(self) -> Mapping[str, datetime | None]:
        """Folders somebody chose, each with the last whole backup seen there."""
        ...

    def keep(self, chosen: Mapping[str, datetime | None]) -> None:
        """Store them.

        Raises:
            OutputError: no room or no permission.
        """
        ...


def _day(backup: Backup) -> tuple[int, ...]:
    return (backup.made_at.astimezone().date().toordinal(),)


def _week(backup: Backup) -> tuple[int, ...]:
    return tuple(backup.made_at.astimezone().isocalendar()[:2])


def _month(backup: Backup) -> tuple[int, ...]:
    day = backup.made_at.astimezone()
    return day.year, day.month
