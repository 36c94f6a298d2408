"""What changed between two versions of a program."""

from dataclasses import replace

from builders import a_content, a_wording, an_item
from clinic_app.domain.dosage import HoldDosage, Schedule
from clinic_app.domain.program import ProgramContent
from clinic_app.domain.program_diff import ChangeKind, FieldChange, program_diff
from clinic_app.domain.side import Side

CALF = an_item("calf", side=Side.LEFT)
SOLEUS = an_item("soleus")
BRIDGE = an_item("bridge")


def content(*items: object) -> ProgramContent:
    return a_content(items=items)


def kinds(before: ProgramContent, after: ProgramContent) -> list[tuple[str, ChangeKind]]:
    return [(each.item.exercise_slug, each.kind) for each in program_diff(before, after).items]


def test_the_same_program_differs_in_nothing() -> None:
    again = content(*(an_item(item.exercise_slug, side=item.side) for item in (CALF, SOLEUS)))
    assert program_diff(content(CALF, SOLEUS), again).is_empty


def test_a_longer_hold_and_another_side_are_named_with_both_values() -> None:
    changed = replace(CALF, side=Side.RIGHT, dosage=HoldDosage(hold_s=45), schedule=Schedule(times_per_day=1))
    (found,) = program_diff(content(CALF), content(changed)).items
    assert found.kind is ChangeKind.CHANGED
    assert found.fields == (
        FieldChange("side", Side.LEFT, Side.RIGHT),
        FieldChange("hold_s", 30, 45),
        FieldChange("times_per_day", 2, 1),
    )


def test_what_was_removed_stands_after_what_it_followed() -> None:
    assert kinds(content(CALF, SOLEUS, BRIDGE), content(CALF, BRIDGE)) == [
        ("calf", ChangeKind.SAME),
        ("soleus", ChangeKind.REMOVED),
        ("bridge", ChangeKind.SAME),
    ]
    assert kinds(content(CALF, SOLEUS), content(SOLEUS))[0] == ("calf", ChangeKind.REMOVED)


def test_an_exercise_given_twice_is_paired_by_its_side() -> None:
    right = replace(CALF, side=Side.RIGHT)
    assert kinds(content(CALF, right), content(right)) == [
        ("calf", ChangeKind.REMOVED),
        ("calf", ChangeKind.SAME),
    ]


def test_only_what_left_the_order_counts_as_moved() -> None:
    assert kinds(content(CALF, SOLEUS, BRIDGE), content(BRIDGE, CALF, SOLEUS)) == [
        ("bridge", ChangeKind.MOVED),
        ("calf", ChangeKind.SAME),
        ("soleus", ChangeKind.SAME),
    ]


def test_words_frozen_at_hand_out_are_no_change_but_own_words_are() -> None:
    frozen = replace(CALF, wording=a_wording())
    assert program_diff(content(frozen), content(CALF)).is_empty
    own = replace(CALF, wording=a_wording(), has_own_wording=True)
    assert [each.name for each in program_diff(content(frozen), content(own)).items[0].fields] == ["wording"]


def test_another_title_is_a_change_of_the_program() -> None:
    before = content(CALF)
    found = program_diff(before, replace(before, title="Stage 2"))
    assert found.fields == (FieldChange("title", "Calf flexibility", "Stage 2"),)
