"""Leaves out the points of a drawing that paper cannot show: curves and lines that go on are made one."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from clinic_app.domain.drawing import COORDINATES, Drawing, Shape

_PASSES: Final = 3
_SHARE: Final = 0.5
"""Of the tolerance, what one pass may use up."""
_LONGEST_HANDLE: Final = 1.6
"""A control point no farther from an end than so many chords."""

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Pieces:
    """All paths of a drawing, piece by piece: verb, shape, start, control (curves only) and end."""

    verbs: NDArray[np.str_]
    shapes: NDArray[np.int64]
    starts: Floats
    controls: Floats
    ends: Floats

    def only(self, kept: Flags) -> "_Pieces":
        return _Pieces(
            self.verbs[kept], self.shapes[kept], self.starts[kept], self.controls[kept], self.ends[kept]
        )


@lru_cache(64)
def thinned(drawing: Drawing, tolerance: float) -> Drawing:
    """The drawing with fewer points; no line moves by more than about ``tolerance`` body units."""
    pieces = _pieces(drawing.shapes)
    if pieces is None:
        return drawing
    for _ in range(_PASSES):
        pieces = _merged(pieces, tolerance * _SHARE)
    return replace(drawing, shapes=_shapes(drawing.shapes, pieces))


def _pieces(shapes: tuple[Shape, ...]) -> _Pieces | None:
    verbs: list[str] = []
    owners: list[int] = []
    controls: list[tuple[float, float]] = []
    ends: list[tuple[float, float]] = []
    for owner, shape in enumerate(shapes):
        at = 0
        for verb in shape.verbs:
            size = COORDINATES[verb]
            numbers = shape.points[at : at + size]
            at += size
            verbs.append(verb)
            owners.append(owner)
            end = (float(numbers[-2]), float(numbers[-1])) if size else ends[-1]
            controls.append((float(numbers[0]), float(numbers[1])) if verb == "Q" else end)
            ends.append(end)
    if not verbs:
        return None
    end_points = np.array(ends)
    starts = np.vstack([end_points[:1], end_points[:-1]])
    return _Pieces(np.array(verbs), np.array(owners), starts, np.array(controls), end_points)


def _merged(pieces: _Pieces, tolerance: float) -> _Pieces:
    """Every other piece made one with the next, where nobody sees it."""
    first, second = pieces.verbs[:-1], pieces.verbs[1:]
    are_lines = (first == "L") & (second == "L")
    are_curves = (first == "Q") & (second == "Q")
    controls, fits_curve = _curve_over_two(pieces, tolerance)
    mergeable = (are_lines & _are_straight(pieces, tolerance)) | (are_curves & fits_curve)
    at = _every_other(np.flatnonzero(mergeable & (pieces.shapes[:-1] == pieces.shapes[1:])))
    all_controls, ends = pieces.controls.copy(), pieces.ends.copy()
    all_controls[at], ends[at] = controls[at], pieces.ends[at + 1]
    kept = np.ones(len(pieces.verbs), dtype=bool)
    kept[at + 1] = False
    return _Pieces(pieces.verbs, pieces.shapes, pieces.starts, all_controls, ends).only(kept)


def _every_other(places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Of places in a row the first, third, fifth …: no piece is in two pairs."""
    if not len(places):
        return places
    is_new = np.concatenate([[True], np.diff(places) > 1])
    firsts = places[is_new][np.cumsum(is_new) - 1]
    chosen: NDArray[np.int64] = places[(places - firsts) % 2 == 0]
    return chosen


def _are_straight(pieces: _Pieces, tolerance: float) -> Flags:
    """Whether the joint of two lines lies on the line from end to end."""
    start, joint, end = pieces.starts[:-1], pieces.ends[:-1], pieces.ends[1:]
    chord = end - start
    length = np.maximum(np.hypot(*chord.T), 1e-9)
    aside = np.abs(_cross(joint - start, chord)) / length
    along = np.einsum("ij,ij->i", joint - start, chord) / length**2
    fits: Flags = (aside < tolerance) & (along > 0) & (along < 1)
    return fits


def _curve_over_two(pieces: _Pieces, tolerance: float) -> tuple[Floats, Flags]:
    """For each piece and the next the control of one curve for both, and whether it runs where they do."""
    start, joint, end = pieces.starts[:-1], pieces.ends[:-1], pieces.ends[1:]
    out, into = pieces.controls[:-1] - start, end - pieces.controls[1:]
    chord = end - start
    turn = _cross(out, into)
    with np.errstate(divide="ignore", invalid="ignore"):
        ahead, back = _cross(chord, into) / turn, _cross(out, chord) / turn
        control = start + out * ahead[:, None]
        handle = control - start
        area = _cross(handle, chord)
        length = np.hypot(*chord.T)
        fits = (ahead > 0) & (back > 0) & (np.abs(area) > 1e-6) & (length > 1e-6)
        longest = _LONGEST_HANDLE * length
        fits &= (np.hypot(*handle.T) < longest) & (np.hypot(*(end - control).T) < longest)
        for sample in (joint, _middle(pieces)[:-1], _middle(pieces)[1:]):
            at = sample - start
            share = _cross(at, chord) / area
            along = _cross(handle, at) / area
            time = np.cbrt(along)
            missing = np.abs(share - 3 * (1 - time) * time**2) * np.abs(area) / length
            fits &= (along > 0) & (along < 1) & (missing < tolerance)
    return np.where(fits[:, None], control, 0.0), fits


def _middle(pieces: _Pieces) -> Floats:
    """A point of each curve as it is drawn: with the tangents of its control, a little flatter."""
    middle: Floats = (4 * pieces.starts + 3 * pieces.controls + pieces.ends) / 8
    return middle


def _cross(one: Floats, other: Floats) -> Floats:
    area: Floats = one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]
    return area


def _shapes(shapes: tuple[Shape, ...], pieces: _Pieces) -> tuple[Shape, ...]:
    """The shapes with the pieces that are left."""
    edges = np.searchsorted(pieces.shapes, np.arange(len(shapes) + 1)).tolist()
    verbs: list[str] = pieces.verbs.tolist()
    controls = np.rint(pieces.controls).astype(int).tolist()
    ends = np.rint(pieces.ends).astype(int).tolist()
    found = []
    for at, shape in enumerate(shapes):
        points: list[int] = []
        for each in range(edges[at], edges[at + 1]):
            if verbs[each] == "Q":
                points += controls[each]
            if verbs[each] != "Z":
                points += ends[each]
        found.append(replace(shape, verbs="".join(verbs[edges[at] : edges[at + 1]]), points=tuple(points)))
    return tuple(found)
