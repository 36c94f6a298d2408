"""Errands about scores: record one by its measure's rules, correct it, withdraw it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

from clinic_app.domain.errors import GoneError, InputError
from clinic_app.domain.folding import folded
from clinic_app.domain.library import Library
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.measure_scoring import Score, score, score_of_totals
from clinic_app.domain.repositories import Record, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreEntry:
    """What was filled in: the answers, or only the results by part (``totals``)."""

    measure: str
    taken_on: date
    answers: tuple[float | None, ...] = ()
    totals: Mapping[str, float | None] | None = None
    activities: tuple[str, ...] = ()
    note: str = ""
    episode_id: UUID | None = None
    visit_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ScoreService:
    """Works on one open record, with the measures of the library."""

    record: Record
    library: Library

    def of_patient(self, patient_id: UUID) -> Sequence[MeasureResult]:
        """The patient's scores, newest first, the withdrawn ones too."""
        with self.record.reading() as work:
            return work.results.of_patient(patient_id)

    def score(self, entry: ScoreEntry, language: str = "en") -> Score:
        """What the answers make, without recording it.

        Raises:
            InputError: the measure's rules do not allow it.
        """
        measure = self.library.measure(entry.measure)
        if entry.totals is not None:
            return score_of_totals(measure, entry.totals, language)
        return score(measure, entry.answers, entry.activities, language)

    def results(self, patient_id: UUID, entry: ScoreEntry, language: str = "en") -> tuple[MeasureResult, ...]:
        """What would be recorded: a result for every part that has a score.

        Raises:
            InputError: the measure's rules do not allow it, or the day is to come.
        """
        if entry.taken_on > self.record.clock().astimezone().date():
            raise InputError("This day is to come. Type the day on which the score was taken.")
        made = self.score(entry, language)
        return tuple(
            MeasureResult(
                id=uuid4(),
                patient_id=patient_id,
                episode_id=entry.episode_id,
                visit_id=entry.visit_id,
                measure=entry.measure,
                part=part,
                taken_on=entry.taken_on,
                value=value,
                answers=made.answers_of(part),
                activities=made.activities,
                note=entry.note.strip(),
            )
            for part, value in made.values.items()
        )

    def take(self, patient_id: UUID, entry: ScoreEntry, language: str = "en") -> tuple[MeasureResult, ...]:
        """Record a score; the activities it rates are offered the next time.

        Raises:
            InputError: the measure's rules do not allow it, or the day is to come.
        """
        found = self.results(patient_id, entry, language)
        with self.record.writing() as work:
            _add(work, found)
            work.commit()
        return found

    def correct(
        self, replaced: Sequence[MeasureResult], entry: ScoreEntry, because: str, language: str = "en"
    ) -> tuple[MeasureResult, ...]:
        """Record a score in the place of one that was a mistake, which is withdrawn.

        Raises:
            InputError: as for ``take``, or nothing says why.
            GoneError: it was corrected or withdrawn before.
        """
        found = self.results(replaced[0].patient_id, entry, language)
        with self.record.writing() as work:
            self._withdraw(work, replaced, because)
            _add(work, found)
            work.commit()
        return found

    def withdraw(self, results: Sequence[MeasureResult], because: str) -> None:
        """Take a score that was a mistake, with all its parts, out of every count.

        Raises:
            InputError: nothing says why.
            GoneError: it was withdrawn before.
        """
        with self.record.writing() as work:
            self._withdraw(work, results, because)
            work.commit()

    def in_place_of(
        self, replaced: Sequence[MeasureResult], known: Collection[UUID]
    ) -> Sequence[MeasureResult]:
        """The score that another window put in the place of a withdrawn one; ``known`` stood there before."""
        first = replaced[0]
        new = [
            each
            for each in self.of_patient(first.patient_id)
            if each.id not in known
            and each.withdrawn_at is None
            and (each.measure, each.episode_id, each.visit_id)
            == (first.measure, first.episode_id, first.visit_id)
        ]
        return [each for each in new if each.taken_on == new[0].taken_on]

    def _withdraw(self, work: UnitOfWork, results: Sequence[MeasureResult], because: str) -> None:
        if not because.strip():
            raise InputError("Say in a word why it is withdrawn, for example “wrong patient”.")
        known = {each.id: each for each in work.results.of_patient(results[0].patient_id)}
        now = self.record.clock()
        for each in results:
            if each.id not in known or known[each.id].withdrawn_at is not None:
                raise GoneError("This score was withdrawn before.")
            work.results.withdraw(each.id, now, because.strip())


def activities_offered(
    results: Sequence[MeasureResult], named: Sequence[str], measure: str, episode_id: UUID | None
) -> tuple[str, ...]:
    """What a patient rated the last time, else what was named at intake; newest results first."""
    for each in results:
        if each.measure == measure and each.episode_id == episode_id and each.withdrawn_at is None:
            return each.activities
    return tuple(named)


def _add(work: UnitOfWork, results: Sequence[MeasureResult]) -> None:
    for each in results:
        work.results.add(each)
    newest = results[0]
    if newest.activities and newest.episode_id is not None:
        episode = work.episodes.get(newest.episode_id)
        rated = {folded(activity) for activity in newest.activities}
        others = [each for each in episode.activities if folded(each) not in rated]
        kept = (*newest.activities, *others)
        if kept != episode.activities:
            work.episodes.save(replace(episode, activities=kept))
