"""Hard things in the room: convex pieces between two rings of corners (boxes, rods, slabs, wedges)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from clinic_app.figures.body.mesh import Indices, Mask
from clinic_app.figures.camera import Camera, Window
from clinic_app.figures.finishes import Finish
from clinic_app.figures.geometry import Array, cross, unit, vector
from clinic_app.figures.rasterise import FAR, Floats

_PARALLEL: Final = 1e-9
_NEARER_THAN_ITSELF: Final = 0.35
"""Centimetres a solid must reach in front of a point to hide it."""

_NEAREST_POINT_STEPS: Final = 6
_BOX_CORNERS: Final = 4
_NARROWEST_TOP: Final = 4.0
"""Facets of curved sides narrower than this (cm) are no level tops."""


@dataclass(frozen=True, slots=True, eq=False)
class Solid:
    """A convex piece: the rings ``bottom`` and ``top`` (n, 3) of flat caps, joined corner by corner.

    ``soft`` sides are facets of one curved surface: between two of them there is no edge. ``marks``
    (k, 3 each) are lines drawn on it; ``bold`` ones have the figure's line: what the exercise works with.
    ``normals`` (n + 2, 3) look outwards, ``offsets`` (n + 2,) say where along them the faces lie: first
    the bottom's, then the top's, then the sides' (side i from corner i).
    """

    bottom: Array
    top: Array
    name: str = ""
    soft: bool = False
    finish: Finish = Finish.PAINTED
    marks: tuple[Array, ...] = ()
    bold: bool = False
    normals: Array = field(init=False)
    offsets: Array = field(init=False)

    def __post_init__(self) -> None:
        """Find the faces' planes."""
        middle = (self.bottom.mean(axis=0) + self.top.mean(axis=0)) / 2
        ring = np.roll(self.bottom, -1, axis=0) - self.bottom
        rising = (self.top - self.bottom + np.roll(self.top - self.bottom, -1, axis=0)) / 2
        sides = np.cross(ring, rising)
        on_sides = (self.bottom + self.top + np.roll(self.bottom + self.top, -1, axis=0)) / 4
        caps = [np.cross(ring, np.roll(ring, -1, axis=0)).sum(axis=0) for ring in (ring, ring)]
        normals = np.concatenate([caps, sides])
        on_faces = np.concatenate([[self.bottom.mean(axis=0), self.top.mean(axis=0)], on_sides])
        normals *= np.sign(np.einsum("ij,ij->i", normals, on_faces - middle))[:, None]
        normals /= np.sqrt(np.einsum("ij,ij->i", normals, normals))[:, None] + 1e-12
        object.__setattr__(self, "normals", normals)
        object.__setattr__(self, "offsets", np.einsum("ij,ij->i", normals, on_faces))

    @classmethod
    def between(cls, low: Sequence[float], high: Sequence[float], name: str = "") -> "Solid":
        """The upright box between two opposite corners."""
        (x, y, z), (far_x, far_y, far_z) = low, high
        ring = vector([[x, y, z], [far_x, y, z], [far_x, y, far_z], [x, y, far_z]])
        return cls(ring, ring + vector((0.0, far_y - y, 0.0)), name)

    def made_of(self, finish: Finish) -> "Solid":
        """The same solid in another finish."""
        return replace(self, finish=finish)

    def marked(self, *marks: Array) -> "Solid":
        """The same solid with more lines (k, 3 each) drawn on it."""
        return replace(self, marks=(*self.marks, *marks))

    def moved(self, turn: Array, by: Array) -> "Solid":
        """The same solid turned (3, 3) about the origin and moved by (3,)."""
        bottom, top, *marks = (points @ turn.T + by for points in (self.bottom, self.top, *self.marks))
        return replace(self, bottom=bottom, top=top, marks=tuple(marks))

    @property
    def corner(self) -> Array:
        """One corner (3,) of the tightest box along the solid's own axes."""
        return self._box()[0]

    @property
    def edges(self) -> Array:
        """The three edges (3, 3; rows) that leave :attr:`corner`."""
        return self._box()[1]

    def _box(self) -> tuple[Array, Array]:
        """The box about the solid: its axes run up, and along the ring's longest straight piece."""
        ring = np.roll(self.bottom, -1, axis=0) - self.bottom
        along = unit(self.top.mean(axis=0) - self.bottom.mean(axis=0))
        longest = unit(ring[np.argmax(np.einsum("ij,ij->i", ring, ring))])
        if len(self.bottom) == _BOX_CORNERS:
            edges = vector([ring[0], self.top[0] - self.bottom[0], -ring[-1]])
            return self.bottom[0], edges
        across = unit(cross(along, longest))
        axes = vector([unit(cross(across, along)), along, across])
        reach = (self.corners() - self.bottom[0]) @ axes.T
        low, high = reach.min(axis=0), reach.max(axis=0)
        return self.bottom[0] + low @ axes, axes * (high - low)[:, None]

    def corners(self) -> Array:
        """All corners (2n, 3)."""
        return np.concatenate([self.bottom, self.top])

    def level_top(self) -> float | None:
        """The height of its level top, if it has one."""
        for cap, normal in ((self.bottom, self.normals[0]), (self.top, self.normals[1])):
            if normal[1] > 1 - 1e-6:
                return float(cap[0, 1])
        for side in np.nonzero(self.normals[2:, 1] > 1 - 1e-6)[0]:
            across = self.bottom[(side + 1) % len(self.bottom)] - self.bottom[side]
            if float(across @ across) > _NARROWEST_TOP**2:
                return float(self.bottom[side, 1])
        return None

    def faces_seen(self, camera: Camera) -> Mask:
        """Which faces (n + 2,) look towards the camera."""
        seen: Mask = self.normals @ camera.axes[2] > 1e-6
        return seen

    def front(self, camera: Camera, window: Window) -> "Front":
        """How near the solid's front is in the pixels around it."""
        around = _pixels_around(camera.see(self.corners()), window)
        rows, columns = window.row_middles()[around[0]], window.column_middles()[around[1]]
        right, up, near = (self.normals @ axis / camera.zoom for axis in camera.axes)
        front = np.full((len(rows), len(columns)), np.inf, dtype=np.float32)
        back = np.full(front.shape, -np.inf, dtype=np.float32)
        across, along = columns.astype(np.float32)[None, :], rows.astype(np.float32)[:, None]
        for r, u, n, far in zip(
            *(values.tolist() for values in (right, up, near, self.offsets)), strict=True
        ):
            if abs(n) < _PARALLEL:
                front[r * across + u * along > far] = -np.inf
            elif n > 0:
                np.minimum(front, (far / n - (r / n) * across) - (u / n) * along, out=front)
            else:
                np.maximum(back, (far / n - (r / n) * across) - (u / n) * along, out=back)
        return Front(around, np.where(front > back, front, np.float32(FAR)))

    def depth(self, camera: Camera, window: Window) -> Floats:
        """How near the solid's front is in each pixel, :data:`FAR` beside it."""
        return nearest([self.front(camera, window)], window)

    def hides(self, camera: Camera, points: Array) -> Mask:
        """Which of ``points`` (n, 3) of the room lie behind or inside the solid."""
        near = self.normals @ camera.axes[2]
        room = self.offsets[:, None] - self.normals @ points.T
        leaves = np.full(len(points), np.inf)
        enters = np.full(len(points), -np.inf)
        outside = np.zeros(len(points), dtype=bool)
        for slope, distance in zip(near, room, strict=True):
            if abs(slope) < _PARALLEL:
                outside |= distance < 0
            elif slope > 0:
                np.minimum(leaves, distance / slope, out=leaves)
            else:
                np.maximum(enters, distance / slope, out=enters)
        hidden: Mask = ~outside & (leaves > enters) & (leaves > _NEARER_THAN_ITSELF)
        return hidden

    def deeper(self, points: Array, than: float) -> tuple[Indices, Array]:
        """Which ``points`` (n, 3) are deeper inside the solid than so many cm (k,), and how deep (k,)."""
        inside = np.arange(len(points))
        depth = np.full(len(points), np.inf)
        for normal, offset in zip(self.normals, self.offsets.tolist(), strict=True):
            below = offset - points.take(inside, axis=0) @ normal
            deep = below > than
            inside, depth = inside[deep], np.minimum(depth[deep], below[deep])
        return inside, depth

    def gaps(self, points: Array) -> Array:
        """How far ``points`` (n, 3) are outside the solid, negative inside (cm)."""
        beyond = points @ self.normals.T - self.offsets
        deepest = beyond.max(axis=1)
        outside = np.nonzero(deepest > 0)[0]
        reached = points[outside].copy()
        for _ in range(_NEAREST_POINT_STEPS):
            over = reached @ self.normals.T - self.offsets
            worst = over.argmax(axis=1)
            reached -= np.maximum(over[np.arange(len(worst)), worst], 0.0)[:, None] * self.normals[worst]
        found = vector(deepest)
        found[outside] = np.sqrt(((points[outside] - reached) ** 2).sum(axis=1))
        return found


@dataclass(frozen=True, slots=True)
class Front:
    """A solid as it is seen: how near it is (rows, columns) in the part ``around`` it of a window."""

    around: tuple[slice, slice]
    depth: Floats


def _pixels_around(seen: Array, window: Window) -> tuple[slice, slice]:
    """The rows and columns that hold seen points (n, 2 or more)."""
    corners = window.pixels(seen)
    first = np.clip(np.floor(corners.min(axis=0)).astype(int), 0, (window.columns, window.rows))
    last = np.clip(np.ceil(corners.max(axis=0)).astype(int) + 1, 0, (window.columns, window.rows))
    return slice(int(first[1]), int(last[1])), slice(int(first[0]), int(last[0]))


def nearest(fronts: Iterable[Front], window: Window) -> Floats:
    """How near the nearest of the solids is in each pixel, :data:`FAR` where there is none."""
    depth = np.full(window.shape, FAR, dtype=np.float32)
    for front in fronts:
        piece = depth[front.around]
        np.maximum(piece, front.depth, out=piece)
    return depth


def painted_order(solids: Sequence[Solid], camera: Camera, window: Window) -> list[Solid]:
    """The solids back to front, so that each may be painted over those before it."""
    fronts = [solid.front(camera, window) for solid in solids]
    count = range(len(solids))
    behind = [
        {other for other in count if other != one and _in_front(fronts[one], fronts[other])} for one in count
    ]
    waiting = list(count)
    order = []
    while waiting:
        chosen = next((one for one in waiting if behind[one].isdisjoint(waiting)), waiting[0])
        waiting.remove(chosen)
        order.append(solids[chosen])
    return order


def _in_front(one: Front, other: Front) -> bool:
    """Whether a solid must be painted after the other: it is nearer where both are seen."""
    shared = [
        slice(max(first.start, second.start), min(first.stop, second.stop))
        for first, second in zip(one.around, other.around, strict=True)
    ]
    if any(part.start >= part.stop for part in shared):
        return False
    mine, others = (_cut(front, shared) for front in (one, other))
    both = (mine > FAR / 2) & (others > FAR / 2)
    return bool(both.any()) and float((mine[both] - others[both]).mean()) > 1e-3


def _cut(front: Front, shared: Sequence[slice]) -> Floats:
    rows, columns = (
        slice(part.start - whole.start, part.stop - whole.start)
        for part, whole in zip(shared, front.around, strict=True)
    )
    return front.depth[rows, columns]
