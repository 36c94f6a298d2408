"""Edits of a program's content, the sides of an exercise, the words of a dose."""

import pytest

from builders import a_content, a_patient, an_episode, an_exercise, an_item
from clinic_app.domain.dosage import HoldDosage, RepetitionDosage, Schedule, TimeOfDay
from clinic_app.domain.dose_words import (
    bout_names,
    dose_cells,
    dose_sentence,
    how_often_words,
    side_words,
)
from clinic_app.domain.errors import InputError
from clinic_app.domain.program import prescribed
from clinic_app.domain.quick_add import quick_item, read_quick_line
from clinic_app.domain.side import EpisodeSide, PlannedSide, Side, resolve_side
from clinic_app.domain.words import ENGLISH


def test_an_item_moves_and_the_others_keep_their_order() -> None:
    first, second, third = an_item(), an_item(), an_item()
    content = a_content(items=(first, second, third))

    assert content.moved(third.id, 0).items == (third, first, second)
    assert content.moved(first.id, 99).items == (second, third, first)


def test_an_edit_leaves_the_content_it_started_from_alone() -> None:
    content = a_content()

    content.without(content.items[0].id)

    assert len(content.items) == 2


def test_an_item_goes_where_it_is_put() -> None:
    content, new = a_content(), an_item()

    assert content.with_item(new).items[-1] == new
    assert content.with_item(new, at=0).position(new.id) == 0


def test_an_item_nobody_added_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        a_content().item(an_item().id)


def test_a_day_counts_every_bout() -> None:
    content = a_content(items=(an_item(schedule=Schedule(times_per_day=3)),))

    assert content.day_s == 3 * 259


@pytest.mark.parametrize(
    ("affected", "side"),
    [
        (EpisodeSide.LEFT, Side.LEFT),
        (EpisodeSide.RIGHT, Side.RIGHT),
        (EpisodeSide.BOTH, Side.LEFT_AND_RIGHT),
    ],
)
def test_the_affected_side_is_the_episodes(affected: EpisodeSide, side: Side) -> None:
    assert resolve_side(PlannedSide.AFFECTED, affected) is side


def test_the_affected_side_must_be_known() -> None:
    with pytest.raises(InputError, match="which side is affected"):
        resolve_side(PlannedSide.AFFECTED, EpisodeSide.NONE)


def test_the_seed_dose_in_words() -> None:
    dose = HoldDosage(reps=3, hold_s=30)
    cells = dose_cells(dose, Schedule(), Side.LEFT_AND_RIGHT, "lower_leg", ENGLISH)

    assert dose_sentence(cells, ENGLISH) == "Hold 30 seconds, 3 times, each leg, 1 time a day, 7 days a week."


def test_a_range_of_repetitions_in_words() -> None:
    dose = RepetitionDosage(sets=3, reps=8, reps_to=12)
    cells = dose_cells(dose, Schedule(days_per_week=3), Side.BOTH_TOGETHER, "thigh", ENGLISH)

    assert dose_sentence(cells, ENGLISH) == "8–12 times, 3 rounds, 1 time a day, 3 days a week."


def test_times_of_day_are_named() -> None:
    schedule = Schedule(times_per_day=2, times_of_day=(TimeOfDay.MORNING, TimeOfDay.EVENING))

    assert how_often_words(schedule, ENGLISH) == "morning and evening, every day"


@pytest.mark.parametrize(("times", "rows"), [(1, ("Done",)), (3, ("Time 1", "Time 2", "Time 3"))])
def test_the_log_has_a_row_for_every_bout_of_the_busiest_exercise(times: int, rows: tuple[str, ...]) -> None:
    assert bout_names((Schedule(), Schedule(times_per_day=times)), ENGLISH) == rows


def test_the_log_numbers_more_than_four_bouts() -> None:
    assert bout_names((Schedule(times_per_day=6),), ENGLISH) == ("1", "2", "3", "4", "5", "6")


def test_the_log_names_only_times_of_day_that_are_prescribed() -> None:
    schedule = Schedule(times_per_day=2, times_of_day=(TimeOfDay.MORNING, TimeOfDay.EVENING))

    assert bout_names((schedule,), ENGLISH) == ("Morning", "Evening")
    assert bout_names((Schedule(times_of_day=(TimeOfDay.EVENING,)),), ENGLISH) == ("Evening",)


def test_both_sides_at_once_need_no_words() -> None:
    assert side_words(Side.BOTH_TOGETHER, "lower_back", ENGLISH) == ""
    assert side_words(Side.BOTH_TOGETHER, "thigh", ENGLISH) == ""


@pytest.mark.parametrize(
    ("hold_s", "words"),
    [(0, "3 times"), (90, "Hold 90 seconds"), (120, "Hold 2 minutes"), (3599, "Hold 59:59 minutes")],
)
def test_a_hold_is_said_as_people_say_it(hold_s: int, words: str) -> None:
    cells = dose_cells(HoldDosage(reps=3, hold_s=hold_s), Schedule(), Side.RIGHT, "thigh", ENGLISH)

    assert dose_sentence(cells, ENGLISH).startswith(words)


def test_a_range_of_one_number_is_a_number() -> None:
    cells = dose_cells(RepetitionDosage(reps=10, reps_to=10), Schedule(), Side.RIGHT, "thigh", ENGLISH)

    assert dose_sentence(cells, ENGLISH).startswith("10 times")


def test_a_name_stands_family_first_in_lists_and_given_first_on_paper() -> None:
    patient = a_patient(given_name="Pat", family_name="Example")

    assert patient.banner_name == "EXAMPLE, Pat"
    assert patient.full_name == "Pat Example"


def test_age_counts_whole_years() -> None:
    patient = a_patient()
    birthday = patient.birth_date
    assert birthday is not None

    assert patient.age_on(birthday.replace(year=2026)) == 56
    assert patient.age_on(birthday.replace(year=2026, day=30)) == 55
    assert patient.age_on(birthday.replace(year=1960)) is None


@pytest.mark.parametrize(
    ("region", "unilateral", "problem_region", "problem_side", "side"),
    [
        ("knee", True, "thigh", EpisodeSide.RIGHT, Side.RIGHT),
        ("knee", True, "knee", EpisodeSide.BOTH, Side.LEFT_AND_RIGHT),
        ("knee", True, "shoulder", EpisodeSide.LEFT, Side.LEFT_AND_RIGHT),
        ("lower_leg", True, "lower_back", EpisodeSide.RIGHT, Side.LEFT_AND_RIGHT),
        ("knee", False, "knee", EpisodeSide.LEFT, Side.BOTH_TOGETHER),
    ],
)
def test_an_exercise_starts_with_the_side_of_the_problem_in_the_same_limb(
    region: str, unilateral: bool, problem_region: str, problem_side: EpisodeSide, side: Side
) -> None:
    exercise = an_exercise(region=region, unilateral=unilateral)
    treated = an_episode(a_patient(), region=problem_region, side=problem_side)
    assert prescribed(exercise, treated).side is side
    assert quick_item(read_quick_line("knee 3x30"), exercise, treated).side is side
