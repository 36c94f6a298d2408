"""Every sentence of the source is in the one catalogue, and every translation keeps its promises.

``python resources/update_translations.py`` puts new sentences into the catalogues.
"""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import escape, read_po

from update_translations import TRANSLATIONS, sentences, update

PO_FILES = sorted(TRANSLATIONS.glob("*/LC_MESSAGES/clinic.po"))
CATALOGUES = [*TRANSLATIONS.glob("*.pot"), *PO_FILES]
NAMED_PLACE = re.compile(r"\{[^{}]*\}")

each_language = pytest.mark.parametrize("po_path", PO_FILES, ids=[path.parts[-3] for path in PO_FILES])


def key(message_id: str | tuple[str, ...] | list[str]) -> str:
    """gettext finds a plural by its singular."""
    return message_id if isinstance(message_id, str) else message_id[0]


@cache
def sentences_of_the_source() -> dict[tuple[str | None, str], str]:
    """Context and message id of every sentence, with one place where it stands."""
    return {
        (sentence.context, key(sentence.message_id)): f"{sentence.place}:{sentence.line}"
        for sentence in sentences()
    }


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def messages(path: Path) -> dict[tuple[str | None, str], Message]:
    return {(message.context, key(message.id)): message for message in read(path) if message.id}


def places(text: str) -> set[str]:
    return set(NAMED_PLACE.findall(text))


def texts(message: Message) -> tuple[list[str], list[str]]:
    """The English forms and the translated forms."""
    return forms(message.id), forms(message.string)


def forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def test_the_source_names_its_sentences() -> None:
    assert len(sentences_of_the_source()) > 100


@pytest.mark.parametrize("path", CATALOGUES, ids=[str(path.relative_to(TRANSLATIONS)) for path in CATALOGUES])
def test_every_sentence_of_the_source_is_in_the_catalogue(path: Path) -> None:
    there = messages(path)
    assert {s: place for s, place in sentences_of_the_source().items() if s not in there} == {}


@each_language
def test_every_sentence_is_translated_or_marked_a_draft(po_path: Path) -> None:
    untranslated = [
        message.id
        for message in read(po_path)
        if message.id and not all(texts(message)[1]) and not message.fuzzy
    ]
    assert untranslated == []


@each_language
def test_a_translation_keeps_the_named_places(po_path: Path) -> None:
    """A place that English does not have would stop the sentence from being said at all."""
    for message in read(po_path):
        english, translated = texts(message)
        known = set().union(*map(places, english))
        for text in filter(None, translated):
            assert places(text) <= known, message.id
        if message.id and isinstance(message.id, str) and translated[0]:
            assert places(translated[0]) == known, message.id


@each_language
def test_a_translation_says_its_plural_rule_and_language(po_path: Path) -> None:
    catalogue = read(po_path)
    assert str(catalogue.locale) == po_path.parts[-3]
    plurals = [message for message in catalogue if message.pluralizable]
    assert all(len(forms(message.string)) == catalogue.num_plurals for message in plurals)


def test_an_update_keeps_translations_and_adds_what_is_new(tmp_path: Path) -> None:
    sentence = next(said.message_id for said in sentences() if str(said.message_id).isascii())
    assert isinstance(sentence, str)
    po_path = tmp_path / "es" / "LC_MESSAGES" / "clinic.po"
    po_path.parent.mkdir(parents=True)
    po_path.write_text(
        f'msgid {escape(sentence)}\nmsgstr "conservada"\n\nmsgid "Gone"\nmsgstr "olvidada"\n',
        encoding="utf-8",
    )
    update(po_path)
    updated = messages(po_path)
    assert updated[None, sentence].string == "conservada"
    assert updated.keys() == sentences_of_the_source().keys()
