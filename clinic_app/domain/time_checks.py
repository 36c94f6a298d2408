"""The checks that look at minutes: a week under stretch, a session, a day, and what the patient gives."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from clinic_app.domain.dosage import HoldDosage, MinutesDosage, Schedule, line_s, rounded_minutes
from clinic_app.domain.dose_rules import Advice, Subject, about_program
from clinic_app.domain.exercise import Exercise
from clinic_app.domain.limits import suits
from clinic_app.domain.program import ProgramItem
from clinic_app.domain.safety import DoseRule
from clinic_app.domain.side import Side

_MINUTE_S: Final = 60
_ENOUGH_HELD_S: Final = 60
"""Seconds under stretch in a session below which nothing is taken off (W3)."""
_WORTH_SAYING_S: Final = 30


@dataclass(frozen=True, slots=True)
class _Way:
    """One thing to do with less time: the rule's variant that says it, seconds a day, the exercise's name."""

    variant: str
    saved_s: int
    exercise_name: str
    fix: ProgramItem | None = None


def little_a_week(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
    """W5: too few minutes a week to change much."""
    for muscle, minutes in _unpublished_week_minutes(subject):
        if 0 < minutes < rule.number("least_week_min"):
            yield _of_muscle(rule, subject, muscle, minutes)


def much_a_week(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
    """W6: more minutes a week than add range."""
    for muscle, minutes in _unpublished_week_minutes(subject):
        if minutes > rule.number("most_week_min"):
            yield _of_muscle(rule, subject, muscle, minutes)


def too_much_to_do(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
    """W10: too many exercises, or too long a session or a day."""
    most = rule.number("most_lines_older" if subject.is_older(rule) else "most_lines")
    lines, load = len(subject.content.items), subject.burden
    if lines > most:
        yield about_program(rule, count=lines)
    elif load.active_session_s > rule.number("most_session_min") * _MINUTE_S:
        yield about_program(rule, "session", minutes=rounded_minutes(load.active_session_s))
    elif load.active_day_s > rule.number("most_day_min") * _MINUTE_S:
        yield about_program(rule, "day", minutes=rounded_minutes(load.active_day_s))


def over_willing_minutes(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
    """W24: a day takes longer than the patient is willing to give; with what would save most."""
    willing, day_s = subject.minutes_willing, subject.burden.day_s
    if willing is None or day_s <= willing * _MINUTE_S:
        return
    minutes = max(willing + 1, int(day_s / _MINUTE_S + 0.5))
    ways = [way for item, exercise in subject.lines for way in _ways_to_save(subject, item, exercise)]
    best = max(ways, key=lambda way: way.saved_s, default=None)
    if best is None or best.saved_s < _WORTH_SAYING_S:
        yield about_program(rule, minutes=minutes, willing=willing)
        return
    saved = max(1, rounded_minutes(best.saved_s))
    said = about_program(
        rule, best.variant, minutes=minutes, willing=willing, help=best.exercise_name, saved=saved
    )
    yield replace(said, fix=best.fix)


def _ways_to_save(subject: Subject, item: ProgramItem, exercise: Exercise) -> Iterator[_Way]:
    name, times = exercise.name(subject.language), item.schedule.times_per_day
    shorter = _shorter(item)
    if shorter is not None:
        yield _Way("sets", (item.line_s - shorter.line_s) * times, name, shorter)
    if times > 1:
        schedule = replace(item.schedule, times_per_day=times - 1, times_of_day=())
        yield _Way("times", item.line_s, name, replace(item, schedule=schedule))
    if item.side is Side.LEFT_AND_RIGHT and (twin := _twin(subject, exercise)) is not None:
        saved_s = (item.line_s - line_s(twin.dosage, Side.BOTH_TOGETHER)) * times
        yield _Way("together", saved_s, twin.name(subject.language))


def _shorter(item: ProgramItem) -> ProgramItem | None:
    """With one set less; a still hold of one set with one repetition less, as long as enough is left."""
    dosage = item.dosage
    less: dict[str, Any]
    if getattr(dosage, "sets", 1) > 1:
        less = {"sets": getattr(dosage, "sets", 1) - 1}
    elif isinstance(dosage, HoldDosage) and dosage.reps > 1:
        less = {"reps": dosage.reps - 1}
    else:
        return None
    left = replace(dosage, **less)
    enough = not isinstance(left, HoldDosage) or left.held_s >= min(_ENOUGH_HELD_S, left.hold_s * 2)
    return replace(item, dosage=left) if enough else None


def _twin(subject: Subject, exercise: Exercise) -> Exercise | None:
    """The same for both sides at once: of its kind, position and muscle, no harder, fit for the patient."""
    alike = (
        each
        for each in subject.library.exercises.values()
        if not each.unilateral
        and (each.kind, each.position) == (exercise.kind, exercise.position)
        and each.target_muscles[:1] == exercise.target_muscles[:1] != ()
        and each.difficulty <= exercise.difficulty
        and suits(each, subject.limits, subject.library.precautions)
    )
    return min(alike, key=lambda each: (each.difficulty, each.slug), default=None)


def _unpublished_week_minutes(subject: Subject) -> Iterator[tuple[str, int]]:
    """Minutes a week by muscle; not where they are as published: one exercise's own dose, or a template's."""
    for muscle, sides in subject.burden.stretch_s.items():
        items = [item for item, exercise in subject.lines if _stretches(exercise, item, muscle)]
        one_as_shipped = len(items) == 1 and _is_as_shipped(subject, items[0])
        if not one_as_shipped and not all(_is_as_in_template(subject, item) for item in items):
            yield muscle, round(max(sides.values()) / _MINUTE_S)


def _stretches(exercise: Exercise, item: ProgramItem, muscle: str) -> bool:
    return (
        exercise.kind.is_stretch
        and muscle in exercise.target_muscles
        and not isinstance(item.dosage, MinutesDosage)
    )


def _is_as_shipped(subject: Subject, item: ProgramItem) -> bool:
    exercise = subject.library.known_exercises[item.exercise_slug]
    return (item.dosage, _often(item.schedule)) == (exercise.dosage, _often(exercise.schedule))


def _is_as_in_template(subject: Subject, item: ProgramItem) -> bool:
    return (item.dosage, _often(item.schedule)) in (
        (line.dosage, _often(line.schedule)) for line in subject.template_lines(item.exercise_slug)
    )


def _often(schedule: Schedule) -> tuple[int, int]:
    return schedule.times_per_day, schedule.days_per_week


def _of_muscle(rule: DoseRule, subject: Subject, muscle: str, minutes: int) -> Advice:
    said = about_program(rule, muscle=subject.muscle_name(muscle), minutes=minutes)
    return replace(said, topic=muscle)
