"""A patient's limits in words: precaution tags with their severity, positions, what is at home."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from clinic_app.domain.library import Library
from clinic_app.domain.patient import Episode, Patient
from clinic_app.domain.red_flags import RedFlagScreen, newest_of_each
from clinic_app.domain.safety import URGENCIES, Precaution, Severity
from clinic_app.domain.screen_words import screen_name
from clinic_app.domain.words import mark
from clinic_ui.pages.exercise_words import region_name
from clinic_ui.pages.languages import language_name
from clinic_ui.theme import Tone
from clinic_ui.words import Words

_SEVERITIES: Final = {
    Severity.BLOCK: mark("stops a handout"),
    Severity.CONFIRM: mark("asks for a reason"),
    Severity.WARN: mark("advice only"),
    Severity.NOTE: mark("advice only"),
}
GRAVEST_FIRST: Final = (Severity.BLOCK, Severity.CONFIRM, Severity.WARN, Severity.NOTE)


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to know of a patient before an exercise is chosen."""

    text: str
    severity: Severity

    @property
    def icon(self) -> str:
        """The icon beside it."""
        return "error" if self.severity is Severity.BLOCK else "warning"

    @property
    def tone(self) -> Tone:
        """Its colour."""
        return Tone.BAD if self.severity is Severity.BLOCK else Tone.WARN


def precaution_name(precaution: Precaution, words: Words) -> str:
    """What the tag is called."""
    return precaution.names.get(words.language) or precaution.names.get("en") or precaution.tag


def severity_words(severity: Severity, words: Words) -> str:
    """What a tag of that severity does."""
    return words.gettext(_SEVERITIES[severity])


def alerts(
    patient: Patient,
    episodes: Sequence[Episode],
    library: Library,
    words: Words,
    screens: Sequence[RedFlagScreen] = (),
) -> tuple[Alert, ...]:
    """What limits the patient now, the gravest first; a tag of an open problem names its region.

    ``screens`` come newest first: of each, what the newest found.
    """
    found = [
        Alert(precaution_name(library.precautions[tag], words), library.precautions[tag].severity)
        for tag in patient.precaution_tags
        if tag in library.precautions
    ]
    for episode in episodes:
        if episode.closed_on is None:
            found += _of_episode(episode, library, words)
    if patient.no_floor:
        found.append(Alert(words.gettext("Cannot get down to the floor"), Severity.WARN))
    if patient.no_prone:
        found.append(Alert(words.gettext("Cannot lie face down"), Severity.WARN))
    if patient.needs_interpreter:
        spoken = language_name(patient.language)
        said = words.gettext("Needs an interpreter ({language})").format(language=spoken)
        found.append(Alert(said, Severity.WARN))
    found[:0] = _of_screens(screens, library, words)
    unique = dict.fromkeys(found)
    return tuple(sorted(unique, key=lambda each: GRAVEST_FIRST.index(each.severity)))


def _of_screens(screens: Sequence[RedFlagScreen], library: Library, words: Words) -> list[Alert]:
    """A red flag stops a handout; what a doctor only looks into asks for a reason."""
    found = []
    for result in newest_of_each(screens):
        screen = library.screens.get(result.screen)
        if result.is_clear or screen is None:
            continue
        is_mild = screen.gravest(result.findings) == URGENCIES[-1]
        said = (
            words.gettext("To be looked into: {screen}") if is_mild else words.gettext("Red flag: {screen}")
        )
        severity = Severity.CONFIRM if is_mild else Severity.BLOCK
        found.append(Alert(said.format(screen=screen_name(screen, words.language).lower()), severity))
    return found


def _of_episode(episode: Episode, library: Library, words: Words) -> list[Alert]:
    region = f" ({region_name(episode.region, words).lower()})" if episode.region else ""
    return [
        Alert(precaution_name(library.precautions[tag], words) + region, library.precautions[tag].severity)
        for tag in episode.precaution_tags
        if tag in library.precautions
    ]
