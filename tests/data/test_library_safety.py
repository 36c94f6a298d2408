"""The shipped rows and rules do not contradict themselves, and raise no advice of their own accord."""

import re
from datetime import date

import pytest

from clinic_app.data.library_files import load_whole_library
from clinic_app.domain.dose_rules import Subject
from clinic_app.domain.exercise import Exercise, Position
from clinic_app.domain.program import ProgramContent, prescribed
from clinic_app.domain.program_checks import CHECKS, advice_on
from clinic_app.domain.safety import Severity

LIBRARY = load_whole_library()
EXERCISES = tuple(LIBRARY.exercises.values())
EXCLUSIVE = (("pregnancy_prone", "pregnancy_supine"), ("disc_flexion_sensitive", "extension_sensitive"))
NEEDS = {
    "post": "fixed_anchor",
    "rail": "handrail",
    "foam roller": "foam_roller",
}


def texts_of(exercise: Exercise) -> str:
    return " ".join(exercise.wording["en"].steps) if "en" in exercise.wording else ""


@pytest.mark.parametrize(("word", "equipment"), NEEDS.items())
def test_what_the_steps_ask_for_is_among_the_equipment(word: str, equipment: str) -> None:
    asking = [each for each in EXERCISES if re.search(rf"\b{word}\b", texts_of(each))]
    assert asking
    assert [each.slug for each in asking if equipment not in each.equipment] == []


def test_no_row_carries_both_tags_of_a_pair_that_exclude_each_other() -> None:
    both = [each.slug for each in EXERCISES for pair in EXCLUSIVE if set(pair) <= set(each.precaution_tags)]
    assert both == []


def test_tags_about_lying_stand_on_exercises_done_lying_so() -> None:
    for exercise in EXERCISES:
        tags = set(exercise.precaution_tags)
        assert "pregnancy_prone" not in tags or exercise.position is Position.PRONE, exercise.slug
        assert "pregnancy_supine" not in tags or exercise.position is Position.SUPINE, exercise.slug


def test_no_easier_link_leads_to_something_harder_and_none_leads_round() -> None:
    known = LIBRARY.exercises
    for exercise in EXERCISES:
        passed, at = [exercise.slug], exercise
        while at.easier_slug in known:
            easier = known[at.easier_slug]
            assert easier.difficulty <= at.difficulty, (at.slug, easier.slug)
            assert easier.slug not in passed, passed
            passed.append(easier.slug)
            at = easier
        if exercise.harder_slug in known:
            assert known[exercise.harder_slug].difficulty >= exercise.difficulty, exercise.slug


def test_the_band_of_the_side_step_starts_above_the_knees_in_every_word_of_it() -> None:
    row = LIBRARY.exercises["monster-walk-band"]
    assert "above the knees" in row.precaution
    assert "above** your knees" in row.wording["en"].steps[0]
    assert "encima** de las rodillas" in row.wording["es"].steps[0]


def test_no_exercise_raises_advice_by_its_own_dose() -> None:
    said = {
        (exercise.slug, advice.key)
        for exercise in EXERCISES
        for advice in advice_on(
            Subject(
                content=ProgramContent(items=(prescribed(exercise),)),
                library=LIBRARY,
                today=date(2026, 11, 25),
            )
        )
    }
    assert said == set()


def test_every_region_of_the_library_has_a_screen() -> None:
    screened = {region for screen in LIBRARY.screens.values() for region in screen.regions}
    assert {exercise.region for exercise in EXERCISES} <= screened


@pytest.mark.parametrize("tag", ["fall_recent", "osteoporosis", "anticoagulant"])
def test_a_patient_at_risk_is_asked_for_a_screen_wherever_a_limb_is_exercised(tag: str) -> None:
    limbs = {
        "shoulder",
        "elbow_forearm",
        "wrist_hand",
        "pelvis_hip",
        "thigh",
        "knee",
        "lower_leg",
        "ankle_foot",
    }
    asked = {
        region
        for screen in LIBRARY.screens.values()
        if screen.is_required or tag in screen.asked_for
        for region in screen.regions
    }
    assert limbs <= asked


def test_every_screen_speaks_both_languages_and_asks_each_sign_once() -> None:
    for screen in LIBRARY.screens.values():
        assert screen.questions
        assert set(screen.names) == {"en", "es"}
        ids = [question.id for question in screen.questions]
        assert len(ids) == len(set(ids)), screen.id
        for question in screen.questions:
            assert set(question.texts) == {"en", "es"}, (screen.id, question.id)


def test_what_holds_a_handout_asks_for_its_reason_in_words_of_its_own_rule() -> None:
    for rule in LIBRARY.dose_rules.values():
        assert set(rule.prompts) <= {"", *rule.variants}
        assert {reason.variant for reason in rule.reasons} <= {"", *rule.variants}
        for texts in (*rule.prompts.values(), *(reason.texts for reason in rule.reasons)):
            assert set(texts) == {"en", "es"}
        if rule.severity in (Severity.CONFIRM, Severity.BLOCK):
            assert rule.prompts, rule.id
    assert set(LIBRARY.dose_rules) == set(CHECKS)
