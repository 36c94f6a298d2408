"""What a quick-add line is understood as."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from builders import an_exercise, an_item
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
from clinic_app.domain.errors import InputError
from clinic_app.domain.program import ProgramItem
from clinic_app.domain.quick_add import quick_item, read_quick_line
from clinic_app.domain.quick_text import quick_text
from clinic_app.domain.side import Side

STRETCH = an_exercise(dosage=HoldDosage(reps=3, hold_s=20))
BRIDGE = an_exercise(dosage=RepetitionDosage(sets=3, reps=10, hold_s=2), unilateral=False)
PUSH_STRETCH = an_exercise(dosage=ContractRelaxDosage())
WALK = an_exercise(dosage=MinutesDosage(duration_s=600), unilateral=False)
MASSAGE = an_exercise(dosage=MinutesDosage(sets=2, duration_s=45))
BREATHING = an_exercise(dosage=BreathsDosage(), unilateral=False)


def understood(text: str, exercise: Any = STRETCH) -> ProgramItem:
    return quick_item(read_quick_line(text), exercise)


@pytest.mark.parametrize(
    ("text", "exercise", "dose"),
    [
        ("calf 3x30", STRETCH, HoldDosage(reps=3, hold_s=30)),
        ("calf 4x45s", STRETCH, HoldDosage(reps=4, hold_s=45)),
        ("calf 2x3x30", STRETCH, HoldDosage(sets=2, reps=3, hold_s=30)),
        ("calf 60s", STRETCH, HoldDosage(reps=3, hold_s=60)),
        ("calf 1min", STRETCH, HoldDosage(reps=3, hold_s=60)),
        ("calf 5", STRETCH, HoldDosage(reps=5, hold_s=20)),
        ("calf 3×30", STRETCH, HoldDosage(reps=3, hold_s=30)),
        ("bridge 3x12", BRIDGE, RepetitionDosage(sets=3, reps=12, hold_s=2)),
        ("bridge 3x8-12", BRIDGE, RepetitionDosage(sets=3, reps=8, reps_to=12, hold_s=2)),
        ("bridge 10x5s", BRIDGE, RepetitionDosage(sets=1, reps=10, hold_s=5)),
        ("bridge 15", BRIDGE, RepetitionDosage(sets=3, reps=15, hold_s=2)),
        ("bridge 3x10 5kg", BRIDGE, RepetitionDosage(load=5, load_unit=LoadUnit.KILOGRAM, hold_s=2)),
        ("bridge 2.5kg", BRIDGE, RepetitionDosage(load=2.5, load_unit=LoadUnit.KILOGRAM, hold_s=2)),
        ("bridge rest90", BRIDGE, RepetitionDosage(hold_s=2, rest_between_sets_s=90)),
        ("hold relax 3x30 push10 effort4", PUSH_STRETCH, ContractRelaxDosage(push_s=10, push_effort=4)),
        ("walk 15", WALK, MinutesDosage(duration_s=900)),
        ("walk 20min", WALK, MinutesDosage(duration_s=1200)),
        ("ball 3x60", MASSAGE, MinutesDosage(sets=3, duration_s=60)),
        ("breathe 12", BREATHING, BreathsDosage(breaths=12)),
        ("breathe 2x8", BREATHING, BreathsDosage(sets=2, breaths=8)),
    ],
)
def test_numbers_mean_what_the_exercise_is_dosed_in(text: str, exercise: Any, dose: Dosage) -> None:
    assert understood(text, exercise).dosage == dose


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("calf L", Side.LEFT),
        ("r calf", Side.RIGHT),
        ("calf L+R", Side.LEFT_AND_RIGHT),
        ("calf both", Side.LEFT_AND_RIGHT),
        ("pantorrilla izq", Side.LEFT),
        ("calf", Side.LEFT_AND_RIGHT),
    ],
)
def test_a_side_is_one_word(text: str, side: Side) -> None:
    assert understood(text).side is side


def test_how_often_and_when() -> None:
    found = understood("calf 2/d 5/wk 6wk").schedule
    assert (found.times_per_day, found.days_per_week, found.weeks) == (2, 5, 6)
    found = understood("calf am pm").schedule
    assert found.times_of_day == (TimeOfDay.MORNING, TimeOfDay.EVENING)
    assert found.times_per_day == 2
    assert understood("calf daily").schedule.days_per_week == 7


def test_all_after_a_plus_is_the_note_and_the_plus_between_sides_is_none() -> None:
    line = read_quick_line("ham strap L+R 3x30s 5/wk +not when it tingles + stop")
    assert line.note == "not when it tingles + stop"
    assert line.words == ("ham", "strap")


def test_a_word_that_stands_in_the_exercises_name_is_no_side() -> None:
    both = an_exercise(names={"en": "Calf stretch, both legs"}, unilateral=False)
    assert understood("both calves 3x30", both).side is Side.BOTH_TOGETHER
    assert read_quick_line("both calves").query == "both calves"
    assert read_quick_line("calf both").bare_query == "calf"


def test_a_range_that_falls_is_a_name() -> None:
    assert read_quick_line("hip 90-90 3x30").words == ("hip", "90-90")


@pytest.mark.parametrize(
    ("text", "exercise"),
    [
        ("bridge L", BRIDGE),
        ("calf 3x9999", STRETCH),
        ("calf 0x30", STRETCH),
        ("calf 5kg", STRETCH),
        ("calf 8-12s", STRETCH),
        ("walk 2x3x10", WALK),
    ],
)
def test_what_cannot_be_meant_is_said(text: str, exercise: Any) -> None:
    with pytest.raises(InputError):
        understood(text, exercise)


@settings(max_examples=40)
@given(some.text())
def test_nothing_typed_ever_breaks_the_line(text: str) -> None:
    read_quick_line(text)


counts = some.integers(1, 20)
holds = some.builds(HoldDosage, sets=counts, reps=counts, hold_s=some.integers(0, 300))
moves = some.builds(
    RepetitionDosage,
    sets=counts,
    reps=counts,
    hold_s=some.integers(0, 60),
    effort=some.none() | some.integers(0, 10),
    load=some.sampled_from((0.5, 2.5, 10)),
    load_unit=some.sampled_from(LoadUnit),
)
pushes = some.builds(
    ContractRelaxDosage, sets=counts, push_s=some.integers(1, 60), push_effort=some.integers(1, 10)
)
minutes = some.builds(MinutesDosage, sets=counts, duration_s=some.integers(5, 7200))
breaths = some.builds(BreathsDosage, sets=counts, breaths=some.integers(1, 200))
schedules = some.builds(
    Schedule,
    times_per_day=some.integers(1, 12),
    days_per_week=some.integers(1, 7),
    weeks=some.none() | some.integers(1, 52),
)


@settings(max_examples=60)
@given(
    holds | moves | pushes | minutes | breaths,
    schedules,
    some.sampled_from((Side.LEFT, Side.RIGHT, Side.LEFT_AND_RIGHT)),
    some.sampled_from(("", "slowly", "only in shoes + on grass")),
)
def test_a_line_written_out_reads_back_the_same(
    dosage: Dosage, schedule: Schedule, side: Side, note: str
) -> None:
    exercise = an_exercise(dosage=type(dosage)())
    item = an_item(exercise.slug, dosage=dosage, schedule=schedule, side=side, note=note)
    read = quick_item(read_quick_line(quick_text(item, "calf")), exercise)
    assert (read.dosage, read.schedule, read.side, read.note) == (dosage, schedule, side, note)


def test_a_single_letter_is_a_side_in_its_language_alone() -> None:
    assert read_quick_line("gemelo 3x30 I", "es").side is Side.LEFT
    assert read_quick_line("gemelo 3x30 d", "es").side is Side.RIGHT
    assert read_quick_line("prone I raise").words == ("prone", "I", "raise")


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        ("walk 10 min", 600),
        ("walk 10min", 600),
        ("walk 10 minutes daily", 600),
        ("caminar 10 minutos", 600),
        ("walk 2:30", 150),
        ("walk 2:30 min", 150),
        ("walk 90 s", 90),
        ("walk 90 secs", 90),
    ],
)
def test_a_time_is_typed_with_its_unit_beside_it_or_apart(typed: str, seconds: int) -> None:
    line = read_quick_line(typed)
    assert line.words == (typed.split()[0],)
    assert understood(typed, WALK).dosage == MinutesDosage(duration_s=seconds)


def test_a_long_time_is_written_in_minutes_and_a_short_one_in_seconds() -> None:
    def written(seconds: int) -> str:
        return quick_text(an_item(WALK.slug, dosage=MinutesDosage(duration_s=seconds)), "walk").split()[1]

    assert [written(each) for each in (600, 150, 120, 90, 45)] == [
        "1x10min",
        "1x2:30min",
        "1x2min",
        "1x90s",
        "1x45s",
    ]


def test_a_unit_apart_is_a_unit_only_after_a_number() -> None:
    assert read_quick_line("min squat 3x10").words == ("min", "squat")
    assert read_quick_line("bridge 3x10 5 kg").details == {"load": 5.0, "load_unit": LoadUnit.KILOGRAM}
