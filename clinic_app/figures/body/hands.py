"""Hands: a palm, four fingers of three phalanges and a thumb, curled by the hand's shape."""

from collections.abc import Callable
from typing import Final

import numpy as np

from clinic_app.figures.body import profiles
from clinic_app.figures.body.mesh import Dress, Material, MeshBuilder, part_of
from clinic_app.figures.body.tube import loft
from clinic_app.figures.geometry import Array, between, rotation_x, rotation_y, rotation_z, vector
from clinic_app.figures.skeleton import Limb

_FINGER_CURLS: Final = {
    "flat": (2, 2, 2),
    "relaxed": (18, 22, 14),
    "fist": (75, 95, 60),
    "grip": (60, 80, 45),
    "hold": (28, 40, 30),
    "cup": (35, 40, 25),
}
_THUMB_CURLS: Final = {
    "flat": (6, 4, 2),
    "relaxed": (10, 8, 8),
    "fist": (25, 30, 40),
    "grip": (35, 30, 30),
    "hold": (20, 18, 14),
    "cup": (14, 12, 12),
}
_OPEN_SHAPES: Final = ("flat", "relaxed")

_FINGERS: Final = (("index", 2.95, 7.4), ("middle", 0.98, 8.2), ("ring", -0.98, 7.7), ("little", -2.85, 6.2))
"""Name, distance of the knuckle to the thumb side, length."""

_PHALANGES: Final = (0.46, 0.30, 0.24)
_THUMB_PHALANGES: Final = (4.2, 3.2, 2.6)
_PALM_HEIGHTS: Final = np.linspace(-1.2, 9.8, 9)
_FINGER_AROUND: Final = 10
_SKIN: Final = Dress.plain(Material.SKIN)


def add_hand(builder: MeshBuilder, arm: Limb, shape: str) -> None:
    """Add the hand at the arm's end, curled as ``shape`` says."""
    _add_palm(builder, arm)
    wrist, axes, side = arm.end.origin, arm.end.axes, arm.outwards
    curl = _FINGER_CURLS[shape]
    spread = 2.5 if shape == "flat" else 1.0
    for index, (name, sideways, finger_length) in enumerate(_FINGERS):
        knuckle = arm.end.at(sideways, -9.4 if name in ("middle", "ring") else -9.0, 0.0)
        base_axes = axes @ rotation_z((1.5 - index) * spread)
        lengths = tuple(finger_length * share for share in _PHALANGES)
        radius = 0.9 if name == "little" else 1.02
        _add_finger(builder, knuckle, base_axes, lengths, radius, curl, part_of(name, arm.side), side)
    thumb_base = wrist + axes @ vector((2.6, -2.6, -side * 0.8))
    opening = 32 if shape in _OPEN_SHAPES else 12
    thumb_axes = axes @ rotation_y(side * 35) @ rotation_z(opening)
    _add_finger(
        builder,
        thumb_base,
        thumb_axes,
        _THUMB_PHALANGES,
        1.25,
        _THUMB_CURLS[shape],
        part_of("thumb", arm.side),
        side,
    )


def _add_palm(builder: MeshBuilder, arm: Limb) -> None:
    radii = profiles.along(profiles.PALM, _PALM_HEIGHTS)[:, [0, 1, 2, 2]]
    centres = arm.end.origin - np.outer(_PALM_HEIGHTS, arm.end.axes[:, 1])
    axes = np.broadcast_to(arm.end.axes, (len(centres), 3, 3))
    tube = loft(centres, axes, radii, outwards=arm.outwards, around=18, power=2.5)
    builder.add(tube.vertices, tube.faces, part_of("hand", arm.side), _SKIN)


def _add_finger(
    builder: MeshBuilder,
    base: Array,
    base_axes: Array,
    lengths: tuple[float, ...],
    radius: float,
    curl: tuple[int, ...],
    part: int,
    side: int,
) -> None:
    points, axes = _phalanges(base, base_axes, lengths, lambda degrees: rotation_x(side * degrees), curl)
    centres, ring_axes, radii = _finger_rings(points, axes, radius)
    tube = loft(centres, ring_axes, np.repeat(radii[:, None], 4, axis=1), around=_FINGER_AROUND, power=2.1)
    builder.add(tube.vertices, tube.faces, part, _SKIN)


def _phalanges(
    base: Array,
    base_axes: Array,
    lengths: tuple[float, ...],
    bend: Callable[[float], Array],
    curl: tuple[int, ...],
) -> tuple[list[Array], list[Array]]:
    """The joints of a finger (one more than phalanges) and the axes before each."""
    points, axes = [base], [base_axes]
    for bone, degrees in zip(lengths, curl, strict=True):
        axes.append(axes[-1] @ bend(degrees))
        points.append(points[-1] - axes[-1][:, 1] * bone)
    return points, axes


def _finger_rings(points: list[Array], axes: list[Array], radius: float) -> tuple[Array, Array, Array]:
    """Centres, axes and radii of three rings a phalanx and a rounded tip."""
    centres, ring_axes, radii = [], [], []
    half = np.array([0.5])
    for bone in range(len(points) - 1):
        for share in (0.0, 0.33, 0.66):
            centres.append(points[bone] * (1 - share) + points[bone + 1] * share)
            ring_axes.append(axes[bone + 1] if share else between(axes[bone], axes[bone + 1], half)[0])
            radii.append(radius * (1 - 0.1 * (bone + share)))
    tip_axes, tip_radius = axes[-1], radii[-1]
    for beyond, factor in ((-0.35, 1.0), (0.15, 0.86), (0.5, 0.55), (0.62, 0.25)):
        centres.append(points[-1] + tip_axes[:, 1] * tip_radius * (0.5 - 1.3 * beyond))
        ring_axes.append(tip_axes)
        radii.append(tip_radius * factor)
    return np.array(centres), np.array(ring_axes), np.array(radii)
