"""The stretch library: exercises and the tables their keys resolve in; lookup with good sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

from clinic_app.domain.country import Country
from clinic_app.domain.dosage import Dosage, Schedule
from clinic_app.domain.errors import InputError
from clinic_app.domain.exercise import Exercise
from clinic_app.domain.measures import Measure
from clinic_app.domain.safety import DoseRule, Precaution, Screen, StopRule
from clinic_app.domain.showing import short
from clinic_app.domain.side import PlannedSide

_LONGEST_SLUG: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Muscle:
    """A muscle, nerve or fascia: TA2 Latin, English and plain names (plain by language)."""

    key: str
    latin: str
    english: str
    plain: dict[str, str]

    def name(self, language: str) -> str:
        """As a therapist calls it in English; in other languages the plain name, where there is one."""
        return self.plain.get(language, self.english).capitalize() if language != "en" else self.english


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """An indication; codes help search and export, they are not billing advice."""

    key: str
    plain: dict[str, str]
    clinical: str
    icd10_who: str = ""
    icd10_cm: str = ""
    icf: tuple[str, ...] = ()
    snomed_ct: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a dose or a claim comes from, and how far it was checked."""

    key: str
    citation: str
    where: str = ""
    supports: str = ""
    how_checked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateLine:
    """One exercise of a template's phase."""

    exercise_slug: str
    side: PlannedSide
    dosage: Dosage
    schedule: Schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplatePhase:
    """A stage of a template; a short template has one, without a name. Texts are by language.

    ``entry_criteria`` say, for the therapist, when it starts.
    """

    names: dict[str, str] = field(default_factory=dict)
    entry_criteria: dict[str, str] = field(default_factory=dict)
    lines: tuple[TemplateLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A ready program to start from. ``titles`` and ``whys`` are by language."""

    slug: str
    titles: dict[str, str]
    whys: dict[str, str] = field(default_factory=dict)
    phases: tuple[TemplatePhase, ...]
    education: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    review_weeks: int = 4

    @property
    def exercise_slugs(self) -> tuple[str, ...]:
        """Every exercise of every phase, once, in order."""
        return tuple(dict.fromkeys(line.exercise_slug for phase in self.phases for line in phase.lines))


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPanel:
    """One picture of a topic: a pose's frame, and its caption by language."""

    pose_slug: str
    frame: str
    caption: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EducationTopic:
    """A short page for the patient: one message, points, pictures, what to do. Texts are by language.

    ``conditions`` say for whom it is offered first (nobody: for everybody); ``contested`` marks a claim that
    research has not settled.
    """

    id: str
    titles: dict[str, str]
    lead: dict[str, str]
    panels: tuple[TopicPanel, ...] = ()
    points: tuple[dict[str, str], ...] = ()
    what_to_do: dict[str, str] = field(default_factory=dict)
    not_enough: dict[str, str] = field(default_factory=dict)
    conditions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    contested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Everything that can be prescribed now. ``exercises`` holds the drawn ones only."""

    exercises: Mapping[str, Exercise]
    muscles: Mapping[str, Muscle]
    conditions: Mapping[str, Condition]
    precautions: Mapping[str, Precaution]
    sources: Mapping[str, Source]
    templates: Mapping[str, Template]
    stop_rules: tuple[StopRule, ...]
    education: Mapping[str, EducationTopic]
    dose_rules: Mapping[str, DoseRule] = field(default_factory=dict)
    screens: Mapping[str, Screen] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    plain_words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By language: a word of the trade, in small letters, and what a patient reads instead."""

    countries: Mapping[str, Country] = field(default_factory=dict)
    retired: Mapping[str, Exercise] = field(default_factory=dict)
    """Own exercises taken out: offered no more, but programs that hold them still open and print."""

    @property
    def known_exercises(self) -> Mapping[str, Exercise]:
        """What a program may hold: all that is offered, and what was taken out since."""
        return {**self.exercises, **self.retired} if self.retired else self.exercises

    def exercise(self, slug: str) -> Exercise:
        """The exercise of that slug.

        Raises:
            InputError: there is none; the sentence offers the nearest.
        """
        if slug in self.exercises:
            return self.exercises[slug]
        if slug in self.retired:
            return self.retired[slug]
        raise InputError(
            "There is no exercise “{slug}”. {nearest}",
            slug=short(slug),
            nearest=_nearest(slug, self.exercises),
        )

    def template(self, slug: str) -> Template:
        """The template of that slug.

        Raises:
            InputError: there is none; the sentence offers the nearest.
        """
        if slug in self.templates:
            return self.templates[slug]
        raise InputError(
            "There is no template “{slug}”. {nearest}",
            slug=short(slug),
            nearest=_nearest(slug, self.templates),
        )

    def measure(self, key: str) -> Measure:
        """The outcome measure of that key.

        Raises:
            InputError: there is none; the sentence offers the nearest.
        """
        if key in self.measures:
            return self.measures[key]
        raise InputError(
            "There is no measure “{key}”. {nearest}",
            key=short(key),
            nearest=_nearest(key, self.measures),
        )


def _nearest(word: str, known: Iterable[str]) -> str:
    close = get_close_matches(word[:_LONGEST_SLUG], list(known), n=3, cutoff=0.5)
    return f"Did you mean {', '.join(close)}?" if close else f"Known are {', '.join(sorted(known)[:5])} …"
