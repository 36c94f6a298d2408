"""The room: walls, doorways, stairs, handrails, a mirror."""

from typing import Final

from clinic_app.figures.finishes import Finish
from clinic_app.figures.geometry import Array, rotation_y, vector
from clinic_app.figures.prop_kinds import Sizes
from clinic_app.figures.scene import Prop
from clinic_app.figures.shapes import box, line, rod, slab
from clinic_app.figures.solids import Solid

_SKIRTING: Final = 9.0
_NOSING: Final = 2.6
_RAIL: Final = 2.0
_POST: Final = 1.4
_WALL: Final = 5.0
_THINNER: Final = 0.18
"""A wall stands back on either side of its door frame by this share of the frame's depth."""


def stairs(sizes: Sizes) -> tuple[Solid, ...]:
    """Steps that rise along x, each with a nosing; tread by tread ``step1``, ``step2`` and on."""
    tread, rise, half = sizes["tread"], sizes["rise"], sizes["width"] / 2
    solids = []
    for step in range(round(sizes["steps"])):
        ends = sorted(sizes["x"] + sizes["direction"] * tread * count for count in (step, step + 1))
        top = rise * (step + 1)
        nose = line(
            *((x, top - _NOSING, z) for x, z in ((ends[0], -half), (ends[0], half), (ends[1], half))),
            (ends[1], top - _NOSING, -half),
            (ends[0], top - _NOSING, -half),
        )
        solids.append(box((ends[0], 0, -half), (ends[1], top, half), name=f"step{step + 1}").marked(nose))
    return tuple(solids)


def step(sizes: Sizes) -> tuple[Solid, ...]:
    """A training step: a platform with rubber grips on two feet, about the room's x and z."""
    long, high, half = sizes["length"] / 2, sizes["height"], sizes["width"] / 2
    top = slab((-long, high - 6, -half), (long, high, half), 5, name="top")
    grips = [line((-long + 5, high, z), (long - 5, high, z)) for z in (-half * 0.7, 0, half * 0.7)]
    feet = [
        box((-long + 3, 0, z - 9), (long - 3, high - 6, z + 9), Finish.RUBBER, "foot")
        for z in (-half + 12, half - 12)
    ]
    return standing((*feet, top.marked(*grips)), sizes)


def wall(sizes: Sizes) -> tuple[Solid, ...]:
    """A wall whose face looks back at the person, with a skirting board."""
    half, x, thick = sizes["width"] / 2, sizes["x"], sizes["thickness"]
    left, right = sizes["z"] - half, sizes["z"] + half
    skirting = line((x, _SKIRTING, left), (x, _SKIRTING, right))
    return (box((x, 0, left), (x + thick, sizes["height"], right), name="face").marked(skirting),)


def back_wall(sizes: Sizes) -> tuple[Solid, ...]:
    """A wall to the person's left, or right where z is above zero: its face looks at the person."""
    z, start, end = sizes["z"], sizes["from_x"], sizes["to_x"]
    skirting = line((start, _SKIRTING, z), (end, _SKIRTING, z))
    behind = z + 4 if z > 0 else z - 4
    low, high = sorted((z, behind))
    return (box((start, 0, low), (end, sizes["height"], high), name="face").marked(skirting),)


def corner(sizes: Sizes) -> tuple[Solid, ...]:
    """Two walls at a right angle whose apex lies ahead at x and z: ``wall_r`` and ``wall_l``."""
    long, high = sizes["length"], sizes["height"]
    skirtings = [
        line((0, _SKIRTING, 0), (-long, _SKIRTING, 0)),
        line((0, _SKIRTING, 0), (0, _SKIRTING, -long)),
    ]
    right = box((-long, 0, 0), (0, high, _WALL), name="wall_r").marked(skirtings[0])
    left = box((0, 0, -long), (_WALL, high, _WALL), name="wall_l").marked(skirtings[1])
    turn = rotation_y(-45 + sizes["turn"])
    by = vector((sizes["x"], 0, sizes["z"]))
    return right.moved(turn, by), left.moved(turn, by)


def door_post(sizes: Sizes) -> tuple[Solid, ...]:
    """One post of a door frame."""
    x, z = sizes["x"], sizes["z"]
    return (box((x - 4, 0, z - 7), (x + 4, sizes["height"], z + 7), name="post"),)


def doorway(sizes: Sizes) -> tuple[Solid, ...]:
    """Two posts and a lintel, the opening square to x, with a piece of wall beside each post.

    The pieces are ``post_r``, ``post_l``, ``lintel`` and ``wall_side``.
    """
    x, z, half, high = sizes["x"], sizes["z"], sizes["gap"] / 2, sizes["height"]
    post, near, far = sizes["post"], x - sizes["depth"] / 2, x + sizes["depth"] / 2
    outer, thin = half + post, (far - near) * _THINNER
    walls = [
        box((near + thin, 0, z + low), (far - thin, high + post, z + top), name="wall_side")
        for low, top in ((outer, outer + sizes["wall"]), (-outer - sizes["wall"], -outer))
        if sizes["wall"]
    ]
    return (
        *(wall.marked(_skirting_of(wall)) for wall in walls),
        box((near, 0, z + half), (far, high, z + half + post), Finish.WOOD, "post_r"),
        box((near, 0, z - half - post), (far, high, z - half), Finish.WOOD, "post_l"),
        box((near, high, z - half - post), (far, high + post, z + half + post), Finish.WOOD, "lintel"),
    )


def _skirting_of(piece: Solid) -> Array:
    """The line round the foot of a piece of wall."""
    low, high = piece.corners().min(axis=0), piece.corners().max(axis=0)
    (x, _, z), (far_x, _, far_z) = low.tolist(), high.tolist()
    corners = ((x, z), (x, far_z), (far_x, far_z), (far_x, z), (x, z))
    return line(*((at_x, _SKIRTING, at_z) for at_x, at_z in corners))


def mirror(sizes: Sizes) -> tuple[Solid, ...]:
    """A standing mirror that looks back at the person."""
    half, high = sizes["width"] / 2, sizes["height"]
    frame = box((0, 8, -half), (3, high, half), Finish.WOOD, "frame")
    glass = box((-0.6, 13, -half + 4), (0, high - 4, half - 4), Finish.MIRROR, "face")
    glints = [
        line((-0.6, high * up, -half + at), (-0.6, high * (up + 0.16), -half + at + 13))
        for up, at in ((0.62, 9.0), (0.56, 14.0), (0.3, 22.0))
    ]
    feet = [box((-14, 0, z - 2), (17, 8, z + 2), Finish.WOOD, "foot") for z in (-half + 4, half - 4)]
    return standing((*feet, frame, glass.marked(*glints)), sizes)


def block(sizes: Sizes) -> tuple[Solid, ...]:
    """A plain block between two corners."""
    low = (sizes["from_x"], sizes["from_y"], sizes["from_z"])
    return (box(low, (sizes["to_x"], sizes["to_y"], sizes["to_z"]), name="top"),)


def handrail(prop: Prop) -> tuple[Solid, ...]:
    """A round rail that rises along x, on the posts the prop names."""
    sizes = prop.sizes
    start, end, base, slope, z = (sizes[name] for name in ("from_x", "to_x", "height", "slope", "z"))
    middle = base + _RAIL
    rail = rod((start, middle, z), (end, middle + (end - start) * slope, z), _RAIL, Finish.WOOD, name="rail")
    posts = [
        rod((x, foot, z), (x, base + (x - start) * slope, z), _POST, Finish.METAL, name="post")
        for x, foot in prop.posts
    ]
    return (*posts, rail)


def standing(solids: tuple[Solid, ...], sizes: Sizes) -> tuple[Solid, ...]:
    """Pieces built about the room's zero, turned by ``turn`` and moved to ``x`` and ``z``."""
    turn, by = rotation_y(sizes.get("turn", 0.0)), vector((sizes["x"], 0.0, sizes["z"]))
    return tuple(solid.moved(turn, by) for solid in solids)
