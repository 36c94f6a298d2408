"""From a frame as it is written to a body in the room: trunk, legs, head, arms, each on what carries it."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np

from clinic_app.figures.body.mesh import Mesh, Part
from clinic_app.figures.geometry import Array, vector
from clinic_app.figures.placement import place_body
from clinic_app.figures.pose import Frame
from clinic_app.figures.posture import SIDES, Posture, Side
from clinic_app.figures.scene import Look, Prop
from clinic_app.figures.sites import Site
from clinic_app.figures.skeleton import Skeleton
from clinic_app.figures.solving.arms import placed_arm, with_arm
from clinic_app.figures.solving.legs import placed_leg, with_leg
from clinic_app.figures.solving.necks import rested_neck
from clinic_app.figures.solving.own_body import depends_on_arm
from clinic_app.figures.solving.room import Room
from clinic_app.figures.solving.trunk import rested_hips

_STANDING_SEAT: Final = 79.0
"""How high the seat of a standing person is (cm)."""

_PELVIS: Final = Site("pelvis", (0.0, 0.0, 0.0))


@dataclass(frozen=True, slots=True)
class Settled:
    """A body in the room: the posture with every contact solved, and its skeleton."""

    posture: Posture
    skeleton: Skeleton


def settled(frame: Frame, look: Look) -> Settled:
    """The frame's body with everything it says of touching solved.

    Raises:
        ResourceError: the frame names a surface it does not have.
    """
    return _settled(frame.posture, frame.props, look)


@lru_cache(maxsize=64)
def skin_of(frame: Frame, look: Look) -> Mesh:
    """The drawn body of the frame, without props."""
    body = settled(frame, look)
    room = Room(frame.props, look)
    return room.skin(body.skeleton, body.posture, tuple(Part))


@lru_cache(maxsize=64)
def _settled(posture: Posture, props: tuple[Prop, ...], look: Look) -> Settled:
    if not _touches_anything(posture):
        return Settled(posture, place_body(posture, look))
    room = Room(props, look, _seated_by(posture, props, look))
    hips = rested_hips(posture, room) if posture.anchor.rests else _hips_by_site(posture, look)
    posture = _with_legs(posture, hips, room)
    if posture.head_on is not None:
        posture = rested_neck(posture, hips, room)
    posture = _with_arms(posture, hips, room)
    x, y, z = (float(value) for value in hips)
    posture = replace(posture, anchor=replace(posture.anchor, site=_PELVIS, x=x, y=y, z=z, lowest=()))
    return Settled(posture, room.skeleton(posture, hips))


def _touches_anything(posture: Posture) -> bool:
    limbs = [posture.leg(side).touch or posture.arm(side).touch for side in SIDES]
    return bool(posture.anchor.rests or posture.head_on or any(limbs))


def _hips_by_site(posture: Posture, look: Look) -> Array:
    """The hips where an anchor of the low-level form puts them."""
    return vector(place_body(posture, look).pelvis.origin)


def _seated_by(posture: Posture, props: tuple[Prop, ...], look: Look) -> float:
    """How much lower shoulders and eyes are than of a standing person."""
    for rest in posture.anchor.rests:
        if rest.part in ("seat", "buttocks"):
            room = Room(props, look)
            skeleton = room.skeleton(posture, np.zeros(3))
            surface = room.surface(rest.surface, skeleton)
            at = vector([0.0 if usual is None else usual for usual in surface.usual])
            return _STANDING_SEAT - float(surface.put(at)[0][1])
    return 0.0


def _with_legs(posture: Posture, hips: Array, room: Room) -> Posture:
    free = room.skeleton(posture, hips)
    for side in SIDES:
        posture = with_leg(posture, side, placed_leg(posture, side, free, room))
    return posture


def _with_arms(posture: Posture, hips: Array, room: Room) -> Posture:
    for side in _arms_in_order(posture):
        skeleton = room.skeleton(posture, hips)
        posture = with_arm(posture, side, placed_arm(posture, side, skeleton, room))
    return posture


def _arms_in_order(posture: Posture) -> tuple[Side, Side]:
    """The arm that lies on the other comes after it."""
    touch = posture.arm_r.touch
    return ("l", "r") if touch is not None and depends_on_arm(touch.surface) == "l" else ("r", "l")
