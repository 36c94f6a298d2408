"""How well typed letters fit a short text: whole words first, then parts, then letters in their order."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from clinic_app.domain.folding import folded, search_words

_WORD_START: Final = 3.0
_INSIDE: Final = 2.0
_SCATTERED: Final = 1.0
_AT_FRONT: Final = 0.5
_PER_LETTER_LEFT: Final = 0.005
_LEAST_SCATTERED: Final = 2
"""One letter somewhere says nothing."""

_WIDEST: Final = 3
"""Letters spread over more than so many times their number are chance."""

_KEPT: Final = 1_024
"""So many titles are kept as they are compared: the same ones are at every key."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Fit:
    """A score (more is better), and which letters of the text were meant: begin and end of each stretch."""

    score: float
    spans: tuple[Span, ...]


def fit(typed: str, text: str) -> Fit | None:
    """How ``typed`` fits ``text``, whatever its case and accents; None where a word of it fits nowhere."""
    wanted = search_words(typed)
    if not wanted:
        return Fit(0.0, ())
    bare, places = _unfolded(text)
    scores, letters = [], set[int]()
    for word in wanted:
        found = _whole(word, bare) or _scattered(word, bare)
        if found is None:
            return None
        score, at = found
        scores.append(score)
        letters.update(places[each] for each in at)
    left = max(len(bare) - sum(map(len, wanted)), 0)
    return Fit(sum(scores) / len(scores) - left * _PER_LETTER_LEFT, _spans(letters))


@lru_cache(maxsize=_KEPT)
def _unfolded(text: str) -> tuple[str, tuple[int, ...]]:
    """The text as it is compared, and where each of its letters stands in ``text``."""
    letters, places = [], []
    for place, letter in enumerate(text):
        for each in folded(letter):
            letters.append(each)
            places.append(place)
    return "".join(letters), tuple(places)


def _whole(word: str, bare: str) -> tuple[float, range] | None:
    inside = None
    at = bare.find(word)
    while at >= 0:
        if at == 0 or not bare[at - 1].isalnum():
            return _WORD_START + (_AT_FRONT if at == 0 else 0.0), range(at, at + len(word))
        inside = at if inside is None else inside
        at = bare.find(word, at + 1)
    return None if inside is None else (_INSIDE, range(inside, inside + len(word)))


def _scattered(word: str, bare: str) -> tuple[float, list[int]] | None:
    """Its letters in their order, the first at the start of a word; the closer together the better."""
    if len(word) < _LEAST_SCATTERED:
        return None
    best: tuple[float, list[int]] | None = None
    for start, letter in enumerate(bare):
        if letter != word[0] or (start and bare[start - 1].isalnum()):
            continue
        at = [start]
        for wanted in word[1:]:
            following = bare.find(wanted, at[-1] + 1)
            if following < 0:
                return best
            at.append(following)
        if at[-1] - start + 1 > len(word) * _WIDEST:
            continue
        score = _SCATTERED * len(word) / (at[-1] - start + 1)
        if best is None or score > best[0]:
            best = score, at
    return best


def _spans(letters: set[int]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for place in sorted(letters):
        if spans and spans[-1][1] == place:
            spans[-1] = (spans[-1][0], place + 1)
        else:
            spans.append((place, place + 1))
    return tuple(spans)
