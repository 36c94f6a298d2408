"""Which column of somebody's table holds what: known by its header, in the languages of ``column_titles``."""

from collections.abc import Sequence
from typing import Final

from clinic_app.domain.arrival import SEVERAL, Column
from clinic_app.domain.folding import search_words
from clinic_app.exchange.column_titles import TITLES

_KNOWN: Final = {
    " ".join(search_words(name)): column
    for titles in reversed(TITLES)
    for column, names in titles.items()
    for name in names.split(",")
}
_WHOSE: Final = ("patient ", "client ")
"""Some systems say before every title whose it is."""


def columns_of(header: Sequence[str]) -> tuple[Column, ...]:
    """What each column holds, as far as its title says; a kind that can stand once goes to the first."""
    taken: set[Column] = set()
    found = []
    for title in header:
        column = column_of(title)
        if column in taken and column not in SEVERAL:
            column = Column.NOTHING
        taken.add(column)
        found.append(column)
    return tuple(found)


def column_of(title: str) -> Column:
    """What a column of that title holds; nothing where it says nothing."""
    parted = "".join(
        f" {letter}" if _starts_a_word(before, letter) else letter
        for before, letter in zip(" " + title, title, strict=False)
    )
    spaced = "".join(letter if letter.isalnum() else " " for letter in parted)
    words = " ".join(search_words(spaced))
    found = _KNOWN.get(words)
    for whose in _WHOSE:
        found = found or _KNOWN.get(words.removeprefix(whose))
    return found or Column.NOTHING


def _starts_a_word(before: str, letter: str) -> bool:
    """Within “firstName” and “Address1”, which have no blank."""
    return before.islower() and (letter.isupper() or (letter.isdigit() and letter.isascii()))
