"""The flexible rubber bar: ridges along it that wind about it where it is twisted."""

from typing import Final

import numpy as np

from clinic_app.figures.body.mesh import Dress, Material, MeshBuilder
from clinic_app.figures.body.tube import loft
from clinic_app.figures.geometry import Array, axes_from, length, turn, unit, vector
from clinic_app.figures.prop_kinds import Sizes
from clinic_app.figures.props.handheld import stretched

_RIDGES: Final = 4
_AROUND: Final = 48
_RINGS: Final = 56
_DEEP: Final = 0.06
"""How much a ridge stands out, as a share of the radius."""


def add_twist_bar(builder: MeshBuilder, part: int, through: Array, sizes: Sizes) -> None:
    """A bar through both hands (n, 3) whose ridges turn by ``twist`` degrees from the first to the last."""
    start, end = stretched(through, sizes["beyond"])
    shares = np.linspace(0.0, 1.0, _RINGS)
    centres = start + np.outer(shares, end - start)
    way = unit(end - start)
    beside = vector((0.0, 0.0, 1.0) if abs(way[2]) < 0.9 else (1.0, 0.0, 0.0))
    held = np.clip(
        (shares * length(end - start) - sizes["beyond"]) / max(_between(sizes, start, end), 1.0), 0, 1
    )
    turned = turn(np.outer(np.radians(sizes["twist"]) * held, way)) @ axes_from(way, beside)
    radii = np.full((_RINGS, 4), sizes["radius"])
    radii[[0, -1]] *= 0.9
    bar = loft(centres, turned, radii, around=_AROUND, power=2.0)
    waves = np.cos(np.radians(bar.angles) * _RIDGES)
    ridges = np.concatenate([np.tile(waves, _RINGS), [-1.0, -1.0]])
    out = bar.vertices[:-2] - np.repeat(centres, _AROUND, axis=0)
    bar.vertices[:-2] += out * (ridges[:-2] * _DEEP)[:, None]
    dress = Dress(Material.RIDGE, Material.BAND, Material.BAND, ridges)
    builder.add(bar.vertices, bar.faces, part, dress)


def _between(sizes: Sizes, start: Array, end: Array) -> float:
    """How far apart the hands hold the bar (cm)."""
    return length(end - start) - 2 * sizes["beyond"]
