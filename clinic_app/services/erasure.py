"""Errands about erasing a patient for good; the line that says so stays."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

from clinic_app.domain.clinic import ClinicProfile
from clinic_app.domain.erasure import PAGES, Erasure, ErasureOutlook, RetentionRule, check_confirmation
from clinic_app.domain.errors import ConflictError, InputError, KnownError
from clinic_app.domain.repositories import Record, UnitOfWork
from clinic_app.services.permission import require_owner
from clinic_app.services.profile import ProfileService

_LONGEST_RETENTION = 100


@dataclass(frozen=True, slots=True)
class ErasureService:
    """Works on one open record."""

    record: Record

    def outlook(self, patient_id: UUID) -> ErasureOutlook:
        """What the person has to know before."""
        with self.record.reading() as work:
            return self._outlook(work, patient_id)

    def erase(self, patient_id: UUID, *, typed_number: str, reason: str) -> Erasure:
        """Erase the patient, every row and file of theirs; the files that others hold too stay.

        Raises:
            InputError: the number is not the patient's, a reason is missing, or the record was merged.
            NotAllowedError: not an owner.
        """
        require_owner(self.record)
        therapist = ProfileService(self.record).therapist()
        with self.record.writing() as work:
            outlook = self._outlook(work, patient_id)
            check_confirmation(outlook, typed_number, reason)
            erasure = Erasure(
                id=uuid4(),
                record_number=outlook.patient.record_number,
                erased_at=self.record.clock(),
                erased_by=therapist.name if therapist else "",
                reason=reason.strip(),
                kept_until=outlook.kept_until,
            )
            for merged in work.erasures.merged_into(patient_id):
                number = work.patients.get(merged).record_number
                work.erasures.keep(replace(erasure, id=uuid4(), record_number=number))
            erasure = replace(erasure, pending=(*sorted(work.erasures.erase(patient_id)), PAGES))
            work.erasures.keep(erasure)
            work.commit()
        return erasure if self.finish() is not None else replace(erasure, pending=())

    def finish(self) -> KnownError | None:
        """Remove what is still there of erased patients: their files, and what pages of the database show.

        Something is where a crash, a full disk or somebody who was writing came between; what cannot be done
        now, for the reason that is returned, is done at the next opening, and so is all of it where the
        person may only look.
        """
        if not self.record.actor.may_write:
            return None
        with self.record.reading() as work:
            unfinished = [each for each in work.erasures.all() if each.pending]
        refusal: KnownError | None = None
        left: list[Erasure] = []
        for erasure in unfinished:
            try:
                left.append(self._remove_files(erasure))
            except KnownError as failure:  # one file that stays keeps no other
                refusal = failure
        return self._write_pages_anew([each for each in left if each.pending]) or refusal

    def _write_pages_anew(self, left: Sequence[Erasure]) -> KnownError | None:
        """The last that is done of an erasure, for all of them at once."""
        if not left:
            return None
        try:
            self.record.write_anew()
            with self.record.writing() as work:
                for erasure in left:
                    work.erasures.keep(replace(erasure, pending=()))
                work.commit()
        except KnownError as failure:
            return failure
        return None

    def _remove_files(self, erasure: Erasure) -> Erasure:
        """Its line without the files, which nobody can begin to hold meanwhile."""
        files = set(erasure.pending) - {PAGES}
        without = replace(erasure, pending=tuple(each for each in erasure.pending if each == PAGES))
        if files or not without.pending:
            with self.record.writing() as work:
                for sha256 in files - set(work.erasures.held(files)):
                    self.record.archive.remove(sha256)
                work.erasures.keep(without)
                work.commit()
        return without

    def past(self) -> Sequence[Erasure]:
        """Every erasure, newest first."""
        with self.record.reading() as work:
            return work.erasures.all()

    def keep_for(self, rule: RetentionRule, before: RetentionRule | None = None) -> ClinicProfile:
        """Set how long a record must be kept; of ``before``, what was shown, only what is another.

        Raises:
            InputError: not a number of years that can be.
            ConflictError: another window set the same number meanwhile.
        """
        if not all(0 <= each <= _LONGEST_RETENTION for each in (rule.years, rule.birthday)):
            raise InputError("Records are kept 0 to {most} years.", most=_LONGEST_RETENTION)
        shown = before or rule

        def edit(now: ClinicProfile) -> ClinicProfile:
            return replace(
                now,
                retention_years=_kept_apart(shown.years, rule.years, now.retention_years, before),
                retention_birthday=_kept_apart(shown.birthday, rule.birthday, now.retention_birthday, before),
            )

        return ProfileService(self.record).change(edit)

    def _outlook(self, work: UnitOfWork, patient_id: UUID) -> ErasureOutlook:
        patient = work.patients.get(patient_id)
        if patient.merged_into is not None:
            raise InputError("This record was merged into another. Erase that one: this goes with it.")
        last = max([work.erasures.last_entry(patient_id), *_days(work, patient_id)])
        clinic = work.clinic.profile() or ClinicProfile()
        rule = RetentionRule(clinic.retention_years, clinic.retention_birthday)
        entries, documents = work.erasures.counts(patient_id)
        return ErasureOutlook(
            patient=patient,
            last_entry=last,
            kept_until=rule.kept_until(last, patient.birth_date),
            birthday=rule.birthday if rule.is_for_birthday(last, patient.birth_date) else 0,
            today=self.record.clock().astimezone().date(),
            entries=entries,
            documents=documents,
        )


def _days(work: UnitOfWork, patient_id: UUID) -> list[date]:
    """Days that the patient's record speaks of."""
    visited = [each.visited_on for each in work.visits.of_patient(patient_id)]
    closed = [each.closed_on for each in work.episodes.of_patient(patient_id) if each.closed_on]
    return [*visited, *closed]


def _kept_apart(shown: int, mine: int, now: int, before: RetentionRule | None) -> int:
    """Mine where I changed it, else what another window made of it."""
    if before is None or now == shown:
        return mine
    if mine not in (shown, now):
        raise ConflictError("Somebody else changed this first. Look at their version before you go on.")
    return now
