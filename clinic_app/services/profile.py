"""Errands about the clinic itself: the first-run form and the settings that stand on every sheet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from clinic_app.domain.clinic import ClinicProfile, Therapist, UsualDose
from clinic_app.domain.repositories import Record
from clinic_app.domain.sheet_choices import SheetChoices


@dataclass(frozen=True, slots=True)
class ProfileService:
    """Works on one open record."""

    record: Record

    def is_first_run(self) -> bool:
        """Whether the first-run form was neither answered nor skipped."""
        with self.record.reading() as work:
            return work.clinic.profile() is None

    def profile(self) -> ClinicProfile:
        """The clinic as stored, or an empty one."""
        with self.record.reading() as work:
            return work.clinic.profile() or ClinicProfile()

    def save_profile(self, profile: ClinicProfile) -> ClinicProfile:
        """Store the clinic's fields."""
        with self.record.writing() as work:
            stored = work.clinic.save_profile(profile)
            work.commit()
        return stored

    def save_usual_doses(self, doses: Sequence[UsualDose]) -> ClinicProfile:
        """Store what the clinic usually gives, and nothing else."""
        return self.save_profile(replace(self.profile(), usual_doses=tuple(doses)))

    def save_usual_sheet(self, choices: SheetChoices, paper: str) -> ClinicProfile:
        """Store how the clinic's sheets are usually printed, and nothing else."""
        return self.save_profile(replace(self.profile(), choices=choices, paper=paper))

    def therapist(self) -> Therapist | None:
        """Who prescribes at this desk: the first therapist, until sign-in tells them apart."""
        with self.record.reading() as work:
            return next(iter(work.clinic.therapists()), None)

    def save_therapist(self, *, name: str, credentials: str) -> Therapist | None:
        """Store the therapist's name and credentials; None when there is no name to store."""
        known = self.therapist()
        if known is None and not name.strip():
            return None
        with self.record.writing() as work:
            if known is None:
                stored = Therapist(id=uuid4(), name=name.strip(), credentials=credentials.strip())
                work.clinic.add_therapist(stored)
            else:
                renamed = replace(known, name=name.strip(), credentials=credentials.strip())
                stored = work.clinic.save_therapist(renamed)
            work.commit()
        return stored
