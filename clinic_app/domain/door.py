"""What stands before the record is open: is there one, who may open it, how often was it tried in vain."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto
from typing import Final

from clinic_app.domain.access import Way, WayKind


class DoorState(StrEnum):
    """What is behind the door."""

    NOTHING = auto()
    """No record, nor any part of one: a new clinic may be begun."""
    OPEN = auto()
    """A record that asks for no secret."""
    LOCKED = auto()


@dataclass(frozen=True, slots=True)
class Attempts:
    """Wrong secrets since the record was last opened."""

    count: int = 0
    last_at: datetime | None = None
    untold: int = 0
    """Those before a right one, while no entry of the audit log tells of them."""

    def wait_until(self) -> datetime | None:
        """When the next try counts; None if now. Three are free, then it doubles up to five minutes."""
        if self.last_at is None or self.count < _FREE_TRIES:
            return None
        doublings = min(self.count - _FREE_TRIES + 1, LONGEST_WAIT_S.bit_length())
        seconds = min(2**doublings, LONGEST_WAIT_S)
        return self.last_at + timedelta(seconds=seconds)

    def wait_s(self, now: datetime) -> int:
        """Whole seconds to wait; a clock that was put back waits no longer than the longest wait."""
        until = self.wait_until()
        if until is None:
            return 0
        left = -(-(until - now) // timedelta(seconds=1))
        return min(max(left, 0), LONGEST_WAIT_S)


_FREE_TRIES: Final = 3
LONGEST_WAIT_S: Final = 300
"""Nobody is locked out for ever."""


@dataclass(frozen=True, slots=True)
class Doorway:
    """What the unlock screen shows."""

    state: DoorState
    ways: Sequence[Way] = ()
    attempts: Attempts = Attempts()

    def of_kind(self, kind: WayKind) -> Sequence[Way]:
        """The ways of one kind, by their holders' names."""
        return sorted(
            (way for way in self.ways if way.kind is kind), key=lambda way: way.holder.name.casefold()
        )
