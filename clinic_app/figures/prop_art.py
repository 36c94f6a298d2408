"""Drawing solid props: faces in three tones back to front, edges only where they are seen."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np

from clinic_app.domain.drawing import Ink, Shape, Weight
from clinic_app.figures.body.mesh import Mask
from clinic_app.figures.camera import Box, Camera, Window
from clinic_app.figures.contours import Path, joined, polygon, polyline, runs
from clinic_app.figures.geometry import Array, length
from clinic_app.figures.pixels import Pixels
from clinic_app.figures.solids import Solid, painted_order

_ORDERED_AT: Final = 0.6
"""Pixels per centimetre at which solids are compared to find the order they are painted in."""

_SAMPLES_PER_CM: Final = 1.6
_BEHIND: Final = 0.35
_GLASS: Final = 0.3


def prop_faces(solids: Sequence[Solid], camera: Camera, box: Box) -> Iterator[Shape]:
    """The solids' visible sides as flat colours."""
    order = painted_order(solids, camera, Window.over(box, _ORDERED_AT, border=1))
    for solid in order:
        for corners, outwards in solid.facing_sides(camera):
            path = polygon(box.units(camera.see(corners)))
            yield Shape(path.verbs, path.points, _tone(outwards))


def prop_edges(solids: Sequence[Solid], pixels: Pixels, box: Box) -> Iterator[Shape]:
    """The solids' edges, where neither another solid nor the figure is in front of them."""
    edges = [ends for solid in solids for ends in solid.edge_lines()]
    if not edges:
        return
    lines = _seen_pieces(edges, solids, pixels)
    path = joined(polyline(box.units(pixels.camera.see(line))) for line in lines)
    if path.verbs:
        yield Shape(path.verbs, path.points, stroke=Ink.PROP_LINE, weight=Weight.PROP)


def glass(solids: Sequence[Solid], camera: Camera, box: Box) -> Iterator[Shape]:
    """Solids in front of the figure, drawn so that it is seen through them."""
    paths: Iterable[Path] = [
        polygon(box.units(camera.see(corners)))
        for solid in solids
        for corners, _ in solid.facing_sides(camera)
    ]
    path = joined(paths)
    if path.verbs:
        yield Shape(path.verbs, path.points, Ink.PROP_SIDE, opacity=_GLASS)
        yield Shape(path.verbs, path.points, stroke=Ink.PROP_LINE, weight=Weight.PROP)


def _tone(outwards: Array) -> Ink:
    if outwards[1] > 0.8:
        return Ink.PROP_TOP
    return Ink.PROP_FRONT if abs(outwards[2]) > 0.5 else Ink.PROP_SIDE


def _seen_pieces(
    edges: Sequence[tuple[Array, Array]], solids: Sequence[Solid], pixels: Pixels
) -> list[Array]:
    """The pieces (2, 3) of the edges that nothing hides."""
    sampled = [_sampled(start, end, pixels.camera.zoom) for start, end in edges]
    points = np.concatenate(sampled)
    seen = ~_behind_figure(points, pixels)
    for solid in solids:
        seen &= ~solid.hides(pixels.camera, points)
    pieces, start = [], 0
    for edge in sampled:
        on = seen[start : start + len(edge)]
        start += len(edge)
        pieces += [edge[run[[0, -1]]] for run in runs(on, closed=False, shortest=3, bridged=2)]
    return pieces


def _sampled(start: Array, end: Array, zoom: float) -> Array:
    """Points (n, 3) along an edge, close enough to find where it goes behind something."""
    count = max(3, int(length(end - start) * zoom * _SAMPLES_PER_CM))
    points: Array = start + (end - start) * np.linspace(0, 1, count)[:, None]
    return points


def _behind_figure(points: Array, pixels: Pixels) -> Mask:
    seen = pixels.camera.see(points)
    inside = pixels.window.pixels(seen)
    within = ((inside >= 0) & (inside < [pixels.window.columns, pixels.window.rows])).all(axis=1)
    at = pixels.window.indices(seen)
    behind: Mask = within & pixels.figure[at] & (pixels.depth[at] > seen[:, 2] + _BEHIND)
    return behind
