"""Triangles to pixels: which face is nearest in each pixel, and where on it the pixel lies."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from clinic_app.figures.body.mesh import Indices
from clinic_app.figures.geometry import Array

FAR: Final = -1e9
"""The depth of nothing."""

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
class _Hits:
    """Where triangles cover pixels' middles: pixel, triangle, and its first two corners' weights (n,)."""

    at: Indices
    triangle: Indices
    first: Floats
    second: Floats


def rasterise(pixels: Array, depth: Array, faces: Indices, shape: tuple[int, int]) -> Raster:
    """Draw ``faces`` (m, 3) with corners at ``pixels`` (n, 2) and nearness ``depth`` (n,).

    Faces that look away are left out. ``shape`` is rows, columns.
    """
    x, y = pixels[:, 0][faces], pixels[:, 1][faces]
    area = (x[:, 1] - x[:, 0]) * (y[:, 2] - y[:, 0]) - (x[:, 2] - x[:, 0]) * (y[:, 1] - y[:, 0])
    facing = np.flatnonzero(area < -_SMALLEST_AREA)
    hits = _covered(x[facing], y[facing], area[facing], shape)
    face = facing[hits.triangle]
    z = depth.astype(np.float32)[faces[face]]
    near = hits.first * z[:, 0] + hits.second * z[:, 1] + (1.0 - hits.first - hits.second) * z[:, 2]
    count = shape[0] * shape[1]
    nearest = np.full(count, FAR, dtype=np.float32)
    np.maximum.at(nearest, hits.at, near)
    winner = np.flatnonzero(near >= nearest[hits.at])
    face_of = np.full(count, -1, dtype=np.int32)
    weights = np.zeros((2, count), dtype=np.float32)
    where = hits.at[winner]
    face_of[where] = face[winner]
    weights[0, where], weights[1, where] = hits.first[winner], hits.second[winner]
    return Raster(
        nearest.reshape(shape), face_of.reshape(shape), weights[0].reshape(shape), weights[1].reshape(shape)
    )


def _covered(x: Array, y: Array, area: Array, shape: tuple[int, int]) -> _Hits:
    """What triangles with corners ``x``, ``y`` (m, 3) and twice the ``area`` (m,) cover, row by row.

    Along a row each corner's weight is a straight line; where all three are above zero is inside.
    """
    triangle, row = _rows_of(y, shape[0])
    # Counted from each triangle's first corner, so that no digits are lost far from the picture's corner.
    across, down = (x - x[:, :1])[triangle], (y - y[:, :1])[triangle]
    below = row + 0.5 - y[triangle, 0]
    scale = 1.0 / area[triangle]
    slopes = np.empty((3, len(row)))
    starts = np.empty((3, len(row)))
    slopes[0] = (down[:, 1] - down[:, 2]) * scale
    slopes[1] = down[:, 2] * scale
    starts[0] = (across[:, 1] * (down[:, 2] - below) - across[:, 2] * (down[:, 1] - below)) * scale
    starts[1] = -across[:, 2] * below * scale
    slopes[2], starts[2] = -slopes[0] - slopes[1], 1.0 - starts[0] - starts[1]
    low, high = _above_zero(slopes, starts)
    from_left = x[triangle, 0]
    first = np.maximum(np.ceil(low + from_left - 0.5), 0.0)
    last = np.minimum(np.floor(high + from_left - 0.5), shape[1] - 1.0)
    counts = np.maximum(last - first + 1.0, 0.0).astype(np.intp)
    line, place = _spelt_out(counts)
    column = first[line] + place
    right = column + 0.5 - from_left[line]
    weights = [(slopes[at, line] * right + starts[at, line]).astype(np.float32) for at in (0, 1)]
    return _Hits(row[line] * shape[1] + column.astype(np.intp), triangle[line], weights[0], weights[1])


def _rows_of(y: Array, rows: int) -> tuple[Indices, Indices]:
    """Every row (n,) of pixels that each triangle (n,) may cover."""
    top = np.maximum(np.ceil(y.min(axis=1) - 0.5), 0.0)
    bottom = np.minimum(np.floor(y.max(axis=1) - 0.5), rows - 1.0)
    triangle, place = _spelt_out(np.maximum(bottom - top + 1.0, 0.0).astype(np.intp))
    return triangle, top[triangle].astype(np.intp) + place


def _spelt_out(counts: Indices) -> tuple[Indices, Indices]:
    """For counts (m,): 0 … m - 1, each as often as counted, and how often it came before."""
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)


def _above_zero(slopes: Array, starts: Array) -> tuple[Array, Array]:
    """Between where (n,) and where (n,) all three lines (3, n) are above zero."""
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = (_INSIDE - starts) / slopes
    low = np.where(slopes > 0, crossing, -np.inf).max(axis=0)
    high = np.where(slopes < 0, crossing, np.inf).min(axis=0)
    outside = ((slopes == 0) & (starts < _INSIDE)).any(axis=0)
    return np.where(outside, np.inf, low), high
