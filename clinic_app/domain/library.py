"""The stretch library: exercises and the tables their keys resolve in; lookup with good sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import Final

from clinic_app.domain.dosage import Dosage, Schedule
from clinic_app.domain.errors import InputError
from clinic_app.domain.exercise import Exercise, ExerciseKind, Position
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


class Severity(StrEnum):
    """How much a warning asks: a look, one click and a reason, or a name and a reason before it prints."""

    NOTE = "note"
    WARN = "warn"
    CONFIRM = "confirm"
    BLOCK = "block"


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """The exercises a patient's tag concerns besides those that carry it (library content, section 1.9).

    Empty means any. ``where_treated`` asks for the region of the episode that carries the tag;
    ``longer_than_s`` for exercises that take longer in one go.
    """

    kinds: tuple[ExerciseKind, ...] = ()
    regions: tuple[str, ...] = ()
    positions: tuple[Position, ...] = ()
    where_treated: bool = False
    longer_than_s: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Precaution:
    """A tag shared by patients and exercises; ``covered`` says which exercises it concerns by rule."""

    tag: str
    severity: Severity
    message: dict[str, str]
    names: dict[str, str] = field(default_factory=dict)
    covered: Covered | None = None


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
    """A stage of a template; a short template has one, without a name. ``names`` are by language."""

    names: dict[str, str] = field(default_factory=dict)
    entry_criterion: str = ""
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
class StopRule:
    """One block of the sheet's stop rules (library content, section 4.2), by language.

    ``level`` is green, amber, red, emergency, doctor_today or reminder; ``lead`` is printed bold before
    ``text``. It is printed when ``always``, or when an exercise's kind, region, position or condition is
    listed. ``{pain_limit}``, ``{phone}`` and ``{emergency_number}`` are filled in; a text that names the
    emergency number has one ``without_number`` beside it, for a clinic that gives none.
    """

    id: str
    level: str
    lead: dict[str, str]
    text: dict[str, str]
    always: bool = False
    kinds: tuple[ExerciseKind, ...] = ()
    regions: tuple[str, ...] = ()
    positions: tuple[Position, ...] = ()
    conditions: tuple[str, ...] = ()
    lead_without_number: dict[str, str] = field(default_factory=dict)
    text_without_number: dict[str, str] = field(default_factory=dict)

    def lead_for(self, *, has_number: bool) -> dict[str, str]:
        """The lead by language, for a clinic that gives an emergency number or none."""
        return self.lead if has_number else self.lead_without_number or self.lead

    def text_for(self, *, has_number: bool) -> dict[str, str]:
        """The text by language, for a clinic that gives an emergency number or none."""
        return self.text if has_number else self.text_without_number or self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class EducationTopic:
    """A short page for the patient. ``panels`` are picture and caption (pose frame, text by language)."""

    id: str
    titles: dict[str, str]
    lead: dict[str, str]
    pose_slug: str = ""
    panels: tuple[tuple[str, dict[str, str]], ...] = ()
    not_enough: dict[str, str] = field(default_factory=dict)
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

    def exercise(self, slug: str) -> Exercise:
        """The exercise of that slug.

        Raises:
            InputError: there is none; the sentence offers the nearest.
        """
        if slug in self.exercises:
            return self.exercises[slug]
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


def _nearest(word: str, known: Iterable[str]) -> str:
    close = get_close_matches(word[:_LONGEST_SLUG], list(known), n=3, cutoff=0.5)
    return f"Did you mean {', '.join(close)}?" if close else f"Known are {', '.join(sorted(known)[:5])} …"
