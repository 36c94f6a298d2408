"""Honest stand-ins for the repositories of care: rows in memory, kept as the record keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from clinic_app.domain.diary import Diary
from clinic_app.domain.errors import ConflictError, GoneError, RecordError
from clinic_app.domain.letter import Letter
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.red_flags import RedFlagScreen
from clinic_app.domain.visit import Amendment, Visit


@dataclass
class CareTables:
    """What a record holds of care."""

    visits: dict[UUID, Visit] = field(default_factory=dict)
    amendments: dict[UUID, Amendment] = field(default_factory=dict)
    results: dict[UUID, MeasureResult] = field(default_factory=dict)
    diaries: dict[UUID, Diary] = field(default_factory=dict)
    letters: dict[UUID, Letter] = field(default_factory=dict)
    screens: dict[UUID, RedFlagScreen] = field(default_factory=dict)


Row = TypeVar("Row")


def found(rows: dict[UUID, Row], key: UUID) -> Row:
    if key not in rows:
        raise GoneError("This entry is not in the record.")
    return rows[key]


def next_revision(stored: int, given: int) -> int:
    if stored != given:
        raise ConflictError("Somebody else changed this first. Look at their version before you go on.")
    return given + 1


class FakeVisits:
    """Visits in memory."""

    def __init__(self, tables: CareTables) -> None:
        self._tables = tables

    def get(self, visit_id: UUID) -> Visit:
        return found(self._tables.visits, visit_id)

    def add(self, visit: Visit) -> None:
        self._tables.visits[visit.id] = visit

    def save(self, visit: Visit) -> Visit:
        known = self._unsigned(visit.id)
        stored = replace(visit, revision=next_revision(known.revision, visit.revision))
        self._tables.visits[visit.id] = stored
        return stored

    def delete_unsigned(self, visit_id: UUID) -> None:
        del self._tables.visits[self._unsigned(visit_id).id]

    def of_patient(self, patient_id: UUID) -> Sequence[Visit]:
        own = [each for each in self._tables.visits.values() if each.patient_id == patient_id]
        return sorted(own, key=lambda each: each.visited_on)[::-1]

    def add_amendment(self, amendment: Amendment) -> None:
        self._tables.amendments[amendment.id] = amendment

    def amendments(self, patient_id: UUID) -> Sequence[Amendment]:
        visits = {each.id for each in self.of_patient(patient_id)}
        own = [each for each in self._tables.amendments.values() if each.visit_id in visits]
        return sorted(own, key=lambda each: each.amended_at)

    def _unsigned(self, visit_id: UUID) -> Visit:
        known = self.get(visit_id)
        if known.is_signed:
            raise RecordError("This visit was signed and never changes again. Add an amendment.")
        return known


class FakeMeasureResults:
    """Scores in memory."""

    def __init__(self, tables: CareTables) -> None:
        self._tables = tables

    def add(self, result: MeasureResult) -> None:
        self._tables.results[result.id] = result

    def withdraw(self, result_id: UUID, at: datetime, because: str) -> None:
        known = found(self._tables.results, result_id)
        self._tables.results[result_id] = replace(known, withdrawn_at=at, withdrawn_because=because)

    def of_patient(self, patient_id: UUID) -> Sequence[MeasureResult]:
        own = [each for each in self._tables.results.values() if each.patient_id == patient_id]
        return sorted(own, key=lambda each: each.taken_on)[::-1]


class FakeDiaries:
    """Log sheets in memory."""

    def __init__(self, tables: CareTables) -> None:
        self._tables = tables

    def get(self, diary_id: UUID) -> Diary:
        return found(self._tables.diaries, diary_id)

    def add(self, diary: Diary) -> None:
        self._tables.diaries[diary.id] = diary

    def save(self, diary: Diary) -> Diary:
        stored = replace(diary, revision=next_revision(self.get(diary.id).revision, diary.revision))
        self._tables.diaries[diary.id] = stored
        return stored

    def delete(self, diary_id: UUID) -> None:
        del self._tables.diaries[self.get(diary_id).id]

    def of_patient(self, patient_id: UUID) -> Sequence[Diary]:
        own = [each for each in self._tables.diaries.values() if each.patient_id == patient_id]
        return sorted(own, key=lambda each: each.started_on)[::-1]


class FakeLetters:
    """Letters in memory."""

    def __init__(self, tables: CareTables) -> None:
        self._tables = tables

    def add(self, letter: Letter) -> None:
        self._tables.letters[letter.id] = letter

    def get(self, letter_id: UUID) -> Letter:
        return found(self._tables.letters, letter_id)

    def of_patient(self, patient_id: UUID) -> Sequence[Letter]:
        own = [each for each in self._tables.letters.values() if each.patient_id == patient_id]
        return sorted(own, key=lambda each: each.written_at)[::-1]


class FakeScreens:
    """Red-flag screens in memory."""

    def __init__(self, tables: CareTables) -> None:
        self._tables = tables

    def add(self, screen: RedFlagScreen) -> None:
        self._tables.screens[screen.id] = screen

    def of_patient(self, patient_id: UUID) -> Sequence[RedFlagScreen]:
        own = [each for each in self._tables.screens.values() if each.patient_id == patient_id]
        return sorted(own, key=lambda each: each.screened_on)[::-1]
