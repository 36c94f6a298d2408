"""Errands about patients and their episodes: find, add, change, archive."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID, uuid4

from clinic_app.domain.diagnosis_codes import tidy_code
from clinic_app.domain.errors import InputError
from clinic_app.domain.namesakes import Resemblance, birth_days, name_keys, resemblances
from clinic_app.domain.patient import Episode, Patient, check_email
from clinic_app.domain.patient_search import Term, patient_readings, read_as_names
from clinic_app.domain.repositories import PatientRepository, Record
from clinic_app.domain.side import EpisodeSide
from clinic_app.domain.words import ENGLISH, Catalogue

MOST_ACTIVITIES: Final = 5
"""The Patient-Specific Functional Scale has room for five."""

_OLDEST_YEARS: Final = 130
_LONGEST_NAME: Final = 200
_MOST_NAMESAKES: Final = 100


@dataclass(frozen=True, slots=True)
class PatientService:
    """Works on one open record."""

    record: Record

    def search(
        self, text: str = "", *, catalogue: Catalogue = ENGLISH, archived: bool = False, limit: int = 200
    ) -> Sequence[Patient]:
        """Patients that match every word of ``text``, by name.

        Dates may be typed as they are written, with the months of English or of ``catalogue``. Slips in
        names are forgiven only where nobody is found without.
        """
        readings = patient_readings(text, (ENGLISH, catalogue))
        with self.record.reading() as work:
            for terms in readings:
                if found := work.patients.search(terms, archived=archived, limit=limit):
                    return found
            meant = [_without_slips(work.patients, term) for term in readings[-1]]
            if meant != list(readings[-1]) and all(term.starts or term.numbers for term in meant):
                return work.patients.search(meant, archived=archived, limit=limit)
            if not any(term.numbers for term in readings[-1]):
                return []
            return work.patients.search(read_as_names(text), archived=archived, limit=limit)

    def count(self, *, archived: bool = False) -> int:
        """How many patients there are."""
        with self.record.reading() as work:
            return work.patients.count(archived=archived)

    def get(self, patient_id: UUID) -> Patient:
        """The patient of that id."""
        with self.record.reading() as work:
            return work.patients.get(patient_id)

    def similar(self, patient: Patient) -> Sequence[Resemblance]:
        """Others, archived or not, who may be the same person or are easily taken for them."""
        names = name_keys(patient)
        with self.record.reading() as work:
            found = work.patients.similar(names, birth_days(patient.birth_date), limit=_MOST_NAMESAKES)
        return resemblances(patient, found)

    def namesakes(self, patient: Patient) -> Sequence[Resemblance]:
        """Those who may be the same person, the likeliest first."""
        return [each for each in self.similar(patient) if each.likeness.may_be_same]

    def where_now(self, patient_id: UUID) -> UUID:
        """The record that holds everything of this one now: itself, or the one it was merged into."""
        with self.record.reading() as work:
            return _holder(work.patients, work.patients.get(patient_id)).id

    def became(self, patients: Sequence[Patient]) -> Mapping[UUID, Patient]:
        """Of those that were merged, the record that holds everything of each now, by its id."""
        with self.record.reading() as work:
            return {
                each.id: _holder(work.patients, each) for each in patients if each.merged_into is not None
            }

    def add(self, patient: Patient) -> Patient:
        """Add a new patient under the next record number; returns it as stored.

        Raises:
            InputError: a field cannot be right; the sentence says which.
        """
        tidy = self.checked(patient)
        with self.record.writing() as work:
            stored = replace(tidy, record_number=work.patients.next_record_number())
            work.patients.add(stored)
            work.commit()
        return stored

    def save(self, patient: Patient) -> Patient:
        """Store changed fields.

        Raises:
            InputError: a field cannot be right.
            ConflictError: somebody else changed the patient first.
        """
        tidy = self.checked(patient)
        with self.record.writing() as work:
            stored = work.patients.save(tidy)
            work.commit()
        return stored

    def archive(self, patient_id: UUID) -> Patient:
        """Take the patient out of the list; nothing is deleted."""
        with self.record.writing() as work:
            patient = work.patients.get(patient_id)
            stored = work.patients.save(replace(patient, archived_at=self.record.clock()))
            work.commit()
        return stored

    def restore(self, patient_id: UUID) -> Patient:
        """Bring an archived patient back.

        Raises:
            InputError: the record was merged into another one.
        """
        with self.record.writing() as work:
            patient = work.patients.get(patient_id)
            if patient.merged_into is not None:
                raise InputError("This record was merged into another one. Take the two apart instead.")
            stored = work.patients.save(replace(patient, archived_at=None))
            work.commit()
        return stored

    def episodes(self, patient_id: UUID) -> Sequence[Episode]:
        """The patient's episodes, newest first."""
        with self.record.reading() as work:
            return work.episodes.of_patient(patient_id)

    def episode(self, episode_id: UUID) -> Episode:
        """One episode as the record holds it now.

        Raises:
            GoneError: there is none any more.
        """
        with self.record.reading() as work:
            return work.episodes.get(episode_id)

    def add_episode(
        self, patient_id: UUID, *, problem: str, side: EpisodeSide = EpisodeSide.NONE, region: str = ""
    ) -> Episode:
        """Open a new episode today.

        Raises:
            InputError: no problem was named.
        """
        return self.open_episode(self.blank_episode(patient_id, problem=problem, side=side, region=region))

    def blank_episode(
        self, patient_id: UUID, *, problem: str = "", side: EpisodeSide = EpisodeSide.NONE, region: str = ""
    ) -> Episode:
        """An episode that opens today, not stored yet."""
        return Episode(
            id=uuid4(),
            patient_id=patient_id,
            problem=problem,
            side=side,
            region=region,
            opened_on=self.today(),
        )

    def open_episode(self, episode: Episode) -> Episode:
        """Store a new episode.

        Raises:
            InputError: a field cannot be right; the sentence says which.
        """
        stored = self._checked_episode(episode)
        with self.record.writing() as work:
            work.episodes.add(stored)
            work.commit()
        return stored

    def save_episode(self, episode: Episode) -> Episode:
        """Store changed fields of an episode.

        Raises:
            InputError: a field cannot be right; the sentence says which.
            ConflictError: somebody else changed it first.
        """
        tidy = self._checked_episode(episode)
        with self.record.writing() as work:
            stored = work.episodes.save(tidy)
            work.commit()
        return stored

    def discharge(self, episode: Episode, day: date, outcome: str) -> Episode:
        """Close an episode, with what is said of how it ended.

        Raises:
            InputError: the day cannot be, or nothing is said.
            ConflictError: somebody else changed the episode first.
        """
        if not outcome.strip():
            raise InputError("Say in a few words how it ended; the discharge letter will use them.")
        return self.save_episode(replace(episode, closed_on=day, outcome=outcome.strip()))

    def reopen(self, episode: Episode) -> Episode:
        """Open a closed episode again; what was said of its end stays to be changed."""
        return self.save_episode(replace(episode, closed_on=None))

    def check_onset(self, onset: date | None) -> None:
        """Refuse an onset to come.

        Raises:
            InputError: it is in the future.
        """
        if onset is not None and onset > self.today():
            raise InputError("Check the onset: {date} is in the future.", date=onset.isoformat())

    def _checked_episode(self, episode: Episode) -> Episode:
        if not episode.problem.strip():
            raise InputError("Say what the problem is, for example “low back pain”.")
        self.check_onset(episode.onset)
        closed = episode.closed_on
        if closed is not None and closed > self.today():
            raise InputError("Check the day of discharge: {date} is in the future.", date=closed.isoformat())
        if closed is not None and closed < episode.opened_on:
            raise InputError(
                "Check the day of discharge: care began on {date}.", date=episode.opened_on.isoformat()
            )
        activities = tuple(each.strip() for each in episode.activities if each.strip())
        if len(activities) > MOST_ACTIVITIES:
            raise InputError("Keep to {most} activities, the most important ones.", most=MOST_ACTIVITIES)
        return replace(
            episode,
            problem=episode.problem.strip(),
            activities=activities,
            diagnosis_code=tidy_code(episode.diagnosis_code),
        )

    def today(self) -> date:
        """Today where this machine stands."""
        return self.record.clock().astimezone().date()

    def check_birth_date(self, born: date | None) -> None:
        """Refuse a day on which no living patient was born.

        Raises:
            InputError: it is in the future, or too long ago.
        """
        if born is None:
            return
        today = self.today()
        if born > today:
            raise InputError("Check the birth date: {date} is in the future.", date=born.isoformat())
        if today.year - born.year > _OLDEST_YEARS:
            raise InputError(
                "Check the birth date: {date} is more than {years} years ago.",
                date=born.isoformat(),
                years=_OLDEST_YEARS,
            )

    def checked(self, patient: Patient) -> Patient:
        """The patient, tidied.

        Raises:
            InputError: a field cannot be right; the sentence says which.
        """
        tidy = replace(
            patient,
            family_name=patient.family_name.strip(),
            given_name=patient.given_name.strip(),
            preferred_name=patient.preferred_name.strip(),
            email=patient.email.strip(),
        )
        if not tidy.family_name:
            raise InputError("Type the family name: a patient needs at least that.")
        if max(len(tidy.family_name), len(tidy.given_name), len(tidy.preferred_name)) > _LONGEST_NAME:
            raise InputError("Shorten the name to {most} letters or fewer.", most=_LONGEST_NAME)
        self.check_birth_date(tidy.birth_date)
        check_email(tidy.email)
        return tidy


def _without_slips(patients: PatientRepository, term: Term) -> Term:
    """The term with every start that no patient has replaced by the words it may be a slip of."""
    return replace(term, starts=tuple(word for start in term.starts for word in patients.meant_by(start)))


def _holder(patients: PatientRepository, patient: Patient) -> Patient:
    """Itself, or the one at the end of its merges."""
    while patient.merged_into is not None:
        patient = patients.get(patient.merged_into)
    return patient
