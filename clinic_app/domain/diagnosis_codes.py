"""ICD-10-CM codes: the shape they have, and those of the library's conditions, found by words or by code.

Codes help search and export; they are not billing advice, and the library's list is no code book.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from clinic_app.domain.errors import InputError
from clinic_app.domain.folding import search_words
from clinic_app.domain.library import Condition, Library
from clinic_app.domain.showing import short
from clinic_app.domain.side import EpisodeSide

_SHAPE: Final = re.compile(r"[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?")
"""A letter, two signs, and after a point at most four more (ICD-10-CM Official Guidelines, section I.A)."""

_WRITTEN: Final = re.compile(r"(?P<whole>[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?)|(?P<end>\.[0-9A-Z]{1,4})")
_SIDES: Final = {"1": EpisodeSide.RIGHT, "2": EpisodeSide.LEFT}
"""The last sign of a pair of codes; ICD-10-CM writes the right side first."""

_NO_PAIR_OF_SIDES: Final = frozenset({"M48.06"})
"""Narrow lumbar canal: without and with leg pain on walking."""

_ASIDE: Final = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class CodeOffer:
    """A code for a condition; ``is_stem``: further signs (side, encounter) have to be added."""

    code: str
    is_stem: bool
    condition: str
    """The condition's key."""
    side: EpisodeSide = EpisodeSide.NONE
    """Of a pair of codes, one for each side: which it is."""


def tidy_code(typed: str) -> str:
    """A typed code as it is written: capitals, the point after the third sign; nothing typed is fine.

    Raises:
        InputError: it has not the shape of an ICD-10-CM code.
    """
    code = "".join(typed.split()).upper().removesuffix("-")
    if not code:
        return ""
    if "." not in code and len(code) > 3:
        code = f"{code[:3]}.{code[3:]}"
    if _SHAPE.fullmatch(code) is None:
        raise InputError(
            "“{code}” has not the shape of an ICD-10-CM code, as M54.50.", code=short(typed.strip())
        )
    return code


def codes_of(condition: Condition, key: str) -> Iterator[CodeOffer]:
    """The codes that the library names for a condition: ``M75.01/.02``, ``M62.46-``, ``M54.50 / M54.59``."""
    for part in re.split(r"[;,]| plus ", _ASIDE.sub("", condition.icd10_cm)):
        stem = ""
        found: list[CodeOffer] = []
        for match in _WRITTEN.finditer(part):
            stem = match["whole"].partition(".")[0] if match["whole"] else stem
            code = match["whole"] or f"{stem}{match['end']}"
            found.append(CodeOffer(code, part[match.end() : match.end() + 1] == "-", key))
        yield from _with_sides(found)


def _with_sides(offers: list[CodeOffer]) -> list[CodeOffer]:
    """Of two codes that differ in the last sign only, 1 and 2, the right and the left."""
    stems = {each.code[:-1] for each in offers}
    ends = [each.code[-1] for each in offers]
    if ends != list(_SIDES) or len(stems) != 1 or stems & _NO_PAIR_OF_SIDES:
        return offers
    return [replace(each, side=_SIDES[each.code[-1]]) for each in offers]


def find_codes(typed: str, library: Library, language: str, *, most: int = 12) -> list[CodeOffer]:
    """Codes that start as typed, or whose condition has words that start with every word typed."""
    words = search_words(typed)
    if not words:
        return []
    start = "".join(typed.split()).upper()
    found: dict[str, CodeOffer] = {}
    for key, condition in library.conditions.items():
        named = _words(condition, language)
        is_meant = all(any(each.startswith(word) for each in named) for word in words)
        for offer in codes_of(condition, key):
            if is_meant or offer.code.startswith(start) or offer.code.replace(".", "").startswith(start):
                found.setdefault(offer.code, offer)
    return list(found.values())[:most]


def condition_name(offer: CodeOffer, library: Library, language: str) -> str:
    """The condition as a therapist calls it; in other languages than English, as a patient does."""
    condition = library.conditions[offer.condition]
    return condition.clinical if language == "en" else condition.plain.get(language, condition.clinical)


@lru_cache(maxsize=512)
def _name_words(text: str) -> frozenset[str]:
    return frozenset(search_words(text.replace("/", " ")))


def _words(condition: Condition, language: str) -> frozenset[str]:
    plain = {condition.plain.get(language, ""), condition.plain.get("en", "")}
    return _name_words(condition.clinical).union(*map(_name_words, plain))
