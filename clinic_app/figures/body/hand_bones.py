"""Where a hand's bones are: joints and axes of fingers and thumb in the right hand's own axes.

x is towards the thumb, y towards the forearm, z out of the back of the hand; centimetres. Lengths follow the
phalanges of a hand 18.5 cm long (Buryanov & Kotiuk 2010, Proportions of hand segments, Int J Morphol 28:755).
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from clinic_app.figures.geometry import Array, rotation_x, rotation_y, rotation_z, vector
from clinic_app.figures.hand_shapes import FINGERS, HandBends

KNUCKLES: Final = {
    "index": (2.72, -8.85, 0.0),
    "middle": (0.9, -9.05, 0.28),
    "ring": (-0.92, -8.75, 0.14),
    "little": (-2.62, -8.15, -0.22),
}
_PHALANGES: Final = {
    "index": (4.2, 2.45, 1.85),
    "middle": (4.6, 2.85, 1.95),
    "ring": (4.3, 2.7, 1.95),
    "little": (3.4, 2.0, 1.75),
}
_THUMB_ROOT: Final = (1.75, -2.3, -0.55)
_THUMB_BONES: Final = (4.3, 3.1, 2.35)
_THUMB_TURN: Final = 58.0
"""The thumb's nail looks away from the index finger: its axes are turned this far about its length."""

_COILED: Final = (60.0, 85.0, 50.0)
"""Bends (MCP, PIP, DIP) from which a finger is a closed coil."""

_CONVERGE: Final = 1.2
"""Degrees by which a bent finger turns towards the middle of the palm's heel for every 30° of its knuckle."""


@dataclass(frozen=True, slots=True)
class Digit:
    """A finger or thumb: joints (bones + 1, 3), each bone's axes (bones, 3, 3; columns side, up, back).

    A bone runs down its own up axis. ``bends`` are the degrees at the joints before the second bone onwards.
    """

    name: str
    joints: Array
    axes: Array
    bends: tuple[float, ...]

    @property
    def lengths(self) -> Array:
        """Each bone's length (bones,)."""
        steps = np.diff(self.joints, axis=0)
        return vector(np.sqrt((steps**2).sum(axis=1)))


def is_coiled(finger: Digit) -> bool:
    """Whether a finger is curled up whole, its tip in the palm."""
    knuckle = np.degrees(np.arccos(np.clip(finger.axes[0][1, 1], -1.0, 1.0)))
    bends = (knuckle, *finger.bends)
    return all(degrees > least for degrees, least in zip(bends, _COILED, strict=True))


@cache
def digits(bends: HandBends) -> tuple[Digit, ...]:
    """The four fingers from the knuckles on, and the thumb from its root."""
    fingers = tuple(
        _finger(name, own, (1.4 - place) * bends.spread)
        for place, (name, own) in enumerate(zip(FINGERS, bends.fingers, strict=True))
    )
    return (*fingers, _thumb(bends))


def _finger(name: str, bends: tuple[float, float, float], aside: float) -> Digit:
    mcp, pip, dip = bends
    inwards = -_CONVERGE * mcp / 30.0 * KNUCKLES[name][0] / 1.8
    base = rotation_z(aside) @ rotation_x(mcp) @ rotation_z(inwards)
    return _chain(name, vector(KNUCKLES[name]), base, _PHALANGES[name], (pip, dip))


def _thumb(bends: HandBends) -> Digit:
    thumb = bends.thumb
    base = (
        rotation_x(thumb.palmar_abduction)
        @ rotation_z(thumb.radial_abduction)
        @ rotation_y(_THUMB_TURN + thumb.opposition)
    )
    return _chain("thumb", vector(_THUMB_ROOT), base, _THUMB_BONES, (thumb.mcp, thumb.ip))


def _chain(
    name: str, root: Array, base: Array, lengths: tuple[float, float, float], bends: tuple[float, float]
) -> Digit:
    axes, joints = [base], [root]
    for degrees in bends:
        axes.append(axes[-1] @ rotation_x(degrees))
    for bone, frame in zip(lengths, axes, strict=True):
        joints.append(joints[-1] - frame[:, 1] * bone)
    return Digit(name, np.array(joints), np.array(axes), bends)
