"""Every shipped measure loads, cites what it says and speaks both languages; a faulty file is refused."""

from collections.abc import Iterator

import pytest

import clinic_resources
from clinic_app.data.library_files import load_library
from clinic_app.data.library_files_measures import read_measures
from clinic_app.data.library_files_shelf import MEASURES, Shelf
from clinic_app.domain.errors import InputError, ResourceError
from clinic_app.domain.measures import Measure, MeasureKind
from shipped_measures import measure, shipped_measures, shipped_tables

FULL_FORMS = {"nprs", "psfs", "rmdq", "groc"}
TESTS = {"chair-stand-30s", "tug", "single-leg-stance"}
ENTRIES = {"odi", "ndi", "lefs", "uefi", "quickdash", "spadi", "koos", "hoos"}
LANGUAGES = {"en", "es"}

each_measure = pytest.mark.parametrize("each", shipped_measures().values(), ids=list(shipped_measures()))


def cited(each: Measure) -> Iterator[str]:
    yield from each.sources
    for part in each.parts:
        for limit in (part.detectable, part.important):
            if limit:
                yield from limit.citation.sources
    for rule in each.readings:
        yield from rule.sources


def test_the_library_offers_every_measure() -> None:
    library = load_library()
    assert set(library.measures) == FULL_FORMS | TESTS | ENTRIES
    assert library.measure("odi").short == "ODI"
    with pytest.raises(InputError, match="Did you mean koos"):
        library.measure("koso")


def test_full_forms_tests_and_score_entries_are_what_the_licences_allow() -> None:
    kinds = {key: each.kind for key, each in shipped_measures().items()}
    assert {key for key, kind in kinds.items() if kind is MeasureKind.FORM} == FULL_FORMS
    assert {key for key, kind in kinds.items() if kind is MeasureKind.TEST} == TESTS
    assert {key for key, kind in kinds.items() if kind is MeasureKind.ENTRY} == ENTRIES


@pytest.mark.parametrize("key", sorted(ENTRIES))
def test_no_licensed_wording_is_shipped(key: str) -> None:
    assert all(not item.texts for part in measure(key).parts for item in part.items)
    assert not measure(key).question
    assert set(measure(key).elsewhere) == LANGUAGES


@each_measure
def test_every_citation_is_in_the_list_of_sources_with_how_it_was_checked(each: Measure) -> None:
    sources = shipped_tables().sources
    for key in cited(each):
        assert sources[key].how_checked


def test_every_source_brought_for_measures_is_cited_by_one() -> None:
    keys = list(shipped_tables().sources)
    brought = set(keys[keys.index("CHIAROTTO2018") : keys.index("MAPI2023") + 1])
    used = {key for each in shipped_measures().values() for key in cited(each)}
    assert brought - used == {"KOVACS2002"}  # named where the Spanish wording is to be had


@each_measure
def test_names_questions_licences_and_limits_speak_both_languages(each: Measure) -> None:
    texts = [each.names, each.licence, *(choice.texts for choice in each.choices)]
    texts += [part.names for part in each.parts if part.names]
    texts += [rule.texts for rule in each.readings]
    texts += [text for text in (each.question, each.notes) if text]
    texts += [
        limit.citation.population
        for part in each.parts
        for limit in (part.detectable, part.important)
        if limit
    ]
    assert all(set(text) == LANGUAGES for text in texts)


@pytest.mark.parametrize("key", sorted(FULL_FORMS | TESTS))
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_forms_and_tests_can_be_taken_in_both_languages_or_say_where_the_wording_is(
    key: str, language: str
) -> None:
    each = measure(key)
    assert each.is_worded_in(language) or each.elsewhere[language]


def test_only_the_rmdq_lacks_words_in_spanish_because_its_validated_wording_is_not_ours() -> None:
    missing = {key for key in FULL_FORMS | TESTS if not measure(key).is_worded_in("es")}
    assert missing == {"rmdq"}
    assert "Kovacs" in measure("rmdq").elsewhere["es"]
    assert measure("rmdq").is_worded_in("en")


def test_a_name_tells_the_part_in_the_language() -> None:
    assert measure("koos").name("es", "pain") == "KOOS – Dolor"
    assert measure("tug").name("en") == "Timed Up and Go"
    assert measure("spadi").name("en") == "Shoulder Pain and Disability Index"


def test_the_rating_of_change_words_every_step() -> None:
    assert [choice.value for choice in measure("groc").choices] == list(range(-7, 8))
    for language in LANGUAGES:
        words = [choice.texts[language] for choice in measure("groc").choices]
        assert len(set(words)) == len(words)


def test_questionnaires_have_as_many_rows_as_were_published() -> None:
    rows = {key: [len(part.items) for part in measure(key).asked_parts] for key in FULL_FORMS | ENTRIES}
    assert rows["rmdq"] == [24]
    assert rows["odi"] == rows["ndi"] == [10]
    assert rows["lefs"] == rows["uefi"] == [20]
    assert rows["quickdash"] == [11]
    assert rows["spadi"] == [5, 8]
    assert rows["koos"] == [9, 7, 17, 5, 4]
    assert rows["hoos"] == [10, 5, 17, 4, 4]


def read_with(key: str, old: str, new: str) -> Measure:
    name = f"{MEASURES}/{key}.toml"
    text = clinic_resources.read_text(name)
    assert old in text
    changed = text.replace(old, new, 1)
    shelf = Shelf(
        clinic_resources.names,
        lambda other: changed if other == name else clinic_resources.read_text(other),
    )
    return read_measures(shelf, shipped_tables())[key]


@pytest.mark.parametrize(
    ("key", "old", "new", "sentence"),
    [
        ("odi", 'kind = "entry"', 'kind = "poem"', 'kind must be form, entry or test, not "poem"'),
        ("odi", "higher_is_better = false\n", "", "higher_is_better is missing"),
        ("odi", '"FAIRBANK2000"', '"FAIRBANKS"', "sources must be a known source"),
        ("odi", '["lower_back"]', '["back"]', "regions must be a known region"),
        ("odi", "answered_at_least = 8", "answered_at_least = 11", "answered_at_least must be 1 to 10"),
        ("odi", "high = 5, step", "high = 0, step", "parts[0].answers.high must be more than low"),
        ("odi", "step = 0.1", "step = 0", "parts[0].scores.step must be more than 0"),
        ("odi", "high = 100, ", "", "parts[0].scores.high is missing"),
        ("odi", "amount = 10", "amount = 1000", "parts[0].detectable.amount must be more than 0"),
        ("odi", "rows = 10", 'items = [{ texts.en = "Pain" }]', "items must be left out"),
        ("odi", "rows = 10\n", "", "parts[0].rows must be 1 or more"),
        ("odi", "rows = 10", "rows = 10\ncolour = 3", "parts[0].colour is not known here"),
        ("nprs", "[question]\nen", "[question]\nfr", "question.en is missing"),
        ("nprs", "[[parts.items]]\ntexts.en", "[[parts.items]]\ntexts.fr", "texts.en is missing"),
        ("koos", 'key = "symptoms"', 'key = "pain"', "key must be one that no other part has"),
        ("spadi", '"pain", "disability"]', '"pain", "work"]', "mean_of must be a known part"),
        ("psfs", "least_activities = 1", "least_activities = 7", "least_activities must be 0 to"),
        (
            "koos",
            'status = "draft"',
            'status = "draft"\nmost_activities = 3',
            "most_activities must be 0 unless",
        ),
        ("tug", "{limit} seconds", "{age} seconds", "a text with no other place than limit"),
        ("tug", "age_from = 65, limit", 'sex = "x", limit', "sex must be female or male"),
        ("tug", ", limit = 12", "", "limit is missing"),
        ("tug", "is_below = false\n", "", "is_below is missing"),
    ],
)
def test_a_faulty_file_is_refused_in_one_sentence(key: str, old: str, new: str, sentence: str) -> None:
    with pytest.raises(ResourceError) as refused:
        read_with(key, old, new)
    assert str(refused.value).startswith(f"library/measures/{key}.toml: ")
    assert sentence in str(refused.value)
