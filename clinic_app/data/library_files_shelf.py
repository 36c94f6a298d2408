"""Where the library's files stand, and how one of them becomes a table."""

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

import clinic_resources
from clinic_app.domain.errors import ResourceError
from clinic_app.domain.fields import Fields

LIBRARY: Final = "library"
EXERCISES: Final = f"{LIBRARY}/exercises"
TEMPLATES: Final = f"{LIBRARY}/templates"
EDUCATION: Final = f"{LIBRARY}/education"
MEASURES: Final = f"{LIBRARY}/measures"
STOP_RULES: Final = f"{LIBRARY}/safety/stop_rules.toml"
STOP_RULES_ELSEWHERE: Final = f"{LIBRARY}/safety/stop_rules"
PLAIN_WORDS: Final = f"{LIBRARY}/plain_words.toml"
COUNTRIES: Final = f"{LIBRARY}/countries.toml"
DOSE_RULES: Final = f"{LIBRARY}/safety/dose_checks.toml"
SCREENS: Final = f"{LIBRARY}/safety/red_flag_screens.toml"
POSES: Final = "poses"
_SUFFIX: Final = ".toml"


@dataclass(frozen=True, slots=True)
class Shelf:
    """Finds and reads resource files by name; tests put other files on it."""

    names: Callable[[str, str], tuple[str, ...]]
    """The files of a folder with that suffix, without it."""
    text: Callable[[str], str]
    parse: Callable[[str], dict[str, Any]] = tomllib.loads

    def slugs(self, folder: str) -> tuple[str, ...]:
        """The names of the folder's TOML files, sorted."""
        return self.names(folder, _SUFFIX)

    def table(self, folder: str, slug: str) -> Fields:
        """The table in one of the folder's files."""
        return self.file(f"{folder}/{slug}{_SUFFIX}")

    def file(self, name: str) -> Fields:
        """The table in the file ``name``.

        Raises:
            ResourceError: it is missing, or is not TOML.
        """
        try:
            return Fields(self.parse(self.text(name)), name)
        except clinic_resources.UnknownResource as missing:
            raise ResourceError("{file} is missing.", file=name) from missing
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ResourceError("{file} is not TOML: {reason}.", file=name, reason=error) from error


SHIPPED: Final = Shelf(clinic_resources.names, clinic_resources.read_text)
"""The files that came with the app."""


def known_keys(table: Fields, name: str, known: Iterable[str], what: str) -> tuple[str, ...]:
    """A list of keys, each of which must be one of ``known``; ``what`` names one ("muscle").

    Raises:
        ResourceError: one is not; the sentence offers the nearest.
    """
    found = table.texts(name)
    for key in found:
        _check_key(table, name, key, known, what)
    return found


def known_key(table: Fields, name: str, known: Iterable[str], what: str) -> str:
    """One key that must be there and be one of ``known``.

    Raises:
        ResourceError: it is not; the sentence offers the nearest.
    """
    found = table.required_text(name)
    _check_key(table, name, found, known, what)
    return found


def _check_key(table: Fields, name: str, key: str, known: Iterable[str], what: str) -> None:
    if key not in known:
        near = get_close_matches(key, list(known), n=1)
        raise table.wrong(name, key, f"a known {what} (as {near[0]})" if near else f"a known {what}")


def texts_by_language(table: Fields, name: str, *, required: bool = True) -> dict[str, str]:
    """A table of texts by language; where it is ``required`` there must be an English one.

    Raises:
        ResourceError: a text is missing, empty or no text.
    """
    inner = table.table(name)
    if required or inner.names():
        inner.required_text("en")
    return {language: inner.required_text(language) for language in inner.names()}
