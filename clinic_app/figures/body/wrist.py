"""The wrist: the forearm's skin carried round the bent joint onto the hand."""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from clinic_app.figures.geometry import Array, between, cross, length, rotation_vector, turn, vector
from clinic_app.figures.skeleton import Limb

_STATIONS: Final = (-2.4, -1.7, -1.1, -0.5, 0.1, 0.7, 1.3, 1.9, 2.5)
"""Centimetres from the joint, from forearm to hand."""

RINGS_ON_HAND: Final = 5
"""As many of them belong to the hand."""

_ROUNDED: Final = 1.7
"""The joint's bend is spread over so many centimetres on either side."""

_RADII: Final = (
    (-2.4, 2.72, 2.68, 2.0, 2.02),
    (-1.4, 2.62, 2.66, 1.86, 1.9),
    (0.0, 2.5, 2.5, 1.74, 1.78),
    (1.2, 2.5, 2.5, 1.6, 1.68),
    (2.5, 2.2, 2.2, 1.2, 1.2),
)
"""Station; thumb side, little-finger side, back, palm."""


@dataclass(frozen=True, slots=True)
class Wrist:
    """Rings around a wrist: ``centres`` (n, 3), ``axes`` (n, 3, 3), and the forearm's twist (radians)."""

    centres: Array
    axes: Array
    twist: float


def bent_wrist(arm: Limb) -> Wrist:
    """The rings of this arm's wrist."""
    twist = _twist(arm.lower.axes.T @ arm.end.axes)
    forearm = arm.lower.axes @ turn(np.array([[0.0, twist, 0.0]]))[0]
    stations = vector(_STATIONS)
    before = arm.end.origin - np.outer(np.minimum(stations, 0), forearm[:, 1])
    centres = before - np.outer(np.maximum(stations, 0), arm.end.axes[:, 1])
    progress = np.clip((stations + _ROUNDED) / (2 * _ROUNDED), 0, 1)
    share = progress[(progress > 0) & (progress < 1)][:, None]
    start = arm.end.origin + forearm[:, 1] * _ROUNDED
    end = arm.end.origin - arm.end.axes[:, 1] * _ROUNDED
    round_way = (1 - share) ** 2 * start + 2 * share * (1 - share) * arm.end.origin + share**2 * end
    centres[(progress > 0) & (progress < 1)] = round_way
    return Wrist(centres, between(forearm, arm.end.axes, progress), twist)


@cache
def wrist_radii(factor: float) -> Array:
    """Radii (n, 4) of the rings; the build's ``factor`` on the forearm is lost towards the hand."""
    table = vector(_RADII)
    radii = np.stack([np.interp(_STATIONS, table[:, 0], table[:, column]) for column in range(1, 5)], axis=1)
    return vector(radii * np.interp(_STATIONS, [-2.4, 1.9], [factor, 1.0])[:, None])


def _twist(rotation: Array) -> float:
    """How far (radians) a rotation turns about y, once the bend that carries y to its new way is undone."""
    up = vector((0.0, 1.0, 0.0))
    axis = cross(up, rotation[:, 1])
    sine, cosine = length(axis), float(rotation[1, 1])
    bend = axis / (sine + 1e-12) * np.arctan2(sine, cosine)
    return float(rotation_vector(turn(bend[None])[0].T @ rotation)[1])
