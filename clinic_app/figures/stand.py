"""From a posture to a posed skeleton: the trunk first, then limbs, those that reach for the body last."""

from functools import lru_cache
from typing import Final

import numpy as np

from clinic_app.figures.geometry import (
    Array,
    axes_from,
    cross,
    length,
    rotation_x,
    rotation_y,
    rotation_z,
    unit,
    vector,
)
from clinic_app.figures.posture import SIDES, Arm, Leg, Posture, RoomFoot, Side
from clinic_app.figures.reach import reach
from clinic_app.figures.scapula import shoulder_shift
from clinic_app.figures.sites import LIMB_PARTS, Place, Site
from clinic_app.figures.skeleton import (
    FOREARM,
    HIP_HALF_WIDTH,
    HIP_HEIGHT,
    SHANK,
    SHOULDER,
    SHOULDER_HEIGHT,
    THIGH,
    UPPER_ARM,
    Limb,
    Segment,
    Skeleton,
)
from clinic_app.figures.spine import bend_spine

_STRAIGHT: Final = 0.08
"""Below this sine between two bones the limb counts as straight and its plane is taken from elsewhere."""

_FOLLOWING_ROUNDS: Final = 2
_HANGING: Final = vector((0.0, -1.0, 0.0))

_STANDING_HIPS: Final = (0.0, HIP_HEIGHT, 0.0)


def pose_skeleton(posture: Posture, hips: Array | None = None, shoulder_width: float = 1.0) -> Skeleton:
    """The skeleton with the middle of its hips at ``hips`` (3,), standing height where not given.

    ``shoulder_width`` is the build's factor on the shoulders' half width.
    """
    x, y, z = _STANDING_HIPS if hips is None else hips.tolist()
    return posed(posture, (x, y, z), shoulder_width)


@lru_cache(maxsize=64)
def posed(posture: Posture, hips: tuple[float, float, float], shoulder_width: float) -> Skeleton:
    """The same with every number given: solvers ask for it again and again."""
    return _Poser(posture, vector(hips), shoulder_width).skeleton


class _Poser:
    """Adds limbs to a trunk one by one, so that later ones may reach for earlier ones."""

    def __init__(self, posture: Posture, hips: Array, shoulder_width: float) -> None:
        stance = posture.pelvis
        pelvis = Segment(
            hips,
            rotation_y(stance.turn)
            @ rotation_z(-stance.forward_tilt)
            @ rotation_x(stance.side_lean)
            @ rotation_y(stance.spin),
        )
        spine = bend_spine(posture, hips, pelvis.axes)
        self.skeleton = Skeleton(pelvis, spine, Segment(*spine.station(157)), {}, {})
        self._shoulder_width = shoulder_width
        for late in (False, True):
            for side in SIDES:
                if _reaches_a_limb(posture.leg(side).ankle_at) is late:
                    self.skeleton.legs[side] = self._leg(posture.leg(side), side)
            for side in SIDES:
                if _reaches_a_limb(posture.arm(side).wrist_at) is late:
                    self.skeleton.arms[side] = self._arm(posture.arm(side), side)

    def _leg(self, leg: Leg, side: Side) -> Limb:
        out = _outwards(side)
        hip = self.skeleton.pelvis.at(0.0, 0.0, out * HIP_HALF_WIDTH)
        axes = self.skeleton.pelvis.axes
        if leg.ankle_at is not None:
            pole = (
                axes @ vector((1.0, 0.0, 0.15 * out))
                if leg.knee_towards is None
                else vector(leg.knee_towards)
            )
            thigh, shank, ankle = _reaching_leg(hip, self.skeleton.locate(leg.ankle_at), pole)
        else:
            thigh_axes = (
                axes
                @ rotation_z(leg.hip_flexion)
                @ rotation_x(-out * leg.hip_abduction)
                @ rotation_y(-out * leg.hip_external_rotation)
            )
            thigh = Segment(hip, thigh_axes)
            shank = Segment(thigh.at(0.0, -THIGH, 0.0), thigh_axes @ rotation_z(-leg.knee_flexion))
            ankle = shank.at(0.0, -SHANK, 0.0)
        if leg.foot is not None:
            foot_axes = _foot_in_room(leg.foot, shank.axes, axes, out)
        else:
            foot_axes = shank.axes @ rotation_z(leg.dorsiflexion) @ rotation_x(-out * leg.eversion)
        return Limb(side, out, thigh, shank, Segment(ankle, foot_axes))

    def _arm(self, arm: Arm, side: Side) -> Limb:
        out = _outwards(side)
        if arm.wrist_at is None:
            upper, lower = self._free_arm(arm, out)
            wrist = lower.at(0.0, -FOREARM, 0.0)
        else:
            upper, lower, wrist = self._reaching_arm(arm, arm.wrist_at, out)
        return Limb(side, out, upper, lower, Segment(wrist, self._hand_axes(arm, lower.axes, out)))

    def _shoulder(self, arm: Arm, humerus: Array, out: int) -> Array:
        """The shoulder joint (3,) of an upper arm that points along ``humerus`` (3,) in the chest's axes."""
        shift = shoulder_shift(humerus, out)
        up, forward = arm.scapula_up + shift.up, arm.scapula_forward + shift.forward
        centre, axes = self.skeleton.spine.station(SHOULDER_HEIGHT)
        half_width = SHOULDER[2] * self._shoulder_width - 0.25 * max(forward, 0.0) - 0.25 * max(up, 0.0)
        return centre + axes @ vector((SHOULDER[0] + forward, up, out * half_width))

    def _free_arm(self, arm: Arm, out: int) -> tuple[Segment, Segment]:
        turned = (
            rotation_z(arm.shoulder_flexion)
            @ rotation_x(-out * arm.shoulder_abduction)
            @ rotation_y(-out * arm.shoulder_external_rotation)
        )
        shoulder = self._shoulder(arm, -turned[:, 1], out)
        upper_axes = self.skeleton.spine.station(SHOULDER_HEIGHT)[1] @ turned
        upper = Segment(shoulder, upper_axes)
        return upper, Segment(upper.at(0.0, -UPPER_ARM, 0.0), upper_axes @ rotation_z(arm.elbow_flexion))

    def _reaching_arm(self, arm: Arm, place: Place, out: int) -> tuple[Segment, Segment, Array]:
        target = self.skeleton.locate(place)
        axes = self.skeleton.spine.station(SHOULDER_HEIGHT)[1]
        pole = (
            axes @ vector((-0.6, -1.0, 0.5 * out)) if arm.elbow_towards is None else vector(arm.elbow_towards)
        )
        shoulder, elbow, wrist = self._reach(arm, target, pole, axes, out)
        upper_line, lower_line = unit(elbow - shoulder), unit(wrist - elbow)
        plane = cross(upper_line, lower_line)
        if length(plane) < _STRAIGHT:
            plane = cross(-unit(pole), -upper_line)
        if length(plane) < _STRAIGHT / 2:
            plane = axes[:, 2]
        return (
            Segment(shoulder, axes_from(-upper_line, plane)),
            Segment(elbow, axes_from(-lower_line, plane)),
            wrist,
        )

    def _reach(
        self, arm: Arm, target: Array, pole: Array, axes: Array, out: int
    ) -> tuple[Array, Array, Array]:
        """Shoulder, elbow and wrist; the shoulder follows the upper arm, which hangs on the shoulder."""
        shoulder = self._shoulder(arm, _HANGING, out)
        for _ in range(_FOLLOWING_ROUNDS):
            elbow, _ = reach(shoulder, target, UPPER_ARM, FOREARM, pole)
            shoulder = self._shoulder(arm, axes.T @ unit(elbow - shoulder), out)
        return shoulder, *reach(shoulder, target, UPPER_ARM, FOREARM, pole)

    def _hand_axes(self, arm: Arm, forearm_axes: Array, out: int) -> Array:
        if arm.palm is None or arm.fingers is None:
            turned = forearm_axes @ rotation_y(out * arm.pronation)
            return turned @ rotation_x(-out * arm.wrist_extension) @ rotation_z(arm.wrist_deviation)
        frame = np.eye(3) if arm.axes_of is None else self.skeleton.segment(arm.axes_of).axes
        return axes_from(-(frame @ unit(vector(arm.fingers))), -out * (frame @ vector(arm.palm)))


def _outwards(side: Side) -> int:
    return 1 if side == "r" else -1


def _reaches_a_limb(place: Place | None) -> bool:
    return isinstance(place, Site) and place.part.rsplit("_", 1)[0] in LIMB_PARTS


def _reaching_leg(hip: Array, target: Array, pole: Array) -> tuple[Segment, Segment, Array]:
    knee, ankle = reach(hip, target, THIGH, SHANK, pole)
    thigh_line, shank_line = unit(knee - hip), unit(ankle - knee)
    plane = cross(shank_line, thigh_line)
    if length(plane) < _STRAIGHT:
        plane = cross(unit(pole), -thigh_line)
    return Segment(hip, axes_from(-thigh_line, plane)), Segment(knee, axes_from(-shank_line, plane)), ankle


def _foot_in_room(foot: RoomFoot, shank_axes: Array, pelvis_axes: Array, out: int) -> Array:
    forward = _level(shank_axes[:, 0]) if foot.forward is None else unit(vector(foot.forward))
    if foot.forward is None and length(forward) < 0.5:
        forward = unit(_flattened(pelvis_axes[:, 0]))
    steep = abs(float(forward[1])) >= 0.9
    base = shank_axes if steep else foot_axes_in_room(forward)
    return base @ rotation_y(-out * foot.toes_out) @ rotation_z(foot.pitch) @ rotation_x(-out * foot.roll)


def foot_axes_in_room(forward: Array) -> Array:
    """Axes (3, 3) of a foot that stands level and points ``forward`` (3,)."""
    up = vector((0.0, 1.0, 0.0))
    return axes_from(up, cross(forward, up))


def _level(direction: Array) -> Array:
    """The direction without its height, or nothing where it was all but upright."""
    flat = _flattened(direction)
    return unit(flat) if length(flat) >= 0.2 else np.zeros(3)


def _flattened(direction: Array) -> Array:
    return direction * vector((1.0, 0.0, 1.0))
