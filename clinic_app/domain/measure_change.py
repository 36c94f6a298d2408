"""How a score changed, and two answers that are not the same: whether it is real, and whether it matters."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Protocol

from clinic_app.domain.errors import InputError
from clinic_app.domain.folding import folded
from clinic_app.domain.measure_words import amount_words, limit_words, with_unit
from clinic_app.domain.measures import ChangeLimit, Citation, Measure, MeasureUnit
from clinic_app.domain.words import Catalogue, mark

_DECIMALS: Final = 6


class Taken(Protocol):
    """A score that was taken on a day; :class:`~clinic_app.domain.measure_result.MeasureResult` is one."""

    @property
    def measure(self) -> str:
        """The measure's key."""
        ...

    @property
    def part(self) -> str:
        """The part's key."""
        ...

    @property
    def taken_on(self) -> date:
        """The day."""
        ...

    @property
    def value(self) -> float:
        """The score."""
        ...

    @property
    def activities(self) -> tuple[str, ...]:
        """What the patient named, where the measure asks for it."""
        ...


class Direction(StrEnum):
    """Which way a score went, as the patient would say."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"


class Verdict(StrEnum):
    """Yes, no, or no source says."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAnswer:
    """One of the two answers: a verdict, one sentence, and where its limit comes from."""

    verdict: Verdict
    sentence: str
    unit: MeasureUnit
    amount: float
    limit: float | None = None
    citation: Citation | None = None

    def in_words(self, catalogue: Catalogue) -> str:
        """The sentence in the catalogue's language."""
        amount = amount_words(self.amount, self.unit, catalogue)
        limit = self.limit or 0.0
        limit_text = with_unit(limit_words(limit, catalogue), limit, self.unit, catalogue)
        return catalogue.gettext(self.sentence).format(amount=amount, limit=limit_text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The change of one part's score. ``amount`` is later less earlier; its sign is not the direction.

    ``since`` is the earlier day, None where the score tells a change by itself.
    """

    measure: str
    part: str
    amount: float
    since: date | None
    direction: Direction
    unit: MeasureUnit
    real: ChangeAnswer
    matters: ChangeAnswer

    def in_words(self, catalogue: Catalogue) -> str:
        """“3 points better”."""
        words = {
            Direction.BETTER: catalogue.gettext("{amount} better"),
            Direction.WORSE: catalogue.gettext("{amount} worse"),
            Direction.SAME: catalogue.gettext("no change"),
        }
        return words[self.direction].format(amount=amount_words(self.amount, self.unit, catalogue))


UNCHANGED: Final = mark("No: it did not change.")
REAL: Final = mark("Yes: it changed by {amount}, and less than {limit} can be chance.")
NOT_REAL: Final = mark("No: it changed by {amount}, and less than {limit} can be chance.")
REAL_UNKNOWN: Final = mark("Not known: no source says how much of a change can be chance.")
REAL_OWN_VIEW: Final = mark("Not known: it is the patient’s own view of the change.")
MATTERS_BETTER: Final = mark("Yes, for the better: {limit} or more makes a difference to patients.")
MATTERS_WORSE: Final = mark(
    "Yes, for the worse: {limit} or more makes a difference to patients (found in patients who got better)."
)
MATTERS_IF_REAL: Final = mark("Yes, if it is real: {limit} or more makes a difference to patients.")
MATTERS_NOT: Final = mark("No: it changed by {amount}, and patients notice {limit} or more.")
MATTERS_UNKNOWN: Final = mark("Not known: no source says which change makes a difference to patients.")


def change(measure: Measure, earlier: Taken | None, later: Taken) -> Change:
    """What happened between two scores of the same part; a measure that tells a change needs no earlier one.

    Raises:
        InputError: the scores are not of that measure, of different parts, or of different activities.
    """
    _check_same_thing(measure, earlier, later)
    part = measure.part(later.part)
    start = 0.0 if measure.is_change or earlier is None else earlier.value
    amount = round(later.value - start, _DECIMALS)
    direction = _direction(amount, higher_is_better=measure.higher_is_better)
    is_alone = len(later.activities) == 1 and part.detectable_alone is not None
    real = _is_real(part.detectable_alone if is_alone else part.detectable, amount, measure)
    return Change(
        measure=measure.key,
        part=part.key,
        amount=amount,
        since=None if measure.is_change or earlier is None else earlier.taken_on,
        direction=direction,
        unit=measure.unit,
        real=real,
        matters=_matters(part.important, amount, direction, real.verdict, measure),
    )


def _check_same_thing(measure: Measure, earlier: Taken | None, later: Taken) -> None:
    taken = (later,) if earlier is None else (earlier, later)
    if any(each.measure != measure.key or each.part != later.part for each in taken):
        raise InputError("These scores are not of the same thing, so they cannot be compared.")
    if measure.is_change:
        return
    if earlier is None:
        raise InputError("{measure} has no earlier score to compare with.", measure=measure.short)
    if measure.names_activities and not (earlier.activities and later.activities):
        raise InputError("Nobody noted which activities these scores are of, so they do not compare.")
    if not same_activities(earlier, later):
        raise InputError(
            "The activities are not the same, so the scores do not compare. Rate these again: {activities}.",
            activities=", ".join(f"“{activity}”" for activity in earlier.activities),
        )


def same_activities(one: Taken, other: Taken) -> bool:
    """Whether two scores rate the same activities, however they are typed; only then do they compare."""
    return as_compared(one) == as_compared(other)


def as_compared(taken: Taken) -> tuple[str, ...]:
    """The activities of a score, however they are typed and in whatever order."""
    return tuple(sorted(folded(" ".join(activity.split())) for activity in taken.activities))


def _direction(amount: float, *, higher_is_better: bool) -> Direction:
    if not amount:
        return Direction.SAME
    return Direction.BETTER if (amount > 0) is higher_is_better else Direction.WORSE


def _is_real(limit: ChangeLimit | None, amount: float, measure: Measure) -> ChangeAnswer:
    if measure.is_change:
        return _answer(Verdict.NOT_KNOWN, REAL_OWN_VIEW, amount, measure)
    if not amount:
        return _answer(Verdict.NO, UNCHANGED, amount, measure, limit)
    if limit is None:
        return _answer(Verdict.NOT_KNOWN, REAL_UNKNOWN, amount, measure)
    if abs(amount) >= limit.amount:
        return _answer(Verdict.YES, REAL, amount, measure, limit)
    return _answer(Verdict.NO, NOT_REAL, amount, measure, limit)


def _matters(
    limit: ChangeLimit | None, amount: float, direction: Direction, real: Verdict, measure: Measure
) -> ChangeAnswer:
    if not amount:
        return _answer(Verdict.NO, UNCHANGED, amount, measure, limit)
    if limit is None:
        return _answer(Verdict.NOT_KNOWN, MATTERS_UNKNOWN, amount, measure)
    if abs(amount) < limit.amount:
        return _answer(Verdict.NO, MATTERS_NOT, amount, measure, limit)
    if real is Verdict.NO:
        return _answer(Verdict.YES, MATTERS_IF_REAL, amount, measure, limit)
    sentence = MATTERS_BETTER if direction is Direction.BETTER else MATTERS_WORSE
    return _answer(Verdict.YES, sentence, amount, measure, limit)


def _answer(
    verdict: Verdict, sentence: str, amount: float, measure: Measure, limit: ChangeLimit | None = None
) -> ChangeAnswer:
    return ChangeAnswer(
        verdict=verdict,
        sentence=sentence,
        unit=measure.unit,
        amount=amount,
        limit=limit.amount if limit else None,
        citation=limit.citation if limit else None,
    )
