"""Errands about red-flag screens: record one, look at those of a patient."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from clinic_app.domain.errors import InputError
from clinic_app.domain.red_flags import RedFlagScreen
from clinic_app.domain.repositories import Record
from clinic_app.domain.safety import Screen
from clinic_app.services.profile import ProfileService


@dataclass(frozen=True, slots=True)
class ScreenService:
    """Works on one open record."""

    record: Record

    def of_patient(self, patient_id: UUID) -> Sequence[RedFlagScreen]:
        """The patient's screens, newest first."""
        with self.record.reading() as work:
            return work.screens.of_patient(patient_id)

    def store(
        self,
        patient_id: UUID,
        screen: Screen,
        findings: Collection[str],
        action: str = "",
        *,
        episode_id: UUID | None = None,
    ) -> RedFlagScreen:
        """Record a screen asked today: the ids of the signs that were there, and what was done about them.

        Raises:
            InputError: there are findings, and nothing says what was done.
        """
        if findings and not action.strip():
            raise InputError("Say what was done about it: whom you called, where the patient goes, when.")
        therapist = ProfileService(self.record).therapist()
        stored = RedFlagScreen(
            id=uuid4(),
            patient_id=patient_id,
            episode_id=episode_id,
            screen=screen.id,
            screened_on=self.record.clock().astimezone().date(),
            therapist_id=therapist.id if therapist else None,
            findings=tuple(question.id for question in screen.questions if question.id in findings),
            action=action.strip(),
        )
        with self.record.writing() as work:
            work.screens.add(stored)
            work.commit()
        return stored
