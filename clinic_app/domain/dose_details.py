"""What a dose says beyond its band, in a patient's words: rests, pace, effort, weeks, time of day."""

import re
from typing import Final

from clinic_app.domain.dosage import (
    BreathsDosage,
    ContractRelaxDosage,
    Dosage,
    HoldDosage,
    MinutesDosage,
    RepetitionDosage,
    Schedule,
)
from clinic_app.domain.dose_words import time_of_day_words
from clinic_app.domain.handout import Words, filled, sentences_together
from clinic_app.domain.words import Catalogue, in_a_row, whole_sentence

_IN_MINUTES_FROM_S: Final = 120
_TEMPO: Final = re.compile(
    r"\s*(\d{1,2})\s*[-–/]\s*(\d{1,2})\s*[-–/]\s*(\d{1,2})(?:\s*[-–/]\s*(\d{1,2}))?\s*"
)
_SLOW_FROM_S: Final = 2


def dose_details(
    dosage: Dosage,
    schedule: Schedule,
    catalogue: Catalogue,
    *,
    says_when: bool,
    also: tuple[str, ...] = (),
) -> Words:
    """The line below the dose band, as “Rest 60 seconds between rounds. For 6 weeks”.

    ``says_when`` adds the time of day, where the sheet's head cannot say it for all exercises; ``also`` is
    said first.
    """
    when = time_of_day_words(schedule, catalogue) if says_when else ""
    sentences: tuple[Words, ...] = (
        *also,
        *_rests(dosage, catalogue),
        *_pace(dosage, catalogue),
        *_effort(dosage, catalogue),
        *_weeks(schedule.weeks, catalogue),
        *((whole_sentence(when[:1].upper() + when[1:], catalogue),) if when else ()),
    )
    return sentences_together(sentences)


def _rests(dosage: Dosage, catalogue: Catalogue) -> tuple[str, ...]:
    text = catalogue.gettext
    found: list[str] = []
    match dosage:
        case HoldDosage() | RepetitionDosage() | ContractRelaxDosage():
            if dosage.rest_s and dosage.reps > 1:
                found.append(text("Rest {time} in between.").format(time=_time(dosage.rest_s, catalogue)))
        case MinutesDosage() | BreathsDosage():
            pass
    if dosage.rest_between_sets_s and dosage.sets > 1:
        time = _time(dosage.rest_between_sets_s, catalogue)
        found.append(text("Rest {time} between rounds.").format(time=time))
    return tuple(found)


def _pace(dosage: Dosage, catalogue: Catalogue) -> tuple[Words, ...]:
    """The tempo in words where it is one (“3-1-1” is down, wait, up), else as it was typed."""
    if not isinstance(dosage, RepetitionDosage) or not dosage.tempo.strip():
        return ()
    text = catalogue.gettext
    found = _TEMPO.fullmatch(dosage.tempo)
    if found is None:
        return (filled(text("Pace: {tempo}."), tempo=dosage.tempo.strip()),)
    down, wait, up, pause = (int(part or 0) for part in found.groups())
    words = [text("{time} down").format(time=_time(down, catalogue))]
    if wait:
        words.append(text("wait {time}").format(time=_time(wait, catalogue)))
    words.append(text("{time} up").format(time=_time(up, catalogue)))
    if pause:
        words.append(text("wait {time}").format(time=_time(pause, catalogue)))
    lead = text("Slow:") if max(down, up) >= _SLOW_FROM_S else text("Pace:")
    return (whole_sentence(f"{lead} {in_a_row(words, catalogue)}", catalogue),)


def _effort(dosage: Dosage, catalogue: Catalogue) -> tuple[str, ...]:
    text = catalogue.gettext
    if isinstance(dosage, RepetitionDosage) and dosage.effort is not None:
        return (text("Effort {effort} of 10.").format(effort=dosage.effort),)
    if isinstance(dosage, ContractRelaxDosage):
        return (text("Push with {effort} of 10.").format(effort=dosage.push_effort),)
    return ()


def _weeks(weeks: int | None, catalogue: Catalogue) -> tuple[str, ...]:
    if weeks is None:
        return ()
    return (catalogue.ngettext("For {count} week.", "For {count} weeks.", weeks).format(count=weeks),)


def _time(seconds: int, catalogue: Catalogue) -> str:
    if seconds >= _IN_MINUTES_FROM_S and seconds % 60 == 0:
        minutes = seconds // 60
        return catalogue.ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
    return catalogue.ngettext("{count} second", "{count} seconds", seconds).format(count=seconds)
