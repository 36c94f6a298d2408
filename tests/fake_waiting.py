"""An honest stand-in for what waits over all patients."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from clinic_app.domain.patient import Patient
from clinic_app.domain.program import ProgramVersion
from clinic_app.domain.waiting import DraftWaiting, ReviewDue, RunningPlan, Seen, UnsignedVisit

if TYPE_CHECKING:
    from fakes import Tables


class FakeWaiting:
    """Reads the tables in memory."""

    def __init__(self, tables: "Tables") -> None:
        self._tables = tables

    def seen_lately(self, limit: int) -> Sequence[Seen]:
        last: dict[UUID, date] = {}
        for visit in self._tables.visits.values():
            last[visit.patient_id] = max(visit.visited_on, last.get(visit.patient_id, date.min))
        for handout in self._tables.handouts.values():
            owner = self._tables.programs[handout.program_id].patient_id
            if owner is not None:
                day = handout.handed_out_at.astimezone().date()
                last[owner] = max(day, last.get(owner, date.min))
        found = [Seen(self._tables.patients[key], day) for key, day in last.items() if self._is_here(key)]
        return sorted(found, key=lambda each: each.on, reverse=True)[:limit]

    def reviews_due(self, after: date, until: date, limit: int) -> Sequence[ReviewDue]:
        found = [
            ReviewDue(patient, last.program_id, last.content.title, last.number or 0, day)
            for patient, numbered in self._given()
            for last in numbered[-1:]
            if (day := last.content.review_date) is not None
            and after <= day <= until
            and not self._seen_since(patient.id, day)
        ]
        return sorted(found, key=lambda each: each.review_date)[:limit]

    def drafts(self, limit: int) -> Sequence[DraftWaiting]:
        found = [
            DraftWaiting(
                patient, each.program_id, each.content.title, len(each.content.items), each.changed_at
            )
            for each in self._tables.versions.values()
            if each.is_draft and (patient := self._owner(each)) is not None
        ]
        return sorted(found, key=lambda each: each.changed_at, reverse=True)[:limit]

    def unsigned(self, limit: int) -> Sequence[UnsignedVisit]:
        waiting = [
            UnsignedVisit(self._tables.patients[each.patient_id], each)
            for each in self._tables.visits.values()
            if not each.is_signed and self._is_here(each.patient_id)
        ]
        return sorted(waiting, key=lambda each: each.visit.visited_on, reverse=True)[:limit]

    def begun_between(self, after: date, until: date, limit: int) -> Sequence[RunningPlan]:
        found = [
            RunningPlan(
                patient, numbered[-1].program_id, numbered[-1].content.title, numbered[-1].content, begun
            )
            for patient, numbered in self._given()
            if after <= (begun := self._day(numbered[0])) <= until
        ]
        return sorted(found, key=lambda each: each.first_given, reverse=True)[:limit]

    def _given(self) -> list[tuple[Patient, list[ProgramVersion]]]:
        """Patients with the handed-out versions of each program, oldest first."""
        programs: dict[UUID, list[ProgramVersion]] = {}
        for version in sorted(self._tables.versions.values(), key=lambda each: each.number or 0):
            if not version.is_draft:
                programs.setdefault(version.program_id, []).append(version)
        owned = [(self._owner(versions[0]), versions) for versions in programs.values()]
        return [(patient, versions) for patient, versions in owned if patient is not None]

    def _owner(self, version: ProgramVersion) -> Patient | None:
        program = self._tables.programs[version.program_id]
        owner = program.patient_id
        if owner is None or program.archived_at is not None or not self._is_here(owner):
            return None
        return self._tables.patients[owner]

    def _is_here(self, patient_id: UUID) -> bool:
        return self._tables.patients[patient_id].archived_at is None

    def _seen_since(self, patient_id: UUID, day: date) -> bool:
        return any(
            each.patient_id == patient_id and each.visited_on >= day for each in self._tables.visits.values()
        )

    @staticmethod
    def _day(version: ProgramVersion) -> date:
        assert version.handed_out_at is not None
        return version.handed_out_at.astimezone().date()
