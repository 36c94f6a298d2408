"""Arrows: the way something moves, with a light halo that sets it off from the figure."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from scipy.interpolate import make_interp_spline

from clinic_app.domain.drawing import UNITS_PER_CM, Ink, Shape, Weight
from clinic_app.figures.contours import Path, curve, joined, polygon
from clinic_app.figures.geometry import Array, length

_HEAD_LENGTH: Final = 4.2
_HEAD: Final = ((3.4, 0.0), (-4.2, 3.9), (-2.4, 0.0), (-4.2, -3.9))
"""The arrow head's corners in centimetres from the line's end: forwards, sideways."""

_MOST_POINTS: Final = 33
_DEGREES_A_POINT: Final = 11.0
"""A line has a point for so much of its bending: on a straight one more would only show as a tremor."""

_USUAL_PICTURE: Final = (1.25, 155.0)
"""A picture this much wider than high, so many centimetres high, has heads of just that size."""

_HEAD_SIZES: Final = (0.75, 1.35)


def head_size(width: int, height: int) -> float:
    """How large arrow heads are in a picture of that many body units, so that on paper they are alike."""
    wider, usual = _USUAL_PICTURE
    high = max(height, width / wider) / UNITS_PER_CM
    return float(np.clip(high / usual, *_HEAD_SIZES))


def arrow(points: Array, *, both_ways: bool, size: float = 1.0) -> Iterator[Shape]:
    """An arrow through ``points`` (n, 2; body units), its heads ``size`` times the usual."""
    bent = _smooth(points)
    line = curve(bent, closed=False)
    ends = [_head(bent, size)] + ([_head(bent[::-1], size)] if both_ways else [])
    heads = joined(ends)
    yield Shape(line.verbs, line.points, stroke=Ink.HALO, weight=Weight.HALO)
    yield Shape(heads.verbs, heads.points, stroke=Ink.HALO, weight=Weight.ARROW)
    yield Shape(line.verbs, line.points, stroke=Ink.ARROW, weight=Weight.ARROW)
    yield Shape(heads.verbs, heads.points, fill=Ink.ARROW)


def _smooth(points: Array) -> Array:
    """An even, smooth line (m, 2) through points (n, 2)."""
    far = _along(points)
    order = min(3 if len(points) > 3 else 2, len(points) - 1)
    spline = make_interp_spline(far, points, k=order)
    dense = spline(np.linspace(0.0, far[-1], 6 * _MOST_POINTS))
    along = _along(dense)
    count = int(np.clip(np.ceil(_turning(dense) / _DEGREES_A_POINT), 2, _MOST_POINTS))
    at = np.linspace(0.0, along[-1], count)
    return np.stack([np.interp(at, along, dense[:, axis]) for axis in range(2)], axis=1)


def _turning(line: Array) -> float:
    """By how many degrees a line (n, 2) bends from its beginning to its end, there and back added up."""
    steps = np.diff(line, axis=0)
    headings = np.unwrap(np.arctan2(steps[:, 1], steps[:, 0]))
    return float(np.degrees(np.abs(np.diff(headings)).sum())) + _DEGREES_A_POINT


def _along(points: Array) -> Array:
    """How far (n,) along a line its points are; never twice the same."""
    steps = np.maximum(np.sqrt((np.diff(points, axis=0) ** 2).sum(axis=1)), 1e-6)
    return np.concatenate([[0.0], np.cumsum(steps)])


def _head(line: Array, size: float) -> Path:
    """The head at a line's end (n, 2), along the line's last piece under it."""
    tip, along = line[-1], _along(line[::-1])
    under = _HEAD_LENGTH * size * UNITS_PER_CM * 0.6
    before = np.array([np.interp(under, along, line[::-1, axis]) for axis in range(2)])
    forwards = (tip - before) / (length(tip - before) + 1e-9)
    sideways = np.array([-forwards[1], forwards[0]])
    corners = [tip + (ahead * forwards + beside * sideways) * UNITS_PER_CM * size for ahead, beside in _HEAD]
    return polygon(np.array(corners))
