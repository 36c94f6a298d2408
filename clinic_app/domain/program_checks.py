"""The checks that look at a whole program and at a patient's limits, and all checks together."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from clinic_app.domain import dose_checks as of_items
from clinic_app.domain.dosage import rounded_minutes
from clinic_app.domain.dose_rules import Advice, Check, Subject, about
from clinic_app.domain.exercise import ExerciseKind
from clinic_app.domain.limits import Obstacle, obstacles, suiting_neighbour
from clinic_app.domain.program import KeptAdvice
from clinic_app.domain.safety import DoseRule, Severity

BLOCKED: Final = "W18"
"""The rule of what must not be given to a patient until somebody clears it by name."""

_MINUTE_S: Final = 60
_TAG_RULES: Final[Mapping[str, str]] = {
    "gluteal_compression": "W14",
    "osteoporosis": "W15",
    "balance_risk": "W16",
}
"""Tags that have a rule of their own; a tag that blocks is W18, any other a limit."""


def little_a_week(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
    """W5: too few minutes a week to change much."""
    for muscle, minutes in _week_minutes(subject):
        if 0 < minutes < rule.number("least_week_min"):
            yield _of_muscle(rule, subject, muscle, minutes)


def much_a_week(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
    """W6: more minutes a week than add range."""
    for muscle, minutes in _week_minutes(subject):
        if minutes > rule.number("most_week_min"):
            yield _of_muscle(rule, subject, muscle, minutes)


def too_much_to_do(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
    """W10: too many exercises, or too long a session or a day."""
    most = rule.number("most_lines_older" if subject.is_older(rule) else "most_lines")
    lines, load = len(subject.content.items), subject.burden
    if lines > most:
        yield _of_program(rule, count=lines)
    elif load.active_session_s > rule.number("most_session_min") * _MINUTE_S:
        yield _of_program(rule, "session", minutes=rounded_minutes(load.active_session_s))
    elif load.active_day_s > rule.number("most_day_min") * _MINUTE_S:
        yield _of_program(rule, "day", minutes=rounded_minutes(load.active_day_s))


def screen_missing(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
    """W17: a back, neck or calf program of a patient nobody screened lately."""
    if not subject.has_patient:
        return
    since = subject.today - timedelta(days=rule.number("valid_days"))
    done = {each.screen for each in subject.screens if each.screened_on >= since}
    regions = {exercise.region for _, exercise in subject.lines}
    for screen in subject.library.screens.values():
        if screen.is_required and regions & set(screen.regions) and screen.id not in done:
            yield replace(_of_program(rule, screen=screen.id), topic=screen.id)


def sheet_incomplete(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
    """W19: nobody to call; a patient's sheet also needs the next visit."""
    if not subject.can_be_called:
        yield _of_program(rule)
    if subject.has_patient and subject.content.review_date is None:
        yield replace(_of_program(rule, "review"), severity=Severity.CONFIRM, topic="review")


def same_muscle_again(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
    """W20: one primary muscle in several still stretches."""
    muscles = Counter(
        exercise.target_muscles[0]
        for _, exercise in subject.lines
        if exercise.kind is ExerciseKind.STATIC_STRETCH and exercise.target_muscles
    )
    for muscle, count in muscles.items():
        if count > rule.number("most_stretches"):
            said = _of_program(rule, count=count, muscle=_muscle_name(subject, muscle))
            yield replace(said, topic=muscle)


def late_review(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
    """W21: the next visit is far away."""
    review = subject.content.review_date
    if review is not None and review > subject.today + timedelta(days=rule.number("most_review_days")):
        yield _of_program(rule)


def words_missing(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
    """W23: exercises without text in the sheet's language, and stop rules nobody has checked in it."""
    language = subject.content.language
    foreign = [
        item
        for item, exercise in subject.lines
        if not item.has_own_wording and exercise.wording_language(language) != language
    ]
    if foreign:
        yield replace(_of_program(rule, count=len(foreign)), topic=f"texts:{language}")
    rules = subject.library.stop_rules
    if language not in _OWN_LANGUAGES and any(language not in each.reviewed_in for each in rules):
        yield replace(_of_program(rule, "unchecked"), topic=f"unchecked:{language}")


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
                        variant=_variant(obstacle),
                        topic=obstacle.precaution.tag if obstacle.precaution else _variant(obstacle),
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
        "W5": little_a_week,
        "W6": much_a_week,
        "W7": of_items.seldom,
        "W8": of_items.many_repetitions,
        "W9": of_items.long_before_sport,
        "W10": too_much_to_do,
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
        "W23": words_missing,
        "limit": _by_limits("limit"),
    }
)
"""The check of every rule in the library's file."""


def advice_on(subject: Subject) -> tuple[Advice, ...]:
    """All there is to say, in the order of the rules; what another rule says of the same item is left out."""
    found = [each for rule in subject.library.dose_rules.values() for each in CHECKS[rule.id](rule, subject)]
    graver = {(each.item_id, each.rule.id) for each in found}
    return tuple(
        each
        for each in found
        if not any((each.item_id, above) in graver for above in _SAID_ALREADY.get(each.rule.id, ()))
    )


_SAID_ALREADY: Final[Mapping[str, tuple[str, ...]]] = {"W2": ("W4",), "W3": ("W1",)}
"""Rules that add nothing where another one speaks of the same item."""


def is_kept(advice: Advice, kept: tuple[KeptAdvice, ...]) -> bool:
    """Whether the therapist decided: with a reason where it holds the handout, by name where it blocks."""
    return kept_of(advice, kept) is not None


def kept_of(advice: Advice, kept: tuple[KeptAdvice, ...]) -> KeptAdvice | None:
    """How the therapist decided against this advice; None where nobody did, or not in full."""
    for each in kept:
        is_answered = each.reason or not advice.holds_handout
        is_signed = each.by or advice.severity is not Severity.BLOCK
        if (
            (each.rule, each.exercise_slug) == (advice.key, advice.exercise_slug)
            and is_answered
            and is_signed
        ):
            return each
    return None


def _week_minutes(subject: Subject) -> Iterator[tuple[str, int]]:
    for muscle, sides in subject.burden.stretch_s.items():
        yield muscle, round(max(sides.values()) / _MINUTE_S)


def _of_muscle(rule: DoseRule, subject: Subject, muscle: str, minutes: int) -> Advice:
    said = _of_program(rule, muscle=_muscle_name(subject, muscle), minutes=minutes)
    return replace(said, topic=muscle)


def _of_program(rule: DoseRule, variant: str = "", **values: object) -> Advice:
    return Advice(rule=rule, severity=rule.severity, variant=variant, values=values)


def _variant(obstacle: Obstacle) -> str:
    if obstacle.precaution is not None:
        return ""
    if obstacle.missing:
        return "missing"
    return "prone" if obstacle.is_prone_only else "floor"


def _muscle_name(subject: Subject, key: str) -> str:
    muscle = subject.library.muscles.get(key)
    return (muscle.plain.get(subject.language) or muscle.english) if muscle else key


def _rule_of(obstacle: Obstacle) -> str:
    if obstacle.severity is Severity.BLOCK:
        return BLOCKED
    tag = obstacle.precaution.tag if obstacle.precaution else ""
    return _TAG_RULES.get(tag, "limit")
