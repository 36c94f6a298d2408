"""Shoes: lofted, and bent at the ball of the foot."""

from functools import cache
from typing import Final

import numpy as np

from clinic_app.figures.body import profiles
from clinic_app.figures.body.mesh import Dress, Material, MeshBuilder, part_of
from clinic_app.figures.body.tube import grid_faces
from clinic_app.figures.geometry import Array
from clinic_app.figures.skeleton import Limb

_STATIONS: Final = np.concatenate([[-6.6, -6.3], np.linspace(-6, 19, 26), [19.7, 20.4, 20.9]])
_AROUND: Final = 26
_BALL: Final = (13.0, -5.6)
"""Where the toes bend: forward of and above the ankle."""

_SOLE: Final = -6.72
_SOLE_EDGE: Final = -5.0
"""Height of the line between upper and sole."""


def add_shoe(builder: MeshBuilder, leg: Limb, toe_extension: float) -> None:
    """Add a foot in its shoe; ``toe_extension`` in degrees lifts the toes."""
    forward, up, out = _outline()
    forward, up = _bend_toes(forward, up, np.radians(toe_extension))
    local = np.stack([forward, up, out * leg.outwards], axis=-1).reshape(-1, 3)
    rings = local @ leg.end.axes.T + leg.end.origin
    vertices = np.concatenate([rings, [rings[:_AROUND].mean(axis=0)], [rings[-_AROUND:].mean(axis=0)]])
    faces = _faces() if leg.outwards > 0 else _faces()[:, ::-1]
    builder.add(vertices, faces, part_of("foot", leg.side), _shoe())


def sole_line(leg: Limb, forward: float, toe_extension: float) -> Array:
    """A line (n, 3) in the room across the sole, so far ahead of the ankle."""
    width = profiles.along(profiles.FOOT, np.array([forward]))[0, 2:] - 1.1
    out = np.linspace(-width[1], width[0], 7)
    ahead, up = _bend_toes(np.full(7, forward), np.full(7, _SOLE), np.radians(toe_extension))
    local = np.stack([ahead, up, out * leg.outwards], axis=-1)
    line: Array = local @ leg.end.axes.T + leg.end.origin
    return line


@cache
def _outline() -> tuple[Array, Array, Array]:
    """Forward, up and outward coordinates (stations, around) of a right foot at rest."""
    table = profiles.along(profiles.FOOT, _STATIONS)
    angles = np.arange(_AROUND) * 2 * np.pi / _AROUND
    cosines, sines = np.cos(angles), np.sin(angles)
    squareness = np.where(cosines >= 0, 2 / 2.2, 2 / 3.2)
    rounded = np.sign(cosines) * np.abs(cosines) ** squareness
    across = np.sign(sines) * np.abs(sines) ** (2 / 2.5)
    top, sole, outer, inner = (table[:, [column]] for column in range(4))
    waist = sole * 0.62 + top * 0.38
    up = waist + np.where(cosines >= 0, top - waist, waist - sole) * rounded
    out = np.where(sines >= 0, outer, inner) * across
    return np.broadcast_to(_STATIONS[:, None], up.shape), up, out


@cache
def _shoe() -> Dress:
    above = _outline()[1] - _SOLE_EDGE
    above_sole = np.concatenate([above.ravel(), [above[0].mean(), above[-1].mean()]])
    return Dress(Material.SHOE, Material.SOLE, Material.SOLE, above_sole)


@cache
def _faces() -> "np.typing.NDArray[np.intp]":
    rings = len(_STATIONS)
    column = np.arange(_AROUND)
    following = (column + 1) % _AROUND
    last = (rings - 1) * _AROUND
    heel = np.stack([np.full(_AROUND, rings * _AROUND), following, column], axis=1)
    tip = np.stack([np.full(_AROUND, rings * _AROUND + 1), last + column, last + following], axis=1)
    return np.concatenate([grid_faces(rings, _AROUND), heel, tip])


def _bend_toes(forward: Array, up: Array, radians: float) -> tuple[Array, Array]:
    if not radians:
        return forward, up
    bend = np.clip((forward - 11) / 4, 0, 1) * radians
    ahead, above = forward - _BALL[0], up - _BALL[1]
    turned_forward = _BALL[0] + ahead * np.cos(bend) - above * np.sin(bend)
    turned_up = _BALL[1] + ahead * np.sin(bend) + above * np.cos(bend)
    return np.where(bend != 0, turned_forward, forward), np.where(bend != 0, turned_up, up)
