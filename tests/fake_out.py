"""Honest stand-ins for what lets the record out and erases parts of it: rows in memory."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from clinic_app.domain.diary import Diary
from clinic_app.domain.erasure import Erasure
from clinic_app.domain.letter import Letter
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.patient import Episode, Patient
from clinic_app.domain.program import Handout, Program, ProgramVersion
from clinic_app.domain.red_flags import RedFlagScreen
from clinic_app.domain.visit import Amendment, Visit

if TYPE_CHECKING:
    from fakes import Tables

_TABLES: dict[type[object], str] = {
    Patient: "patients",
    Episode: "episodes",
    Program: "programs",
    ProgramVersion: "versions",
    Handout: "handouts",
    Visit: "visits",
    Amendment: "amendments",
    MeasureResult: "results",
    Diary: "diaries",
    Letter: "letters",
    RedFlagScreen: "screens",
}


class FakeSurvey:
    """Slices of what is in memory."""

    def __init__(self, tables: "Tables") -> None:
        self._tables = tables

    def count(self, kind: type[object]) -> int:
        return len(self._rows(kind))

    def slice_after(self, kind: type[Any], after: int, limit: int) -> tuple[Sequence[Any], int]:
        found = self._rows(kind)[after : after + limit]
        return found, after + len(found)

    def _rows(self, kind: type[object]) -> list[Any]:
        return list(getattr(self._tables, _TABLES[kind]).values())


class FakeErasures:
    """Erases what leads to a patient."""

    def __init__(self, tables: "Tables") -> None:
        self._tables = tables

    def merged_into(self, patient_id: UUID) -> Sequence[UUID]:
        return [each.id for each in self._tables.patients.values() if each.merged_into == patient_id]

    def last_entry(self, patient_id: UUID) -> date:
        given = [each.handed_out_at for each in self._tables.handouts.values()]
        return max([datetime(2026, 11, 24).astimezone(), *given]).date()

    def counts(self, patient_id: UUID) -> tuple[int, int]:
        owned = self._owned(patient_id)
        return sum(map(len, owned.values())), len(self._hashes(owned) - set(self._held_but(owned)))

    def erase(self, patient_id: UUID) -> Collection[str]:
        owned = self._owned(patient_id)
        hashes = self._hashes(owned)
        for name, ids in owned.items():
            for each in ids:
                del getattr(self._tables, name)[each]
        return hashes - set(self.held(hashes))

    def keep(self, erasure: Erasure) -> None:
        self._tables.erasures[erasure.id] = erasure

    def all(self) -> Sequence[Erasure]:
        return sorted(self._tables.erasures.values(), key=lambda each: each.erased_at, reverse=True)

    def held(self, hashes: Collection[str]) -> Collection[str]:
        return set(hashes) & set(self._held_but({}))

    def _held_but(self, owned: dict[str, set[UUID]]) -> list[str]:
        return [
            each.sha256
            for name in ("handouts", "letters")
            for key, each in getattr(self._tables, name).items()
            if key not in owned.get(name, ())
        ]

    def _hashes(self, owned: dict[str, set[UUID]]) -> set[str]:
        return {
            getattr(self._tables, name)[key].sha256 for name in ("handouts", "letters") for key in owned[name]
        }

    def _owned(self, patient_id: UUID) -> dict[str, set[UUID]]:
        owned: dict[str, set[UUID]] = {"patients": {patient_id, *self.merged_into(patient_id)}}
        for kind, names in (
            ("episodes", "patient_id"),
            ("programs", "patient_id"),
            ("versions", "program_id"),
            ("handouts", "program_id"),
            ("visits", "patient_id"),
            ("amendments", "visit_id"),
            ("results", "patient_id"),
            ("diaries", "patient_id"),
            ("letters", "patient_id"),
            ("screens", "patient_id"),
        ):
            above = owned[{"program_id": "programs", "visit_id": "visits", "patient_id": "patients"}[names]]
            rows = getattr(self._tables, kind).values()
            owned[kind] = {each.id for each in rows if getattr(each, names) in above}
        return owned
