"""Soft things that join the figure's mesh: straps, bands, towels, pillows, balls, a backpack."""

from typing import Final

import numpy as np
from scipy.interpolate import PchipInterpolator

from clinic_app.figures.body.mesh import Dress, Material, MeshBuilder
from clinic_app.figures.body.tube import loft
from clinic_app.figures.geometry import Array, axes_from, length, rotation_y, unit, vector
from clinic_app.figures.prop_kinds import Sizes
from clinic_app.figures.skeleton import Segment

_STRAP_RINGS: Final = 36
_ALONG: Final = 0.9
"""Cosine above which a strip runs the way its width should lie."""

_KNOT: Final = 2.4
_THINNEST: Final = 0.45
_BAG_HEIGHT: Final = 126
_BAG_FROM_SPINE: Final = 10.6
_BAG_STRAP: Final = (
    (-11, 0.36, 8),
    (-4, 17.5, 9.6),
    (5.5, 15.5, 10.8),
    (11.6, 5, 11.6),
    (8.5, -5, 15.2),
    (-1, -9, 17.6),
    (-11, -0.34, 12),
)
"""A shoulder strap's way: forward, up and outwards from the spine; shares of the bag's height at its ends."""


def add_strap(
    builder: MeshBuilder,
    part: int,
    through: Array,
    sizes: Sizes,
    material: Material,
    across: tuple[float, float, float] = (0.0, 0.05, 1.0),
) -> None:
    """A smooth strip through the points (n, 3), its width ``across`` wherever it does not run that way."""
    position = np.linspace(0, len(through) - 1, _STRAP_RINGS)
    centres = PchipInterpolator(np.arange(len(through)), through)(position)
    wished = unit(vector(across))
    other = vector((0.0, 1.0, 0.0)) if abs(wished[2]) > abs(wished[1]) else vector((0.0, 0.0, 1.0))
    ways = vector(np.gradient(centres, axis=0))
    axes = np.array([axes_from(way, wished if abs(unit(way) @ wished) < _ALONG else other) for way in ways])
    thin, wide = sizes["half_thickness"], sizes["half_width"]
    tube = loft(centres, axes, np.tile([thin, thin, wide, wide], (_STRAP_RINGS, 1)), around=10, power=2.2)
    builder.add(tube.vertices, tube.faces, part, Dress.plain(material))


def add_band(builder: MeshBuilder, part: int, through: Array, sizes: Sizes, *, tied: bool) -> None:
    """An elastic band: narrower and thinner the longer it is stretched, with a knot where it is tied."""
    steps = np.diff(through, axis=0)
    stretch = float(np.sqrt((steps**2).sum(axis=1)).sum()) / max(sizes["rest_length"], 1.0)
    share = float(np.clip(1.0 / np.sqrt(max(stretch, 1.0)), _THINNEST, 1.0))
    shrunk = {name: sizes[name] * share for name in ("half_width", "half_thickness")}
    add_strap(builder, part, through, shrunk, Material.BAND, across=(0.0, 1.0, 0.0))
    if tied and sizes["knot"]:
        add_ball(
            builder, part + 1, through[0] + unit(through[1] - through[0]) * _KNOT / 2, _KNOT, Material.BAND
        )


def add_ball(builder: MeshBuilder, part: int, middle: Array, radius: float, material: Material) -> None:
    """A ball about ``middle`` (3,)."""
    angles = np.linspace(-1, 1, 15) * np.pi / 2
    centres = middle + np.outer(np.sin(angles) * radius, [0, 1, 0])
    radii = np.repeat((np.cos(angles) * radius + 0.01)[:, None], 4, axis=1)
    tube = loft(centres, np.broadcast_to(np.eye(3), (15, 3, 3)), radii, around=28, power=2.0)
    builder.add(tube.vertices, tube.faces, part, Dress.plain(material))


def add_pillow(builder: MeshBuilder, part: int, middle: Array, sizes: Sizes) -> None:
    """A pillow about ``middle`` (3,), its width along z until it is turned."""
    position = np.linspace(-1, 1, 15)
    fullness = np.sqrt(np.clip(1 - np.abs(position) ** 3.2, 0.02, 1))
    turn = rotation_y(sizes["turn"])
    centres = middle + np.outer(position * sizes["width"] / 2, turn[:, 2])
    axes = np.broadcast_to(turn @ vector([[1, 0, 0], [0, 0, -1], [0, 1, 0]]), (15, 3, 3))
    long, thick = fullness * sizes["length"] / 2, fullness * sizes["thickness"] / 2
    tube = loft(centres, axes, np.stack([long, long, thick, thick], axis=1), around=28, power=2.8)
    builder.add(tube.vertices, tube.faces, part, Dress.plain(Material.CLOTH))


def add_backpack(builder: MeshBuilder, part: int, back: Segment, sizes: Sizes) -> None:
    """A worn backpack with a pocket; ``back`` is the spine's segment at :data:`BAG_AT`."""
    high, wide, deep = sizes["height"], sizes["width"] / 2, sizes["depth"] / 2
    middle = back.at(-_BAG_FROM_SPINE - deep, 0.0, 0.0)
    _add_bag(builder, part, middle, back.axes, (high, wide, deep))
    pocket = middle + back.axes @ vector((-deep * 0.75, -high * 0.2, 0.0))
    _add_bag(builder, part + 1, pocket, back.axes, (high * 0.44, wide * 0.78, deep * 0.62))
    for side in (1, -1):
        way = [back.at(x, y * high if abs(y) < 1 else y, side * z) for x, y, z in _BAG_STRAP]
        strap = {"half_width": 2.3, "half_thickness": 0.7}
        add_strap(builder, part + 2 + (side > 0), np.array(way), strap, Material.BAG)


BAG_AT: Final = f"spine_{_BAG_HEIGHT}"
"""The part of the body a backpack lies on."""


def _add_bag(
    builder: MeshBuilder, part: int, middle: Array, axes: Array, size: tuple[float, float, float]
) -> None:
    high, wide, deep = size
    position = np.linspace(-1, 1, 17)
    full = np.clip(1 - np.abs(position) ** 5.0, 0.03, 1) ** 0.42
    rings = np.stack([deep * full, deep * full, wide * full, wide * full], axis=1)
    centres = middle + np.outer(position * high / 2, axes[:, 1])
    tube = loft(centres, np.broadcast_to(axes, (17, 3, 3)), rings, around=28, power=3.0)
    builder.add(tube.vertices, tube.faces, part, Dress.plain(Material.BAG))


def strap_length(through: Array) -> float:
    """How long a strap through points (n, 3) is."""
    return sum(length(step) for step in np.diff(through, axis=0))
