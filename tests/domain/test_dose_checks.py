"""What each dose check looks for, what it offers, and that the shipped templates pass."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from builders import a_content, a_wording, an_item
from clinic_app.data.library_files import load_library
from clinic_app.domain.dosage import ContractRelaxDosage, HoldDosage, RepetitionDosage, Schedule
from clinic_app.domain.dose_rules import Advice, Subject
from clinic_app.domain.kept_advice import is_kept
from clinic_app.domain.library import Library
from clinic_app.domain.limits import Limits
from clinic_app.domain.program import KeptAdvice, ProgramItem, prescribed
from clinic_app.domain.program_checks import CHECKS, advice_on
from clinic_app.domain.red_flags import RedFlagScreen
from clinic_app.domain.safety import Severity
from clinic_app.domain.side import EpisodeSide, Side
from clinic_app.services.programs import template_content

TODAY = date(2026, 11, 25)
CALF = "gastrocnemius-stretch-at-wall"


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def advice(library: Library, *items: ProgramItem, **facts: Any) -> dict[str, Advice]:
    content = a_content(items=items, **facts.pop("content", {}))
    return {
        each.rule.id: each
        for each in advice_on(Subject(content=content, library=library, today=TODAY, **facts))
    }


def stretch(reps: int, hold_s: int, slug: str = CALF, days: int = 7, times: int = 1) -> ProgramItem:
    return an_item(
        slug,
        dosage=HoldDosage(reps=reps, hold_s=hold_s),
        schedule=Schedule(days_per_week=days, times_per_day=times),
    )


def test_every_rule_has_a_check_and_every_check_a_rule(library: Library) -> None:
    assert set(library.dose_rules) == set(CHECKS)
    assert {f"W{number}" for number in range(1, 26)} < set(CHECKS)


def test_every_message_is_there_in_both_languages_and_can_be_filled(library: Library) -> None:
    for rule in library.dose_rules.values():
        for texts in (rule.message, *rule.variants.values()):
            assert set(texts) == {"en", "es"}


def test_a_hold_below_ten_seconds_is_offered_ten(library: Library) -> None:
    found = advice(library, stretch(10, 8))
    assert found["W1"].fix is not None
    assert found["W1"].fix.dosage == HoldDosage(reps=10, hold_s=10)
    assert "8 s" in found["W1"].sentence("en")
    assert "W3" not in found
    assert "W1" not in advice(library, stretch(10, 8), is_irritable=True)


def test_under_thirty_seconds_is_a_warning_and_a_note_where_the_time_adds_up(library: Library) -> None:
    assert advice(library, stretch(2, 15))["W2"].severity is Severity.WARN
    assert advice(library, stretch(4, 15))["W2"].severity is Severity.NOTE
    assert "W2" not in advice(library, stretch(3, 30))


def test_less_than_a_minute_in_all_is_said(library: Library) -> None:
    assert "45 s" in advice(library, stretch(1, 45))["W3"].sentence("en")


def test_older_adults_are_offered_sixty_seconds(library: Library) -> None:
    assert advice(library, stretch(4, 20), age=70)["W4"].severity is Severity.WARN
    assert advice(library, stretch(3, 30), age=70)["W4"].severity is Severity.NOTE
    assert "W4" not in advice(library, stretch(3, 60), age=70)
    assert "W4" not in advice(library, stretch(3, 30), age=40)
    assert "W4" not in advice(library, stretch(3, 30), age=None)


@pytest.mark.parametrize(("days", "times", "rule"), [(3, 1, "W5"), (7, 2, "W6"), (5, 1, None)])
def test_minutes_a_week_have_a_lower_and_an_upper_mark(
    library: Library, days: int, times: int, rule: str | None
) -> None:
    found = {"W5", "W6"} & set(advice(library, stretch(3, 30, days=days, times=times)))
    assert found == ({rule} if rule else set())


def test_once_a_week_is_too_seldom(library: Library) -> None:
    fix = advice(library, stretch(3, 30, days=1))["W7"].fix
    assert fix is not None
    assert fix.schedule.days_per_week == 2


def test_more_than_four_long_holds_add_little(library: Library) -> None:
    assert "W8" in advice(library, stretch(6, 30))
    assert "W8" not in advice(library, stretch(6, 15))


def test_long_holds_before_sport_are_questioned(library: Library) -> None:
    swing = prescribed(library.exercise("leg-swing-front-back"))
    assert "W9" in advice(library, stretch(2, 60), swing)
    assert "W9" not in advice(library, stretch(2, 60))


def test_more_than_five_exercises_are_too_many_and_four_from_sixty_five(library: Library) -> None:
    slugs = ("cat-cow", "glute-bridge", "bird-dog", "clamshell", "sit-to-stand", "mini-squat")
    items = [prescribed(library.exercise(slug)) for slug in slugs]
    assert advice(library, *items)["W10"].values == {"count": 6}
    assert advice(library, *items[:5], age=80)["W10"].values == {"count": 5}


def test_a_long_session_is_said_in_minutes(library: Library) -> None:
    assert "50 min" in advice(library, stretch(10, 60), stretch(10, 60))["W10"].sentence("en")


def test_nerves_are_not_held(library: Library) -> None:
    held = an_item("median-nerve-slider", dosage=RepetitionDosage(hold_s=10), side=Side.LEFT)
    assert "W11" in advice(library, held)
    assert "W11" not in advice(library, prescribed(library.exercise("median-nerve-slider")))


def test_a_hard_long_push_is_offered_lighter(library: Library) -> None:
    fix = advice(library, an_item(CALF, dosage=ContractRelaxDosage(push_s=20, push_effort=9)))["W12"].fix
    assert fix is not None
    assert fix.dosage == ContractRelaxDosage(push_s=10, push_effort=7)


@pytest.mark.parametrize(
    ("note", "is_said"),
    [
        ("Bounce gently at the end", True),
        ("Never bounce.", False),
        ("Do not force it", False),
        ("Calm", False),
    ],
)
def test_words_that_ask_for_force_are_found_but_not_where_they_forbid_it(
    library: Library, note: str, is_said: bool
) -> None:
    assert ("W13" in advice(library, replace(stretch(3, 30), note=note))) is is_said


def test_own_wording_is_read_too(library: Library) -> None:
    own = a_wording(steps=("Push through the pain.",))
    assert "W13" in advice(library, replace(stretch(3, 30), wording=own, has_own_wording=True))
    assert "W13" not in advice(library, replace(stretch(3, 30), wording=own))


@pytest.mark.parametrize(
    ("tag", "slug", "rule", "severity"),
    [
        ("gluteal_compression", "piriformis-stretch-figure-four-supine", "W14", Severity.WARN),
        ("osteoporosis", "seated-forward-bend", "W15", Severity.CONFIRM),
        ("balance_risk", "single-leg-stance", "W16", Severity.WARN),
        ("dvt_suspected", CALF, "W18", Severity.BLOCK),
        ("recent_surgery", "heel-slide-supine", "limit", Severity.CONFIRM),
    ],
)
def test_a_patients_tag_speaks_against_what_carries_it(
    library: Library, tag: str, slug: str, rule: str, severity: Severity
) -> None:
    region = library.exercise(slug).region
    limits = Limits(tags={tag: frozenset({region})})
    found = advice(library, prescribed(library.exercise(slug)), limits=limits)[rule]
    assert found.severity is severity
    said = library.precautions[tag]
    expected = said.message["es"] if rule != "W16" else f"{said.names['es']}: "
    assert found.sentence("es").startswith(expected)


def test_an_unsafe_balance_is_offered_an_easier_exercise(library: Library) -> None:
    limits = Limits(tags={"balance_risk": frozenset()})
    found = advice(library, prescribed(library.exercise("heel-raise-single-leg-floor")), limits=limits)
    assert found["W16"].instead == "heel-raise-seated"


def test_a_calf_program_of_a_patient_waits_for_the_screen(library: Library) -> None:
    facts = {"has_patient": True, "content": {"review_date": TODAY}}
    assert advice(library, stretch(3, 30), **facts)["W17"].severity is Severity.CONFIRM
    screen = RedFlagScreen(
        id=uuid4(), patient_id=uuid4(), screen="CALF", screened_on=TODAY - timedelta(days=9)
    )
    assert "W17" not in advice(library, stretch(3, 30), screens=[screen], **_again())
    old = replace(screen, screened_on=TODAY - timedelta(days=90))
    assert "W17" in advice(library, stretch(3, 30), screens=[old], **_again())
    assert "W17" not in advice(library, stretch(3, 30))


def _again() -> dict[str, Any]:
    return {"has_patient": True, "content": {"review_date": TODAY}}


def test_a_sheet_needs_somebody_to_call_and_a_patients_sheet_a_next_visit(library: Library) -> None:
    assert advice(library, stretch(3, 30), can_be_called=False)["W19"].severity is Severity.BLOCK
    assert advice(library, stretch(3, 30), has_patient=True)["W19"].variant == "review"
    assert "W19" not in advice(library, stretch(3, 30))


def test_a_third_stretch_of_one_muscle_is_one_too_many(library: Library) -> None:
    items = [stretch(3, 30, slug) for slug in (CALF, "gastrocnemius-stretch-on-stairs")]
    assert "W20" not in advice(library, *items)
    strap = stretch(3, 30, "gastrocnemius-stretch-with-strap-long-sitting")
    assert advice(library, *items, strap)["W20"].values["count"] == 3


def test_a_next_visit_in_two_months_is_late(library: Library) -> None:
    content = {"review_date": TODAY + timedelta(days=60)}
    assert "W21" in advice(library, stretch(3, 30), content=content)


def test_hard_strength_every_day_leaves_no_day_between(library: Library) -> None:
    hard = prescribed(library.exercise("single-leg-deadlift"))
    assert "W22" not in advice(library, hard)
    assert "W22" in advice(library, replace(hard, schedule=Schedule(days_per_week=7)))
    tendon = prescribed(library.exercise("eccentric-heel-drop-straight-knee"))
    assert tendon.schedule.days_per_week == 7
    assert "W22" not in advice(library, tendon)


def test_advice_is_kept_by_rule_and_exercise_and_a_block_only_with_a_name_and_a_reason(
    library: Library,
) -> None:
    limits = Limits(tags={"dvt_suspected": frozenset()})
    found = advice(library, stretch(2, 15), limits=limits)
    kept = KeptAdvice(rule="W2", exercise_slug=CALF)
    assert is_kept(found["W2"], (kept,))
    assert not is_kept(found["W2"], (replace(kept, exercise_slug="other"),))
    blocked = KeptAdvice(rule="W18:dvt_suspected", exercise_slug=CALF)
    assert not is_kept(found["W18"], (blocked,))
    assert is_kept(found["W18"], (replace(blocked, by="Ann Example", reason="Scan clear today"),))


def test_each_screen_and_each_tag_is_answered_on_its_own(library: Library) -> None:
    limits = Limits(tags={"dvt_suspected": frozenset(), "fracture_unhealed": frozenset({"lower_leg"})})
    subject = Subject(content=a_content(items=(stretch(3, 30),)), library=library, today=TODAY, limits=limits)
    keys = {each.key for each in advice_on(subject) if each.rule.id == "W18"}
    assert keys == {"W18:dvt_suspected", "W18:fracture_unhealed"}


def test_what_asks_for_a_confirmation_is_kept_with_a_reason_only(library: Library) -> None:
    review = advice(library, stretch(3, 30), has_patient=True)["W19"]
    assert not is_kept(review, (KeptAdvice(rule="W19:review"),))
    assert is_kept(review, (KeptAdvice(rule="W19:review", reason="Discharged"),))


def test_the_shipped_templates_raise_notes_only_but_for_two_long_sessions(library: Library) -> None:
    loud = {
        (slug, each.rule.id)
        for slug, template in library.templates.items()
        for phase in range(len(template.phases))
        for each in advice_on(
            Subject(
                content=template_content(template, affected=EpisodeSide.RIGHT, phase=phase),
                library=library,
                today=TODAY,
            )
        )
        if each.severity is not Severity.NOTE
    }
    assert loud == {("low-back-pain", "W10"), ("sciatica-nerve-friendly", "W10")}  # 23 and 21 minutes


def test_texts_missing_in_the_sheets_language_are_counted(library: Library) -> None:
    item = an_item(CALF)
    own = replace(an_item(CALF), wording=a_wording(), has_own_wording=True)
    content = a_content(items=(item, own), language="pl")
    said = {each.key: each for each in advice_on(Subject(content=content, library=library, today=TODAY))}

    assert said["W25:texts:pl"].values["count"] == 1
    assert "checked" in said["W25:unchecked:pl"].sentence("en")


@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_is_missing_in_the_librarys_own_languages(library: Library, language: str) -> None:
    assert "W25" not in advice(library, an_item(CALF), content={"language": language})
