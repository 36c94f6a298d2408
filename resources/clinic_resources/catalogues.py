"""The one catalogue of sentences, by language (gettext; English sentences are their own ids)."""

from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Final

_DOMAIN: Final = "clinic"
_FOLDER: Final = Path(__file__).parent / "translations"


def languages() -> tuple[str, ...]:
    """The languages there are sentences in, English first."""
    return "en", *sorted(path.parents[1].name for path in _FOLDER.glob(f"*/LC_MESSAGES/{_DOMAIN}.po"))


@cache
def catalogue(language: str) -> NullTranslations:
    """The sentences of ``language``; English where there are none."""
    return translation(_DOMAIN, _FOLDER, languages=[language], fallback=True)
