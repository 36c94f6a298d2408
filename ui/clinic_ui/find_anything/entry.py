"""What the line finds: one entry each, in sections, best first."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import Final

from clinic_app.domain.fuzzy import Span, fit
from clinic_app.domain.words import mark

_RECENT_BONUS: Final = 0.4
"""What was used last of twelve wins over the same fit, and over a slightly better one."""


class Section(StrEnum):
    """What sort of thing is found; the value is its heading."""

    RECENT = mark("Last used")
    EXERCISES = mark("Exercises")
    PATIENTS = mark("Patients")
    NOTES = mark("Notes")
    TEMPLATES = mark("Templates")
    PAGES = mark("Go to")
    COMMANDS = mark("Commands")
    NOTHING = mark("Nothing found")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Entry:
    """One thing that Enter does; ``stays`` is done by Ctrl+Enter, and the line stays open.

    ``is_here``: it is done in the line itself, which stays.
    ``key`` names it among what was used last; empty: it is not kept. ``slug`` is the exercise it shows.
    """

    section: Section
    title: str
    run: Callable[[], object]
    key: str = ""
    detail: str = ""
    hint: str = ""
    icon: str = ""
    slug: str = ""
    keys: str = ""
    stays: Callable[[], object] | None = None
    is_here: bool = False
    refusal: str = ""
    """Why it cannot be done; it is greyed, and says so."""
    score: float = 0.0
    spans: Sequence[Span] = ()


def fitting(entries: Iterable[Entry], typed: str) -> list[Entry]:
    """Those whose title fits what is typed, with how well."""
    found = [(entry, fit(typed, entry.title)) for entry in entries]
    return [replace(entry, score=each.score, spans=each.spans) for entry, each in found if each is not None]


def marked(entry: Entry, typed: str, least: float) -> Entry:
    """An entry that was found another way: how its title fits, but no worse than ``least``."""
    each = fit(typed, entry.title)
    return replace(entry, score=max(each.score, least) if each else least, spans=each.spans if each else ())


def best_first(entries: Iterable[Entry], recent: Sequence[str]) -> list[Entry]:
    """Section by section, that with the best entry first; what was used lately before its like."""
    bonus = {key: _RECENT_BONUS * (1 - at / (len(recent) + 1)) for at, key in enumerate(recent)}
    scored = [replace(entry, score=entry.score + bonus.get(entry.key, 0.0)) for entry in entries]
    order = list(Section)
    scored.sort(key=lambda entry: (order.index(entry.section), -entry.score))
    sections = [list(group) for _, group in groupby(scored, key=lambda entry: entry.section)]
    sections.sort(key=lambda group: -group[0].score)
    return [entry for group in sections for entry in group]
