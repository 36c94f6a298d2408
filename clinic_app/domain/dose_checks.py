"""The checks that look at one prescribed exercise: holds, repetitions, days, words."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from clinic_app.domain.dosage import ContractRelaxDosage, Dosage, HoldDosage
from clinic_app.domain.dose_rules import Advice, Subject, about
from clinic_app.domain.exercise import ExerciseKind
from clinic_app.domain.program import ProgramItem
from clinic_app.domain.safety import DoseRule, Severity

_WARM_UP: Final = "sport_warmup"
_FORCEFUL: Final = {
    "en": re.compile(r"\b(bounc\w*|bob(?:bing)?|forc(?:e|ing)|push through (?:the )?pain)\b", re.IGNORECASE),
    "es": re.compile(r"\b(rebot\w+|fuerc\w+|forz\w+|aguant\w+ el dolor)\b", re.IGNORECASE),
}
_DENIED: Final = re.compile(r"\b(never|do not|don.t|no|not|without|nunca|sin)\s+(\w+\s+)?$", re.IGNORECASE)
"""What stands before such a word where it is forbidden: “Do not bounce.”"""


def short_hold(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
    """W1: a still stretch shorter than the lower limit."""
    least = round(rule.number("least_hold_s"))
    for item, dosage in _unusual_holds(subject):
        if dosage.hold_s < least and not subject.is_irritable:
            yield about(rule, item, hold_s=dosage.hold_s, fix=_held(item, least))


def under_house_rule(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
    """W2: shorter than the house rule; where the time adds up the trials show equal gain: only a note."""
    least, enough = round(rule.number("least_hold_s")), rule.number("enough_s")
    for item, dosage in _unusual_holds(subject):
        if 10 <= dosage.hold_s < least and not subject.is_irritable:
            advice = about(rule, item, hold_s=dosage.hold_s, fix=_held(item, least))
            yield replace(advice, severity=Severity.NOTE) if dosage.held_s >= enough else advice


def little_in_total(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
    """W3: too little time under stretch in one session."""
    for item, dosage in _unusual_holds(subject):
        if dosage.held_s < rule.number("least_total_s"):
            yield about(rule, item, total_s=dosage.held_s)


def short_for_age(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
    """W4: older adults gain more from longer holds; 30 to 59 s are only noted."""
    if not subject.is_older(rule) or subject.is_irritable:
        return
    better = round(rule.number("better_hold_s"))
    for item, dosage in _static_holds(subject):
        if dosage.hold_s < better:
            advice = about(rule, item, age=subject.age, hold_s=dosage.hold_s, fix=_held(item, better))
            is_near = dosage.hold_s >= rule.number("least_hold_s")
            yield replace(advice, severity=Severity.NOTE) if is_near else advice


def seldom(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
    """W7: too few days a week."""
    least = round(rule.number("least_days"))
    for item, exercise in subject.lines:
        if exercise.kind.is_stretch and item.schedule.days_per_week < least:
            fix = replace(item, schedule=replace(item.schedule, days_per_week=least))
            yield about(rule, item, fix=fix)


def many_repetitions(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
    """W8: more repetitions of one stretch than add anything."""
    most = round(rule.number("most_reps"))
    for item, dosage in _unusual_holds(subject):
        if dosage.sets * dosage.reps > most and dosage.hold_s >= rule.number("from_hold_s"):
            fix = replace(item, dosage=replace(dosage, sets=1, reps=most))
            yield about(rule, item, reps=dosage.sets * dosage.reps, fix=fix)


def long_before_sport(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
    """W9: a long hold in a program to warm up for sport: one that is half made of such exercises."""
    warming = [exercise for _, exercise in subject.lines if _WARM_UP in exercise.conditions]
    if not warming or 2 * len(warming) < len(subject.lines):
        return
    for item, dosage in _static_holds(subject):
        if dosage.hold_s >= rule.number("least_hold_s"):
            yield about(rule, item, hold_s=dosage.hold_s)


def held_nerve(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
    """W11: a nerve exercise that is held."""
    for item, exercise in subject.lines:
        held_s = getattr(item.dosage, "hold_s", 0)
        if exercise.kind is ExerciseKind.NEURAL_MOBILISATION and held_s > rule.number("most_hold_s"):
            yield about(rule, item, hold_s=held_s, fix=_held(item, 1))


def hard_push(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
    """W12: a push that is long or hard."""
    longest, hardest = round(rule.number("most_push_s")), round(rule.number("most_effort"))
    for item, _ in subject.lines:
        dosage = item.dosage
        if isinstance(dosage, ContractRelaxDosage) and (
            dosage.push_s > longest or dosage.push_effort > hardest
        ):
            light = replace(
                dosage, push_s=min(dosage.push_s, longest), push_effort=min(dosage.push_effort, hardest)
            )
            yield about(rule, item, fix=replace(item, dosage=light))


def forceful_words(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
    """W13: words in a note or in own wording that ask for force; “never bounce” asks for none."""
    pattern = _FORCEFUL.get(subject.content.language)
    if pattern is None:
        return
    for item in subject.content.items:
        for text in _own_texts(item):
            found = next(
                (each for each in pattern.finditer(text) if not _DENIED.search(text[: each.start()])), None
            )
            if found is not None:
                yield about(rule, item, word=found.group())
                break


def hard_every_day(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
    """W22: heavy strength work without a day between; a dose as the library has it is a published one."""
    most = rule.number("most_days")
    for item, exercise in subject.lines:
        days = item.schedule.days_per_week
        is_hard = exercise.difficulty >= rule.number("hard_from_difficulty")
        if exercise.kind is not ExerciseKind.STRENGTHENING or not is_hard:
            continue
        if days > max(most, exercise.schedule.days_per_week):
            fix = replace(item, schedule=replace(item.schedule, days_per_week=3))
            yield about(rule, item, days=days, fix=fix)


def _static_holds(subject: Subject) -> Iterator[tuple[ProgramItem, HoldDosage]]:
    for item, exercise in subject.lines:
        if exercise.kind is ExerciseKind.STATIC_STRETCH and isinstance(item.dosage, HoldDosage):
            yield item, item.dosage


def _unusual_holds(subject: Subject) -> Iterator[tuple[ProgramItem, HoldDosage]]:
    """Still stretches with a dose that is neither the library's nor the template's: those are published."""
    exercises = subject.library.known_exercises
    for item, dosage in _static_holds(subject):
        published = (exercises[item.exercise_slug].dosage, *subject.template_doses(item.exercise_slug))
        if _counts(dosage) not in map(_counts, published):
            yield item, dosage


def _counts(dosage: Dosage) -> tuple[int, ...]:
    return (dosage.sets, dosage.reps, dosage.hold_s) if isinstance(dosage, HoldDosage) else ()


def _held(item: ProgramItem, hold_s: int) -> ProgramItem:
    held: dict[str, Any] = {"hold_s": hold_s}  # only doses that hold come here
    return replace(item, dosage=replace(item.dosage, **held))


def _own_texts(item: ProgramItem) -> Iterator[str]:
    yield item.note
    if item.wording is not None and item.has_own_wording:
        wording = item.wording
        yield from (wording.name, *wording.steps, wording.felt_where, wording.easier)
