"""Errands about the audit log: read it, check it, take it out as a table, enter what changes no row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from clinic_app.domain.audit import AuditAction, AuditEntry, AuditFilter, AuditReport, Noted
from clinic_app.domain.audit_words import action_name, subject_name
from clinic_app.domain.errors import InputError, RecordError
from clinic_app.domain.patient import Patient
from clinic_app.domain.repositories import Record, UnitOfWork
from clinic_app.domain.words import Catalogue
from clinic_app.exchange.audit_csv import AuditCsvLine, audit_csv
from clinic_app.services.patients import PatientService
from clinic_app.services.permission import require_owner
from clinic_app.services.ways_out import WaysOut

PAGE: Final = 200
"""Entries read at once for the window."""

_AT_ONCE: Final = 2_000
Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class AuditLine:
    """An entry, and the patient it is about; None if it is about nobody, or about somebody who was erased."""

    entry: AuditEntry
    patient: Patient | None = None


@dataclass(frozen=True, slots=True)
class AuditView:
    """A stretch of the log, newest first, and what there is to choose from."""

    lines: Sequence[AuditLine]
    count: int
    """Of all entries that were looked for."""
    actors: Sequence[str]


@dataclass(frozen=True, slots=True)
class AuditService:
    """Works on one open record; reading the log is for owners."""

    record: Record

    def view(self, wanted: AuditFilter, *, before: int | None = None) -> AuditView:
        """The newest entries that were looked for, from below number ``before`` on.

        Raises:
            NotAllowedError: only owners read it.
        """
        require_owner(self.record)
        with self.record.reading() as work:
            lines = _lines(work, work.audit.page(wanted, before=before, limit=PAGE))
            return AuditView(lines, work.audit.count(wanted), work.audit.actors())

    def said_before(self, number: int) -> Mapping[str, Any] | None:
        """The old values that entry keeps, by column.

        Raises:
            NotAllowedError: only owners read it.
        """
        require_owner(self.record)
        with self.record.reading() as work:
            return work.audit.said_before(number)

    def patient_meant(self, typed: str, words: Catalogue) -> Patient:
        """The one patient whom a name, birth date or record number means, archived or not.

        Raises:
            InputError: it is nobody, or several.
        """
        search = PatientService(self.record).search
        found = [
            each
            for archived in (False, True)
            for each in search(typed, catalogue=words, archived=archived, limit=2)
        ]
        if not found:
            raise InputError("Nobody is found by that. Type the record number or the name.")
        exact = [each for each in found if each.written_number == typed.strip().zfill(6)]
        if len(found) > 1 and not exact:
            raise InputError("That is more than one patient. Type the record number.")
        return (exact or found)[0]

    def verify(self, step: Step) -> AuditReport:
        """Check every entry and every row of the record; for a worker.

        Raises:
            NotAllowedError: only owners may.
        """
        require_owner(self.record)
        return self.record.auditor.verify(step)

    def export(self, wanted: AuditFilter, target: Path, words: Catalogue, step: Step) -> int:
        """Write the entries that were looked for as CSV, oldest last; returns how many.

        Raises:
            NotAllowedError: only owners may.
            OutputError: it cannot be written; nothing was.
        """
        require_owner(self.record)
        with self.record.reading() as work:
            whole = work.audit.count(wanted)
        found, before = list[AuditCsvLine](), None
        while True:
            step(min(len(found), whole), max(whole, 1))
            with self.record.reading() as work:
                lines = _lines(work, work.audit.page(wanted, before=before, limit=_AT_ONCE))
            found += [_csv_line(each, words) for each in lines]
            if len(lines) < _AT_ONCE:
                break
            before = lines[-1].entry.number
        leaving = Noted(AuditAction.EXPORTED, "record", detail="audit")
        WaysOut(self.record).file(target, audit_csv(found), leaving)
        return len(found)

    def note(
        self,
        action: AuditAction,
        subject: str = "record",
        subject_id: UUID | str = "",
        *,
        patient_id: UUID | None = None,
        detail: str = "",
    ) -> None:
        """Enter something that changed no row; anybody's doings are entered."""
        with self.record.noting() as work:
            work.audit.note(action, subject, subject_id, patient_id=patient_id, detail=detail)
            work.commit()


def _lines(work: UnitOfWork, entries: Sequence[AuditEntry]) -> list[AuditLine]:
    known: dict[UUID, Patient | None] = {}
    for each in entries:
        if each.patient_id is not None and each.patient_id not in known:
            known[each.patient_id] = _patient(work, each.patient_id)
    return [AuditLine(each, known.get(each.patient_id) if each.patient_id else None) for each in entries]


def _patient(work: UnitOfWork, patient_id: UUID) -> Patient | None:
    try:
        return work.patients.get(patient_id)
    except RecordError:
        return None


def _csv_line(line: AuditLine, words: Catalogue) -> AuditCsvLine:
    entry, patient = line.entry, line.patient
    return AuditCsvLine(
        number=entry.number,
        at=entry.at,
        who=entry.actor,
        what=action_name(entry.action, words),
        subject=subject_name(replace(entry, detail=""), words),
        detail=entry.detail,
        record_number=patient.written_number if patient else "",
        subject_id=entry.subject_id,
    )
