"""The forms hard things are built from: rods, discs, slabs with round corners, wedges, bent pipes."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from clinic_app.figures.finishes import Finish
from clinic_app.figures.geometry import Array, cross, length, unit, vector
from clinic_app.figures.solids import Solid

_CM_A_FACET: Final = 1.6
_FEWEST: Final = 10
_MOST: Final = 44
_CORNER_STEPS: Final = 5


def circle(middle: Array, axis: Array, radius: float, count: int | None = None) -> Array:
    """Points (n, 3) on a circle square to ``axis``; as many as its size needs."""
    number = count or int(np.clip(2 * np.pi * radius / _CM_A_FACET, _FEWEST, _MOST))
    along = unit(axis)
    first = unit(cross(along, vector((0.0, 0.0, 1.0) if abs(along[2]) < 0.9 else (1.0, 0.0, 0.0))))
    second = cross(along, first)
    angles = np.arange(number) * 2 * np.pi / number
    return vector(middle + radius * (np.cos(angles)[:, None] * first + np.sin(angles)[:, None] * second))


def rod(
    start: Sequence[float] | Array,
    end: Sequence[float] | Array,
    radius: float,
    finish: Finish = Finish.PAINTED,
    *,
    end_radius: float | None = None,
    name: str = "",
) -> Solid:
    """A round bar, disc or cone between two points."""
    first, last = vector(start), vector(end)
    axis = last - first
    far = radius if end_radius is None else end_radius
    count = len(circle(first, axis, max(radius, far)))
    return Solid(
        circle(first, axis, radius, count), circle(last, axis, far, count), name, soft=True, finish=finish
    )


def box(
    low: Sequence[float], high: Sequence[float], finish: Finish = Finish.PAINTED, name: str = ""
) -> Solid:
    """An upright box between two opposite corners."""
    return Solid.between(low, high, name).made_of(finish)


def slab(
    low: Sequence[float],
    high: Sequence[float],
    corner: float,
    finish: Finish = Finish.PAINTED,
    *,
    axis: int = 1,
    name: str = "",
) -> Solid:
    """A box whose edges along ``axis`` (0, 1 or 2) are rounded off by ``corner`` cm."""
    bottom, top = vector(low), vector(high)
    one, other = (number for number in range(3) if number != axis)
    round_off = min(corner, (top[one] - bottom[one]) / 2 - 1e-3, (top[other] - bottom[other]) / 2 - 1e-3)
    ring = []
    for quarter, (a, b) in enumerate(((top, top), (bottom, top), (bottom, bottom), (top, bottom))):
        for step in range(_CORNER_STEPS + 1):
            angle = (quarter + step / _CORNER_STEPS) * np.pi / 2
            point = bottom.copy()
            point[one] = a[one] - np.sign(a[one] - (bottom + top)[one] / 2) * round_off
            point[other] = b[other] - np.sign(b[other] - (bottom + top)[other] / 2) * round_off
            point[one] += round_off * np.cos(angle)
            point[other] += round_off * np.sin(angle)
            ring.append(point)
    along = np.zeros(3)
    along[axis] = top[axis] - bottom[axis]
    return Solid(np.array(ring), np.array(ring) + along, name, soft=True, finish=finish)


def extruded(
    profile: Sequence[Sequence[float]], from_z: float, to_z: float, finish: Finish, name: str = ""
) -> Solid:
    """A convex outline of x and y, drawn out from ``from_z`` to ``to_z``: wedges and sloping boards."""
    ring = vector([[x, y, from_z] for x, y in profile])
    return Solid(ring, ring + vector((0.0, 0.0, to_z - from_z)), name, finish=finish)


def pipe(
    points: Sequence[Sequence[float]] | Array, radius: float, finish: Finish, name: str = ""
) -> Iterator[Solid]:
    """A bent round bar: a rod from each point to the next."""
    places = [vector(point) for point in points]
    for first, last in pairwise(places):
        reach = unit(last - first) * min(radius * 0.5, length(last - first) / 3)
        yield rod(first - reach, last + reach, radius, finish, name=name)


def line(*points: Sequence[float]) -> Array:
    """A line (n, 3) through points, to mark a solid with."""
    return vector(points)
