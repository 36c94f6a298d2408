"""Words about red-flag screens: names, urgencies, results."""

from typing import Final

from clinic_app.domain.library import Library
from clinic_app.domain.red_flags import RedFlagScreen
from clinic_app.domain.safety import Screen
from clinic_app.domain.words import mark
from clinic_ui.words import Words

URGENCIES: Final = {
    "emergency": mark("Emergency"),
    "same_day": mark("Seen today"),
    "urgent": mark("Within days"),
    "refer": mark("Refer"),
}
"""Names of the urgencies, the most urgent first."""

ADVISED: Final = {
    "emergency": mark("Send the patient to the emergency department now. Give no exercises."),
    "same_day": mark("A doctor sees the patient today. Give no exercises for this region before."),
    "urgent": mark("Arrange a doctor’s appointment within days. Wait with exercises for this region."),
    "refer": mark("Refer to the doctor. Gentle exercises may go on."),
}
"""What a finding of each urgency asks for."""


def screen_name(screen: Screen, words: Words) -> str:
    """What the screen is called."""
    return screen.names.get(words.language) or screen.names["en"]


def result_line(result: RedFlagScreen, library: Library, words: Words) -> str:
    """Which screen, its result, its day: “Calf screen clear 25 November 2026”."""
    screen = library.screens.get(result.screen)
    name = screen_name(screen, words) if screen else result.screen.replace("_", " ").capitalize()
    day = words.day(result.screened_on)
    if result.is_clear:
        return words.gettext("{screen}: red-flag screen clear, {date}").format(screen=name, date=day)
    count = len(result.findings)
    said = words.ngettext(
        "{screen}: {count} red flag found, {date}", "{screen}: {count} red flags found, {date}", count
    )
    return said.format(screen=name, count=count, date=day)
