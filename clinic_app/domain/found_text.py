"""What somebody wrote, found again: which words are asked for, and the words around the hit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final, Protocol
from uuid import UUID

from clinic_app.domain.folding import LONGEST_QUERY, folded

Span = tuple[int, int]

_BEFORE: Final = 24
"""So many letters before the hit are shown, from a word's beginning on."""


class TextKind(StrEnum):
    """Whose words they are."""

    VISIT = "visit"
    PROGRAM = "program"
    PROBLEM = "problem"
    PATIENT = "patient"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundText:
    """One text that has every word; ``owner_id`` is the visit's, program's, episode's or patient's id."""

    kind: TextKind
    owner_id: UUID
    patient_id: UUID | None
    patient_name: str
    day: date
    text: str
    is_archived: bool = False
    """Whether the patient is."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line of a text around what was found, and which letters of it were typed."""

    text: str
    spans: tuple[Span, ...]


class TextRepository(Protocol):
    """The words of notes, programs and problems; kept by the repositories that store these."""

    def search(self, words: Sequence[str], *, patient_id: UUID | None, limit: int) -> Sequence[FoundText]:
        """Texts that have a word starting with each of ``words``, newest day first; of one patient or all."""
        ...

    def move(self, from_patient: UUID, to_patient: UUID) -> None:
        """Two patients became one, or two again: look at the texts of both anew."""
        ...

    def forget(self, patient_id: UUID) -> None:
        """Let go of every text of a patient, to the last word."""
        ...


def asked_words(typed: str) -> tuple[str, ...]:
    """The words of what is typed, folded; each once."""
    flat = folded(typed[:LONGEST_QUERY])
    return tuple(dict.fromkeys("".join(letter if _is_part(letter) else " " for letter in flat).split()))


def excerpt(text: str, words: Sequence[str], longest: int = 96) -> Excerpt:
    """The line of ``text`` around the first hit, with every hit in it."""
    flat = " ".join(text.split())
    bare, places = _folded_places(flat)
    hits = sorted(_hits(bare, words))
    first = places[hits[0][0]] if hits else 0
    start = flat.find(" ", max(first - _BEFORE, 0), first) + 1 if first > _BEFORE else 0
    end = len(flat) if len(flat) - start <= longest else _word_end(flat, start, start + longest)
    ahead, behind = "… " if start else "", " …" if end < len(flat) else ""
    shift = len(ahead) - start
    spans = [(places[begin], places[stop - 1] + 1) for begin, stop in hits]
    return Excerpt(
        f"{ahead}{flat[start:end]}{behind}",
        tuple(
            (begin + shift, stop + shift) for begin, stop in _apart(spans) if start <= begin and stop <= end
        ),
    )


def has_words(text: str, words: Sequence[str]) -> bool:
    """Whether a word of ``text`` starts with each of ``words``."""
    bare, _ = _folded_places(text)
    return all(_starts(bare, word) for word in words)


def _is_part(letter: str) -> bool:
    return letter.isalnum()


def _word_end(flat: str, start: int, most: int) -> int:
    end = flat.rfind(" ", start, most + 1)
    return end if end > start else most


def _hits(bare: str, words: Sequence[str]) -> list[Span]:
    return [(at, at + len(word)) for word in words for at in _starts(bare, word)]


def _starts(bare: str, word: str) -> list[int]:
    """Where in folded letters a word starts with ``word``."""
    found, at = [], bare.find(word)
    while at >= 0:
        if at == 0 or not _is_part(bare[at - 1]):
            found.append(at)
        at = bare.find(word, at + 1)
    return found


def _apart(spans: Sequence[Span]) -> list[Span]:
    """Stretches that lie in each other or touch are one."""
    joined: list[Span] = []
    for begin, end in sorted(spans):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


def _folded_places(text: str) -> tuple[str, Sequence[int]]:
    """The text folded, and where each of its letters stands in ``text``."""
    if text.isascii():
        return text.lower(), range(len(text))
    letters, places = [], []
    for place, letter in enumerate(text):
        for each in _folded_letter(letter):
            letters.append(each)
            places.append(place)
    return "".join(letters), places


@lru_cache(maxsize=4096)
def _folded_letter(letter: str) -> str:
    return folded(letter)
