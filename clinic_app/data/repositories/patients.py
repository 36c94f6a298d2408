"""Patients, found by any word of theirs, and their episodes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from clinic_app.data.mapping import episode_of, patient_of, values_of
from clinic_app.data.repositories.rows import flush, found, save_edit
from clinic_app.data.tables import CounterRow, EpisodeRow, PatientRow, PatientWordRow
from clinic_app.domain.folding import folded, search_words
from clinic_app.domain.patient import Episode, Patient

_COUNTER: Final = "patient"
_AFTER_EVERY_LETTER: Final = "\U0010ffff"
_LONGEST_WORD: Final = 200


class SqlPatients:
    """Patients of one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, patient_id: UUID) -> Patient:
        """The patient of that id (RecordError if there is none)."""
        return patient_of(found(self._session, PatientRow, patient_id))

    def add(self, patient: Patient) -> None:
        """Add a new patient."""
        row = PatientRow(**values_of(patient), sort_name=_sort_name(patient))
        row.words = {PatientWordRow(word=word) for word in _words(patient)}
        self._session.add(row)
        self._count_up(patient.record_number)
        flush(self._session)

    def save(self, patient: Patient) -> Patient:
        """Store the changes; returns the patient with its new revision."""
        row = found(self._session, PatientRow, patient.id)
        values = values_of(patient, "id", "revision") | {"sort_name": _sort_name(patient)}
        revision = save_edit(self._session, row, values, patient.revision)
        wanted, known = _words(patient), {each.word: each for each in row.words}
        row.words.difference_update([each for word, each in known.items() if word not in wanted])
        row.words.update(PatientWordRow(word=word) for word in wanted - known.keys())
        flush(self._session)
        return replace(patient, revision=revision)

    def next_record_number(self) -> int:
        """A number that no patient has or ever had."""
        counter = self._session.get(CounterRow, _COUNTER)
        return counter.last + 1 if counter else 1

    def search(self, text: str, *, archived: bool, limit: int) -> Sequence[Patient]:
        """Patients that hold a word starting with each word of ``text``, by name."""
        query = select(PatientRow).where(_is_archived(archived))
        for word in search_words(text):
            query = query.where(
                PatientRow.id.in_(
                    select(PatientWordRow.patient_id).where(
                        PatientWordRow.word >= word[:_LONGEST_WORD],
                        PatientWordRow.word < word[:_LONGEST_WORD] + _AFTER_EVERY_LETTER,
                    )
                )
            )
        ordered = query.order_by(PatientRow.sort_name, PatientRow.record_number).limit(limit)
        return [patient_of(row) for row in self._session.scalars(ordered)]

    def count(self, *, archived: bool) -> int:
        """How many there are."""
        query = select(func.count()).select_from(PatientRow).where(_is_archived(archived))
        return self._session.scalar(query) or 0

    def _count_up(self, record_number: int) -> None:
        counter = self._session.get(CounterRow, _COUNTER)
        if counter is None:
            self._session.add(CounterRow(name=_COUNTER, last=record_number))
        else:
            counter.last = max(counter.last, record_number)


class SqlEpisodes:
    """Episodes of one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, episode_id: UUID) -> Episode:
        """The episode of that id (RecordError if there is none)."""
        return episode_of(found(self._session, EpisodeRow, episode_id))

    def add(self, episode: Episode) -> None:
        """Add a new episode."""
        self._session.add(EpisodeRow(**values_of(episode)))
        flush(self._session)

    def save(self, episode: Episode) -> Episode:
        """Store the changes; returns the episode with its new revision."""
        row = found(self._session, EpisodeRow, episode.id)
        values = values_of(episode, "id", "revision")
        return replace(episode, revision=save_edit(self._session, row, values, episode.revision))

    def of_patient(self, patient_id: UUID) -> Sequence[Episode]:
        """Newest first."""
        query = (
            select(EpisodeRow)
            .where(EpisodeRow.patient_id == patient_id)
            .order_by(EpisodeRow.opened_on.desc(), EpisodeRow.added_at.desc())
        )
        return [episode_of(row) for row in self._session.scalars(query)]


def _is_archived(archived: bool) -> ColumnElement[bool]:
    return PatientRow.archived_at.is_not(None) if archived else PatientRow.archived_at.is_(None)


def _sort_name(patient: Patient) -> str:
    return f"{folded(patient.family_name)}\x1f{folded(patient.given_name)}"


def _words(patient: Patient) -> set[str]:
    """Every folded word the patient is found by."""
    born = patient.birth_date.isoformat() if patient.birth_date else ""
    names = (patient.family_name, patient.given_name, patient.preferred_name)
    texts = (*names, born, str(patient.record_number))
    return {word[:_LONGEST_WORD] for text in texts for word in search_words(text)}
