"""Errands about the library at this desk: favourites, what was used last, and what a search puts first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log1p
from typing import Final

from clinic_app.domain.repositories import Record
from clinic_app.domain.shelf import ShelfKind, ShelfUse

_FAVOURITE: Final = 1.5
_A_USE: Final = 0.4
_MOST: Final = 3.0
"""What habit adds to a search's score: enough among equals, never enough to beat a better name."""


@dataclass(frozen=True, slots=True)
class ShelfService:
    """Works on one open record."""

    record: Record

    def uses(self, kind: ShelfKind = ShelfKind.EXERCISE) -> Mapping[str, ShelfUse]:
        """How each is used, by slug; what never was is not there."""
        with self.record.reading() as work:
            return {use.slug: use for use in work.shelf.uses(kind)}

    def set_favourite(self, slug: str, kind: ShelfKind = ShelfKind.EXERCISE, *, is_on: bool) -> ShelfUse:
        """Make it a favourite, or one no more."""
        with self.record.writing() as work:
            use = replace(work.shelf.use_of(kind, slug), is_favourite=is_on)
            work.shelf.keep_use(use)
            work.commit()
        return use

    def note_used(self, slugs: Iterable[str], kind: ShelfKind = ShelfKind.EXERCISE) -> None:
        """They were handed out just now; each counts once."""
        with self.record.writing() as work:
            for slug in dict.fromkeys(slugs):
                work.shelf.keep_use(work.shelf.use_of(kind, slug).used(self.record.clock()))
            work.commit()


def favourites(uses: Mapping[str, ShelfUse]) -> frozenset[str]:
    """The slugs of the favourites."""
    return frozenset(slug for slug, use in uses.items() if use.is_favourite)


def recently_used(uses: Mapping[str, ShelfUse], most: int = 24) -> Sequence[str]:
    """The slugs used last, the newest first."""
    dated = [(use.last_used_at, slug) for slug, use in uses.items() if use.last_used_at is not None]
    return [slug for _, slug in sorted(dated, reverse=True)[:most]]


def habits(uses: Mapping[str, ShelfUse]) -> dict[str, float]:
    """What each use adds to the score of a search."""
    return {
        slug: min(_MOST, _A_USE * log1p(use.uses) + _FAVOURITE * use.is_favourite)
        for slug, use in uses.items()
    }
