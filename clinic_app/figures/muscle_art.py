"""Drawing muscles: a tint with a darker core, a hatch for paper, and a dashed patch where they are hidden."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from clinic_app.domain.drawing import Ink, Shape, Weight
from clinic_app.figures.body.mesh import Mesh
from clinic_app.figures.contours import Plotter, blurred, joined, polyline, runs, trace
from clinic_app.figures.geometry import Array
from clinic_app.figures.pixels import Pixels
from clinic_app.figures.rasterise import Floats, rasterise

_TINT: Final = 0.5
_CORE_FROM: Final = 0.42
_CORE_TINT: Final = 0.42
_HIDDEN_TINT: Final = 0.3
_SEEN_ENOUGH: Final = 0.22
"""Share of a muscle's patch that must be seen, or the whole of it is shown through the body."""

_HATCH_APART: Final = 1.7
_HATCH_STEP: Final = 0.25
_HATCH_SHORTEST: Final = 0.9
"""Centimetres between the hatch's lines, along each, and of its shortest line."""


def muscle_shapes(pixels: Pixels, mesh: Mesh, muscle: Array, plotter: Plotter) -> Iterator[Shape]:
    """The muscles' patches; ``muscle`` is the mesh's field (n,)."""
    if not (muscle > 0).any():
        return
    field = blurred(np.where(pixels.figure, np.clip(pixels.muscle, -1, 1) + 1, np.float32(0)), 1.3) - 1
    field = np.minimum(field, (blurred(pixels.figure, 1.0) - 0.5) * 3)
    if float((field > 0).sum()) < _SEEN_ENOUGH * _patch_size(pixels, mesh, muscle):
        whole = _whole_patch(pixels, mesh, muscle)
        patch = plotter.areas(trace(whole), tolerance=0.8)
        yield Shape(
            patch.verbs,
            patch.points,
            Ink.MUSCLE,
            Ink.MUSCLE_CORE,
            Weight.DETAIL,
            opacity=_HIDDEN_TINT,
            dash=(4.0, 3.0),
            even_odd=True,
        )
        field = whole * 2 - 1
    else:
        for level, ink, opacity in ((0.0, Ink.MUSCLE, _TINT), (_CORE_FROM, Ink.MUSCLE_CORE, _CORE_TINT)):
            patch = plotter.areas(trace(field, level), tolerance=0.8)
            if patch.verbs:
                yield Shape(patch.verbs, patch.points, ink, opacity=opacity, even_odd=True)
    yield from _hatch(field, pixels.window.pixels_per_cm, plotter)


def _patch_size(pixels: Pixels, mesh: Mesh, muscle: Array) -> float:
    """About how many pixels the muscles' skin would cover, seen through the body."""
    faces = mesh.faces[muscle[mesh.faces].mean(axis=1) > 0]
    corners = pixels.window.pixels(pixels.camera.see(mesh.vertices))[faces]
    one, other = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    return float(np.abs(one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]).sum()) / 2


def _whole_patch(pixels: Pixels, mesh: Mesh, muscle: Array) -> Floats:
    """A soft mask of the muscles' skin, whatever is in front of it and whichever way it looks."""
    faces = mesh.faces[muscle[mesh.faces].mean(axis=1) > 0]
    seen = pixels.camera.see(mesh.vertices)
    both = np.concatenate([faces, faces[:, ::-1]])
    raster = rasterise(pixels.window.pixels(seen), seen[:, 2], both, pixels.window.shape)
    return blurred(raster.faces >= 0, 1.5)


def _hatch(field: Floats, scale: float, plotter: Plotter) -> Iterator[Shape]:
    """Slanted lines inside the patch, for print."""
    inside = field > 0.06
    rows, columns = np.nonzero(inside)
    if not len(rows):
        return
    apart, step = _HATCH_APART * scale * np.sqrt(2), _HATCH_STEP * scale
    sums = columns + rows
    pieces = []
    for offset in np.arange(np.ceil(sums.min() / apart) * apart, sums.max(), apart):
        x = np.arange(max(columns.min(), offset - rows.max()), min(columns.max(), offset - rows.min()), step)
        points = np.stack([x, offset - x], axis=1)
        at = points.astype(np.intp)
        on = inside[np.clip(at[:, 1], 0, field.shape[0] - 1), np.clip(at[:, 0], 0, field.shape[1] - 1)]
        for run in runs(on, closed=False, shortest=2, bridged=1):
            ends = points[run[[0, -1]]] + 0.5
            if abs(ends[1, 0] - ends[0, 0]) > _HATCH_SHORTEST * scale / 2:
                pieces.append(polyline(plotter.units(ends)))
    path = joined(pieces)
    if path.verbs:
        yield Shape(path.verbs, path.points, stroke=Ink.MUSCLE_HATCH, weight=Weight.HATCH, paper_only=True)
