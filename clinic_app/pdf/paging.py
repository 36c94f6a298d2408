"""Divides pieces among pages: as few pages as can be, and of those the fullest and best in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from clinic_app.pdf.pieces import Exercise, Fixed, Log, Piece

_HALF_EMPTY: Final = 0.6
"""A page filled less than this, though more stands on the next, is a fault."""
_HEAD_ALONE: Final = 1000
_LOG_ALONE: Final = 2
_LONE_EXERCISE: Final = 8
"""One exercise below the head though more follow: the first page is the one on the wall."""
_TORN_OFF: Final = 10
"""The end of an explanation on the page after it."""
_EMPTY_PAGE: Final = 50
"""A fault for every so many parts of a page that are missing."""


@dataclass(frozen=True, slots=True, order=True)
class Cost:
    """What a division costs: pages before everything else."""

    pages: int
    faults: int


@dataclass(frozen=True, slots=True)
class Paging:
    """Pieces on pages, and what that costs."""

    cost: Cost
    pages: tuple[tuple[Piece, ...], ...]


def page_height(pieces: Sequence[Piece], gap: float) -> float:
    """The least height of pieces on one page."""
    gaps = sum(gap for piece in pieces[1:] if not piece.is_joined)
    return gaps + sum(piece.least(at_top=at == 0) for at, piece in enumerate(pieces))


def divided(
    pieces: Sequence[Piece], room: float, gap: float, *, faults: int = 0, most_exercises: int | None = None
) -> Paging:
    """The best division of pieces in this order; ``faults`` are what the order itself costs.

    No page holds more than ``most_exercises``, where that is said.
    """
    count = len(pieces)
    costs: list[Cost] = [Cost(0, 0)] * (count + 1)
    ends = [0] * count
    for start in range(count - 1, -1, -1):
        best: tuple[Cost, int] | None = None
        used, exercises = 0.0, 0
        for end in range(start + 1, count + 1):
            piece = pieces[end - 1]
            first = end - 1 == start
            used += piece.least(at_top=first) + (0.0 if first or piece.is_joined else gap)
            exercises += isinstance(piece, Exercise)
            is_full = used > room or (most_exercises is not None and exercises > most_exercises)
            if is_full and not first:
                break
            fault = _faults(pieces[start:end], room, following=pieces[end] if end < count else None)
            cost = Cost(costs[end].pages + 1, costs[end].faults + fault)
            if best is None or cost <= best[0]:
                best = (cost, end)
        assert best is not None
        costs[start], ends[start] = best
    pages, at = [], 0
    while at < count:
        pages.append(tuple(pieces[at : ends[at]]))
        at = ends[at]
    return Paging(Cost(costs[0].pages, costs[0].faults + faults), tuple(pages))


def _faults(page: Sequence[Piece], room: float, *, following: Piece | None) -> int:
    first = page[0]
    torn = _TORN_OFF if isinstance(first, Fixed) and first.is_tied else 0
    if following is None:
        return torn + (_LOG_ALONE if all(isinstance(piece, Log) for piece in page) else 0)
    if all(isinstance(piece, Fixed) and piece.is_head for piece in page):
        return _HEAD_ALONE
    is_first = isinstance(first, Fixed) and first.is_head
    exercises = sum(isinstance(piece, Exercise) for piece in page)
    lone = _LONE_EXERCISE if is_first and exercises == 1 and isinstance(following, Exercise) else 0
    return (
        torn + lone + max(0, round((_HALF_EMPTY - sum(piece.most() for piece in page) / room) * _EMPTY_PAGE))
    )
