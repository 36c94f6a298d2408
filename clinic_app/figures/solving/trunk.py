"""Moves the body until what it rests on carries it: seats, mats and walls by its skin, feet by their legs."""

from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt

from clinic_app.figures.body.mesh import Part, part_of
from clinic_app.figures.geometry import Array, vector
from clinic_app.figures.posture import SIDES, Posture, Side
from clinic_app.figures.skeleton import HIP_HALF_WIDTH, HIP_HEIGHT, THIGH, Skeleton
from clinic_app.figures.solving.kneeling import knee_cover, knee_wanted, kneeling_leg
from clinic_app.figures.solving.legs import Footing, footing_of, hip_over, hip_to_ankle, placed_leg, with_leg
from clinic_app.figures.solving.patches import Surface
from clinic_app.figures.solving.room import UP, Room, room_axes
from clinic_app.figures.touching import LegTouch, Rest

_TRUNK: Final = (Part.TORSO,)
_THIGHS: Final = (Part.THIGH_R, Part.THIGH_L)
_SKIN: Final[dict[str, tuple[Part, ...]]] = {
    "seat": (*_TRUNK, *_THIGHS),
    "buttocks": (*_TRUNK, *_THIGHS),
    "back": _TRUNK,
    "upper_back": _TRUNK,
    "low_back": _TRUNK,
    "belly": _TRUNK,
    "chest": _TRUNK,
    "side": (*_TRUNK, *_THIGHS),
    "body": tuple(Part),
    "thighs": _THIGHS,
}
_HEIGHTS: Final = {
    "seat": (60.0, 96.0),
    "buttocks": (60.0, 100.0),
    "upper_back": (122.0, 146.0),
    "low_back": (96.0, 118.0),
    "belly": (86.0, 116.0),
    "chest": (112.0, 140.0),
}
"""Between which heights of the standing body the skin lies that rests."""

_SITTING: Final = ("seat", "buttocks")
_SOFT: Final = {"seat": 0.8, "buttocks": 0.8, "side": 0.8, "thighs": 0.8, "body": 0.4}
"""How far (cm) flesh gives way under the body's weight."""

_FIRM: Final = 0.5
_LIMB_ENDS: Final = {"feet": "foot", "forefeet": "forefoot", "heels": "heel", "toes": "toes", "knees": "knee"}
_STRAIGHT: Final = 3.0
"""Degrees of knee flexion in a leg one stands on."""

_OVER_ONE_FOOT: Final = 3.6
"""How far (cm) inwards of a foot that stands alone the middle of the hips is."""

_BALANCED_AHEAD: Final = 4.0
_ROUNDS: Final = 4
_LYING_HEIGHT: Final = 13.0
_BEFORE_BACKREST: Final = 2.0
"""How far (cm) behind the middle of a seat the hips are."""

_CLOSE: Final = 0.08
_LEVEL: Final = 0.6


def rested_hips(posture: Posture, room: Room) -> Array:
    """Where the middle of the hips (3,) is so that every part the anchor names rests on its surface.

    Raises:
        ResourceError: the anchor names a surface the picture does not have.
    """
    hips = _first_guess(posture, room)
    for _ in range(_ROUNDS):
        before = hips
        for rest in posture.anchor.rests:
            hips = _rested(posture, room, rest, hips)
        if float(np.abs(hips - before).max()) < _CLOSE:
            break
    return hips


def part_and_sides(part: str) -> tuple[str, tuple[Side, ...]]:
    """``knees`` as ``knee`` of both sides, ``foot_r`` as ``foot`` of the right; a trunk part has no sides."""
    if part in _LIMB_ENDS:
        return _LIMB_ENDS[part], SIDES
    stem, _, side = part.rpartition("_")
    if stem in _LIMB_ENDS.values() or stem == "thigh":
        return stem, ("r" if side == "r" else "l",)
    return part, ()


def _first_guess(posture: Posture, room: Room) -> Array:
    anchor = posture.anchor
    upright = abs(posture.pelvis.forward_tilt) < 50
    height = HIP_HEIGHT if upright else _LYING_HEIGHT
    first = anchor.rests[0]
    hips = room_axes(posture) @ vector((anchor.x or 0.0, height, anchor.z or 0.0))
    if part_and_sides(first.part)[1]:
        return vector(hips)
    surface = room.surface(first.surface, room.skeleton(posture, hips))
    if anchor.x is None and surface.usual[0] is not None:
        back = room_axes(posture) @ vector((_BEFORE_BACKREST if first.part == "seat" else 0.0, 0.0, 0.0))
        hips = hips + vector((surface.usual[0], 0.0, (surface.usual[2] or 0.0) * (anchor.z is None))) - back
    place, normal = surface.put(hips)
    if normal[1] > _LEVEL:
        hips[1] = float(place[1]) + _LYING_HEIGHT
    return vector(hips)


def _rested(posture: Posture, room: Room, rest: Rest, hips: Array) -> Array:
    stem, sides = part_and_sides(rest.part)
    sides = _resting_sides(posture, stem, sides)
    free = room.skeleton(posture, hips)
    if sides and stem == "knee":
        return _on_knees(posture, room, rest, free, sides)
    if sides and stem != "thigh":
        return _on_feet(posture, room, rest, free, sides)
    legs = {side: placed_leg(posture, side, free, room) for side in SIDES}
    standing = replace(posture, leg_r=legs["r"], leg_l=legs["l"])
    skeleton = room.skeleton(standing, hips)
    surface = room.surface(rest.surface, skeleton)
    points = skin_at_rest(standing, room, skeleton, rest.part)
    place, normal = surface.put(hips)
    gaps = surface.gaps(points)
    lowest = float(gaps.min())
    if not np.isfinite(lowest) or surface.points is not None:
        lowest, normal = _plane_gap(surface, points, place, normal)
    return vector(hips - normal * (lowest + _SOFT.get(rest.part, _FIRM)))


def _resting_sides(posture: Posture, stem: str, sides: tuple[Side, ...]) -> tuple[Side, ...]:
    """Of both sides those whose own line says that they touch; both, where neither does."""
    if stem not in _LIMB_ENDS.values():
        return sides
    kneeling = stem == "knee"
    touches = {side: posture.leg(side).touch for side in sides}
    own = tuple(side for side, touch in touches.items() if touch and (touch.part == "knee") is kneeling)
    return own or sides


def _plane_gap(surface: Surface, points: Array, place: Array, normal: Array) -> tuple[float, Array]:
    if surface.points is None:
        return float(((points - place) @ normal).min()), normal
    return float(surface.gaps_from_above(points).min()), UP


def skin_at_rest(posture: Posture, room: Room, skeleton: Skeleton, part: str) -> Array:
    """The skin (n, 3) of the part that rests."""
    stem, sides = part_and_sides(part)
    if stem == "thigh":
        return room.points(skeleton, posture, [part_of("thigh", side) for side in sides])
    points = room.points(skeleton, posture, _SKIN[part])
    if part in _SITTING:
        points = points[_upper_thighs_only(points, skeleton)]
    if part not in _HEIGHTS:
        return points
    low, high = _HEIGHTS[part]
    # Each vertex belongs to the vertebra nearest to it, so that a bent back keeps its regions.
    stations = skeleton.spine.centres[::3]
    apart = (stations**2).sum(axis=1) - 2.0 * points @ stations.T  # less the points' own squares
    heights = 78.0 + 3.0 * np.argmin(apart, axis=1)
    inside = (heights >= low) & (heights <= high)
    return vector(points[inside])


def _upper_thighs_only(points: Array, skeleton: Skeleton) -> npt.NDArray[np.bool_]:
    """Which points (n, 3) are not on the half of a thigh nearer the knee, which may hang in the air."""
    kept = np.ones(len(points), dtype=bool)
    for leg in skeleton.legs.values():
        local = (points - leg.upper.origin) @ leg.upper.axes
        kept &= local[:, 1] > -THIGH * 0.55
    return kept


def _on_feet(posture: Posture, room: Room, rest: Rest, free: Skeleton, sides: tuple[Side, ...]) -> Array:
    """The hips over the feet: by ankle and knee angles where they are given, else balanced over the feet."""
    touches = {side: _foot_touch(posture, side) for side in sides}
    hips = free.pelvis.origin.copy()
    if all(touch is None for touch in touches.values()):
        return _lowest_foot(posture, room, rest, free, sides)
    footings = {
        side: footing_of(posture, side, free, room, touch)
        for side, touch in touches.items()
        if touch is not None
    }
    axes = free.pelvis.axes
    room_to = room_axes(posture)
    hip_of = {side: axes @ vector((0.0, 0.0, _out(side) * HIP_HALF_WIDTH)) for side in sides}
    led = [side for side in footings if posture.leg(side).dorsiflexion]
    if _leans(posture, room, free):
        led = []
        ahead = float((room_to.T @ hips)[0])
    elif led:
        side = led[0]
        level = room_to.T @ (hip_over(footings[side], posture.leg(side), _out(side)) - hip_of[side])
        ahead = float(level[0])
    else:
        ahead = _ahead_over(footings, room_to)
    across = _across_over(footings, room_to)
    anchor = posture.anchor
    wanted = vector(
        (
            ahead if anchor.x is None else anchor.x,
            0.0,
            across if anchor.z is None else anchor.z,
        )
    )
    hips = room_to @ wanted
    heights = []
    for side, footing in footings.items():
        reach = hip_to_ankle(max(posture.leg(side).knee_flexion, _STRAIGHT if side not in led else 0.5))
        away = (hips + hip_of[side] - footing.ankle) * vector((1.0, 0.0, 1.0))
        rise = float(np.sqrt(max(reach**2 - float(away @ away), 1.0)))
        heights.append(float(footing.ankle[1]) + rise - float(hip_of[side][1]))
    hips[1] = min(heights)
    return vector(hips)


def _leans(posture: Posture, room: Room, free: Skeleton) -> bool:
    """Whether something upright, such as a wall, already says how far forward the hips are."""
    normals = [
        room.surface(rest.surface, free).put(free.pelvis.origin)[1]
        for rest in posture.anchor.rests
        if not part_and_sides(rest.part)[1]
    ]
    return any(abs(float(normal[1])) < _LEVEL for normal in normals)


def _foot_touch(posture: Posture, side: Side) -> LegTouch | None:
    """How the foot the body rests on stands: as its own line says; by joint angles alone it does not."""
    touch = posture.leg(side).touch
    if touch is None or touch.part == "knee":
        return None
    return touch if touch.toes_up is not None or touch.part in ("foot", "forefoot") else None


def _ahead_over(footings: dict[Side, Footing], room_to: Array) -> float:
    middles = [room_to.T @ (foot.ankle + foot.axes[:, 0] * _BALANCED_AHEAD) for foot in footings.values()]
    return float(np.mean([middle[0] for middle in middles]))


def _across_over(footings: dict[Side, Footing], room_to: Array) -> float:
    places = {side: float((room_to.T @ foot.ankle)[2]) for side, foot in footings.items()}
    if len(places) == 1:
        ((side, place),) = places.items()
        return place - _out(side) * _OVER_ONE_FOOT
    return sum(places.values()) / len(places)


def _lowest_foot(posture: Posture, room: Room, rest: Rest, free: Skeleton, sides: tuple[Side, ...]) -> Array:
    """Legs that stand as their angles say: the lowest foot comes down on the surface."""
    surface = room.surface(rest.surface, free)
    points = room.points(free, posture, [part_of("foot", side) for side in sides])
    place, normal = surface.put(points[int(np.argmin(points[:, 1]))])
    return vector(free.pelvis.origin - normal * (float(((points - place) @ normal).min()) + 0.1))


def _on_knees(posture: Posture, room: Room, rest: Rest, free: Skeleton, sides: tuple[Side, ...]) -> Array:
    """The hips over the first of these knees, as the hip's angles hold them."""
    surface = room.surface(rest.surface, free)
    side = sides[0]
    touch = posture.leg(side).touch
    leg = free.legs[side]
    wanted = leg.lower.origin if touch is None else knee_wanted(posture, side, free, touch)
    place, normal = surface.put(wanted)
    thigh = leg.upper.origin - leg.lower.origin
    cover = knee_cover(posture, side, free, room, normal)
    if touch is not None:
        kneeling = with_leg(posture, side, kneeling_leg(posture, side, free, room, touch))
        cover = knee_cover(kneeling, side, room.skeleton(kneeling, free.pelvis.origin), room, normal)
    soft = _FIRM if surface.points is None else 2 * _FIRM
    hip = place + normal * (cover - soft) + thigh * (THIGH / float(np.sqrt(thigh @ thigh)))
    hips = hip - (leg.upper.origin - free.pelvis.origin)
    anchor = posture.anchor
    for axis, given in ((0, anchor.x), (2, anchor.z)):
        hips[axis] = hips[axis] if given is None else given
    if anchor.z is None and len(sides) == 2:
        hips[2] = float(free.pelvis.origin[2])
    return vector(hips)


def _out(side: Side) -> int:
    return 1 if side == "r" else -1
