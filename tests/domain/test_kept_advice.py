"""An answer to advice holds until something it depends on changes."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from builders import a_content, an_item
from clinic_app.data.library_files import load_library
from clinic_app.domain.dosage import HoldDosage, Schedule
from clinic_app.domain.dose_rules import Advice, Subject
from clinic_app.domain.kept_advice import is_kept, kept_of
from clinic_app.domain.library import Library
from clinic_app.domain.limits import Limits
from clinic_app.domain.program import KeptAdvice, ProgramContent, ProgramItem, prescribed
from clinic_app.domain.program_checks import advice_on
from clinic_app.domain.red_flags import RedFlagScreen
from clinic_app.domain.safety import Severity

TODAY = date(2026, 11, 25)
CALF = "gastrocnemius-stretch-at-wall"
CLOT = Limits(tags={"dvt_suspected": frozenset({"lower_leg"})})


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def stretch(hold_s: int = 30, days: int = 7) -> ProgramItem:
    return an_item(CALF, dosage=HoldDosage(reps=3, hold_s=hold_s), schedule=Schedule(days_per_week=days))


def told(library: Library, content: ProgramContent, key: str, **facts: Any) -> Advice | None:
    subject = Subject(
        **({"content": content, "library": library, "today": TODAY, "has_patient": True} | facts)
    )
    return next((each for each in advice_on(subject) if each.key == key), None)


def found(library: Library, key: str, item: ProgramItem | None = None, **facts: Any) -> Advice:
    advice = told(library, a_content(items=(item or stretch(),)), key, **facts)
    assert advice is not None
    return advice


def answer(advice: Advice, **fields: Any) -> KeptAdvice:
    known = {"reason": "Scan clear", "by": "Ann Example", "on": TODAY, "basis": advice.basis}
    return KeptAdvice(**({"rule": advice.key, "exercise_slug": advice.exercise_slug} | known | fields))


def a_screen(*findings: str, screen: str = "CALF", days_ago: int = 0) -> RedFlagScreen:
    return RedFlagScreen(
        id=uuid4(),
        patient_id=uuid4(),
        screen=screen,
        screened_on=TODAY - timedelta(days=days_ago),
        findings=findings,
        action="Seen by the doctor" if findings else "",
    )


def test_a_cleared_block_holds_for_the_same_exercise_in_a_new_draft(library: Library) -> None:
    key, item = "W18:dvt_suspected", stretch()
    cleared = answer(found(library, key, item, limits=CLOT))
    again = found(library, key, replace(item, id=uuid4()), limits=CLOT)
    assert is_kept(again, (cleared,))


@pytest.mark.parametrize(
    "item",
    [stretch(hold_s=45), stretch(days=5), replace(stretch(), note="slowly")],
    ids=["longer", "fewer days", "a note"],
)
def test_another_dose_asks_for_a_block_again_and_a_note_does_not(library: Library, item: ProgramItem) -> None:
    cleared = answer(found(library, "W18:dvt_suspected", limits=CLOT))
    again = found(library, "W18:dvt_suspected", item, limits=CLOT)
    assert is_kept(again, (cleared,)) is (item.note == "slowly")


def test_a_precaution_of_another_region_asks_again(library: Library) -> None:
    tags = {"fracture_unhealed": frozenset({"lower_leg"})}
    cleared = answer(found(library, "W18:fracture_unhealed", limits=Limits(tags=tags)))
    wider = {"fracture_unhealed": frozenset({"lower_leg", "knee"})}
    assert not is_kept(found(library, "W18:fracture_unhealed", limits=Limits(tags=wider)), (cleared,))


def test_two_doses_of_one_exercise_are_answered_each_for_itself(library: Library) -> None:
    content = a_content(items=(stretch(), stretch(hold_s=45)))
    subject = Subject(content=content, library=library, today=TODAY, limits=CLOT)
    blocks = [each for each in advice_on(subject) if each.rule.id == "W18"]
    for each in blocks:
        content = content.keeping(answer(each))
    assert all(is_kept(each, content.kept_advice) for each in blocks)
    taken_back = content.asking_again(answer(blocks[0]))
    assert [is_kept(each, taken_back.kept_advice) for each in blocks] == [False, True]


def test_keeping_a_hint_is_asked_again_with_another_number_only(library: Library) -> None:
    kept = answer(found(library, "W2", stretch(hold_s=15)))
    assert is_kept(found(library, "W2", stretch(hold_s=15, days=5)), (kept,))
    assert not is_kept(found(library, "W2", stretch(hold_s=20)), (kept,))


def test_why_there_is_no_screen_counts_as_long_as_a_screen_would(library: Library) -> None:
    missing = found(library, "W17:CALF")
    assert is_kept(missing, (answer(missing, on=TODAY - timedelta(days=42)),))
    assert not is_kept(missing, (answer(missing, on=TODAY - timedelta(days=43)),))


def test_a_new_finding_or_precaution_asks_for_the_screen_again(library: Library) -> None:
    answered = answer(found(library, "W17:CALF"))
    fever = [a_screen("fever", screen="GENERAL")]
    assert not is_kept(found(library, "W17:CALF", screens=fever), (answered,))
    assert not is_kept(
        found(library, "W17:CALF", limits=Limits(tags={"anticoagulant": frozenset()})), (answered,)
    )


def test_an_answer_from_before_bases_were_kept_still_counts(library: Library) -> None:
    missing = found(library, "W17:CALF")
    old = answer(missing, basis="")
    assert kept_of(missing, (old,)) == old


@pytest.mark.parametrize("sign", ["breathless", "clot", "rupture"])
def test_a_finding_blocks_by_itself_until_it_is_cleared_by_name(library: Library, sign: str) -> None:
    screens = [a_screen(sign)]
    block = found(library, "W23:CALF", screens=screens)
    assert block.severity is Severity.BLOCK
    assert not is_kept(block, (answer(block, by=""),))
    assert is_kept(block, (answer(block),))
    newer = found(library, "W23:CALF", screens=[a_screen(sign), *screens])
    assert not is_kept(newer, (answer(block),))


def test_a_finding_stops_exercises_of_other_regions_too(library: Library) -> None:
    neck = prescribed(library.exercise("chin-tuck-sitting"))
    assert "Breathless" in found(library, "W23:CALF", neck, screens=[a_screen("breathless")]).sentence("en")


def test_a_newer_clear_screen_ends_a_finding(library: Library) -> None:
    screens = [a_screen(), a_screen("clot", days_ago=3)]
    assert told(library, a_content(items=(stretch(),)), "W23:CALF", screens=screens) is None


def test_a_mild_finding_asks_for_a_reason_in_its_own_region_only(library: Library) -> None:
    screens = [a_screen("claudication")]
    assert found(library, "W23:CALF", screens=screens).severity is Severity.CONFIRM
    neck = a_content(items=(prescribed(library.exercise("chin-tuck-sitting")),))
    assert told(library, neck, "W23:CALF", screens=screens) is None


@pytest.mark.parametrize("tag", ["fall_recent", "osteoporosis", "anticoagulant"])
def test_a_risk_asks_for_the_hip_and_knee_screen_that_others_need_not_have(
    library: Library, tag: str
) -> None:
    content = a_content(items=(prescribed(library.exercise("quad-set")),))
    assert told(library, content, "W17:HIP_KNEE") is None
    asked = told(library, content, "W17:HIP_KNEE", limits=Limits(tags={tag: frozenset()}))
    assert asked is not None
    assert asked.sentence("en").startswith(library.precautions[tag].names["en"])


def test_a_fall_lately_asks_what_happened_and_is_said_where_balance_matters(library: Library) -> None:
    limits = Limits(tags={"fall_recent": frozenset()})
    content = a_content(items=(prescribed(library.exercise("single-leg-stance")),))
    assert told(library, content, "W17:FALL", limits=limits) is not None
    assert told(library, content, "W16:fall_recent", limits=limits) is not None
    both = Limits(tags={"fall_recent": frozenset(), "balance_risk": frozenset()})
    assert told(library, content, "W16:fall_recent", limits=both) is None
    assert told(library, content, "W16:balance_risk", limits=both) is not None


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("graded-walking", "no easier version"),
        ("heel-raise-double-leg-floor", "sitting or lying"),
        ("split-squat", "easier version, with something firm"),
    ],
)
def test_unsafe_balance_offers_what_there_is(library: Library, slug: str, said: str) -> None:
    limits = Limits(tags={"balance_risk": frozenset()})
    item = prescribed(library.exercise(slug))
    assert said in found(library, "W16:balance_risk", item, limits=limits).sentence("en")


def test_more_minutes_than_the_patient_has_are_said_with_what_saves_most(library: Library) -> None:
    item = an_item(CALF, dosage=HoldDosage(sets=3, reps=3, hold_s=30), schedule=Schedule(times_per_day=2))
    advice = found(library, "W24", item, minutes_willing=10)
    assert advice.severity is Severity.WARN
    assert "the patient has 10" in advice.sentence("en")
    assert "saves" in advice.sentence("en")
    assert advice.fix is not None
    assert advice.fix.line_s * advice.fix.schedule.times_per_day < item.line_s * 2
    assert is_kept(advice, (KeptAdvice(rule="W24", basis=advice.basis),))
    content = a_content(items=(item,))
    assert told(library, content, "W24", minutes_willing=60) is None
    assert told(library, content, "W24") is None


def test_both_sides_at_once_is_offered_where_the_library_has_it(library: Library) -> None:
    item = an_item("gastrocnemius-stretch-on-stairs", dosage=HoldDosage(reps=1, hold_s=120))
    advice = found(library, "W24", item, minutes_willing=3)
    assert advice.variant == "together"
    assert "both sides at once" in advice.sentence("en").lower()
