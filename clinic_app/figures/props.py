"""Props as surfaces: stairs, walls, chairs and rails are solids; straps, balls and pillows join the mesh."""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from scipy.interpolate import PchipInterpolator

from clinic_app.figures.body.mesh import Dress, Material, MeshBuilder, Part
from clinic_app.figures.body.tube import loft
from clinic_app.figures.geometry import Array, axes_from, unit, vector
from clinic_app.figures.scene import LYING_AT, RUNNING_THROUGH, Prop
from clinic_app.figures.skeleton import Skeleton
from clinic_app.figures.solids import Solid

Sizes = Mapping[str, float]

_MAT_THICKNESS: Final = 1.6
_PLINTH_TOP: Final = 9.0
_SEAT: Final = 4.0
_CHAIR_HALF: Final = 21.0
_CHAIR_LEG: Final = 3.5
_BACKREST: Final = 44.0
_RAIL: Final = 4.0
_POST_HALF: Final = 1.5
_STRAP_RINGS: Final = 28


def solids_of(prop: Prop) -> tuple[Solid, ...]:
    """The prop's boxes; none for soft props."""
    if prop.kind == "handrail":
        return _handrail(prop)
    make = _MAKERS.get(prop.kind)
    return () if make is None else make(prop.sizes)


def is_soft(prop: Prop) -> bool:
    """Whether the prop is part of the mesh, so that hands and heads may sink into its edge."""
    return prop.kind in LYING_AT or prop.kind in RUNNING_THROUGH


def add_soft_prop(builder: MeshBuilder, prop: Prop, skeleton: Skeleton) -> None:
    """Add a strap, stick, ball or pillow to the figure's mesh."""
    if prop.kind in RUNNING_THROUGH:
        _add_strap(builder, np.array([skeleton.locate(place) for place in prop.through]), prop.sizes)
    elif prop.at is not None:
        middle = skeleton.locate(prop.at)
        if prop.kind == "ball":
            _add_ball(builder, middle, prop.sizes["radius"])
        else:
            _add_pillow(builder, middle, prop.sizes)


def _stairs(sizes: Sizes) -> tuple[Solid, ...]:
    tread, rise, half = sizes["tread"], sizes["rise"], sizes["width"] / 2
    solids = []
    for step in range(round(sizes["steps"])):
        ends = sorted(sizes["x"] + sizes["direction"] * tread * count for count in (step, step + 1))
        solids.append(Solid.between((ends[0], 0, -half), (ends[1], rise * (step + 1), half)))
    return tuple(solids)


def _wall(sizes: Sizes) -> tuple[Solid, ...]:
    half, x = sizes["width"] / 2, sizes["x"]
    return (Solid.between((x, 0, -half), (x + sizes["thickness"], sizes["height"], half)),)


def _back_wall(sizes: Sizes) -> tuple[Solid, ...]:
    z = sizes["z"]
    return (Solid.between((sizes["from_x"], 0, z - 4), (sizes["to_x"], sizes["height"], z)),)


def _door_post(sizes: Sizes) -> tuple[Solid, ...]:
    x, z = sizes["x"], sizes["z"]
    return (Solid.between((x - 4, 0, z - 7), (x + 4, sizes["height"], z + 7)),)


def _plinth(sizes: Sizes) -> tuple[Solid, ...]:
    start, end, top, half = sizes["from_x"], sizes["to_x"], sizes["height"], sizes["width"] / 2
    under = top - _PLINTH_TOP
    legs = [
        Solid.between((x, 0, z), (x + 5, under, z + 5))
        for x in (start + 8, end - 13)
        for z in (4 - half, half - 9)
    ]
    return (Solid.between((start, under, -half), (end, top, half)), *legs)


def _mat(sizes: Sizes) -> tuple[Solid, ...]:
    half = sizes["width"] / 2
    return (Solid.between((sizes["from_x"], -_MAT_THICKNESS, -half), (sizes["to_x"], 0, half)),)


def _chair(sizes: Sizes) -> tuple[Solid, ...]:
    x, seat, half = sizes["x"], sizes["height"], _CHAIR_HALF
    left, back = half - _CHAIR_LEG, x - half
    solids = [Solid.between((x - half, seat - _SEAT, -half), (x + half, seat, half))]
    solids += [
        Solid.between((leg, 0, z), (leg + _CHAIR_LEG, seat - _SEAT, z + _CHAIR_LEG))
        for leg in (back, x + left)
        for z in (-half, left)
    ]
    if sizes["backrest"]:
        solids += [
            Solid.between((back, seat, z), (back + _CHAIR_LEG, seat + _BACKREST / 2, z + _CHAIR_LEG))
            for z in (-half, left)
        ]
        solids.append(
            Solid.between((back, seat + _BACKREST / 2, -half), (back + _CHAIR_LEG, seat + _BACKREST, half))
        )
    return tuple(solids)


def _block(sizes: Sizes) -> tuple[Solid, ...]:
    low = (sizes["from_x"], sizes["from_y"], sizes["from_z"])
    return (Solid.between(low, (sizes["to_x"], sizes["to_y"], sizes["to_z"])),)


def _handrail(prop: Prop) -> tuple[Solid, ...]:
    sizes = prop.sizes
    start, end, base, slope, z = (sizes[name] for name in ("from_x", "to_x", "height", "slope", "z"))
    run = end - start
    rail = Solid(
        vector((start, base, z - _RAIL / 2)),
        vector([[run, run * slope, 0], [0, _RAIL, 0], [0, 0, _RAIL]]),
    )
    posts = [
        Solid.between(
            (x - _POST_HALF, foot, z - _POST_HALF),
            (x + _POST_HALF, base + (x - start) * slope, z + _POST_HALF),
        )
        for x, foot in prop.posts
    ]
    return (*posts, rail)


_MAKERS: Final[Mapping[str, Callable[[Sizes], tuple[Solid, ...]]]] = {
    "stairs": _stairs,
    "wall": _wall,
    "back_wall": _back_wall,
    "door_post": _door_post,
    "plinth": _plinth,
    "mat": _mat,
    "chair": _chair,
    "block": _block,
}


def _add_strap(builder: MeshBuilder, through: Array, sizes: Sizes) -> None:
    """A smooth band through the points (n, 3), flat side to the front where it can be."""
    position = np.linspace(0, len(through) - 1, _STRAP_RINGS)
    centres = PchipInterpolator(np.arange(len(through)), through)(position)
    across = vector((0.0, 0.05, 1.0))
    ways = vector(np.gradient(centres, axis=0))
    axes = np.array(
        [axes_from(way, across if abs(unit(way)[2]) < 0.9 else vector((0.0, 1.0, 0.0))) for way in ways]
    )
    thin, wide = sizes["half_thickness"], sizes["half_width"]
    tube = loft(centres, axes, np.tile([thin, thin, wide, wide], (_STRAP_RINGS, 1)), around=10, power=2.2)
    builder.add(tube.vertices, tube.faces, Part.STRAP, Dress.plain(Material.STRAP))


def _add_ball(builder: MeshBuilder, middle: Array, radius: float) -> None:
    angles = np.linspace(-1, 1, 15) * np.pi / 2
    centres = middle + np.outer(np.sin(angles) * radius, [0, 1, 0])
    radii = np.repeat((np.cos(angles) * radius + 0.01)[:, None], 4, axis=1)
    tube = loft(centres, np.broadcast_to(np.eye(3), (15, 3, 3)), radii, around=28, power=2.0)
    builder.add(tube.vertices, tube.faces, Part.BALL, Dress.plain(Material.BALL))


def _add_pillow(builder: MeshBuilder, middle: Array, sizes: Sizes) -> None:
    position = np.linspace(-1, 1, 15)
    fullness = np.sqrt(np.clip(1 - np.abs(position) ** 3.2, 0.02, 1))
    centres = middle + np.outer(position * sizes["width"] / 2, [0, 0, 1])
    axes = np.broadcast_to(vector([[1, 0, 0], [0, 0, -1], [0, 1, 0]]), (15, 3, 3))
    long, thick = fullness * sizes["length"] / 2, fullness * sizes["thickness"] / 2
    tube = loft(centres, axes, np.stack([long, long, thick, thick], axis=1), around=28, power=2.8)
    builder.add(tube.vertices, tube.faces, Part.PILLOW, Dress.plain(Material.CLOTH))
