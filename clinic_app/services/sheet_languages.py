"""Which language each part of a sheet is in, where the library has not everything in the patient's.

A part has one language: an exercise's text with its leads and captions, an explanation with its heads. What
is prescribed (dose, side), the stop rules, the log and every fixed word are always in the patient's.
"""

from collections.abc import Iterable, Sequence

from clinic_app.domain.clinic import ClinicProfile
from clinic_app.domain.exercise import Exercise
from clinic_app.domain.handout import Words
from clinic_app.domain.library import EducationTopic, Library
from clinic_app.domain.program import ProgramContent, ProgramItem
from clinic_app.domain.words import Catalogue, in_a_row, whole_sentence


def wording_language(item: ProgramItem, exercise: Exercise, language: str, clinic: ClinicProfile) -> str:
    """The language of an exercise's text: the sheet's if the therapist wrote it or the library has it."""
    if item.has_own_wording:
        return language
    return exercise.wording_language(language, clinic.language)


def topic_language(topic: EducationTopic, language: str, clinic: ClinicProfile) -> str:
    """The language an explanation is printed in: the sheet's, else the clinic's, else English."""
    return next((each for each in (language, clinic.language) if each in topic.titles), "en")


def stop_language(library: Library, language: str, clinic: ClinicProfile) -> str:
    """The language of the stop rules: one that every rule is written in."""
    for each in (language, clinic.language):
        if all(each in rule.text for rule in library.stop_rules):
            return each
    return "en"


def foreign_lines(
    library: Library, content: ProgramContent, clinic: ClinicProfile, catalogue: Catalogue
) -> tuple[tuple[str, Words], ...]:
    """For the sheet's head, what is in another language: “In English: exercises 1, 3.”."""
    exercises = [
        wording_language(item, library.exercise(item.exercise_slug), content.language, clinic)
        for item in content.items
    ]
    topics = [
        topic_language(library.education[key], content.language, clinic)
        for key in content.education
        if key in library.education
    ]
    others = dict.fromkeys(each for each in (*exercises, *topics) if each != content.language)
    return tuple(
        (_lead(language, catalogue), _said(language, exercises, topics, catalogue)) for language in others
    )


def _lead(language: str, catalogue: Catalogue) -> str:
    text = catalogue.gettext
    known = {"en": text("In English:"), "es": text("In Spanish:")}
    return known.get(language) or text("In another language:")


def _said(language: str, exercises: Sequence[str], topics: Iterable[str], catalogue: Catalogue) -> str:
    numbers = [str(at) for at, each in enumerate(exercises, start=1) if each == language]
    parts: list[str] = []
    if numbers:
        words = catalogue.ngettext("text of exercise {numbers}", "text of exercises {numbers}", len(numbers))
        parts.append(words.format(numbers=in_a_row(numbers, catalogue)))
    if language in topics:
        parts.append(catalogue.gettext("the background"))
    ask = catalogue.gettext("Ask us if anything is not clear.")
    return f"{whole_sentence(in_a_row(parts, catalogue), catalogue)} {ask}"
