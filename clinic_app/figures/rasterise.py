"""Triangles to pixels: which face is nearest in each pixel, and where on it the pixel lies."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from clinic_app.figures.body.mesh import Indices
from clinic_app.figures.geometry import Array, vector

FAR: Final = -1e9
"""The depth of nothing."""

_SMALLEST_AREA: Final = 1e-6
_HALF: Final = 0.5
_CLOSE: Final = 1e-6
_NUDGED: Final = _HALF + _CLOSE
"""Pixels' middles; those this close to an edge count as inside."""

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
class _Planes:
    """Triangles as they are filled: their corners' ``x``, ``y``, ``z`` (3, m), twice their ``area`` (m,)."""

    x: Array
    y: Array
    z: Array
    area: Array

    def slopes(self, at_corners: Array) -> tuple[Array, Array]:
        """How much a value (3, m) at the corners grows a pixel to the right, and down (m,)."""
        (x, far_x), (y, far_y) = self.sides(self.x), self.sides(self.y)
        value, far_value = self.sides(at_corners)
        return (value * far_y - far_value * y) / self.area, (far_value * x - value * far_x) / self.area

    @staticmethod
    def sides(values: Array) -> tuple[Array, Array]:
        """What values (3, m) of the second and third corner are more than the first's."""
        return values[1] - values[0], values[2] - values[0]


def rasterise(pixels: Array, depth: Array, faces: Indices, shape: tuple[int, int]) -> Raster:
    """Draw ``faces`` (m, 3) with corners at ``pixels`` (n, 2) and nearness ``depth`` (n,).

    Faces that look away are left out. ``shape`` is rows, columns.
    """
    corners = np.ascontiguousarray(faces.T)
    across, down = np.ascontiguousarray(pixels.T)
    x, y = across.take(corners), down.take(corners)
    area = (x[1] - x[0]) * (y[2] - y[0]) - (x[2] - x[0]) * (y[1] - y[0])
    facing = np.flatnonzero(area < -_SMALLEST_AREA)
    z = depth.take(corners.take(facing, axis=1))
    planes = _Planes(x.take(facing, axis=1), y.take(facing, axis=1), z, area[facing])
    at, triangle, near = _covered(planes, shape)
    count = shape[0] * shape[1]
    nearest = np.full(count, FAR, dtype=np.float32)
    np.maximum.at(nearest, at, near)
    winner = near >= nearest[at]
    triangle_of = np.full(count, -1, dtype=np.int32)
    triangle_of[at[winner]] = triangle[winner]
    covered = np.flatnonzero(triangle_of >= 0)
    shown = triangle_of[covered].astype(np.intp)
    face_of = np.full(count, -1, dtype=np.int32)
    face_of[covered] = facing[shown]
    first, second = np.zeros((2, count), dtype=np.float32)
    first[covered], second[covered] = _weights(planes, shown, covered, shape[1])
    return Raster(nearest.reshape(shape), face_of.reshape(shape), first.reshape(shape), second.reshape(shape))


def _weights(planes: _Planes, shown: Indices, at: Indices, columns: int) -> tuple[Array, Array]:
    """The weights (n,) of the first two corners of the triangles ``shown`` (n,) in the pixels ``at`` (n,)."""
    row, column = np.divmod(at, columns)
    right, below = column + 0.5 - planes.x[0].take(shown), row + 0.5 - planes.y[0].take(shown)
    (a, far_a), (b, far_b) = planes.sides(planes.x), planes.sides(planes.y)
    scale = (1.0 / planes.area).take(shown)
    second = (right * far_b.take(shown) - below * far_a.take(shown)) * scale
    third = (below * a.take(shown) - right * b.take(shown)) * scale
    return 1.0 - second - third, second


def _covered(planes: _Planes, shape: tuple[int, int]) -> tuple[Indices, Indices, Floats]:
    """The pixels (n,) triangles cover, row by row; which triangle (n,) it is, and how near (n,) it is there.

    A row is covered between where it crosses a triangle's longest edge in height and one of the other two.
    """
    (x, y) = _from_top_down(planes.x, planes.y)
    steps = vector([y[2] - y[0], y[1] - y[0], y[2] - y[1]])
    # A level edge crosses no row; its lean only has to be a number.
    lean = vector([x[2] - x[0], x[1] - x[0], x[2] - x[1]]) / np.where(steps == 0.0, 1.0, steps)
    top = np.maximum(np.ceil(y[0] - _HALF), 0.0)
    counts = np.maximum(np.minimum(np.floor(y[2] - _HALF), shape[0] - 1.0) - top + 1.0, 0.0).astype(np.intp)
    triangle, place = _spelt_out(counts)
    row = np.repeat(top, counts) + place
    middle = row + _HALF
    from_left = x[0].take(triangle)
    below, beyond = middle - y[0].take(triangle), middle - y[1].take(triangle)
    long = from_left + below * lean[0].take(triangle)
    upper = from_left + below * lean[1].take(triangle)
    short = np.where(beyond < 0, upper, x[1].take(triangle) + beyond * lean[2].take(triangle))
    first = np.maximum(np.ceil(np.minimum(long, short) - _NUDGED), 0.0)
    last = np.minimum(np.floor(np.maximum(long, short) - _HALF + _CLOSE), shape[1] - 1.0)
    widths = np.maximum(last - first + 1.0, 0.0).astype(np.intp)
    line, beside = _spelt_out(widths)
    right, down = planes.slopes(planes.z)
    start = planes.z[0] - right * planes.x[0] - down * planes.y[0]
    near = start.take(triangle) + middle * down.take(triangle) + (first + _HALF) * right.take(triangle)
    owner = triangle.take(line)
    nearness = (near.take(line) + beside * right.take(owner)).astype(np.float32)
    begins = (row * shape[1] + first).astype(np.intp)
    return begins.take(line) + beside, owner, nearness


def _from_top_down(x: Array, y: Array) -> tuple[Array, Array]:
    """The corners (3, m) of triangles by height, the highest first."""
    x, y = x.copy(), y.copy()
    for one, other in ((0, 1), (1, 2), (0, 1)):
        swapped = np.flatnonzero(y[one] > y[other])
        for values in (x, y):
            values[one, swapped], values[other, swapped] = values[other, swapped], values[one, swapped]
    return x, y


def _spelt_out(counts: Indices) -> tuple[Indices, Indices]:
    """For counts (m,): 0 … m - 1, each as often as counted, and how often it came before."""
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
