"""Hands round rails, sticks, straps, chair backs and the own limbs: the thing's line and thickness decide."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Final

import numpy as np

from clinic_app.figures.body.hand_bones import digits
from clinic_app.figures.geometry import Array, cross, length, unit, vector
from clinic_app.figures.hand_shapes import HAND_SHAPES
from clinic_app.figures.posture import Posture, Side
from clinic_app.figures.prop_kinds import RUNNING_THROUGH
from clinic_app.figures.props.making import solids_of
from clinic_app.figures.scene import Prop
from clinic_app.figures.sites import Site
from clinic_app.figures.skeleton import SHOULDER_HEIGHT, Skeleton
from clinic_app.figures.solids import Solid
from clinic_app.figures.solving.elbows import Wish, easiest
from clinic_app.figures.solving.own_body import body_bar
from clinic_app.figures.solving.room import UP, Room, direction, room_axes, unknown_surface
from clinic_app.figures.touching import ArmTouch, is_on_body

_TURNS: Final = np.radians(np.arange(0.0, 360.0, 15.0))
_KNUCKLES: Final = 8.9
_PALM_TO_KNUCKLE: Final = 1.9
"""How far before the knuckles (cm) a held thing lies in the palm."""

_HALF_FINGER: Final = 1.3
_HALF_THUMB: Final = 1.0
_THUMBS: Final = (
    (10.0, 24.0, 38.0),
    (20.0, 34.0, 48.0, 62.0, 74.0),
    (40.0, 62.0),
    (0.0, 22.0, 44.0),
    (0.0, 28.0, 56.0),
)
"""Radial and palmar abduction, opposition, MCP and IP a thumb may have round a thing (degrees)."""

_LEAST_TANGENT: Final = 0.3
_THIN: Final = 7.0
"""What is no thicker than this (cm) both ways is a rod."""

_THIN_ROPE: Final = 0.5
_USUAL_PIECES: Final = {
    "handrail": "rail",
    "chair": "backrest",
    "bike": "grip",
    "table": "top",
    "worktop": "top",
}

_USUAL_ELBOW: Final = (-0.6, -1.0, 0.5)


@dataclass(frozen=True, slots=True)
class Bar:
    """A line (n, 3) to close a hand round, its ``radius``, and where the palm should look, if it matters."""

    line: Array
    radius: float
    palm: Array | None = None

    def at(self, share: float) -> tuple[Array, Array]:
        """The place (3,) at a share of the length, and the line's direction (3,) there."""
        steps = np.diff(self.line, axis=0)
        lengths = np.sqrt((steps**2).sum(axis=1))
        ends = np.concatenate([[0.0], np.cumsum(lengths)])
        along = float(np.clip(share, 0.0, 1.0)) * ends[-1]
        index = int(np.clip(np.searchsorted(ends, along, side="right") - 1, 0, len(steps) - 1))
        within = (along - ends[index]) / max(float(lengths[index]), 1e-9)
        return vector(self.line[index] + steps[index] * within), unit(steps[index])

    def nearest(self, point: Array) -> float:
        """The share of the length nearest to a point (3,)."""
        shares = np.linspace(0.0, 1.0, 41)
        apart = [length(self.at(float(share))[0] - point) for share in shares]
        return float(shares[int(np.argmin(apart))])


@dataclass(frozen=True, slots=True)
class Held:
    """A hand that closes round something of that ``radius`` (cm) at ``middle`` (3,)."""

    wish: Wish
    radius: float
    middle: Array


def bar_of(touch: ArmTouch, posture: Posture, side: Side, skeleton: Skeleton, room: Room) -> Bar:
    """What the hand of that ``side`` closes round.

    Raises:
        ResourceError: there is nothing of that name, or it runs through the hand that is to hold it.
    """
    name = touch.surface
    own = body_bar(name, side, skeleton, posture, room, touch.along)
    if own is not None:
        return Bar(own[0], own[1])
    stem, _, part = name.partition(".")
    for prop in room.props:
        if stem in (prop.name, prop.kind):
            bar = _bar_of_prop(prop, part, side, skeleton)
            if bar is not None:
                return bar
    raise unknown_surface(name, room.props)


def gripping_hand(posture: Posture, side: Side, skeleton: Skeleton, room: Room, touch: ArmTouch) -> Held:
    """The most comfortable of the hands that close round the thing at the place the line says."""
    bar = bar_of(touch, posture, side, skeleton, room)
    middle, along = bar.at(_share(bar, posture, side, skeleton, touch))
    wishes = _hands_round(middle, along, bar.radius, side)
    chest = skeleton.spine.station(SHOULDER_HEIGHT)[1]
    out = 1.0 if side == "r" else -1.0
    preferred = chest @ (vector(_USUAL_ELBOW) * vector((1.0, 1.0, out)))
    if touch.elbow is not None:
        preferred = direction(touch.elbow, skeleton, room_axes(posture), side)
    penalties = _penalties(wishes, bar, posture, side, skeleton, touch)
    return Held(wishes[easiest(skeleton, side, wishes, preferred, penalties)], bar.radius, middle)


def grip_site(radius: float, out: float) -> Array:
    """Where (3,) in the hand's own axes the middle of a held thing lies."""
    return vector((0.0, _PALM_TO_KNUCKLE - _KNUCKLES, -out * (radius + _HALF_FINGER)))


def closed_fingers(radius: float) -> tuple[tuple[str, tuple[float, ...]], ...]:
    """The bends of each finger's joints (degrees) round a thing: every phalanx lies against it."""
    middle = radius + _HALF_FINGER
    found = []
    for digit in digits(HAND_SHAPES["flat"])[:4]:
        before, bends = _PALM_TO_KNUCKLE, []
        for bone in digit.lengths:
            bends.append(round(2 * float(np.degrees(np.arctan2(before, middle))), 1))
            before = max(float(bone) - before, _LEAST_TANGENT)
        found.append((digit.name, tuple(bends)))
    return (*tuple(found), ("thumb", _thumb_round(round(radius, 1))))


@lru_cache(maxsize=32)
def _thumb_round(radius: float) -> tuple[float, ...]:
    """The thumb's bends (degrees) with which it lies against a thing of that radius, its pad on it."""
    middle, reach = grip_site(radius, 1.0)[1:], radius + _HALF_THUMB

    def strain(bends: tuple[float, ...]) -> float:
        thumb = digits(HAND_SHAPES["flat"].bent((("thumb", bends),)))[4]
        places = np.concatenate([thumb.joints[1:], (thumb.joints[1:-1] + thumb.joints[2:]) / 2])[:, 1:]
        apart = np.sqrt(((places - middle) ** 2).sum(axis=1))
        sunk = np.maximum(reach - apart, 0.0)
        lies = (apart[2] - reach) ** 2 + 0.5 * (apart[1] - reach) ** 2
        return float(8.0 * (sunk**2).sum() + lies + 1e-4 * sum(bends[3:]))

    return min(product(*_THUMBS), key=strain)


def _share(bar: Bar, posture: Posture, side: Side, skeleton: Skeleton, touch: ArmTouch) -> float:
    if touch.along is not None and not is_on_body(touch.surface):
        return touch.along
    axes = room_axes(posture)
    palm = skeleton.arms[side].end.at(0.0, -6.5, 0.0)
    wanted = axes.T @ palm
    if touch.forward is not None:
        wanted[0] = touch.forward
    if touch.out is not None:
        wanted[2] = touch.out if side == "r" else -touch.out
    return bar.nearest(axes @ wanted)


def _hands_round(middle: Array, along: Array, radius: float, side: Side) -> list[Wish]:
    out = 1.0 if side == "r" else -1.0
    first = unit(cross(along, UP if abs(float(along[1])) < 0.9 else vector((1.0, 0.0, 0.0))))
    second = cross(along, first)
    found = []
    for thumb in (along, -along):
        for angle in _TURNS:
            palm = np.cos(angle) * first + np.sin(angle) * second
            right = -out * palm
            axes = np.stack([thumb, cross(right, thumb), right], axis=1)
            found.append(Wish(axes, vector(middle - axes @ grip_site(radius, out))))
    return found


def _penalties(
    wishes: list[Wish], bar: Bar, posture: Posture, side: Side, skeleton: Skeleton, touch: ArmTouch
) -> Array:
    out = 1.0 if side == "r" else -1.0
    palms = np.array([-out * wish.axes[:, 2] for wish in wishes])
    thumbs = np.array([wish.axes[:, 0] for wish in wishes])
    axes = room_axes(posture)
    total = np.zeros(len(wishes))
    palm = bar.palm if touch.palm is None else direction(touch.palm, skeleton, axes, side)
    if palm is not None:
        total += 2.0 * (1.0 - palms @ palm)
    if touch.thumb is not None:
        total += 2.0 * (1.0 - thumbs @ direction(touch.thumb, skeleton, axes, side))
    shoulder = skeleton.arms[side].upper.origin
    reach = np.array([length(wish.wrist - shoulder) for wish in wishes])
    return vector(total + np.maximum(reach - 55.5, 0.0) * 0.5)


def _bar_of_prop(prop: Prop, part: str, side: Side, skeleton: Skeleton) -> Bar | None:
    if prop.kind in RUNNING_THROUGH:
        arm = {f"{part_name}_{side}" for part_name in ("hand", "forearm")}
        if any(isinstance(place, Site) and place.part in arm for place in prop.through):
            return None
        line = np.array([skeleton.locate(place) for place in prop.through])
        sizes = prop.sizes
        return Bar(line, sizes.get("radius", sizes.get("half_thickness", _THIN_ROPE)))
    solids = solids_of(prop, skeleton)
    piece = part or _USUAL_PIECES.get(prop.kind, "")
    named = [solid for solid in solids if solid.name == piece] or ([] if part else list(solids))
    if not named:
        return None
    shoulder = skeleton.arms[side].upper.origin
    solid = min(named, key=lambda one: length(one.corners().mean(axis=0) - shoulder))
    return _bar_of_solid(solid, shoulder)


def _bar_of_solid(solid: Solid, shoulder: Array) -> Bar:
    """A rod along its length, an upright plate by its upper edge, a level one by the edge near by."""
    edges = solid.edges
    lengths = np.sqrt((edges**2).sum(axis=1))
    thin, middle, long = np.argsort(lengths).tolist()
    upright = int(np.argmax(np.abs(edges[:, 1]) / np.maximum(lengths, 1e-9)))
    if lengths[middle] <= _THIN or (solid.soft and lengths[middle] < 2 * _THIN and upright == long):
        return _along_solid(solid, edges, long)
    if upright != thin:
        return _top_of_plate(solid, edges, thin, upright)
    return _edge_of(solid, edges, thin, shoulder)


def _along_solid(solid: Solid, edges: Array, long: int) -> Bar:
    """The middle line of a rod."""
    middle = solid.corners().mean(axis=0)
    half = edges[long] / 2
    others = [length(edges[index]) for index in range(3) if index != long]
    return Bar(np.array([middle - half, middle + half]), min(others) / 2)


def _top_of_plate(solid: Solid, edges: Array, thin: int, upright: int) -> Bar:
    """The upper edge of an upright plate, held from above."""
    radius = length(edges[thin]) / 2
    (long,) = {0, 1, 2} - {thin, upright}
    middle = solid.corner + edges.sum(axis=0) / 2
    top = middle + UP * (float(np.abs(edges[upright, 1])) / 2 - radius)
    half = edges[long] / 2
    return Bar(np.array([top - half, top + half]), radius, -UP)


def _edge_of(solid: Solid, edges: Array, thin: int, shoulder: Array) -> Bar:
    """The edge of a level plate nearest to the shoulder, held from beside."""
    radius = length(edges[thin]) / 2
    middle = solid.corner + edges.sum(axis=0) / 2
    one, other = (index for index in range(3) if index != thin)
    bars = []
    for along, across in ((one, other), (other, one)):
        for way in (-1.0, 1.0):
            out = unit(edges[across]) * way
            edge = middle + edges[across] * way / 2 - out * radius
            half = edges[along] / 2
            bar = Bar(np.array([edge - half, edge + half]), radius, unit(-out - 0.6 * UP))
            bars.append((abs(float((shoulder - edge) @ out)), bar))
    return min(bars, key=lambda found: found[0])[1]
