"""Finds room for arrows: beside what they speak of, outside the figure's outline as the camera sees it."""

from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from typing import Final

import numpy as np
from scipy.ndimage import binary_closing, distance_transform_edt

from clinic_app.figures.camera import Box, Camera
from clinic_app.figures.geometry import Array, length, unit, vector
from clinic_app.figures.pose import Frame, Pose
from clinic_app.figures.rings import bends, ring_arc
from clinic_app.figures.signs import Arrow, Circle, Hold, Move, Press, Turn
from clinic_app.figures.sites import Site, site_from_text
from clinic_app.figures.skeleton import SHOULDER_HEIGHT, Skeleton
from clinic_app.figures.solving.room import Room, direction, room_axes
from clinic_app.figures.solving.settle import settled, skin_of
from clinic_app.figures.touching import is_on_body


class Drawn(Enum):
    """How a sign is drawn."""

    ARROW = "arrow"
    PRESS = "press"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class PlacedSign:
    """A sign in the picture: ``points`` (n, 2) in centimetres right and up as the camera sees."""

    drawn: Drawn
    points: Array
    both_ways: bool = False


_SHORTEST: Final = 10.0
_SHORTEST_BOTH_WAYS: Final = 19.0
_LONGEST: Final = 26.0
_PRESS_LENGTH: Final = 12.0
_MARGIN: Final = 48.0
_CLEAR: Final = {Drawn.ARROW: 4.4, Drawn.PRESS: 3.4, Drawn.HOLD: 5.4}
"""How far (cm) a sign's line keeps from the figure."""

_HEAD_CLEAR: Final = 13.5
_HEAD_MIDDLE: Final = (0.6, 4.5, 0.0)
_REACHES: Final = np.arange(0.0, 40.0, 1.5)
_WAYS: Final = np.radians(np.arange(0.0, 360.0, 15.0))
_CROWDED: Final = 9.0
_OUTSIDE: Final = 20.0
_EDGE: Final = 4.5
"""How near (cm) to a close-up's edge a sign's line may come."""

_SAMPLES: Final = np.linspace(0.0, 1.0, 9)
_STEPS_OF_ARC: Final = 7
_STEPS_OF_CIRCLE: Final = 25
_ROUND: Final = (-70.0, 235.0)
"""Degrees from the outer side, upwards, over which a circle is drawn."""

_ASIDE: Final = np.radians(38.0)
_BESIDE: Final = 18.5
_CLEAR_OF_CIRCLE: Final = 3.0
"""A circle's middle is so far (cm) from its joint, and its line from the figure."""

_MOVES_LITTLE: Final = 0.35


@lru_cache(maxsize=128)
def placed_signs(
    pose: Pose, frame: Frame, zoom: float = 1.0, within: Box | None = None
) -> tuple[PlacedSign, ...]:
    """The frame's signs where they are drawn, in the pose's order.

    A close-up has a camera with ``zoom``, and its box, ``within`` which signs must stay.
    """
    if not frame.arrows:
        return ()
    camera = Camera.of(pose.view).zoomed(zoom)
    skeleton = settled(frame, pose.look).skeleton
    free: _Free | None = None
    found: list[PlacedSign] = []
    for sign in frame.arrows:
        if isinstance(sign, Arrow):
            points = camera.see(np.array([skeleton.locate(place) for place in sign.path]))[:, :2]
            found.append(PlacedSign(Drawn.PRESS if sign.presses else Drawn.ARROW, points, sign.both_ways))
            continue
        free = free or _Free.around(pose, frame, camera, within)
        if isinstance(sign, Turn):
            arc = ring_arc(sign, skeleton, camera)
            if bends(sign):
                arc = free.put(arc, arc.mean(axis=0), _CLEAR[Drawn.ARROW])
            found.append(PlacedSign(Drawn.ARROW, arc, sign.both_ways))
            free = free.without(arc)
            continue
        wish, near = _template(sign, pose, frame, camera, skeleton)
        drawn = {Press: Drawn.PRESS, Hold: Drawn.HOLD}.get(type(sign), Drawn.ARROW)
        if isinstance(sign, Circle):
            way = _off_the_shoulder(wish, near)
            beside = near + np.concatenate([np.cos(way), np.sin(way)]) * _BESIDE * camera.zoom
            points = free.put(wish, beside, _CLEAR_OF_CIRCLE, way)
        else:
            points = free.put(wish, near, _CLEAR[drawn])
        free = free.without(points)
        found.append(PlacedSign(drawn, points, isinstance(sign, Move) and sign.both_ways))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Free:
    """The picture's plane in squares of one centimetre: where the figure is, and how far off it."""

    left: float
    bottom: float
    taken: "np.typing.NDArray[np.bool_]"
    clearance: Array
    head: Array
    head_clear: float
    within: Box | None

    @classmethod
    def around(cls, pose: Pose, frame: Frame, camera: Camera, within: Box | None) -> "_Free":
        """The plane with the drawn body in it."""
        skeleton = settled(frame, pose.look).skeleton
        seen = camera.see(skin_of(frame, pose.look).vertices)[:, :2]
        low, high = seen.min(axis=0) - _MARGIN, seen.max(axis=0) + _MARGIN
        columns, rows = (np.ceil(high - low).astype(int)).tolist()
        taken = np.zeros((rows, columns), dtype=bool)
        at = (seen - low).astype(int)
        taken[at[:, 1], at[:, 0]] = True
        if camera.zoom > 1.0:
            # Vertices lie further apart than the squares are wide.
            taken = binary_closing(taken, iterations=round(1.5 * camera.zoom))
        head = vector(camera.see(skeleton.head.at(*_HEAD_MIDDLE))[:2])
        clear = _HEAD_CLEAR * camera.zoom
        return cls(float(low[0]), float(low[1]), taken, _clearance(taken), head, clear, within)

    def without(self, points: Array) -> "_Free":
        """The same plane with a sign in it."""
        taken = self.taken.copy()
        for point in _resampled(points, 24):
            row, column = self._cell(point[None])
            taken[row, column] = True
        return replace(self, taken=taken, clearance=_clearance(taken))

    def put(self, wish: Array, near: Array, clear: float, ways: Array = _WAYS) -> Array:
        """The ``wish`` (n, 2) moved so that it is near its part (2,) and ``clear`` cm off the figure.

        It may move in those ``ways`` (n,; radians).
        """
        line = _resampled(wish, len(_SAMPLES))
        moves = np.concatenate([reach * np.stack([np.cos(ways), np.sin(ways)], axis=1) for reach in _REACHES])
        places = line[None] + moves[:, None]
        rows, columns = self._cell(places)
        clearance = self.clearance[rows, columns]
        short = np.maximum(clear - clearance, 0.0)
        to_head = np.sqrt(((places - self.head) ** 2).sum(axis=2))
        near_head = np.maximum(self.head_clear - to_head, 0.0)
        apart = np.sqrt(((places.mean(axis=1) - near) ** 2).sum(axis=1))
        cost = apart + _CROWDED * short.mean(axis=1) + 2.0 * short.max(axis=1) + 3.0 * near_head.max(axis=1)
        cost += np.maximum(clearance.min(axis=1) - clear, 0.0) * 0.5
        cost += _OUTSIDE * self._outside(places).max(axis=1)
        return vector(wish + moves[int(np.argmin(cost))])

    def _outside(self, places: Array) -> Array:
        """How far (…,; cm) places (…, 2) are outside the box, or too near its edge."""
        if self.within is None:
            return np.zeros(places.shape[:-1])
        box = self.within
        right = np.maximum(box.left + _EDGE - places[..., 0], places[..., 0] - box.right + _EDGE)
        up = np.maximum(box.bottom + _EDGE - places[..., 1], places[..., 1] - box.top + _EDGE)
        return vector(np.maximum(np.maximum(right, up), 0.0))

    def _cell(self, points: Array) -> tuple["np.typing.NDArray[np.intp]", "np.typing.NDArray[np.intp]"]:
        columns = np.clip((points[..., 0] - self.left).astype(np.intp), 0, self.taken.shape[1] - 1)
        rows = np.clip((points[..., 1] - self.bottom).astype(np.intp), 0, self.taken.shape[0] - 1)
        return rows, columns


def _clearance(taken: "np.typing.NDArray[np.bool_]") -> Array:
    distances = distance_transform_edt(~taken)
    return vector(distances)


def _template(
    sign: Move | Press | Hold | Circle, pose: Pose, frame: Frame, camera: Camera, skeleton: Skeleton
) -> tuple[Array, Array]:
    """The sign's line (n, 2) as if nothing were in its way, and the place (2,) it belongs to."""
    here = skeleton.locate(sign.site)
    seen = vector(camera.see(here)[:2])
    if isinstance(sign, Hold):
        return np.array([seen, seen + vector((0.01, 0.0))]), seen
    if isinstance(sign, Circle):
        return _circle(sign, seen, camera, skeleton), seen
    if isinstance(sign, Press):
        way = camera.see(_pressing(sign, pose, frame, skeleton, here))[:2]
        forwards = _seen_way(vector(way)) * _PRESS_LENGTH
        return np.array([seen - forwards / 2, seen + forwards / 2]), seen - forwards * 0.5
    if sign.by is not None:
        step = vector(camera.see(vector(sign.by))[:2])
        shortest = _SHORTEST_BOTH_WAYS if sign.both_ways else _SHORTEST
        forwards = _seen_way(step) * float(np.clip(length(step), shortest, _LONGEST))
        return np.array([seen - forwards / 2, seen + forwards / 2]), seen
    path = camera.see(_path_since(sign, pose, frame, skeleton))[:, :2]
    return _long_enough(path, _SHORTEST_BOTH_WAYS if sign.both_ways else _SHORTEST), vector(
        path[len(path) // 2]
    )


def _seen_way(step: Array) -> Array:
    """The direction (2,) in the picture; of what moves straight at the camera, upwards."""
    return unit(step) if length(step) > _MOVES_LITTLE else vector((0.0, 1.0))


def _circle(sign: Circle, seen: Array, camera: Camera, skeleton: Skeleton) -> Array:
    """Most of a circle (n, 2) about a place (2,): mirrored on the body's other side."""
    middle = camera.see(skeleton.spine.station(SHOULDER_HEIGHT)[0])
    outwards = 1.0 if seen[0] >= middle[0] else -1.0
    angles = np.radians(np.linspace(*(_ROUND if sign.inwards else _ROUND[::-1]), _STEPS_OF_CIRCLE))
    round_it = np.stack([outwards * np.cos(angles), np.sin(angles)], axis=1)
    return vector(seen + round_it * sign.radius * camera.zoom)


def _off_the_shoulder(circle: Array, middle: Array) -> Array:
    """The one way (1,; radians) a circle moves off the body: outwards and up, alike on both sides."""
    drawn_rightwards = float(circle[0, 0] - middle[0]) > 0
    return np.array([_ASIDE if drawn_rightwards else np.pi - _ASIDE])


def _long_enough(path: Array, shortest: float) -> Array:
    chord = length(path[-1] - path[0])
    if chord < 1e-3:
        return np.array([path[0] - [0.0, shortest / 2], path[0] + [0.0, shortest / 2]])
    factor = float(np.clip(chord, shortest, 1.6 * _LONGEST)) / chord
    middle = path.mean(axis=0)
    return vector(middle + (path - middle) * factor)


def _path_since(sign: Move, pose: Pose, frame: Frame, skeleton: Skeleton) -> Array:
    """The way (n, 3) a part took from another frame to this one, about the joint it hangs on."""
    other = pose.picture(sign.since) if sign.since else _other_frame(pose, frame)
    before = settled(other, pose.look).skeleton
    start, end = before.locate(sign.site), skeleton.locate(sign.site)
    roots = _roots(sign, before), _roots(sign, skeleton)
    shares = np.linspace(0.0, 1.0, _STEPS_OF_ARC)[:, None]
    straight = start + (end - start) * shares
    if roots[0] is None or roots[1] is None:
        return vector(straight)
    pivots = roots[0] + (roots[1] - roots[0]) * shares
    arms = straight - pivots
    sizes = np.sqrt((arms**2).sum(axis=1))
    wanted = sizes[0] + (sizes[-1] - sizes[0]) * shares[:, 0]
    return vector(pivots + arms * (wanted / np.maximum(sizes, 1e-6))[:, None])


def _other_frame(pose: Pose, frame: Frame) -> Frame:
    others = [picture for picture in pose.pictures if picture.name != frame.name]
    return others[0] if others else frame


def _roots(sign: Move, skeleton: Skeleton) -> Array | None:
    """The shoulder or hip of the limb the part belongs to."""
    if not isinstance(sign.site, Site) or not sign.site.part.endswith(("_r", "_l")):
        return None
    stem, side = sign.site.part[:-2], sign.site.part[-1]
    limbs = skeleton.legs if stem in ("thigh", "shank", "foot") else skeleton.arms
    return limbs["r" if side == "r" else "l"].upper.origin


def _pressing(sign: Press, pose: Pose, frame: Frame, skeleton: Skeleton, here: Array) -> Array:
    """The direction (3,) a part pushes in."""
    side = "l" if isinstance(sign.site, Site) and sign.site.part.endswith("_l") else "r"
    if sign.direction is not None:
        axes = room_axes(frame.posture)
        return direction(sign.direction, skeleton, axes, "l" if side == "l" else "r")
    if is_on_body(sign.surface):
        target = site_from_text(sign.surface)
        if target is not None:
            return unit(skeleton.locate(target) - here)
    place, normal = Room(frame.props, pose.look).surface(sign.surface, skeleton).put(here)
    return vector(-normal) if length(place - here) < 30 else unit(place - here)


def _resampled(line: Array, count: int) -> Array:
    steps = np.sqrt((np.diff(line, axis=0) ** 2).sum(axis=1))
    ends = np.concatenate([[0.0], np.cumsum(steps)])
    at = np.linspace(0.0, ends[-1], count)
    return np.stack([np.interp(at, ends, line[:, axis]) for axis in range(2)], axis=1)
