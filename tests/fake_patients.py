"""Honest stand-ins for patients, their merges and their episodes: rows in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from clinic_app.domain.errors import RecordError
from clinic_app.domain.folding import folded, search_words
from clinic_app.domain.merging import Merge, Moves
from clinic_app.domain.name_sounds import sounds
from clinic_app.domain.namesakes import NameKeys, birth_days, name_words
from clinic_app.domain.patient import Episode, Patient, sort_name
from clinic_app.domain.patient_search import Term
from clinic_app.domain.slips import is_slip
from fake_care import found, next_revision

if TYPE_CHECKING:
    from fakes import Tables


class FakePatients:
    """Patients in memory."""

    def __init__(self, tables: "Tables") -> None:
        self._tables = tables

    def get(self, patient_id: UUID) -> Patient:
        return found(self._tables.patients, patient_id)

    def add(self, patient: Patient) -> None:
        self._tables.patients[patient.id] = patient
        self._tables.last_record_number = max(self._tables.last_record_number, patient.record_number)

    def save(self, patient: Patient) -> Patient:
        stored = replace(patient, revision=next_revision(self.get(patient.id).revision, patient.revision))
        self._tables.patients[patient.id] = stored
        return stored

    def next_record_number(self) -> int:
        return self._tables.last_record_number + 1

    def search(self, terms: Sequence[Term], *, archived: bool, limit: int) -> Sequence[Patient]:
        matching = [
            each
            for each in self._tables.patients.values()
            if (each.archived_at is not None) == archived and all(self._meets(each, term) for term in terms)
        ]
        return sorted(matching, key=self._by_name)[:limit]

    def meant_by(self, typed: str) -> Sequence[str]:
        known = {word for each in self._tables.patients.values() for word in self._words(each)}
        if any(word.startswith(typed) for word in known):
            return (typed,)
        return sorted(word for word in known if is_slip(typed, word))

    def similar(self, names: Sequence[NameKeys], born: Sequence[date], *, limit: int) -> Sequence[Patient]:
        def has(patient: Patient, name: NameKeys) -> bool:
            own = self._words(patient)
            return bool(own & name.words or frozenset().union(*map(sounds, own)) & name.sounds)

        return [
            each
            for each in self._tables.patients.values()
            if each.merged_into is None
            and (
                (names and all(has(each, name) for name in names))
                or (each.birth_date in born and any(has(each, name) for name in names))
            )
        ][:limit]

    def candidates(self, arriving: Sequence[Patient]) -> Sequence[Patient]:
        born = {day for each in arriving for day in birth_days(each.birth_date)}
        named = {sort_name(each) for each in arriving}
        return [
            each
            for each in self._tables.patients.values()
            if each.merged_into is None and (each.birth_date in born or sort_name(each) in named)
        ]

    def add_many(self, patients: Sequence[Patient]) -> None:
        for patient in patients:
            self.add(patient)

    def count(self, *, archived: bool) -> int:
        return sum((each.archived_at is not None) == archived for each in self._tables.patients.values())

    @staticmethod
    def _by_name(patient: Patient) -> tuple[str, str, int]:
        return folded(patient.family_name), folded(patient.given_name), patient.record_number

    def _meets(self, patient: Patient, term: Term) -> bool:
        if term.numbers is not None and term.numbers[0] <= patient.record_number <= term.numbers[1]:
            return True
        return any(word.startswith(start) for word in self._words(patient) for start in term.starts)

    @staticmethod
    def _words(patient: Patient) -> set[str]:
        names = f"{patient.family_name} {patient.given_name} {patient.preferred_name}"
        born = patient.birth_date.isoformat() if patient.birth_date else ""
        return {*search_words(f"{names} {born}"), *name_words(names), str(patient.record_number)}


class FakeMerges:
    """Merges in memory."""

    def __init__(self, tables: "Tables") -> None:
        self._tables = tables

    def move_all(self, from_id: UUID, to_id: UUID) -> Moves:
        moves = {
            kind: tuple(key for key, row in self._rows(kind).items() if row.patient_id == from_id)
            for kind in _OF_A_PATIENT
        }
        self._move(moves, from_id, to_id)
        return {kind: ids for kind, ids in moves.items() if ids}

    def move_back(self, moves: Moves, from_id: UUID, to_id: UUID) -> None:
        self._move(moves, from_id, to_id)

    def keep(self, merged_id: UUID, merge: Merge | None) -> None:
        if merge is None:
            self._tables.merges.pop(merged_id, None)
        else:
            self._tables.merges[merged_id] = merge

    def of(self, merged_id: UUID) -> Merge | None:
        return self._tables.merges.get(merged_id)

    def into(self, patient_id: UUID) -> Sequence[Patient]:
        merged = [each for each in self._tables.patients.values() if each.merged_into == patient_id]
        return sorted(merged, key=lambda each: each.record_number)

    def _rows(self, kind: str) -> dict[UUID, Any]:
        rows: dict[UUID, Any] = getattr(self._tables, kind)
        return rows

    def _move(self, moves: Moves, from_id: UUID, to_id: UUID) -> None:
        for kind, ids in moves.items():
            rows = self._rows(kind)
            if any(rows[each].patient_id != from_id for each in ids):
                raise RecordError("What was merged here has been moved on since.")
            for each in ids:
                counted = {"revision": rows[each].revision + 1} if hasattr(rows[each], "revision") else {}
                rows[each] = replace(rows[each], patient_id=to_id, **counted)


_OF_A_PATIENT = ("episodes", "programs", "screens", "visits", "results", "diaries", "letters")


class FakeEpisodes:
    """Episodes in memory."""

    def __init__(self, tables: "Tables") -> None:
        self._tables = tables

    def get(self, episode_id: UUID) -> Episode:
        return found(self._tables.episodes, episode_id)

    def add(self, episode: Episode) -> None:
        self._tables.episodes[episode.id] = episode

    def save(self, episode: Episode) -> Episode:
        stored = replace(episode, revision=next_revision(self.get(episode.id).revision, episode.revision))
        self._tables.episodes[episode.id] = stored
        return stored

    def of_patient(self, patient_id: UUID) -> Sequence[Episode]:
        own = [each for each in self._tables.episodes.values() if each.patient_id == patient_id]
        return sorted(own, key=lambda each: each.opened_on)[::-1]
