"""Lines inside muscles: a few fibres along each head, and a slanted hatch for photocopiers."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from scipy.ndimage import correlate1d, distance_transform_edt, find_objects, label

from clinic_app.figures.body.mesh import Indices, Mask
from clinic_app.figures.contours import blurred, runs, trace
from clinic_app.figures.geometry import Array
from clinic_app.figures.muscle_fields import extent
from clinic_app.figures.rasterise import Floats
from clinic_app.figures.smoothing import gaussian, is_closed

_APART_CM: Final = 1.5
_MOST: Final = 7
"""Centimetres between fibres, and the most of them in one head."""

_EDGE_CM: Final = 0.5
"""Fibres end this far before the edge."""

_SMALLEST_CM2: Final = 4.0
_EVEN_CM: Final = 1.5
"""Heads smaller than this have no fibres; their sides are evened out so far along."""

_SHORTEST: Final = 0.25
"""Share of the head's length below which a fibre is left out."""

_ENDS: Final = (0.06, 0.16, 0.1, 0.2)
"""Shares of its length by which each fibre in turn is shorter at its ends."""

_SEAM_SOFT: Final = 1.2
_SEAM_FROM: Final = 0.12
_SEAM_SHORTEST: Final = 8
_TOUCHED: Final = 0.2
"""Pixels a head's edge is softened by; how deep inside the patch a seam runs; its fewest points."""

_HATCH_APART: Final = 1.7
_HATCH_SHORTEST: Final = 0.6
"""Centimetres between the hatch's lines, and of its shortest line."""

_HATCH_FROM: Final = 0.04
_HATCH_FEWEST: Final = 12
_RISING: Final = -0.5
"""Pieces of fewer pixels have no hatch; those whose rows and columns go together less than this rise to the
right, as the hatch does elsewhere."""


def fibres(head: Mask, scale: float) -> Iterator[Array]:
    """Lines (n, 2; pixels) along each piece of a head; ``scale`` is in pixels a centimetre."""
    around = extent(head)
    shift = np.array([around[1].start, around[0].start]) + 0.5
    deep = distance_transform_edt(head[around]) > _EDGE_CM * scale
    pieces, count = label(deep)
    for piece in range(1, count + 1):
        rows, columns = np.nonzero(pieces == piece)
        if len(rows) >= _SMALLEST_CM2 * scale**2:
            for line in _along(np.column_stack([columns, rows]).astype(np.float64), deep, scale):
                yield line + shift


def _along(places: Array, deep: Mask, scale: float) -> Iterator[Array]:
    """Lines from one end of the ``places`` (n, 2) to the other, evenly spread between their two sides."""
    middle = places.mean(axis=0)
    _, axes = np.linalg.eigh(np.cov((places - middle).T))
    way, side = axes[:, 1], axes[:, 0]
    along, across = (places - middle) @ way, (places - middle) @ side
    step = np.rint(along - along.min()).astype(np.intp)
    low, high = np.full(step.max() + 1, np.inf), np.full(step.max() + 1, -np.inf)
    np.minimum.at(low, step, across)
    np.maximum.at(high, step, across)
    there = np.flatnonzero(low <= high)
    low, high = (np.interp(np.arange(len(low)), there, edge[there]) for edge in (low, high))
    kernel = gaussian(_EVEN_CM * scale)
    low, high = (correlate1d(edge, kernel, mode="nearest") for edge in (low, high))
    count = int(np.clip(round(float((high - low).max()) / (_APART_CM * scale)), 1, _MOST))
    station = np.arange(len(low))
    for at in range(count):
        line = middle + (along.min() + station)[:, None] * way
        line += (low + (high - low) * (at + 0.5) / count)[:, None] * side
        cut = round(_ENDS[at % len(_ENDS)] * len(line))
        yield from _inside(line[cut : len(line) - cut], deep, round(_SHORTEST * len(line)))


def _inside(line: Array, deep: Mask, shortest: int) -> Iterator[Array]:
    column, row = np.rint(line).astype(np.intp).T
    seen = deep[np.clip(row, 0, deep.shape[0] - 1), np.clip(column, 0, deep.shape[1] - 1)]
    for run in runs(seen, closed=False, shortest=max(shortest, 4), bridged=2):
        yield line[run]


def seams(field: Floats, heads: Sequence[Mask]) -> Iterator[Array]:
    """Lines (n, 2; pixels) between neighbouring heads of a patch."""
    for at, head in enumerate(heads[:-1]):
        others: Mask = np.logical_or.reduce(heads[at + 1 :])
        for line in trace(blurred(head, _SEAM_SOFT) - blurred(others, _SEAM_SOFT), 0.0):
            column, row = np.floor(line).astype(np.intp).T
            row, column = np.clip(row, 0, field.shape[0] - 1), np.clip(column, 0, field.shape[1] - 1)
            inside = (field[row, column] > _SEAM_FROM) & _beside(others)[row, column]
            for run in runs(inside, closed=is_closed(line), shortest=_SEAM_SHORTEST, bridged=2):
                yield line[run]


def _beside(mask: Mask) -> Mask:
    return blurred(mask, _SEAM_SOFT) > _TOUCHED


def hatch(field: Floats, scale: float) -> Array:
    """Slanted lines (n, 2, 2; pixels) inside the patch, across each of its pieces rather than along it."""
    pieces, _ = label(field > _HATCH_FROM)
    lines = [np.empty((0, 2, 2))]
    for piece, around in enumerate(find_objects(pieces), start=1):
        rows, columns = np.nonzero(pieces[around] == piece)
        if len(rows) >= _HATCH_FEWEST:
            rows, columns = rows + around[0].start, columns + around[1].start
            slope = np.corrcoef(rows, columns)[0, 1] if np.ptp(rows) and np.ptp(columns) else 0.0
            mirror = np.array([-1 if slope < _RISING else 1, 1])
            lines.append(_hatched(rows, columns * mirror[0], scale) * mirror + 0.5)
    return np.concatenate(lines)


def _hatched(rows: Indices, columns: Indices, scale: float) -> Array:
    """Lines (n, 2, 2; x, y) rising to the right, whole numbers, over the pixels (n,)."""
    apart = round(_HATCH_APART * scale * 2**0.5)
    chosen = (rows + columns) % apart == 0
    rows, columns = rows[chosen], columns[chosen]
    order = np.lexsort((columns, rows + columns))
    points = np.column_stack([columns, rows])[order]
    if not len(points):
        return np.empty((0, 2, 2))
    steps = np.diff(points, axis=0)
    breaks = np.flatnonzero((steps.sum(axis=1) != 0) | (steps[:, 0] > 2))
    starts, ends = np.append(0, breaks + 1), np.append(breaks, len(points) - 1)
    long = points[ends, 0] - points[starts, 0] > _HATCH_SHORTEST * scale / 2
    lines: Array = np.stack([points[starts[long]], points[ends[long]]], axis=1).astype(np.float64)
    return lines
