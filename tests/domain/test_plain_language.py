"""A text that a patient cannot read is seen while it is typed, and the plain word is at hand."""

import pytest

from clinic_app.data.library_files import load_library
from clinic_app.domain.plain_language import plain_check, replaced

LIBRARY = load_library()
WORDS = LIBRARY.plain_words


def test_a_word_of_the_trade_is_found_with_its_plain_word() -> None:
    (found,) = plain_check("Squeeze your scapulae.", "en", WORDS["en"]).jargon
    assert (found.word, found.plain) == ("scapulae", "shoulder blades")
    assert replaced("Squeeze your scapulae.", found) == "Squeeze your shoulder blades."


def test_a_capital_stays_a_capital() -> None:
    (found,) = plain_check("Inhale.", "en", WORDS["en"]).jargon
    assert replaced("Inhale.", found) == "Breathe in."


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Keep the lumbar spine still.", "en", ["lumbar spine"]),
        ("Flexible people reflex.", "en", []),
        ("Mueva la escápula y la columna lumbar.", "es", ["escápula", "columna lumbar"]),
        ("Flex. Then flex again.", "en", ["Flex"]),
    ],
)
def test_whole_words_are_found_once_the_longest_first(text: str, language: str, words: list[str]) -> None:
    assert [each.word for each in plain_check(text, language, WORDS[language]).jargon] == words


def test_a_long_sentence_is_counted() -> None:
    assert plain_check("go " * 21 + ".", "en", {}).longest_sentence == 21
    assert plain_check("go " * 20 + ".", "en", {}).longest_sentence == 0


def test_a_hard_text_has_its_grade_said_and_an_easy_one_has_not() -> None:
    hard = "Gastrocnemius flexibility necessitates considerable continuous concentration and consideration."
    assert plain_check(hard, "en", {}).grade is not None
    assert plain_check("Put your foot on the step. Let the heel sink. Hold on.", "en", {}).is_plain
    assert plain_check("Bend your knee.", "fr", {}).is_plain


def test_a_word_that_is_gone_is_not_replaced() -> None:
    (found,) = plain_check("Use the scapula.", "en", WORDS["en"]).jargon
    assert replaced("Use it.", found) == "Use it."


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_plain_word_is_itself_a_word_of_the_trade(language: str) -> None:
    for word, plain in WORDS[language].items():
        assert not plain_check(plain, language, WORDS[language]).jargon, word
