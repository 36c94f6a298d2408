"""Feet and knees put on surfaces: where the ankle goes, how the foot stands, where the knee points."""

from dataclasses import dataclass, replace
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
from clinic_app.figures.posture import Leg, Posture, RoomFoot, Side
from clinic_app.figures.sites import Vector
from clinic_app.figures.skeleton import SHANK, THIGH, Skeleton
from clinic_app.figures.solving.ends import foot_skin
from clinic_app.figures.solving.kneeling import kneeling_leg
from clinic_app.figures.solving.patches import Surface
from clinic_app.figures.solving.room import UP, Room, direction, heading, room_axes
from clinic_app.figures.stand import foot_axes_in_room
from clinic_app.figures.touching import LegTouch

_HEEL_TO_BALL: Final = 16.5
_SITES: Final[dict[str, Vector]] = {
    "foot": (0.0, -6.7, 0.0),
    "forefoot": (12.5, -6.7, 0.0),
    "heel": (-4.0, -6.7, 0.0),
    "toes": (19.0, -6.5, 0.0),
}
_REGIONS: Final = {"foot": (-9.0, 30.0), "forefoot": (9.5, 30.0), "heel": (-9.0, 3.0), "toes": (15.0, 30.0)}
"""How far along the foot (cm from the ankle) the skin is that touches."""

_SOFT: Final = 0.1
_ROUNDS: Final = 3
_FACE_DOWN: Final = -0.6
_BENT_ENOUGH: Final = 0.3
"""A line this nearly along the normal has no direction left on the surface."""


@dataclass(frozen=True, slots=True)
class Footing:
    """A foot in its place: axes (3, 3), ankle (3,), how far the toes are bent up, where the knee points."""

    axes: Array
    ankle: Array
    toe_extension: float
    knee_towards: Array


def placed_leg(posture: Posture, side: Side, skeleton: Skeleton, room: Room) -> Leg:
    """The leg with ankle and foot where its touch puts them.

    ``skeleton`` has the trunk in place; its leg stands as the joint angles say.
    """
    leg = posture.leg(side)
    touch = leg.touch
    if touch is None:
        return leg
    if touch.part == "knee":
        return kneeling_leg(posture, side, skeleton, room, touch)
    if _hangs_on_the_shank(touch):
        return _leg_by_its_end(posture, side, skeleton, room, touch)
    footing = footing_of(posture, side, skeleton, room, touch)
    return replace(
        leg,
        ankle_at=_tuple(footing.ankle),
        knee_towards=_tuple(footing.knee_towards),
        foot=room_foot(footing.axes, 1 if side == "r" else -1),
        toe_extension=footing.toe_extension,
    )


def footing_of(posture: Posture, side: Side, skeleton: Skeleton, room: Room, touch: LegTouch) -> Footing:
    """How the foot stands on its surface."""
    surface = room.surface(touch.surface, skeleton)
    out = 1 if side == "r" else -1
    site = _SITES[touch.part]
    place, normal = _place_on(posture, side, room, touch, surface, skeleton.legs[side].end.at(*site))
    ahead = _along(heading(skeleton), normal)
    flat = axes_from(normal, cross(ahead, normal)) @ rotation_y(-out * touch.toes_out)
    pitch = _pitch(touch)
    axes = flat @ rotation_z(pitch)
    leg = posture.leg(side)
    toes = leg.toe_extension or (-pitch if touch.part == "forefoot" else 0.0)
    ankle = place - axes @ vector(site)
    skin = foot_skin(replace(leg, toe_extension=toes), side, room.look)
    low, high = _REGIONS[touch.part]
    region = skin[(skin[:, 0] > low) & (skin[:, 0] < high)]
    lowest = float(((ankle + region @ axes.T - place) @ normal).min())
    ankle = ankle - normal * (lowest + _SOFT)
    towards = flat[:, 0] + _kneecaps(skeleton, normal)
    if touch.knee is not None:
        towards = unit(towards) + 0.7 * direction(touch.knee, skeleton, room_axes(posture), side)
    return Footing(axes, vector(ankle), toes, unit(towards))


def hip_over(footing: Footing, leg: Leg, out: int) -> Array:
    """Where the hip (3,) is over a foot in its place, by the leg's ankle and knee angles."""
    shank = footing.axes @ rotation_x(out * leg.eversion) @ rotation_z(-leg.dorsiflexion)
    thigh = shank @ rotation_z(leg.knee_flexion)
    return vector(footing.ankle + shank[:, 1] * SHANK + thigh[:, 1] * THIGH)


def hip_to_ankle(knee_flexion: float) -> float:
    """How far (cm) the ankle is from the hip when the knee is bent so far."""
    bend = np.radians(knee_flexion)
    return float(np.sqrt(THIGH**2 + SHANK**2 + 2 * THIGH * SHANK * np.cos(bend)))


def room_foot(axes: Array, out: int) -> RoomFoot:
    """The same attitude as pitch and roll about a level heading."""
    level = axes[:, 0] * vector((1.0, 0.0, 1.0))
    if length(level) < _BENT_ENOUGH:
        level = -axes[:, 1] * vector((1.0, 0.0, 1.0)) * np.sign(axes[1, 0])
    ahead = unit(level)
    rest = foot_axes_in_room(ahead).T @ axes
    pitch = float(np.degrees(np.arctan2(rest[1, 0], rest[0, 0])))
    roll = float(np.degrees(np.arctan2(rest[2, 1], rest[2, 2])))
    return RoomFoot(pitch=pitch, roll=-out * roll, forward=_tuple(ahead))


def _kneecaps(skeleton: Skeleton, normal: Array) -> Array:
    """The way kneecaps look besides over the toes: off the ground; face down, where the front looks."""
    front = skeleton.pelvis.axes[:, 0]
    return front if float(front @ normal) < _FACE_DOWN else normal


def _hangs_on_the_shank(touch: LegTouch) -> bool:
    return touch.part in ("heel", "toes") and touch.toes_up is None


def _pitch(touch: LegTouch) -> float:
    if touch.toes_up is not None:
        return touch.toes_up
    if touch.heel is None:
        return 0.0
    return -float(np.degrees(np.arcsin(np.clip(touch.heel / _HEEL_TO_BALL, -1.0, 1.0))))


def _along(ahead: Array, normal: Array) -> Array:
    """The heading as it runs along a surface; up a wall one looks at."""
    flat = ahead - normal * float(ahead @ normal)
    if length(flat) < _BENT_ENOUGH:
        flat = UP - normal * normal[1]
    return unit(flat)


def _place_on(
    posture: Posture,
    side: Side,
    room: Room,
    touch: LegTouch,
    surface: Surface,
    free: Array,
) -> tuple[Array, Array]:
    """The place (3,) on the surface and its normal: where the line says, else where the limb is already."""
    axes = room_axes(posture)
    wanted = axes.T @ free
    for axis, usual in enumerate(surface.usual):
        if usual is not None and axis != 2:
            wanted[axis] = usual
    if touch.forward is not None:
        wanted[0] = touch.forward
    if touch.height is not None:
        wanted[1] = room.height(touch.height)
    if touch.out is not None:
        wanted[2] = touch.out if side == "r" else -touch.out
    return surface.put(axes @ wanted)


def _leg_by_its_end(posture: Posture, side: Side, skeleton: Skeleton, room: Room, touch: LegTouch) -> Leg:
    """A heel or toes laid on a surface by a foot that is held against its shank."""
    surface = room.surface(touch.surface, skeleton)
    leg = posture.leg(side)
    site = _SITES[touch.part]
    low, high = _REGIONS[touch.part]
    place, normal = _place_on(posture, side, room, touch, surface, skeleton.legs[side].end.at(*site))
    skin = foot_skin(leg, side, room.look)
    region = skin[(skin[:, 0] > low) & (skin[:, 0] < high)]
    towards = _lying_knee(posture, side, skeleton, touch)
    ankle = place + normal * 5.0
    for _ in range(_ROUNDS):
        placed = replace(leg, ankle_at=_tuple(ankle), knee_towards=_tuple(towards))
        foot = room.skeleton(with_leg(posture, side, placed), skeleton.pelvis.origin).legs[side].end
        lowest = float(((foot.origin + region @ foot.axes.T - place) @ normal).min())
        ankle = vector(ankle - normal * (lowest + _SOFT))
    return replace(leg, ankle_at=_tuple(ankle), knee_towards=_tuple(towards))


def _lying_knee(posture: Posture, side: Side, skeleton: Skeleton, touch: LegTouch) -> Array:
    ahead = skeleton.legs[side].upper.axes[:, 0]
    if touch.knee is None:
        return vector(ahead)
    return unit(ahead + 0.7 * direction(touch.knee, skeleton, room_axes(posture), side))


def with_leg(posture: Posture, side: Side, leg: Leg) -> Posture:
    """The posture with another leg on that side."""
    return replace(posture, leg_r=leg) if side == "r" else replace(posture, leg_l=leg)


def _tuple(values: Array) -> Vector:
    x, y, z = (float(value) for value in values)
    return x, y, z
