"""Edits of several exercises at once, and of one exercise into another."""

from builders import a_wording, an_exercise, an_item
from clinic_app.domain.dosage import HoldDosage, RepetitionDosage, Schedule
from clinic_app.domain.exercise import ExerciseKind
from clinic_app.domain.program import ProgramContent
from clinic_app.domain.program_edits import (
    copies,
    moved_by,
    moved_together,
    swapped,
    with_dose,
    with_items,
    without_items,
)
from clinic_app.domain.side import Side

ITEMS = tuple(an_item(slug) for slug in "abcde")
PROGRAM = ProgramContent(items=ITEMS)
A, B, C, D, E = (item.id for item in ITEMS)


def _order(content: ProgramContent) -> str:
    return "".join(item.exercise_slug for item in content.items)


def test_items_are_put_in_and_taken_out_together() -> None:
    assert _order(with_items(PROGRAM, [an_item("x"), an_item("y")], 2)) == "abxycde"
    assert _order(with_items(PROGRAM, [an_item("x")])) == "abcdex"
    assert _order(without_items(PROGRAM, {A, D})) == "bce"


def test_a_selection_moves_together_and_in_its_order() -> None:
    assert _order(moved_together(PROGRAM, {D, A}, 2)) == "badce"
    assert _order(moved_by(PROGRAM, {B, C}, -1)) == "bcade"
    assert _order(moved_by(PROGRAM, {B, C}, 1)) == "adbce"
    assert _order(moved_by(PROGRAM, {B, D}, 1)) == "acebd"


def test_a_selection_at_the_end_stays_there() -> None:
    assert moved_by(PROGRAM, {A, B}, -1) == PROGRAM
    assert moved_by(PROGRAM, {D, E}, 1) == PROGRAM
    assert moved_by(PROGRAM, set(), 1) == PROGRAM


def test_copies_are_items_of_their_own() -> None:
    (copy,) = copies(ITEMS[:1])
    assert copy.exercise_slug == "a"
    assert copy.id != A


def test_an_easier_exercise_of_the_same_kind_keeps_side_dose_and_note_but_not_the_wording() -> None:
    item = an_item(
        side=Side.LEFT,
        dosage=HoldDosage(reps=5, hold_s=60),
        note="slowly",
        wording=a_wording(),
        has_own_wording=True,
    )
    stepped = swapped(item, an_exercise("old"), an_exercise("new"))
    assert (stepped.id, stepped.exercise_slug) == (item.id, "new")
    assert (stepped.side, stepped.dosage, stepped.note) == (Side.LEFT, item.dosage, "slowly")
    assert (stepped.wording, stepped.has_own_wording) == (None, False)


def test_an_exercise_of_another_kind_brings_its_own_dose_and_side() -> None:
    bridge = an_exercise(
        "bridge",
        kind=ExerciseKind.STRENGTHENING,
        unilateral=False,
        dosage=RepetitionDosage(),
        schedule=Schedule(days_per_week=3),
    )
    stepped = swapped(an_item(side=Side.LEFT), an_exercise(), bridge)
    assert (stepped.side, stepped.dosage) == (Side.BOTH_TOGETHER, RepetitionDosage())
    assert stepped.schedule.days_per_week == 3


def test_a_pasted_dose_goes_to_the_same_kind_and_the_schedule_to_all() -> None:
    given, schedule = HoldDosage(reps=2, hold_s=45), Schedule(times_per_day=3)
    assert with_dose(an_item(), given, schedule).dosage == given
    strong = with_dose(an_item(dosage=RepetitionDosage()), given, schedule)
    assert (strong.dosage, strong.schedule) == (RepetitionDosage(), schedule)
