"""The quick-add line: ``gastroc 3x30 L 2/d +only in shoes`` becomes one prescribed exercise.

Words name the exercise, in any order with the rest. The rest is::

    3x30s 3x10 2x3x30 8-12 30s 10 min 2:30 how much: what the numbers mean follows the exercise's kind of dose
    L R L+R left right both each          which side
    2/d 5/wk daily 6wk am pm              how often, for how long, when
    5kg 10lb 2band effort5 push6 rest30   load, effort of 10, push and rest in seconds
    +anything                             a note: all that follows

Two numbers are repetitions and seconds for a hold (``3x30``), sets and repetitions for a movement (``3x10``),
sets and time or breaths else; three are sets, repetitions and seconds. Spanish words do as well.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from clinic_app.domain.dosage import (
    LIMITS,
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
from clinic_app.domain.errors import InputError
from clinic_app.domain.exercise import Exercise
from clinic_app.domain.folding import folded
from clinic_app.domain.patient import Episode
from clinic_app.domain.program import ProgramItem, prescribed
from clinic_app.domain.showing import short
from clinic_app.domain.side import Side
from clinic_app.domain.typed_time import MINUTE_S, is_in_minutes

_AMOUNT: Final = re.compile(
    r"(?:(?P<first>\d{1,9})[x×*](?:(?P<second>\d{1,9})[x×*])?)?(?P<last>\d{1,9})"
    r"(?:[-–](?P<to>\d{1,9})|:(?P<rest>[0-5]\d))?"
    r"(?P<unit>s|sec|secs|seconds?|seg|segundos?|″|\"|min|mins|minutes?|minutos?|m|′|'|r|rep|reps|br)?"
)
_APART: Final = re.compile(
    r"(?<=\d)\s+(?=(?:s|secs?|seg|mins?|minutes?|minutos?|kg|lbs?)(?:\s|$))", re.IGNORECASE
)
"""The blank between a number and its unit: ``10 min`` is one word."""

_RATE: Final = re.compile(r"(?P<count>\d{1,9})(?:/|x/)(?P<per>d|day|dia|w|wk|week|sem|semana)")
_WEEKS: Final = re.compile(r"(?P<count>\d{1,9})(?:w|wk|wks|weeks|sem|semanas)")
_LOAD: Final = re.compile(r"(?P<load>\d{1,9}(?:[.,]\d{1,9})?)(?P<unit>kg|lb|lbs|band|banda)")
_LOAD_UNITS: Final = {"k": LoadUnit.KILOGRAM, "l": LoadUnit.POUND, "b": LoadUnit.BAND}
_NAMED: Final = re.compile(r"(?P<name>effort|esfuerzo|push|empuje|rest|descanso)=?(?P<count>\d{1,9})s?")

_SIDES: Final[Mapping[str, Side]] = {
    **dict.fromkeys(("l", "left", "izq", "izquierda", "izquierdo"), Side.LEFT),
    **dict.fromkeys(("r", "right", "der", "derecha", "derecho"), Side.RIGHT),
    **dict.fromkeys(
        ("l+r", "r+l", "lr", "both", "each", "ambos", "ambas", "cada", "i+d", "d+i", "id"),
        Side.LEFT_AND_RIGHT,
    ),
}
_LETTERS: Final[Mapping[str, Mapping[str, Side]]] = {"es": {"i": Side.LEFT, "d": Side.RIGHT}}
"""Letters that mean a side in one language alone: elsewhere they may be part of a name."""

_TIMES: Final[Mapping[str, TimeOfDay]] = {
    **dict.fromkeys(("am", "morning", "manana"), TimeOfDay.MORNING),
    **dict.fromkeys(("pm", "evening", "noche"), TimeOfDay.EVENING),
}
_DAILY: Final = frozenset({"daily", "diario", "diaria"})
_MAY_BE_NAMES: Final = frozenset({"both", "each", "ambos", "ambas", "cada", "morning", "noche"})
"""Words that also stand in names: they are the exercise's where its name has them."""

_ALL_DAYS: Final = LIMITS["days_per_week"].most


@dataclass(frozen=True, slots=True)
class Amount:
    """Numbers with an ``x`` between them, the last perhaps a range; a unit is ``s``, ``min`` or ``reps``."""

    counts: tuple[int, ...]
    to: int | None = None
    unit: str = ""

    @property
    def last_s(self) -> int:
        """The last number in seconds."""
        return self.counts[-1] * (MINUTE_S if self.unit == "min" else 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickLine:
    """A typed line, taken apart; what the amount means is only known with the exercise.

    ``words`` are searched for, ``perhaps`` are those among them that may mean a side or a time instead.
    """

    words: tuple[str, ...] = ()
    perhaps: frozenset[str] = frozenset()
    amount: Amount | None = None
    side: Side | None = None
    schedule: Mapping[str, Any]
    times_of_day: tuple[TimeOfDay, ...] = ()
    details: Mapping[str, Any]
    note: str = ""

    @property
    def query(self) -> str:
        """What to search the library for."""
        return " ".join(self.words)

    @property
    def bare_query(self) -> str:
        """What to search for if the doubtful words are no part of a name."""
        return " ".join(word for word in self.words if folded(word) not in self.perhaps)

    @property
    def prescribes(self) -> bool:
        """Whether the line says more than an exercise's name."""
        said = (
            self.amount,
            self.side,
            self.schedule,
            self.times_of_day,
            self.details,
            self.note,
            self.perhaps,
        )
        return any(said)


def read_quick_line(text: str, language: str = "en") -> QuickLine:
    """Take a typed line apart; whatever is no dose is a word to search for. Never fails."""
    before, plus, note = _split_note(text)
    line = QuickLine(schedule={}, details={}, note=note.strip() if plus else "")
    letters = _LETTERS.get(language, {})
    for token in _APART.sub("", before).split():
        side = letters.get(folded(token).strip(",;"))
        if side is not None and line.side is None:
            line = replace(line, side=side)
        else:
            line = _with_token(line, token)
    return line


def quick_item(line: QuickLine, exercise: Exercise, treated: Episode | None = None) -> ProgramItem:
    """The exercise as the line prescribes it; what the line leaves out is the exercise's own.

    Raises:
        InputError: a number is out of range, or means nothing for this exercise.
    """
    line = _with_doubtful_words(line, exercise)
    item = prescribed(exercise, treated)
    dosage = item.dosage if line.amount is None else _dosed(item.dosage, line.amount)
    for name, value in line.details.items():
        dosage = _detailed(dosage, name, value)
    return replace(
        item,
        side=item.side if line.side is None else _side(line.side, exercise),
        dosage=dosage,
        schedule=_scheduled(item.schedule, line),
        note=line.note,
    )


def _split_note(text: str) -> tuple[str, str, str]:
    """The note begins at a ``+`` after a space: the one in ``L+R`` begins none."""
    found = re.search(r"(?:^|\s)\+", text)
    return (text[: found.start()], "+", text[found.end() :]) if found else (text, "", "")


def _with_token(line: QuickLine, token: str) -> QuickLine:
    bare = folded(token).strip(",;")
    for reader in _READERS:
        found = reader(line, bare)
        if found is not None:
            return found
    return replace(line, words=(*line.words, token))


def _read_doubtful(line: QuickLine, token: str) -> QuickLine | None:
    if token not in _MAY_BE_NAMES:
        return None
    return replace(line, words=(*line.words, token), perhaps=line.perhaps | {token})


def _read_side(line: QuickLine, token: str) -> QuickLine | None:
    if token not in _SIDES or line.side is not None:
        return None
    return replace(line, side=_SIDES[token])


def _read_when(line: QuickLine, token: str) -> QuickLine | None:
    if token in _DAILY:
        return replace(line, schedule={**line.schedule, "days_per_week": _ALL_DAYS})
    if token in _TIMES:
        return replace(line, times_of_day=(*line.times_of_day, _TIMES[token]))
    if token in ("am+pm", "am/pm"):
        return replace(line, times_of_day=(TimeOfDay.MORNING, TimeOfDay.EVENING))
    return None


def _read_rate(line: QuickLine, token: str) -> QuickLine | None:
    if found := _RATE.fullmatch(token):
        name = "times_per_day" if found["per"].startswith("d") else "days_per_week"
    elif found := _WEEKS.fullmatch(token):
        name = "weeks"
    else:
        return None
    return replace(line, schedule={**line.schedule, name: int(found["count"])})


def read_load(text: str) -> tuple[float | None, LoadUnit | None]:
    """A load as it is typed: ``5kg``, ``10 lb``, ``2band``; a bare number is kilograms, nothing is none.

    Raises:
        InputError: it is no load.
    """
    typed = "".join(folded(text).split())
    if not typed:
        return None, None
    found = _LOAD.fullmatch(typed) or _LOAD.fullmatch(f"{typed}kg")
    if found is None:
        raise InputError("Type the load as 5kg, 10lb or 2band, not {text}.", text=short(text))
    return float(found["load"].replace(",", ".")), _LOAD_UNITS[found["unit"][0]]


def _read_detail(line: QuickLine, token: str) -> QuickLine | None:
    if _LOAD.fullmatch(token):
        load, unit = read_load(token)
        given: dict[str, Any] = {"load": load, "load_unit": unit}
    elif (found := _NAMED.fullmatch(token)) is not None:
        name = {"e": "effort", "p": "push_s", "r": "rest_s", "d": "rest_s"}[found["name"][0]]
        name = "push_s" if found["name"] == "empuje" else name
        given = {name: int(found["count"])}
    else:
        return None
    return replace(line, details={**line.details, **given})


def _read_amount(line: QuickLine, token: str) -> QuickLine | None:
    found = _AMOUNT.fullmatch(token)
    if found is None or line.amount is not None:
        return None
    last, to = int(found["last"]), int(found["to"]) if found["to"] else None
    if to is not None and to <= last:  # “90-90” is a name
        return None
    before = [int(found[name]) for name in ("first", "second") if found[name]]
    unit = _unit(found["unit"] or "")
    if found["rest"]:  # 2:30
        if unit not in ("", "min"):
            return None
        last, unit = last * MINUTE_S + int(found["rest"]), "s"
    return replace(line, amount=Amount((*before, last), to, unit))


def _unit(typed: str) -> str:
    if typed.startswith("s") or typed in ("″", '"'):
        return "s"
    if typed.startswith("m") or typed in ("′", "'"):
        return "min"
    return "reps" if typed else ""


_READERS: Final[tuple[Callable[[QuickLine, str], QuickLine | None], ...]] = (
    _read_doubtful,
    _read_side,
    _read_when,
    _read_rate,
    _read_detail,
    _read_amount,
)


def _with_doubtful_words(line: QuickLine, exercise: Exercise) -> QuickLine:
    """Read words that may be a name's as a side or a time, where this exercise's name lacks them."""
    for word in line.perhaps - _name_words(exercise):
        line = _read_side(line, word) or _read_when(line, word) or line
    return line


def _name_words(exercise: Exercise) -> frozenset[str]:
    names = (*exercise.names.values(), *(name for all_ in exercise.aliases.values() for name in all_))
    return frozenset(word for name in names for word in folded(name).replace("-", " ").split())


def _side(side: Side, exercise: Exercise) -> Side:
    if side is Side.LEFT_AND_RIGHT:
        return exercise.default_side
    if side not in exercise.sides:
        raise InputError("This exercise uses both sides at once: it has no left and right.")
    return side


def _scheduled(schedule: Schedule, line: QuickLine) -> Schedule:
    given = dict(line.schedule)
    if line.times_of_day:
        times = tuple(dict.fromkeys(line.times_of_day))
        given["times_of_day"] = times
        given.setdefault("times_per_day", len(times))
    elif "times_per_day" in given:
        given["times_of_day"] = ()
    return replace(schedule, **given)


def _detailed(dosage: Dosage, name: str, value: Any) -> Dosage:
    """The dose with one more value; a rest stands between sets where there are several."""
    if name == "rest_s" and (dosage.sets > 1 or not hasattr(dosage, name)):
        name = "rest_between_sets_s"
    if name == "effort" and isinstance(dosage, ContractRelaxDosage):
        name = "push_effort"
    if not hasattr(dosage, name):
        raise InputError("{field} means nothing for this exercise.", field=name)
    changed: Dosage = replace(dosage, **{name: value})
    return changed


def _dosed(dosage: Dosage, amount: Amount) -> Dosage:
    """The dose with what the numbers mean for its kind."""
    given: dict[str, Any] = dict(_meaning(dosage, amount))
    if "reps" in given and hasattr(dosage, "reps_to"):
        given.setdefault("reps_to", amount.to)
    elif amount.to is not None:
        raise InputError("A range like 8-12 is for repetitions only.")
    changed: Dosage = replace(dosage, **given)
    return changed


def _meaning(dosage: Dosage, amount: Amount) -> Iterator[tuple[str, int]]:
    match dosage:
        case HoldDosage() | ContractRelaxDosage():
            yield from _repeated_hold(amount, is_hold=amount.unit != "reps")
        case RepetitionDosage():
            yield from _repeated_hold(amount, is_hold=amount.unit in ("s", "min"))
        case MinutesDosage():
            yield from _sets_of(amount, "duration_s", _duration_s(dosage, amount))
        case BreathsDosage():
            yield from _sets_of(amount, "breaths", amount.counts[-1])


def _repeated_hold(amount: Amount, *, is_hold: bool) -> Iterator[tuple[str, int]]:
    """Three numbers are sets, repetitions, seconds; fewer end in seconds or in repetitions."""
    counts = amount.counts
    if len(counts) == 3:
        yield from zip(("sets", "reps", "hold_s"), (*counts[:2], amount.last_s), strict=True)
    elif len(counts) == 2 and is_hold:
        yield from (("sets", 1), ("reps", counts[0]), ("hold_s", amount.last_s))
    elif len(counts) == 2:
        yield from zip(("sets", "reps"), counts, strict=True)
    elif amount.unit in ("s", "min"):
        yield "hold_s", amount.last_s
    else:
        yield "reps", counts[0]


def _sets_of(amount: Amount, name: str, value: int) -> Iterator[tuple[str, int]]:
    if len(amount.counts) == 3:
        raise InputError("Three numbers mean sets, repetitions and seconds; this exercise has two.")
    if len(amount.counts) == 2:
        yield "sets", amount.counts[0]
    yield name, value


def _duration_s(dosage: MinutesDosage, amount: Amount) -> int:
    if not amount.unit and is_in_minutes(dosage.duration_s):
        return amount.counts[-1] * MINUTE_S
    return amount.last_s
