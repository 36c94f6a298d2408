"""Draws signs: arrows that move, thick ones with a bar that press, a disc with two bars that holds still."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from clinic_app.domain.drawing import UNITS_PER_CM, Ink, Shape, Weight
from clinic_app.figures.arrows import arrow, head_size
from clinic_app.figures.camera import Box
from clinic_app.figures.contours import curve, joined, polygon, polyline
from clinic_app.figures.geometry import Array, length, vector
from clinic_app.figures.sign_places import Drawn, PlacedSign

_THICK: Final = (
    (0.0, 1.7),
    (0.5, 1.7),
    (0.5, 4.0),
    (1.0, 0.0),
    (0.5, -4.0),
    (0.5, -1.7),
    (0.0, -1.7),
)
"""A pressing arrow's outline: share of its length, centimetres sideways."""

_BAR_BEYOND: Final = 1.3
_BAR_HALF: Final = 5.0
_DISC: Final = 4.2
_BARS: Final = (0.7, 2.1)
_BAR_HIGH: Final = 2.3


def sign_shapes(sign: PlacedSign, box: Box) -> Iterator[Shape]:
    """The sign's shapes in body units of the picture's ``box``."""
    points = box.units(sign.points)
    if sign.drawn is Drawn.PRESS:
        yield from _press(points)
    elif sign.drawn is Drawn.HOLD:
        yield from _hold(points[0])
    else:
        size = head_size(box.width_units, box.height_units)
        yield from arrow(points, both_ways=sign.both_ways, size=size)


def _press(points: Array) -> Iterator[Shape]:
    start, tip = points[0], points[-1]
    ahead = (tip - start) / (length(tip - start) + 1e-9)
    beside = np.array([-ahead[1], ahead[0]]) * UNITS_PER_CM
    body = polygon(np.array([start + (tip - start) * share + beside * aside for share, aside in _THICK]))
    end = tip + ahead * _BAR_BEYOND * UNITS_PER_CM
    bar = polyline(np.array([end - beside * _BAR_HALF, end + beside * _BAR_HALF]))
    yield Shape(bar.verbs, bar.points, stroke=Ink.HALO, weight=Weight.HALO)
    yield Shape(body.verbs, body.points, stroke=Ink.HALO, weight=Weight.ARROW)
    yield Shape(bar.verbs, bar.points, stroke=Ink.ARROW, weight=Weight.ARROW)
    yield Shape(body.verbs, body.points, fill=Ink.ARROW)


def _hold(middle: Array) -> Iterator[Shape]:
    angles = np.linspace(0.0, 2 * np.pi, 17)
    circle = vector(middle + _DISC * UNITS_PER_CM * np.stack([np.cos(angles), np.sin(angles)], axis=1))
    disc = curve(circle, closed=True)
    bars = joined(polygon(middle + _bar(side) * UNITS_PER_CM) for side in (-1.0, 1.0))
    yield Shape(disc.verbs, disc.points, stroke=Ink.HALO, weight=Weight.ARROW)
    yield Shape(disc.verbs, disc.points, fill=Ink.ARROW)
    yield Shape(bars.verbs, bars.points, fill=Ink.HALO)


def _bar(side: float) -> Array:
    """The corners (4, 2; cm) of one of the two bars that mean: stay."""
    inner, outer = side * _BARS[0], side * _BARS[1]
    return vector([[inner, -_BAR_HIGH], [outer, -_BAR_HIGH], [outer, _BAR_HIGH], [inner, _BAR_HIGH]])
