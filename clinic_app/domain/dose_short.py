"""The dose as therapists jot it: ``3 × 30 s``, ``3 × 8–12``, ``10 min``."""

from clinic_app.domain.dosage import (
    BreathsDosage,
    ContractRelaxDosage,
    Dosage,
    HoldDosage,
    MinutesDosage,
    RepetitionDosage,
    Schedule,
)
from clinic_app.domain.dose_words import how_often_words
from clinic_app.domain.words import Catalogue


def dose_short(dosage: Dosage, words: Catalogue) -> str:
    """Sets, repetitions and seconds in one short line."""
    match dosage:
        case HoldDosage():
            return _times(dosage.sets, words.gettext("{reps} × {seconds} s")).format(
                sets=dosage.sets, reps=dosage.reps, seconds=dosage.hold_s
            )
        case ContractRelaxDosage():
            return words.gettext("{reps} × {push} + {hold} s").format(
                reps=dosage.reps, push=dosage.push_s, hold=dosage.hold_s
            )
        case RepetitionDosage():
            reps = f"{dosage.reps}–{dosage.reps_to}" if dosage.reps_to else str(dosage.reps)
            return _times(dosage.sets, "{reps}" if dosage.sets > 1 else words.gettext("{reps} times")).format(
                sets=dosage.sets, reps=reps
            )
        case MinutesDosage():
            return words.gettext("{minutes} min").format(minutes=f"{dosage.duration_s / 60:g}")
        case BreathsDosage():
            return words.gettext("{count} breaths").format(count=dosage.breaths)


def schedule_short(schedule: Schedule, words: Catalogue) -> str:
    """How often: “2 a day, 6 days a week”; where times of day are prescribed, as the patient reads it."""
    if schedule.times_of_day:
        return how_often_words(schedule, words)
    days = schedule.days_per_week
    said = words.ngettext("{times} a day, {count} day a week", "{times} a day, {count} days a week", days)
    return said.format(times=schedule.times_per_day, count=days)


def _times(sets: int, one_set: str) -> str:
    return f"{{sets}} × {one_set}" if sets > 1 else one_set
