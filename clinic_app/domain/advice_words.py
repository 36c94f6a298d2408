"""What a dose check says of a program, in a reader's language."""

from dataclasses import replace
from datetime import date
from typing import Final

from clinic_app.domain.date_words import written_date
from clinic_app.domain.dose_rules import Advice
from clinic_app.domain.equipment_words import equipment_name
from clinic_app.domain.library import Library
from clinic_app.domain.screen_words import screen_name
from clinic_app.domain.words import Catalogue

_SCREENED: Final = ("W17", "W23")
"""Rules about red-flag screens."""


def advice_sentence(advice: Advice, library: Library, words: Catalogue, language: str) -> str:
    """What it says, with the screen it asks for."""
    if advice.rule.id in _SCREENED:
        return f"{_screen_words(advice, library, words, language)}: {advice.sentence(language)}"
    if advice.obstacle is not None and advice.obstacle.missing:
        names = ", ".join(equipment_name(each, words).lower() for each in advice.obstacle.missing)
        advice = replace(advice, values={**advice.values, "equipment": names})
    return advice.sentence(language)


def screen_topic(advice: Advice, library: Library, language: str) -> str:
    """The screen that advice is about."""
    screen = library.screens.get(advice.topic)
    return screen_name(screen, language) if screen else advice.topic.replace("_", " ").capitalize()


def _screen_words(advice: Advice, library: Library, words: Catalogue, language: str) -> str:
    """Which screen it is about, and when it found something."""
    name = screen_topic(advice, library, language)
    day = advice.values.get("screened_on")
    return f"{name}, {written_date(day, words)}" if isinstance(day, date) else name
