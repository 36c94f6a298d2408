"""From fields of pixels to lines a pen could draw: tracing, smoothing, and quadratic curves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
        large = [line for line in lines if len(line) > 3 and enclosed(line) >= _SMALLEST_AREA]
        return self._curves(large, tolerance, closed=[True] * len(large))

    def strokes(self, lines: Iterable[Array], tolerance: float = 0.6) -> Path:
        """Lines, open or closed, as one path of curves."""
        long = [line for line in lines if len(line) > 2]
        return self._curves(long, tolerance, closed=[is_closed(line) for line in long])

    def _curves(self, lines: Sequence[Array], tolerance: float, closed: Sequence[bool]) -> Path:
        drawn = thinned(smoothed(lines, self._window.pixels_per_cm), tolerance)
        return joined(
            curve(self.units(line), closed=ends_meet) for line, ends_meet in zip(drawn, closed, strict=True)
        )


def joined(paths: Iterable[Path]) -> Path:
    """Several paths as one."""
    found = list(paths)
    return Path(
        "".join(path.verbs for path in found), tuple(number for path in found for number in path.points)
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
    corners = points[:-1] if closed else points
    if len(corners) < 3:
        return polyline(points)
    if closed:
        before, after = np.roll(corners, 1, axis=0), np.roll(corners, -1, axis=0)
    else:
        before, after = corners[:-2], corners[2:]
    control = corners if closed else corners[1:-1]
    sharp = _cosines(control - before, after - control) < _SHARP
    ends = (control + after) / 2
    start = ends[-1] if closed else corners[0]
    if not closed:
        ends[-1] = corners[-1]
    numbers = np.concatenate([start, np.concatenate([control, ends], axis=1).ravel()])
    verbs = "M" + "".join("LL" if corner else "Q" for corner in sharp.tolist()) + ("Z" if closed else "")
    return Path(verbs, tuple(np.rint(numbers).astype(int).tolist()))


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
