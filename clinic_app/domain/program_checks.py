"""The checks that look at a whole program and at a patient's limits, and all checks together."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from clinic_app.domain import dose_checks as of_items
from clinic_app.domain import time_checks as of_time
from clinic_app.domain.dose_rules import Advice, Check, Subject, about, about_program
from clinic_app.domain.exercise import Exercise, ExerciseKind, Position
from clinic_app.domain.kept_advice import basis_of
from clinic_app.domain.limits import Obstacle, obstacles, suiting_neighbour
from clinic_app.domain.safety import DoseRule, Severity
from clinic_app.domain.screen_checks import found_by_screen, screen_missing

_BLOCKED: Final = "W18"
CLEARED_BY_NAME: Final = frozenset({_BLOCKED, "W23"})
"""The rules of what must not be given to a patient until somebody clears it by name."""

_BALANCE: Final = "W16"
_UPRIGHT: Final = (Position.STANDING, Position.HALF_KNEELING, Position.KNEELING)
"""Positions that ask for balance."""
_TAG_RULES: Final[Mapping[str, str]] = {
    "gluteal_compression": "W14",
    "osteoporosis": "W15",
    "balance_risk": _BALANCE,
    "fall_recent": _BALANCE,
}
"""Tags that have a rule of their own; a tag that blocks is W18, any other a limit."""


def sheet_incomplete(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
    """W19: nobody to call; a patient's sheet also needs the next visit."""
    if not subject.can_be_called:
        yield about_program(rule)
    if subject.has_patient and subject.content.review_date is None:
        yield replace(about_program(rule, "review"), severity=Severity.CONFIRM, topic="review")


def same_muscle_again(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
    """W20: one primary muscle in several still stretches."""
    muscles = Counter(
        exercise.target_muscles[0]
        for _, exercise in subject.lines
        if exercise.kind is ExerciseKind.STATIC_STRETCH and exercise.target_muscles
    )
    for muscle, count in muscles.items():
        if count > rule.number("most_stretches"):
            said = about_program(rule, count=count, muscle=subject.muscle_name(muscle))
            yield replace(said, topic=muscle)


def late_review(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
    """W21: the next visit is far away."""
    review = subject.content.review_date
    if review is not None and review > subject.today + timedelta(days=rule.number("most_review_days")):
        yield about_program(rule)


def words_missing(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
    """W25: exercises without text in the sheet's language, and stop rules nobody has checked in it."""
    language = subject.content.language
    foreign = [
        item
        for item, exercise in subject.lines
        if not item.has_own_wording and exercise.wording_language(language) != language
    ]
    if foreign:
        yield replace(about_program(rule, count=len(foreign)), topic=f"texts:{language}")
    rules = subject.library.stop_rules
    if language not in _OWN_LANGUAGES and any(language not in each.reviewed_in for each in rules):
        yield replace(about_program(rule, "unchecked"), topic=f"unchecked:{language}")


_OWN_LANGUAGES: Final = ("en", "es")
"""The languages the library itself is written in; all others are translations."""


def _by_limits(wanted: str) -> Check:
    """W14–W16, W18 and the limits: what speaks against an exercise for this patient."""

    def check(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
        for item, exercise in subject.lines:
            precautions = subject.library.precautions
            for obstacle in obstacles(exercise, subject.limits, precautions, item.dosage):
                if _rule_of(obstacle) == wanted:
                    neighbour = suiting_neighbour(exercise, subject.limits, subject.library)
                    yield replace(
                        about(rule, item, equipment=", ".join(obstacle.missing).replace("_", " ")),
                        severity=obstacle.severity,
                        variant=_variant(obstacle, neighbour),
                        topic=obstacle.precaution.tag if obstacle.precaution else _variant(obstacle, None),
                        obstacle=obstacle,
                        instead=neighbour.slug if neighbour else "",
                    )

    return check


CHECKS: Final[Mapping[str, Check]] = MappingProxyType(
    {
        "W1": of_items.short_hold,
        "W2": of_items.under_house_rule,
        "W3": of_items.little_in_total,
        "W4": of_items.short_for_age,
        "W5": of_time.little_a_week,
        "W6": of_time.much_a_week,
        "W7": of_items.seldom,
        "W8": of_items.many_repetitions,
        "W9": of_items.long_before_sport,
        "W10": of_time.too_much_to_do,
        "W11": of_items.held_nerve,
        "W12": of_items.hard_push,
        "W13": of_items.forceful_words,
        "W14": _by_limits("W14"),
        "W15": _by_limits("W15"),
        "W16": _by_limits("W16"),
        "W17": screen_missing,
        "W18": _by_limits("W18"),
        "W19": sheet_incomplete,
        "W20": same_muscle_again,
        "W21": late_review,
        "W22": of_items.hard_every_day,
        "W23": found_by_screen,
        "W24": of_time.over_willing_minutes,
        "W25": words_missing,
        "limit": _by_limits("limit"),
    }
)
"""The check of every rule in the library's file."""


def advice_on(subject: Subject) -> tuple[Advice, ...]:
    """All there is to say, in the order of the rules; what another rule says of the same item is left out."""
    found = [each for rule in subject.library.dose_rules.values() for each in CHECKS[rule.id](rule, subject)]
    graver = {(each.item_id, each.rule.id) for each in found}
    return tuple(
        replace(each, basis=basis_of(each, subject))
        for each in found
        if not any((each.item_id, above) in graver for above in _SAID_ALREADY.get(each.rule.id, ()))
    )


_SAID_ALREADY: Final[Mapping[str, tuple[str, ...]]] = {"W2": ("W4",), "W3": ("W1",)}
"""Rules that add nothing where another one speaks of the same item."""


def _variant(obstacle: Obstacle, neighbour: Exercise | None) -> str:
    """Which of its rule's sentences says it; of unsafe balance, what there is to do instead."""
    if obstacle.precaution is not None:
        return _steadier(neighbour) if _rule_of(obstacle) == _BALANCE else ""
    if obstacle.missing:
        return "missing"
    return "prone" if obstacle.is_prone_only else "floor"


def _steadier(neighbour: Exercise | None) -> str:
    if neighbour is None:
        return "support"
    return "easier" if neighbour.position in _UPRIGHT else "seated"


def _rule_of(obstacle: Obstacle) -> str:
    if obstacle.severity is Severity.BLOCK:
        return _BLOCKED
    tag = obstacle.precaution.tag if obstacle.precaution else ""
    return _TAG_RULES.get(tag, "limit")
