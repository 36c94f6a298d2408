"""Phrases of the clinic: picked by a short name, or typed as ``/name``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from clinic_app.domain.clinic import Phrase
from clinic_app.domain.errors import InputError

LONGEST_NAME: Final = 30
LONGEST_TEXT: Final = 4_000
_TYPED: Final = re.compile(r"(?:^|(?<=\s))/(\S+)$")


@dataclass(frozen=True, slots=True)
class TypedPhrase:
    """A ``/name`` just before the cursor: where it begins, and the phrase it calls."""

    start: int
    phrase: Phrase


def phrase_typed(before: str, phrases: Sequence[Phrase]) -> TypedPhrase | None:
    """The phrase called by the end of ``before``; a beginning will do where it fits one name only."""
    typed = _TYPED.search(before)
    if typed is None:
        return None
    name = typed.group(1).casefold()
    same = [each for each in phrases if each.name.casefold() == name]
    meant = same or [each for each in phrases if each.name.casefold().startswith(name)]
    return TypedPhrase(typed.start(), meant[0]) if len(meant) == 1 else None


def checked_phrase(phrase: Phrase, others: Sequence[Phrase]) -> Phrase:
    """The phrase, tidied.

    Raises:
        InputError: no name or no text, a name that cannot be typed after a slash, or one that is taken.
    """
    tidy = Phrase(name=phrase.name.strip().removeprefix("/"), text=phrase.text.strip())
    if not tidy.name or any(letter.isspace() for letter in tidy.name):
        raise InputError("Give the phrase a short name without spaces, like “hep”.")
    if len(tidy.name) > LONGEST_NAME:
        raise InputError("Shorten the name to {most} letters or fewer.", most=LONGEST_NAME)
    if not tidy.text:
        raise InputError("Type the words that the phrase puts in.")
    if len(tidy.text) > LONGEST_TEXT:
        raise InputError("Shorten the phrase to {most} letters or fewer.", most=LONGEST_TEXT)
    if any(each.name.casefold() == tidy.name.casefold() for each in others):
        raise InputError("There is a phrase called {name} already.", name=tidy.name)
    return tidy
