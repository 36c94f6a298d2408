"""Dose checks as data: what a rule is, what it is asked about, and the advice it gives."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from clinic_app.domain.burden import Burden, burden
from clinic_app.domain.dosage import Dosage
from clinic_app.domain.exercise import Exercise
from clinic_app.domain.library import Library, TemplateLine
from clinic_app.domain.limits import NO_LIMITS, Limits, Obstacle
from clinic_app.domain.program import ProgramContent, ProgramItem
from clinic_app.domain.red_flags import RedFlagScreen
from clinic_app.domain.safety import DoseRule, Severity
from clinic_app.domain.showing import part_of_sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What a rule says of a program or of one of its items.

    ``values`` fill the message, or the ``variant`` that is said instead. ``fix`` is the item as the rule
    would have it, ``instead`` an exercise to offer. ``topic`` tells several of one rule apart: a muscle, a
    screen, a tag of the patient. ``basis`` is what an answer depends on (with ``depends_on``, what the rule
    adds to it); answers from before ``asked_since`` count no more.
    """

    rule: DoseRule
    severity: Severity
    item_id: UUID | None = None
    exercise_slug: str = ""
    variant: str = ""
    topic: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    obstacle: Obstacle | None = None
    fix: ProgramItem | None = None
    instead: str = ""
    basis: str = ""
    depends_on: str = ""
    asked_since: date | None = None

    @property
    def key(self) -> str:
        """What it is kept under: the rule, and the topic where it has one."""
        return f"{self.rule.id}:{self.topic}" if self.topic else self.rule.id

    @property
    def holds_handout(self) -> bool:
        """Whether a patient's handout waits until somebody has answered it."""
        return self.severity in (Severity.CONFIRM, Severity.BLOCK)

    def sentence(self, language: str) -> str:
        """The advice in that language, else in English."""
        precaution = self.obstacle.precaution if self.obstacle else None
        said = self.rule.variants[self.variant] if self.variant else self.rule.message
        texts = precaution.message if precaution and not self.variant else said
        message = texts.get(language) or texts["en"]
        values = dict(self.values)
        if precaution:
            values["why"] = precaution.names.get(language) or precaution.names.get("en", "")
        return message.format(**{name: part_of_sentence(value) for name, value in values.items()})


@dataclass(frozen=True, kw_only=True)
class Subject:
    """Everything the checks look at. ``age`` is in whole years, None where it is not known.

    ``is_irritable`` means pain that is easily stirred: short holds are then right. ``screens`` are the
    patient's red-flag screens, newest first. ``minutes_willing`` is what the patient gives a day, None where
    nobody asked. ``can_be_called`` says whether the sheet names a telephone.
    """

    content: ProgramContent
    library: Library
    today: date
    age: int | None = None
    limits: Limits = NO_LIMITS
    has_patient: bool = False
    is_irritable: bool = False
    screens: Sequence[RedFlagScreen] = ()
    minutes_willing: int | None = None
    can_be_called: bool = True
    language: str = "en"

    @cached_property
    def lines(self) -> tuple[tuple[ProgramItem, Exercise], ...]:
        """Items with their exercises; what the library no longer holds is left out."""
        known = self.library.known_exercises
        items = self.content.items
        return tuple((item, known[item.exercise_slug]) for item in items if item.exercise_slug in known)

    @cached_property
    def burden(self) -> Burden:
        """What the program costs."""
        return burden(self.content, self.library.known_exercises)

    def template_lines(self, slug: str) -> tuple[TemplateLine, ...]:
        """What the program's template gives of that exercise, in any of its phases."""
        template = self.library.templates.get(self.content.template_slug)
        lines = [line for phase in template.phases for line in phase.lines] if template else []
        return tuple(line for line in lines if line.exercise_slug == slug)

    def template_doses(self, slug: str) -> tuple[Dosage, ...]:
        """The doses of those lines."""
        return tuple(line.dosage for line in self.template_lines(slug))

    def muscle_name(self, key: str) -> str:
        """The muscle as a patient would call it."""
        muscle = self.library.muscles.get(key)
        return (muscle.plain.get(self.language) or muscle.english) if muscle else key

    def is_older(self, rule: DoseRule) -> bool:
        """Whether the patient is known to be of the age from which the rule is stricter."""
        return self.age is not None and self.age >= rule.number("older_from")


Check = Callable[[DoseRule, Subject], Iterator[Advice]]
"""Looks for one thing."""


def about(rule: DoseRule, item: ProgramItem, *, fix: ProgramItem | None = None, **values: object) -> Advice:
    """Advice on one item."""
    return Advice(
        rule=rule,
        severity=rule.severity,
        item_id=item.id,
        exercise_slug=item.exercise_slug,
        values=values,
        fix=fix,
    )


def about_program(rule: DoseRule, variant: str = "", **values: object) -> Advice:
    """Advice on the whole program."""
    return Advice(rule=rule, severity=rule.severity, variant=variant, values=values)
