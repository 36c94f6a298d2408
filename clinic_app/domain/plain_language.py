"""How easy a patient's text is: its grade, its long sentences, and words of the trade with the plain word."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from clinic_app.domain.reading_grade import HIGHEST_GRADE, reading_grade, sentences

LONGEST_SENTENCE: Final = 20
"""Words; from more than these on a reader has lost the beginning."""

_LEAST_WORDS: Final = 8
"""A shorter text has no grade worth saying."""


@dataclass(frozen=True, slots=True)
class Jargon:
    """A word of the trade from ``start`` to ``end`` of a text, and the plain word in the same case."""

    start: int
    end: int
    word: str
    plain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainCheck:
    """What is worth saying of a text. ``grade`` is None where it is low enough, or not known."""

    grade: float | None = None
    longest_sentence: int = 0
    """Words of the longest sentence that is too long; 0 if none is."""

    jargon: tuple[Jargon, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to say."""
        return self.grade is None and not self.longest_sentence and not self.jargon


def plain_check(text: str, language: str, plain_words: Mapping[str, str]) -> PlainCheck:
    """Look at a text in that language; ``plain_words`` are the language's."""
    spoken = sentences(text)
    longest = max((len(words) for words in spoken), default=0)
    grade = reading_grade(text, language) if sum(map(len, spoken)) >= _LEAST_WORDS else None
    return PlainCheck(
        grade=grade if grade is not None and grade > HIGHEST_GRADE else None,
        longest_sentence=longest if longest > LONGEST_SENTENCE else 0,
        jargon=_jargon(text, plain_words),
    )


def replaced(text: str, found: Jargon) -> str:
    """The text with the plain word; as it is where the word no longer stands there."""
    if text[found.start : found.end] != found.word:
        return text
    return text[: found.start] + found.plain + text[found.end :]


def _jargon(text: str, plain_words: Mapping[str, str]) -> tuple[Jargon, ...]:
    """Every word of the trade once, where it stands first."""
    if not plain_words:
        return ()
    found: dict[str, Jargon] = {}
    for match in _pattern(tuple(plain_words)).finditer(text):
        key = match.group().lower()
        if key not in found:
            plain = _in_case_of(match.group(), plain_words[key])
            found[key] = Jargon(match.start(), match.end(), match.group(), plain)
    return tuple(found.values())


@lru_cache(8)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words, the longest first: “columna lumbar” before “lumbar”."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)


def _in_case_of(word: str, plain: str) -> str:
    return plain[:1].upper() + plain[1:] if word[:1].isupper() else plain
