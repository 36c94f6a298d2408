"""Outlines laid on the body's skin: how deep inside its muscle's outline each point of the surface lies."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import numpy as np

from clinic_app.figures.body.mesh import Indices, Mask, Part
from clinic_app.figures.curves import rounded
from clinic_app.figures.geometry import Array, vector
from clinic_app.figures.muscle_charts import CHART_BY_NAME, OnChart
from clinic_app.figures.muscle_map import Outline
from clinic_app.figures.posture import Side
from clinic_app.figures.rest_body import RestSkin, part_on, piece_of

_ROUNDER: Final = 4
"""An outline's bends are drawn with this many pieces between two corners."""

_STEP: Final = 0.35
_MARGIN: Final = 2.0
"""Centimetres between the points an outline's inside is worked out at, and how far these reach beyond it."""

_NEAR_CM: Final = 1.2
"""A face may show a muscle where a corner of it lies no further (cm) outside the outline."""

_CELL_CM: Final = 2.0
_BURIED_CM: Final = 2.0
"""Skin this much below other skin, within such a cell of the chart, is inside the body."""

_NONE: Final = np.empty(0, dtype=np.intp)

_PER_EDGE: Final = 8
_GRID: Final = np.array(
    [
        (first / _PER_EDGE, second / _PER_EDGE, 1.0 - (first + second) / _PER_EDGE)
        for first in range(_PER_EDGE + 1)
        for second in range(_PER_EDGE + 1 - first)
    ]
)
"""Weights (n, 3) of evenly spaced points of a face."""


@dataclass(frozen=True, slots=True, eq=False)
class _Inside:
    """How deep inside an outline the points of a grid lie: 1 deepest, 0 on the line, less outside."""

    start: Array
    values: Array
    deepest_cm: float

    def at(self, flat: Array) -> Array:
        """The values (n,) at points (n, 2; cm on the flattened chart)."""
        place = np.clip((flat - self.start) / _STEP, 0.0, vector(self.values.shape) - 1.001)
        row, column = (place.astype(np.intp)).T
        down, across = (place - np.floor(place)).T
        top = self.values[row, column] * (1 - across) + self.values[row, column + 1] * across
        below = self.values[row + 1, column] * (1 - across) + self.values[row + 1, column + 1] * across
        return vector(top * (1 - down) + below * down)


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """One outline on one side of one piece of the rest body; vertices are counted in that piece.

    ``parts`` are those it may show on; ``near`` says of each vertex whether it lies in or just outside it;
    ``on`` (n, 3) are the corners of the faces in the midst of it that are seen at rest; ``samples`` cover all
    of it that is not buried in the body.
    """

    outline: Outline
    side: Side
    piece: str
    skin: RestSkin
    parts: tuple[Part, ...]
    near: Mask
    on: Indices
    samples: "Samples"

    def inside(self, corners: Indices, weights: Array) -> Array:
        """How deep inside (n,) points of the skin lie, given by face corners (n, 3) and weights (n, 3)."""
        points = vector(np.einsum("ij,ijk->ik", weights, self.skin.vertices[corners]))
        found = CHART_BY_NAME[self.outline.chart].read(points, self.skin.skeleton, self.side)
        return _inside(self.outline, found)


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """Points of the skin inside a patch: faces' corners (n, 3), weights (n, 3), and how deep inside (n,)."""

    corners: Indices
    weights: Array
    inside: Array

    def on(self, vertices: Array) -> Array:
        """Where the points (n, 3) lie on a body with these ``vertices``."""
        return vector(np.einsum("ij,ijk->ik", self.weights, vertices[self.corners]))


@lru_cache(maxsize=1024)
def patch_on(outline: Outline, side: Side, piece: str, skin: RestSkin) -> Patch:
    """The outline on that side of a piece of the rest body."""
    chart = CHART_BY_NAME[outline.chart]
    stems = (stem for stem in skin_of(outline) if piece_of(stem) == piece)
    parts = tuple(part_on(stem, side) for stem in stems)
    found = chart.read(skin.vertices, skin.skeleton, side)
    field = _inside(outline, found)
    allowed = np.isin(skin.parts, parts)
    corners = field[skin.faces]
    near = field * _inside_of(outline).deepest_cm > -_NEAR_CM
    touching = np.flatnonzero(allowed & (corners.max(axis=1) > 0.0)) if not outline.is_fold else _NONE
    buried, covered = _hidden_at_rest(outline, skin, side, touching)
    on = skin.faces[touching[~covered & (corners[touching].mean(axis=1) > 0.0)]]
    samples = _samples(outline, skin, side, touching[~buried])
    return Patch(outline, side, piece, skin, parts, near, on, samples)


def skin_of(outline: Outline) -> tuple[str, ...]:
    """The stems of the parts the outline may show on."""
    return outline.skin or CHART_BY_NAME[outline.chart].skin


def _samples(outline: Outline, skin: RestSkin, side: Side, faces: Indices) -> Samples:
    corners = np.repeat(skin.faces[faces], len(_GRID), axis=0)
    weights = np.tile(_GRID, (len(faces), 1))
    points = vector(np.einsum("ij,ijk->ik", weights, skin.vertices[corners]))
    inside = _inside(outline, CHART_BY_NAME[outline.chart].read(points, skin.skeleton, side))
    kept = inside > 0.0
    return Samples(corners[kept], weights[kept], inside[kept])


def _hidden_at_rest(outline: Outline, skin: RestSkin, side: Side, faces: Indices) -> tuple[Mask, Mask]:
    """Which of the ``faces`` (n,) lie under others of the same part, and which under others of any part."""
    chart = CHART_BY_NAME[outline.chart]
    found = chart.read(skin.vertices[skin.faces[faces]].mean(axis=1), skin.skeleton, side)
    cells = np.floor(chart.flat(found.along, found.across, _middle(outline)) / _CELL_CM).astype(np.intp)
    with_part = np.column_stack([cells, skin.parts[faces]])
    return _below_others(with_part, found.out), _below_others(cells, found.out)


def _below_others(cells: Indices, out: Array) -> Mask:
    """Where ``out`` (n,) is well below the highest in the same of the ``cells`` (n, k)."""
    _, place = np.unique(cells, axis=0, return_inverse=True)
    highest = np.full(len(out) + 1, -np.inf)
    np.maximum.at(highest, place.ravel(), out)
    below: Mask = out < highest[place.ravel()] - _BURIED_CM
    return below


def _inside(outline: Outline, found: OnChart) -> Array:
    flat = CHART_BY_NAME[outline.chart].flat(found.along, found.across, _middle(outline))
    there = found.there & (found.out <= outline.within)
    return np.where(there, _inside_of(outline).at(flat), -1.0)


@cache
def _middle(outline: Outline) -> float:
    return float(_corners(outline)[:, 1].mean())


def _corners(outline: Outline) -> Array:
    """The corners (n, 2); angles run on past 360 instead of starting anew."""
    corners = vector(outline.corners)
    if CHART_BY_NAME[outline.chart].girths is not None:
        corners[:, 1] = np.unwrap(corners[:, 1], period=360.0)
    return corners


@cache
def _inside_of(outline: Outline) -> _Inside:
    along, across = rounded(_corners(outline), _ROUNDER, closed=True).T
    line = CHART_BY_NAME[outline.chart].flat(along, across, _middle(outline))
    low, high = line.min(axis=0) - _MARGIN, line.max(axis=0) + _MARGIN
    axes = [np.arange(low[axis], high[axis] + _STEP, _STEP) for axis in range(2)]
    grid = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
    depth = _depth_inside(grid.reshape(-1, 2), line).reshape(grid.shape[:2])
    deepest = max(float(depth.max()), _STEP)
    return _Inside(low, np.maximum(depth / deepest, -4.0), deepest)


def _depth_inside(points: Array, line: Array) -> Array:
    """Distance (n,) of points (n, 2) to a closed line (k, 2): positive inside, negative outside."""
    start, end = line[:, None], np.roll(line, -1, axis=0)[:, None]
    way, beside = end - start, points[None] - start
    share = np.clip((beside * way).sum(-1) / ((way**2).sum(-1) + 1e-12), 0.0, 1.0)
    apart = np.sqrt(((beside - share[..., None] * way) ** 2).sum(-1)).min(axis=0)
    crosses = (start[..., 1] > points[:, 1]) != (end[..., 1] > points[:, 1])
    slope = way[..., 0] / np.where(way[..., 1] == 0.0, 1e-12, way[..., 1])
    left = points[:, 0] < start[..., 0] + slope * (points[:, 1] - start[..., 1])
    inside = (crosses & left).sum(axis=0) % 2 == 1
    return vector(np.where(inside, apart, -apart))
