"""The shipped library loads clean; a fault in any file is one sentence that names the file and the field."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

import clinic_resources
from clinic_app.data.library_files import load_library, load_whole_library
from clinic_app.data.library_files_shelf import Shelf
from clinic_app.domain.dosage import DosageKind, HoldDosage, line_s, session_s
from clinic_app.domain.errors import ResourceError
from clinic_app.domain.exercise import ExerciseKind, ReviewStatus
from clinic_app.domain.library import Library
from clinic_app.domain.side import PlannedSide, Side

SOLEUS = "library/exercises/soleus-stretch-on-step.toml"
SEED = "library/templates/calf-flexibility-low-back-pain.toml"
TOPIC = "library/education/calf-to-back-chain.toml"
RULES = "library/safety/stop_rules.toml"


@dataclass
class ChangedShelf:
    """The shipped files, some of them changed."""

    changed: dict[str, str] = field(default_factory=dict)

    def change(self, name: str, old: str, new: str) -> None:
        text = clinic_resources.read_text(name)
        assert old in text
        self.changed[name] = text.replace(old, new, 1)

    def text(self, name: str) -> str:
        return self.changed.get(name) or clinic_resources.read_text(name)

    @property
    def shelf(self) -> Shelf:
        return Shelf(clinic_resources.names, self.text)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def whole() -> Library:
    return load_whole_library()


def test_what_is_offered_is_drawn_and_can_be_read_in_english(library: Library) -> None:
    poses = set(clinic_resources.names("poses", ".toml"))

    assert len(library.exercises) >= 31
    assert set(library.exercises) <= poses
    assert all("en" in exercise.wording for exercise in library.exercises.values())


def test_an_exercise_without_a_picture_is_not_offered() -> None:
    def names(folder: str, suffix: str) -> tuple[str, ...]:
        found = clinic_resources.names(folder, suffix)
        return tuple(name for name in found if folder != "poses" or name != "bird-dog")

    offered = load_library(Shelf(names, clinic_resources.read_text)).exercises

    assert "bird-dog" not in offered
    assert "child-pose" in offered


def test_an_exercise_without_english_wording_is_not_offered_nor_are_its_templates() -> None:
    shelf = ChangedShelf()
    shelf.change(SOLEUS, "[wording.en]", "[wording.fr]")

    library = load_library(shelf.shelf)

    assert "soleus-stretch-on-step" not in library.exercises
    assert "calf-flexibility-low-back-pain" not in library.templates


def test_links_lead_to_exercises_that_are_offered(library: Library) -> None:
    for exercise in library.exercises.values():
        for slug in (exercise.easier_slug, exercise.harder_slug):
            assert not slug or slug in library.exercises


def test_a_link_passes_over_neighbours_that_are_not_drawn(whole: Library, library: Library) -> None:
    passed_over = [
        exercise.slug
        for exercise in library.exercises.values()
        if exercise.harder_slug != whole.exercises[exercise.slug].harder_slug and exercise.harder_slug
    ]
    for slug in passed_over:
        assert whole.exercises[slug].harder_slug not in library.exercises


def test_the_whole_library_loads_clean(whole: Library) -> None:
    assert len(whole.exercises) == 265
    assert len(whole.templates) == 20
    assert len(whole.muscles) == 102
    assert len({exercise.names["en"] for exercise in whole.exercises.values()}) == 265


def test_every_link_leads_somewhere_no_easier_along_harder_and_never_in_a_circle(whole: Library) -> None:
    for exercise in whole.exercises.values():
        if exercise.easier_slug:
            assert whole.exercises[exercise.easier_slug].difficulty <= exercise.difficulty
        seen, slug = {exercise.slug}, exercise.harder_slug
        difficulty = exercise.difficulty
        while slug:
            assert slug not in seen
            assert whole.exercises[slug].difficulty >= difficulty
            seen.add(slug)
            slug, difficulty = whole.exercises[slug].harder_slug, whole.exercises[slug].difficulty


def test_every_exercise_names_its_source_and_nobody_claims_a_review(whole: Library) -> None:
    assert all(exercise.sources for exercise in whole.exercises.values())
    assert all(exercise.review_status is ReviewStatus.DRAFT for exercise in whole.exercises.values())


def test_every_isometric_row_warns_of_blood_pressure(whole: Library) -> None:
    isometric = [each for each in whole.exercises.values() if each.kind is ExerciseKind.ISOMETRIC]

    assert isometric
    assert all("hypertension_valsalva" in exercise.precaution_tags for exercise in isometric)


@pytest.mark.parametrize("slug", ["graded-walking", "stationary-cycling", "pendulum", "supine-90-90-rest"])
def test_what_goes_on_for_a_while_is_dosed_in_minutes_not_as_a_hold(whole: Library, slug: str) -> None:
    assert whole.exercises[slug].dosage.kind is DosageKind.MINUTES


def test_the_seed_program_comes_first_and_is_as_the_article_says(library: Library) -> None:
    slug, template = next(iter(library.templates.items()))
    lines = template.phases[0].lines

    assert slug == "calf-flexibility-low-back-pain"
    assert [line.exercise_slug for line in lines] == [
        "gastrocnemius-stretch-on-stairs",
        "soleus-stretch-on-step",
    ]
    for line in lines:
        assert isinstance(line.dosage, HoldDosage)
        assert (line.dosage.sets, line.dosage.reps, line.dosage.hold_s) == (1, 3, 30)
        assert line.side is PlannedSide.LEFT_AND_RIGHT
        assert (line.schedule.times_per_day, line.schedule.days_per_week) == (1, 7)
    assert session_s([line_s(line.dosage, Side(line.side)) for line in lines]) == 533
    assert template.review_weeks == 4
    assert template.education == ("calf-to-back-chain",)


def test_the_calf_topic_hedges_and_names_its_sources(library: Library) -> None:
    topic = library.education["calf-to-back-chain"]

    assert topic.contested
    assert "SEED" in topic.sources
    assert [panel.frame for panel in topic.panels] == ["one", "two", "three", "four"]
    assert "may not cause your back pain" in topic.lead["en"]


def test_stop_rules_hold_all_three_lights_and_the_ways_to_get_help(library: Library) -> None:
    always = [rule.level for rule in library.stop_rules if rule.always]

    assert always == ["green", "amber", "red", "emergency"]
    assert {rule.id for rule in library.stop_rules} >= {"low-back", "neck", "calf", "stretch", "load"}


def _change(name: str, old: str, new: str) -> Callable[[ChangedShelf], None]:
    return lambda shelf: shelf.change(name, old, new)


@pytest.mark.parametrize(
    ("fault", "complaint"),
    [
        (_change(SOLEUS, "position =", "positon ="), f"{SOLEUS}: position must be standing"),
        (_change(SOLEUS, "unilateral = true\n", ""), f"{SOLEUS}: unilateral is missing."),
        (_change(SOLEUS, "unilateral = true", 'unilateral = "yes"'), f"{SOLEUS}: unilateral must be true"),
        (_change(SOLEUS, "difficulty = 3", "difficulty = 9"), f"{SOLEUS}: difficulty must be from 1 to 5"),
        (
            _change(SOLEUS, 'target_muscles = ["soleus"]', 'target_muscles = ["solus"]'),
            f'{SOLEUS}: target_muscles must be a known muscle (as soleus), not "solus".',
        ),
        (
            _change(SOLEUS, 'target_muscles = ["soleus"]', "target_muscles = []"),
            f"{SOLEUS}: target_muscles is missing.",
        ),
        (
            _change(SOLEUS, '"balance_risk"', '"balance"'),
            f"{SOLEUS}: precaution_tags must be a known precaution",
        ),
        (_change(SOLEUS, '["SEED"]', '["SEAD"]'), f"{SOLEUS}: sources must be a known source (as SEED)"),
        (_change(SOLEUS, "reps = 3", "reps = 0"), f"{SOLEUS}: dose.reps must be from 1 to 100, not 0."),
        (_change(SOLEUS, "hold_s = 30", "hold_s = 5"), f"{SOLEUS}: dose.hold_s must be 10 or more"),
        (_change(SOLEUS, "reps = 3", "repetitions = 3"), f"{SOLEUS}: dose.repetitions is not known here."),
        (_change(SOLEUS, 'status = "draft"', 'status = "fine"'), f"{SOLEUS}: review.status must be draft or"),
        (
            _change(SOLEUS, 'status = "draft"', 'status = "reviewed"'),
            f"{SOLEUS}: review.reviewer is missing.",
        ),
        (_change(SOLEUS, "[names]", "["), f"{SOLEUS} is not TOML:"),
        (_change(SEED, '"soleus-stretch-on-step"', '"soleus"'), f"{SEED}: phases[0].lines[1].exercise must"),
        (_change(SEED, '"left_and_right"', '"both_together"'), f"{SEED}: phases[0].lines[0].side must be"),
        (_change(SEED, '["calf-to-back-chain"]', '["calf"]'), f"{SEED}: education must be a known education"),
        (_change(TOPIC, 'pose = "education-calf-chain"\n', ""), f"{TOPIC}: panels[0].pose is missing."),
        (_change(RULES, 'id = "go-on"', 'id = "stop"'), f"{RULES}: rules[2].id must be one that no other"),
        (
            _change(RULES, "above {pain_limit}", "above {pain}"),
            f"{RULES}: rules[1].text.en must be a text with no other",
        ),
    ],
)
def test_a_fault_names_the_file_and_the_field(fault: Callable[[ChangedShelf], None], complaint: str) -> None:
    shelf = ChangedShelf()
    fault(shelf)

    with pytest.raises(ResourceError) as failure:
        load_whole_library(shelf.shelf)

    assert str(failure.value).startswith(complaint)
