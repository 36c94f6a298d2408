"""Slips of the finger: a letter too few, too many, another one, or two that changed places."""

from collections.abc import Iterable, Iterator
from string import ascii_lowercase
from typing import Final

SHORTEST: Final = 3
"""Words of fewer letters are taken as typed."""

LONGEST: Final = 40
"""Words of more letters are taken as typed, too: what may have been meant would fill the memory."""

_ONE_SLIP_FROM: Final = 4
_TWO_SLIPS_FROM: Final = 6
_THREE_SLIPS_FROM: Final = 10


def slips_allowed(typed: str) -> int:
    """How many slips a word of that length may hold and still be known; 0 for numbers."""
    if not SHORTEST <= len(typed) <= LONGEST or any(letter.isdigit() for letter in typed):
        return 0
    return 1 + sum(len(typed) >= bound for bound in (_TWO_SLIPS_FROM, _THREE_SLIPS_FROM))


def is_slip(typed: str, meant: str) -> bool:
    """Whether ``typed`` may be ``meant`` with as many slips as its length allows.

    In a word of three letters one may be missing or two may have changed places; another letter
    would make it another word.
    """
    if len(typed) < _ONE_SLIP_FROM:
        same_letters = len(typed) == len(meant) and sorted(typed) == sorted(meant)
        if not same_letters and len(meant) != len(typed) + 1:
            return False
    allowed = slips_allowed(typed)
    if not allowed or abs(len(typed) - len(meant)) > allowed:
        return False
    ours, theirs = set(typed), set(meant)
    if len(ours - theirs) > allowed or len(theirs - ours) > allowed:  # cheaper than counting slips
        return False
    return slips(typed, meant) <= allowed


def slips(typed: str, meant: str) -> int:
    """The fewest slips that lead from one word to the other (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for at, letter in enumerate(typed, start=1):
        older, before, row = before, row, [at]
        for place, wanted in enumerate(meant, start=1):
            least = min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (letter != wanted))
            if at > 1 and place > 1 and letter == meant[place - 2] and typed[at - 2] == wanted:
                least = min(least, older[place - 2] + 1)
            row.append(least)
    return row[-1]


class KnownWords:
    """Words in which to look for what somebody meant; most are ruled out by length and letters alone."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_length: dict[int, list[tuple[int, str]]] = {}
        for word in words:
            self._by_length.setdefault(len(word), []).append((_letters(word), word))

    def meant_by(self, typed: str) -> list[str]:
        """The words that ``typed`` may be a slip of."""
        allowed = slips_allowed(typed)
        if not allowed:
            return []
        letters = _letters(typed)
        lengths = range(len(typed) - allowed, len(typed) + allowed + 1)
        near = (
            word
            for length in lengths
            for own, word in self._by_length.get(length, ())
            if (letters & ~own).bit_count() <= allowed and (own & ~letters).bit_count() <= allowed
        )
        return [word for word in near if is_slip(typed, word)]


def _letters(word: str) -> int:
    """The letters a word has, as bits."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


def one_slip_away(typed: str) -> frozenset[str]:
    """Every word of Latin letters from which one slip leads to ``typed`` (about 54 for each letter)."""
    return frozenset(_one_slip_away(typed)) - {typed}


def _one_slip_away(typed: str) -> Iterator[str]:
    letters = sorted({*ascii_lowercase, *typed})
    for at in range(len(typed) + 1):
        left, right = typed[:at], typed[at:]
        yield from (left + letter + right for letter in letters)
        if right:
            yield left + right[1:]
            yield from (left + letter + right[1:] for letter in letters)
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
