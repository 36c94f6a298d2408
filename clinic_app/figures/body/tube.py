"""A tube of rings with four half-axes each: the one primitive the body is made of."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from clinic_app.figures.body.mesh import Indices
from clinic_app.figures.geometry import Array, between, unit


@dataclass(frozen=True, slots=True)
class Tube:
    """A closed tube. Vertices run ring by ring, then the first and the last cap's middle."""

    vertices: Array
    faces: Indices
    face_rings: Indices
    """The ring (m,) each face starts from; caps count with their neighbours."""
    angles: Array
    """Degrees around the ring: 0 in front, 90 outwards, 180 behind."""

    def per_ring(self, values: Array) -> Array:
        """One value a ring (n,), spread over all vertices; the caps take their ring's."""
        return np.concatenate([np.repeat(values, len(self.angles)), values[[0, -1]]])


def loft(
    centres: Array, axes: Array, radii: Array, *, outwards: int = 1, around: int = 24, power: float = 2.15
) -> Tube:
    """A tube along ``centres`` (n, 3) with ``axes`` (n, 3, 3) and ``radii`` (n, 4).

    Radii are front, back, outer, inner. ``outwards`` is -1 on the left side. ``power`` is the
    super-ellipse's exponent: 2 is an ellipse, more is squarer.
    """
    cosines, sines = _section(around, power)
    forward = np.where(cosines >= 0, radii[:, 0:1], radii[:, 1:2]) * cosines
    sideways = np.where(sines >= 0, radii[:, 2:3], radii[:, 3:4]) * sines * outwards
    count = len(centres)
    vertices = np.empty((count * around + 2, 3))
    vertices[-2:] = centres[[0, -1]]
    for axis in range(3):
        along = forward * axes[:, axis, 0, None]
        along += sideways * axes[:, axis, 2, None]
        along += centres[:, axis, None]
        vertices[:-2, axis] = along.ravel()
    faces, face_rings = _faces(count, around)
    if outwards * float(((centres[1:] - centres[:-1]) * axes[:-1, :, 1]).sum()) > 0:
        faces = faces[:, ::-1]
    return Tube(vertices, faces, face_rings, np.degrees(np.arange(around) * 2 * np.pi / around))


@cache
def _section(around: int, power: float) -> tuple[Array, Array]:
    angles = np.arange(around) * 2 * np.pi / around
    cosines, sines = np.cos(angles), np.sin(angles)
    return (
        np.sign(cosines) * np.abs(cosines) ** (2 / power),
        np.sign(sines) * np.abs(sines) ** (2 / power),
    )


@cache
def _faces(rings: int, around: int) -> tuple[Indices, Indices]:
    sides = grid_faces(rings, around)
    column = np.arange(around)
    following = (column + 1) % around
    first, last = rings * around, rings * around + 1
    low = np.stack([np.full(around, first), following, column], axis=1)
    start = (rings - 1) * around
    high = np.stack([np.full(around, last), start + column, start + following], axis=1)
    starts = np.concatenate(
        [
            np.tile(np.repeat(np.arange(rings - 1), around), 2),
            np.zeros(around, dtype=np.intp),
            np.full(around, rings - 2),
        ]
    )
    return np.concatenate([sides, low, high]), starts


@cache
def grid_faces(rings: int, around: int) -> Indices:
    """The faces (m, 3) of an open tube whose vertices run ring by ring."""
    ring, column = np.meshgrid(np.arange(rings - 1), np.arange(around), indexing="ij")
    following = (column + 1) % around
    here, beside = ring * around + column, ring * around + following
    across, above = (ring + 1) * around + following, (ring + 1) * around + column
    return np.concatenate(
        [
            np.stack([here, beside, across], axis=-1).reshape(-1, 3),
            np.stack([here, across, above], axis=-1).reshape(-1, 3),
        ]
    )


def bent_centreline(
    joints: tuple[Array, Array, Array],
    axes: tuple[Array, Array],
    upper_shares: Array,
    lower_shares: Array,
    lengths: tuple[float, float],
) -> tuple[Array, Array]:
    """Centres (n, 3) and axes (n, 3, 3) along two bones whose joint is rounded off.

    ``joints`` are root, middle and end; the shares say how far along each bone a ring lies (the upper's may
    be negative: above the root).
    """
    root, middle, end = joints
    centres = np.concatenate(
        [root + (middle - root) * upper_shares[:, None], middle + (end - middle) * lower_shares[:, None]]
    )
    from_joint = np.concatenate([(upper_shares - 1.0) * lengths[0], lower_shares * lengths[1]])
    rounding = 0.26 * min(lengths)
    progress = np.clip((from_joint + rounding) / (2.0 * rounding), 0.0, 1.0)
    before = middle - unit(middle - root) * rounding
    after = middle + unit(end - middle) * rounding
    control = middle * 0.95 + (before + after) * 0.025
    rounded = (progress > 0) & (progress < 1)
    share = progress[rounded][:, None]
    centres[rounded] = (1 - share) ** 2 * before + 2 * share * (1 - share) * control + share**2 * after
    return centres, between(axes[0], axes[1], progress)
