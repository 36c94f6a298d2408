"""The sheet's stop rules and education, chosen by what the program holds."""

from collections.abc import Callable, Collection

from clinic_app.domain.clinic import ClinicProfile
from clinic_app.domain.exercise import Exercise
from clinic_app.domain.handout import (
    EducationBlock,
    HelpLine,
    Panel,
    Picture,
    StopBlock,
    StopLevel,
    StopLine,
    Words,
    filled,
)
from clinic_app.domain.library import EducationTopic, Library
from clinic_app.domain.program import ProgramContent, ProgramItem
from clinic_app.domain.safety import StopRule
from clinic_app.domain.words import Catalogue
from clinic_app.services.sheet_languages import stop_language, topic_language

Pairs = tuple[tuple[ProgramItem, Exercise], ...]


def stop_block(
    library: Library,
    pairs: Pairs,
    wanted: str,
    clinic: ClinicProfile,
    catalogue_of: Callable[[str], Catalogue],
    tags: Collection[str] = (),
) -> StopBlock:
    """Green, amber, red, who to call, and reminders: only what this program and this patient need.

    Whole in one language.
    """
    language = stop_language(library, wanted, clinic)
    text = catalogue_of(language).gettext
    values = {
        "phone": " ".join(clinic.phone.split()),
        "emergency_number": " ".join(clinic.emergency_number.split()),
        "pain_limit": str(min(item.schedule.pain_limit for item, _ in pairs)),
    }
    badges = {
        StopLevel.GREEN: text("Green"),
        StopLevel.AMBER: text("Amber"),
        StopLevel.RED: text("Red"),
    }
    has_number = bool(clinic.emergency_number.strip())
    said = [
        (
            rule.level,
            _filled(rule.lead_for(has_number=has_number), language, values),
            _filled(rule.text_for(has_number=has_number), language, values),
        )
        for rule in library.stop_rules
        if _applies(rule, pairs, tags)
    ]
    return StopBlock(
        heading=text("When to stop and when to call"),
        lines=tuple(
            StopLine(level=StopLevel(level), badge=badges[StopLevel(level)], lead=lead, text=words)
            for level, lead, words in said
            if level in {each.value for each in StopLevel}
        ),
        help_heading=text("Get help now"),
        help=tuple(
            HelpLine(lead=lead, text=words)
            for level, lead, words in said
            if level in ("emergency", "doctor_today")
        ),
        reminders_lead=text("Remember:"),
        reminders=tuple(words for level, _, words in said if level == "reminder"),
        language=language,
    )


def education_blocks(
    library: Library,
    content: ProgramContent,
    clinic: ClinicProfile,
    catalogue_of: Callable[[str], Catalogue],
) -> tuple[EducationBlock, ...]:
    """The topics the program names, those the library knows, each whole in one language."""
    topics = (library.education[key] for key in content.education if key in library.education)
    spoken = ((topic, topic_language(topic, content.language, clinic)) for topic in topics)
    return tuple(_education(topic, language, catalogue_of(language)) for topic, language in spoken)


def _education(topic: EducationTopic, language: str, catalogue: Catalogue) -> EducationBlock:
    return EducationBlock(
        heading=_in(topic.titles, language),
        lead=_in(topic.lead, language),
        panels=tuple(
            Panel(
                picture=Picture(
                    slug=panel.pose_slug, frame=panel.frame, alternative=_in(panel.caption, language)
                ),
                caption=_in(panel.caption, language),
            )
            for panel in topic.panels
        ),
        points=tuple(_in(point, language) for point in topic.points),
        what_to_do_heading=catalogue.gettext("What you can do") if topic.what_to_do else "",
        what_to_do=_in(topic.what_to_do, language),
        not_enough_heading=catalogue.gettext("When this is not enough") if topic.not_enough else "",
        not_enough=_in(topic.not_enough, language),
        language=language,
    )


def _applies(rule: StopRule, pairs: Pairs, tags: Collection[str]) -> bool:
    if rule.always or set(tags) & set(rule.tags):
        return True
    return any(
        exercise.kind in rule.kinds
        or exercise.region in rule.regions
        or exercise.position in rule.positions
        or bool(set(exercise.conditions) & set(rule.conditions))
        for _, exercise in pairs
    )


def _in(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or texts.get("en", "")


def _filled(texts: dict[str, str], language: str, values: dict[str, str]) -> Words:
    return filled(_in(texts, language).strip(), **values)
