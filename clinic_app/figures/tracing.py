"""Lines along which a field of pixels crosses a level: marching squares over all crossings at once."""

from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from clinic_app.figures.body.mesh import Indices, Mask
from clinic_app.figures.geometry import Array, vector
from clinic_app.figures.rasterise import Floats

Field: TypeAlias = Floats | Array | npt.NDArray[np.uint16]

_TOP, _RIGHT, _BOTTOM, _LEFT = range(4)
"""The sides of a cell between four pixels' middles."""


def _ways_through() -> npt.NDArray[np.int8]:
    """By a cell's corners and the side where a line comes in, the side where it leaves.

    The inside is on the line's right hand. Corners are bits: top left, top right, bottom right, bottom left
    inside, and whether two across from each other are joined.
    """
    ways = np.zeros((32, 4), dtype=np.int8)
    for corners in range(32):
        top_left, top_right, bottom_right, bottom_left = (bool(corners & bit) for bit in (1, 2, 4, 8))
        leaves = {
            _TOP: top_right and not top_left,
            _RIGHT: bottom_right and not top_right,
            _BOTTOM: bottom_left and not bottom_right,
            _LEFT: top_left and not bottom_left,
        }
        sides = [side for side, leaving in leaves.items() if leaving]
        ways[corners] = sides[0] if len(sides) == 1 else 0
        if len(sides) == 2:
            # Two corners across from each other: joined, the line goes round the corner outside.
            turn = -1 if bool(corners & 16) else 1
            for side in range(4):
                ways[corners, side] = (side - turn) % 4
    return ways


_TAKEN: Final = -1

_WAYS: Final = _ways_through()


def closed_lines(field: Field, level: float) -> list[Array]:
    """The lines (n, 2; column, row) around all that is above ``level``; each ends where it began.

    Nothing on the field's own edge may be above the level.
    """
    inside = field > level
    wide = field.shape[1]
    level_edges = np.flatnonzero(inside.ravel()[:-1] != inside.ravel()[1:])
    upright_edges = np.flatnonzero(inside.ravel()[:-wide] != inside.ravel()[wide:])
    if not len(level_edges):
        return []
    points = np.concatenate(
        [_crossings(field, level_edges, 1, level), _crossings(field, upright_edges, wide, level)]
    )
    return _linked(points, _next(field, inside, level_edges, upright_edges, level))


def _crossings(field: Field, edges: Indices, step: int, level: float) -> Array:
    """Where (n, 2) the field crosses the level between the pixels ``edges`` (n,) and those a step further."""
    flat, wide = field.ravel(), field.shape[1]
    start, end = vector(flat.take(edges)), vector(flat.take(edges + step))
    share = (level - start) / (end - start)
    rows, columns = np.divmod(edges, wide)
    found = np.empty((len(edges), 2))
    found[:, 0], found[:, 1] = columns, rows
    found[:, 0 if step == 1 else 1] += share
    return found


def _next(field: Field, inside: Mask, level_edges: Indices, upright_edges: Indices, level: float) -> Indices:
    """For each crossing (n,), level edges first, the one that comes after it with the inside to the right."""
    wide, flat = field.shape[1], inside.ravel()
    down = flat.take(level_edges)  # the left pixel is inside: the line comes down into the cell below
    right = ~flat.take(upright_edges)  # the lower pixel is inside: it goes right
    cells = np.concatenate(
        [np.where(down, level_edges, level_edges - wide), np.where(right, upright_edges, upright_edges - 1)]
    )
    enters = np.concatenate([np.where(down, _TOP, _BOTTOM), np.where(right, _LEFT, _RIGHT)])
    corners = flat.take(cells).astype(np.int8)
    for bit, step in ((2, 1), (4, wide + 1), (8, wide)):
        corners += flat.take(cells + step) * np.int8(bit)
    saddles = np.flatnonzero((corners == 5) | (corners == 10))
    around = cells[saddles][:, None] + [0, 1, wide, wide + 1]
    corners[saddles[field.ravel()[around].mean(axis=1) > level]] += 16
    leaves = _WAYS[corners, enters]
    places = np.empty((2, inside.size), dtype=np.int32)
    places[0, level_edges] = np.arange(len(level_edges))
    places[1, upright_edges] = np.arange(len(level_edges), len(cells))
    upright = (leaves == _LEFT) | (leaves == _RIGHT)
    steps = np.array([0, 1, wide, 0])
    found: Indices = places[upright.astype(np.intp), cells + steps[leaves]]
    return found


def _linked(points: Array, following: Indices) -> list[Array]:
    """The closed lines through the points (n, 2), of which ``following`` (n,) says which comes next."""
    after = following.tolist()
    order: list[int] = []
    ends: list[int] = []
    for start, second in enumerate(after.copy()):
        if after[start] == _TAKEN:
            continue
        order.append(start)
        at, after[start] = second, _TAKEN
        while at not in (start, _TAKEN):
            order.append(at)
            beyond = after[at]
            after[at] = _TAKEN
            at = beyond
        if at == start:
            order.append(start)
            ends.append(len(order))
        else:
            del order[ends[-1] if ends else 0 :]
    along = points[order]
    return [along[begin:end] for begin, end in zip([0, *ends[:-1]], ends, strict=True)]
