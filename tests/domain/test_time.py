"""The arithmetic of section 3.2 of the library's content, with its worked examples."""

import pytest

from clinic_app.domain.dosage import (
    BreathsDosage,
    ContractRelaxDosage,
    HoldDosage,
    MinutesDosage,
    RepetitionDosage,
    Schedule,
    held_s,
    line_s,
    rounded_minutes,
    session_s,
    week_held_min,
)
from clinic_app.domain.errors import InputError
from clinic_app.domain.side import Side

SEED_STRETCH = HoldDosage(reps=3, hold_s=30)


def test_one_muscle_one_leg_at_a_time_takes_259_seconds_of_which_180_are_held() -> None:
    assert line_s(SEED_STRETCH, Side.LEFT_AND_RIGHT) == 259
    assert held_s(SEED_STRETCH, Side.LEFT_AND_RIGHT) == 180


def test_both_legs_together_take_122_seconds_of_which_90_are_held() -> None:
    assert line_s(SEED_STRETCH, Side.BOTH_TOGETHER) == 122
    assert held_s(SEED_STRETCH, Side.BOTH_TOGETHER) == 90


def test_the_seed_session_takes_533_seconds_about_nine_minutes() -> None:
    both_muscles = [line_s(SEED_STRETCH, Side.LEFT_AND_RIGHT)] * 2

    assert session_s(both_muscles) == 533
    assert rounded_minutes(533) == 9
    assert 2 * held_s(SEED_STRETCH, Side.LEFT_AND_RIGHT) == 360


@pytest.mark.parametrize(
    ("dosage", "schedule", "minutes"),
    [
        (SEED_STRETCH, Schedule(days_per_week=7), 10.5),
        (SEED_STRETCH, Schedule(days_per_week=5), 7.5),
        (SEED_STRETCH, Schedule(days_per_week=3), 4.5),
        (HoldDosage(reps=3, hold_s=15), Schedule(days_per_week=5), 3.75),
        (HoldDosage(reps=1, hold_s=30), Schedule(days_per_week=5), 2.5),
        (HoldDosage(reps=4, hold_s=60), Schedule(days_per_week=5), 20),
        (HoldDosage(reps=10, hold_s=10), Schedule(times_per_day=3), 35),
    ],
)
def test_minutes_under_stretch_a_week_for_one_side(
    dosage: HoldDosage, schedule: Schedule, minutes: float
) -> None:
    assert week_held_min(dosage, schedule) == minutes


def test_the_plantar_fascia_stretch_takes_175_seconds_a_bout() -> None:
    assert line_s(HoldDosage(reps=10, hold_s=10, move_s=3, rest_s=5), Side.LEFT) == 175


def test_heel_drops_for_one_leg_take_345_seconds() -> None:
    heel_drops = RepetitionDosage(sets=3, reps=15, move_s=5, rest_between_sets_s=60)

    assert line_s(heel_drops, Side.LEFT) == 345


def test_a_push_before_the_stretch_takes_its_time() -> None:
    assert ContractRelaxDosage(reps=3, push_s=6, hold_s=30, move_s=4, rest_s=10).bout_s == 140


def test_a_range_of_repetitions_is_reckoned_with_the_larger_number() -> None:
    assert RepetitionDosage(sets=1, reps=8, reps_to=12, move_s=4).bout_s == 48


def test_minutes_and_breaths_are_nothing_held() -> None:
    assert MinutesDosage(duration_s=600).bout_s == 600
    assert BreathsDosage(sets=2, breaths=10, breath_s=6, rest_between_sets_s=30).bout_s == 150
    assert MinutesDosage().held_s == BreathsDosage().held_s == 0


def test_an_empty_session_takes_no_time() -> None:
    assert session_s([]) == 0


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 1), (29, 1), (90, 2), (594, 10), (690, 10), (1100, 20)])
def test_minutes_are_rounded_as_patients_are_told(seconds: int, minutes: int) -> None:
    assert rounded_minutes(seconds) == minutes


def test_a_number_out_of_range_is_refused_with_its_name_and_limits() -> None:
    with pytest.raises(InputError, match="hold_s must be from 0 to 3600, not -5"):
        HoldDosage(hold_s=-5)


def test_a_range_that_runs_backwards_is_refused() -> None:
    with pytest.raises(InputError, match="reps_to must be 12 or more, not 8"):
        RepetitionDosage(reps=12, reps_to=8)
