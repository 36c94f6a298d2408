"""Things held in the hands: sticks, twist bars, dumbbells, bottles and cans."""

from itertools import pairwise

import numpy as np

from clinic_app.figures.finishes import Finish
from clinic_app.figures.geometry import Array, unit
from clinic_app.figures.prop_kinds import Sizes
from clinic_app.figures.shapes import circle, rod
from clinic_app.figures.solids import Solid


def stick(sizes: Sizes, through: Array) -> tuple[Solid, ...]:
    """A straight stick from the first to the last of ``through`` (n, 3), and ``beyond`` both."""
    start, end = stretched(through, sizes["beyond"])
    return (rod(start, end, sizes["radius"], Finish.WOOD, name="grip"),)


def dumbbell(sizes: Sizes, at: Array, along: Array) -> tuple[Solid, ...]:
    """A dumbbell about ``at`` (3,), its bar along ``along`` (3,)."""
    way, half, radius = unit(along), sizes["length"] / 2, sizes["radius"]
    head = half * 0.42
    bar = rod(at - way * half, at + way * half, 1.4, Finish.METAL, name="grip")
    heads = [
        rod(at + way * side * (half - head), at + way * side * half, radius, Finish.RUBBER, name="head")
        for side in (-1, 1)
    ]
    return (bar, *heads)


def bottle(sizes: Sizes, at: Array, up: Array) -> tuple[Solid, ...]:
    """A water bottle held about its middle, its neck towards ``up`` (3,)."""
    way, high, radius = unit(up), sizes["height"], sizes["radius"]
    foot = at - way * high / 2
    levels = [(0.0, radius), (0.72, radius), (0.86, radius * 0.42)]
    pieces = [
        rod(
            foot + way * high * low,
            foot + way * high * top,
            first,
            Finish.MIRROR,
            end_radius=second,
            name="grip",
        )
        for (low, first), (top, second) in pairwise(levels)
    ]
    label = [_ring(foot + way * high * share, way, radius) for share in (0.25, 0.6)]
    cap = rod(foot + way * high * 0.86, foot + way * high, radius * 0.46, Finish.FOAM, name="cap")
    return (pieces[0].marked(*label), *pieces[1:], cap)


def can(sizes: Sizes, at: Array, up: Array) -> tuple[Solid, ...]:
    """A food can held about its middle."""
    way, half, radius = unit(up), sizes["height"] / 2, sizes["radius"]
    rings = [_ring(at + way * half * share, way, radius) for share in (-0.8, 0.8)]
    return (rod(at - way * half, at + way * half, radius, Finish.METAL, name="grip").marked(*rings),)


def stretched(through: Array, beyond: float) -> tuple[Array, Array]:
    """The ends (3,) of a bar from the first to the last of ``through`` (n, 3) and ``beyond`` cm both."""
    way = unit(through[-1] - through[0])
    return through[0] - way * beyond, through[-1] + way * beyond


def _ring(middle: Array, axis: Array, radius: float) -> Array:
    points = circle(middle, axis, radius)
    return np.concatenate([points, points[:1]])
