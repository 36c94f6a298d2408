"""Clean edges: everything a close-up shows ends at the picture's box, and no line runs along the cut."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from clinic_app.domain.drawing import Shape
from clinic_app.figures.contours import Path, joined, polygon, polyline
from clinic_app.figures.geometry import Array, vector

_INSET: Final = 12
"""Body units the cut lies inside the box, so that the round ends of lines stay in it too."""

_NO_STEP: Final = 1e-9
"""Stands for the step of a line that runs along the box."""

_PIECES: Final = 6
"""Straight pieces for each curve of a path that is cut."""


def clipped(shapes: Iterable[Shape], width: int, height: int) -> Iterator[Shape]:
    """The shapes without what lies outside a box of ``width`` by ``height`` body units.

    Fills are closed along the cut; lines are cut open there.
    """
    low, high = vector((_INSET, _INSET)), vector((width - _INSET, height - _INSET))
    for shape in shapes:
        points = np.array(shape.points, dtype=np.float64).reshape(-1, 2)
        if not len(points) or (points.max(axis=0) < low).any() or (points.min(axis=0) > high).any():
            continue
        if (points >= low).all() and (points <= high).all():
            yield shape
        else:
            yield from _cut(shape, low, high)


def _cut(shape: Shape, low: Array, high: Array) -> Iterator[Shape]:
    lines = _lines(shape)
    if shape.fill is not None:
        rings = (_clipped_ring(line, low, high) for line in lines)
        area = joined(polygon(ring) for ring in rings if len(ring) > 2)
        if area.verbs:
            yield _redrawn(shape, area, stroked=False)
    if shape.stroke is not None:
        strokes = joined(polyline(piece) for line in lines for piece in _clipped_line(line, low, high))
        if strokes.verbs:
            yield _redrawn(shape, strokes, stroked=True)


def _redrawn(shape: Shape, path: Path, *, stroked: bool) -> Shape:
    """The shape with another path, only filled or only stroked."""
    if stroked:
        return replace(shape, verbs=path.verbs, points=path.points, fill=None, even_odd=False)
    return replace(shape, verbs=path.verbs, points=path.points, stroke=None, weight=None, dash=())


def _lines(shape: Shape) -> list[Array]:
    """Each part of the path as points (n, 2), its curves in straight pieces; closed ones repeat the first."""
    verbs = np.frombuffer(shape.verbs.encode("ascii"), dtype=np.uint8)
    points = vector(shape.points).reshape(-1, 2)
    moves, curves, closes = verbs == ord("M"), verbs == ord("Q"), verbs == ord("Z")
    last = np.cumsum(np.where(closes, 0, np.where(curves, 2, 1))) - 1
    first = np.maximum.accumulate(np.where(moves, last, 0))
    ends = points[np.where(closes, first, last)]
    pieces = np.where(curves, _PIECES, 1)
    after = np.cumsum(pieces)
    found = np.repeat(ends, pieces, axis=0)
    bent = np.flatnonzero(curves)
    along = np.linspace(0, 1, _PIECES + 1)[1:, None]
    start, control, end = (place[:, None] for place in (ends[bent - 1], points[last[bent] - 1], ends[bent]))
    found[(after[bent] - _PIECES)[:, None] + np.arange(_PIECES)] = (
        (1 - along) ** 2 * start + 2 * along * (1 - along) * control + along**2 * end
    )
    return [line for line in np.split(found, (after - 1)[moves][1:]) if len(line) > 1]


def _clipped_ring(ring: Array, low: Array, high: Array) -> Array:
    """The part of an area (n, 2) inside the box (Sutherland and Hodgman 1974)."""
    if ((ring >= low) & (ring <= high)).all():
        return ring
    for axis in (0, 1):
        for limit, sign in ((low[axis], 1.0), (high[axis], -1.0)):
            if len(ring):
                ring = _one_side(ring, axis, limit, sign)
    return ring


def _one_side(ring: Array, axis: int, limit: float, sign: float) -> Array:
    beyond = (ring[:, axis] - limit) * sign
    before, beyond_before = np.roll(ring, 1, axis=0), np.roll(beyond, 1)
    kept = beyond >= 0
    crosses = kept != (beyond_before >= 0)
    if not crosses.any():
        return ring[kept]
    share = np.where(crosses, beyond_before / np.where(crosses, beyond_before - beyond, 1.0), 0.0)
    crossings = before + (ring - before) * share[:, None]
    both = np.stack([crossings, ring], axis=1).reshape(-1, 2)
    return vector(both[np.stack([crosses, kept], axis=1).ravel()])


def _clipped_line(line: Array, low: Array, high: Array) -> Iterator[Array]:
    """The pieces (n, 2) of a line inside the box (Liang and Barsky 1984)."""
    starts, steps = line[:-1], np.diff(line, axis=0)
    slopes = np.where(steps == 0, _NO_STEP, steps)
    to_low, to_high = (low - starts) / slopes, (high - starts) / slopes
    first = np.maximum(np.minimum(to_low, to_high).max(axis=1), 0.0)
    last = np.minimum(np.maximum(to_low, to_high).min(axis=1), 1.0)
    inside = np.nonzero(first < last)[0]
    if not len(inside):
        return
    enters, leaves = starts + steps * first[:, None], starts + steps * last[:, None]
    broken = (np.diff(inside) > 1) | (last[inside[:-1]] < 1) | (first[inside[1:]] > 0)
    for run in np.split(inside, np.nonzero(broken)[0] + 1):
        yield np.concatenate([enters[run[:1]], leaves[run]])
