"""Drawing muscles: an even tint with a thin edge and fine fibres, and dashed shapes where they are hidden."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from clinic_app.domain.drawing import Ink, Shape, Weight
from clinic_app.figures.body.mesh import Mask, Mesh
from clinic_app.figures.contours import Path, Plotter, blurred, joined, polyline, trace
from clinic_app.figures.muscle_fibres import fibres, hatch
from clinic_app.figures.muscle_fields import (
    course,
    seen_on_skin,
    skin_through,
    strands_through,
    where_it_is_seen,
    where_it_may_show,
)
from clinic_app.figures.muscle_outlines import rounded_patch
from clinic_app.figures.muscles import ShownMuscle
from clinic_app.figures.pixels import Pixels
from clinic_app.figures.rasterise import Floats

_TINT: Final = 0.58
_FIBRE: Final = 0.55
_HIDDEN_TINT: Final = 0.2
_NERVE_TINT: Final = 0.4
_SEEN_SHARE: Final = 0.5
_SEEN_LITTLE: Final = 0.14
_SEEN_CM2: Final = 24.0
"""Share of a muscle's patch that must be seen, or less if it is this large, or the whole of it is shown
through the body."""

_SOFT: Final = 0.9
"""Pixels the fields are blurred by before they are traced."""

_STRAY_CM2: Final = 7.0
_STRAY_SHARE: Final = 0.25
_TWIN_SHARE: Final = 0.3
"""A patch smaller than the first two, the latter of the largest of all patches, is left out, and one smaller
than the third of the same muscle's other side."""

_DASHES: Final = (5.0, 3.0)


@dataclass(frozen=True, slots=True, eq=False)
class _Region:
    """A group of muscles of one side: its rounded field, and where each of its heads is (rows, columns)."""

    group: str
    field: Floats
    heads: tuple[Mask, ...]

    @property
    def size(self) -> int:
        """In pixels."""
        return int((self.field > 0).sum())


def muscle_shapes(
    pixels: Pixels, mesh: Mesh, shown: Sequence[ShownMuscle], plotter: Plotter
) -> Iterator[Shape]:
    """The highlighted muscles, back to front."""
    nerves = [muscle for muscle in shown if muscle.muscle.kind == "nerve"]
    visible, hidden = _sorted_by_sight(pixels, mesh, [muscle for muscle in shown if muscle not in nerves])
    scale = pixels.window.pixels_per_cm * pixels.camera.zoom
    for found, draw in ((hidden, _hidden_shapes), (visible, _visible_shapes)):
        large = _without_strays(found, [*visible, *hidden], scale)
        if large:
            yield from draw(large, pixels, plotter)
    for nerve in nerves:
        yield from _nerve_shapes(pixels, nerve, plotter)


def _without_strays(regions: Sequence[_Region], every: Sequence[_Region], scale: float) -> list[_Region]:
    """Those large enough to be worth a look beside the others, and beside the same muscle's other side."""
    largest = max((region.size for region in every), default=0)
    twins: dict[str, int] = {}
    for region in every:
        twins[region.group] = max(region.size, twins.get(region.group, 0))
    least = min(_STRAY_CM2 * scale**2, _STRAY_SHARE * largest)
    return [region for region in regions if region.size > max(least, _TWIN_SHARE * twins[region.group])]


def _sorted_by_sight(
    pixels: Pixels, mesh: Mesh, shown: Sequence[ShownMuscle]
) -> tuple[list[_Region], list[_Region]]:
    """The groups that are seen on the skin, and those shown through the body."""
    surface = [at for at, muscle in enumerate(shown) if muscle.muscle.kind == "surface"]
    seen_fields = seen_on_skin(pixels, mesh, [shown[at].patches for at in surface])
    fields = dict(zip(surface, seen_fields, strict=True))
    seen = {shown[at].group for at, field in fields.items() if _is_seen(pixels, mesh, shown[at], field)}
    visible, hidden = [], []
    for key in dict.fromkeys((muscle.group, muscle.side) for muscle in shown):
        heads = [at for at, muscle in enumerate(shown) if (muscle.group, muscle.side) == key]
        on_skin = [at for at in heads if at in fields and key[0] in seen]
        inside = [shown[at] for at in heads if at not in on_skin]
        if on_skin:
            room = where_it_is_seen(pixels, [shown[at] for at in on_skin])
            visible.append(_region(key[0], [fields[at] > 0 for at in on_skin], room, pixels))
        if inside:
            room = np.logical_or.reduce([where_it_may_show(pixels, muscle) for muscle in inside])
            hidden.append(
                _region(key[0], [_through(pixels, mesh, muscle) for muscle in inside], room, pixels)
            )
    return visible, hidden


def _through(pixels: Pixels, mesh: Mesh, muscle: ShownMuscle) -> Mask:
    through = skin_through(pixels, mesh, muscle.patches)
    found: Mask = np.maximum(through, strands_through(pixels, muscle.strands)) > 0
    return found


def _region(group: str, heads: Sequence[Mask], room: Mask, pixels: Pixels) -> _Region:
    scale = pixels.window.pixels_per_cm * pixels.camera.zoom
    field = rounded_patch(np.logical_or.reduce(heads), room, scale)
    return _Region(group, field, tuple(head & (field > 0) for head in heads))


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


def _merged(regions: Sequence[_Region]) -> Floats:
    """The fields as one, ready to be traced at 0."""
    field: Floats = np.maximum.reduce([region.field for region in regions])
    return blurred(field + 0.5, _SOFT) - 0.5


def _area(field: Floats, plotter: Plotter) -> Path:
    return plotter.areas(trace(field, 0.0), tolerance=0.6)


def _visible_shapes(regions: Sequence[_Region], pixels: Pixels, plotter: Plotter) -> Iterator[Shape]:
    field, scale = _merged(regions), pixels.window.pixels_per_cm
    patch = _area(field, plotter)
    yield Shape(patch.verbs, patch.points, Ink.MUSCLE, opacity=_TINT, even_odd=True)
    lines = [
        line
        for region in regions
        for head in region.heads
        for line in fibres(head, scale * pixels.camera.zoom)
    ]
    drawn = plotter.strokes(lines, tolerance=0.5)
    if drawn.verbs:
        yield Shape(drawn.verbs, drawn.points, stroke=Ink.MUSCLE_CORE, weight=Weight.SEAM, opacity=_FIBRE)
    yield from _hatch(field, scale, plotter)
    yield Shape(patch.verbs, patch.points, stroke=Ink.MUSCLE_HATCH, weight=Weight.SEAM)


def _hidden_shapes(regions: Sequence[_Region], pixels: Pixels, plotter: Plotter) -> Iterator[Shape]:
    field = _merged(regions)
    patch = _area(field, plotter)
    yield Shape(patch.verbs, patch.points, Ink.MUSCLE, opacity=_HIDDEN_TINT, even_odd=True)
    yield from _hatch(field, pixels.window.pixels_per_cm, plotter)
    yield Shape(patch.verbs, patch.points, stroke=Ink.MUSCLE_HATCH, weight=Weight.DETAIL, dash=_DASHES)


def _nerve_shapes(pixels: Pixels, nerve: ShownMuscle, plotter: Plotter) -> Iterator[Shape]:
    """The nerve's course: a soft band with a line along its middle."""
    band = _area(strands_through(pixels, nerve.strands), plotter)
    yield Shape(band.verbs, band.points, Ink.MUSCLE, opacity=_NERVE_TINT, even_odd=True)
    lines = plotter.strokes((course(pixels, strand)[0] for strand in nerve.strands), tolerance=0.3)
    yield Shape(lines.verbs, lines.points, stroke=Ink.MUSCLE_CORE, weight=Weight.INNER)
    yield Shape(lines.verbs, lines.points, stroke=Ink.MUSCLE_HATCH, weight=Weight.INNER, paper_only=True)


def _hatch(field: Floats, scale: float, plotter: Plotter) -> Iterator[Shape]:
    """Slanted lines inside the patch, for photocopiers."""
    path = joined(polyline(line) for line in plotter.units(hatch(field, scale)))
    if path.verbs:
        yield Shape(path.verbs, path.points, stroke=Ink.MUSCLE_HATCH, weight=Weight.HATCH, paper_only=True)
