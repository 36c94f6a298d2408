"""Where a bare foot's toes are: their joints and axes in the right foot's own axes.

x is forward, y up, z outwards (the little toe's side); centimetres from the ankle joint.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from clinic_app.figures.body.hand_bones import Digit
from clinic_app.figures.geometry import Array, rotation_x, rotation_z, vector

TOES: Final = ("toe1", "toe2", "toe3", "toe4", "toe5")

_AHEAD: Final = vector([[0, -1, 0], [0, 0, 1], [-1, 0, 0]])
"""A toe's axes (columns: side, against its way, back) in the foot's."""

_HEADS: Final = (
    (12.5, -5.3, -2.9),
    (13.0, -5.5, -1.05),
    (12.4, -5.55, 0.6),
    (11.5, -5.6, 2.1),
    (10.3, -5.65, 3.4),
)
"""The heads of the metatarsals, from the big toe's outwards."""

_BONES: Final = ((3.2, 2.3), (2.7, 1.4, 1.0), (2.5, 1.2, 0.9), (2.2, 1.1, 0.9), (1.9, 0.9, 0.8))
_ASIDE: Final = (-5.0, 0.0, 3.0, 7.0, 12.0)
"""Degrees the toes point towards the foot's middle; the big toe's with a minus."""

_AT_REST: Final = (
    (-6.0, 8.0),
    (-20.0, 30.0, 14.0),
    (-20.0, 32.0, 16.0),
    (-20.0, 34.0, 16.0),
    (-18.0, 32.0, 16.0),
)
"""How toes lie on the ground: lifted at the ball, and bent down to touch with their tips."""

_CURL_SHARES: Final = (0.35, 0.8, 0.5)
"""How much of a curl each joint from the ball on does."""

_SHORTENED: Final = 0.45
"""How far (cm) the ball comes nearer for every centimetre the arch is raised."""


@dataclass(frozen=True, slots=True)
class ToeBends:
    """Degrees beyond rest: ``extension`` lifts the toes at the ball, ``curl`` bends their joints.

    ``big_toe`` is the big toe's own extension; ``arch_raise`` (cm) domes the foot.
    """

    extension: float = 0.0
    big_toe: float = 0.0
    curl: float = 0.0
    arch_raise: float = 0.0


def domed(points: Array, arch_raise: float) -> Array:
    """Points (n, 3) of the foot as they move when its arch rises by so many centimetres."""
    if not arch_raise:
        return points
    ahead, up, out = points.T
    inner = np.clip(0.75 - 0.11 * out, 0.25, 1.0)
    lifted = up + arch_raise * inner * np.exp(-(((ahead - 5.0) / 4.2) ** 2))
    nearer = ahead - _SHORTENED * arch_raise * np.clip((ahead - 2.0) / 8.0, 0.0, 1.0)
    return vector(np.stack([nearer, lifted, out], axis=1))


@cache
def toes(bends: ToeBends) -> tuple[Digit, ...]:
    """The toes from the ball on, the big one first."""
    heads = domed(vector(_HEADS), bends.arch_raise)
    return tuple(_toe(place, heads[place], bends) for place in range(len(TOES)))


def _toe(place: int, head: Array, bends: ToeBends) -> Digit:
    lift = bends.extension if place else bends.big_toe
    # Toes lifted or curled far leave the ground, and with it the bends that keep them on it.
    free = min(1.0, abs(lift) / 40.0)
    turns = [
        rest * (1.0 - 0.6 * free) + bends.curl * share
        for rest, share in zip(_AT_REST[place], _CURL_SHARES, strict=False)
    ]
    turns[0] -= lift
    axes = [_AHEAD @ rotation_z(_ASIDE[place]) @ rotation_x(turns[0])]
    for degrees in turns[1:]:
        axes.append(axes[-1] @ rotation_x(degrees))
    joints = [head]
    for bone, frame in zip(_BONES[place], axes, strict=True):
        joints.append(joints[-1] - frame[:, 1] * bone)
    return Digit(TOES[place], np.array(joints), np.array(axes), tuple(turns[1:]))
