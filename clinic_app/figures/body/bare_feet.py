"""Bare feet: heel, arch, ball and ankle bones in one skin that follows the shank, and five toes."""

from functools import cache, lru_cache
from typing import Final

import numpy as np

from clinic_app.figures.body.fingers import finger_surface
from clinic_app.figures.body.mesh import Dress, Indices, Material, MeshBuilder, part_of
from clinic_app.figures.body.round_cones import RoundCones
from clinic_app.figures.body.toe_bones import ToeBends, domed, toes
from clinic_app.figures.body.tube import grid_faces
from clinic_app.figures.geometry import Array, vector
from clinic_app.figures.skeleton import Limb

_SOFTNESS: Final = 0.3
_REACH: Final = 10.0
_SKIN: Final = Dress.plain(Material.SKIN)

_FLESH: Final = (
    # start, end, radius at either: heel, heel to ankle, ankle to instep, outer and inner border of the foot
    ((-3.8, -4.4, 0.1), (-2.2, -4.4, 0.1), 2.05, 2.05),
    ((-3.7, -3.9, 0.0), (-1.4, -0.8, 0.0), 1.85, 2.3),
    ((0.2, 0.2, 0.0), (3.4, -2.0, -0.5), 2.65, 2.1),
    ((3.4, -2.0, -0.5), (6.4, -3.0, -0.9), 2.05, 1.75),
    ((-2.2, -4.9, 0.9), (4.2, -5.2, 2.7), 1.5, 1.15),
    ((-2.0, -4.9, 0.0), (4.4, -4.7, 0.5), 1.5, 1.05),
    ((4.4, -4.7, 0.5), (9.0, -5.2, 0.9), 1.05, 1.0),
    ((-2.2, -4.7, -0.8), (3.6, -3.4, -1.5), 1.5, 1.4),
)
_ANKLE_BONES: Final = (
    ((-0.5, -0.8, 2.45), (-0.3, 0.9, 2.2), 0.8, 0.8),
    ((0.7, 0.0, -2.4), (0.5, 1.4, -2.2), 0.85, 0.8),
)
"""Outer and inner; they are the shank's and stay with it."""

_BASES: Final = ((6.4, -3.3, -1.7), (6.8, -3.0, -0.6), (6.4, -3.3, 0.5), (5.6, -3.9, 1.5), (4.0, -4.9, 2.7))
_BASE_RADII: Final = (1.45, 1.35, 1.3, 1.2, 1.15)
_HEAD_RADII: Final = (1.22, 0.98, 0.96, 0.92, 0.88)
_TOE_RADII: Final = (0.95, 0.72, 0.7, 0.66, 0.64)
_WEB_SHARE: Final = 0.5

_SHANK: Final = (
    ((-0.2, 8.0, 0.0), (-0.15, 4.2, 0.0), 2.6, 3.0),
    ((-0.15, 4.2, 0.0), (0.0, 0.8, 0.0), 3.0, 2.75),
)
_TENDON: Final = ((-2.85, 8.0, 0.0), (-3.9, -3.0, 0.0), 0.7, 0.9)
"""In the shank's axes, and the Achilles tendon from the shank to the heel (in the foot's)."""

_RINGS: Final = {False: (4, 15, 4), True: (7, 30, 7)}
_AROUND: Final = {False: 20, True: 40}
_BACK: Final = -3.5
_FRONT: Final = 11.4


def add_bare_foot(builder: MeshBuilder, leg: Limb, bends: ToeBends, *, fine: bool = False) -> None:
    """Add a bare foot; ``fine`` for a picture of the foot alone, where each toe is a part of its own."""
    out = [1.0, 1.0, float(leg.outwards)]
    shank = np.diag(out) @ leg.end.axes.T @ leg.lower.axes @ np.diag(out)
    key = tuple(np.round(shank.ravel(), 2).tolist())
    pieces = [("foot", *_foot_surface(bends, key, fine=fine))]
    for toe, vertices, faces in _toe_surfaces(bends, fine=fine):
        pieces.append((toe if fine else "foot", vertices, faces))
    for stem, vertices, faces in pieces:
        seen = faces if leg.outwards > 0 else faces[:, ::-1]
        builder.add(foot_in_room(leg, vertices), seen, part_of(stem, leg.side), _SKIN)


def foot_in_room(leg: Limb, points: Array) -> Array:
    """Points (n, 3) in the right foot's axes, on this leg's foot in the room."""
    found: Array = points * [1.0, 1.0, float(leg.outwards)] @ leg.end.axes.T + leg.end.origin
    return found


@lru_cache(maxsize=128)
def _toe_surfaces(bends: ToeBends, *, fine: bool) -> tuple[tuple[str, Array, Indices], ...]:
    """Each toe's name, vertices and faces in the right foot's axes."""
    skins = [(digit.name, finger_surface(digit, fine=fine)) for digit in toes(bends)]
    return tuple((name, skin.vertices, skin.faces) for name, skin in skins)


@lru_cache(maxsize=128)
def _foot_surface(bends: ToeBends, shank: tuple[float, ...], *, fine: bool) -> tuple[Array, Indices]:
    """The skin from heel to ball: vertices and faces; ``shank`` are the shank's axes in the foot's."""
    inside, directions = _rays(fine)
    rings, around = inside.shape[:2]
    raised = domed(inside.reshape(-1, 3), 0.7 * bends.arch_raise)
    flesh = foot_flesh(bends, vector(shank).reshape(3, 3))
    skin = flesh.wrapped(raised, directions.reshape(-1, 3), _REACH).reshape(rings, around, 3)
    ends = np.stack([skin[0].mean(axis=0), skin[-1].mean(axis=0)])
    return np.concatenate([skin.reshape(-1, 3), ends]), _faces(rings, around)


def foot_flesh(bends: ToeBends, shank: Array) -> RoundCones:
    """The bones and pads of a right foot; ``shank`` (3, 3) are the shank's axes in the foot's."""
    starts = vector([*(cone[0] for cone in _FLESH), *_BASES])
    heads = vector([digit.joints[0] for digit in toes(bends)])
    starts = domed(starts, bends.arch_raise)
    ends = np.concatenate([domed(vector([cone[1] for cone in _FLESH]), bends.arch_raise), heads])
    radii = [cone[2:] for cone in _FLESH] + list(zip(_BASE_RADII, _HEAD_RADII, strict=True))
    cones = [(start, end, *pair) for start, end, pair in zip(starts, ends, radii, strict=True)]
    for start, end, first, last in (*_SHANK, *_ANKLE_BONES):
        cones.append((shank @ vector(start), shank @ vector(end), first, last))
    cones.append((shank @ vector(_TENDON[0]), vector(_TENDON[1]), _TENDON[2], _TENDON[3]))
    for digit, radius in zip(toes(bends), _TOE_RADII, strict=True):
        root, joint = digit.joints[:2]
        cones.append((root, root + (joint - root) * _WEB_SHARE, radius, radius * 0.95))
    return RoundCones.of(cones, _SOFTNESS)


@cache
def _rays(fine: bool) -> tuple[Array, Array]:
    """Where the skin's rays start inside the foot and where they go (rings, around, 3)."""
    back, along, front = _RINGS[fine]
    angles = np.arange(_AROUND[fine]) * 2 * np.pi / _AROUND[fine]
    around = np.stack([np.zeros_like(angles), np.cos(angles), np.sin(angles)], axis=1)
    ahead = np.linspace(_BACK, _FRONT, along)
    up = np.interp(ahead, [-3.5, 0, 4, 8, 12], [-4.3, -3.6, -3.9, -4.8, -5.5])
    out = np.interp(ahead, [-3, 2, 12], [0.0, 0.2, 0.2])
    half = np.interp(ahead, [-3, 2, 8, 12], [0.3, 0.8, 1.8, 2.4])
    inside = np.empty((along, len(angles), 3))
    inside[..., 0] = ahead[:, None]
    inside[..., 1] = up[:, None]
    inside[..., 2] = out[:, None] + half[:, None] * np.sin(angles)
    side = np.broadcast_to(around, inside.shape)
    tilts = (np.linspace(-np.pi / 2, 0, back + 2)[1:-1], np.linspace(0, np.pi / 2, front + 2)[1:-1])
    caps = [
        np.cos(tilt)[:, None, None] * around + np.sin(tilt)[:, None, None] * vector((1.0, 0.0, 0.0))
        for tilt in tilts
    ]
    starts = (np.repeat(inside[:1], back, axis=0), inside, np.repeat(inside[-1:], front, axis=0))
    return np.concatenate(starts), np.concatenate([caps[0], side, caps[1]])


@cache
def _faces(rings: int, around: int) -> Indices:
    column = np.arange(around)
    following = (column + 1) % around
    first, last, start = rings * around, rings * around + 1, (rings - 1) * around
    heel = np.stack([np.full(around, first), following, column], axis=1)
    tip = np.stack([np.full(around, last), start + column, start + following], axis=1)
    return np.concatenate([grid_faces(rings, around), heel, tip])
