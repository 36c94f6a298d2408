"""How advice looks and what it is called: icon, word and tone of its severity, its source, its fix."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from clinic_app.domain.advice_words import screen_topic
from clinic_app.domain.dose_rules import Advice
from clinic_app.domain.library import Library
from clinic_app.domain.program import KeptAdvice, ProgramItem
from clinic_app.domain.safety import ReadyReason, Severity
from clinic_app.domain.words import mark
from clinic_ui.theme import Tone
from clinic_ui.words import Words


@dataclass(frozen=True, slots=True)
class SeverityLook:
    """How one severity is told from the others; ``pane`` is the line's background."""

    icon: str
    word: str
    tone: Tone
    pane: str


LOOKS: Final = {
    Severity.NOTE: SeverityLook("info", mark("Note"), Tone.TEXT_2, "plain"),
    Severity.WARN: SeverityLook("warning", mark("Advice"), Tone.WARN, "plain"),
    Severity.CONFIRM: SeverityLook("flag", mark("Confirm"), Tone.WARN, "warn"),
    Severity.BLOCK: SeverityLook("error", mark("Stop"), Tone.BAD, "bad"),
}

_PATIENTS: Final = "W24"
"""The rule about the minutes the patient has."""
_OTHER_REASONS: Final = (mark("Taught and watched today"), mark("Agreed with the doctor"))


def sources_line(advice: Advice, words: Words) -> str:
    """Where it comes from, as short keys."""
    if advice.rule.sources:
        return " · ".join(advice.rule.sources)
    if advice.obstacle is not None or advice.rule.id == _PATIENTS:
        return words.gettext("the patient’s limits")
    return "" if advice.holds_handout else words.gettext("common practice")


def citations(advice: Advice, library: Library, words: Words) -> str:
    """The sources in full, one a line."""
    known = [library.sources[key] for key in advice.rule.sources if key in library.sources]
    if not known and advice.holds_handout:
        return ""
    if not known:
        return words.gettext("No trial fixes this: it is common practice.")
    return "\n".join(f"{source.key}: {source.citation}" for source in known)


def fix_name(advice: Advice, item: ProgramItem | None, review_weeks: int, words: Words) -> str:
    """The one thing it offers to do, as short as a button; empty where it offers nothing."""
    if advice.rule.id == "W17":
        return words.gettext("Record the screen")
    if advice.rule.id == "W23":
        return words.gettext("Screen again")
    if advice.key == "W19:review":
        return words.ngettext("In {count} week", "In {count} weeks", review_weeks).format(count=review_weeks)
    if advice.key == "W19":
        return words.gettext("Type the telephone")
    if advice.fix is not None and advice.rule.id == _PATIENTS:
        return words.gettext("Shorten it")
    if advice.fix is not None and item is not None:
        return _of_fix(advice.fix, item, words)
    return words.gettext("Swap") if advice.instead else ""


def _of_fix(fix: ProgramItem, item: ProgramItem, words: Words) -> str:
    hold_s = getattr(fix.dosage, "hold_s", None)
    reps = getattr(fix.dosage, "reps", None)
    days = fix.schedule.days_per_week
    if days != item.schedule.days_per_week:
        return words.ngettext("Set {count} day", "Set {count} days", days).format(count=days)
    if hold_s is not None and hold_s != getattr(item.dosage, "hold_s", None):
        return words.gettext("Set {seconds} s").format(seconds=hold_s)
    if reps is not None and reps != getattr(item.dosage, "reps", None):
        return words.gettext("Set {reps} times").format(reps=reps)
    return words.gettext("Set as advised")


def prompt(advice: Advice, words: Words) -> str:
    """What asks for the reason to keep it."""
    prompts = advice.rule.prompts
    texts = prompts.get(advice.variant) or prompts.get("")
    return in_language(texts, words) if texts else words.gettext("Why")


def ready_reasons(advice: Advice, words: Words) -> tuple[str, ...]:
    """Reasons that are often the right one, for what must be answered but does not block."""
    if advice.severity is not Severity.CONFIRM:
        return ()
    known = tuple(in_language(each.texts, words) for each in _reasons(advice))
    return known or tuple(words.gettext(each) for each in _OTHER_REASONS)


def reason_id(advice: Advice, reason: str, words: Words) -> str:
    """Which of the ready reasons that is; empty for one of a person's own."""
    return next((each.id for each in _reasons(advice) if in_language(each.texts, words) == reason), "")


def kept_word(kept: KeptAdvice, words: Words) -> str:
    """That it is kept, and since which version where an earlier one said so."""
    if kept.version is None:
        return words.gettext("Kept")
    return words.gettext("Kept in version {number}").format(number=kept.version)


def kept_words(kept: KeptAdvice, said: str, about: str, words: Words) -> str:
    """The reason, else what was advised; who cleared it. Of an earlier version also about what, and when."""
    on = words.day(kept.on) if kept.version is not None and kept.on is not None else ""
    about = f"{about}: " if about and kept.version is not None and kept.reason else ""
    return about + " · ".join(part for part in (kept.reason or said, kept.by, on) if part)


def about_words(advice: Advice, library: Library, words: Words) -> str:
    """What it is about, in two or three words: a screen, a red flag, a precaution; else empty."""
    if advice.rule.id == "W23":
        return words.gettext("Red flag: {screen}").format(
            screen=screen_topic(advice, library, words.language).lower()
        )
    if advice.rule.id == "W17":
        return screen_topic(advice, library, words.language)
    if advice.rule.id == "W19":
        return words.gettext("Next visit") if advice.topic else words.gettext("Telephone of the clinic")
    precaution = advice.obstacle.precaution if advice.obstacle else None
    return in_language(precaution.names, words) if precaution and precaution.names else ""


def in_language(texts: Mapping[str, str], words: Words) -> str:
    """A text of the library in the window's language, else in English."""
    return texts.get(words.language) or texts["en"]


def _reasons(advice: Advice) -> tuple[ReadyReason, ...]:
    return tuple(each for each in advice.rule.reasons if each.variant in ("", advice.variant))
