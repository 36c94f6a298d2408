"""Texts to type everywhere: the 67 kinds that sheets are tried with, and those that hurt a record."""

import re
import unicodedata
from typing import Final

from hostile_words import KINDS

_STARTS: Final = {
    f"a cell that begins with {sign!r}": f"{sign}HYPERLINK('http://127.0.0.1:9')"
    for sign in ("=", "+", "-", "@", "\t=", "\r=", " =", "\u00a0=", "\ufeff=", "\uff1d")
}
_NAMES: Final = {
    "folder above": "../../../tmp/x",
    "reserved name": "CON",
    "stream of a file": 'a:b|c?d*e<f>g"h',
    "three hundred characters": "n" * 300,
    "dots": "...",
    "hidden file": ".hidden",
    "ends in a space": "name ",
    "switch": "--help",
}
_SAME: Final = {
    "composed": "José Núñez",
    "decomposed name": unicodedata.normalize("NFD", "José Núñez"),
    "spaces that do not break": "José\u00a0Núñez",
    "Turkish": "İIıi",
    "sharp s": "Straße STRASSE",
}
_QUERIES: Final = {
    "percent": "100 %",
    "underscore": "_______",
    "quotation marks": "O'Brien \"x\" ''",
    "words of FTS": "a AND b OR NOT c NEAR(d e) f* ^g {h}: -i",
    "braces": "{x} {} {0!r:>{1}} %n %9999999999d",
    "glob": "[a-z]*?",
}
_BLANK: Final = {
    "blanks": "   ",
    "blanks of every kind": " \t\u00a0\u2003\u3000\n ",
    "lines only": "\n\n\r\n",
}
LONG: Final = {
    "a word of ten thousand": "w" * 10_000,
    "a note of a megabyte": "a note " * 150_000,
    "five thousand lines": "\n".join(f"line {number}" for number in range(5_000)),
}
TEXTS: Final = {**KINDS, **_STARTS, **_NAMES, **_SAME, **_QUERIES, **_BLANK, **LONG}
"""What each is, and the text."""

LONGEST_SENTENCE: Final = 400
"""Characters of a sentence that somebody reads."""

_HALF: Final = re.compile("[\ud800-\udfff]")


def as_stored(typed: str) -> str:
    """What a record can hold of it: half a character, which no file has room for, is seen to be missing."""
    return typed.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def is_kept(stored: str, typed: str) -> bool:
    """Whether all of it is there, blanks around it and around its lines aside."""
    return _bare(as_stored(stored)) == _bare(as_stored(typed))


def is_kept_on_one_line(stored: str, typed: str) -> bool:
    """Whether its words are there, or those of its first line."""
    wanted = as_stored(typed).split()
    found = as_stored(stored).split()
    return found in (wanted, (*_bare(as_stored(typed)), "")[0].split())


def is_a_sentence(said: str) -> bool:
    """Whether somebody can read it: one line, no control characters, not the whole text again."""
    shown = said.replace("\n", "")
    return bool(said.strip()) and "\n" not in said and shown.isprintable() and len(said) <= LONGEST_SENTENCE


def _bare(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]
