"""Errands about two records of one person: look at both, make them one, take them apart again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from clinic_app.domain.audit import AuditAction
from clinic_app.domain.errors import InputError
from clinic_app.domain.merging import Merge, Take, changes, joined, refuse_merge, without_merge
from clinic_app.domain.patient import Patient
from clinic_app.domain.repositories import Record, UnitOfWork


@dataclass(frozen=True, slots=True)
class Belongings:
    """How much belongs to a patient, for somebody who chooses which record stays."""

    episodes: int
    programs: int
    handouts: int
    visits: int
    scores: int
    letters: int


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two records, with what belongs to it."""

    patient: Patient
    belongings: Belongings


@dataclass(frozen=True, slots=True)
class MergeService:
    """Works on one open record."""

    record: Record

    def side(self, patient_id: UUID) -> Side:
        """One record as the form shows it."""
        with self.record.reading() as work:
            return Side(work.patients.get(patient_id), _belongings(work, patient_id))

    def merge(self, kept: Patient, other: Patient, taken: Mapping[str, Take]) -> Patient:
        """Make everything of ``other`` the kept record's, in one transaction; returns the kept record.

        The other is archived, leads to the kept one from now on, and its number is never used again.

        Raises:
            InputError: it is one record, or one of them was merged before.
            ConflictError: one of them was changed since it was looked at.
        """
        with self.record.writing() as work:
            refuse_merge(work.patients.get(kept.id), work.patients.get(other.id))
            together = joined(kept, other, taken)
            before, after = changes(kept, together)
            now = self.record.clock()
            moves = work.merges.move_all(other.id, kept.id)
            stored = work.patients.save(together)
            work.patients.save(replace(other, merged_into=kept.id, archived_at=other.archived_at or now))
            work.merges.keep(
                other.id, Merge(kept_id=kept.id, merged_at=now, moves=moves, before=before, after=after)
            )
            work.audit.note(AuditAction.MERGED, "patient", other.id, patient_id=kept.id)
            for each in (kept, other):
                work.drafts.drop(f"patient:{each.id}")
            work.commit()
        return stored

    def merged_into(self, patient_id: UUID) -> Sequence[Patient]:
        """The records that this one took in."""
        with self.record.reading() as work:
            return work.merges.into(patient_id)

    def take_apart(self, merged_id: UUID) -> Patient:
        """Undo a merge: what was moved goes back; what came since stays with the kept record.

        A field of the kept record that was changed since stays as it is now.

        Raises:
            InputError: that record was not merged.
            RecordError: something of it has gone elsewhere since.
        """
        with self.record.writing() as work:
            merge = work.merges.of(merged_id)
            if merge is None:
                raise InputError("This record was not merged.")
            kept, other = work.patients.get(merge.kept_id), work.patients.get(merged_id)
            work.merges.move_back(merge.moves, kept.id, other.id)
            work.patients.save(without_merge(kept, merge))
            was_archived = other.archived_at is not None and other.archived_at < merge.merged_at
            apart = replace(other, merged_into=None, archived_at=other.archived_at if was_archived else None)
            stored = work.patients.save(apart)
            work.merges.keep(merged_id, None)
            work.audit.note(AuditAction.TAKEN_APART, "patient", merged_id, patient_id=kept.id)
            work.commit()
        return stored


def _belongings(work: UnitOfWork, patient_id: UUID) -> Belongings:
    return Belongings(
        episodes=len(work.episodes.of_patient(patient_id)),
        programs=len(work.programs.summaries(patient_id=patient_id, limit=10_000)),
        handouts=len(work.handouts.of_patient(patient_id)),
        visits=len(work.visits.of_patient(patient_id)),
        scores=len(work.results.of_patient(patient_id)),
        letters=len(work.letters.of_patient(patient_id)),
    )
