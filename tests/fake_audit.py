"""An audit log in memory: it holds what is noted, not every change of a row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from clinic_app.domain.access import Actor
from clinic_app.domain.audit import (
    AuditAction,
    AuditEntry,
    AuditFilter,
    AuditHead,
    AuditReport,
    Seen,
    Standing,
)
from clinic_app.domain.repositories import Clock

if TYPE_CHECKING:
    from fakes import FakeRecord, Tables


class FakeAudit:
    """The log of one unit of work."""

    def __init__(self, tables: "Tables", clock: Clock, actor: Actor) -> None:
        self._tables, self._clock, self._actor = tables, clock, actor

    def note(
        self,
        action: AuditAction,
        subject: str = "record",
        subject_id: UUID | str = "",
        *,
        patient_id: UUID | None = None,
        detail: str = "",
    ) -> None:
        entry = AuditEntry(
            number=len(self._tables.audit) + 1,
            at=self._clock(),
            actor=self._actor.name,
            therapist_id=self._actor.therapist_id,
            action=action,
            subject=subject,
            subject_id=subject_id.hex if isinstance(subject_id, UUID) else subject_id,
            patient_id=patient_id,
            detail=detail,
        )
        self._tables.audit = (*self._tables.audit, entry)

    def page(self, wanted: AuditFilter, *, before: int | None, limit: int) -> Sequence[AuditEntry]:
        found = [each for each in self._found(wanted) if before is None or each.number < before]
        return found[::-1][:limit]

    def count(self, wanted: AuditFilter) -> int:
        return len(self._found(wanted))

    def actors(self) -> Sequence[str]:
        return sorted({each.actor for each in self._tables.audit})

    def said_before(self, number: int) -> Mapping[str, Any] | None:
        return self._tables.said_before.get(number)

    def _found(self, wanted: AuditFilter) -> list[AuditEntry]:
        return [
            each
            for each in self._tables.audit
            if wanted.actor in (None, each.actor)
            and wanted.patient_id in (None, each.patient_id)
            and (not wanted.actions or each.action in wanted.actions)
            and (wanted.since is None or each.at >= wanted.since)
            and (wanted.until is None or each.at < wanted.until)
        ]


class FakeAuditor:
    """Finds what a test told it to find."""

    def __init__(self, record: "FakeRecord") -> None:
        self._record = record
        self.standing = Seen(Standing.WHOLE)
        self.report: AuditReport | None = None

    def head(self) -> AuditHead:
        return AuditHead(len(self._record.tables.audit), b"head")

    def seen(self) -> Seen:
        return self.standing

    def remember(self) -> None:
        """Nothing is remembered."""

    def go_on(self, action: AuditAction = AuditAction.WENT_ON, detail: str = "") -> None:
        with self._record.writing() as work:
            work.audit.note(action, detail=detail)
            work.commit()
        self.standing = Seen(Standing.WHOLE)

    def verify(self, step: Callable[[int, int], None]) -> AuditReport:
        entries = len(self._record.tables.audit)
        step(entries, max(entries, 1))
        return self.report or replace(AuditReport(entries=entries, rows=0), seen=self.standing)
