"""What is touched: flat polygons of hard things, and the skin of round and soft ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from clinic_app.figures.geometry import Array, unit, vector
from clinic_app.figures.solids import Solid

_MARGIN: Final = 2.0
"""Centimetres a contact may lie beside a flat surface and still count as on it."""

_UPWARDS: Final = 0.1
_COLUMN: Final = 3.0
_ROUND_SAMPLES: Final = 25


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """A flat convex polygon: its ``corners`` (n, 3) in order, and the unit ``normal`` (3,) outwards."""

    corners: Array
    normal: Array

    def gaps(self, points: Array) -> Array:
        """How far ``points`` (n, 3) are above the polygon's plane, negative below (cm)."""
        return vector((points - self.corners[0]) @ self.normal)

    def beside(self, points: Array) -> Array:
        """How far (n,) ``points`` (n, 3) are beside the polygon, seen along its normal; negative over it."""
        outwards, edges = _edges(self)
        if len(points) == 1:
            return vector([(outwards @ points[0] - edges).max()])
        found = np.full(len(points), -np.inf)
        for way, edge in zip(outwards, edges.tolist(), strict=True):
            np.maximum(found, points @ way - edge, out=found)
        return vector(found)

    def holds(self, points: Array, margin: float = 0.0) -> npt.NDArray[np.bool_]:
        """Which ``points`` (n, 3) lie above or below the polygon, give or take ``margin`` cm."""
        inside: npt.NDArray[np.bool_] = self.beside(points) < margin
        return inside

    def put(self, point: Array) -> Array:
        """The ``point`` (3,) moved onto the plane along the room's axis nearest the normal."""
        axis = int(np.argmax(np.abs(self.normal)))
        moved = point.copy()
        moved[axis] -= float((point - self.corners[0]) @ self.normal) / self.normal[axis]
        return vector(moved)

    @property
    def area(self) -> float:
        """Square centimetres."""
        spokes = self.corners - self.corners[0]
        return float(np.linalg.norm(np.cross(spokes[1:-1], spokes[2:]).sum(axis=0))) / 2


@dataclass(frozen=True, slots=True)
class Surface:
    """Something to touch: flat ``patches``, or ``points`` (n, 3) with ``normals`` (n, 3) of a round thing.

    ``usual`` are the coordinates (x, y, z) a contact has where the pose does not say.
    """

    name: str
    patches: tuple[Patch, ...] = ()
    points: Array | None = None
    normals: Array | None = None
    usual: tuple[float | None, float | None, float | None] = (None, None, None)

    def put(self, point: Array) -> tuple[Array, Array]:
        """The place on the surface for a ``point`` (3,) near it, and the normal (3,) there."""
        if self.points is not None and self.normals is not None:
            return _put_on_round(self.points, self.normals, point)
        over = [patch for patch in self.patches if patch.holds(point[None], _MARGIN)[0]]
        if over:
            chosen = max(over, key=lambda patch: float(patch.corners[:, 1].mean()))
        else:
            chosen = min(self.patches, key=lambda patch: float(patch.beside(point[None])[0]))
        return chosen.put(point), chosen.normal

    def gaps(self, points: Array) -> Array:
        """How far ``points`` (n, 3) are off the surface, negative inside; infinite where beside it (cm)."""
        if self.points is not None and self.normals is not None:
            return _round_gaps(self.points, self.normals, points)
        gaps = np.full(len(points), np.inf)
        for patch in self.patches:
            over = patch.holds(points)
            gaps[over] = np.minimum(gaps[over], patch.gaps(points[over]))
        return gaps

    def gaps_from_above(self, points: Array) -> Array:
        """The same of what lies on top: how high ``points`` (n, 3) are over the surface below them."""
        if self.points is None or self.normals is None:
            return self.gaps(points)
        tops = self.points[self.normals[:, 1] > _UPWARDS]
        apart, nearest = cKDTree(tops[:, [0, 2]]).query(points[:, [0, 2]], k=3)
        below = np.where(apart < _COLUMN, tops[nearest, 1], -np.inf).max(axis=1)
        return vector(points[:, 1] - below)


@lru_cache(maxsize=1024)
def _edges(patch: Patch) -> tuple[Array, Array]:
    """The directions (n, 3) out over each of the polygon's edges, and how far (n,) along them these lie."""
    corners = patch.corners
    outwards = (np.concatenate([corners[1:], corners[:1]]) - corners) @ _across(patch.normal)
    outwards /= np.sqrt((outwards**2).sum(axis=1))[:, None] + 1e-12
    middle = corners.sum(axis=0) / len(corners)
    if float(((middle - corners) * outwards).sum()) > 0:
        outwards = -outwards
    return outwards, np.einsum("ij,ij->i", corners, outwards)


def _across(normal: Array) -> Array:
    """The matrix (3, 3) that takes a row vector to its cross product with the ``normal``."""
    x, y, z = normal.tolist()
    return np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])


@lru_cache(maxsize=1024)
def patches_of(solid: Solid) -> tuple[Patch, ...]:
    """The flat faces of a solid."""
    following = np.roll(solid.bottom, -1, axis=0), np.roll(solid.top, -1, axis=0)
    sides = np.stack([solid.bottom, following[0], following[1], solid.top], axis=1)
    rings = [solid.bottom, solid.top, *sides]
    return tuple(Patch(vector(ring), normal) for ring, normal in zip(rings, solid.normals, strict=True))


def round_surface(name: str, solids: Sequence[Solid]) -> Surface:
    """The curved sides of rods and rolls."""
    shares = np.linspace(0.0, 1.0, _ROUND_SAMPLES)[:, None, None]
    points, normals = [], []
    for solid in solids:
        sides = solid.normals[2:]
        at_corners = sides + np.roll(sides, 1, axis=0)
        at_corners /= np.sqrt((at_corners**2).sum(axis=1))[:, None] + 1e-12
        points.append((solid.bottom + (solid.top - solid.bottom) * shares).reshape(-1, 3))
        normals.append(np.tile(at_corners, (_ROUND_SAMPLES, 1)))
    return Surface(name, points=np.concatenate(points), normals=np.concatenate(normals))


def _put_on_round(points: Array, normals: Array, point: Array) -> tuple[Array, Array]:
    """On top of a round thing: its highest skin below or above the point."""
    beside = points[:, [0, 2]] - point[[0, 2]]
    apart = np.sqrt((beside**2).sum(axis=1)) - 0.05 * points[:, 1]
    up = np.flatnonzero(normals[:, 1] > _UPWARDS)
    nearest = up[np.argsort(apart[up])[:3]]
    height = float(points[nearest, 1].mean())
    return vector((point[0], height, point[2])), unit(normals[nearest].mean(axis=0))


def _round_gaps(points: Array, normals: Array, found: Array) -> Array:
    _, nearest = cKDTree(points).query(found)
    return vector(((found - points[nearest]) * normals[nearest]).sum(axis=1))
