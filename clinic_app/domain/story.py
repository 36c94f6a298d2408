"""Everything that happened to a patient, in one line of time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final
from uuid import UUID

from clinic_app.domain.diary import Diary
from clinic_app.domain.letter import Letter
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.patient import Episode
from clinic_app.domain.program import Handout, Program, ProgramSummary, ProgramVersion, summary_of
from clinic_app.domain.red_flags import RedFlagScreen
from clinic_app.domain.score_history import scores_before
from clinic_app.domain.visit import Amendment, Visit

_FIRST_DAY: Final = date(1, 1, 3)
_LAST_DAY: Final = date(9999, 12, 29)


class StoryKind(StrEnum):
    """What an entry is of; also the filters of the timeline."""

    VISIT = "visit"
    PROGRAM = "program"
    SCORE = "score"
    LETTER = "letter"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class VisitEntry:
    """A visit, what was added to it, and the versions handed out that day."""

    visit: Visit
    number: int
    """The how-manieth visit of the patient it is."""
    amendments: tuple[Amendment, ...] = ()
    given: tuple[ProgramVersion, ...] = ()


@dataclass(frozen=True, slots=True)
class HandoutEntry:
    """A version handed out for the first time, or again on another day."""

    version: ProgramVersion
    handout: Handout
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class EpisodeEntry:
    """A problem was taken on, or closed."""

    episode: Episode
    is_end: bool = False


@dataclass(frozen=True, slots=True)
class ScoreEntry:
    """One filled-in measure: its results by part, and of each the last one before that compares."""

    results: tuple[MeasureResult, ...]
    before: tuple[MeasureResult | None, ...]

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was a mistake: it stands in the story and counts nowhere."""
        return self.results[0].withdrawn_at is not None


Subject = VisitEntry | HandoutEntry | ScoreEntry | Diary | RedFlagScreen | Letter | EpisodeEntry


@dataclass(frozen=True, slots=True)
class StoryEntry:
    """One line of the timeline; ``at`` orders what happened on one day."""

    kind: StoryKind
    at: datetime
    subject: Subject
    episode_id: UUID | None = None

    @property
    def on(self) -> date:
        """The day, where this machine stands."""
        return self.at.astimezone().date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What the record holds of one patient's care; every list newest first, as the record gives it."""

    episodes: Sequence[Episode] = ()
    visits: Sequence[Visit] = ()
    amendments: Sequence[Amendment] = ()
    results: Sequence[MeasureResult] = ()
    diaries: Sequence[Diary] = ()
    letters: Sequence[Letter] = ()
    screens: Sequence[RedFlagScreen] = ()
    handouts: Sequence[Handout] = ()
    versions: Mapping[UUID, ProgramVersion] = field(default_factory=dict)
    """The versions of all programs by their ids."""
    episode_of_program: Mapping[UUID, UUID | None] = field(default_factory=dict)
    programs: Sequence[Program] = ()
    """The archived ones too."""

    @property
    def standing_results(self) -> Sequence[MeasureResult]:
        """The scores that were not withdrawn, newest first."""
        return [each for each in self.results if each.withdrawn_at is None]

    def summaries(self, patient_name: str) -> Sequence[ProgramSummary]:
        """A line for every program that is not archived, the one changed last first."""
        own: dict[UUID, list[ProgramVersion]] = {}
        for version in self.versions.values():
            own.setdefault(version.program_id, []).append(version)
        kept = [each for each in self.programs if each.archived_at is None and each.id in own]
        found = [summary_of(each, own[each.id], patient_name) for each in kept]
        return sorted(found, key=lambda each: each.changed_at, reverse=True)

    @property
    def review_date(self) -> date | None:
        """The next visit, as the last handed-out version names it; None where a visit came after that."""
        given = [each for each in self.versions.values() if each.handed_out_at is not None]
        newest = max(given, key=lambda each: each.handed_out_at or datetime.min, default=None)
        due = newest.content.review_date if newest else None
        seen = max((each.visited_on for each in self.visits), default=date.min)
        return due if due is not None and seen < due else None

    def versions_of(self, episode: Episode | None) -> Sequence[ProgramVersion]:
        """The versions of one problem's programs, and of those of no problem; None means all."""
        return [
            each
            for each in self.versions.values()
            if episode is None or self.episode_of_program.get(each.program_id) in (None, episode.id)
        ]

    def diaries_of(self, episode: Episode | None) -> Sequence[Diary]:
        """The diaries of one problem's programs, and of those of no problem; None means all."""
        return [
            each
            for each in self.diaries
            if episode is None or self.episode_of_program.get(each.program_id) in (None, episode.id)
        ]


def entries(story: Story) -> tuple[StoryEntry, ...]:
    """The timeline, newest first."""
    found = [
        *_visits(story),
        *_handouts(story),
        *_scores(story),
        *(
            _entry(StoryKind.SCORE, each.started_on, each, story.episode_of_program.get(each.program_id))
            for each in story.diaries
        ),
        *(_entry(StoryKind.PROBLEM, each.screened_on, each, each.episode_id) for each in story.screens),
        *(StoryEntry(StoryKind.LETTER, each.written_at, each, each.episode_id) for each in story.letters),
        *(_entry(StoryKind.PROBLEM, each.opened_on, EpisodeEntry(each), each.id) for each in story.episodes),
        *(
            _entry(StoryKind.PROBLEM, each.closed_on, EpisodeEntry(each, is_end=True), each.id)
            for each in story.episodes
            if each.closed_on is not None
        ),
    ]
    return tuple(sorted(found, key=lambda each: each.at, reverse=True))


def _visits(story: Story) -> list[StoryEntry]:
    added: dict[UUID, list[Amendment]] = {}
    for amendment in story.amendments:
        added.setdefault(amendment.visit_id, []).append(amendment)
    given: dict[date, list[ProgramVersion]] = {}
    for version in story.versions.values():
        if version.handed_out_at is not None:
            given.setdefault(version.handed_out_at.astimezone().date(), []).append(version)
    numbered = enumerate(reversed(story.visits), start=1)
    return [
        _entry(
            StoryKind.VISIT,
            visit.visited_on,
            VisitEntry(visit, number, tuple(added.get(visit.id, ())), tuple(given.get(visit.visited_on, ()))),
            visit.episode_id,
            last_of_day=True,
        )
        for number, visit in numbered
    ]


def _handouts(story: Story) -> list[StoryEntry]:
    """One entry a version and day: printing twice in one visit is one thing that happened."""
    found: dict[tuple[UUID, date], StoryEntry] = {}
    known: set[UUID] = set()
    for handout in reversed(story.handouts):
        version = story.versions.get(handout.version_id)
        day = handout.handed_out_at.astimezone().date()
        if version is None or (version.id, day) in found:
            continue
        entry = HandoutEntry(version, handout, is_again=version.id in known)
        known.add(version.id)
        episode_id = story.episode_of_program.get(handout.program_id)
        found[version.id, day] = StoryEntry(StoryKind.PROGRAM, handout.handed_out_at, entry, episode_id)
    return list(found.values())


def _scores(story: Story) -> list[StoryEntry]:
    """One entry a form; nothing is compared with what was withdrawn."""
    before = scores_before(story.standing_results)
    withdrawn = [each for each in story.results if each.withdrawn_at is not None]
    return [
        _entry(
            StoryKind.SCORE,
            form[0].taken_on,
            ScoreEntry(tuple(form), tuple(before.get(each.id) for each in form)),
            form[0].episode_id,
        )
        for form in (*_forms(story.standing_results), *_forms(withdrawn))
    ]


def _forms(results: Sequence[MeasureResult]) -> list[list[MeasureResult]]:
    """The parts that were taken together, together."""
    forms: list[list[MeasureResult]] = []
    for each in results:
        last = forms[-1] if forms else []
        if last and _is_of_form(each, last):
            last.append(each)
        else:
            forms.append([each])
    return forms


def _is_of_form(result: MeasureResult, form: Sequence[MeasureResult]) -> bool:
    """Whether a result was taken with the others of a form: another part of the same on the same day."""
    first = form[0]
    is_same = _form_key(result) == _form_key(first)
    return is_same and all(result.part != each.part for each in form)


def _form_key(result: MeasureResult) -> tuple[object, ...]:
    """What the parts of one form have in common."""
    return result.measure, result.taken_on, result.episode_id, result.visit_id, result.withdrawn_because


def _entry(
    kind: StoryKind, day: date, subject: Subject, episode_id: UUID | None, *, last_of_day: bool = False
) -> StoryEntry:
    """Of a day without a time: before what has one, or, for a visit, after it."""
    known = min(max(day, _FIRST_DAY), _LAST_DAY)  # where the calendar ends a time zone has no room
    at = datetime.combine(known, time.max if last_of_day else time.min).astimezone()
    return StoryEntry(kind, at, subject, episode_id)
