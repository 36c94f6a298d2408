"""What is new since the patient's last sheet, in words."""

from dataclasses import replace

from builders import a_content, an_item
from clinic_app.domain.dosage import HoldDosage, RepetitionDosage, Schedule
from clinic_app.domain.new_since import NewsWriter
from clinic_app.domain.program import ProgramItem
from clinic_app.domain.program_diff import program_diff
from clinic_app.domain.sheet_text import plain
from clinic_app.domain.side import Side
from clinic_app.domain.words import ENGLISH

CALF = an_item("calf", dosage=HoldDosage(), schedule=Schedule(), side=Side.LEFT_AND_RIGHT)
BRIDGE = an_item("bridge", dosage=RepetitionDosage(), schedule=Schedule(), side=Side.BOTH_TOGETHER)


def told(before: tuple[ProgramItem, ...], after: tuple[ProgramItem, ...]) -> str:
    writer = NewsWriter(ENGLISH, lambda item: item.exercise_slug.capitalize(), lambda _: "knee")
    news = writer.news(program_diff(a_content(items=before), a_content(items=after)))
    return " ".join(map(plain, news.sentences)) if news else ""


def test_what_came_and_what_went_is_named() -> None:
    assert told((CALF,), (BRIDGE,)) == "New: Bridge. Left out: Calf."


def test_many_at_once_are_counted() -> None:
    more = tuple(an_item(slug) for slug in ("a", "b", "c"))
    assert told((CALF,), (CALF, *more)) == "New exercises: 3."
    assert told((CALF, *more), (CALF,)) == "Exercises left out: 3."


def test_a_changed_dose_says_what_it_is_and_what_it_was() -> None:
    longer = replace(CALF, dosage=HoldDosage(hold_s=45))
    assert told((CALF,), (longer,)) == "Calf: hold 45 seconds, not 30."
    minute = replace(CALF, dosage=HoldDosage(hold_s=60))
    assert told((CALF,), (minute,)) == "Calf: hold 1 minute, not 30 seconds."


def test_what_is_the_same_for_all_is_said_once() -> None:
    twice = tuple(replace(item, schedule=Schedule(times_per_day=2)) for item in (CALF, BRIDGE))
    assert told((CALF, BRIDGE), twice) == "All exercises: 2 times a day, not 1."


def test_another_kind_of_dose_is_said_whole() -> None:
    other = replace(BRIDGE, dosage=HoldDosage(reps=5, hold_s=10))
    assert told((BRIDGE,), (other,)) == ("Bridge: now hold 10 seconds, 5 times, 1 time a day, 7 days a week.")


def test_a_new_note_is_to_be_read() -> None:
    assert told((CALF,), (replace(CALF, note="Use the rail."),)) == "Read again: Calf."


def test_order_and_pace_of_the_clock_are_no_news() -> None:
    slower = replace(CALF, dosage=HoldDosage(move_s=9))
    assert told((CALF, BRIDGE), (BRIDGE, slower)) == ""
