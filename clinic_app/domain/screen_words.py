"""Red-flag screens and their results in words."""

from clinic_app.domain.date_words import written_date
from clinic_app.domain.library import Library
from clinic_app.domain.red_flags import RedFlagScreen
from clinic_app.domain.safety import Screen
from clinic_app.domain.words import Catalogue


def screen_name(screen: Screen, language: str) -> str:
    """What the screen is called."""
    return screen.names.get(language) or screen.names["en"]


def result_line(result: RedFlagScreen, library: Library, words: Catalogue, language: str) -> str:
    """Which screen, its result, its day: “Calf screen clear 25 November 2026”."""
    screen = library.screens.get(result.screen)
    name = screen_name(screen, language) if screen else result.screen.replace("_", " ").capitalize()
    day = written_date(result.screened_on, words)
    if result.is_clear:
        return words.gettext("{screen}: red-flag screen clear, {date}").format(screen=name, date=day)
    count = len(result.findings)
    said = words.ngettext(
        "{screen}: {count} red flag found, {date}", "{screen}: {count} red flags found, {date}", count
    )
    return said.format(screen=name, count=count, date=day)
