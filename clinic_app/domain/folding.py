"""Text as it is searched: without case, without accents, without punctuation inside a word."""

import unicodedata
from typing import Final

LONGEST_QUERY: Final = 300
"""Letters of what is asked for: a paragraph pasted into a search is looked for by its beginning."""

_LETTERS_WITHOUT_PARTS: Final = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"}
)


def folded(text: str) -> str:
    """``text`` without case and marks: ``Müller`` and ``MULLER`` are both ``muller``."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return bare.translate(_LETTERS_WITHOUT_PARTS)


def search_words(text: str) -> tuple[str, ...]:
    """The words of ``text`` as they are compared: ``O’Brien, Ann`` is ``obrien`` and ``ann``."""
    bare = ("".join(filter(str.isalnum, word)) for word in folded(text).split())
    return tuple(word for word in bare if word)
