"""A prescribed exercise as a quick-add line, which reads back to the same dose."""

from collections.abc import Iterator
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
from clinic_app.domain.program import ProgramItem
from clinic_app.domain.side import Side
from clinic_app.domain.typed_time import is_in_minutes, time_number

_SIDES: Final = {Side.LEFT: "L", Side.RIGHT: "R", Side.LEFT_AND_RIGHT: "L+R"}
_TIMES: Final = {TimeOfDay.MORNING: "am", TimeOfDay.EVENING: "pm"}


def quick_text(item: ProgramItem, name: str) -> str:
    """``name`` and the dose, as they are typed: “Bridge 3x10x2s 5/wk +slowly”.

    A range of repetitions can be written with two numbers only: its pause is then the exercise's own.
    """
    parts = [name, _amount(item.dosage), *_details(item.dosage)]
    if item.side in _SIDES:
        parts.append(_SIDES[item.side])
    parts += _how_often(item.schedule)
    if item.note:
        parts.append("+" + " ".join(item.note.split()))
    return " ".join(parts)


def load_text(dosage: RepetitionDosage) -> str:
    """The load as it is typed: “5kg”; nothing without one."""
    return f"{dosage.load:g}{(dosage.load_unit or LoadUnit.KILOGRAM).value}" if dosage.load else ""


def _amount(dosage: Dosage) -> str:
    match dosage:
        case HoldDosage() | ContractRelaxDosage():
            return f"{dosage.sets}x{dosage.reps}x{dosage.hold_s}s"
        case RepetitionDosage():
            if dosage.reps_to is not None and dosage.reps_to > dosage.reps:
                return f"{dosage.sets}x{dosage.reps}-{dosage.reps_to}"
            return f"{dosage.sets}x{dosage.reps}x{dosage.hold_s}s"
        case MinutesDosage():
            unit = "min" if is_in_minutes(dosage.duration_s) else "s"
            return f"{dosage.sets}x{time_number(dosage.duration_s)}{unit}"
        case BreathsDosage():
            return f"{dosage.sets}x{dosage.breaths}"


def _details(dosage: Dosage) -> Iterator[str]:
    if isinstance(dosage, ContractRelaxDosage):
        yield f"push{dosage.push_s}"
        yield f"effort{dosage.push_effort}"
    if isinstance(dosage, RepetitionDosage):
        if dosage.load:
            yield load_text(dosage)
        if dosage.effort is not None:
            yield f"effort{dosage.effort}"


def _how_often(schedule: Schedule) -> Iterator[str]:
    yield f"{schedule.times_per_day}/d"
    yield f"{schedule.days_per_week}/wk"
    if schedule.weeks is not None:
        yield f"{schedule.weeks}wk"
    yield from (_TIMES[each] for each in schedule.times_of_day if each in _TIMES)
