"""What changed between two versions, in a therapist's words."""

from dataclasses import fields, replace
from datetime import date

import pytest

from builders import a_content, a_wording, an_exercise, an_item
from clinic_app.domain.diff_summary import changes_line, summary_line
from clinic_app.domain.diff_words import ChangeWords, DiffWords, Shape
from clinic_app.domain.dosage import (
    DOSAGES,
    BreathsDosage,
    Dosage,
    HoldDosage,
    LoadUnit,
    RepetitionDosage,
    Schedule,
)
from clinic_app.domain.library import Library
from clinic_app.domain.program import ProgramContent, ProgramItem
from clinic_app.domain.program_diff import program_diff
from clinic_app.domain.side import Side
from clinic_app.domain.words import ENGLISH

NAMES = {"calf": "Calf stretch", "soleus": "Soleus stretch", "bridge": "Bridge"}
LIBRARY = Library(
    exercises={slug: an_exercise(slug, names={"en": name}) for slug, name in NAMES.items()},
    muscles={},
    conditions={},
    precautions={},
    sources={},
    templates={},
    stop_rules=(),
    education={},
)
WORDS = DiffWords(LIBRARY, ENGLISH, "en")
CALF = an_item("calf", side=Side.RIGHT, dosage=HoldDosage(hold_s=20))
SOLEUS = an_item("soleus")
BRIDGE = an_item("bridge", dosage=RepetitionDosage(sets=3, reps=8, reps_to=12))


def content(*items: ProgramItem) -> ProgramContent:
    return a_content(items=items)


def said(before: ProgramItem, after: ProgramItem) -> tuple[ChangeWords, ...]:
    (change,) = program_diff(content(before), content(after)).items
    return WORDS.of_item(change)


def line(before: ProgramContent, after: ProgramContent) -> str:
    return changes_line(program_diff(before, after), WORDS)


def test_a_longer_hold_says_old_and_new_with_its_unit_once() -> None:
    (hold,) = said(CALF, replace(CALF, dosage=HoldDosage(hold_s=30)))
    assert (hold.name, hold.before_words, hold.after_words) == ("Hold", "20 s", "30 s")
    assert hold.short == "hold 20 → 30 s"


def test_a_side_that_came_stands_beside_the_one_that_stayed() -> None:
    (side,) = said(CALF, replace(CALF, side=Side.LEFT_AND_RIGHT))
    assert (side.kept, side.before, side.after) == ("Right", "", "+ Left")
    assert side.short == "+ left side"
    (side,) = said(replace(CALF, side=Side.LEFT_AND_RIGHT), replace(CALF, side=Side.LEFT))
    assert (side.kept, side.before, side.short) == ("Left", "Right", "− right side")
    (side,) = said(CALF, replace(CALF, side=Side.LEFT))
    assert (side.before, side.after, side.short) == ("Right", "Left", "right → left")


def test_a_range_of_repetitions_and_a_load_are_one_value_each() -> None:
    heavier = RepetitionDosage(sets=3, reps=10, load=2.5, load_unit=LoadUnit.KILOGRAM)
    assert [each.short for each in said(BRIDGE, replace(BRIDGE, dosage=heavier))] == [
        "repetitions 8–12 → 10",
        "+ load 2.5 kg",
    ]


def test_long_times_are_said_in_minutes_and_another_kind_of_dose_whole() -> None:
    breaths = replace(CALF, dosage=BreathsDosage(breaths=5))
    (dose,) = said(CALF, breaths)
    assert (dose.name, dose.before, dose.after) == ("Dose", "3 × 20 s", "5 breaths")


def test_every_field_of_a_schedule_has_a_name() -> None:
    rarer = Schedule(times_per_day=1, days_per_week=3, weeks=6, pain_limit=4)
    changed = said(replace(CALF, schedule=Schedule(times_per_day=2)), replace(CALF, schedule=rarer))
    assert [each.short for each in changed] == [
        "times a day 2 → 1",
        "days a week 7 → 3",
        "+ weeks 6",
        "pain limit 3 → 4",
    ]


@pytest.mark.parametrize("kind", [*DOSAGES.values(), Schedule], ids=lambda kind: kind.__name__)
def test_every_number_of_a_dose_has_a_name(kind: type[Dosage | Schedule]) -> None:
    """A field that is added one day needs its word in ``diff_words``."""
    joined = {"reps_to", "load_unit"}
    assert all(WORDS._name(each.name) for each in fields(kind) if each.name not in joined)


def test_a_note_and_own_words_are_texts_and_a_mark_in_the_list() -> None:
    own = replace(
        CALF, note="Slowly", wording=a_wording(common_mistake="Keep the heel down."), has_own_wording=True
    )
    note, mistake = said(CALF, own)
    assert (note.name, note.before, note.after, note.shape) == ("Note", "", "Slowly", Shape.TEXT)
    assert (mistake.before, mistake.after) == ("Do not bend your knee.", "Keep the heel down.")
    assert [note.short, mistake.short] == ["+ note", "± common mistake"]


def test_title_reason_and_next_visit_are_changes_of_the_program() -> None:
    before = content(CALF)
    after = replace(before, title="Stage 2", why="", review_date=date(2026, 12, 8), person="older-man")
    said_of_program = WORDS.of_program(program_diff(replace(before, why="Walk further."), after))
    assert {each.name: each.after for each in said_of_program} == {
        "Title": "Stage 2",
        "Reason": "",
        "Figures": WORDS.catalogue.gettext("Older man"),
        "Next visit": "8 December 2026",
    }


def test_a_version_is_one_line_of_changes() -> None:
    after = content(replace(CALF, side=Side.LEFT_AND_RIGHT, dosage=HoldDosage(hold_s=30)), BRIDGE)
    assert line(content(CALF, SOLEUS), after) == (
        "Calf stretch: + left side, hold 20 → 30 s · + Bridge · − Soleus stretch"
    )
    assert line(content(CALF), content(CALF)) == "No change"
    assert line(content(CALF, SOLEUS), content(SOLEUS, CALF)) == "another order"


def test_the_same_change_of_several_exercises_is_said_once() -> None:
    daily, twice = Schedule(times_per_day=1), Schedule(times_per_day=2)
    before = content(*(replace(each, schedule=daily) for each in (CALF, SOLEUS, BRIDGE)))
    after = content(*(replace(each, schedule=twice) for each in (CALF, SOLEUS, BRIDGE)))
    assert line(before, after) == "3 exercises: times a day 1 → 2"


def test_what_does_not_fit_in_the_line_is_counted() -> None:
    many = content(*(an_item(f"exercise-{number}") for number in range(7)))
    assert line(content(), many).endswith("+ Exercise 3 · 3 more")


def test_the_sentence_above_the_rows_says_time_and_counts() -> None:
    before, after = content(CALF, SOLEUS), content(replace(CALF, note="Slowly"), SOLEUS, BRIDGE)
    diff = program_diff(before, after)
    assert summary_line(before, after, diff, WORDS) == "6 → 15 min a session · 1 changed, 1 added"
    same = program_diff(before, before)
    assert summary_line(before, before, same, WORDS) == "6 min a session · the same exercises and doses"


def test_beyond_the_short_dose_stands_what_it_leaves_out() -> None:
    dosage = RepetitionDosage(
        sets=3, reps=10, load=4, load_unit=LoadUnit.KILOGRAM, effort=6, tempo="3-1-1", rest_between_sets_s=120
    )
    item = an_item("bridge", dosage=dosage, schedule=Schedule(weeks=6, pain_limit=2))

    assert WORDS.beyond_short(item) == (
        "4 kg",
        "tempo 3-1-1",
        "effort 6",
        "rest between sets 2 min",
        "weeks 6",
        "pain limit 2",
    )
    assert WORDS.beyond_short(an_item("calf", dosage=HoldDosage(reps=1), schedule=Schedule())) == ()
