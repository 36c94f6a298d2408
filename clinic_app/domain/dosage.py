"""How much of an exercise: dose by kind, schedule, and the time both take (library content, section 3.2).

All times are whole seconds. A *bout* is the dose done once on one side.
"""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import ClassVar, Final, NamedTuple

from clinic_app.domain.errors import InputError
from clinic_app.domain.side import Side

SWITCH_SIDE_S: Final = 15
"""Time to change from one side to the other."""

SWITCH_EXERCISE_S: Final = 15
"""Time to change from one exercise to the next."""


class DosageKind(StrEnum):
    """Which fields a dose has."""

    HOLD = "hold"
    REPETITIONS = "repetitions"
    CONTRACT_RELAX = "contract_relax"
    MINUTES = "minutes"
    BREATHS = "breaths"


class LoadUnit(StrEnum):
    """What a load is measured in."""

    KILOGRAM = "kg"
    POUND = "lb"
    BAND = "band"


class TimeOfDay(StrEnum):
    """When in the day a bout belongs."""

    MORNING = "morning"
    EVENING = "evening"
    BEFORE_FIRST_STEPS = "before_first_steps"


class Range(NamedTuple):
    """The least and the most a number may be, both included."""

    least: int
    most: int


LIMITS: Final[dict[str, Range]] = {
    "sets": Range(1, 20),
    "reps": Range(1, 100),
    "reps_to": Range(1, 100),
    "hold_s": Range(0, 3600),
    "move_s": Range(0, 120),
    "rest_s": Range(0, 600),
    "rest_between_sets_s": Range(0, 600),
    "push_s": Range(1, 60),
    "push_effort": Range(1, 10),
    "effort": Range(0, 10),
    "duration_s": Range(5, 7200),
    "breaths": Range(1, 200),
    "breath_s": Range(2, 30),
    "times_per_day": Range(1, 12),
    "days_per_week": Range(1, 7),
    "weeks": Range(1, 52),
    "pain_limit": Range(0, 10),
    "load": Range(0, 500),
}
"""The range of every number in a dose or a schedule, by field name."""


def _check(owner: "Dosage | Schedule") -> None:
    for each in fields(owner):
        value, limits = getattr(owner, each.name), LIMITS.get(each.name)
        if value is not None and limits is not None and not limits.least <= value <= limits.most:
            raise InputError(
                "{field} must be from {least} to {most}, not {value}.",
                field=each.name,
                least=limits.least,
                most=limits.most,
                value=value,
            )


def _repeated(sets: int, set_s: int, rest_between_sets_s: int) -> int:
    return sets * set_s + (sets - 1) * rest_between_sets_s


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldDosage:
    """Get there, hold still, come back: stretches, isometrics, balance, control."""

    kind: ClassVar = DosageKind.HOLD
    sets: int = 1
    reps: int = 3
    hold_s: int = 30
    move_s: int = 4
    rest_s: int = 10
    rest_between_sets_s: int = 0

    def __post_init__(self) -> None:
        _check(self)

    @property
    def bout_s(self) -> int:
        """Seconds for one side."""
        one_set = self.reps * (self.hold_s + self.move_s) + (self.reps - 1) * self.rest_s
        return _repeated(self.sets, one_set, self.rest_between_sets_s)

    @property
    def held_s(self) -> int:
        """Seconds held still on one side."""
        return self.sets * self.reps * self.hold_s


@dataclass(frozen=True, slots=True, kw_only=True)
class RepetitionDosage:
    """Movements counted, with or without a short pause: strength, mobility, nerve glides.

    ``reps_to`` makes a range (8 to 12). ``tempo`` is seconds as the field writes it (``3-1-1``).
    ``effort`` is 0 to 10. Time is reckoned with the larger number of repetitions.
    """

    kind: ClassVar = DosageKind.REPETITIONS
    sets: int = 3
    reps: int = 10
    reps_to: int | None = None
    hold_s: int = 0
    tempo: str = ""
    load: float | None = None
    load_unit: LoadUnit | None = None
    effort: int | None = None
    move_s: int = 4
    rest_s: int = 0
    rest_between_sets_s: int = 60

    def __post_init__(self) -> None:
        _check(self)
        if self.reps_to is not None and self.reps_to < self.reps:
            raise InputError(
                "{field} must be {least} or more, not {value}.",
                field="reps_to",
                least=self.reps,
                value=self.reps_to,
            )

    @property
    def bout_s(self) -> int:
        """Seconds for one side."""
        reps = self.reps_to or self.reps
        one_set = reps * (self.hold_s + self.move_s) + (reps - 1) * self.rest_s
        return _repeated(self.sets, one_set, self.rest_between_sets_s)

    @property
    def held_s(self) -> int:
        """Seconds held still on one side."""
        return self.sets * (self.reps_to or self.reps) * self.hold_s


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractRelaxDosage:
    """Push lightly against resistance, then stretch further (``push_effort`` is 1 to 10)."""

    kind: ClassVar = DosageKind.CONTRACT_RELAX
    sets: int = 1
    reps: int = 3
    push_s: int = 6
    push_effort: int = 3
    hold_s: int = 30
    move_s: int = 4
    rest_s: int = 10
    rest_between_sets_s: int = 0

    def __post_init__(self) -> None:
        _check(self)

    @property
    def bout_s(self) -> int:
        """Seconds for one side."""
        one_rep = self.push_s + self.hold_s + self.move_s
        one_set = self.reps * one_rep + (self.reps - 1) * self.rest_s
        return _repeated(self.sets, one_set, self.rest_between_sets_s)

    @property
    def held_s(self) -> int:
        """Seconds held still in the stretch on one side."""
        return self.sets * self.reps * self.hold_s


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesDosage:
    """Go on for a while: walking, cycling, massage, pendulum, resting."""

    kind: ClassVar = DosageKind.MINUTES
    sets: int = 1
    duration_s: int = 600
    rest_between_sets_s: int = 0

    def __post_init__(self) -> None:
        _check(self)

    @property
    def bout_s(self) -> int:
        """Seconds for one side."""
        return _repeated(self.sets, self.duration_s, self.rest_between_sets_s)

    @property
    def held_s(self) -> int:
        """Nothing is held still."""
        return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BreathsDosage:
    """Breaths counted (``breath_s`` seconds each, in and out)."""

    kind: ClassVar = DosageKind.BREATHS
    sets: int = 1
    breaths: int = 10
    breath_s: int = 6
    rest_between_sets_s: int = 30

    def __post_init__(self) -> None:
        _check(self)

    @property
    def bout_s(self) -> int:
        """Seconds for one side."""
        return _repeated(self.sets, self.breaths * self.breath_s, self.rest_between_sets_s)

    @property
    def held_s(self) -> int:
        """Nothing is held still."""
        return 0


Dosage = HoldDosage | RepetitionDosage | ContractRelaxDosage | MinutesDosage | BreathsDosage

DOSAGES: Final[dict[DosageKind, type[Dosage]]] = {
    DosageKind.HOLD: HoldDosage,
    DosageKind.REPETITIONS: RepetitionDosage,
    DosageKind.CONTRACT_RELAX: ContractRelaxDosage,
    DosageKind.MINUTES: MinutesDosage,
    DosageKind.BREATHS: BreathsDosage,
}
"""The dose of each kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How often: times a day and when, days a week, weeks (None: until told), pain limit 0 to 10."""

    times_per_day: int = 1
    times_of_day: tuple[TimeOfDay, ...] = ()
    days_per_week: int = 7
    weeks: int | None = None
    pain_limit: int = 3

    def __post_init__(self) -> None:
        _check(self)


def line_s(dosage: Dosage, side: Side) -> int:
    """Seconds one exercise takes, once, changes of side included."""
    return side.bouts * dosage.bout_s + (SWITCH_SIDE_S if side.bouts == 2 else 0)


def held_s(dosage: Dosage, side: Side) -> int:
    """Seconds held still in one exercise, once, over both sides."""
    return side.bouts * dosage.held_s


def week_held_min(dosage: Dosage, schedule: Schedule) -> float:
    """Minutes a week held still, for one side."""
    return dosage.held_s * schedule.times_per_day * schedule.days_per_week / 60


def session_s(lines_s: list[int]) -> int:
    """Seconds for one session of exercises that take ``lines_s`` each, changes between them included."""
    return sum(lines_s) + SWITCH_EXERCISE_S * max(0, len(lines_s) - 1)


def rounded_minutes(seconds: int) -> int:
    """Minutes to tell a patient: the nearest minute under ten, else the nearest five; never zero."""
    minutes = seconds / 60
    if minutes < 10:
        return max(1, int(minutes + 0.5))
    return int(minutes / 5 + 0.5) * 5
