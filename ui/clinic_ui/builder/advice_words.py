"""How advice looks and what it is called: icon, word and tone of its severity, its source, its fix."""

from dataclasses import dataclass, replace
from typing import Final

from clinic_app.domain.dose_rules import Advice
from clinic_app.domain.library import Library
from clinic_app.domain.program import ProgramItem
from clinic_app.domain.safety import Severity
from clinic_app.domain.words import mark
from clinic_ui.pages.facet_words import equipment_name
from clinic_ui.pages.screen_words import screen_name
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

_REASONS: Final = {
    "W17": (mark("Screened before, nothing new"), mark("Screened by somebody else")),
    "W19:review": (mark("No further visit planned"), mark("The patient will call")),
}
_OTHER_REASONS: Final = (mark("Taught and watched today"), mark("Agreed with the doctor"))


def advice_sentence(advice: Advice, library: Library, words: Words) -> str:
    """What it says, in the window's language; which screen it asks for."""
    if advice.rule.id == "W17" and advice.topic in library.screens:
        screen = screen_name(library.screens[advice.topic], words)
        return f"{screen}: {advice.sentence(words.language)}"
    if advice.obstacle is not None and advice.obstacle.missing:
        names = ", ".join(equipment_name(each, words).lower() for each in advice.obstacle.missing)
        advice = replace(advice, values={**advice.values, "equipment": names})
    return advice.sentence(words.language)


def sources_line(advice: Advice, words: Words) -> str:
    """Where it comes from, as short keys."""
    if advice.rule.sources:
        return " · ".join(advice.rule.sources)
    if advice.obstacle is not None:
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
    if advice.key == "W19:review":
        return words.ngettext("In {count} week", "In {count} weeks", review_weeks).format(count=review_weeks)
    if advice.key == "W19":
        return words.gettext("Type the telephone")
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


def ready_reasons(advice: Advice, words: Words) -> tuple[str, ...]:
    """Reasons that are often the right one, for what must be answered but does not block."""
    if advice.severity is not Severity.CONFIRM:
        return ()
    known = _REASONS.get(advice.key) or _REASONS.get(advice.rule.id) or _OTHER_REASONS
    return tuple(words.gettext(each) for each in known)
