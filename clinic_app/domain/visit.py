"""A visit: the note, the pain, what was drawn on the body chart and measured; signed, then only amended."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from clinic_app.domain.errors import InputError

WORST_PAIN: Final = 10
"""The numeric pain scale runs from 0, no pain, to this, the worst that can be imagined."""


LONGEST_PART: Final = 100_000
"""Characters of one part of a note: a book's chapter, and no accident of the clipboard."""


class NotePart(StrEnum):
    """The four parts of a SOAP note; also the names of the fields of :class:`Visit`."""

    SUBJECTIVE = "subjective"
    OBJECTIVE = "objective"
    ASSESSMENT = "assessment"
    PLAN = "plan"


class Sensation(StrEnum):
    """What a mark on the body chart stands for; each has a pattern and a colour of its own."""

    PAIN = "pain"
    ACHE = "ache"
    BURNING = "burning"
    PINS_AND_NEEDLES = "pins_and_needles"
    NUMBNESS = "numbness"
    STIFFNESS = "stiffness"


class BodyView(StrEnum):
    """From where the body chart is seen."""

    FRONT = "front"
    BACK = "back"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartMark:
    """A line drawn on the body chart.

    ``points`` are (x, y) in hundredths of the figure's height: x to the right of its middle as it is seen,
    y down from the top of the head. ``width`` is the pen's, in the same unit.
    """

    sensation: Sensation
    view: BodyView
    points: tuple[tuple[float, float], ...]
    width: float = 2.0


class FindingKind(StrEnum):
    """What was measured."""

    RANGE = "range"
    """Range of motion, in degrees or centimetres."""
    STRENGTH = "strength"
    """Strength, graded 0–5 (MRC), half grades for plus."""
    TIMED = "timed"
    """A test with a watch or a count."""
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One measurement, left and right, or one value for what has no sides."""

    kind: FindingKind
    name: str
    left: float | None = None
    right: float | None = None
    value: float | None = None
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit of one patient. The record refuses to change what was signed.

    Pain is 0–10 now, at best and at worst since the last visit; None was not asked.
    """

    id: UUID
    patient_id: UUID
    episode_id: UUID | None = None
    visited_on: date
    therapist_id: UUID | None = None
    subjective: str = ""
    objective: str = ""
    assessment: str = ""
    plan: str = ""
    pain_now: int | None = None
    pain_best: int | None = None
    pain_worst: int | None = None
    body_chart: tuple[ChartMark, ...] = ()
    findings: tuple[Finding, ...] = ()
    signed_at: datetime | None = None
    signed_by: str = ""
    revision: int = 1

    @property
    def is_signed(self) -> bool:
        """Whether nothing may be changed any more."""
        return self.signed_at is not None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was noted yet."""
        pain = (self.pain_now, self.pain_best, self.pain_worst)
        return not (
            any(self.part(each).strip() for each in NotePart)
            or any(each is not None for each in pain)
            or self.body_chart
            or self.findings
        )

    def part(self, part: NotePart) -> str:
        """The text of one part of the note."""
        return str(getattr(self, part.value))

    def signed(self, at: datetime, by: str) -> "Visit":
        """Signed by somebody now.

        Raises:
            InputError: it was signed before, nothing stands in it, or nobody signs.
        """
        if self.is_signed:
            raise InputError("This visit is signed already. Add an amendment instead.")
        if self.is_empty:
            raise InputError("There is nothing to sign yet: write a word of what was found or done.")
        if not by.strip():
            raise InputError("Type the therapist’s name in Settings first: a note is signed with a name.")
        return replace(self, signed_at=at, signed_by=by.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What was added to a signed visit; never changed either."""

    id: UUID
    visit_id: UUID
    text: str
    amended_at: datetime
    amended_by: str


def check_pain(now: int | None, best: int | None, worst: int | None) -> None:
    """Refuse pain that cannot be.

    Raises:
        InputError: a number is not 0–10, or the best is worse than the worst.
    """
    for each in (now, best, worst):
        if each is not None and not 0 <= each <= WORST_PAIN:
            raise InputError("Pain is a whole number from 0 to 10: {number} is not.", number=each)
    if best is not None and worst is not None and best > worst:
        raise InputError("Pain at its best cannot be more than at its worst: look at both again.")
