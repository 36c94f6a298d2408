"""The head: a height field around an axis, with nose, lips, eye sockets, hair, beard and ears."""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from clinic_app.figures.body import hair, profiles
from clinic_app.figures.body.hair_locks import add_locks, curl_places, lies_on_hair, spread_out
from clinic_app.figures.body.mesh import Dress, Indices, Material, MeshBuilder, Part
from clinic_app.figures.body.tube import grid_faces, loft
from clinic_app.figures.geometry import Array, axes_from, unit, vector
from clinic_app.figures.scene import Look
from clinic_app.figures.skeleton import Segment

FORWARD: Final = 0.6
"""How far the face sits forward of the first vertebra's axis."""

_HEIGHTS: Final = np.concatenate([np.arange(-8.4, 7, 0.5), np.linspace(7, 15.9, 12)])
_BESIDE: Final = np.array(
    [
        46,
        52,
        57,
        61.5,
        65,
        68,
        70.5,
        73,
        76,
        78.5,
        81,
        84,
        87,
        90,
        93,
        97,
        102,
        109,
        118,
        128,
        138,
        149,
        160,
        170,
    ]
)
_ANGLES: Final = np.concatenate([np.linspace(-40, 40, 23), _BESIDE, [180.0], 360 - _BESIDE[::-1]])
"""Close together where the nose is, and round the ears, where the hairline is."""

_NOSE: Final = ((-0.7, -0.2, 0.5, 1.3, 3, 5, 6.2), (0, 0.6, 1.9, 2.4, 1.35, 0.35, 0))
_LIPS: Final = ((-4.6, -3.9, -3.3, -2.75, -2.35, -1.8, -1.1), (-0.15, 0.1, 0.45, 0.15, 0.5, 0.3, 0))
_EYE_SOCKETS: Final = ((3, 4.6, 6), (0, 0.7, 0))
_CHEEKS: Final = ((-1, 1.5, 4), (0, 0.35, 0))

_BEARD: Final = 0.5
"""How far a beard stands off the face."""

_MIDDLE: Final = vector((-0.4, 5.0, 0.0))
_NEAR_HAIR: Final = -1.5
_SNAP: Final = 0.0022
"""How far outside the hair (cm) and how wide about a ray (one minus a cosine) the surface is looked at."""

_JOWLS: Final = ((-9, -7.4, -4.6, -1.5, 2.5), (0.9, 1.3, 1.5, 0.9, 0))
"""Height, and what one centimetre of fullness adds to the half width there."""


def face_surface(heights: Array, angles: Array, jowls: float = 0.0) -> tuple[Array, Array]:
    """Forward and sideways coordinates of the skin at ``heights`` (cm) and ``angles`` (degrees).

    ``jowls`` is the face's fullness in centimetres.
    """
    table = profiles.along(profiles.HEAD, heights)
    front, back = table[..., 0], table[..., 1]
    half_width = table[..., 2] + jowls * np.interp(heights, *_JOWLS)
    cosines, sines = np.cos(np.radians(angles)), np.sin(np.radians(angles))
    power = 2 / 2.25
    rounded = np.sign(cosines) * np.abs(cosines) ** power
    sideways = half_width * np.sign(sines) * np.abs(sines) ** power
    middle = front * 0.32 + back * 0.68
    forward = middle + np.where(cosines >= 0, front - middle, middle - back) * rounded
    return forward + np.where(cosines > 0, _features(heights, sideways), 0.0), sideways


def _features(heights: Array, sideways: Array) -> Array:
    """What the face's features add to the forward coordinate."""
    away = np.abs(sideways)
    return (
        np.interp(heights, *_NOSE) * np.exp(-((sideways / 1.15) ** 2))
        + np.interp(heights, *_LIPS) * np.exp(-((sideways / 2.2) ** 2))
        - np.interp(heights, *_EYE_SOCKETS) * np.exp(-(((away - 3.2) / 1.4) ** 2))
        + np.interp(heights, *_CHEEKS) * np.exp(-(((away - 4.2) / 1.6) ** 2))
    )


def add_head(builder: MeshBuilder, head: Segment, look: Look, jowls: float) -> None:
    """Add skull, face, ears, hair and beard; ``jowls`` is the face's fullness in centimetres."""
    style = hair.STYLES[look.hair]
    skull = skull_of(look.hair, beard=look.beard, jowls=jowls, pressed=lies_on_hair(head))
    builder.add(
        skull.vertices @ head.axes.T + head.origin,
        _skull_faces(),
        Part.HEAD,
        Dress(Material.HAIR, Material.SKIN, Material.HAIR, skull.grown, skull.shaven),
    )
    curls = skull.vertices[_curly_points(look.hair)]
    add_locks(builder, head, style, curl_places(curls, lying=lies_on_hair(head)))
    for side in (1, -1):
        _add_ear(builder, head, side)


@dataclass(frozen=True, slots=True, eq=False)
class Skull:
    """The head's surface, hair and all: vertices (n, 3) in its axes.

    ``grown`` and ``shaven`` (n,) say how far each lies within the hair and outside the beard.
    """

    vertices: Array
    grown: Array
    shaven: Array

    def beyond(self, points: Array, lift: float) -> Array:
        """Points (n, 3) moved out or in to ``lift`` cm over the hair, as seen from the skull's middle."""
        rays, _ = _rays(points)
        surface, surface_reach = _rays(self.vertices[self.grown > _NEAR_HAIR])
        weights = np.exp(((rays @ surface.T - 1) / _SNAP).astype(np.float32))
        found = (weights @ surface_reach) / weights.sum(axis=1) + lift
        return vector(_MIDDLE + rays * found[:, None])


def _rays(points: Array) -> tuple[Array, Array]:
    apart = points - _MIDDLE
    reach = np.sqrt(np.einsum("ij,ij->i", apart, apart))
    return vector(apart / reach[:, None]), vector(reach)


@cache
def skull_of(style_name: str, *, beard: bool, jowls: float, pressed: bool) -> Skull:
    """The head of that hair style; hair that is ``pressed`` lies between it and the floor."""
    style = hair.STYLES[style_name]
    heights, angles = np.meshgrid(_HEIGHTS, _ANGLES, indexing="ij")
    forward, sideways = face_surface(heights, angles, jowls)
    grown = hair.growth(style, heights, angles)
    shaven = hair.shaven(heights, angles) if beard else np.ones_like(heights)
    thick = hair.thickness(style, grown, heights, angles)
    if pressed:
        thick = hair.pressed(thick, angles)
    thick = thick + _BEARD * np.clip(-shaven, 0, 1)
    dome = np.clip(heights - 6, 0, 20)
    radius = np.sqrt(forward**2 + sideways**2 + dome**2) + 1e-6
    larger = 1 + thick / radius
    points = np.stack([forward * larger + FORWARD, heights + thick * dome / radius, sideways * larger], -1)
    rings = points.reshape(-1, 3)
    around = len(_ANGLES)
    vertices = np.concatenate([rings, [rings[:around].mean(axis=0)], [rings[-around:].mean(axis=0)]])
    chin = -1.0 if beard else 1.0
    return Skull(
        vertices,
        np.concatenate([grown.ravel(), [-1.0, float(grown[-1].mean())]]),
        np.concatenate([shaven.ravel(), [chin, 1.0]]),
    )


@cache
def _curly_points(style_name: str) -> Indices:
    """Which vertices of a skull of that style have a curl: the same in every posture and on every build."""
    if not hair.STYLES[style_name].curly:
        return np.zeros(0, dtype=np.intp)
    skull = skull_of(style_name, beard=False, jowls=0.0, pressed=False)
    return spread_out(skull.vertices, skull.grown)


@cache
def _skull_faces() -> Indices:
    rings, around = len(_HEIGHTS), len(_ANGLES)
    column = np.arange(around)
    following = (column + 1) % around
    last = (rings - 1) * around
    chin = np.stack([np.full(around, rings * around), following, column], axis=1)
    crown = np.stack([np.full(around, rings * around + 1), last + column, last + following], axis=1)
    return np.concatenate([grid_faces(rings, around), chin, crown])[:, ::-1]


def _add_ear(builder: MeshBuilder, head: Segment, side: int) -> None:
    position = np.linspace(-1, 1, 9)
    upright = unit(vector((-0.22, 1.0, side * 0.14)))
    centres = vector((-0.6, 2.3, side * 7.5)) + np.outer(position * 3.1, upright)
    shape = np.sqrt(np.clip(1 - position**2, 0.03, 1))
    radii = np.stack([1.4 * shape, 1.75 * shape, 1.0 * shape + 0.1, 0.6 * shape], axis=1)
    radii[:4, :2] *= 0.82
    axes = head.axes @ axes_from(upright, vector((0.35, 0.0, float(side))))
    tube = loft(
        centres @ head.axes.T + head.origin,
        np.broadcast_to(axes, (9, 3, 3)),
        radii,
        outwards=side,
        around=14,
        power=2,
    )
    part = Part.EAR_R if side > 0 else Part.EAR_L
    builder.add(tube.vertices, tube.faces, part, Dress.plain(Material.SKIN))
