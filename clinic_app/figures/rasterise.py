"""Triangles to pixels: which face is nearest in each pixel, and where on it the pixel lies."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from clinic_app.figures.body.mesh import Indices
from clinic_app.figures.geometry import Array

FAR: Final = -1e9
"""The depth of nothing."""

_SIZES: Final = (1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 24, 36, 60, 110, 220, 480, 1200)
"""Faces are drawn in batches by the size of their bounding square, in pixels."""

_SMALLEST_AREA: Final = 1e-6
_INSIDE: Final = -1e-6

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Raster:
    """What each pixel (rows, columns) shows.

    ``depth`` is nearness in cm (:data:`FAR` where empty), ``faces`` the nearest face or -1, ``first`` and
    ``second`` the weights of that face's first two corners.
    """

    depth: Floats
    faces: npt.NDArray[np.int32]
    first: Floats
    second: Floats


@dataclass(frozen=True, slots=True)
class _Triangles:
    """The faces that look towards the viewer: corners in pixels, depths, twice the area, bounding squares."""

    faces: Indices
    x: Floats
    y: Floats
    z: Floats
    area: Floats
    left: npt.NDArray[np.int32]
    top: npt.NDArray[np.int32]
    size: npt.NDArray[np.int32]


def rasterise(pixels: Array, depth: Array, faces: Indices, shape: tuple[int, int]) -> Raster:
    """Draw ``faces`` (m, 3) with corners at ``pixels`` (n, 2) and nearness ``depth`` (n,).

    Faces that look away are left out. ``shape`` is rows, columns.
    """
    triangles = _facing(pixels.astype(np.float32), depth.astype(np.float32), faces)
    found = [_cover(triangles, low, high, shape) for low, high in zip((0, *_SIZES), _SIZES, strict=False)]
    at = np.concatenate([hit[0] for hit in found])
    triangle = np.concatenate([hit[1] for hit in found])
    first = np.concatenate([hit[2] for hit in found])
    second = np.concatenate([hit[3] for hit in found])
    z = triangles.z[triangle]
    near = first * z[:, 0] + second * z[:, 1] + (1.0 - first - second) * z[:, 2]
    count = shape[0] * shape[1]
    nearest = np.full(count, FAR, dtype=np.float32)
    np.maximum.at(nearest, at, near)
    winner = np.nonzero(near >= nearest[at])[0]
    face_of = np.full(count, -1, dtype=np.int32)
    weights = np.zeros((2, count), dtype=np.float32)
    where = at[winner]
    face_of[where] = triangles.faces[triangle[winner]]
    weights[0, where], weights[1, where] = first[winner], second[winner]
    return Raster(
        nearest.reshape(shape), face_of.reshape(shape), weights[0].reshape(shape), weights[1].reshape(shape)
    )


def _facing(pixels: Floats, depth: Floats, faces: Indices) -> _Triangles:
    x, y = pixels[:, 0][faces], pixels[:, 1][faces]
    area = (x[:, 1] - x[:, 0]) * (y[:, 2] - y[:, 0]) - (x[:, 2] - x[:, 0]) * (y[:, 1] - y[:, 0])
    kept = np.nonzero(area < -_SMALLEST_AREA)[0]
    x, y = x[kept], y[kept]
    left, width = _pixel_span(x)
    top, height = _pixel_span(y)
    size = np.where((width > 0) & (height > 0), np.maximum(width, height), 0)
    return _Triangles(kept, x, y, depth[faces[kept]], area[kept], left, top, size)


def _pixel_span(corners: Floats) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """The first pixel and the number of pixels whose middles lie between each triangle's corners (m, 3)."""
    low = np.minimum(np.minimum(corners[:, 0], corners[:, 1]), corners[:, 2])
    high = np.maximum(np.maximum(corners[:, 0], corners[:, 1]), corners[:, 2])
    first = np.ceil(low - 0.5).astype(np.int32)
    return first, np.floor(high - 0.5).astype(np.int32) - first + 1


def _cover(
    triangles: _Triangles, above: int, size: int, shape: tuple[int, int]
) -> tuple[Indices, Indices, Floats, Floats]:
    """Pixel, triangle and the first two corners' weights for every pixel a triangle of that size covers."""
    chosen = np.nonzero((triangles.size > above) & (triangles.size <= size))[0]
    down, across = np.divmod(np.arange(size * size, dtype=np.int32), size)
    columns = triangles.left[chosen, None] + across
    rows = triangles.top[chosen, None] + down
    x, y = triangles.x[chosen], triangles.y[chosen]
    right, below = columns.astype(np.float32) + 0.5, rows.astype(np.float32) + 0.5
    scale = 1.0 / triangles.area[chosen, None]
    first = ((x[:, 1:2] - right) * (y[:, 2:3] - below) - (x[:, 2:3] - right) * (y[:, 1:2] - below)) * scale
    second = ((x[:, 2:3] - right) * (y[:, 0:1] - below) - (x[:, 0:1] - right) * (y[:, 2:3] - below)) * scale
    inside = (first >= _INSIDE) & (second >= _INSIDE) & (first + second <= 1.0 - _INSIDE)
    inside &= (columns >= 0) & (columns < shape[1]) & (rows >= 0) & (rows < shape[0])
    hits = np.flatnonzero(inside)
    at = (rows * shape[1] + columns).ravel()[hits].astype(np.intp)
    return at, chosen[hits // (size * size)], first.ravel()[hits], second.ravel()[hits]
