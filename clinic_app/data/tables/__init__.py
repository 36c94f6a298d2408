"""The tables of the record, by subject; importing this package knows them all."""

from clinic_app.data.tables.base import Base, Revised, Stamped
from clinic_app.data.tables.clinic import ONLY_CLINIC, ClinicRow, DraftRow, TherapistRow
from clinic_app.data.tables.patients import CounterRow, EpisodeRow, PatientRow, PatientWordRow
from clinic_app.data.tables.programs import HandoutRow, ProgramItemRow, ProgramRow, ProgramVersionRow

__all__ = [
    "ONLY_CLINIC",
    "Base",
    "ClinicRow",
    "CounterRow",
    "DraftRow",
    "EpisodeRow",
    "HandoutRow",
    "PatientRow",
    "PatientWordRow",
    "ProgramItemRow",
    "ProgramRow",
    "ProgramVersionRow",
    "Revised",
    "Stamped",
    "TherapistRow",
]
