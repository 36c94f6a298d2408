"""Arrows: the way something moves, with a light halo that sets it off from the figure."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from scipy.interpolate import make_interp_spline

from clinic_app.domain.drawing import UNITS_PER_CM, Ink, Shape, Weight
from clinic_app.figures.contours import Path, curve, joined, polygon
from clinic_app.figures.geometry import Array, length

_HEAD: Final = ((3.4, 0.0), (-4.2, 3.9), (-2.4, 0.0), (-4.2, -3.9))
"""The arrow head's corners in centimetres from the line's end: forwards, sideways."""

_POINTS: Final = 9


def arrow(points: Array, *, both_ways: bool) -> Iterator[Shape]:
    """An arrow through ``points`` (n, 2; body units)."""
    order = min(2, len(points) - 1)
    bent = make_interp_spline(np.linspace(0, 1, len(points)), points, k=order)(np.linspace(0, 1, _POINTS))
    line = curve(bent, closed=False)
    ends = [_head(bent[-2], bent[-1])] + ([_head(bent[1], bent[0])] if both_ways else [])
    heads = joined(ends)
    yield Shape(line.verbs, line.points, stroke=Ink.HALO, weight=Weight.HALO)
    yield Shape(heads.verbs, heads.points, stroke=Ink.HALO, weight=Weight.ARROW)
    yield Shape(line.verbs, line.points, stroke=Ink.ARROW, weight=Weight.ARROW)
    yield Shape(heads.verbs, heads.points, fill=Ink.ARROW)


def _head(before: Array, tip: Array) -> Path:
    forwards = (tip - before) / (length(tip - before) + 1e-9)
    sideways = np.array([-forwards[1], forwards[0]])
    corners = [tip + (ahead * forwards + beside * sideways) * UNITS_PER_CM for ahead, beside in _HEAD]
    return polygon(np.array(corners))
