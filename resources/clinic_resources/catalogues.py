"""The one catalogue of sentences, by language (gettext; English sentences are their own ids).

Languages of the window have all of it in ``clinic.po``; those of paper alone have a sheet's words, in
``paper.po``.
"""

from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Final

_DOMAIN: Final = "clinic"
_PAPER: Final = "paper"
_FOLDER: Final = Path(__file__).parent / "translations"


def languages() -> tuple[str, ...]:
    """The languages the window speaks, English first."""
    return "en", *_with_catalogue(_DOMAIN)


def paper_languages() -> tuple[str, ...]:
    """The languages a sheet can be printed in: the window's, and those of paper alone."""
    return *languages(), *_with_catalogue(_PAPER)


def _with_catalogue(domain: str) -> list[str]:
    return sorted(path.parents[1].name for path in _FOLDER.glob(f"*/LC_MESSAGES/{domain}.po"))


@cache
def catalogue(language: str) -> NullTranslations:
    """The sentences of ``language``; English where there are none."""
    domain = _PAPER if language in _with_catalogue(_PAPER) else _DOMAIN
    return translation(domain, _FOLDER, languages=[language], fallback=True)
