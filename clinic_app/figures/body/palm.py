"""The palm: metacarpals, balls of thumb and little finger, and webs, wrapped in one skin."""

from functools import cache
from typing import Final

import numpy as np

from clinic_app.figures.body.hand_bones import KNUCKLES, Digit
from clinic_app.figures.body.mesh import Indices
from clinic_app.figures.body.round_cones import RoundCones
from clinic_app.figures.body.tube import grid_faces
from clinic_app.figures.geometry import Array, vector

_SOFTNESS: Final = 0.32
_REACH: Final = 7.5
_START: Final = -0.3
"""Where along the hand (y) the palm's skin begins, inside the wrist's."""

_WEB_SHARE: Final = 0.36
"""Fingers are joined by webs over this share of their first bone."""

_KNUCKLE_RADII: Final = {"index": 0.98, "middle": 0.98, "ring": 0.93, "little": 0.87}
_FINGER_RADII: Final = {"index": 0.84, "middle": 0.84, "ring": 0.82, "little": 0.74}
_RINGS: Final = {False: (13, 5), True: (28, 11)}
_AROUND: Final = {False: 20, True: 44}


def palm_surface(bones: tuple[Digit, ...], *, fine: bool) -> tuple[Array, Indices]:
    """The palm's skin: vertices (n, 3) and faces (m, 3) in the right hand's axes."""
    inside, directions = _rays(fine)
    flesh = palm_flesh(bones)
    skin = flesh.wrapped(inside.reshape(-1, 3), directions.reshape(-1, 3), _REACH)
    rings, around = inside.shape[:2]
    skin = skin.reshape(rings, around, 3)
    skin[0] = inside[0] + (skin[0] - inside[0]) * 0.86
    ends = np.stack([skin[0].mean(axis=0), skin[-1].mean(axis=0)])
    return np.concatenate([skin.reshape(-1, 3), ends]), _faces(rings, around)


def palm_flesh(bones: tuple[Digit, ...]) -> RoundCones:
    """The bones and muscles of the palm, with the roots of fingers and thumb."""
    cones: list[tuple[Array, Array, float, float]] = [
        (vector((1.05, 0.6, 0.0)), vector((1.15, -2.2, 0.0)), 1.3, 1.28),
        (vector((-1.05, 0.6, 0.0)), vector((-1.2, -2.4, 0.0)), 1.3, 1.26),
        (vector((-1.75, -1.9, -0.55)), vector((-2.45, -6.6, -0.5)), 1.02, 0.96),
    ]
    for name, knuckle in KNUCKLES.items():
        root = vector((knuckle[0] * 0.52, -2.0, 0.05))
        cones.append((root, vector(knuckle) - vector((0, 0, 0.1)), 1.08, _KNUCKLE_RADII[name]))
    for finger in bones[:4]:
        start, end = finger.joints[0], finger.joints[1]
        radius = _FINGER_RADII[finger.name]
        cones.append((start, start + (end - start) * _WEB_SHARE, radius, radius * 0.94))
    return RoundCones.of(cones + _thumb_flesh(bones[4]), _SOFTNESS)


def _thumb_flesh(thumb: Digit) -> list[tuple[Array, Array, float, float]]:
    """The first metacarpal, the ball of the thumb, and the web to the index finger."""
    root, end = thumb.joints[0], thumb.joints[1]
    along = end - root
    index_bone = vector(KNUCKLES["index"])
    heel = vector((1.1, -2.3, -0.6))
    web = [
        (root + along * share, vector((1.4, -2.0, 0.0)) * (1 - far) + index_bone * far, radius, radius)
        for share, far, radius in ((0.45, 0.45, 0.85), (0.68, 0.62, 0.66), (0.84, 0.74, 0.5))
    ]
    return [
        (root, root + along * 0.74, 1.1, 0.9),
        (heel, root + along * 0.62 + vector((-0.35, 0.0, -0.2)), 1.05, 1.1),
        *web,
    ]


@cache
def _rays(fine: bool) -> tuple[Array, Array]:
    """Where the skin's rays start inside the palm and where they go (rings, around, 3)."""
    sides, end_rings = _RINGS[fine]
    angles = np.arange(_AROUND[fine]) * 2 * np.pi / _AROUND[fine]
    cosines, sines = np.cos(angles), np.sin(angles)
    flat = np.stack([cosines**3, np.zeros_like(angles), sines], axis=1)
    flat /= np.sqrt((flat**2).sum(axis=1))[:, None]
    heights = np.linspace(_START, -8.3, sides)
    half = np.interp(-heights, [0, 3, 8.3], [1.2, 1.7, 2.1])
    inside = np.zeros((sides + end_rings, len(angles), 3))
    inside[:sides, :, 0] = half[:, None] * cosines
    inside[:sides, :, 1] = heights[:, None]
    inside[sides:] = inside[sides - 1]
    directions = np.broadcast_to(flat, inside.shape).copy()
    tilt = np.linspace(0, np.pi / 2, end_rings + 2)[1:-1, None, None]
    directions[sides:] = np.cos(tilt) * flat + np.sin(tilt) * vector((0.0, -1.0, 0.0))
    return inside, directions


@cache
def _faces(rings: int, around: int) -> Indices:
    column = np.arange(around)
    following = (column + 1) % around
    first, last, start = rings * around, rings * around + 1, (rings - 1) * around
    low = np.stack([np.full(around, first), following, column], axis=1)
    high = np.stack([np.full(around, last), start + column, start + following], axis=1)
    return np.concatenate([grid_faces(rings, around), low, high])
