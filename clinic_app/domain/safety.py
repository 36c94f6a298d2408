"""What keeps a patient safe, as data: precautions, dose rules, red-flag screens, stop rules."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from clinic_app.domain.exercise import ExerciseKind, Position

URGENCIES: Final = ("emergency", "same_day", "urgent", "refer")
"""What a sign of a red-flag screen asks for, the gravest first."""


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
    ``longer_than_s`` for exercises that take longer in one go. ``like`` names another tag: what concerns
    that one, and nothing else.
    """

    kinds: tuple[ExerciseKind, ...] = ()
    regions: tuple[str, ...] = ()
    positions: tuple[Position, ...] = ()
    where_treated: bool = False
    longer_than_s: int = 0
    like: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Precaution:
    """A tag shared by patients and exercises; ``covered`` says which exercises it concerns by rule."""

    tag: str
    severity: Severity
    message: dict[str, str]
    names: dict[str, str] = field(default_factory=dict)
    covered: Covered | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyReason:
    """An answer that is often the right one; ``variant`` names the advice's variant it answers."""

    id: str
    texts: dict[str, str]
    variant: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseRule:
    """One check: how much it asks, what it says by language, where that comes from, the numbers it compares.

    ``variants`` are said instead of ``message`` for another reason, by its name; ``prompts`` ask for the
    reason to keep it, by the variant's name (empty: the message's).
    """

    id: str
    severity: Severity
    message: dict[str, str]
    variants: Mapping[str, dict[str, str]] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    numbers: Mapping[str, float] = field(default_factory=dict)
    prompts: Mapping[str, dict[str, str]] = field(default_factory=dict)
    reasons: tuple[ReadyReason, ...] = ()

    def number(self, name: str) -> float:
        """One of its numbers (KeyError if the file gives none)."""
        return self.numbers[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenQuestion:
    """One sign to ask for; ``urgency`` is one of the ``URGENCIES``. ``texts`` are by language."""

    id: str
    urgency: str
    texts: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A red-flag screen for regions of the body; where ``is_required`` a program there waits for it (W17).

    It waits also where the patient has one of the precaution tags ``asked_for``.
    """

    id: str
    names: dict[str, str]
    regions: tuple[str, ...]
    is_required: bool
    questions: tuple[ScreenQuestion, ...]
    sources: tuple[str, ...] = ()
    asked_for: tuple[str, ...] = ()

    def gravest(self, findings: Collection[str]) -> str:
        """The gravest urgency among the findings; empty where there is none."""
        found = {question.urgency for question in self.questions if question.id in findings}
        return next((urgency for urgency in URGENCIES if urgency in found), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRule:
    """One block of the sheet's stop rules (library content, section 4.2), by language.

    ``level`` is green, amber, red, emergency, doctor_today or reminder; ``lead`` is printed bold before
    ``text``. It is printed when ``always``, when an exercise's kind, region, position or condition is
    listed, or when the patient has one of the precaution ``tags``. ``{pain_limit}``, ``{phone}`` and
    ``{emergency_number}`` are filled in; a text that names the emergency number has one ``without_number``
    beside it, for a clinic that gives none.
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
    tags: tuple[str, ...] = ()
    lead_without_number: dict[str, str] = field(default_factory=dict)
    text_without_number: dict[str, str] = field(default_factory=dict)
    reviewed_in: frozenset[str] = frozenset()
    """The languages whose words a named clinician has signed off; all others are drafts."""

    def lead_for(self, *, has_number: bool) -> dict[str, str]:
        """The lead by language, for a clinic that gives an emergency number or none."""
        return self.lead if has_number else self.lead_without_number or self.lead

    def text_for(self, *, has_number: bool) -> dict[str, str]:
        """The text by language, for a clinic that gives an emergency number or none."""
        return self.text if has_number else self.text_without_number or self.text
