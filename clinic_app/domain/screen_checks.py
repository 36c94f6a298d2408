"""The checks that look at a patient's red-flag screens: one that is missing, one that found something."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from clinic_app.domain.dose_rules import Advice, Subject, about_program
from clinic_app.domain.red_flags import RedFlagScreen, newest_of_each
from clinic_app.domain.safety import DoseRule, Screen, Severity

_MILD = "refer"
"""The urgency that does not stop exercises: the doctor looks into it."""


def screen_missing(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
    """W17: nobody screened the patient lately, for a region where one always asks or a patient at risk.

    An answer counts as long as a screen would, and until a screen finds something or the patient's
    precautions change.
    """
    if not subject.has_patient:
        return
    since = subject.today - timedelta(days=rule.number("valid_days"))
    done = {each.screen for each in subject.screens if each.screened_on >= since}
    regions = {exercise.region for _, exercise in subject.lines}
    for screen in subject.library.screens.values():
        at_risk = [tag for tag in screen.asked_for if tag in subject.limits.tags]
        if screen.id in done or not regions & set(screen.regions) or not (screen.is_required or at_risk):
            continue
        variant = "" if screen.is_required else "risk"
        yield replace(
            about_program(rule, variant, screen=screen.id, why=_names(at_risk, subject)),
            topic=screen.id,
            asked_since=since,
            depends_on=_known_risks(subject),
        )


def found_by_screen(rule: DoseRule, subject: Subject) -> Iterator[Advice]:
    """W23: the newest result of a screen has a finding: it stops every handout until a name clears it.

    What only wants looking into asks, where the program has an exercise of that screen's regions. It ends
    with a newer, clear screen of the same kind.
    """
    if not subject.has_patient:
        return
    regions = {exercise.region for _, exercise in subject.lines}
    for result in newest_of_each(subject.screens):
        screen = subject.library.screens.get(result.screen)
        gravest = screen.gravest(result.findings) if screen else ""
        is_mild = gravest == _MILD
        if result.is_clear or (is_mild and screen is not None and not regions & set(screen.regions)):
            continue
        yield replace(
            about_program(
                rule,
                _MILD if is_mild else "",
                signs=_signs(result, screen, subject.language),
                screened_on=result.screened_on,
            ),
            severity=Severity.CONFIRM if is_mild else rule.severity,
            topic=result.screen,
            depends_on=f"{result.id}:{'+'.join(result.findings)}",
        )


def _signs(result: RedFlagScreen, screen: Screen | None, language: str) -> str:
    """What was found, in words; of a screen that the library no longer holds, its keys."""
    if screen is None:
        return ", ".join(result.findings).replace("_", " ")
    found = [each for each in screen.questions if each.id in result.findings]
    return " · ".join(each.texts.get(language) or each.texts["en"] for each in found)


def _names(tags: list[str], subject: Subject) -> str:
    known = [subject.library.precautions[tag].names for tag in tags if tag in subject.library.precautions]
    return ", ".join(names.get(subject.language) or names.get("en", "") for names in known)


def _known_risks(subject: Subject) -> str:
    """What was found and what limits the patient: with something else, the screen is wanted again."""
    found = [f"{each.id}:{'+'.join(each.findings)}" for each in subject.screens if not each.is_clear]
    return ",".join([*sorted(found), *sorted(subject.limits.tags)])
