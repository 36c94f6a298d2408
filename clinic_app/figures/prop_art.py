"""Drawing solid props: faces in three tones back to front, edges and marks only where they are seen."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from clinic_app.domain.drawing import Ink, Shape, Weight
from clinic_app.figures.body.mesh import Indices, Mask
from clinic_app.figures.camera import Box, Camera, Window
from clinic_app.figures.contours import joined, polygon, polyline, runs
from clinic_app.figures.geometry import Array, unit, vector
from clinic_app.figures.pixels import Pixels
from clinic_app.figures.solids import Solid, painted_order

_ORDERED_AT: Final = 0.6
"""Pixels per centimetre at which solids are compared to find the order they are painted in."""

_SAMPLES_PER_CM: Final = 1.6
_BEHIND: Final = 0.35
_GLASS: Final = 0.3
_LEVEL: Final = 0.8
_TOWARDS_VIEWER: Final = 0.6
_TURNED_FROM_LIGHT: Final = 0.12
_LIGHT: Final = unit(vector((-0.45, 0.75, 0.5)))
"""Where the light comes from, in the camera's axes: left, above, in front."""

_MARK_LIFT: Final = 0.2
"""Centimetres by which marks are held off the face they lie on, so that it does not hide them."""


def prop_faces(solids: Sequence[Solid], camera: Camera, box: Box) -> Iterator[Shape]:
    """The solids' visible sides as flat colours."""
    order = painted_order(solids, camera, Window.over(box, _ORDERED_AT, border=1))
    for solid in order:
        yield from _faces(solid, camera, box)


def prop_edges(solids: Sequence[Solid], pixels: Pixels, box: Box) -> Iterator[Shape]:
    """The solids' edges and marks, where neither another solid nor the figure is in front of them."""
    yield from _lines(solids, pixels, box, figure_hides=True)


def glass(solids: Sequence[Solid], pixels: Pixels, box: Box) -> Iterator[Shape]:
    """Solids in front of the figure, drawn so that it is seen through them."""
    for finish in {solid.finish: None for solid in solids}:
        panes = joined(
            polygon(box.units(pixels.camera.see(corners)))
            for solid in solids
            for corners, _ in _polygons(solid, pixels.camera)
            if solid.finish is finish
        )
        if panes.verbs:
            yield Shape(panes.verbs, panes.points, finish.shade, opacity=_GLASS)
    yield from _lines(solids, pixels, box, figure_hides=False)


def _faces(solid: Solid, camera: Camera, box: Box) -> Iterator[Shape]:
    for corners, ink in _polygons(solid, camera):
        path = polygon(box.units(camera.see(corners)))
        yield Shape(path.verbs, path.points, ink)


def _polygons(solid: Solid, camera: Camera) -> Iterator[tuple[Array, Ink]]:
    """What is seen of a solid: flat outlines (k, 3) and their inks; a curved side's shade after its light."""
    seen = solid.faces_seen(camera)
    for cap, face in ((solid.bottom, 0), (solid.top, 1)):
        if seen[face]:
            yield cap, _tone(solid, solid.normals[face], camera)
    if solid.soft:
        light = solid.normals[2:] @ (camera.axes.T @ _LIGHT)
        dark = (light < _TURNED_FROM_LIGHT) & (solid.normals[2:, 1] < _LEVEL)
        for sides in _strips(seen[2:]):
            yield _strip(solid, sides), solid.finish.front
        for sides in _strips(seen[2:] & dark):
            yield _strip(solid, sides), solid.finish.shade
    else:
        for side in np.nonzero(seen[2:])[0]:
            yield _strip(solid, np.array([side])), _tone(solid, solid.normals[2 + side], camera)


def _strips(wanted: Mask) -> list[Indices]:
    return runs(wanted, closed=True, shortest=1, bridged=0)


def _strip(solid: Solid, sides: Indices) -> Array:
    """The outline (k, 3) of neighbouring sides."""
    corners = np.append(sides, sides[-1] + 1) % len(solid.bottom)
    return np.concatenate([solid.bottom[corners], solid.top[corners][::-1]])


def _tone(solid: Solid, outwards: Array, camera: Camera) -> Ink:
    if outwards[1] > _LEVEL:
        return solid.finish.level
    facing = float(outwards @ camera.axes[2]) >= _TOWARDS_VIEWER
    return solid.finish.front if facing else solid.finish.shade


def _lines(solids: Sequence[Solid], pixels: Pixels, box: Box, *, figure_hides: bool) -> Iterator[Shape]:
    camera = pixels.camera
    plain = [edge for solid in solids if not solid.bold for edge in _edges(solid, camera)]
    bold = [edge for solid in solids if solid.bold for edge in _edges(solid, camera)]
    marks = [mark for solid in solids for mark in _marks(solid, camera)]
    for lines, ink, weight in (
        (marks, Ink.PROP_LINE, Weight.PROP_DETAIL),
        (plain, Ink.PROP_LINE, Weight.PROP),
        (bold, Ink.GRIP_LINE, Weight.DETAIL),
    ):
        pieces = _seen_pieces(lines, solids, pixels, figure_hides=figure_hides)
        path = joined(polyline(box.units(camera.see(piece))) for piece in pieces)
        if path.verbs:
            yield Shape(path.verbs, path.points, stroke=ink, weight=weight)


def _edges(solid: Solid, camera: Camera) -> Iterator[Array]:
    """The lines (k, 3) of a solid: rims, corners, and where a curved side turns out of sight."""
    seen = solid.faces_seen(camera)
    sides = seen[2:]
    count = len(solid.bottom)
    for ring, cap in ((solid.bottom, seen[0]), (solid.top, seen[1])):
        for run in _strips(sides | cap):
            corners = np.append(run, run[-1] + 1) % count
            yield ring[corners]
    before = np.roll(sides, 1)
    drawn = sides != before if solid.soft else sides | before
    for corner in np.nonzero(drawn)[0]:
        yield np.stack([solid.bottom[corner], solid.top[corner]])


def _marks(solid: Solid, camera: Camera) -> Iterator[Array]:
    """Its marks (k, 3), held off a little towards the viewer; those on faces turned away are hidden later."""
    lift = camera.axes[2] * _MARK_LIFT
    for mark in solid.marks:
        yield mark + lift


def _seen_pieces(
    lines: Sequence[Array], solids: Sequence[Solid], pixels: Pixels, *, figure_hides: bool
) -> list[Array]:
    """The pieces (k, 3) of the lines that nothing hides."""
    if not lines:
        return []
    sampled = [_sampled(line, pixels.camera.zoom) for line in lines]
    points = np.concatenate([places for places, _ in sampled])
    seen = ~_behind_figure(points, pixels) if figure_hides else np.ones(len(points), dtype=bool)
    for solid in solids:
        maybe = np.nonzero(seen & _near_on_paper(points, solid, pixels.camera))[0]
        seen[maybe] = ~solid.hides(pixels.camera, points[maybe])
    pieces, start = [], 0
    for places, corner in sampled:
        on = seen[start : start + len(places)]
        start += len(places)
        for run in runs(on, closed=False, shortest=3, bridged=2):
            kept = corner[run]
            kept[[0, -1]] = True
            pieces.append(places[run[kept]])
    return pieces


def _near_on_paper(points: Array, solid: Solid, camera: Camera) -> Mask:
    """Which points (n, 3) are seen inside the rectangle around a solid."""
    (right, up, _), around = camera.see(points).T, Box.around(camera.see(solid.corners()))
    near: Mask = (right >= around.left) & (right <= around.right) & (up >= around.bottom) & (up <= around.top)
    return near


def _sampled(line: Array, zoom: float) -> tuple[Array, Mask]:
    """Points (n, 3) along a line, close enough to find where it is hidden, and which are its corners."""
    places, corners = [], []
    for start, end in pairwise(line):
        far = float(np.sqrt(((end - start) ** 2).sum())) * zoom
        count = max(1 if len(line) > 3 else 2, int(far * _SAMPLES_PER_CM))
        places.append(start + (end - start) * (np.arange(count) / count)[:, None])
        corners.append(np.arange(count) == 0)
    return np.concatenate([*places, line[-1:]]), np.concatenate([*corners, [True]])


def _behind_figure(points: Array, pixels: Pixels) -> Mask:
    seen = pixels.camera.see(points)
    inside = pixels.window.pixels(seen)
    x, y = inside.T
    within = (x >= 0) & (x < pixels.window.columns) & (y >= 0) & (y < pixels.window.rows)
    at = pixels.window.indices(seen)
    behind: Mask = within & pixels.figure[at] & (pixels.depth[at] > seen[:, 2] + _BEHIND)
    return behind
