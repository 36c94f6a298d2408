"""Drawing muscles: a tint with a darker core, a hatch for paper, and dashed shapes where they are hidden."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from scipy.ndimage import distance_transform_edt, label, maximum

from clinic_app.domain.drawing import Ink, Shape, Weight
from clinic_app.figures.body.mesh import Mesh
from clinic_app.figures.contours import Path, Plotter, blurred, joined, polyline, trace
from clinic_app.figures.muscle_fields import (
    OUTSIDE,
    behind_what_it_is_in,
    course,
    extent,
    seen_on_skin,
    skin_through,
    strands_through,
    without_specks,
)
from clinic_app.figures.muscles import ShownMuscle
from clinic_app.figures.pixels import Pixels
from clinic_app.figures.rasterise import Floats

_TINT: Final = 0.5
_CORE_FROM: Final = 0.42
_SEAM: Final = 0.12
_CORE_SOFT: Final = 1.3
_CORE_TINT: Final = 0.42
_HIDDEN_TINT: Final = 0.3
_NERVE_TINT: Final = 0.4
_SEEN_SHARE: Final = 0.5
_SEEN_LITTLE: Final = 0.14
_SEEN_CM2: Final = 24.0
"""Share of a muscle's patch that must be seen, or less if it is this large, or the whole of it is shown
through the body."""

_SOFT: Final = 0.9
_SHALLOW: Final = 0.4
"""Pixels the fields are blurred by before they are traced; outside they fall no lower than this, so that
the blur does not eat thin tendons."""

_SPECK_CM2: Final = 6.0
_SPECK_SHARE: Final = 0.2
"""A patch smaller than both, the latter of the largest one, is left out."""

_DASHES: Final = (4.0, 3.0)
_HATCH_APART: Final = 1.7
_HATCH_SHORTEST: Final = 0.9
"""Centimetres between the hatch's lines, and of its shortest line."""

_HATCH_FROM: Final = 0.06


def muscle_shapes(
    pixels: Pixels, mesh: Mesh, shown: Sequence[ShownMuscle], plotter: Plotter
) -> Iterator[Shape]:
    """The highlighted muscles, back to front."""
    nerves = [muscle for muscle in shown if muscle.muscle.kind == "nerve"]
    visible, hidden = _sorted_by_sight(pixels, mesh, [muscle for muscle in shown if muscle not in nerves])
    scale = pixels.window.pixels_per_cm
    visible = without_specks(visible, _SPECK_SHARE, _SPECK_CM2 * (scale * pixels.camera.zoom) ** 2)
    for field, draw in ((hidden, _hidden_shapes), (visible, _visible_shapes)):
        soft = _softened(field)
        if (soft > 0).any():
            yield from draw(soft, plotter)
            yield from _hatch(soft, scale, plotter)
    for nerve in nerves:
        yield from _nerve_shapes(pixels, nerve, plotter)


def _sorted_by_sight(pixels: Pixels, mesh: Mesh, shown: Sequence[ShownMuscle]) -> tuple[Floats, Floats]:
    """Two fields: of the muscles that are seen on the skin, and of those shown through the body."""
    surface = [at for at, muscle in enumerate(shown) if muscle.muscle.kind == "surface"]
    seen_fields = seen_on_skin(pixels, mesh, [shown[at].patches for at in surface])
    fields = dict(zip(surface, seen_fields, strict=True))
    seen = {shown[at].group for at, field in fields.items() if _is_seen(pixels, mesh, shown[at], field)}
    visible = np.full(pixels.window.shape, OUTSIDE, dtype=np.float32)
    hidden = visible.copy()
    for at, muscle in enumerate(shown):
        if at in fields and muscle.group in seen:
            np.maximum(visible, fields[at], out=visible)
        else:
            through = skin_through(pixels, mesh, muscle.patches)
            np.maximum(through, strands_through(pixels, muscle.strands), out=through)
            np.maximum(hidden, behind_what_it_is_in(pixels, through, muscle), out=hidden)
    return visible, hidden


def _is_seen(pixels: Pixels, mesh: Mesh, muscle: ShownMuscle, field: Floats) -> bool:
    covered = float((field > 0).sum())
    share = covered / max(_size(pixels, mesh, muscle), 1.0)
    large = covered >= _SEEN_CM2 * (pixels.window.pixels_per_cm * pixels.camera.zoom) ** 2
    return share >= _SEEN_SHARE or (share >= _SEEN_LITTLE and large)


def _size(pixels: Pixels, mesh: Mesh, muscle: ShownMuscle) -> float:
    """About how many pixels the muscle's skin would cover, seen through the body."""
    faces = np.concatenate([patch.vertices[patch.patch.on] for patch in muscle.patches])
    corners = pixels.window.pixels(pixels.camera.see(mesh.vertices[faces]))
    one, other = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    return float(np.abs(one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]).sum()) / 2


def _softened(field: Floats) -> Floats:
    shallow = np.float32(_SHALLOW)
    return blurred(np.clip(field, -shallow, 2 * shallow) + shallow, _SOFT) - shallow


def _area(field: Floats, level: float, plotter: Plotter) -> Path:
    return plotter.areas(trace(field, level), tolerance=0.6)


def _visible_shapes(field: Floats, plotter: Plotter) -> Iterator[Shape]:
    patch, core = _area(field, 0.0, plotter), _area(_core(field), 0.5, plotter)
    yield Shape(patch.verbs, patch.points, Ink.MUSCLE, opacity=_TINT, even_odd=True)
    if core.verbs:
        yield Shape(core.verbs, core.points, Ink.MUSCLE_CORE, opacity=_CORE_TINT, even_odd=True)
    yield Shape(patch.verbs, patch.points, stroke=Ink.MUSCLE_HATCH, weight=Weight.SEAM, paper_only=True)


def _core(field: Floats) -> Floats:
    """A soft mask of the bellies: far from the edge, in each patch, and away from seams between heads."""
    around = extent(field > 0)
    inside = field[around] > 0
    apart = distance_transform_edt(inside)
    patches, count = label(inside)
    widest = maximum(apart, patches, np.arange(count + 1))
    core = np.zeros(field.shape, dtype=np.float32)
    core[around] = (apart > _CORE_FROM * widest[patches]) & (field[around] > _SEAM) & inside
    return blurred(core, _CORE_SOFT)


def _hidden_shapes(field: Floats, plotter: Plotter) -> Iterator[Shape]:
    patch = _area(field, 0.0, plotter)
    yield Shape(patch.verbs, patch.points, Ink.MUSCLE, opacity=_HIDDEN_TINT, even_odd=True)
    yield Shape(patch.verbs, patch.points, stroke=Ink.MUSCLE_HATCH, weight=Weight.DETAIL, dash=_DASHES)


def _nerve_shapes(pixels: Pixels, nerve: ShownMuscle, plotter: Plotter) -> Iterator[Shape]:
    """The nerve's course: a soft band with a line along its middle."""
    band = _area(_softened(strands_through(pixels, nerve.strands)), 0.0, plotter)
    yield Shape(band.verbs, band.points, Ink.MUSCLE, opacity=_NERVE_TINT, even_odd=True)
    lines = plotter.strokes((course(pixels, strand)[0] for strand in nerve.strands), tolerance=0.3)
    yield Shape(lines.verbs, lines.points, stroke=Ink.MUSCLE_CORE, weight=Weight.INNER)
    yield Shape(lines.verbs, lines.points, stroke=Ink.MUSCLE_HATCH, weight=Weight.INNER, paper_only=True)


def _hatch(field: Floats, scale: float, plotter: Plotter) -> Iterator[Shape]:
    """Slanted lines inside the patch, for print."""
    rows, columns = np.nonzero(field > _HATCH_FROM)
    apart = round(_HATCH_APART * scale * 2**0.5)
    chosen = (rows + columns) % apart == 0
    rows, columns = rows[chosen], columns[chosen]
    order = np.lexsort((columns, rows + columns))
    points = np.column_stack([columns, rows])[order]
    if not len(points):
        return
    steps = np.diff(points, axis=0)
    breaks = np.flatnonzero((steps.sum(axis=1) != 0) | (steps[:, 0] > 2))
    starts, ends = np.append(0, breaks + 1), np.append(breaks, len(points) - 1)
    long = points[ends, 0] - points[starts, 0] > _HATCH_SHORTEST * scale / 2
    lines = np.stack([points[starts[long]], points[ends[long]]], axis=1) + 0.5
    path = joined(polyline(line) for line in plotter.units(lines))
    if path.verbs:
        yield Shape(path.verbs, path.points, stroke=Ink.MUSCLE_HATCH, weight=Weight.HATCH, paper_only=True)
