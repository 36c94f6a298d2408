"""All that a patient's page shows, read in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from clinic_app.domain.patient import Patient
from clinic_app.domain.program import ProgramSummary
from clinic_app.domain.story import Story, StoryEntry, entries
from clinic_app.services.clinic import ClinicServices


@dataclass(frozen=True, slots=True)
class PatientView:
    """The patient, the story, and the programs newest first."""

    patient: Patient
    today: date
    programs: Sequence[ProgramSummary]
    story: Story
    entries: Sequence[StoryEntry]
    review_date: date | None
    """The next visit as the last handed-out version names it."""


def read_patient(services: ClinicServices, patient_id: UUID) -> PatientView:
    """For a worker: reads the record; of a merged patient, the one that holds everything now."""
    patient_id = services.patients.where_now(patient_id)
    patient, story = services.patients.get(patient_id), services.story.of_patient(patient_id)
    return PatientView(
        patient=patient,
        today=services.patients.today(),
        programs=story.summaries(patient.banner_name),
        story=story,
        entries=entries(story),
        review_date=story.review_date,
    )
