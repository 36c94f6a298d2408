"""Curved arrows about a part's axis, seen as arcs of an ellipse."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from clinic_app.figures.camera import Camera
from clinic_app.figures.geometry import Array, turn, unit, vector
from clinic_app.figures.signs import Turn
from clinic_app.figures.sites import Vector
from clinic_app.figures.skeleton import Segment, Skeleton


@dataclass(frozen=True, slots=True)
class _Ring:
    """Where the ring about a part lies, in the part's axes, and its radius (cm)."""

    part: str
    middle: Vector
    radius: float


_RINGS: Final = {
    "head": _Ring("head", (0.6, 19.0, 0.0), 12.0),
    "neck": _Ring("head", (0.6, 19.0, 0.0), 12.0),
    "trunk": _Ring("spine_124", (0.5, 0.0, 0.0), 25.0),
    "pelvis": _Ring("spine_96", (0.0, 0.0, 0.0), 23.0),
    "thigh": _Ring("thigh", (0.0, -24.0, 0.0), 12.5),
    "shank": _Ring("shank", (0.0, -26.0, 0.0), 10.5),
    "foot": _Ring("foot", (8.0, -3.0, 0.0), 9.5),
    "upper_arm": _Ring("upper_arm", (0.0, -18.0, 0.0), 9.0),
    "forearm": _Ring("forearm", (0.0, -17.0, 0.0), 8.0),
    "hand": _Ring("hand", (0.0, -6.0, 0.0), 9.5),
}
_NOD_RADIUS: Final = 19.0
_NOD_MIDDLE: Final = (0.6, 3.5, 0.0)
_TRUNK_NOD: Final = 30.0
_LEAST_SEEN: Final = 110.0
_MOST_SEEN: Final = 220.0
_POINTS: Final = 9


def ring_arc(sign: Turn, skeleton: Skeleton, camera: Camera) -> Array:
    """The arc (n, 2) of a turn, in centimetres as the camera sees, from its beginning to its point."""
    stem, side = _stem_and_side(sign.part)
    ring = _RINGS[stem]
    segment = skeleton.segment(ring.part if not side else f"{ring.part}_{side}")
    axis, middle, radius = _axis(sign, segment, stem, side, ring)
    toward = _nearest_side(sign, axis, segment, camera)
    span = float(np.clip(1.4 * abs(sign.degrees), _LEAST_SEEN, _MOST_SEEN))
    angles = np.radians(np.linspace(-span / 2, span / 2, _POINTS))
    points = middle + radius * (turn(angles[:, None] * axis) @ toward)
    return vector(camera.see(points)[:, :2])


def bends(sign: Turn) -> bool:
    """Whether a part nods or bends sideways, instead of turning about its own length."""
    return sign.towards in ("forward", "back", "right side", "left side")


def _axis(sign: Turn, segment: Segment, stem: str, side: str, ring: _Ring) -> tuple[Array, Array, float]:
    """The axis (3,) about which the part turns by the right hand, the ring's middle and its radius."""
    forward, up, right = (segment.axes[:, column] for column in range(3))
    out = -1.0 if side == "l" else 1.0
    long = forward if stem == "foot" else up
    about = {
        "left": long,
        "right": -long,
        "in": out * long,
        "out": -out * long,
        "forward": -right,
        "back": right,
        "right side": forward,
        "left side": -forward,
    }[sign.towards]
    if bends(sign) and stem in ("head", "neck"):
        return about, segment.at(*_NOD_MIDDLE), _NOD_RADIUS
    return about, segment.at(*ring.middle), _TRUNK_NOD if bends(sign) and stem == "trunk" else ring.radius


def _nearest_side(sign: Turn, axis: Array, segment: Segment, camera: Camera) -> Array:
    """The direction (3,) square to the axis in whose middle the arc lies: towards the viewer, or upwards."""
    wanted = camera.axes[2] if sign.towards in ("right", "left", "in", "out") else segment.axes[:, 1]
    square = wanted - axis * float(wanted @ axis)
    if float(square @ square) < 0.05:
        square = segment.axes[:, 0] - axis * float(segment.axes[:, 0] @ axis)
    return unit(vector(square))


def _stem_and_side(part: str) -> tuple[str, str]:
    return (part[:-2], part[-1]) if part.endswith(("_r", "_l")) else (part, "")
