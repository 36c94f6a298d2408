"""Values somebody gave, as they may stand in a sentence: printable, short, in nobody's programming words."""

from collections.abc import Mapping
from math import isinf
from typing import Final

LONGEST_VALUE: Final = 60
"""Characters of an echoed value, the mark of a cut not counted."""

LONGEST_PATH: Final = 120
_LONGEST_PART: Final = 600
_MOST_DIGITS: Final = 20


def visible(text: str) -> str:
    """``text`` with everything that does not print written as its escape (as Python writes it in a text)."""
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text
    )


def short(text: str, longest: int = LONGEST_VALUE) -> str:
    """``text`` printable, and cut behind ``longest`` characters."""
    return _cut(visible(text[: longest + 1]), longest)


def short_path(path: object) -> str:
    """A path printable, with its middle cut out where it is long: the end tells more."""
    text = visible(str(path))
    half = LONGEST_PATH // 2
    return text if len(text) <= LONGEST_PATH else f"{text[:half]}…{text[-half:]}"


def described(value: object) -> str:
    """A value by its kind: ``the text "3"``, ``a list``, ``7``; never a word of Python's."""
    return f"the text {quoted(value)}" if isinstance(value, str) and value else plain(value)


def plain(value: object) -> str:
    """A value as its writer knows it: ``"3"``, ``true``, ``a list``, ``a number of 400 digits``."""
    if isinstance(value, str):
        return quoted(value) if value else "empty"
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, Mapping):
        return "a table"
    return _number(value)


def quoted(text: str) -> str:
    """``text`` printable and short, in straight quotes."""
    return f'"{short(text)}"'


def part_of_sentence(value: object) -> object:
    """``value`` as a sentence's place takes it: whatever it is, one line that prints."""
    if isinstance(value, float) and value.is_integer():
        return part_of_sentence(int(value))
    if isinstance(value, int):
        return value if abs(value) < 10**_MOST_DIGITS else _number(value)
    return _cut(visible(str(value)), _LONGEST_PART)


def _number(value: object) -> str:
    if isinstance(value, float) and isinf(value):
        return "a number too large"
    if isinstance(value, int) and abs(value) >= 10**_MOST_DIGITS:
        return "a number too large" if value > 0 else "a number too small"
    return short(str(value))


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"
