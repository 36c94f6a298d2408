"""What lingers after an erasure: older backups and copies beside the record, and when each of them goes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from clinic_app.domain.backup import Backup, BackupState, Place, newest_verified, to_thin
from clinic_app.domain.old_copies import CopyKind, OldCopy

KEPT_COPIES: Final = 2
"""Of each kind the newest so many are kept,"""

KEPT_COPY_DAYS: Final = 60
"""and none for more days than these: once a whole backup was made after it."""

_LOOKED_AHEAD_DAYS: Final = 800


def copies_to_thin(copies: Sequence[OldCopy], backups: Sequence[Backup]) -> Sequence[OldCopy]:
    """Those that are not kept any longer.

    The time that passed is counted to the newest whole backup, not to now: a clock put forward thins nothing
    by itself, and what no whole backup came after stays whatever its age.
    """
    newest = newest_verified(backups)
    if newest is None:
        return []
    going = list[OldCopy]()
    for kind in CopyKind:
        own = sorted((each for each in copies if each.kind is kind), key=_kept_at, reverse=True)
        for number, each in enumerate(own):
            is_old = newest.made_at - each.kept_at > timedelta(days=KEPT_COPY_DAYS)
            if goes_with(each, newest.made_at) and (is_old or number >= KEPT_COPIES):
                going.append(each)
    return going


def goes_with(copy: OldCopy, backed_up_at: datetime) -> bool:
    """Whether a whole backup of that moment takes the copy's place."""
    return copy.is_of_this_record and copy.kept_at < backed_up_at


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldElsewhere:
    """Where a patient of today is still held once erased from the record."""

    here: int = 0
    """Backups on this computer."""
    elsewhere: int = 0
    """Backups in the other folders that are there now."""
    until: date | None = None
    """When the last of these goes by itself, if one is made every day; None where there is none."""
    away: tuple[str, ...] = ()
    """Folders and sticks that cannot be looked into now."""
    copies: Sequence[OldCopy] = field(default_factory=tuple)
    """Beside the record."""

    @property
    def removable(self) -> bool:
        """Whether there is something on this computer that can be removed."""
        return bool(self.here or any(each.is_of_this_record for each in self.copies))


def held_elsewhere(
    places: Sequence[Place], copies: Sequence[OldCopy], since: datetime, now: datetime
) -> HeldElsewhere:
    """What still holds somebody who came into the record at ``since``."""

    def holding(place: Place) -> list[Backup]:
        return [each for each in place.backups if each.made_at >= since]

    ends = [_last_day(place.backups, now) for place in places if holding(place)]
    return HeldElsewhere(
        here=sum(len(holding(each)) for each in places if each.is_usual),
        elsewhere=sum(len(holding(each)) for each in places if not each.is_usual),
        until=max(ends, default=None),
        away=tuple(each.folder for each in places if not each.is_there),
        copies=[each for each in copies if each.kept_at >= since],
    )


def _last_day(backups: Sequence[Backup], now: datetime) -> date:
    """When none of them is left, if from tomorrow on a backup is made every day."""
    old, kept = {each.path for each in backups}, list(backups)
    for days in range(1, _LOOKED_AHEAD_DAYS):
        at = now + timedelta(days=days)
        kept.append(Backup(path=f"day {days:03d}", made_at=at, state=BackupState.VERIFIED))
        going = {each.path for each in to_thin(kept)}
        kept = [each for each in kept if each.path not in going]
        if not any(each.path in old for each in kept):
            return at.astimezone().date()
    return (now + timedelta(days=_LOOKED_AHEAD_DAYS)).astimezone().date()


def _kept_at(copy: OldCopy) -> datetime:
    return copy.kept_at
