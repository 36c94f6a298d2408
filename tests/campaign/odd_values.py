"""Days and numbers that cannot be, in every place that takes one: kept as given, or refused in a sentence."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from math import inf, isfinite, nan
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

from builders import TickingClock, a_patient
from campaign.handed_texts import WAYS
from campaign.kept_texts import tried
from campaign.tally import Tally
from campaign.typed_places import Care, again, new_care
from clinic_app.data.record import create_record, open_record
from clinic_app.domain.date_order import DateOrder, read_day
from clinic_app.domain.diary import DiaryDay
from clinic_app.domain.dosage import HoldDosage, Schedule
from clinic_app.domain.findings import FindingUnit, keyed_number
from clinic_app.domain.program import Phase
from clinic_app.domain.quick_add import read_load, read_quick_line
from clinic_app.domain.typed_time import read_time
from clinic_app.domain.visit import Finding, FindingKind
from clinic_app.services.scores import ScoreEntry
from clinic_ui.pages.typed_date import read_coming_day, read_date, read_onset

_ROUNDED: Final = 1e-6
TODAY: Final = datetime.now(UTC).date()
DAYS: Final = (
    date.min,
    date.max,
    date.max - timedelta(days=1),
    date(1752, 9, 3),
    date(1899, 12, 31),
    date(2000, 2, 29),
    date(1904, 2, 29),
    TODAY + timedelta(days=1),
    TODAY + timedelta(days=40_000),
    TODAY.replace(year=TODAY.year - 130, day=1),
    TODAY.replace(year=TODAY.year - 131, day=1),
)
WHOLE: Final = (-1, 0, 11, 101, 2**15, 2**31, 2**53 + 1, 2**63 - 1, 2**63, -(2**63) - 1, 10**30)
BROKEN: Final = (*WHOLE, -0.0, 0.5, 3.05, 1e300, 1e-300, inf, -inf, nan)
TYPED: Final = (
    *(
        "3,5",
        "3.5",
        "1e309",
        "-1e309",
        "NaN",
        "nan",
        "inf",
        "-1",
        "11",
        "11/10",
        "½",
        "٣",
        "²",
        "0x10",
        "1_000",
    ),
    *(
        "9" * 30,
        "9" * 5_000,
        "0" * 5_000,
        "1" * 5_000 + "s",
        "1:99",
        "99999999999999999999 min",
        "-0",
        "+3",
        "3 3",
    ),
    *(
        "29.2.1900",
        "29 Feb 1900",
        "29.2.2000",
        "0000-00-00",
        "0001-01-01",
        "1-1-1",
        "9999-12-31",
        "31/12/99999",
    ),
    *("10000-01-01", "2026-02-30", "32.13.2026", "3/4/1961", "99w", "999w", "999999w", "١٩٦١-٠٣-١٤", "", " "),
    *(
        "3x30s",
        "99999x99999x99999",
        "3x" + "9" * 4_400,
        "1e309x2",
        "@" + "9" * 400 + "kg",
        "-3x-30",
        "2/d 99/wk",
    ),
)


@dataclass(frozen=True)
class ValuePlace:
    """Somewhere a day or a number is put."""

    name: str
    write: Callable[[Care, Any], object]
    read: Callable[[Care], Any]


def _patient(name: str) -> ValuePlace:
    def write(care: Care, value: Any) -> object:
        patients = care.services.patients
        return patients.save(replace(patients.get(care.patient), **{name: value}))

    return ValuePlace(
        f"patient.{name}", write, lambda care: getattr(care.services.patients.get(care.patient), name)
    )


def _episode(name: str) -> ValuePlace:
    def write(care: Care, value: Any) -> object:
        (episode,) = care.services.patients.episodes(care.patient)
        return care.services.patients.save_episode(replace(episode, **{name: value}))

    return ValuePlace(
        f"episode.{name}", write, lambda care: getattr(care.services.patients.episodes(care.patient)[0], name)
    )


def _visit(name: str) -> ValuePlace:
    def write(care: Care, value: Any) -> object:
        visit = care.services.visits.open(care.visit).visit
        return care.services.visits.keep(replace(visit, **{name: value}))

    return ValuePlace(
        f"visit.{name}", write, lambda care: getattr(care.services.visits.open(care.visit).visit, name)
    )


def _finding(name: str) -> ValuePlace:
    def write(care: Care, value: Any) -> object:
        finding = replace(Finding(kind=FindingKind.RANGE, name="knee_flexion", unit="deg"), **{name: value})
        visit = care.services.visits.open(care.visit).visit
        return care.services.visits.keep(replace(visit, findings=(finding,)))

    def read(care: Care) -> Any:
        return getattr(care.services.visits.open(care.visit).visit.findings[0], name)

    return ValuePlace(f"finding.{name}", write, read)


def _content(name: str, put: Callable[[Any, Any], Any], get: Callable[[Any], Any]) -> ValuePlace:
    def write(care: Care, value: Any) -> object:
        opened = care.services.programs.open(care.program)
        return care.services.programs.save(opened.version, put(opened.version.content, value))

    return ValuePlace(
        f"program.{name}", write, lambda care: get(care.services.programs.open(care.program).version.content)
    )


def _dosed(name: str) -> ValuePlace:
    def put(content: Any, value: Any) -> Any:
        return content.changed(replace(content.items[0], dosage=HoldDosage(**{"hold_s": 30, name: value})))

    return _content(name, put, lambda content: getattr(content.items[0].dosage, name))


def _scheduled(name: str) -> ValuePlace:
    def put(content: Any, value: Any) -> Any:
        return content.changed(replace(content.items[0], schedule=Schedule(**{name: value})))

    return _content(name, put, lambda content: getattr(content.items[0].schedule, name))


def _scored(name: str, make: Callable[[Any], dict[str, Any]], get: Callable[[Any], Any]) -> ValuePlace:
    def write(care: Care, value: Any) -> object:
        entry = replace(ScoreEntry(measure="nprs", taken_on=TODAY, answers=(4.0,)), **make(value))
        return care.services.scores.take(care.patient, entry)

    def read(care: Care) -> Any:
        found = care.services.scores.of_patient(care.patient)
        return [get(each) for each in found]

    return ValuePlace(f"score.{name}", write, read)


def _kept_diary(
    name: str, make: Callable[[Any], tuple[date, DiaryDay]], get: Callable[[Any], Any]
) -> ValuePlace:
    def write(care: Care, value: Any) -> object:
        diaries, (started_on, day) = care.services.diaries, make(value)
        for each in diaries.of_patient(care.patient):
            diaries.remove(each)
        version = care.services.programs.versions(care.given)[0]
        return diaries.key_in(care.patient, version, started_on, (day, day))

    return ValuePlace(
        f"diary.{name}", write, lambda care: get(care.services.diaries.of_patient(care.patient)[0])
    )


_LONG_AGO: Final = date(2020, 1, 1)
DAY_PLACES: Final = (
    _patient("birth_date"),
    _patient("consent_on"),
    *map(_episode, ("onset", "opened_on", "closed_on")),
    _visit("visited_on"),
    _content(
        "review_date",
        lambda content, day: replace(content, review_date=day),
        lambda content: content.review_date,
    ),
    _content(
        "from_date",
        lambda content, day: replace(content, phase=Phase(name="x", from_date=day)),
        lambda content: content.phase.from_date,
    ),
    _scored("taken_on", lambda day: {"taken_on": day}, lambda result: result.taken_on),
    _kept_diary("started_on", lambda day: (day, DiaryDay(done=1)), lambda diary: diary.started_on),
)
NUMBER_PLACES: Final = (
    *map(_visit, ("pain_now", "pain_best", "pain_worst")),
    *map(_dosed, ("sets", "reps", "hold_s", "rest_s")),
    *map(_scheduled, ("times_per_day", "days_per_week")),
    _kept_diary("done", lambda number: (_LONG_AGO, DiaryDay(done=number)), lambda diary: diary.days[0].done),
    _kept_diary("pain", lambda number: (_LONG_AGO, DiaryDay(pain=number)), lambda diary: diary.days[0].pain),
)
SHORT_PLACES: Final = (_patient("minutes_willing"), _episode("planned_visits"))
"""Their fields have room for three digits, and nothing is imported into them."""

BROKEN_PLACES: Final = (
    *map(_finding, ("left", "right", "value")),
    _scored("answer", lambda number: {"answers": (number,)}, lambda result: result.value),
    _scored("total", lambda number: {"answers": (), "totals": {"": number}}, lambda result: result.value),
)
ALL: Final = (
    *((place, value) for place in SHORT_PLACES for value in range(0, 1_000, 111)),
    *((place, value) for place in DAY_PLACES for value in DAYS),
    *((place, value) for place in NUMBER_PLACES for value in WHOLE),
    *((place, value) for place in BROKEN_PLACES for value in BROKEN),
)


def values_kept(folder: Path, times: int, chance: random.Random) -> Tally:
    """Each value in each place; what was taken is there after the next start, and leaves in every way."""
    tally = Tally("days and numbers that cannot be")
    record = create_record(folder)
    care = new_care(record)
    out = folder.with_name("out")
    out.mkdir()
    tries = chance.sample(ALL, min(times, len(ALL)))
    for number, (place, value) in enumerate(tries):
        tally.injected += 1
        what = f"{value!r} in {place.name}"
        if not tried(tally, what, place.write, care, value):
            continue
        found: list[Any] = []
        tried(tally, f"{what}, read again", _into(found, place.read), care)
        if found and not _is_same(found[0], value):
            tally.lost += 1
            tally.note(f"{what}: {found[0]!r}")
        if number % 8 == 7:
            record.close()
            record = open_record(folder)
            care = again(care, record)
            for way in WAYS:
                tried(tally, f"{way.name} after {what}", way.texts, care, out)
    record.close()
    _read_typed(tally)
    return tally


def _into(found: list[Any], reader: Callable[[Any], Any]) -> Callable[[Any], None]:
    return lambda given: found.append(reader(given))


def _is_same(found: Any, value: Any) -> bool:
    if isinstance(found, list):
        return any(
            abs(each - value) < _ROUNDED if isinstance(each, float) else each == value for each in found
        )
    return bool(found == value)


def _readers() -> Iterator[tuple[str, Callable[[str], Any]]]:
    yield "date", read_date
    yield "onset", read_onset
    yield "coming day", lambda typed: read_coming_day(typed, TODAY)
    yield "imported date", lambda typed: read_day(typed, DateOrder.DAY, TODAY)
    yield "time", read_time
    yield "time in minutes", lambda typed: read_time(typed, in_minutes=True)
    yield "load", read_load
    yield "quick line", read_quick_line
    for kind in FindingKind:
        yield f"finding {kind}", lambda typed, kind=kind: keyed_number(typed, kind, FindingUnit.DEGREES)


def _read_typed(tally: Tally) -> None:
    """Everything typed where a number or a day is read: a value that can be, nothing, or a sentence."""
    for name, reader in _readers():
        for typed in TYPED:
            found: list[Any] = []
            tried(tally, f"{typed[:20]!r} read as {name}", _into(found, reader), typed)
            if found and isinstance(found[0], float) and not isfinite(found[0]):
                tally.silent += 1
                tally.note(f"{typed[:20]!r} read as {name} is {found[0]}")


SUMMER: Final = (
    datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC),
    datetime(2026, 3, 29, 1, 0, 0, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    datetime(1970, 1, 1, tzinfo=UTC),
    datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
    datetime(2024, 2, 29, 23, 59, 59, 999_999, tzinfo=UTC),
    datetime(9998, 12, 31, 23, 59, 59, tzinfo=UTC),
)
"""Moments when clocks change, or run out."""


def odd_hours(folder: Path, times: int, chance: random.Random) -> Tally:
    """Saves at the hours when clocks change: every moment is the one it was, and stays in order."""
    tally = Tally("hours when clocks change, and run out")
    for number in range(times):
        tally.injected += 1
        moment = SUMMER[number % len(SUMMER)]
        clock, found = TickingClock(moment), list[tuple[UUID, datetime | None]]()
        place = folder.with_name(f"record-{number}")
        tried(tally, f"at {moment}", _an_hour_at, clock, place, found)
        record = open_record(place, clock=clock)
        with record.reading() as work:
            for patient_id, archived_at in found:
                came_back = work.patients.get(patient_id).archived_at
                if came_back != archived_at or archived_at != clock.now:
                    tally.lost += 1
                    tally.note(f"{archived_at} came back as {came_back}")
        record.close()
    return tally


def _an_hour_at(clock: TickingClock, place: Path, found: list[tuple[UUID, datetime | None]]) -> None:
    """Work for an hour from then on: everything is saved, handed out, archived."""
    record = create_record(place, clock=clock)
    try:
        care = new_care(record)
        clock.wait(hours=1)
        archived = care.services.patients.archive(care.services.patients.add(a_patient(id=uuid4())).id)
        found.append((archived.id, archived.archived_at))
        for way in WAYS:
            way.texts(care, place.parent)
    finally:
        record.close()
