"""Errands about one patient's whole record leaving: JSON with every document, or FHIR."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

import clinic_resources
from clinic_app.domain.audit import AuditAction, Noted
from clinic_app.domain.body_chart import FIGURES, FIGURES_FRAME
from clinic_app.domain.clinic import ClinicProfile
from clinic_app.domain.dossier import Dossier, photo_name
from clinic_app.domain.errors import RecordError
from clinic_app.domain.library import Library
from clinic_app.domain.patient import Patient
from clinic_app.domain.repositories import Record
from clinic_app.domain.words import Catalogue
from clinic_app.exchange.fhir import FhirWords, bundle_text
from clinic_app.exchange.fhir_chart import Figures
from clinic_app.exchange.parcel import Parcel, add
from clinic_app.exchange.patient_file import patient_text
from clinic_app.services.printing import Pictures
from clinic_app.services.story import story_in
from clinic_app.services.ways_out import WaysOut

Step = Callable[[int, int], None]
"""Told how much is done of how much; raises where nobody wants the rest."""

README: Final = """Everything this clinic holds of one patient.

patient.json   the record: patient, problems, programs with every version, visits with what was added
               later, scores, diaries, screens, letters (format clinic-patient/1)
clinic-patient-1.schema.json   says what every field of patient.json may hold (JSON Schema 2020-12)
documents/     the very sheets and letters that were handed out, as PDF; patient.json names each file
photo.*        the patient's photo, if there is one

Nothing here is encrypted. Keep it where only those can read it who may.
"""


@dataclass(frozen=True, slots=True)
class Exported:
    """What left: how many documents, and the hashes of those the archive does not have any more."""

    documents: int
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PatientExportService:
    """Works on one open record and one library."""

    record: Record
    library: Library
    catalogue: Callable[[str], Catalogue]
    pictures: Pictures

    def dossier(self, patient_id: UUID) -> Dossier:
        """Everything of one patient, read in one go."""
        with self.record.reading() as work:
            patient = work.patients.get(patient_id)
            merged = [work.patients.get(each) for each in work.erasures.merged_into(patient_id)]
            story, programs = story_in(work, patient_id), work.programs.of_patient(patient_id)
            about = {patient_id, *story.versions, *(each.id for each in merged)}
            about |= {each.id for each in programs} | {each.id for each in story.visits}
            about |= {each.id for each in story.episodes} | {each.id for each in story.results}
            about |= {each.id for each in story.diaries}
            drafts = [each for each in work.drafts.all() if any(str(one) in each.key for one in about)]
            named = {each.therapist_id for each in story.visits} | {
                each.therapist_id for each in story.screens
            }
            named |= {each.therapist_id for each in story.handouts}
            named |= {each.therapist_id for each in story.letters}
            return Dossier(
                exported_at=self.record.clock(),
                clinic=work.clinic.profile() or ClinicProfile(),
                therapists=[each for each in work.clinic.therapists() if each.id in named],
                patient=patient,
                merged=merged,
                programs=programs,
                story=story,
                drafts=drafts,
            )

    def everything(self, patient_id: UUID, target: Path, *, as_folder: bool, step: Step) -> Exported:
        """Write everything of the patient into a zip, or a new folder, in one go.

        A document that the archive does not have is left out and named in what is returned.

        Raises:
            OutputError: it cannot be written; nothing was.
        """
        dossier = self.dossier(patient_id)
        leaving, out = _leaving(patient_id, "folder" if as_folder else "zip"), WaysOut(self.record)
        with out.folder(target, leaving) if as_folder else out.zipped(target, leaving) as parcel:
            files, missing = self._put_documents(dossier, parcel, step)
            add(parcel, "patient.json", patient_text(dossier, files).encode("utf-8", "replace"))
            schema = clinic_resources.read_bytes("schemas/clinic-patient-1.schema.json")
            add(parcel, "clinic-patient-1.schema.json", schema)
            add(parcel, "README.txt", README.encode())
        return Exported(len(files), missing)

    def fhir(self, patient_id: UUID, target: Path, *, language: str, step: Step) -> Exported:
        """Write the patient's record as a FHIR R4B bundle with every document inside.

        Raises:
            OutputError: it cannot be written; nothing was.
        """
        dossier = self.dossier(patient_id)
        documents, missing = self._documents(dossier, step)
        words = FhirWords(self.library, self.catalogue(language), language, self._figures(dossier))
        written = bundle_text(dossier, documents, words).encode()
        WaysOut(self.record).file(target, written, _leaving(patient_id, "fhir"))
        return Exported(len(documents), missing)

    def _figures(self, dossier: Dossier) -> Figures:
        """What body charts are drawn on, where there is one to draw."""
        seen = {mark.view for visit in dossier.story.visits for mark in visit.body_chart}
        shown = FIGURES if seen else {}
        return {view: self.pictures.drawing(slug, FIGURES_FRAME) for view, slug in shown.items()}

    def _documents(self, dossier: Dossier, step: Step) -> tuple[Mapping[str, bytes], tuple[str, ...]]:
        found: dict[str, bytes] = {}
        missing = []
        hashes = list(dossier.file_names())
        for number, sha256 in enumerate(hashes):
            step(number, len(hashes))
            try:
                found[sha256] = self.record.archive.get(sha256)
            except RecordError:
                missing.append(sha256)
        step(len(hashes), max(1, len(hashes)))
        return found, tuple(missing)

    def _put_documents(
        self, dossier: Dossier, parcel: Parcel, step: Step
    ) -> tuple[dict[str, str], tuple[str, ...]]:
        """PDFs and photo, one in memory at a time; returns file names by hash, and what is missing."""
        names = {sha256: f"documents/{name}" for sha256, name in dossier.file_names().items()}
        photo = dossier.patient.photo_sha256
        wanted, files, missing = [*names, *([photo] if photo else [])], dict[str, str](), []
        for number, sha256 in enumerate(wanted):
            step(number, len(wanted))
            try:
                data = self.record.archive.get(sha256)
            except RecordError:
                missing.append(sha256)
                continue
            files[sha256] = names.get(sha256) or photo_name(data)
            add(parcel, files[sha256], data)
        step(len(wanted), max(1, len(wanted)))
        return files, tuple(missing)


def _leaving(patient_id: UUID, detail: str) -> Noted:
    return Noted(AuditAction.EXPORTED, "patient", patient_id, patient_id, detail)


def export_name(patient: Patient, at: datetime, ending: str = "") -> str:
    """What the file or folder is called: the record number and the day, never the name."""
    return f"record {patient.written_number} {at.astimezone().date().isoformat()}{ending}"
