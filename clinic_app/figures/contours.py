"""From fields of pixels to lines a pen could draw: tracing, smoothing, and quadratic curves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from contourpy import contour_generator
from scipy.ndimage import gaussian_filter, gaussian_filter1d

from clinic_app.figures.body.mesh import Indices, Mask
from clinic_app.figures.camera import Box, Window
from clinic_app.figures.geometry import Array, vector
from clinic_app.figures.rasterise import Floats

_LIGHT_CM: Final = 0.4
_HEAVY_CM: Final = 1.6
"""Smoothing along a line: light keeps corners, heavy removes every stair."""

_CORNER_MOVE_CM: Final = 0.14
"""Where heavy smoothing would move a line further than this, it is a corner and stays light."""

_Ends = Literal["wrap", "nearest"]

_SMOOTHED_FROM: Final = 10
_SMALLEST_AREA: Final = 6.0
_LONGEST_PIECE: Final = 75.0
_EVENED: Final = 2.5
"""Bends are spread this far (points) along the line, so that the spacing of its points changes gently."""

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
        result[around] = gaussian_filter(values[around].astype(np.float32), spread, truncate=3)
    return result


def trace(field: Floats, level: float = 0.5) -> list[Array]:
    """Lines (n, 2; pixels x, y) along which ``field`` crosses ``level``; closed ones end where they began."""
    inside = field > level
    rows, columns = np.nonzero(inside.any(axis=1))[0], np.nonzero(inside.any(axis=0))[0]
    if not len(rows):
        return []
    top, left = max(rows[0] - 2, 0), max(columns[0] - 2, 0)
    cropped = field[top : rows[-1] + 3, left : columns[-1] + 3]
    padded = np.pad(cropped, 1, constant_values=min(float(cropped.min()), level - 1e-3))
    shift = np.array([left - 0.5, top - 0.5])
    return [line + shift for line in contour_generator(z=padded, name="serial").lines(level)]


def is_closed(line: Array) -> bool:
    """Whether a line (n, 2) ends where it began."""
    return bool(np.abs(line[0] - line[-1]).max() < 1e-6)


def smooth(line: Array, pixels_per_cm: float, *, closed: bool) -> Array:
    """The line (n, 2; pixels) with pixel stairs ironed out and corners kept."""
    if len(line) < _SMOOTHED_FROM:
        return line
    little, much = _LIGHT_CM * pixels_per_cm, _HEAVY_CM * pixels_per_cm
    corner = _CORNER_MOVE_CM * pixels_per_cm
    if closed:
        ring = line[:-1]
        mixed = _mixed(_spread(ring, little, "wrap"), _spread(ring, much, "wrap"), corner, "wrap")
        return np.concatenate([mixed, mixed[:1]])
    return _mixed(_spread_open(line, little), _spread_open(line, much), corner, "nearest")


def _mixed(light: Array, heavy: Array, corner: float, mode: _Ends) -> Array:
    moved = _spread(np.hypot(*(light - heavy).T), 2.5, mode)
    share = (1.0 / (1.0 + (moved / corner) ** 6)).reshape(-1, 1)
    mixed: Array = light * (1.0 - share) + heavy * share
    return mixed


def _spread(values: Array, spread: float, mode: _Ends) -> Array:
    found: Array = gaussian_filter1d(values, spread, axis=0, mode=mode, truncate=3.0)
    return found


def _spread_open(line: Array, spread: float) -> Array:
    """Smoothing that leaves the ends where they are: the line is continued by its own reflection."""
    margin = min(int(4 * spread), len(line) - 1)
    before = 2 * line[0] - line[margin:0:-1]
    after = 2 * line[-1] - line[-2 : -margin - 2 : -1]
    continued = np.concatenate([before, line, after])
    return _spread(continued, spread, "nearest")[margin : margin + len(line)]


def thinned(line: Array, tolerance: float) -> Array:
    """Fewer points: as many as the line's bends need to stay within ``tolerance`` pixels of it."""
    if len(line) < 4:
        return line
    steps = np.diff(line, axis=0)
    lengths = np.hypot(steps[:, 0], steps[:, 1]) + 1e-9
    directions = steps / lengths[:, None]
    turning = np.abs(directions[:-1, 0] * directions[1:, 1] - directions[:-1, 1] * directions[1:, 0])
    bend = np.concatenate([[0.0], turning, [0.0]])
    per_piece = gaussian_filter1d((bend[:-1] + bend[1:]) / 2, _EVENED, mode="nearest", truncate=3.0)
    need = np.sqrt(per_piece * lengths / (8.0 * tolerance)) + lengths / _LONGEST_PIECE
    so_far = np.concatenate([[0.0], np.cumsum(need)])
    count = max(int(np.ceil(so_far[-1])), 3)
    chosen = np.searchsorted(so_far, np.linspace(0.0, so_far[-1], count + 1)[1:-1])
    kept = np.concatenate([[0], chosen, [len(line) - 1]])
    return vector(line[kept[np.diff(kept, prepend=-1) > 0]])


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
        return joined(
            self._curve(line, tolerance, closed=True)
            for line in lines
            if len(line) > 3 and enclosed(line) >= _SMALLEST_AREA
        )

    def strokes(self, lines: Iterable[Array], tolerance: float = 0.6) -> Path:
        """Lines, open or closed, as one path of curves."""
        return joined(self._stroke(line, tolerance) for line in lines if len(line) > 2)

    def _stroke(self, line: Array, tolerance: float) -> Path:
        return self._curve(line, tolerance, closed=is_closed(line))

    def _curve(self, line: Array, tolerance: float, *, closed: bool) -> Path:
        smoothed = smooth(line, self._window.pixels_per_cm, closed=closed)
        return curve(self.units(thinned(smoothed, tolerance)), closed=closed)


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
