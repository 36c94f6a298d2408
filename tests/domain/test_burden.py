"""What a program costs the patient: the worked examples of the library's section 3.2, and the order."""

from builders import a_content, an_exercise, an_item
from clinic_app.domain.burden import burden, in_fewest_changes, one_at_a_time_costs_s, stretched_week_s
from clinic_app.domain.dosage import HoldDosage, MinutesDosage, Schedule, TimeOfDay
from clinic_app.domain.exercise import ExerciseKind, Position
from clinic_app.domain.side import Side

CALF = an_exercise("calf")
SOLEUS = an_exercise("soleus", target_muscles=("soleus",))
BRIDGE = an_exercise("bridge", position=Position.SUPINE, kind=ExerciseKind.STRENGTHENING)
CHAIR = an_exercise("chair", position=Position.SITTING)
WALK = an_exercise("walk", kind=ExerciseKind.AEROBIC, unilateral=False)
LIBRARY = {each.slug: each for each in (CALF, SOLEUS, BRIDGE, CHAIR, WALK)}
DAILY = Schedule(times_per_day=1, days_per_week=7)


def test_the_seed_program_takes_nine_minutes() -> None:
    content = a_content(items=(an_item("calf", schedule=DAILY), an_item("soleus", schedule=DAILY)))
    found = burden(content, LIBRARY)
    assert (found.session_s, found.day_s, found.week_s) == (533, 533, 7 * 533)
    assert found.lines_s == (259, 259)


def test_one_leg_at_a_time_costs_two_minutes_seventeen() -> None:
    assert one_at_a_time_costs_s(an_item()) == 137
    assert one_at_a_time_costs_s(an_item(side=Side.LEFT)) == 0


def test_time_under_stretch_is_by_muscle_and_side_over_the_week() -> None:
    twice = Schedule(times_per_day=2, days_per_week=5)
    content = a_content(
        items=(an_item("calf", schedule=DAILY), an_item("calf", side=Side.LEFT, schedule=twice))
    )
    assert burden(content, LIBRARY).stretch_s == {"gastrocnemius": {Side.LEFT: 630 + 900, Side.RIGHT: 630}}


def test_an_items_own_time_under_stretch_is_that_of_one_side() -> None:
    assert stretched_week_s(an_item("calf", schedule=DAILY), CALF) == 630
    assert stretched_week_s(an_item("calf", side=Side.RIGHT, schedule=DAILY), CALF) == 630
    assert stretched_week_s(an_item("bridge"), BRIDGE) == 0


def test_strength_and_minutes_are_no_time_under_stretch() -> None:
    content = a_content(
        items=(an_item("bridge"), an_item("walk", side=Side.BOTH_TOGETHER, dosage=MinutesDosage()))
    )
    found = burden(content, LIBRARY)
    assert found.hold_s == 0
    assert found.aerobic_day_s == 2 * 600
    assert found.day_s > found.active_day_s + 2 * 600


def test_a_second_bout_a_day_counts_only_what_is_done_twice() -> None:
    items = (an_item("calf", schedule=DAILY), an_item("soleus", schedule=Schedule(times_per_day=2)))
    assert burden(a_content(items=items), LIBRARY).day_s == 533 + 259


def test_days_off_shorten_the_week() -> None:
    content = a_content(items=(an_item("calf", schedule=Schedule(days_per_week=5)),))
    assert burden(content, LIBRARY).week_s == 5 * 259


def test_an_order_with_each_position_together_needs_fewest_changes() -> None:
    content = a_content(items=tuple(an_item(slug) for slug in ("bridge", "calf", "chair", "soleus")))
    assert burden(content, LIBRARY).position_changes == 3
    ordered = in_fewest_changes(content, LIBRARY)
    assert [item.exercise_slug for item in ordered.items] == ["calf", "soleus", "chair", "bridge"]
    assert burden(ordered, LIBRARY).position_changes == 2


def test_an_order_that_saves_nothing_is_left_alone() -> None:
    content = a_content(items=tuple(an_item(slug) for slug in ("bridge", "chair", "calf")))
    assert in_fewest_changes(content, LIBRARY) is content


def test_what_comes_before_the_first_steps_stays_first() -> None:
    early = Schedule(times_of_day=(TimeOfDay.BEFORE_FIRST_STEPS,))
    items = (an_item("bridge", schedule=early), an_item("calf"), an_item("bridge"), an_item("soleus"))
    ordered = in_fewest_changes(a_content(items=items), LIBRARY)
    assert [item.exercise_slug for item in ordered.items] == ["bridge", "calf", "soleus", "bridge"]


def test_an_exercise_nobody_knows_costs_its_dose() -> None:
    content = a_content(items=(an_item("gone", dosage=HoldDosage(reps=1, hold_s=10), side=Side.LEFT),))
    assert burden(content, LIBRARY).session_s == 14
