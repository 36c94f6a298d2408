"""How a name sounds, as a key: names with the same key sound alike to somebody who writes them down.

English: NYSIIS, the New York State Identification and Intelligence System (Taft, R. L. 1970, Name Search
Techniques, Special Report No. 1, Bureau of Systems Development, Albany), as it is commonly implemented.
Spanish: the letters that Spanish says alike, after the Spanish Metaphone (Philips, L. 1990, Hanging on the
Metaphone; its Spanish rules by Mosquera, A. 2012); vowels are kept, because Spanish writes what it says.
"""

import re
from functools import lru_cache
from typing import Final

ENGLISH_SIGN: Final = "\x1fe"
SPANISH_SIGN: Final = "\x1fs"
"""Keys start with a sign that no typed word holds, so that they can stand among words."""

_SHORTEST: Final = 2
_KEPT: Final = 4_096
_LEAST_KEY: Final = 2
"""No ending is taken off a shorter key: one letter would sound like half the alphabet."""

_VOWELS: Final = "AEIOU"
_BEGINNINGS: Final = (("MAC", "MCC"), ("KN", "NN"), ("K", "C"), ("PH", "FF"), ("PF", "FF"), ("SCH", "SSS"))
_ENDINGS: Final = (("EE", "Y"), ("IE", "Y"), *((ending, "D") for ending in ("DT", "RT", "RD", "NT", "ND")))
_INSIDE: Final = (("EV", "AF"), ("KN", "NN"), ("SCH", "SSS"), ("PH", "FF"))
_LETTERS: Final = {**dict.fromkeys(_VOWELS, "A"), "Q": "G", "Z": "S", "M": "N", "K": "C"}
_SPANISH: Final = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        ("ph", "f"),
        ("sch|sh|ch", "X"),
        ("^x", "j"),
        ("h", ""),
        ("ll", "y"),
        ("sc(?=[ei])", "s"),
        ("c(?=[ei])", "s"),
        ("gu(?=[ei])", "G"),
        ("g(?=[ei])", "j"),
        ("qu(?=[ei])|q|c", "k"),
        ("[zx]", "s"),
        ("v", "b"),
        ("w", "u"),
        ("m(?=[bpfv])", "n"),
        ("y(?![aeiou])", "i"),
    )
)


@lru_cache(maxsize=_KEPT)
def sounds(word: str) -> frozenset[str]:
    """The keys of a folded word, one a language; none for one letter, or for another script."""
    if len(word) < _SHORTEST or not (word.isascii() and word.isalpha()):
        return frozenset()
    return frozenset((f"{ENGLISH_SIGN}{nysiis(word)}", f"{SPANISH_SIGN}{spanish_sound(word)}"))


def nysiis(word: str) -> str:
    """The NYSIIS key of a folded word of Latin letters."""
    letters = word.upper()
    for start, said in _BEGINNINGS:
        if letters.startswith(start):
            letters = said + letters[len(start) :]
            break
    for end, said in _ENDINGS:
        if letters.endswith(end):
            letters = letters[: -len(end)] + said
            break
    return _without_end(_inside(letters))


def spanish_sound(word: str) -> str:
    """A folded word as Spanish says it: b and v, s and z, ll and y alike, no h, no letter twice."""
    for pattern, said in _SPANISH:
        word = pattern.sub(said, word)
    return re.sub(r"(.)\1+", r"\1", word).lower()


def _inside(letters: str) -> str:
    """The first letter as it is, each further one as it sounds, none twice running."""
    key, at = letters[:1], 1
    while at < len(letters):
        for written, said in _INSIDE:
            if letters.startswith(written, at):
                letters = letters[:at] + said + letters[at + len(written) :]
                break
        else:
            letters = letters[:at] + _letter(letters, at) + letters[at + 1 :]
        if letters[at] != key[-1]:
            key += letters[at]
        at += 1
    return key


def _letter(letters: str, at: int) -> str:
    letter, before, after = letters[at], letters[at - 1], letters[at + 1 : at + 2]
    if letter == "H" and not (before in _VOWELS and after and after in _VOWELS):
        return before
    if letter == "W" and before in _VOWELS:
        return before
    return _LETTERS.get(letter, letter)


def _without_end(key: str) -> str:
    if len(key) > _LEAST_KEY and key.endswith("S"):
        key = key[:-1]
    if key.endswith("AY"):
        key = f"{key[:-2]}Y"
    return key[:-1] if len(key) > _LEAST_KEY and key.endswith("A") else key
