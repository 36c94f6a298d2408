"""Patients, found by any word of theirs, and their episodes."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, insert, or_, select
from sqlalchemy.orm import Session, aliased

from clinic_app.data.mapping import episode_of, patient_of, values_of
from clinic_app.data.repositories.patient_finding import LONGEST_WORD, PatientFinder
from clinic_app.data.repositories.rows import flush, found, save_edit, stamps_of
from clinic_app.data.tables import CounterRow, EpisodeRow, PatientRow, PatientWordRow
from clinic_app.data.text_index import TextIndex
from clinic_app.domain.folding import search_words
from clinic_app.domain.name_sounds import sounds
from clinic_app.domain.namesakes import BirthMatch, NameKeys, birth_days, birth_match, like_keys, name_words
from clinic_app.domain.patient import Episode, Patient, sort_name
from clinic_app.domain.patient_search import Term

Value = TypeVar("Value")
_COUNTER: Final = "patient"
_MANY: Final = 2_000
"""Whether a name has more bearers than this says nothing more."""

_AT_ONCE: Final = 400
"""So many values stand in one question to the database."""


class SqlPatients:
    """Patients of one unit of work."""

    def __init__(self, session: Session, texts: TextIndex) -> None:
        self._session, self._texts = session, texts

    def get(self, patient_id: UUID) -> Patient:
        """The patient of that id (RecordError if there is none)."""
        return patient_of(found(self._session, PatientRow, patient_id))

    def add(self, patient: Patient) -> None:
        """Add a new patient."""
        row = PatientRow(**values_of(patient), sort_name=sort_name(patient))
        row.words = {PatientWordRow(word=word) for word in words_of(patient)}
        self._session.add(row)
        self._count_up(patient.record_number)
        flush(self._session)
        self._texts.put_patient(row)

    def save(self, patient: Patient) -> Patient:
        """Store the changes; returns the patient with its new revision."""
        row = found(self._session, PatientRow, patient.id)
        values = values_of(patient, "id", "revision") | {"sort_name": sort_name(patient)}
        revision = save_edit(self._session, row, values, patient.revision)
        wanted, known = words_of(patient), {each.word: each for each in row.words}
        row.words.difference_update([each for word, each in known.items() if word not in wanted])
        row.words.update(PatientWordRow(word=word) for word in wanted - known.keys())
        flush(self._session)
        self._texts.put_patient(row)
        return replace(patient, revision=revision)

    def next_record_number(self) -> int:
        """A number that no patient has or ever had."""
        counter = self._session.get(CounterRow, _COUNTER)
        return counter.last + 1 if counter else 1

    def search(self, terms: Sequence[Term], *, archived: bool, limit: int) -> Sequence[Patient]:
        """Patients that meet every term, by name; for one word the family names that start with it first."""
        return PatientFinder(self._session).search(terms, archived=archived, limit=limit)

    def meant_by(self, typed: str) -> Sequence[str]:
        """``typed`` itself where a word starts with it, else the words it may be a slip of."""
        return PatientFinder(self._session).meant_by(typed)

    def _patients(self, query: Select[PatientRow]) -> list[Patient]:
        return [patient_of(row) for row in self._session.scalars(query)]

    def count(self, *, archived: bool) -> int:
        """How many there are."""
        query = select(func.count()).select_from(PatientRow).where(_is_archived(archived))
        return self._session.scalar(query) or 0

    def similar(self, names: Sequence[NameKeys], born: Sequence[date], *, limit: int) -> Sequence[Patient]:
        """Who has something of each of ``names``, or of one and such a birth date; not the merged ones.

        The rarest name is looked up in the index, the others among the few words of each whom it finds.
        """
        if not names:
            return []
        days = [_born_word(day) for day in born]
        same_day = select(PatientWordRow.patient_id).where(PatientWordRow.word.in_(days))
        has_one = or_(*map(_has_one_of, names))
        by_day = select(PatientRow.id).where(PatientRow.id.in_(same_day), has_one).limit(limit)
        found = set(self._session.scalars(by_day)) if days else set()
        rarest, *others = sorted(names, key=self._how_many)
        joined = select(PatientWordRow.patient_id).where(PatientWordRow.word.in_(_wanted(rarest)))
        query = select(PatientRow.id).where(PatientRow.id.in_(joined), *map(_has_one_of, others))
        found.update(self._session.scalars(query.where(PatientRow.merged_into.is_(None)).limit(limit)))
        known = select(PatientRow).where(PatientRow.id.in_(found), PatientRow.merged_into.is_(None))
        return self._patients(known)

    def candidates(self, arriving: Sequence[Patient]) -> Sequence[Patient]:
        """Who may be one of many: called so, or born on such a day with a part of the name.

        Names alone are read of everybody who was born on such a day: whole patients would take seconds.
        """
        keys: defaultdict[date, set[str]] = defaultdict(set)
        for each in arriving:
            own = like_keys(each.family_name, each.given_name, each.preferred_name)
            for day in birth_days(each.birth_date):
                keys[day] |= own
        row = PatientRow
        names = select(row.id, row.birth_date, row.family_name, row.given_name, row.preferred_name)
        of_day = names.join(PatientWordRow, PatientWordRow.patient_id == row.id)
        found: set[UUID] = set()
        for chunk in _chunks(sorted(map(_born_word, keys))):
            for patient_id, born, *texts in self._session.execute(
                of_day.where(PatientWordRow.word.in_(chunk))
            ):
                if born is not None and like_keys(*texts) & keys.get(born, set()):
                    found.add(patient_id)
        called: defaultdict[str, set[date | None]] = defaultdict(set)
        for each in arriving:
            called[sort_name(each)].add(each.birth_date)
        of_name = select(row.id, row.sort_name, row.birth_date)
        for chunk in _chunks(sorted(called)):
            for patient_id, name, born in self._session.execute(of_name.where(row.sort_name.in_(chunk))):
                if any(birth_match(born, day) is not BirthMatch.OTHER for day in called[name]):
                    found.add(patient_id)
        whole = select(row).where(row.merged_into.is_(None))
        return [
            each for ids in _chunks(sorted(found)) for each in self._patients(whole.where(row.id.in_(ids)))
        ]

    def add_many(self, patients: Sequence[Patient]) -> None:
        """Add new patients, faster than one by one."""
        stamps = stamps_of(self._session)
        rows = [values_of(each) | stamps | {"sort_name": sort_name(each)} for each in patients]
        words = [{"patient_id": each.id, "word": word} for each in patients for word in words_of(each)]
        for table, values in ((PatientRow, rows), (PatientWordRow, words)):
            if values:
                self._session.execute(insert(table), values)
        if patients:
            self._count_up(max(each.record_number for each in patients))
        flush(self._session)
        for each in patients:
            if each.notes:
                self._texts.put_patient(found(self._session, PatientRow, each.id))

    def _how_many(self, name: NameKeys) -> int:
        """How many have something of a name, as far as it matters."""
        some = select(PatientWordRow.patient_id).where(PatientWordRow.word.in_(_wanted(name)))
        return self._session.scalar(select(func.count()).select_from(some.limit(_MANY).subquery())) or 0

    def _count_up(self, record_number: int) -> None:
        counter = self._session.get(CounterRow, _COUNTER)
        if counter is None:
            self._session.add(CounterRow(name=_COUNTER, last=record_number))
        else:
            counter.last = max(counter.last, record_number)


class SqlEpisodes:
    """Episodes of one unit of work."""

    def __init__(self, session: Session, texts: TextIndex) -> None:
        self._session, self._texts = session, texts

    def get(self, episode_id: UUID) -> Episode:
        """The episode of that id (RecordError if there is none)."""
        return episode_of(found(self._session, EpisodeRow, episode_id))

    def add(self, episode: Episode) -> None:
        """Add a new episode."""
        row = EpisodeRow(**values_of(episode))
        self._session.add(row)
        flush(self._session)
        self._texts.put_episode(row)

    def save(self, episode: Episode) -> Episode:
        """Store the changes; returns the episode with its new revision."""
        row = found(self._session, EpisodeRow, episode.id)
        values = values_of(episode, "id", "revision")
        revision = save_edit(self._session, row, values, episode.revision)
        self._texts.put_episode(row)
        return replace(episode, revision=revision)

    def of_patient(self, patient_id: UUID) -> Sequence[Episode]:
        """Newest first."""
        query = (
            select(EpisodeRow)
            .where(EpisodeRow.patient_id == patient_id)
            .order_by(EpisodeRow.opened_on.desc(), EpisodeRow.added_at.desc())
        )
        return [episode_of(row) for row in self._session.scalars(query)]


def _wanted(name: NameKeys) -> list[str]:
    return sorted(name.words | name.sounds)


def _has_one_of(name: NameKeys) -> ColumnElement[bool]:
    word = aliased(PatientWordRow)
    unindexed = word.word + ""  # else SQLite would look every wanted word up for every patient
    own = word.patient_id == PatientRow.id, unindexed.in_(_wanted(name))
    return select(word.word).where(*own).exists()


def _born_word(day: date) -> str:
    """The birth date as the index has it."""
    return day.isoformat().replace("-", "")


def _chunks(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    return (values[at : at + _AT_ONCE] for at in range(0, len(values), _AT_ONCE))


def _is_archived(archived: bool) -> ColumnElement[bool]:
    return PatientRow.archived_at.is_not(None) if archived else PatientRow.archived_at.is_(None)


def words_of(patient: Patient) -> set[str]:
    """Every folded word a patient is found by, and how the words of the name sound."""
    born = patient.birth_date.isoformat() if patient.birth_date else ""
    names = (patient.family_name, patient.given_name, patient.preferred_name)
    texts = (*names, born, str(patient.record_number))
    words = {word[:LONGEST_WORD] for text in texts for word in search_words(text)}
    apart = {word[:LONGEST_WORD] for text in names for word in name_words(text)}
    return words | apart | frozenset[str]().union(*map(sounds, apart))
