"""Knees on a surface: the thigh comes down on it, the shank lies along it or stands on tucked toes."""

from dataclasses import replace
from typing import Final

import numpy as np

from clinic_app.figures.body.mesh import part_of
from clinic_app.figures.geometry import Array, axes_from, unit, vector
from clinic_app.figures.posture import Leg, Posture, Side
from clinic_app.figures.skeleton import SHANK, THIGH, Skeleton
from clinic_app.figures.solving.ends import foot_skin
from clinic_app.figures.solving.room import Room, room_axes
from clinic_app.figures.touching import LegTouch

KNEE_COVER: Final = 5.0
"""About how much (cm) of kneecap and skin is between the knee joint and what one kneels on."""

_INSTEP_DOWN: Final = -58.0
_TUCKED: Final = (18.0, 62.0)
"""Dorsiflexion and toe extension of a foot that stands on its toes behind the knee."""

_ABOUT_KNEE: Final = 7.5
_SOFT: Final = 0.3
_SOFT_IN_CUSHION: Final = 1.0
_ROUNDS: Final = 3


def kneeling_leg(posture: Posture, side: Side, skeleton: Skeleton, room: Room, touch: LegTouch) -> Leg:
    """The leg with its knee on the surface: the hip's angles say where, as far as the line does not."""
    surface = room.surface(touch.surface, skeleton)
    hip = skeleton.legs[side].upper.origin
    place, normal = surface.put(knee_wanted(posture, side, skeleton, touch))
    soft = _SOFT if surface.points is None else _SOFT_IN_CUSHION
    back = _backwards(skeleton, normal)
    covers = [KNEE_COVER, KNEE_COVER]
    leg = posture.leg(side)
    for _ in range(_ROUNDS):
        knee = _within_reach(hip, place + normal * (covers[0] - soft), normal)
        shank_ground, _ = surface.put(knee + back * SHANK)
        over = float((shank_ground - knee) @ normal) + covers[1] - _SOFT
        rise = float(np.arcsin(np.clip(over / SHANK, -0.9, 0.9)))
        ankle = knee + (back * np.cos(rise) + normal * np.sin(rise)) * SHANK
        leg = _leg_through(posture.leg(side), hip, knee, ankle, tucked=touch.tucked)
        covers = _covers(posture, side, leg, room, skeleton, normal)
    return leg


def knee_cover(posture: Posture, side: Side, skeleton: Skeleton, room: Room, normal: Array) -> float:
    """How far (cm) the knee joint is above the lowest skin about it."""
    parts = [part_of("thigh", side), part_of("shank", side)]
    points = room.points(skeleton, posture, parts)
    knee = skeleton.legs[side].lower.origin
    near = points[((points - knee) ** 2).sum(axis=1) < _ABOUT_KNEE**2]
    return float(((knee - near) @ normal).max())


def knee_wanted(posture: Posture, side: Side, skeleton: Skeleton, touch: LegTouch) -> Array:
    """Where the knee is to come down: where the line says, else where the thigh points."""
    axes = room_axes(posture)
    wanted = axes.T @ skeleton.legs[side].lower.origin
    if touch.forward is not None:
        wanted[0] = touch.forward
    if touch.out is not None:
        wanted[2] = touch.out if side == "r" else -touch.out
    return vector(axes @ wanted)


def _leg_through(leg: Leg, hip: Array, knee: Array, ankle: Array, *, tucked: bool) -> Leg:
    bend = knee - (hip + ankle) / 2
    dorsiflexion, toes = _TUCKED if tucked else (leg.dorsiflexion or _INSTEP_DOWN, leg.toe_extension)
    return replace(
        leg,
        ankle_at=(float(ankle[0]), float(ankle[1]), float(ankle[2])),
        knee_towards=(float(bend[0]), float(bend[1]), float(bend[2])),
        dorsiflexion=dorsiflexion,
        toe_extension=toes,
    )


def _covers(
    posture: Posture, side: Side, leg: Leg, room: Room, skeleton: Skeleton, normal: Array
) -> list[float]:
    """How far knee and ankle are above the lowest skin about them, of the leg as it is drawn."""
    kneeling = replace(posture, leg_r=leg) if side == "r" else replace(posture, leg_l=leg)
    drawn = room.skeleton(kneeling, skeleton.pelvis.origin)
    foot = foot_skin(leg, side, room.look) @ drawn.legs[side].end.axes.T
    return [knee_cover(kneeling, side, drawn, room, normal), -float((foot @ normal).min())]


def _within_reach(hip: Array, knee: Array, normal: Array) -> Array:
    """The place at the knee's height, nearest the wanted one, that is a thigh's length from the hip."""
    height = float((hip - knee) @ normal)
    level = knee - hip + normal * height
    reach = float(np.sqrt(max(THIGH**2 - min(abs(height), THIGH) ** 2, 0.0)))
    apart = float(np.sqrt(level @ level))
    ahead = level / apart if apart > 1e-6 else axes_from(normal, vector((0.0, 0.0, 1.0)))[:, 0]
    drop = np.clip(height, -THIGH, THIGH)
    return vector(hip - normal * drop + ahead * reach)


def _backwards(skeleton: Skeleton, normal: Array) -> Array:
    """The way a shank lies behind its knee, along the surface."""
    forward, up = skeleton.pelvis.axes[:, 0], skeleton.pelvis.axes[:, 1]
    back = -forward if abs(float(forward @ normal)) < 0.75 else -up
    return unit(back - normal * float(back @ normal))
