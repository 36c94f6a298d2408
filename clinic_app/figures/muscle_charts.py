"""Charts of the skin: where a point of the standing body lies along and around its limb, and that in cm.

Round parts are unrolled like a label from a bottle: ``across`` is an angle, 0 in front, 90 outwards, 180
behind, 270 (or -90) inwards. Flat parts (back, chest, sole, palm) are seen straight on: ``across`` is in
centimetres outwards from the body's middle, or from the limb's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from clinic_app.figures.body.mesh import Mask
from clinic_app.figures.geometry import Array, vector
from clinic_app.figures.posture import Side
from clinic_app.figures.skeleton import Limb, Segment, Skeleton

_Girths = tuple[tuple[float, ...], tuple[float, ...]]

_LEG: Final[_Girths] = (
    (-0.5, -0.2, 0.0, 0.25, 0.5, 0.75, 1.0, 1.27, 1.5, 1.7, 2.0),
    (13, 12, 10, 8.6, 7.6, 6.2, 5.4, 6.0, 4.9, 3.8, 3.4),
)
_ARM: Final[_Girths] = ((-0.2, 0.0, 0.4, 1.0, 1.25, 1.5, 1.75, 2.0), (3.5, 5.0, 4.7, 3.9, 4.1, 3.5, 2.7, 2.3))
_TRUNK: Final[_Girths] = (
    (80, 96, 108, 120, 132, 140, 145, 148, 158),
    (12, 14, 11.5, 12, 13.5, 11, 7.5, 6, 5.4),
)
"""Mean radius in centimetres by the chart's own ``along``."""

_LEG_BONE: Final = 42.2
_ARM_BONE: Final = 27.8
_ARM_REACH: Final = 7.5
"""Skin of the trunk counts as the arm's within this distance (cm) of the arm's axis."""

_RIDGE: Final = 2.0
"""The back's chart reaches this far (cm) in front of the body's middle, over the shoulder's ridge."""

_SOLE: Final = -3.9
"""Below this height (cm, from the ankle) the foot's skin is its sole."""


@dataclass(frozen=True, slots=True)
class OnChart:
    """Points (n,) on a chart; ``there`` says which of them the chart holds.

    ``out`` is how far (cm) each stands off the chart's axis or plane: the outermost skin is what is seen.
    """

    along: Array
    across: Array
    out: Array
    there: Mask


@dataclass(frozen=True, slots=True)
class Chart:
    """A map of part of the skin: ``skin`` by part stems, and how to read and flatten it."""

    skin: tuple[str, ...]
    read: Callable[[Array, Skeleton, Side], OnChart]
    girths: _Girths | None = None
    bone: float = 1.0
    """Centimetres of one unit along."""

    def flat(self, along: Array, across: Array, middle: float) -> Array:
        """Centimetres (n, 2) along and across, unrolled to both sides of the angle ``middle``."""
        if self.girths is None:
            return np.stack([along, across], axis=-1)
        beside = np.radians((across - middle + 180.0) % 360.0 - 180.0)
        return np.stack([along * self.bone, beside * np.interp(along, *self.girths)], axis=-1)


def _side(side: Side) -> int:
    return 1 if side == "r" else -1


def _angle(forward: Array, out: Array) -> Array:
    return vector(np.degrees(np.arctan2(out, forward)) % 360.0)


def _read_leg(points: Array, skeleton: Skeleton, side: Side) -> OnChart:
    return _read_limb(points, skeleton.legs[side], points[:, 2] * _side(side) > 0.0)


def _read_arm(points: Array, skeleton: Skeleton, side: Side) -> OnChart:
    arm = skeleton.arms[side]
    beside = points[:, [0, 2]] - arm.upper.origin[[0, 2]]
    return _read_limb(points, arm, np.hypot(*beside.T) < _ARM_REACH)


def _read_limb(points: Array, limb: Limb, there: Mask) -> OnChart:
    joints = [limb.end.origin[1], limb.lower.origin[1], limb.upper.origin[1]]
    root, bone = joints[2], joints[2] - joints[1]
    along = np.where(
        points[:, 1] > root, (root - points[:, 1]) / bone, np.interp(points[:, 1], joints, [2, 1, 0])
    )
    forward = points[:, 0] - limb.upper.origin[0]
    out = (points[:, 2] - limb.upper.origin[2]) * limb.outwards
    return OnChart(along, _angle(forward, out), np.hypot(forward, out), there)


def _read_trunk(points: Array, skeleton: Skeleton, side: Side) -> OnChart:
    forward, out = points[:, 0] - skeleton.pelvis.origin[0], points[:, 2] * _side(side)
    everywhere = np.ones(len(points), dtype=bool)
    return OnChart(points[:, 1], _angle(forward, out), np.hypot(forward, out), everywhere)


def _read_back(points: Array, skeleton: Skeleton, side: Side) -> OnChart:
    forward = points[:, 0] - skeleton.pelvis.origin[0]
    return OnChart(points[:, 1], points[:, 2] * _side(side), -forward, forward < _RIDGE)


def _read_front(points: Array, skeleton: Skeleton, side: Side) -> OnChart:
    forward = points[:, 0] - skeleton.pelvis.origin[0]
    return OnChart(points[:, 1], points[:, 2] * _side(side), forward, forward > 0.0)


def _in(segment: Segment, points: Array) -> Array:
    return vector((points - segment.origin) @ segment.axes)


def _read_head(points: Array, skeleton: Skeleton, side: Side) -> OnChart:
    local = _in(skeleton.head, points)
    out = local[:, 2] * _side(side)
    return OnChart(local[:, 1], local[:, 0], out, out > 0.0)


def _read_foot(points: Array, skeleton: Skeleton, side: Side, *, sole: bool) -> OnChart:
    local = _in(skeleton.legs[side].end, points)
    there = local[:, 1] < _SOLE if sole else local[:, 1] > _SOLE
    out = -local[:, 1] if sole else local[:, 1]
    return OnChart(local[:, 0], local[:, 2] * _side(side), out, there)


def _read_sole(points: Array, skeleton: Skeleton, side: Side) -> OnChart:
    return _read_foot(points, skeleton, side, sole=True)


def _read_foot_top(points: Array, skeleton: Skeleton, side: Side) -> OnChart:
    return _read_foot(points, skeleton, side, sole=False)


def _read_foot_inner(points: Array, skeleton: Skeleton, side: Side) -> OnChart:
    local = _in(skeleton.legs[side].end, points)
    out = -local[:, 2] * _side(side)
    return OnChart(local[:, 0], local[:, 1], out, out > 0.5)


def _read_palm(points: Array, skeleton: Skeleton, side: Side) -> OnChart:
    local = _in(skeleton.arms[side].end, points)
    out = -local[:, 2] * _side(side)
    return OnChart(-local[:, 1], local[:, 0], out, out > 0.0)


def _read_hand_back(points: Array, skeleton: Skeleton, side: Side) -> OnChart:
    local = _in(skeleton.arms[side].end, points)
    out = local[:, 2] * _side(side)
    return OnChart(-local[:, 1], local[:, 0], out, out > 0.0)


CHART_BY_NAME: Final = {
    "leg": Chart(("thigh", "shank", "torso"), _read_leg, _LEG, _LEG_BONE),
    "arm": Chart(("upper_arm", "forearm"), _read_arm, _ARM, _ARM_BONE),
    "trunk": Chart(("torso",), _read_trunk, _TRUNK),
    "back": Chart(("torso", "upper_arm"), _read_back),
    "front": Chart(("torso", "upper_arm"), _read_front),
    "head": Chart(("head",), _read_head),
    "sole": Chart(("foot",), _read_sole),
    "foot_top": Chart(("foot",), _read_foot_top),
    "foot_inner": Chart(("foot",), _read_foot_inner),
    "palm": Chart(("hand", "thumb"), _read_palm),
    "hand_back": Chart(("hand", "thumb"), _read_hand_back),
}
"""What the charts of :data:`~clinic_app.figures.muscle_map.CHARTS` show."""
