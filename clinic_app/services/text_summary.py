"""A patient's care as plain text, for the clipboard and any record system."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clinic_app.domain.audit import AuditAction
from clinic_app.domain.date_words import written_date
from clinic_app.domain.diff_words import DiffWords
from clinic_app.domain.dose_short import schedule_short
from clinic_app.domain.episode_words import side_name
from clinic_app.domain.errors import InputError
from clinic_app.domain.library import Library
from clinic_app.domain.measure_change import change, same_activities
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.measure_words import score_words
from clinic_app.domain.patient import Episode, Patient
from clinic_app.domain.program import ProgramVersion
from clinic_app.domain.repositories import Record
from clinic_app.domain.story import Story
from clinic_app.domain.visit import NotePart, Visit
from clinic_app.domain.words import Catalogue
from clinic_app.services.audit import AuditService
from clinic_app.services.story import story_in

_BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class TextSummaryService:
    """Works on one open record and one library."""

    record: Record
    library: Library

    def of_patient(
        self, patient_id: UUID, catalogue: Catalogue, language: str, episode_id: UUID | None = None
    ) -> str:
        """Who, which problem, the last visit, scores with their change, the program, the next review.

        It is asked for to be copied elsewhere, which the audit log says.
        ``episode_id`` names the problem meant; without it, it is the newest that is open, else the newest.
        """
        with self.record.reading() as work:
            patient, story = work.patients.get(patient_id), story_in(work, patient_id)
        today = self.record.clock().astimezone().date()
        says = _Says(self.library, catalogue, language)
        episode = _meant(story, episode_id)
        parts = [
            says.who(patient, patient.age_on(today)),
            *([says.problem(episode)] if episode else []),
            *says.last_visit(story, episode),
            *says.scores(story, episode),
            *says.program(story, episode),
            *says.review(story),
        ]
        AuditService(self.record).note(AuditAction.COPIED, "patient", patient_id, patient_id=patient_id)
        return "\n\n".join(parts) + "\n"


def _meant(story: Story, episode_id: UUID | None) -> Episode | None:
    """The problem of that id, else the newest open one, else the newest."""
    named = [each for each in story.episodes if each.id == episode_id]
    still_open = [each for each in story.episodes if each.closed_on is None]
    return next(iter([*named, *still_open, *story.episodes]), None)


def _is_of(episode: Episode | None, episode_id: UUID | None) -> bool:
    return episode is None or episode_id in (None, episode.id)


@dataclass(frozen=True, slots=True)
class _Says:
    """Each part of the summary, in the therapist's language."""

    library: Library
    words: Catalogue
    language: str

    def who(self, patient: Patient, age: int | None) -> str:
        """“EXAMPLE, Pat · born 31 January 1970 · 56 y · record 000001”."""
        text = self.words.gettext
        facts = [patient.banner_name]
        if patient.birth_date is not None:
            facts.append(text("born {date}").format(date=written_date(patient.birth_date, self.words)))
        if age is not None:
            facts.append(text("{years} y").format(years=age))
        facts.append(text("record {number}").format(number=patient.written_number))
        return _BETWEEN.join(facts)

    def problem(self, episode: Episode) -> str:
        """The problem, its diagnosis, since when; what the patient wants."""
        text, words = self.words.gettext, self.words
        facts = [", ".join(part for part in (episode.problem, side_name(episode.side, words)) if part)]
        facts += [part for part in (episode.diagnosis, episode.diagnosis_code) if part]
        if episode.onset is not None:
            facts.append(text("since {date}").format(date=written_date(episode.onset, words)))
        opened = text("first seen {date}").format(date=written_date(episode.opened_on, words))
        facts.append(opened)
        if episode.closed_on is not None:
            facts.append(text("closed {date}").format(date=written_date(episode.closed_on, words)))
        lines = [_named(text("Problem"), _BETWEEN.join(facts))]
        hard = ", ".join(episode.activities)
        for name, said in (
            (text("Hard to do"), hard),
            (text("Goals"), episode.goals),
            (text("Outcome"), episode.outcome),
        ):
            if said.strip():
                lines.append(_named(name, "; ".join(said.split("\n"))))
        return "\n".join(lines)

    def last_visit(self, story: Story, episode: Episode | None) -> Iterator[str]:
        """The newest visit of the problem, with pain and every part of its note."""
        visit = next((each for each in story.visits if _is_of(episode, each.episode_id)), None)
        if visit is None:
            return
        text = self.words.gettext
        day = written_date(visit.visited_on, self.words)
        said = text("Last visit {date}") if visit.is_signed else text("Last visit {date}, not signed")
        lines = [" ".join(part for part in (said.format(date=day) + ".", self._pain(visit)) if part)]
        names = {
            NotePart.SUBJECTIVE: text("Subjective"),
            NotePart.OBJECTIVE: text("Objective"),
            NotePart.ASSESSMENT: text("Assessment"),
            NotePart.PLAN: text("Plan"),
        }
        lines += [_named(names[part], visit.part(part)) for part in NotePart if visit.part(part).strip()]
        added = [each for each in story.amendments if each.visit_id == visit.id]
        lines += [_named(text("Added later"), each.text) for each in added]
        yield "\n".join(lines)

    def _pain(self, visit: Visit) -> str:
        text = self.words.gettext
        pains = (
            (text("now {number}/10"), visit.pain_now),
            (text("best {number}/10"), visit.pain_best),
            (text("worst {number}/10"), visit.pain_worst),
        )
        said = ", ".join(sentence.format(number=pain) for sentence, pain in pains if pain is not None)
        return f"{_named(text('Pain'), said)}." if said else ""

    def scores(self, story: Story, episode: Episode | None) -> Iterator[str]:
        """The newest score of each measure, and how it changed since the first."""
        rows: dict[tuple[str, str], list[MeasureResult]] = {}
        for each in story.standing_results:
            if _is_of(episode, each.episode_id):
                rows.setdefault((each.measure, each.part), []).append(each)
        if rows:
            lines = [f"- {self._score(own)}" for own in rows.values()]
            yield "\n".join([f"{self.words.gettext('Scores')}:", *lines])

    def _score(self, newest_first: list[MeasureResult]) -> str:
        text, newest = self.words.gettext, newest_first[0]
        measure = self.library.measures.get(newest.measure)
        taken = written_date(newest.taken_on, self.words)
        if measure is None:
            return f"{newest.measure} {newest.part} {newest.value:g} ({taken})"
        name = measure.name(self.language, newest.part) if newest.part else measure.short
        said = f"{name} {score_words(newest.value, measure.unit, self.words)} ({taken})"
        first = [each for each in newest_first[1:] if same_activities(each, newest)][-1:]
        if not first and not measure.is_change:
            return said
        try:
            changed = change(measure, first[0] if first else None, newest)
        except InputError:  # nobody noted which activities: then the scores do not compare
            return said
        since = (
            text("since {date}").format(date=written_date(changed.since, self.words)) if changed.since else ""
        )
        how = " ".join(part for part in (changed.in_words(self.words), since) if part)
        real = _named(text("Real?"), changed.real.in_words(self.words))
        matters = _named(text("Does it matter?"), changed.matters.in_words(self.words))
        return f"{said}: {how}. {real} {matters}"

    def program(self, story: Story, episode: Episode | None) -> Iterator[str]:
        """The version handed out last, an exercise a line."""
        given = [each for each in story.versions_of(episode) if each.handed_out_at is not None]
        if not given:
            return
        newest = max(given, key=_handed_out)
        text, content = self.words.gettext, newest.content
        day = written_date(_handed_out(newest).astimezone().date(), self.words)
        head = text("Home program, version {number}, handed out {date}").format(
            number=newest.number, date=day
        )
        known = DiffWords(self.library, self.words, self.language)
        lines = [f"{head}: {content.title}" if content.title.strip() else f"{head}:"]
        for number, item in enumerate(content.items, 1):
            dose = ", ".join([known.dose(item), schedule_short(item.schedule, self.words)])
            more = ", ".join(known.beyond_short(item))
            said = f"{number}. {known.name(item)}: {dose}" + (f" ({more})" if more else "")
            lines.append(f"{said}. {item.note.strip()}" if item.note.strip() else said)
        yield "\n".join(lines)

    def review(self, story: Story) -> Iterator[str]:
        """When the patient comes again, where that is known."""
        if story.review_date is not None:
            day = written_date(story.review_date, self.words)
            yield self.words.gettext("Next visit: {date}").format(date=day)


def _handed_out(version: ProgramVersion) -> datetime:
    return version.handed_out_at or version.changed_at


def _named(name: str, said: str) -> str:
    return f"{name}: {' '.join(said.split())}" if not name.endswith("?") else f"{name} {said}"
