"""Dose checks as data: what a rule is, what it is asked about, and the advice it gives."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from clinic_app.domain.burden import Burden, burden
from clinic_app.domain.dosage import Dosage
from clinic_app.domain.exercise import Exercise
from clinic_app.domain.library import Library
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
    screen, a tag of the patient.
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
        texts = precaution.message if precaution else said
        message = texts.get(language) or texts["en"]
        return message.format(**{name: part_of_sentence(value) for name, value in self.values.items()})


@dataclass(frozen=True, kw_only=True)
class Subject:
    """Everything the checks look at. ``age`` is in whole years, None where it is not known.

    ``is_irritable`` means pain that is easily stirred: short holds are then right. ``screens`` are the
    patient's red-flag screens, newest first. ``can_be_called`` says whether the sheet names a telephone.
    """

    content: ProgramContent
    library: Library
    today: date
    age: int | None = None
    limits: Limits = NO_LIMITS
    has_patient: bool = False
    is_irritable: bool = False
    screens: Sequence[RedFlagScreen] = ()
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

    def template_doses(self, slug: str) -> tuple[Dosage, ...]:
        """What the program's template gives of that exercise, in any of its phases."""
        template = self.library.templates.get(self.content.template_slug)
        lines = [line for phase in template.phases for line in phase.lines] if template else []
        return tuple(line.dosage for line in lines if line.exercise_slug == slug)

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
