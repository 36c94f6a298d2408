"""The tables of the record, by subject; importing this package knows them all."""

from clinic_app.data.tables.audit import AuditEntryRow, AuditKeyRow
from clinic_app.data.tables.base import Base, Revised, Stamped
from clinic_app.data.tables.care import AmendmentRow, DiaryRow, LetterRow, MeasureResultRow, VisitRow
from clinic_app.data.tables.clinic import ONLY_CLINIC, ClinicRow, DraftRow, TherapistRow
from clinic_app.data.tables.erasures import ErasureRow
from clinic_app.data.tables.found import FoundTextRow
from clinic_app.data.tables.patients import CounterRow, EpisodeRow, PatientRow, PatientWordRow
from clinic_app.data.tables.programs import HandoutRow, ProgramItemRow, ProgramRow, ProgramVersionRow
from clinic_app.data.tables.shelf import OwnEntryRow, RedFlagScreenRow, ShelfUseRow

__all__ = [
    "ONLY_CLINIC",
    "AmendmentRow",
    "AuditEntryRow",
    "AuditKeyRow",
    "Base",
    "ClinicRow",
    "CounterRow",
    "DiaryRow",
    "DraftRow",
    "EpisodeRow",
    "ErasureRow",
    "FoundTextRow",
    "HandoutRow",
    "LetterRow",
    "MeasureResultRow",
    "OwnEntryRow",
    "PatientRow",
    "PatientWordRow",
    "ProgramItemRow",
    "ProgramRow",
    "ProgramVersionRow",
    "RedFlagScreenRow",
    "Revised",
    "ShelfUseRow",
    "Stamped",
    "TherapistRow",
    "VisitRow",
]
