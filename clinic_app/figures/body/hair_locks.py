"""Hair that is more than a cap over the skull: a bun, curls, and a ponytail that hangs as it falls."""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from clinic_app.figures.body.hair import HairStyle
from clinic_app.figures.body.mesh import Dress, Indices, Material, MeshBuilder, Part
from clinic_app.figures.body.tube import Tube, loft
from clinic_app.figures.geometry import Array, axes_from, unit, vector
from clinic_app.figures.skeleton import Segment

_LIES_ON_HAIR: Final = 0.6
"""From this sine of the face's direction upwards a head lies on its back."""

_BUN: Final = (-9.2, 12.2)
_BUN_LYING: Final = (-4.4, 17.2)
_BUN_RADIUS: Final = 3.3
"""Forward and up from the first vertebra; on a head that lies on its back the bun sits on the crown."""

CURL_RADIUS: Final = 2.3
_CURLS_FROM: Final = 1.3
_CURLS_APART: Final = 3.4
_CURLS_LYING: Final = -6.0
_CURL_DEPTH: Final = 0.75
"""Centimetres within the hairline; from curl to curl; how far back a head lies
on them; how far their middles lie under the surface."""

_TAIL_ROOT: Final = (-9.4, 10.6, 0.0)
_TAIL_ROOT_LYING: Final = (-5.4, 15.2, 0.0)
_TAIL_STEPS: Final = 15
_TAIL_STEP: Final = 1.35
_TAIL_WEIGHT: Final = 0.55
"""Steps of so many centimetres, and how much each turns to where the tail falls."""

_HEAD_MIDDLE: Final = vector((-0.4, 5.0, 0.0))
_HEAD_HALF: Final = vector((11.8, 12.6, 10.2))
_NECK_RADIUS: Final = 8.2
"""What the middle of a tail stays out of (cm)."""

_TAIL_RADII: Final = ((0, 0.8, 2.0, 6, 11, 14), (1.5, 1.45, 2.5, 2.6, 1.9, 0.25))
_WIDER: Final = 1.2
"""Factor on a lock's half width."""


def lies_on_hair(head: Segment) -> bool:
    """Whether the head lies on its back, so that its hair is pressed flat."""
    return float(head.axes[1, 0]) > _LIES_ON_HAIR


@dataclass(frozen=True, slots=True)
class Lock:
    """A round tube of hair in the head's axes: middles (n, 3), axes (n, 3, 3) and radii (n,)."""

    centres: Array
    axes: Array
    radii: Array

    def on_surface(self, around: float, first: int, last: int) -> Array:
        """A line (n, 3) along the tube's rings ``first`` to ``last``, ``around`` degrees from its front."""
        cosine, sine = np.cos(np.radians(around)), _WIDER * np.sin(np.radians(around))
        out = self.axes[:, :, 0] * cosine + self.axes[:, :, 2] * sine
        return vector(self.centres + out * self.radii[:, None])[first:last]


def locks_of(head: Segment, style: HairStyle) -> tuple[Lock, ...]:
    """Bun or ponytail, where the style has one."""
    lying = lies_on_hair(head)
    return ((_bun(lying=lying),) if style.bun else ()) + ((_ponytail(head),) if style.ponytail else ())


def add_locks(builder: MeshBuilder, head: Segment, style: HairStyle, curls: Array) -> None:
    """Add the locks, and a ball of hair about each of ``curls`` (n, 3; in the head's axes)."""
    for lock in locks_of(head, style):
        radii = np.outer(lock.radii, [1.0, 1.0, _WIDER, _WIDER])
        axes = head.axes @ lock.axes
        tube = loft(lock.centres @ head.axes.T + head.origin, axes, radii, around=16, power=2)
        builder.add(tube.vertices, tube.faces, Part.HAIR, Dress.plain(Material.HAIR))
    if len(curls):
        ball = _curl()
        vertices = (curls[:, None] + ball.vertices) @ head.axes.T + head.origin
        faces = ball.faces + np.arange(len(curls))[:, None, None] * len(ball.vertices)
        hair = Dress.plain(Material.HAIR)
        builder.add(vertices.reshape(-1, 3), faces.reshape(-1, 3), Part.HEAD, hair)


def spread_out(surface: Array, grown: Array) -> Indices:
    """Which of the points (n, 3) of a head have a curl: spread over where the hair has ``grown`` (n,)."""
    hairy = np.flatnonzero(grown > _CURLS_FROM)
    places = surface[hairy]
    chosen: list[int] = []
    apart = np.full(len(places), np.inf)
    at = int(places[:, 1].argmax())
    while apart[at] > _CURLS_APART**2:
        chosen.append(at)
        apart = np.minimum(apart, ((places - places[at]) ** 2).sum(axis=1))
        at = int(apart.argmax())
    return hairy[chosen]


def curl_places(surface: Array, *, lying: bool) -> Array:
    """The middles (n, 3) of curls at points of a surface (n, 3): deeper where the head lies on them."""
    apart = surface - _HEAD_MIDDLE
    reach = np.sqrt((apart**2).sum(axis=1))
    under = (surface[:, 0] < _CURLS_LYING) & lying
    return vector(surface - apart / reach[:, None] * np.where(under, CURL_RADIUS, _CURL_DEPTH)[:, None])


@cache
def _curl() -> Tube:
    share = np.linspace(-1, 1, 8)
    radii = CURL_RADIUS * np.sqrt(np.clip(1 - share**2, 0.03, 1))
    centres = np.stack([np.zeros(8), share * CURL_RADIUS, np.zeros(8)], axis=1)
    axes = np.broadcast_to(np.eye(3), (8, 3, 3))
    return loft(centres, axes, np.repeat(radii[:, None], 4, axis=1), around=11, power=2)


def _bun(*, lying: bool) -> Lock:
    middle = vector((*(_BUN_LYING if lying else _BUN), 0.0))
    out = unit(middle - vector((-0.5, 6.0, 0.0)))
    share = np.linspace(-1, 1, 10)
    axes = np.broadcast_to(axes_from(out, vector((0.0, 0.0, 1.0))), (10, 3, 3))
    radii = _BUN_RADIUS * np.sqrt(np.clip(1 - share**2, 0.02, 1))
    return Lock(middle + np.outer(share * _BUN_RADIUS * 0.8, out), axes, radii)


def _ponytail(head: Segment) -> Lock:
    """A tail that falls, and slides off head and neck."""
    lying = lies_on_hair(head)
    at = vector(_TAIL_ROOT_LYING if lying else _TAIL_ROOT)
    way = unit(vector((-0.55, 0.85, 0.0)) if lying else vector((-1.0, 0.35, 0.0)))
    falls = _on_the_floor(head) if lying else _falling(head)
    centres = [at]
    for _ in range(_TAIL_STEPS):
        moved = _off_the_head(at + _TAIL_STEP * unit(way + _TAIL_WEIGHT * falls))
        way, at = unit(moved - at), moved
        centres.append(at)
    line = vector(centres)
    axes = np.array([axes_from(vector(step), vector((0.0, 0.0, 1.0))) for step in np.gradient(line, axis=0)])
    return Lock(line, axes, np.interp(np.arange(len(line)), *_TAIL_RADII))


def _off_the_head(point: Array) -> Array:
    """The point (3,) moved out of the head, and of the neck below it."""
    apart = point - _HEAD_MIDDLE
    share = float(np.sqrt(((apart / _HEAD_HALF) ** 2).sum()))
    if share < 1:
        point = vector(_HEAD_MIDDLE + apart / share)
    across = point * [1.0, 0.0, 1.0]
    reach = float(np.sqrt((across**2).sum()))
    if point[1] < 0 and reach < _NECK_RADIUS:
        point = vector(point + across * (_NECK_RADIUS / max(reach, 0.1) - 1))
    return point


def _on_the_floor(head: Segment) -> Array:
    """The way (3,) a tail lies in the head's axes beyond a crown that points along the floor."""
    level = head.axes[:, 1] * [1.0, 0.0, 1.0]
    return vector(head.axes.T @ (unit(vector(level)) + vector((0.0, -0.1, 0.0))) + vector((0.0, 0.0, 0.2)))


def _falling(head: Segment) -> Array:
    """The way (3,) a tail falls in the head's axes; off a head held face down it slides to the right."""
    down = head.axes.T @ vector((0.0, -1.0, 0.0))
    into_head = max(float(down[0]), 0.0)
    return vector(down + into_head * vector((0.0, -0.55, 0.3)))
