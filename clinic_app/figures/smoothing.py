"""Many traced lines at once: pixel stairs ironed out, and no more points than their bends need."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Final

import numpy as np
from scipy.ndimage import correlate1d

from clinic_app.figures.body.mesh import Indices
from clinic_app.figures.geometry import Array, vector

_LIGHT_CM: Final = 0.4
_HEAVY_CM: Final = 1.6
"""Smoothing along a line: light keeps corners, heavy removes every stair."""

_CORNER_MOVE_CM: Final = 0.14
"""Where heavy smoothing would move a line further than this, it is a corner and stays light."""

_CORNER_SPREAD: Final = 2.5
_SMOOTHED_FROM: Final = 10
_THINNED_FROM: Final = 4
_LONGEST_PIECE: Final = 75.0
_EVENED: Final = 2.5
"""Bends are spread this far (points) along the line, so that the spacing of its points changes gently."""

_MEETS: Final = 1e-6
"""Ends so near to each other (pixels) are one."""

_TRUNCATED: Final = 3.0


def smoothed(lines: Sequence[Array], pixels_per_cm: float) -> list[Array]:
    """The lines (n, 2; pixels) with corners kept; closed ones end where they began, before and after."""
    if not lines:
        return []
    counts = np.array([len(line) for line in lines])
    light_kernel = gaussian(_LIGHT_CM * pixels_per_cm)
    heavy_kernel, corner_kernel = gaussian(_HEAVY_CM * pixels_per_cm), gaussian(_CORNER_SPREAD)
    margin = len(heavy_kernel) // 2 + len(corner_kernel) // 2
    points = np.concatenate(lines)
    continued = _continued(points, counts, margin)
    light = correlate1d(continued, light_kernel, axis=0, mode="nearest")
    heavy = correlate1d(continued, heavy_kernel, axis=0, mode="nearest")
    apart = light - heavy
    moved = correlate1d(np.hypot(apart[:, 0], apart[:, 1]), corner_kernel, mode="nearest")
    share = 1.0 / (1.0 + (moved / (_CORNER_MOVE_CM * pixels_per_cm)) ** 6)
    mixed = light - apart * share[:, None]
    whole = np.repeat(counts >= _SMOOTHED_FROM, counts)
    ends = np.cumsum(counts)
    places = np.arange(len(points)) + np.repeat(margin * (2 * np.arange(len(counts)) + 1), counts)
    found = np.where(whole[:, None], mixed.take(places, axis=0), points)
    return [found[end - count : end] for end, count in zip(ends.tolist(), counts.tolist(), strict=True)]


def thinned(lines: Sequence[Array], tolerance: float | Sequence[float]) -> list[Array]:
    """Fewer points: as many as each line's bends need to stay within ``tolerance`` pixels of it.

    The tolerance is one for all, or one a line.
    """
    if not lines:
        return []
    tolerances = np.broadcast_to(vector(tolerance), len(lines))
    long = [at for at, line in enumerate(lines) if len(line) >= _THINNED_FROM]
    found = list(lines)
    if long:
        for at, line in zip(long, _thinned([lines[at] for at in long], tolerances[long]), strict=True):
            found[at] = line
    return found


@cache
def gaussian(spread: float) -> Array:
    """A Gaussian's weights (odd number of points), summing to one."""
    radius = int(_TRUNCATED * spread + 0.5)
    weights = np.exp(-0.5 * (np.arange(-radius, radius + 1) / spread) ** 2)
    return vector(weights / weights.sum())


def is_closed(line: Array) -> bool:
    """Whether a line (n, 2) ends where it began."""
    return bool(abs(line[0, 0] - line[-1, 0]) < _MEETS and abs(line[0, 1] - line[-1, 1]) < _MEETS)


def _continued(points: Array, counts: Indices, margin: int) -> Array:
    """All lines with ``margin`` points more at either end: round again, or reflected at their ends."""
    ends = np.cumsum(counts)
    starts = ends - counts
    apart = np.abs(points[starts] - points[ends - 1])
    closed = (apart < _MEETS).all(axis=1)
    line = np.repeat(np.arange(len(counts)), counts + 2 * margin)
    last = (counts - 1)[line]
    place = np.arange(len(line)) - np.repeat(
        starts + 2 * margin * np.arange(len(counts)), counts + 2 * margin
    )
    place -= margin
    beyond = np.where(place < 0, place, np.maximum(place - last, 0))
    reached = np.abs(beyond).clip(max=np.minimum(last, margin))
    reflected = np.where(beyond < 0, reached, np.where(beyond > 0, last - reached, place))
    round_again = closed[line]
    at = starts[line] + np.where(round_again, place % np.maximum(last, 1), reflected)
    found = points.take(at, axis=0)
    mirrored = np.flatnonzero((beyond != 0) & ~round_again)
    about = starts[line[mirrored]] + np.where(beyond[mirrored] < 0, 0, last[mirrored])
    found[mirrored] = 2 * points[about] - found[mirrored]
    return vector(found)


def _thinned(lines: Sequence[Array], tolerances: Array) -> list[Array]:
    counts = np.array([len(line) for line in lines])
    ends = np.cumsum(counts)
    points = np.concatenate(lines)
    steps = np.diff(points, axis=0)
    lengths = np.hypot(steps[:, 0], steps[:, 1]) + 1e-9
    ahead = steps / lengths[:, None]
    bend = np.zeros(len(points))
    bend[1:-1] = np.abs(ahead[:-1, 0] * ahead[1:, 1] - ahead[:-1, 1] * ahead[1:, 0])
    bend[ends - 1] = bend[ends[:-1]] = bend[0] = 0.0
    pieces = (bend[:-1] + bend[1:]) / 2
    each = np.repeat(tolerances, counts)[:-1]
    need = np.sqrt(_evened(pieces, ends, counts) * lengths / (8.0 * each)) + lengths / _LONGEST_PIECE
    need[ends[:-1] - 1] = 0.0  # from one line's end to the next one's start
    so_far = np.concatenate([[0.0], np.cumsum(need)])
    kept = _kept(so_far, ends - counts, ends - 1)
    found = points[kept]
    cuts = [0, *np.searchsorted(kept, ends).tolist()]
    return [found[start:end] for start, end in pairwise(cuts)]


def _evened(pieces: Array, ends: Indices, counts: Indices) -> Array:
    """The bends (n - 1,) spread along each line, not across its ends."""
    kernel = gaussian(_EVENED)
    margin = len(kernel) // 2
    starts, lines = ends - counts, np.arange(len(counts))
    sizes = counts - 1 + 2 * margin
    first = starts - margin - (np.cumsum(sizes) - sizes)
    at = np.arange(sizes.sum()) + np.repeat(first, sizes)
    at = np.clip(at, np.repeat(starts, sizes), np.repeat(ends - 2, sizes))
    spread = correlate1d(pieces[at], kernel, mode="nearest")
    found = pieces.copy()
    own = np.ones(len(pieces), dtype=bool)
    own[ends[:-1] - 1] = False
    inside = np.flatnonzero(own)
    found[inside] = spread[np.arange(len(inside)) + np.repeat(margin * (2 * lines + 1), counts - 1)]
    return found


def _kept(so_far: Array, first: Indices, last: Indices) -> Indices:
    """The points to keep: each line's ends, and between them one for each unit of need."""
    needs = so_far[last] - so_far[first]
    wanted = np.maximum(np.ceil(needs), 3).astype(np.intp)
    line = np.repeat(np.arange(len(wanted)), wanted + 1)
    rank = np.arange(len(line)) - np.repeat(np.cumsum(wanted + 1) - wanted - 1, wanted + 1)
    aims = so_far[first][line] + rank * (needs / wanted)[line]
    kept = np.searchsorted(so_far, aims)
    kept[rank == 0], kept[rank == wanted[line]] = first, last
    found: Indices = kept[np.diff(kept, prepend=-1) > 0]
    return found
