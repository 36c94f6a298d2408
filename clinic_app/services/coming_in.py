"""What happens when somebody comes in: whether their way still holds, and what the log says of it."""

import contextlib
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from clinic_app.domain.access import NotAllowedError, Role, Way, WayKind
from clinic_app.domain.audit import AuditAction, AuditFilter
from clinic_app.domain.errors import OutputError, RecordError
from clinic_app.domain.repositories import Record

_AT_ONCE: Final = 500
_WAYS_NAMED: Final = frozenset(
    {
        AuditAction.WAY_ADDED,
        AuditAction.WAY_REMOVED,
        AuditAction.WAY_FOUND,
        AuditAction.PASSPHRASE_CHANGED,
    }
)


@dataclass(frozen=True, slots=True)
class ComingIn:
    """Works on one open record, before anybody does anything in it."""

    record: Record

    def let_in(self, way_id: UUID, failed: int) -> None:
        """Enter that somebody unlocked the record by this way, after ``failed`` wrong secrets.

        Raises:
            NotAllowedError: the way was taken away.
        """
        self._require_in_force(way_id)
        with self.record.noting() as work:
            work.audit.note(AuditAction.UNLOCKED, detail=str(failed) if failed else "")
            work.commit()

    def let_in_without_window(self, way_id: UUID, failed: int) -> None:
        """The same where nothing can ask for a passphrase of one's own; who needs no secret unlocks nothing.

        Raises:
            NotAllowedError: the way was taken away, or its passphrase is known to whoever gave it.
        """
        meant = [way for way in self.record.keys.ways() if way.id == way_id]
        if any(way.kind is WayKind.OPEN for way in meant):
            return
        if any(way.is_first for way in meant):
            raise NotAllowedError(
                "Whoever gave you this passphrase knows it. Unlock once in the window and take your own."
            )
        self.let_in(way_id, failed)

    def enter_unknown_ways(self) -> None:
        """Enter the ways to unlock that no entry names: the program was stopped, or the disk was full.

        What cannot be entered now is entered at the next opening.
        """
        keys = self.record.keys
        with contextlib.suppress(RecordError, OutputError):
            if keys.is_entered():
                return
            named = self._ways_that(_WAYS_NAMED)
            self._enter([way for way in keys.ways() if way.id.hex not in named])
            keys.note_entered()

    def _require_in_force(self, way_id: UUID) -> None:
        """Let nobody in by a way that was changed or taken away and came back with an older key file.

        Where nobody else is left who is an owner they are let in all the same: the record is not to be lost.
        """
        keys = self.record.keys
        if not keys.is_older():
            return
        gone = self._ways_that(frozenset({AuditAction.WAY_REMOVED}))
        people = (way for way in keys.ways() if way.kind is WayKind.PASSPHRASE)
        owners = [way for way in people if way.holder.role is Role.OWNER and way.id.hex not in gone]
        if way_id.hex in gone and owners:
            raise NotAllowedError(
                "This passphrase or code was changed or taken away. It came back with an older key file: "
                "use the newest one, or ask an owner of the record."
            )

    def _ways_that(self, actions: frozenset[AuditAction]) -> set[str]:
        """The ids of the ways of which the log says one of these."""
        found, before = set[str](), None
        with self.record.reading() as work:
            while entries := work.audit.page(AuditFilter(actions=actions), before=before, limit=_AT_ONCE):
                found |= {each.subject_id for each in entries}
                before = entries[-1].number
        return found

    def _enter(self, ways: list[Way]) -> None:
        with self.record.noting() as work:
            for way in ways:
                work.audit.note(AuditAction.WAY_FOUND, "way", way.id, detail=way.kind.value)
            work.commit()
