"""Soft things that join the figure's mesh: straps, bands, towels, pillows, balls, a backpack."""

from typing import Final

import numpy as np
from scipy.interpolate import PchipInterpolator
from scipy.ndimage import gaussian_filter1d
from scipy.spatial import cKDTree

from clinic_app.figures.body.mesh import Dress, Material, Mesh, MeshBuilder, Part
from clinic_app.figures.body.tube import loft
from clinic_app.figures.geometry import Array, rotation_y, vector
from clinic_app.figures.prop_kinds import Sizes
from clinic_app.figures.props.strips import Stuff, add_ribbon
from clinic_app.figures.skeleton import Segment

_BAG_HEIGHT: Final = 126
_BAG_FROM_SPINE: Final = 10.6
_BAG_STRAP: Final = (
    (-15, 0.3, 8),
    (-9, 15, 9.4),
    (-2, 19, 10.2),
    (6, 15, 10.6),
    (11, 6, 11),
    (11, -5, 13),
    (4, -11, 16.8),
    (-8, -0.32, 15),
    (-17, -0.33, 10),
)
"""A shoulder strap's way: forward, up and outwards from the spine; shares of the bag's height at its ends."""

_TOP: Final = 2
_SHOULDER_CAP: Final = 7.0
"""Of the arms only what is no further (cm) below the strap's top carries it."""

_SKIN_POINTS: Final = 24
_SKIN_BESIDE: Final = 1.6
"""How many points of the shirt near a strap, and how near beside its middle (cm), may lift it."""

_BAG_STRAP_RINGS: Final = 40
_BAG_STRAP_SIZE: Final = (2.3, 0.6)
"""Half its width and thickness (cm)."""


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
    shirt = builder.mesh()
    for side in (1, -1):
        way = [back.at(x, y * high if abs(y) < 1 else y, side * z) for x, y, z in _BAG_STRAP]
        _add_bag_strap(builder, part + 2, np.array(way), back.axes[:, 1], shirt)


def _add_bag_strap(builder: MeshBuilder, part: int, way: Array, up: Array, shirt: Mesh) -> None:
    """A strap along ``way`` (n, 3) that lies on the shirt."""
    position = np.linspace(0, len(way) - 1, _BAG_STRAP_RINGS)
    centres = PchipInterpolator(np.arange(len(way)), way)(position)
    wide, thin = _BAG_STRAP_SIZE
    trunk = shirt.vertices_of((Part.TORSO,))
    if len(trunk) == 0:
        return
    arms = shirt.vertices_of((Part.UPPER_ARM_R, Part.UPPER_ARM_L))
    trunk = np.concatenate([trunk, arms[shirt.vertices[arms] @ up > way[_TOP] @ up - _SHOULDER_CAP]])
    skin, normals = shirt.vertices[trunk], shirt.normals()[trunk]
    tree = cKDTree(skin)
    for _ in range(3):
        near = np.asarray(tree.query(centres[1:-1], _SKIN_POINTS)[1])
        outwards = normals[near[:, :6]].mean(axis=1)
        apart = skin[near] - centres[1:-1, None]
        above = np.einsum("ijk,ik->ij", apart, outwards)
        beside = np.sqrt(np.maximum((apart**2).sum(axis=2) - above**2, 0.0))
        highest = np.where(beside < _SKIN_BESIDE, above, -np.inf).max(axis=1)
        highest = np.where(np.isfinite(highest), highest, above[:, 0])
        centres[1:-1] += (highest + thin * 0.7)[:, None] * outwards
        centres = gaussian_filter1d(centres, 0.8, axis=0, mode="nearest")
    across = np.cross(np.gradient(centres, axis=0), normals[tree.query(centres, 6)[1]].mean(axis=1))
    add_ribbon(builder, part, centres, across, np.full(len(centres), wide), Stuff(wide, thin, Material.BAG))


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
