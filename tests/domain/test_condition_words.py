"""A problem names its condition; the templates suggested are about that condition or its region."""

from datetime import date
from uuid import uuid4

import pytest

from clinic_app.data.library_files import load_library
from clinic_app.domain.condition_words import named_conditions
from clinic_app.domain.patient import Episode
from clinic_app.domain.template_fit import fits

LIBRARY = load_library()


def suggested(problem: str, region: str = "") -> set[str]:
    episode = Episode(
        id=uuid4(), patient_id=uuid4(), problem=problem, region=region, opened_on=date(2026, 1, 1)
    )
    return {slug for slug, fit in fits(list(LIBRARY.templates.values()), [episode], LIBRARY).items() if fit}


@pytest.mark.parametrize("key", LIBRARY.conditions)
def test_every_name_of_a_condition_names_it_alone_and_suggests_its_own_templates(key: str) -> None:
    condition = LIBRARY.conditions[key]
    own = {slug for slug, each in LIBRARY.templates.items() if key in each.conditions}
    for name in (*condition.plain.values(), condition.clinical, key.replace("_", " ")):
        assert named_conditions(name, LIBRARY) == {key}
        assert suggested(name) == own


@pytest.mark.parametrize("region", sorted({each.region for each in LIBRARY.exercises.values()}))
def test_a_region_suggests_only_templates_that_are_mostly_for_it(region: str) -> None:
    for slug in suggested("pain", region):
        found = [LIBRARY.exercises[each].region for each in LIBRARY.templates[slug].exercise_slugs]
        assert 2 * found.count(region) >= len(found)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("Knee OA", {"knee_oa"}), ("Frozen shoulder, left", {"frozen_shoulder"}), ("pain", set()), ("", set())],
)
def test_short_names_sides_and_words_that_say_nothing(typed: str, expected: set[str]) -> None:
    assert named_conditions(typed, LIBRARY) == expected


def test_knee_osteoarthritis_does_not_suggest_the_achilles_tendon() -> None:
    assert suggested("Knee osteoarthritis", "knee") == {"knee-osteoarthritis"}
