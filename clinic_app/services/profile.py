"""Errands about the clinic itself: the first-run form and the settings that stand on every sheet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from clinic_app.domain.access import NotAllowedError, Role
from clinic_app.domain.clinic import ClinicProfile, Therapist, UsualDose
from clinic_app.domain.handout import Logo
from clinic_app.domain.repositories import Record, UnitOfWork
from clinic_app.domain.sheet_choices import SheetChoices
from clinic_app.images.intake import CleanPicture, clean_picture, picture_size
from clinic_app.services.permission import require_owner


@dataclass(frozen=True, slots=True)
class ProfileService:
    """Works on one open record."""

    record: Record
    clean: Callable[[bytes, str], CleanPicture] = clean_picture

    def is_first_run(self) -> bool:
        """Whether the first-run form was neither answered nor skipped."""
        with self.record.reading() as work:
            return work.clinic.profile() is None

    def profile(self) -> ClinicProfile:
        """The clinic as stored, or an empty one."""
        with self.record.reading() as work:
            return work.clinic.profile() or ClinicProfile()

    @property
    def may_save_profile(self) -> bool:
        """Whether whoever works here may change the clinic's fields."""
        actor = self.record.actor
        return actor.role is Role.OWNER and actor.may_write

    def save_profile(self, profile: ClinicProfile) -> ClinicProfile:
        """Store the clinic's fields.

        Raises:
            NotAllowedError: not an owner.
        """
        require_owner(self.record)
        with self.record.writing() as work:
            stored = work.clinic.save_profile(profile)
            work.commit()
        return stored

    def change(self, edit: Callable[[ClinicProfile], ClinicProfile]) -> ClinicProfile:
        """Store what ``edit`` makes of the clinic as it is now: nothing comes between reading and writing.

        Raises:
            NotAllowedError: not an owner; and whatever ``edit`` raises.
        """
        require_owner(self.record)
        with self.record.writing() as work:
            stored = work.clinic.save_profile(edit(work.clinic.profile() or ClinicProfile()))
            work.commit()
        return stored

    def logo(self, profile: ClinicProfile) -> Logo | None:
        """The picture of that profile, or None."""
        if not profile.logo_sha256:
            return None
        data = self.record.archive.get(profile.logo_sha256)
        width, height = picture_size(data)
        return Logo(data=data, width=width, height=height)

    def take_logo(self, data: bytes, place: str) -> ClinicProfile:
        """Keep a picture from outside as the clinic's logo; ``place`` names its file in complaints.

        Raises:
            InputError: no PNG or JPEG, damaged, or too large; nothing of it was kept.
        """
        require_owner(self.record)
        clean = self.clean(data, place)
        sha256 = self.record.archive.put(clean.data)
        return self.change(lambda now: replace(now, logo_sha256=sha256))

    def drop_logo(self) -> ClinicProfile:
        """Print our own mark again."""
        return self.change(lambda now: replace(now, logo_sha256=""))

    def save_usual_doses(self, doses: Sequence[UsualDose]) -> ClinicProfile:
        """Store what the clinic usually gives, and nothing else."""
        return self.change(lambda now: replace(now, usual_doses=tuple(doses)))

    def save_usual_sheet(self, choices: SheetChoices, paper: str) -> ClinicProfile:
        """Store how the clinic's sheets are usually printed, and nothing else."""
        return self.change(lambda now: replace(now, choices=choices, paper=paper))

    def therapist(self) -> Therapist | None:
        """Who works at this desk; the first therapist, where nobody had to say their name."""
        with self.record.reading() as work:
            return self._signing(work)

    def _signing(self, work: UnitOfWork) -> Therapist | None:
        therapists = work.clinic.therapists()
        mine = (each for each in therapists if each.id == self.record.actor.therapist_id)
        return next(mine, next(iter(therapists), None))

    def _own(self, work: UnitOfWork) -> Therapist | None:
        """Whom the person at this desk may change: themselves, or whoever an owner without a name signs as.

        Raises:
            NotAllowedError: it is somebody else.
        """
        known, actor = self._signing(work), self.record.actor
        if known is not None and actor.role is not Role.OWNER and known.id != actor.therapist_id:
            raise NotAllowedError("This is another therapist's. Ask an owner of the record to put it right.")
        return known

    def save_signature_note(self, note: str) -> Therapist | None:
        """Store what stands below one's own name; None where there is no therapist.

        Raises:
            NotAllowedError: it is another therapist's.
        """
        with self.record.writing() as work:
            known = self._own(work)
            if known is None:
                return None
            stored = work.clinic.save_therapist(replace(known, signature_note=note))
            work.commit()
        return stored

    def save_therapist(self, *, name: str, credentials: str) -> Therapist | None:
        """Store one's own name and credentials; None when there is no name to store.

        Raises:
            NotAllowedError: they are another therapist's.
        """
        with self.record.writing() as work:
            known = self._own(work)
            if known is None and not name.strip():
                return None
            if known is None:
                stored = Therapist(id=uuid4(), name=name.strip(), credentials=credentials.strip())
                work.clinic.add_therapist(stored)
            else:
                renamed = replace(known, name=name.strip(), credentials=credentials.strip())
                stored = work.clinic.save_therapist(renamed)
            work.commit()
        return stored
