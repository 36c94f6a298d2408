"""Drawing muscles: an even tint with a thin edge and fine fibres, and dashed shapes where they are hidden."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from scipy.ndimage import correlate1d

from clinic_app.domain.drawing import Ink, Shape, Weight
from clinic_app.figures.body.mesh import Mesh
from clinic_app.figures.contours import Path, Plotter, blurred, joined, polyline, trace
from clinic_app.figures.geometry import Array
from clinic_app.figures.muscle_fibres import fibres, hatch, seams
from clinic_app.figures.muscle_fields import course, strands_through
from clinic_app.figures.muscle_sight import Region, regions_of, scale_of
from clinic_app.figures.muscles import ShownMuscle
from clinic_app.figures.pixels import Pixels
from clinic_app.figures.rasterise import Floats
from clinic_app.figures.smoothing import gaussian

_TINT: Final = 0.58
_FIBRE: Final = 0.55
_HIDDEN_TINT: Final = 0.24
_NERVE_TINT: Final = 0.4
_SOFT: Final = 0.9
"""Pixels the fields are blurred by before they are traced."""

_CORNER_CM: Final = 0.6
_FEWEST: Final = 6
"""Outlines are blurred along themselves this far; those of fewer points are left out."""

_DASHES: Final = (5.0, 3.0)


def muscle_shapes(
    pixels: Pixels,
    mesh: Mesh,
    shown: Sequence[ShownMuscle],
    plotter: Plotter,
    *,
    coarse: bool = False,
) -> Iterator[Shape]:
    """The highlighted muscles, back to front; ``coarse`` ones without fibres."""
    nerves = [muscle for muscle in shown if muscle.muscle.kind == "nerve"]
    regions = regions_of(pixels, mesh, [muscle for muscle in shown if muscle not in nerves], coarse=coarse)
    if regions.hidden:
        yield from _hidden_shapes(regions.hidden, pixels, plotter)
    if regions.visible:
        yield from _visible_shapes(regions.visible, pixels, plotter)
    for nerve in nerves:
        yield from _nerve_shapes(pixels, nerve, plotter)


def _merged(regions: Sequence[Region]) -> Floats:
    """The fields as one, ready to be traced at 0."""
    field: Floats = np.maximum.reduce([region.field for region in regions])
    return blurred(field + 0.5, _SOFT) - 0.5


def _area(field: Floats, scale: float, plotter: Plotter) -> Path:
    """The field's outline, its corners rounded; ``scale`` is in pixels a centimetre."""
    lines = (line for line in trace(field, 0.0) if len(line) > _FEWEST)
    return plotter.areas((_rounded(line, gaussian(_CORNER_CM * scale)) for line in lines), tolerance=0.35)


def _rounded(line: Array, kernel: Array) -> Array:
    """A closed line (n, 2) that ends where it began, blurred along itself."""
    found = correlate1d(line[:-1], kernel, axis=0, mode="wrap")
    return np.concatenate([found, found[:1]])


def _visible_shapes(regions: Sequence[Region], pixels: Pixels, plotter: Plotter) -> Iterator[Shape]:
    field, scale = _merged(regions), pixels.window.pixels_per_cm
    patch = _area(field, scale_of(pixels), plotter)
    yield Shape(patch.verbs, patch.points, Ink.MUSCLE, opacity=_TINT, even_odd=True)
    lines = [line for region in regions for head in region.heads for line in fibres(head, scale_of(pixels))]
    drawn = plotter.strokes(lines, tolerance=0.5)
    if drawn.verbs:
        yield Shape(drawn.verbs, drawn.points, stroke=Ink.MUSCLE_CORE, weight=Weight.SEAM, opacity=_FIBRE)
    yield from _hatch(field, scale, plotter)
    between = plotter.strokes([line for region in regions for line in seams(region.field, region.heads)])
    edges = joined((patch, between))
    yield Shape(edges.verbs, edges.points, stroke=Ink.MUSCLE_HATCH, weight=Weight.SEAM)


def _hidden_shapes(regions: Sequence[Region], pixels: Pixels, plotter: Plotter) -> Iterator[Shape]:
    field = _merged(regions)
    patch = _area(field, scale_of(pixels), plotter)
    yield Shape(patch.verbs, patch.points, Ink.MUSCLE, opacity=_HIDDEN_TINT, even_odd=True)
    yield from _hatch(field, pixels.window.pixels_per_cm, plotter)
    yield Shape(patch.verbs, patch.points, stroke=Ink.MUSCLE_HATCH, weight=Weight.DETAIL, dash=_DASHES)


def _nerve_shapes(pixels: Pixels, nerve: ShownMuscle, plotter: Plotter) -> Iterator[Shape]:
    """The nerve's course: a soft band with a line along its middle."""
    band = _area(strands_through(pixels, nerve.strands), scale_of(pixels), plotter)
    yield Shape(band.verbs, band.points, Ink.MUSCLE, opacity=_NERVE_TINT, even_odd=True)
    lines = plotter.strokes((course(pixels, strand)[0] for strand in nerve.strands), tolerance=0.3)
    yield Shape(lines.verbs, lines.points, stroke=Ink.MUSCLE_CORE, weight=Weight.INNER)
    yield Shape(lines.verbs, lines.points, stroke=Ink.MUSCLE_HATCH, weight=Weight.INNER, paper_only=True)


def _hatch(field: Floats, scale: float, plotter: Plotter) -> Iterator[Shape]:
    """Slanted lines inside the patch, for photocopiers."""
    path = joined(polyline(line) for line in plotter.units(hatch(field, scale)))
    if path.verbs:
        yield Shape(path.verbs, path.points, stroke=Ink.MUSCLE_HATCH, weight=Weight.HATCH, paper_only=True)
