"""Pictures of what leaves: the menu of a patient's page, the dialogs, the settings of the record."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from clinic_app.domain.erasure import Erasure
from clinic_app.domain.old_copies import CopyKind
from clinic_app.domain.patient import Patient
from clinic_ui.pages.erase_form import EraseForm
from clinic_ui.pages.export_form import ExportForm, Leaving
from clinic_ui.pages.patients_page import PatientsPage
from desks import Desk
from pictured_backups import NOW, a_backup, a_copy

Take = Callable[[QWidget, str], None]


def take_out(take: Take, page: PatientsPage, desk: Desk, patient: Patient) -> None:
    """Each on its own; ``page`` shows the patient."""
    page.detail.more.menu.adjustSize()
    take(page.detail.more.menu, "patient-more")
    for leaving in (Leaving.ZIP, Leaving.FHIR):
        form = ExportForm(desk.context, patient, leaving)
        take(form, f"export-{leaving.value}")
        form.close()
    outlook = desk.services.erasure.outlook(patient.id)
    early = EraseForm(desk.context, outlook)
    take(early, "erase-early")
    early.reason.setText("Patient asked for it in writing, 20 November")
    early.number.setText(patient.written_number)
    take(early, "erase-ready")
    hold_elsewhere(desk)
    held = EraseForm(desk.context, outlook)
    take(held, "erase-held-elsewhere")
    over = EraseForm(desk.context, replace(outlook, kept_until=outlook.today))
    take(over, "erase-over")
    for each in (early, held, over):
        each.close()


def hold_elsewhere(desk: Desk) -> None:
    """Backups here and on a stick, another stick away, copies beside the record."""
    plan, store = desk.services.backup_plan, desk.record.backups
    plan.keep({"/media/sam/SAFE": NOW})
    store.by_folder[plan.usual] = [a_backup(plan.usual, days) for days in (0, 1, 2, 30)]
    store.copies.kept = [a_copy(CopyKind.UPDATE, 9), a_copy(CopyKind.BEGINNING, 41)]


def store_an_erasure(desk: Desk) -> None:
    """A line for Settings to show."""
    at = datetime(2026, 11, 2, 9, tzinfo=UTC)
    with desk.record.writing() as work:
        work.erasures.keep(
            Erasure(
                id=uuid4(),
                record_number=17,
                erased_at=at,
                erased_by="Sam Keller",
                reason="Asked for it in writing",
                kept_until=at.date(),
            )
        )
        work.commit()
