"""Lays the head down: the neck bends until the head's skin touches."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np

from clinic_app.figures.body.mesh import Part
from clinic_app.figures.geometry import Array, vector
from clinic_app.figures.posture import Posture
from clinic_app.figures.skeleton import Skeleton
from clinic_app.figures.solving.patches import Surface
from clinic_app.figures.solving.room import Room

_MIDDLE: Final = (0.6, 4.0, 0.0)
_SKULL: Final = 13.0
_MOST: Final = 60.0
_ROUNDS: Final = 7
_CLOSE: Final = 0.1
_NEAR_ENOUGH: Final = 0.3
_TRIED_EVERY: Final = 12.0
_FLAT: Final = 1e-3
_STEP: Final = 25.0
_FAR: Final = 30.0
_SOFT: Final = 0.6
_SOFT_IN_CUSHION: Final = 1.8
"""How far (cm) a head sinks into what it lies on."""


def rested_neck(posture: Posture, hips: Array, room: Room) -> Posture:
    """The posture with flexion or side-bend of the neck changed until the head lies on its surface.

    Raises:
        ResourceError: there is no such surface.
    """
    skeleton = room.skeleton(posture, hips)
    surface = room.surface(posture.head_on or "", skeleton)
    soft = _SOFT if surface.points is None else _SOFT_IN_CUSHION
    chest = skeleton.spine.station(140)[1]
    _, normal = surface.put(skeleton.head.at(0.0, 5.0, 0.0))
    forward, right = float(chest[:, 0] @ normal), float(chest[:, 2] @ normal)
    field, way = (
        ("flexion", np.sign(forward)) if abs(forward) >= abs(right) else ("side_bend", np.sign(right))
    )
    bend = _bend_that_touches(
        lambda degrees: _gap(_bent(posture, field, way * degrees), hips, room, surface) + soft
    )
    return _bent(posture, field, way * bend)


def _bend_that_touches(gap: Callable[[float], float]) -> float:
    """The bend (degrees) at which the gap is nought: by straight lines through the last two tries."""
    before, bend = 0.0, 10.0
    gap_before, gap_now = gap(before), gap(bend)
    for _ in range(_ROUNDS):
        if abs(gap_now) < _CLOSE or abs(gap_now - gap_before) < _FLAT:
            break
        step = -gap_now * (bend - before) / (gap_now - gap_before)
        before, gap_before = bend, gap_now
        bend = float(np.clip(bend + np.clip(step, -_STEP, _STEP), -_MOST, _MOST))
        gap_now = gap(bend)
    return bend if abs(gap_now) < _NEAR_ENOUGH else _found_by_trying(gap)


def _found_by_trying(gap: Callable[[float], float]) -> float:
    """The same for a head with a bun: all bends are tried, and the place where it touches is closed in on."""
    tried = [(float(bend), gap(float(bend))) for bend in np.arange(-_MOST, _MOST + 1, _TRIED_EVERY)]
    for (low, under), (high, over) in pairwise(tried):
        if under < 0 <= over:
            for _ in range(_ROUNDS):
                middle = (low + high) / 2
                low, high = (middle, high) if gap(middle) < 0 else (low, middle)
            return high
    return min(tried, key=lambda one: abs(one[1]))[0]


def _gap(posture: Posture, hips: Array, room: Room, surface: Surface) -> float:
    """How far (cm) the head is off its surface."""
    skeleton = room.skeleton(posture, hips)
    gaps = surface.gaps_from_above(head_skin(posture, skeleton, room))
    return float(gaps[np.isfinite(gaps)].min()) if np.isfinite(gaps).any() else _FAR


def head_skin(posture: Posture, skeleton: Skeleton, room: Room) -> Array:
    """The skin (n, 3) of the head with its hair, but not of a bun or pony tail, which gives way."""
    mesh = room.skin(skeleton, posture, (Part.HEAD, Part.HAIR))
    points = mesh.vertices[mesh.vertices_of((Part.HEAD, Part.HAIR))]
    of_head = mesh.vertices[mesh.vertices_of((Part.HEAD,))]
    apart = ((points - skeleton.head.at(*_MIDDLE)) ** 2).sum(axis=1)
    return vector(np.vstack((of_head, points[apart < _SKULL**2])))


def _bent(posture: Posture, field: str, degrees: float) -> Posture:
    """Two thirds of the bend in the neck, one third between head and neck."""
    neck = replace(posture.neck, **{field: getattr(posture.neck, field) + degrees * 2 / 3})
    head = replace(posture.head, **{field: getattr(posture.head, field) + degrees / 3})
    return replace(posture, neck=neck, head=head)
