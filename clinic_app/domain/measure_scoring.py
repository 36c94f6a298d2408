"""Makes scores of answers, by the rules of the measure; refuses what its rules do not allow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isclose
from typing import Final

from clinic_app.domain.errors import InputError
from clinic_app.domain.folding import folded
from clinic_app.domain.measures import Measure, MeasurePart, NumberRange

Answers = Sequence[float | None]
"""One for each item, in the measure's order; None where nothing was answered."""

_DECIMALS: Final = 6
"""Scores are kept with so many decimals: thirds add up to whole numbers again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What answers make. ``values`` and ``answers`` are by part; ``activities`` are the patient's own.

    ``answers`` are empty where only the scores were entered.
    """

    measure: str
    values: Mapping[str, float]
    answers: Mapping[str, tuple[float | None, ...]]
    activities: tuple[str, ...] = ()

    @property
    def value(self) -> float:
        """The score of the first part that has one."""
        return next(iter(self.values.values()))

    def answers_of(self, part: str) -> tuple[float | None, ...]:
        """The answers a part was scored on: those of every part for a whole that is their mean."""
        if part in self.answers:
            return self.answers[part]
        return tuple(answer for row in self.answers.values() for answer in row)


def score(measure: Measure, answers: Answers, activities: Sequence[str] = (), language: str = "en") -> Score:
    """The score of a whole form; parts may be missing where the measure lets them stand alone.

    Raises:
        InputError: too much is missing, a number is out of range or between two steps, or the activities do
            not fit. The sentence names parts in ``language``.
    """
    named = _activities(measure, activities)
    rows = _by_part(measure, answers, len(named))
    values: dict[str, float] = {}
    for part in measure.asked_parts:
        _check_answers(measure, part, rows[part.key], named, language)
        found = _part_value(measure, part, rows[part.key], language)
        if found is not None:
            values[part.key] = found
    if not values:
        raise InputError("{what} has no answer yet.", what=measure.short)
    return Score(
        measure=measure.key, values=_with_means(measure, values), answers=rows, activities=tuple(named)
    )


def score_of_totals(measure: Measure, totals: Mapping[str, float | None], language: str = "en") -> Score:
    """The score of which only the results are known, by part: copied from a form that was added up.

    Raises:
        InputError: a part is unknown, a result is out of range or between two steps, there is none, or it
            would say nothing without the activities it was scored on.
    """
    if measure.names_activities:
        raise InputError("{measure} needs each activity with its number.", measure=measure.short)
    values: dict[str, float] = {}
    for key, value in totals.items():
        part = measure.part(key)
        if value is not None:
            _check_number(value, part.scores, measure.name(language, key) if key else measure.short)
            values[key] = float(value)
    if not values:
        raise InputError("{what} has no answer yet.", what=measure.short)
    return Score(measure=measure.key, values=_with_means(measure, values), answers={})


def _activities(measure: Measure, activities: Sequence[str]) -> list[str]:
    named = [" ".join(activity.split()) for activity in activities]
    if not measure.names_activities:
        return []
    if not measure.least_activities <= len(named) <= measure.most_activities or not all(named):
        raise InputError(
            "{measure} needs {least} to {most} activities that the patient names, each with a word for it.",
            measure=measure.short,
            least=measure.least_activities,
            most=measure.most_activities,
        )
    for at, activity in enumerate(named):
        if folded(activity) in map(folded, named[:at]):
            raise InputError("“{activity}” stands there twice. Name each activity once.", activity=activity)
    return named


def _by_part(measure: Measure, answers: Answers, named: int) -> dict[str, tuple[float | None, ...]]:
    counts = {part.key: named or len(part.items) for part in measure.asked_parts}
    if len(answers) != sum(counts.values()):
        raise InputError(
            "{measure} has {count} rows, not {given}.",
            measure=measure.short,
            count=sum(counts.values()),
            given=len(answers),
        )
    rows: dict[str, tuple[float | None, ...]] = {}
    at = 0
    for key, count in counts.items():
        rows[key] = tuple(answers[at : at + count])
        at += count
    return rows


def _check_answers(
    measure: Measure, part: MeasurePart, row: Answers, activities: Sequence[str], language: str
) -> None:
    for at, answer in enumerate(row):
        if answer is not None:
            _check_number(answer, part.answers, _what(measure, part, activities, language, at))


def _what(measure: Measure, part: MeasurePart, activities: Sequence[str], language: str, at: int) -> str:
    """How a sentence names one row: “TUG”, “SLS – Left leg”, “KOOS – Pain 3”, “climbing stairs”."""
    if activities:
        return activities[at]
    name = measure.name(language, part.key) if part.names else measure.short
    return name if len(part.items) == 1 else f"{name} {at + 1}"


def _check_number(value: float, allowed: NumberRange, what: str) -> None:
    if not allowed.low <= value <= allowed.high:
        raise InputError(
            "{what} goes from {low} to {high}: {value} does not fit.",
            what=what,
            low=allowed.low,
            high=allowed.high,
            value=value,
        )
    steps = (value - allowed.low) / allowed.step
    if not isclose(steps, round(steps), abs_tol=1e-6):
        raise InputError(
            "{what} goes in steps of {step}: {value} is between two of them.",
            what=what,
            step=allowed.step,
            value=value,
        )


def _part_value(measure: Measure, part: MeasurePart, row: Answers, language: str) -> float | None:
    """The part's score; None where it was left blank and may be."""
    blank = part.blank_counts_as
    answered = [blank if answer is None else answer for answer in row]
    given = [answer for answer in answered if answer is not None]
    least = len(row) if measure.names_activities else part.answered_at_least
    if len(given) < least:
        if not given and measure.parts_stand_alone:
            return None
        raise _too_few(measure, part, len(given), least, len(row), language)
    return _stretched(part, sum(given), len(given))


def _too_few(
    measure: Measure, part: MeasurePart, given: int, least: int, count: int, language: str
) -> InputError:
    what = measure.name(language, part.key) if part.names else measure.short
    if count == 1:
        return InputError("{what} has no answer yet.", what=what)
    if least == count:
        return InputError(
            "{what} needs all {count} answers, and there are {given}.", what=what, count=count, given=given
        )
    return InputError(
        "{what} needs at least {least} of {count} answers, and there are {given}.",
        what=what,
        least=least,
        count=count,
        given=given,
    )


def _stretched(part: MeasurePart, total: float, count: int) -> float:
    """The mean answer, stretched from the range of the answers to that of the scores."""
    asked, made = part.answers, part.scores
    rise = (total - count * asked.low) * (made.high - made.low) / (count * (asked.high - asked.low))
    return round(made.high - rise if part.is_reversed else made.low + rise, _DECIMALS)


def _with_means(measure: Measure, values: Mapping[str, float]) -> dict[str, float]:
    """The values in the measure's order, with those that are means of others where all of them are there."""
    found: dict[str, float] = {}
    for part in measure.parts:
        if part.key in values:
            found[part.key] = values[part.key]
        elif part.mean_of and all(key in values for key in part.mean_of):
            mean = sum(values[key] for key in part.mean_of) / len(part.mean_of)
            found[part.key] = round(mean, _DECIMALS)
    return found
