"""Pictures of the audit log: a day's lines, and what a check found."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from clinic_app.domain.audit import AuditAction, AuditEntry, AuditReport, Mismatch
from clinic_app.domain.patient import Patient
from clinic_ui.audit.log_form import LogForm
from desks import Desk

Take = Callable[[QWidget, str], None]

_DAY = (
    (AuditAction.UNLOCKED, "record", "2"),
    (AuditAction.OPENED, "patient", ""),
    (AuditAction.CHANGED, "patient", ""),
    (AuditAction.ADDED, "visit", ""),
    (AuditAction.SIGNED, "visit", ""),
    (AuditAction.CHANGED, "program_version", ""),
    (AuditAction.HANDED_OUT, "handout", ""),
    (AuditAction.REPRINTED, "handout", ""),
    (AuditAction.EXPORTED, "patient", "fhir"),
    (AuditAction.SETTINGS_CHANGED, "clinic", ""),
    (AuditAction.LOCKED, "record", ""),
)
_OF_NOBODY = {"record", "clinic"}


def take_audit(take: Take, desk: Desk, patient: Patient) -> None:
    """With lines, after a check that found nothing, and after one that found something."""
    store_a_day(desk, patient)
    form = LogForm(desk.context)
    take(form, "audit-log")
    form.check_button.click()
    take(form, "audit-whole")
    row = Mismatch("visit", "x")
    desk.record.auditor.report = AuditReport(entries=88, rows=412, broken=(41,), changed=(row, row))
    form.check_button.click()
    take(form, "audit-forged")
    desk.record.auditor.report = None
    form.close()
    form.deleteLater()


def store_a_day(desk: Desk, patient: Patient) -> None:
    """What two people did, four times over."""
    began = desk.record.clock() - timedelta(hours=6)
    lines = []
    for number in range(1, 4 * len(_DAY) + 1):
        action, subject, detail = _DAY[number % len(_DAY)]
        lines.append(
            AuditEntry(
                number=number,
                at=began + timedelta(minutes=4 * number),
                actor="Sam Keller" if number % 3 else "Ada Lindqvist-Montgomery",
                therapist_id=None,
                action=action,
                subject=subject,
                subject_id=uuid4().hex,
                patient_id=None if subject in _OF_NOBODY else patient.id,
                detail=detail,
                has_before=action is AuditAction.CHANGED,
            )
        )
    lines[-1] = replace(lines[-1], action=AuditAction.CHANGED, subject="patient", has_before=True)
    lines[-1] = replace(lines[-1], detail="", patient_id=patient.id)
    desk.record.tables.audit = tuple(lines)
    desk.record.tables.said_before[len(lines)] = {"phone": "020 7946 0102", "occupation": "Teacher"}
