"""From fields of pixels to lines a pen could draw: tracing, smoothing, and quadratic curves."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np
from scipy.ndimage import correlate1d

from clinic_app.figures.body.mesh import Indices, Mask
from clinic_app.figures.camera import Box, Window
from clinic_app.figures.geometry import Array
from clinic_app.figures.rasterise import Floats
from clinic_app.figures.smoothing import gaussian, is_closed, smoothed, thinned
from clinic_app.figures.tracing import closed_lines

_SMALLEST_AREA: Final = 6.0
_SHARP: Final = 0.62
"""Cosine between two pieces of a curve below which their joint is drawn as a corner."""


def blurred(values: Mask | Floats, spread: float) -> Floats:
    """A Gaussian blur, worked out only around what is not zero."""
    rows, columns = np.nonzero(values.any(axis=1))[0], np.nonzero(values.any(axis=0))[0]
    result = np.zeros(values.shape, dtype=np.float32)
    if len(rows):
        margin = int(4 * spread) + 2
        around = np.s_[
            max(rows[0] - margin, 0) : rows[-1] + margin + 1,
            max(columns[0] - margin, 0) : columns[-1] + margin + 1,
        ]
        result[around] = softened(values[around], spread)
    return result


def softened(values: Mask | Floats, spread: float) -> Floats:
    """A Gaussian blur (rows, columns) of ``spread`` pixels."""
    kernel = gaussian(spread)
    down = correlate1d(values.astype(np.float32), kernel, axis=0, mode="reflect")
    found: Floats = correlate1d(down, kernel, axis=1, mode="reflect")
    return found


def trace(field: Floats, level: float = 0.5) -> list[Array]:
    """Lines (n, 2; pixels x, y) along which ``field`` crosses ``level``; closed ones end where they began."""
    inside = field > level
    rows, columns = np.nonzero(inside.any(axis=1))[0], np.nonzero(inside.any(axis=0))[0]
    if not len(rows):
        return []
    top, left = max(rows[0] - 2, 0), max(columns[0] - 2, 0)
    cropped = field[top : rows[-1] + 3, left : columns[-1] + 3]
    high, wide = cropped.shape
    padded = np.full((high + 2, wide + 2), min(float(cropped.min()), level - 1e-3), dtype=np.float32)
    padded[1:-1, 1:-1] = cropped
    shift = np.array([left - 0.5, top - 0.5])
    return [line + shift for line in closed_lines(padded, level)]


@dataclass(frozen=True, slots=True)
class Path:
    """The verbs and numbers of a :class:`~clinic_app.domain.drawing.Shape`, in body units."""

    verbs: str
    points: tuple[int, ...]


class Plotter:
    """Turns lines in a window's pixels into paths in the picture's body units."""

    def __init__(self, window: Window, box: Box) -> None:
        self._window = window
        self._box = box

    def units(self, pixels: Array) -> Array:
        """Pixel coordinates (n, 2) as body units (n, 2)."""
        return self._box.units(self._window.seen(pixels))

    def areas(self, lines: Iterable[Array], tolerance: float = 0.75) -> Path:
        """Closed lines as one path of curves; specks are left out."""
        return self.paths([(area_lines(lines), tolerance)])[0]

    def strokes(self, lines: Iterable[Array], tolerance: float = 0.6) -> Path:
        """Lines, open or closed, as one path of curves."""
        return self.paths([(lines, tolerance)])[0]

    def paths(self, groups: Iterable[tuple[Iterable[Array], float]]) -> list[Path]:
        """Groups of lines with their tolerances (pixels), each as one path; cheaper than one by one."""
        kept = [([line for line in lines if len(line) > 2], tolerance) for lines, tolerance in groups]
        every = [line for lines, _ in kept for line in lines]
        tolerances = [tolerance for lines, tolerance in kept for _ in lines]
        drawn = thinned(smoothed(every, self._window.pixels_per_cm), tolerances)
        pieces = iter(_curves(drawn, [is_closed(line) for line in every], self.units))
        return [joined([next(pieces) for _ in lines]) for lines, _ in kept]


def area_lines(lines: Iterable[Array]) -> list[Array]:
    """The closed lines that are no specks."""
    return [line for line in lines if len(line) > 3 and enclosed(line) >= _SMALLEST_AREA]


def joined(paths: Iterable[Path]) -> Path:
    """Several paths as one."""
    found = list(paths)
    return Path(
        "".join(path.verbs for path in found), tuple(chain.from_iterable(path.points for path in found))
    )


def polygon(corners: Array) -> Path:
    """A closed path with straight sides through ``corners`` (n, 2; body units)."""
    whole = np.rint(corners).astype(int)
    return Path("M" + "L" * (len(whole) - 1) + "Z", tuple(whole.ravel().tolist()))


def polyline(points: Array) -> Path:
    """An open path of straight pieces through ``points`` (n, 2; body units)."""
    whole = np.rint(points).astype(int)
    return Path("M" + "L" * (len(whole) - 1), tuple(whole.ravel().tolist()))


def curve(points: Array, *, closed: bool) -> Path:
    """A smooth path near ``points`` (n, 2; body units): quadratic curves from middle to middle.

    Sharp corners stay corners. A closed line repeats its first point at the end.
    """
    return _curves([points], [closed], lambda units: units)[0]


def _curves(lines: Sequence[Array], closed: Sequence[bool], units: Callable[[Array], Array]) -> list[Path]:
    """A smooth path for each line (n, 2), in the body units that ``units`` makes of all their points."""
    if not lines:
        return []
    points = units(np.concatenate(lines))
    counts, ends_meet = np.array([len(line) for line in lines]), np.array(closed)
    ends = np.cumsum(counts)
    starts = ends - counts
    bends = np.where(counts - ends_meet < 3, 0, counts - np.where(ends_meet, 1, 2))
    line = np.repeat(np.arange(len(counts)), bends)
    rank = np.arange(len(line)) - np.repeat(np.cumsum(bends) - bends, bends)
    at = (starts + ~ends_meet)[line] + rank
    control, after = points[at], points[at + 1]
    before = points[np.where(ends_meet[line] & (rank == 0), ends[line] - 2, at - 1)]
    sharp = (_cosines(control - before, after - control) < _SHARP).tolist()
    middles = (control + after) / 2
    last = np.cumsum(bends) - 1
    opened = np.flatnonzero(~ends_meet & (bends > 0))
    middles[last[opened]] = points[ends[opened] - 1]
    begins = points[starts]
    wound = np.flatnonzero(ends_meet & (bends > 0))
    begins[wound] = middles[last[wound]]
    numbers = np.rint(np.concatenate([control, middles], axis=1)).astype(np.intp).ravel().tolist()
    first = np.rint(begins).astype(np.intp).tolist()
    found, start = [], 0
    for place, (count, meet) in enumerate(zip(bends.tolist(), closed, strict=True)):
        if not count:
            found.append(polyline(points[starts[place] : ends[place]]))
            continue
        corners = sharp[start : start + count]
        drawn = "".join("LL" if corner else "Q" for corner in corners) if True in corners else "Q" * count
        verbs = f"M{drawn}Z" if meet else f"M{drawn}"
        found.append(Path(verbs, (*first[place], *numbers[4 * start : 4 * (start + count)])))
        start += count
    return found


def _cosines(first: Array, second: Array) -> Array:
    lengths = np.sqrt((first**2).sum(axis=1) * (second**2).sum(axis=1))
    cosines: Array = (first * second).sum(axis=1) / (lengths + 1e-9)
    return cosines


def enclosed(line: Array) -> float:
    """The area inside a closed line (n, 2), in its own units."""
    x, y = line[:, 0], line[:, 1]
    return abs(float(x[:-1] @ y[1:] - x[1:] @ y[:-1])) / 2


def runs(mask: Mask, *, closed: bool, shortest: int, bridged: int) -> list[Indices]:
    """Where ``mask`` (n,) along a line is true: indices of each run.

    Gaps of up to ``bridged`` points are crossed, runs shorter than ``shortest`` left out; on a closed line
    a run may pass its beginning.
    """
    order = np.arange(len(mask))
    if mask.all():
        return [order]
    if not mask.any():
        return []
    if closed:
        order = np.roll(order, -int(np.nonzero(~mask)[0][0]))
    bridged_mask = mask[order].copy()
    for start, end in _stretches(~bridged_mask):
        if end - start <= bridged and start > 0 and end < len(mask):
            bridged_mask[start:end] = True
    return [order[start:end] for start, end in _stretches(bridged_mask) if end - start >= shortest]


def _stretches(mask: Mask) -> Sequence[tuple[int, int]]:
    edges = np.nonzero(np.diff(np.concatenate([[0], mask.astype(np.int8), [0]])))[0]
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
