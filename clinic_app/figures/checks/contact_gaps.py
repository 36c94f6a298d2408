"""The gap at every contact a pose declares by its lines: feet, knees, hands, grips, what it rests on."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from clinic_app.figures.body.mesh import part_of
from clinic_app.figures.geometry import Array, vector
from clinic_app.figures.posture import SIDES, Posture, Side
from clinic_app.figures.scene import Contact
from clinic_app.figures.skeleton import Skeleton
from clinic_app.figures.solving.grips import bar_of, grip_site
from clinic_app.figures.solving.necks import head_skin
from clinic_app.figures.solving.own_body import body_place
from clinic_app.figures.solving.patches import Surface
from clinic_app.figures.solving.room import Room
from clinic_app.figures.solving.trunk import skin_at_rest
from clinic_app.figures.touching import TRUNK_REST_PARTS, ArmTouch, LegTouch, is_on_body

_FOOT_REGIONS: Final = {
    "foot": (("heel", -9.0, 3.0), ("forefoot", 9.5, 16.0)),
    "forefoot": (("forefoot", 9.5, 30.0),),
    "heel": (("heel", -9.0, 3.0),),
    "toes": (("toes", 15.0, 30.0),),
}
_AROUND_KNEE: Final = 7.5
_PALM_END: Final = -10.5
_BESIDE: Final = 99.0
"""The gap of a limb that is not over its surface at all."""


def declared_gaps(posture: Posture, skeleton: Skeleton, room: Room) -> Iterator[tuple[Contact, float, bool]]:
    """Each contact, its gap (cm, negative inside) and whether what it touches gives way."""
    for side in SIDES:
        leg_touch, arm_touch = posture.leg(side).touch, posture.arm(side).touch
        if leg_touch is not None:
            yield from _leg_gaps(posture, side, skeleton, room, leg_touch)
        if arm_touch is not None:
            yield _arm_gap(posture, side, skeleton, room, arm_touch)
    for rest in posture.anchor.rests:
        if rest.part in TRUNK_REST_PARTS:
            surface = room.surface(rest.surface, skeleton)
            points = skin_at_rest(posture, room, skeleton, rest.part)
            yield (
                Contact(rest.part, rest.surface),
                _least(surface, points, from_above=True),
                surface.points is not None,
            )
    if posture.head_on is not None:
        surface = room.surface(posture.head_on, skeleton)
        points = head_skin(posture, skeleton, room)
        yield (
            Contact("head", posture.head_on),
            _least(surface, points, from_above=True),
            surface.points is not None,
        )


def _leg_gaps(
    posture: Posture, side: Side, skeleton: Skeleton, room: Room, touch: LegTouch
) -> Iterator[tuple[Contact, float, bool]]:
    surface = room.surface(touch.surface, skeleton)
    soft = surface.points is not None
    leg = skeleton.legs[side]
    if touch.part == "knee":
        points = room.points(skeleton, posture, [part_of("thigh", side), part_of("shank", side)])
        near = ((points - leg.lower.origin) ** 2).sum(axis=1) < _AROUND_KNEE**2
        yield Contact(f"knee_{side}", touch.surface), _least(surface, points[near]), soft
        return
    points = room.points(skeleton, posture, [part_of("foot", side)])
    ahead = (points - leg.end.origin) @ leg.end.axes[:, 0]
    for name, low, high in _FOOT_REGIONS[touch.part]:
        region = points[(ahead > low) & (ahead < high)]
        yield Contact(f"{name}_{side}", touch.surface), _least(surface, region), soft


def _arm_gap(
    posture: Posture, side: Side, skeleton: Skeleton, room: Room, touch: ArmTouch
) -> tuple[Contact, float, bool]:
    contact = Contact(f"{touch.part}_{side}", touch.surface)
    arm = skeleton.arms[side]
    if touch.part == "grip":
        bar = bar_of(touch, posture, side, skeleton, room)
        held = arm.end.at(*grip_site(posture.arm(side).holds or bar.radius, arm.outwards))
        share = bar.nearest(held)
        return contact, float(np.sqrt(((bar.at(share)[0] - held) ** 2).sum())) - 0.5, False
    if touch.part in ("forearm", "elbow"):
        points = room.points(skeleton, posture, [part_of("forearm", side)])
        if touch.part == "elbow":
            points = points[((points - arm.lower.origin) ** 2).sum(axis=1) < _AROUND_KNEE**2]
        surface = room.surface(touch.surface, skeleton)
        return contact, _least(surface, points), surface.points is not None
    parts = [part_of(stem, side) for stem in ("hand", "index", "middle", "ring", "little")]
    points = room.points(skeleton, posture, parts)
    if is_on_body(touch.surface):
        below = (points - arm.end.origin) @ arm.end.axes[:, 1]
        place = body_place(touch.surface, side, skeleton, posture, room, touch.along, touch.around)
        assert place is not None
        gaps = place.gaps(points[below > _PALM_END])
        return contact, float(gaps.min()) if np.isfinite(gaps).any() else _BESIDE, True
    surface = room.surface(touch.surface, skeleton)
    return contact, _least(surface, points), surface.points is not None


def _least(surface: Surface, points: Array, *, from_above: bool = False) -> float:
    gaps = surface.gaps_from_above(points) if from_above else surface.gaps(vector(points))
    gaps = gaps[np.isfinite(gaps)]
    return float(gaps.min()) if len(gaps) else _BESIDE
