"""Whether an answer still holds: advice that was decided on is asked again once its grounds have changed."""

from collections.abc import Iterator, Sequence
from dataclasses import MISSING, fields
from typing import Final

from clinic_app.domain.dosage import Dosage, Schedule
from clinic_app.domain.dose_rules import Advice, Subject
from clinic_app.domain.program import KeptAdvice, ProgramItem
from clinic_app.domain.safety import Severity

_NO_GROUNDS: Final = frozenset({"muscle", "age", "help", "signs", "why", "saved"})
"""Values that only word the advice: names in the reader's language, what a birthday changes."""


def is_kept(advice: Advice, kept: Sequence[KeptAdvice]) -> bool:
    """Whether the therapist decided: with a reason where it holds the handout, by name where it blocks."""
    return kept_of(advice, kept) is not None


def kept_of(advice: Advice, kept: Sequence[KeptAdvice]) -> KeptAdvice | None:
    """How the therapist decided against this advice, as it stands; None where nobody did, or not in full."""
    return next((each for each in kept if _is_about(each, advice) and _is_full(each, advice)), None)


def basis_of(advice: Advice, subject: Subject) -> str:
    """What an answer to this advice depends on, as text: another basis is another question.

    The numbers it names; for a tag of the patient the regions treated, dose, days and side as well.
    """
    parts = [advice.severity.value, advice.variant, advice.depends_on]
    parts += [
        f"{name}={value}" for name, value in advice.values.items() if value != "" and name not in _NO_GROUNDS
    ]
    precaution = advice.obstacle.precaution if advice.obstacle else None
    if precaution is not None:
        parts.append("+".join(sorted(subject.limits.tags.get(precaution.tag, ()))))
    item = next((each for each in subject.content.items if each.id == advice.item_id), None)
    if item is not None and (precaution is not None or not advice.values):
        parts += _dose_parts(item)
    return "|".join(part for part in parts if part)


def _is_about(kept: KeptAdvice, advice: Advice) -> bool:
    if (kept.rule, kept.exercise_slug) != (advice.key, advice.exercise_slug):
        return False
    if kept.on is not None and advice.asked_since is not None and kept.on < advice.asked_since:
        return False
    return not kept.basis or not advice.basis or kept.basis == advice.basis


def _is_full(kept: KeptAdvice, advice: Advice) -> bool:
    is_answered = bool(kept.reason) or not advice.holds_handout
    is_signed = bool(kept.by) or advice.severity is not Severity.BLOCK
    return is_answered and is_signed


def _dose_parts(item: ProgramItem) -> Iterator[str]:
    yield item.side.value
    yield from _set_fields(item.dosage)
    yield from _set_fields(item.schedule)


def _set_fields(owner: Dosage | Schedule) -> Iterator[str]:
    """Only what is not as usual, so that a field added later asks nothing again."""
    for each in fields(owner):
        value = getattr(owner, each.name)
        if each.default is MISSING or value != each.default:
            yield f"{each.name}={value}"
