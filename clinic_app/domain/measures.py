"""Outcome measures as data: what is asked, how answers make a score, and which change means something.

A measure has one part or several (the scales of the KOOS, left and right of a balance test); its part with
the empty key is the whole. Every part is scored alike: the mean of what was answered, stretched from the
range of the answers to the range of the scores. Sums, percentages and the QuickDASH's formula are that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from clinic_app.domain.errors import InputError
from clinic_app.domain.showing import short

WHOLE = ""
"""The key of the part that stands for the whole measure."""


class MeasureKind(StrEnum):
    """How a measure is taken."""

    FORM = "form"
    """The patient answers questions that are shown."""
    ENTRY = "entry"
    """Numbers are copied from a paper form: its wording is licensed and not shipped."""
    TEST = "test"
    """The patient does something that is timed or counted."""


class MeasureUnit(StrEnum):
    """What a score is counted in."""

    POINTS = "points"
    PERCENT = "percent"
    SECONDS = "seconds"
    STANDS = "stands"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRange:
    """The numbers from ``low`` to ``high``, ``step`` apart."""

    low: float
    high: float
    step: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a number comes from: keys of the library's sources, and in whom it was found (by language)."""

    sources: tuple[str, ...]
    population: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLimit:
    """A change of ``amount`` or more counts."""

    amount: float
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureItem:
    """One question or row; ``texts`` are by language, empty where the wording is not shipped."""

    key: str
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureChoice:
    """What one of the answers means, by language: the ends of a scale, or every step of it."""

    value: float
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurePart:
    """What has a score of its own. ``names`` are by language, empty in a measure of one part.

    ``answered_at_least`` is the rule for missing answers, unless a blank one counts as a number
    (``blank_counts_as``). ``is_reversed``: the highest answer makes the lowest score. ``mean_of`` names the
    parts whose mean it is; it then has no items. ``detectable`` is the smallest change that is more than
    chance, ``detectable_alone`` that of one activity without others to take the mean of, ``important`` the
    smallest that matters to patients; None: no source says.
    """

    key: str = WHOLE
    names: Mapping[str, str] = field(default_factory=dict)
    items: tuple[MeasureItem, ...] = ()
    answers: NumberRange
    scores: NumberRange
    answered_at_least: int = 1
    blank_counts_as: float | None = None
    is_reversed: bool = False
    mean_of: tuple[str, ...] = ()
    detectable: ChangeLimit | None = None
    detectable_alone: ChangeLimit | None = None
    important: ChangeLimit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRow:
    """Where a line is drawn for patients of that sex and age; empty and None: for everybody."""

    limit: float
    sex: str = ""
    age_from: int | None = None
    age_to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRule:
    """What a single score says, by language with the place ``{limit}``, where it is past a line.

    ``is_below``: scores under the limit are meant, else those that reach it.
    """

    texts: Mapping[str, str]
    is_below: bool
    rows: tuple[ReadingRow, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One outcome measure. ``short`` is what everybody calls it; texts are by language.

    ``question`` is what the patient is asked, or how a test is done. ``regions`` are where it fits (none:
    anywhere). ``parts_stand_alone``: a part may be left blank as a whole. ``is_change``: a score tells a
    change by itself. ``least_activities`` and ``most_activities`` are set where the patient names what is
    rated; its one part then holds one item, which stands for each. ``elsewhere`` says, by language, where
    the wording is to be had that is not shipped in that language.
    """

    key: str
    kind: MeasureKind
    short: str
    names: Mapping[str, str]
    question: Mapping[str, str]
    licence: Mapping[str, str]
    notes: Mapping[str, str] = field(default_factory=dict)
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    higher_is_better: bool
    unit: MeasureUnit
    regions: tuple[str, ...] = ()
    choices: tuple[MeasureChoice, ...] = ()
    parts: tuple[MeasurePart, ...]
    parts_stand_alone: bool = False
    is_change: bool = False
    least_activities: int = 0
    most_activities: int = 0
    readings: tuple[ReadingRule, ...] = ()
    sources: tuple[str, ...]

    @property
    def names_activities(self) -> bool:
        """Whether the patient names what is rated."""
        return self.most_activities > 0

    @property
    def is_single(self) -> bool:
        """Whether it asks for one number."""
        return not self.names_activities and sum(len(part.items) for part in self.parts) == 1

    @property
    def asked_parts(self) -> tuple[MeasurePart, ...]:
        """The parts that have items, in the order they are asked."""
        return tuple(part for part in self.parts if part.items)

    def part(self, key: str = WHOLE) -> MeasurePart:
        """The part of that key.

        Raises:
            InputError: it has none.
        """
        found = next((part for part in self.parts if part.key == key), None)
        if found is None:
            raise InputError(
                "{measure} has no part “{part}”.", measure=self.short, part=short(key) or "the whole"
            )
        return found

    def is_worded_in(self, language: str) -> bool:
        """Whether the screen can show every question, or how the test is done, in that language."""
        items = [item for part in self.parts for item in part.items]
        if self.kind is MeasureKind.FORM and not all(language in item.texts for item in items):
            return False
        return self.kind is not MeasureKind.ENTRY and language in self.question

    def name(self, language: str, part: str = WHOLE) -> str:
        """“KOOS – Pain” in that language, else in English."""
        whole = self.names.get(language) or self.names["en"]
        names = self.part(part).names if part else {}
        return f"{self.short} – {names.get(language) or names['en']}" if names else whole
