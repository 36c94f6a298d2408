"""Citations made short: who and when, where there is no room for the whole."""

import re
from typing import Final

from clinic_app.domain.words import Catalogue

_AUTHOR: Final = re.compile(r"(?P<name>[^\W\d_][\w’'\- ]*?) [A-Z]{1,3}")
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_TWO: Final = 2


def short_citation(citation: str, catalogue: Catalogue) -> str:
    """“Cleland and others 2006”; the whole citation where it names no author or no year."""
    authors, _end, rest = citation.partition(".")
    known = [_AUTHOR.match(author.strip()) for author in authors.split(",")]
    year = _YEAR.search(rest) or _YEAR.search(authors)
    first = known[0]
    if first is None or year is None:
        return citation
    second = known[1] if len(known) == _TWO else None
    if second is not None and " et al" not in authors:
        said = catalogue.gettext("{first} and {second} {year}")
        return said.format(first=first["name"], second=second["name"], year=year[0])
    if len(known) > 1 or " et al" in citation:
        return catalogue.gettext("{first} and others {year}").format(first=first["name"], year=year[0])
    return f"{first['name']} {year[0]}"
