"""Many traced lines at once: pixel stairs ironed out, and no more points than their bends need."""

from collections.abc import Sequence
from functools import cache
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

_TRUNCATED: Final = 3.0


def smoothed(lines: Sequence[Array], pixels_per_cm: float) -> list[Array]:
    """The lines (n, 2; pixels) with corners kept; closed ones end where they began, before and after."""
    long = [line for line in lines if len(line) >= _SMOOTHED_FROM]
    if not long:
        return list(lines)
    light_kernel = gaussian(_LIGHT_CM * pixels_per_cm)
    heavy_kernel, corner_kernel = gaussian(_HEAVY_CM * pixels_per_cm), gaussian(_CORNER_SPREAD)
    margin = len(heavy_kernel) // 2 + len(corner_kernel) // 2
    continued = np.concatenate([_continued(line, margin) for line in long])
    light = correlate1d(continued, light_kernel, axis=0, mode="nearest")
    heavy = correlate1d(continued, heavy_kernel, axis=0, mode="nearest")
    apart = light - heavy
    moved = correlate1d(np.hypot(apart[:, 0], apart[:, 1]), corner_kernel, mode="nearest")
    share = 1.0 / (1.0 + (moved / (_CORNER_MOVE_CM * pixels_per_cm)) ** 6)
    mixed = light - apart * share[:, None]
    found = iter(_cut(mixed, [len(line) for line in long], margin))
    return [next(found) if len(line) >= _SMOOTHED_FROM else line for line in lines]


def thinned(lines: Sequence[Array], tolerance: float) -> list[Array]:
    """Fewer points: as many as each line's bends need to stay within ``tolerance`` pixels of it."""
    long = [line for line in lines if len(line) >= _THINNED_FROM]
    if not long:
        return list(lines)
    found = iter(_thinned(long, tolerance))
    return [next(found) if len(line) >= _THINNED_FROM else line for line in lines]


@cache
def gaussian(spread: float) -> Array:
    """A Gaussian's weights (odd number of points), summing to one."""
    radius = int(_TRUNCATED * spread + 0.5)
    weights = np.exp(-0.5 * (np.arange(-radius, radius + 1) / spread) ** 2)
    return vector(weights / weights.sum())


def is_closed(line: Array) -> bool:
    """Whether a line (n, 2) ends where it began."""
    return bool(abs(line[0, 0] - line[-1, 0]) < 1e-6 and abs(line[0, 1] - line[-1, 1]) < 1e-6)


def _continued(line: Array, margin: int) -> Array:
    """The line with ``margin`` points more at either end: round again, or reflected at its ends."""
    count = len(line)
    if is_closed(line):
        return vector(line[np.arange(-margin, count + margin) % (count - 1)])
    reach = min(margin, count - 1)
    found = np.empty((count + 2 * margin, 2))
    found[margin : margin + count] = line
    found[margin - reach : margin] = 2 * line[0] - line[reach:0:-1]
    found[margin + count : margin + count + reach] = 2 * line[-1] - line[-2 : -reach - 2 : -1]
    found[: margin - reach] = found[margin - reach]
    found[margin + count + reach :] = found[margin + count + reach - 1]
    return found


def _cut(points: Array, counts: Sequence[int], margin: int) -> list[Array]:
    """The pieces of ``counts`` points between margins."""
    found, start = [], 0
    for count in counts:
        found.append(points[start + margin : start + margin + count])
        start += count + 2 * margin
    return found


def _thinned(lines: Sequence[Array], tolerance: float) -> list[Array]:
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
    need = np.sqrt(_evened(pieces, ends, counts) * lengths / (8.0 * tolerance)) + lengths / _LONGEST_PIECE
    need[ends[:-1] - 1] = 0.0  # from one line's end to the next one's start
    so_far = np.concatenate([[0.0], np.cumsum(need)])
    return [
        points[kept] for kept in _kept(so_far, np.concatenate([[0], ends[:-1]]).tolist(), (ends - 1).tolist())
    ]


def _evened(pieces: Array, ends: Indices, counts: Indices) -> Array:
    """The bends (n - 1,) spread along each line, not across its ends."""
    kernel = gaussian(_EVENED)
    margin = len(kernel) // 2
    starts = ends - counts
    at = [
        np.clip(np.arange(start - margin, end - 1 + margin), start, end - 2)
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
    ]
    spread = correlate1d(pieces[np.concatenate(at)], kernel, mode="nearest")
    found = pieces.copy()
    for start, piece in zip(starts.tolist(), _cut(spread, (counts - 1).tolist(), margin), strict=True):
        found[start : start + len(piece)] = piece
    return found


def _kept(so_far: Array, first: Sequence[int], last: Sequence[int]) -> list[Indices]:
    """For each line the points to keep: its ends, and between them one for each unit of need."""
    needs = so_far[last] - so_far[first]
    wanted = np.maximum(np.ceil(needs), 3).astype(int).tolist()
    aims = [
        np.linspace(low, low + need, count + 1)[1:-1]
        for low, need, count in zip(so_far[first].tolist(), needs.tolist(), wanted, strict=True)
    ]
    chosen = np.searchsorted(so_far, np.concatenate(aims))
    found, start = [], 0
    for begin, end, aim in zip(first, last, aims, strict=True):
        inner = chosen[start : start + len(aim)]
        start += len(aim)
        kept = np.concatenate([[begin], inner, [end]])
        found.append(kept[np.diff(kept, prepend=-1) > 0])
    return found
