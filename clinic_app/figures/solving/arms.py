"""Hands, forearms and elbows put on surfaces, on the own body, or round things."""

from dataclasses import replace
from typing import Final

import numpy as np

from clinic_app.figures.geometry import Array, axes_from, length, turn, unit, vector
from clinic_app.figures.posture import Arm, Posture, Side
from clinic_app.figures.sites import Vector
from clinic_app.figures.skeleton import SHOULDER_HEIGHT, UPPER_ARM, Skeleton
from clinic_app.figures.solving.elbows import Wish, easiest, elbow_towards
from clinic_app.figures.solving.ends import hand_skin
from clinic_app.figures.solving.grips import Held, closed_fingers, gripping_hand
from clinic_app.figures.solving.own_body import BodyPlace, body_place
from clinic_app.figures.solving.room import UP, Room, direction, heading, room_axes
from clinic_app.figures.touching import ArmTouch

_PALM: Final = (0.0, -6.5, 0.0)
_FINGERTIPS: Final = (0.0, -15.0, 0.0)
_PALM_END: Final = -10.5
"""Where the palm ends (cm below the wrist): on a rounded body it is the palm that touches."""

_SOFT: Final = 0.15
_SOFT_BODY: Final = 0.35
_FOREARM_OVER: Final = 3.6
"""The height of a resting forearm's bone over what it lies on (cm)."""

_USUAL_ELBOW: Final = (-0.6, -1.0, 0.5)
_RAISED_ELBOW: Final = (0.25, 0.0, 1.0)
_RAISED: Final = 15.0
"""Centimetres over the shoulder from which the elbow points as over the head."""

_TURNS: Final = np.radians(np.arange(-90.0, 91.0, 15.0))
_TURNED: Final = 0.5
"""How much it matters that fingers lie the usual way on the own body, against the comfort of the wrist."""

_UNCERTAIN: Final = 0.25
_LEVEL: Final = 0.6


def placed_arm(posture: Posture, side: Side, skeleton: Skeleton, room: Room) -> Arm:
    """The arm with its hand where its touch puts it.

    ``skeleton`` has trunk and legs in place, and the other arm if that is touched.

    Raises:
        ResourceError: the touch names a surface the picture does not have.
    """
    arm = posture.arm(side)
    touch = arm.touch
    if touch is None:
        return arm
    if touch.part in ("forearm", "elbow"):
        return _leaning_arm(arm, posture, side, skeleton, room, touch)
    if touch.part == "grip":
        held = gripping_hand(posture, side, skeleton, room, touch)
        return _reaching(arm, posture, side, skeleton, room, held.wish, touch, held)
    wish = _hand_on(posture, side, skeleton, room, touch)
    return _reaching(arm, posture, side, skeleton, room, wish, touch)


def with_arm(posture: Posture, side: Side, arm: Arm) -> Posture:
    """The posture with another arm on that side."""
    return replace(posture, arm_r=arm) if side == "r" else replace(posture, arm_l=arm)


def _hand_on(posture: Posture, side: Side, skeleton: Skeleton, room: Room, touch: ArmTouch) -> Wish:
    """The hand laid on a surface, so that its skin touches."""
    skin = hand_skin(posture.arm(side), side, room.look)
    found = body_place(touch.surface, side, skeleton, posture, room, touch.along, touch.around)
    if found is not None:
        return _hand_on_body(posture, side, skeleton, touch, found, skin)
    surface = room.surface(touch.surface, skeleton)
    axes = room_axes(posture)
    place, normal = surface.put(_wanted(side, skeleton, room, touch, axes))
    usual = UP if abs(float(normal[1])) < _LEVEL else heading(skeleton)
    way = _hand_directions(posture, side, skeleton, touch, normal, usual)
    laid = _laid(skin, side, touch, place, normal, way)
    return Wish(laid.axes, vector(laid.wrist - normal * _SOFT), (place, normal))


def _hand_on_body(
    posture: Posture, side: Side, skeleton: Skeleton, touch: ArmTouch, found: BodyPlace, skin: Array
) -> Wish:
    """The palm laid on the own skin, turned as is comfortable, pressed on until it touches."""
    palm_skin = skin[skin[:, 1] > _PALM_END]
    fingers, palm = _hand_directions(posture, side, skeleton, touch, found.normal, found.fingers)
    turns = _TURNS if touch.fingers is None else np.zeros(1)
    ways = [(turn((palm * angle)[None])[0] @ fingers, palm) for angle in turns]
    wishes = [_laid(palm_skin, side, touch, found.place, found.normal, way) for way in ways]
    preferred = preferred_elbow(posture, side, skeleton, touch, wishes[0].wrist)
    wish = wishes[easiest(skeleton, side, wishes, preferred, _TURNED * (1.0 - np.cos(turns)))]
    gap = float(found.gaps(wish.wrist + palm_skin @ wish.axes.T).min())
    pressed = gap + _SOFT_BODY if np.isfinite(gap) else 0.0
    return Wish(wish.axes, vector(wish.wrist - found.normal * pressed))


def _laid(
    skin: Array,
    side: Side,
    touch: ArmTouch,
    place: Array,
    normal: Array,
    way: tuple[Array, Array],
) -> Wish:
    """The hand with its middle over the place and its lowest ``skin`` (n, 3; in its own axes) on it."""
    fingers, palm = way
    axes = axes_from(-fingers, -(1.0 if side == "r" else -1.0) * palm)
    site = axes @ vector(_FINGERTIPS if touch.part == "fingertips" else _PALM)
    lowest = float((skin @ axes.T @ normal).min())
    beside = site - normal * float(site @ normal)
    return Wish(axes, vector(place - beside - normal * lowest))


def _wanted(side: Side, skeleton: Skeleton, room: Room, touch: ArmTouch, axes: Array) -> Array:
    """Where the line wants the limb; where it says nothing, where the joint angles have put it."""
    arm = skeleton.arms[side]
    free = arm.lower.origin if touch.part in ("forearm", "elbow") else arm.end.at(*_PALM)
    wanted = axes.T @ free
    if touch.forward is not None:
        wanted[0] = touch.forward
    if touch.height is not None:
        wanted[1] = room.height(touch.height)
    if touch.out is not None:
        wanted[2] = touch.out if side == "r" else -touch.out
    return vector(axes @ wanted)


def _hand_directions(
    posture: Posture, side: Side, skeleton: Skeleton, touch: ArmTouch, normal: Array, usual: Array
) -> tuple[Array, Array]:
    """The way of the fingers and of the palm, square to each other."""
    axes = room_axes(posture)
    inwards = direction(("in",), skeleton, axes, side)
    palms = {
        "palm": -normal,
        "back_of_hand": normal,
        "fist": inwards,
        "fingertips": -0.5 * normal - usual * 0.2,
    }
    palm = palms[touch.part] if touch.palm is None else direction(touch.palm, skeleton, axes, side)
    fingers = usual
    if touch.part in ("fist", "fingertips"):
        fingers = -normal if touch.part == "fist" else unit(-normal + 0.5 * usual)
    if touch.fingers is not None:
        fingers = direction(touch.fingers, skeleton, axes, side)
    if touch.part == "fist":
        return _square(fingers, palm)
    square = fingers - palm * float(fingers @ palm) / float(palm @ palm)
    if length(square) < _UNCERTAIN:
        square = usual - palm * float(usual @ palm) / float(palm @ palm)
    return unit(square), unit(palm)


def _square(fixed: Array, other: Array) -> tuple[Array, Array]:
    along = unit(fixed)
    return along, unit(other - along * float(other @ along))


def _reaching(
    arm: Arm,
    posture: Posture,
    side: Side,
    skeleton: Skeleton,
    room: Room,
    wish: Wish,
    touch: ArmTouch,
    held: Held | None = None,
) -> Arm:
    out = 1.0 if side == "r" else -1.0
    preferred = preferred_elbow(posture, side, skeleton, touch, wish.wrist)
    reaching = replace(
        arm,
        wrist_at=_tuple(wish.wrist),
        palm=_tuple(-out * wish.axes[:, 2]),
        fingers=_tuple(-wish.axes[:, 1]),
        elbow_towards=_tuple(preferred),
        axes_of=None,
        holds=None if held is None else held.radius,
        fingers_bend=arm.fingers_bend if held is None else closed_fingers(held.radius),
    )
    reached = room.skeleton(with_arm(posture, side, reaching), skeleton.pelvis.origin)
    pole = elbow_towards(reached, side, wish, preferred) if touch.elbow is None else preferred
    return replace(reaching, elbow_towards=_tuple(pole))


def preferred_elbow(posture: Posture, side: Side, skeleton: Skeleton, touch: ArmTouch, wrist: Array) -> Array:
    """Where the elbow should point: as the line says, else back, down and out of the chest.

    Over the shoulder's height it points out and a little forward, as when one touches the own head.
    """
    if touch.elbow is not None:
        return direction(touch.elbow, skeleton, room_axes(posture), side)
    out = 1.0 if side == "r" else -1.0
    chest = skeleton.spine.station(SHOULDER_HEIGHT)[1]
    raised = float(chest[:, 1] @ (wrist - skeleton.arms[side].upper.origin))
    high = float(np.clip(raised / _RAISED, 0.0, 1.0))
    usual = vector(_USUAL_ELBOW) * (1 - high) + vector(_RAISED_ELBOW) * high
    return unit(chest @ (usual * vector((1.0, 1.0, out))))


def _leaning_arm(
    arm: Arm, posture: Posture, side: Side, skeleton: Skeleton, room: Room, touch: ArmTouch
) -> Arm:
    """An elbow on a surface, as far from its shoulder as the upper arm is long; the forearm along it."""
    surface = room.surface(touch.surface, skeleton)
    axes = room_axes(posture)
    shoulder = skeleton.arms[side].upper.origin
    place, normal = surface.put(_wanted(side, skeleton, room, touch, axes))
    elbow = _elbow_within_reach(shoulder, place + normal * _FOREARM_OVER, normal)
    ahead = heading(skeleton) if touch.fingers is None else direction(touch.fingers, skeleton, axes, side)
    if touch.part == "forearm":
        ahead = ahead - normal * float(ahead @ normal)
        if length(ahead) < _UNCERTAIN:
            ahead = UP - normal * normal[1]
    forearm = unit(ahead)
    wrist = elbow + forearm * 25.2 - normal * (0.8 if touch.part == "forearm" else 0.0)
    palm = -normal if touch.palm is None else direction(touch.palm, skeleton, axes, side)
    bend = elbow - (shoulder + wrist) / 2
    return replace(
        arm,
        wrist_at=_tuple(wrist),
        elbow_towards=_tuple(bend),
        palm=_tuple(palm) if touch.part == "forearm" or touch.palm is not None else None,
        fingers=_tuple(forearm) if touch.part == "forearm" or touch.palm is not None else None,
        axes_of=None,
    )


def _elbow_within_reach(shoulder: Array, elbow: Array, normal: Array) -> Array:
    """The place at the elbow's height, nearest the wanted one, an upper arm's length from the shoulder."""
    height = float(np.clip((shoulder - elbow) @ normal, -UPPER_ARM, UPPER_ARM))
    level = elbow - shoulder
    level = level - normal * float(level @ normal)
    reach = float(np.sqrt(max(UPPER_ARM**2 - height**2, 0.0)))
    apart = length(level)
    ahead = level / apart if apart > 1e-6 else np.zeros(3)
    return vector(shoulder - normal * height + ahead * reach)


def _tuple(values: Array) -> Vector:
    x, y, z = (float(value) for value in values)
    return x, y, z
