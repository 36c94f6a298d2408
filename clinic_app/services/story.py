"""Errands about a patient's story: everything that was recorded, read in one go."""

from dataclasses import dataclass
from uuid import UUID

from clinic_app.domain.audit import AuditAction
from clinic_app.domain.repositories import Record, UnitOfWork
from clinic_app.domain.story import Story
from clinic_app.services.audit import AuditService


@dataclass(frozen=True, slots=True)
class StoryService:
    """Works on one open record."""

    record: Record

    def of_patient(self, patient_id: UUID) -> Story:
        """Everything of one patient, and nothing of anybody else."""
        with self.record.reading() as work:
            return story_in(work, patient_id)

    def opened(self, patient_id: UUID) -> None:
        """Somebody opened the patient's page: the audit log says so. For a worker."""
        note = AuditService(self.record).note
        note(AuditAction.OPENED, "patient", patient_id, patient_id=patient_id)


def story_in(work: UnitOfWork, patient_id: UUID) -> Story:
    """Everything of one patient, as one unit of work sees it."""
    versions = {each.id: each for each in work.programs.versions_of_patient(patient_id)}
    programs = work.programs.of_patient(patient_id)
    return Story(
        episodes=work.episodes.of_patient(patient_id),
        visits=work.visits.of_patient(patient_id),
        amendments=work.visits.amendments(patient_id),
        results=work.results.of_patient(patient_id),
        diaries=work.diaries.of_patient(patient_id),
        letters=work.letters.of_patient(patient_id),
        screens=work.screens.of_patient(patient_id),
        handouts=work.handouts.of_patient(patient_id),
        versions=versions,
        episode_of_program={each.id: each.episode_id for each in programs},
        programs=programs,
    )
