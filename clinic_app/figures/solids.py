"""Straight-edged things in the room: boxes, sheared or not, and what they hide."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from clinic_app.figures.camera import Camera, Window
from clinic_app.figures.geometry import Array, cross, unit, vector
from clinic_app.figures.rasterise import FAR, Floats

_PARALLEL: Final = 1e-9
_NEARER_THAN_ITSELF: Final = 0.35
"""Centimetres a solid must reach in front of a point to hide it."""

_EVERY: Final = 9
_TOO_MUCH_HIDDEN: Final = 0.25
"""Share of the body's points (every ninth is tried) a prop may hide before it is drawn as glass."""

CORNERS: Final = vector([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)])
"""A box's corners (8, 3) as shares of its three edges."""

_SIDES: Final = ((0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3))
_EDGES: Final = tuple((low, low + step) for step in (1, 2, 4) for low in range(8) if not low & step)


@dataclass(frozen=True, slots=True)
class Solid:
    """A box: one ``corner`` (3,) and the three ``edges`` (3, 3; rows) that leave it, in the room."""

    corner: Array
    edges: Array

    @classmethod
    def between(cls, low: Sequence[float], high: Sequence[float]) -> "Solid":
        """The upright box between two opposite corners."""
        return cls(vector(low), np.diag(vector(high) - vector(low)))

    def corners(self) -> Array:
        """All corners (8, 3), in the order of :data:`CORNERS`."""
        return vector(self.corner + CORNERS @ self.edges)

    def edge_lines(self) -> list[tuple[Array, Array]]:
        """The twelve edges' ends."""
        corners = self.corners()
        return [(corners[start], corners[end]) for start, end in _EDGES]

    def facing_sides(self, camera: Camera) -> list[tuple[Array, Array]]:
        """The sides the camera sees: corners (4, 3) in the room, and the outward direction (3,)."""
        corners = self.corners()
        middle = corners.mean(axis=0)
        found = []
        for side in _SIDES:
            points = corners[list(side)]
            outwards = unit(cross(points[1] - points[0], points[2] - points[0]))
            if outwards @ (points.mean(axis=0) - middle) < 0:
                outwards = -outwards
            if outwards @ camera.axes[2] > 1e-6:
                found.append((points, outwards))
        return found

    def depth(self, camera: Camera, window: Window) -> Floats:
        """How near the solid's front is in each pixel, :data:`FAR` beside it."""
        whole = np.full(window.shape, FAR, dtype=np.float32)
        around = self._pixels_around(camera, window)
        whole[around] = self._depth_within(camera, window, around)
        return whole

    def _pixels_around(self, camera: Camera, window: Window) -> tuple[slice, slice]:
        """The rows and columns that hold all the solid shows."""
        corners = window.pixels(camera.see(self.corners()))
        first = np.maximum(np.floor(corners.min(axis=0)).astype(int), 0)
        last = np.maximum(np.ceil(corners.max(axis=0)).astype(int) + 1, 0)
        return slice(int(first[1]), int(last[1])), slice(int(first[0]), int(last[0]))

    def _depth_within(self, camera: Camera, window: Window, around: tuple[slice, slice]) -> Floats:
        inverse = np.linalg.inv(self.edges.T)
        start = inverse @ -self.corner
        right, up, near = (inverse @ axis / camera.zoom for axis in camera.axes)
        rows, columns = window.row_middles()[around[0]], window.column_middles()[around[1]]
        front = np.full((len(rows), len(columns)), np.inf, dtype=np.float32)
        back = np.full((len(rows), len(columns)), -np.inf, dtype=np.float32)
        for axis in range(3):
            across = start[axis] + columns[None, :] * right[axis] + rows[:, None] * up[axis]
            if abs(near[axis]) < _PARALLEL:
                front[(across < 0) | (across > 1)] = -np.inf
                continue
            low, high = (0.0, 1.0) if near[axis] > 0 else (1.0, 0.0)
            np.minimum(front, ((high - across) / near[axis]).astype(np.float32), out=front)
            np.maximum(back, ((low - across) / near[axis]).astype(np.float32), out=back)
        return np.where(front > back, front, np.float32(FAR))

    def hides(self, camera: Camera, points: Array) -> "np.typing.NDArray[np.bool_]":
        """Which of ``points`` (n, 3) of the room lie behind or inside the solid."""
        inverse = np.linalg.inv(self.edges.T)
        local = (points - self.corner) @ inverse.T
        near = inverse @ camera.axes[2]
        leaves = np.full(len(points), np.inf)
        enters = np.full(len(points), -np.inf)
        outside = np.zeros(len(points), dtype=bool)
        for axis in range(3):
            if abs(near[axis]) < _PARALLEL:
                outside |= (local[:, axis] < 0) | (local[:, axis] > 1)
                continue
            walls = np.stack([-local[:, axis] / near[axis], (1 - local[:, axis]) / near[axis]])
            leaves = np.minimum(leaves, walls.max(axis=0))
            enters = np.maximum(enters, walls.min(axis=0))
        hidden: np.typing.NDArray[np.bool_] = ~outside & (leaves > enters) & (leaves > _NEARER_THAN_ITSELF)
        return hidden

    def gaps(self, points: Array) -> Array:
        """How far ``points`` (n, 3) are outside the solid, negative inside (cm; the solid's edges square)."""
        lengths = np.sqrt((self.edges**2).sum(axis=1))
        local = (points - self.corner) @ np.linalg.inv(self.edges.T).T
        beyond = np.maximum(-local, local - 1.0) * lengths
        apart = np.sqrt((np.maximum(beyond, 0.0) ** 2).sum(axis=1))
        return vector(np.where(apart > 0, apart, beyond.max(axis=1)))


def nearest(solids: Sequence[Solid], camera: Camera, window: Window) -> Floats:
    """How near the nearest of the solids is in each pixel, :data:`FAR` where there is none."""
    depth = np.full(window.shape, FAR, dtype=np.float32)
    for solid in solids:
        np.maximum(depth, solid.depth(camera, window), out=depth)
    return depth


def veils(solids: Sequence[Solid], camera: Camera, vertices: Array) -> bool:
    """Whether the solids of one prop stand in front of so much of the figure that it must be seen through."""
    some = vertices[::_EVERY]
    hidden = np.zeros(len(some), dtype=bool)
    for solid in solids:
        hidden |= solid.hides(camera, some)
    return float(hidden.mean()) > _TOO_MUCH_HIDDEN


def painted_order(solids: Sequence[Solid], camera: Camera, window: Window) -> list[Solid]:
    """The solids back to front, so that each may be painted over those before it."""
    depths = [solid.depth(camera, window) for solid in solids]
    waiting = list(range(len(solids)))
    order = []
    while waiting:
        chosen = next((one for one in waiting if not _covers_any(one, waiting, depths)), waiting[0])
        waiting.remove(chosen)
        order.append(solids[chosen])
    return order


def _covers_any(one: int, others: list[int], depths: list[Floats]) -> bool:
    return any(other != one and _in_front(depths[one], depths[other]) for other in others)


def _in_front(one: Floats, other: Floats) -> bool:
    both = (one > FAR / 2) & (other > FAR / 2)
    return bool(both.any()) and float((one[both] - other[both]).mean()) > 1e-3
