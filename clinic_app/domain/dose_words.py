"""A dose in a patient's words: cells for the sheet's band, and one plain sentence."""

from typing import Final

from clinic_app.domain.dosage import (
    BreathsDosage,
    ContractRelaxDosage,
    Dosage,
    HoldDosage,
    LoadUnit,
    MinutesDosage,
    RepetitionDosage,
    Schedule,
    TimeOfDay,
)
from clinic_app.domain.handout import DoseCell
from clinic_app.domain.regions import ARM, LEG
from clinic_app.domain.side import Side
from clinic_app.domain.words import Catalogue, in_a_row, whole_sentence

_PAUSE_WORTH_SAYING_S: Final = 2
_MINUTE_S: Final = 60
_IN_MINUTES_FROM_S: Final = 120
_NAMED_BOUTS: Final = 4
_PART_OF_ONE: Final = 2
"""The count whose form goes with a part of one: “2½ minutes”."""


def side_words(side: Side, region: str, catalogue: Catalogue) -> str:
    """The line opposite an exercise's name: “One leg at a time”, “Left leg”; none for both sides at once."""
    text = catalogue.gettext
    if side is Side.BOTH_TOGETHER:
        return ""
    if region in LEG:
        words = {
            Side.LEFT: text("Left leg"),
            Side.RIGHT: text("Right leg"),
            Side.LEFT_AND_RIGHT: text("One leg at a time"),
        }
    elif region in ARM:
        words = {
            Side.LEFT: text("Left arm"),
            Side.RIGHT: text("Right arm"),
            Side.LEFT_AND_RIGHT: text("One arm at a time"),
        }
    else:
        words = {
            Side.LEFT: text("Left side"),
            Side.RIGHT: text("Right side"),
            Side.LEFT_AND_RIGHT: text("One side at a time"),
        }
    return words[side]


def _side_cell(side: Side, region: str, catalogue: Catalogue) -> tuple[DoseCell, ...]:
    if side is Side.BOTH_TOGETHER:
        return ()
    text = catalogue.gettext
    if region in LEG:
        words = {
            Side.LEFT: text("left leg"),
            Side.RIGHT: text("right leg"),
            Side.LEFT_AND_RIGHT: text("each leg"),
        }
    elif region in ARM:
        words = {
            Side.LEFT: text("left arm"),
            Side.RIGHT: text("right arm"),
            Side.LEFT_AND_RIGHT: text("each arm"),
        }
    else:
        words = {
            Side.LEFT: text("left side"),
            Side.RIGHT: text("right side"),
            Side.LEFT_AND_RIGHT: text("each side"),
        }
    return (DoseCell(word=words[side]),)


def _duration(seconds: int, lead: str, catalogue: Catalogue) -> DoseCell:
    if seconds >= _IN_MINUTES_FROM_S or seconds == _MINUTE_S:
        whole, rest = divmod(seconds, _MINUTE_S)
        word = catalogue.ngettext("minute", "minutes", _PART_OF_ONE if rest else whole)
        return DoseCell(number=_minutes(seconds), word=word, lead=lead)
    return DoseCell(number=str(seconds), word=catalogue.ngettext("second", "seconds", seconds), lead=lead)


def _minutes(seconds: int) -> str:
    """Minutes as a patient reads them: whole, with a half, or with seconds after a colon (“59:59”)."""
    minutes, rest = divmod(seconds, _MINUTE_S)
    if rest == 0:
        return str(minutes)
    return f"{minutes}½" if rest == _MINUTE_S // 2 else f"{minutes}:{rest:02}"


def _times(count: int, catalogue: Catalogue) -> DoseCell:
    return DoseCell(number=str(count), word=catalogue.ngettext("time", "times", count))


def _sets(count: int, catalogue: Catalogue) -> tuple[DoseCell, ...]:
    if count == 1:
        return ()
    return (DoseCell(number=str(count), word=catalogue.ngettext("round", "rounds", count)),)


def _load(dosage: RepetitionDosage, catalogue: Catalogue) -> tuple[DoseCell, ...]:
    if not dosage.load:
        return ()
    units = {
        LoadUnit.KILOGRAM: catalogue.gettext("kg"),
        LoadUnit.POUND: catalogue.gettext("lb"),
        LoadUnit.BAND: catalogue.gettext("band"),
        None: "",
    }
    return (DoseCell(number=f"{dosage.load:g}", word=units[dosage.load_unit]),)


def _amount(dosage: Dosage, catalogue: Catalogue) -> tuple[DoseCell, ...]:
    text = catalogue.gettext
    match dosage:
        case HoldDosage():
            hold = (_duration(dosage.hold_s, text("Hold"), catalogue),) if dosage.hold_s else ()
            return (*hold, _times(dosage.reps, catalogue), *_sets(dosage.sets, catalogue))
        case ContractRelaxDosage():
            push = _duration(dosage.push_s, text("Push"), catalogue)
            held = (_duration(dosage.hold_s, text("Hold"), catalogue),) if dosage.hold_s else ()
            return (push, *held, _times(dosage.reps, catalogue), *_sets(dosage.sets, catalogue))
        case RepetitionDosage():
            most = dosage.reps_to or dosage.reps
            reps = str(dosage.reps) if most == dosage.reps else f"{dosage.reps}–{most}"
            times = catalogue.ngettext("time", "times", most)
            pause = (
                (_duration(dosage.hold_s, text("Hold"), catalogue),)
                if dosage.hold_s >= _PAUSE_WORTH_SAYING_S
                else ()
            )
            sets = _sets(dosage.sets, catalogue)
            return (*pause, DoseCell(number=reps, word=times), *sets, *_load(dosage, catalogue))
        case MinutesDosage():
            again = (_times(dosage.sets, catalogue),) if dosage.sets > 1 else ()
            return (_duration(dosage.duration_s, "", catalogue), *again)
        case BreathsDosage():
            word = catalogue.ngettext("breath", "breaths", dosage.breaths)
            return (DoseCell(number=str(dosage.breaths), word=word), *_sets(dosage.sets, catalogue))


def _how_often(schedule: Schedule, catalogue: Catalogue) -> tuple[DoseCell, ...]:
    a_day, a_week = schedule.times_per_day, schedule.days_per_week
    return (
        DoseCell(
            number=str(a_day), word=catalogue.ngettext("time a day", "times a day", a_day), is_how_often=True
        ),
        DoseCell(
            number=str(a_week),
            word=catalogue.ngettext("day a week", "days a week", a_week),
            is_how_often=True,
        ),
    )


def dose_cells(
    dosage: Dosage, schedule: Schedule, side: Side, region: str, catalogue: Catalogue
) -> tuple[DoseCell, ...]:
    """The dose band, left to right: amount, side, how often."""
    return (
        *_amount(dosage, catalogue),
        *_side_cell(side, region, catalogue),
        *_how_often(schedule, catalogue),
    )


def dose_sentence(cells: tuple[DoseCell, ...], catalogue: Catalogue) -> str:
    """The band as one plain line: “Hold 30 seconds, 3 times, each leg”."""
    parts = (" ".join(part for part in (cell.lead, cell.number, cell.word) if part) for cell in cells)
    return whole_sentence(in_a_row(parts, catalogue), catalogue)


def how_often_words(schedule: Schedule, catalogue: Catalogue) -> str:
    """When in the day and the week: “morning and evening, every day”."""
    return catalogue.gettext("{times}, {days}").format(
        times=_times_of_day(schedule, catalogue), days=_days(schedule.days_per_week, catalogue)
    )


def time_of_day_words(schedule: Schedule, catalogue: Catalogue) -> str:
    """When in the day, where it is prescribed: “morning and evening”; else nothing."""
    return _times_of_day(schedule, catalogue) if schedule.times_of_day else ""


def _times_of_day(schedule: Schedule, catalogue: Catalogue) -> str:
    text = catalogue.gettext
    if TimeOfDay.BEFORE_FIRST_STEPS in schedule.times_of_day:
        return text("before your first steps in the morning")
    if set(schedule.times_of_day) == {TimeOfDay.MORNING, TimeOfDay.EVENING}:
        return text("morning and evening")
    if schedule.times_of_day == (TimeOfDay.MORNING,):
        return text("in the morning")
    if schedule.times_of_day == (TimeOfDay.EVENING,):
        return text("in the evening")
    if schedule.times_per_day == 1:
        return text("once a day")
    words = catalogue.ngettext("{count} time a day", "{count} times a day", schedule.times_per_day)
    return words.format(count=schedule.times_per_day)


def _days(days_per_week: int, catalogue: Catalogue) -> str:
    if days_per_week == 7:
        return catalogue.gettext("every day")
    words = catalogue.ngettext("{count} day a week", "{count} days a week", days_per_week)
    return words.format(count=days_per_week)


def bout_names(schedules: tuple[Schedule, ...], catalogue: Catalogue) -> tuple[str, ...]:
    """Row names for one week of the log: one for each bout a day of the busiest exercise.

    They are the times of day where those are prescribed, else numbers.
    """
    busiest = max((each.times_per_day for each in schedules), default=1)
    named = {time for each in schedules for time in each.times_of_day}
    text = catalogue.gettext
    names = {
        TimeOfDay.BEFORE_FIRST_STEPS: text("First steps"),
        TimeOfDay.MORNING: text("Morning"),
        TimeOfDay.EVENING: text("Evening"),
    }
    rows = tuple(name for time, name in names.items() if time in named)
    if len(rows) >= busiest or (rows and busiest == 1):
        return rows
    if busiest == 1:
        return (text("Done"),)
    if busiest <= _NAMED_BOUTS:
        return tuple(text("Time {number}").format(number=number) for number in range(1, busiest + 1))
    return tuple(str(number) for number in range(1, busiest + 1))
