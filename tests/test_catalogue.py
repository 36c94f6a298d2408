"""The window and the sheets speak the languages they promise, out of one catalogue."""

from typing import TYPE_CHECKING

import pytest

from clinic_resources import catalogue, languages

if TYPE_CHECKING:
    from clinic_app.domain.words import Catalogue


def test_english_comes_first_and_spanish_is_there() -> None:
    assert languages()[0] == "en"
    assert "es" in languages()


def test_each_language_is_named_once() -> None:
    assert len(set(languages())) == len(languages())


def test_an_english_sentence_is_its_own_id() -> None:
    english: Catalogue = catalogue("en")
    assert english.gettext("Your exercises") == "Your exercises"


def test_a_language_nobody_wrote_falls_back_to_english() -> None:
    assert catalogue("tlh").gettext("Your exercises") == "Your exercises"


def test_spanish_says_it_in_spanish() -> None:
    spanish: Catalogue = catalogue("es")
    assert spanish.gettext("Your exercises") == "Sus ejercicios"


@pytest.mark.parametrize(("count", "word"), [(0, "veces"), (1, "vez"), (2, "veces"), (21, "veces")])
def test_spanish_counts_one_and_many(count: int, word: str) -> None:
    assert catalogue("es").ngettext("time", "times", count) == word


def test_a_catalogue_is_read_once() -> None:
    assert catalogue("es") is catalogue("es")
