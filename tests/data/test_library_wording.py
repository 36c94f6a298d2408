"""What patients read: easy English, complete Spanish, and no promise beyond the sources."""

import re

import pytest

from clinic_app.data.library_files import load_library, load_whole_library
from clinic_app.domain.exercise import ExerciseKind, PatientWording

HIGHEST_GRADE = 6.0
LONGEST_SENTENCE = 15
LIBRARY = load_library()
WRITTEN = {slug: each for slug, each in load_whole_library().exercises.items() if each.wording}
"""Exercises with texts, drawn or not yet."""

WORDINGS = [pytest.param(exercise.wording["en"], id=exercise.slug) for exercise in WRITTEN.values()]
PROMISES = re.compile(
    r"\b(cures?|heals?|guarantee\w*|always works|never fails|fix(es)?|miracle|proven)\b", re.I
)


def syllables(word: str) -> int:
    """Groups of vowels, a silent e at the end not counted."""
    bare = word.lower()
    count = len(re.findall(r"[aeiouy]+", bare))
    silent = bare.endswith("e") and not bare.endswith(("le", "ee")) and count > 1
    return max(1, count - silent)


def sentences(text: str) -> list[list[str]]:
    plain = text.replace("**", "")
    found = [re.findall(r"[A-Za-z’'-]+", sentence) for sentence in re.split(r"[.!?:]+", plain)]
    return [words for words in found if words]


def reading_grade(text: str) -> float:
    """Flesch–Kincaid grade (Kincaid 1975)."""
    spoken = sentences(text)
    words = [word for sentence in spoken for word in sentence]
    return 0.39 * len(words) / len(spoken) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def everything(wording: PatientWording) -> str:
    return " ".join((*wording.steps, wording.felt_where, wording.common_mistake, wording.easier))


def test_the_grade_of_known_sentences_is_near_what_the_formula_gives_by_hand() -> None:
    assert reading_grade("The cat sat on the mat.") == pytest.approx(-1.45, abs=0.01)
    assert reading_grade("Gastrocnemius flexibility necessitates consideration.") > 20


@pytest.mark.parametrize("wording", WORDINGS)
def test_english_steps_read_at_grade_six_or_lower(wording: PatientWording) -> None:
    assert reading_grade(" ".join(wording.steps)) <= HIGHEST_GRADE
    assert reading_grade(everything(wording)) <= HIGHEST_GRADE


@pytest.mark.parametrize("wording", WORDINGS)
def test_english_sentences_are_short(wording: PatientWording) -> None:
    assert max(len(words) for words in sentences(everything(wording))) <= LONGEST_SENTENCE


def test_stop_rules_and_topics_read_at_grade_six_or_lower() -> None:
    for rule in LIBRARY.stop_rules:
        assert reading_grade(rule.text["en"]) <= HIGHEST_GRADE, rule.id
    for topic in LIBRARY.education.values():
        assert reading_grade(topic.lead["en"]) <= HIGHEST_GRADE
        assert reading_grade(" ".join(point["en"] for point in topic.points) or "No") <= HIGHEST_GRADE
        assert reading_grade(topic.what_to_do.get("en", "No")) <= HIGHEST_GRADE


@pytest.mark.parametrize("slug", WRITTEN)
def test_spanish_is_complete_and_a_text_of_its_own(slug: str) -> None:
    exercise = WRITTEN[slug]
    english, spanish = exercise.wording["en"], exercise.wording["es"]

    assert exercise.names["es"] != exercise.names["en"]
    assert len(spanish.steps) == len(english.steps)
    assert not set(spanish.steps) & set(english.steps)
    for part in ("name", "felt_where", "common_mistake", "easier", "start_caption", "end_caption"):
        assert getattr(spanish, part)
        assert getattr(spanish, part) != getattr(english, part)


def test_what_every_sheet_says_is_there_in_spanish() -> None:
    for rule in LIBRARY.stop_rules:
        assert rule.text["es"]
        assert bool(rule.lead) == ("es" in rule.lead)
    for topic in LIBRARY.education.values():
        assert {"en", "es"} == set(topic.titles) == set(topic.lead)
        assert set(topic.what_to_do) == {"en", "es"} or topic.id == "calf-to-back-chain"
        assert set(topic.not_enough) in ({"en", "es"}, set())
        assert all({"en", "es"} <= set(panel.caption) for panel in topic.panels)
        assert all({"en", "es"} <= set(point) for point in topic.points)
    for template in LIBRARY.templates.values():
        assert {"en", "es"} <= set(template.titles)
    for table in (LIBRARY.muscles, LIBRARY.conditions):
        assert all("es" in entry.plain for entry in table.values())


def test_every_held_stretch_of_a_limb_says_never_to_bounce() -> None:
    for slug, exercise in LIBRARY.exercises.items():
        if exercise.kind is ExerciseKind.STATIC_STRETCH and slug != "child-pose":
            assert "bounce" in exercise.wording["en"].common_mistake, slug
            assert "rebotes" in exercise.wording["es"].common_mistake, slug


@pytest.mark.parametrize(("slug", "bold"), [("gastrocnemius", "straight"), ("soleus", "Bend")])
def test_the_knee_makes_the_difference_between_the_two_calf_stretches(slug: str, bold: str) -> None:
    for exercise in LIBRARY.exercises.values():
        if exercise.slug.startswith(slug):
            assert f"**{bold}**" in " ".join(exercise.wording["en"].steps)


@pytest.mark.parametrize(
    "word", ["párese", "baranda", "agárrese de", "jale", "parejo", "banqueta", "la cola", "por dos días"]
)
def test_spanish_is_right_on_both_sides_of_the_sea(word: str) -> None:
    for exercise in load_whole_library().exercises.values():
        if "es" in exercise.wording:
            assert not re.search(rf"\b{word}\b", everything(exercise.wording["es"]).lower()), exercise.slug
    for rule in LIBRARY.stop_rules:
        assert not re.search(rf"\b{word}\b", rule.text["es"].lower()), rule.id


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_cat_is_called_the_same_on_screen_and_on_paper(language: str) -> None:
    cat = LIBRARY.exercises["cat-cow"]

    assert cat.name(language).lower().split()[0][:3] == cat.wording[language].name.lower()[:3]
    assert "camello" not in cat.name(language)


def test_the_back_sinks_before_it_is_rounded_as_the_pictures_show() -> None:
    cat = LIBRARY.exercises["cat-cow"].wording["en"]

    assert (cat.start_caption, cat.end_caption) == ("Back sinks", "Back rounded")
    assert "sink" in cat.steps[2]
    assert "Round" in cat.steps[3]


@pytest.mark.parametrize(
    ("slug", "absent"),
    [
        ("adductor-stretch-side-lunge", "table"),
        ("quadriceps-stretch-standing", "table"),
        ("clamshell", "band"),
        ("child-pose", "pillow"),
    ],
)
def test_steps_ask_for_nothing_the_pictures_do_not_show(slug: str, absent: str) -> None:
    assert absent not in " ".join(LIBRARY.exercises[slug].wording["en"].steps)


def test_how_long_and_how_often_is_left_to_the_dose() -> None:
    for exercise in LIBRARY.exercises.values():
        for wording in exercise.wording.values():
            assert not re.search(r"\d", everything(wording)), exercise.slug


def test_nothing_a_patient_reads_promises_a_cure() -> None:
    for exercise in LIBRARY.exercises.values():
        assert not PROMISES.search(everything(exercise.wording["en"]))
    for topic in LIBRARY.education.values():
        more = (topic.what_to_do.get("en", ""), topic.not_enough.get("en", ""))
        told = (topic.lead["en"], *more, *(each["en"] for each in topic.points))
        assert not PROMISES.search(" ".join((*told, *(panel.caption["en"] for panel in topic.panels))))
    for template in LIBRARY.templates.values():
        assert not PROMISES.search(template.whys["en"])
        assert " may " in template.whys["en"]


def test_every_exercise_has_its_texts_whether_it_is_drawn_yet_or_not() -> None:
    assert len(WRITTEN) == len(load_whole_library().exercises)
    for exercise in WRITTEN.values():
        assert {"en", "es"} <= set(exercise.names) & set(exercise.wording), exercise.slug
