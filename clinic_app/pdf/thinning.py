"""Leaves out the points of a path that paper cannot show: curves and lines that go on are made one."""

from math import cbrt, hypot
from typing import Final, NamedTuple

from clinic_app.domain.drawing import COORDINATES

_PASSES: Final = 3
_SHARE: Final = 0.5
"""Of the tolerance, what one pass may use up."""
_LONGEST_HANDLE: Final = 1.6
"""A control point is no farther from an end than so many chords."""
_LEAST_AREA: Final = 1e-6

Path = tuple[str, tuple[float, ...]]
"""Verbs and coordinates, as a shape has them."""


class _Piece(NamedTuple):
    """One command, from where the pen is to its end; ``cx``, ``cy`` is a curve's control, else the end."""

    verb: str
    x: float
    y: float
    cx: float
    cy: float
    end_x: float
    end_y: float


def thinned(verbs: str, points: tuple[int, ...], tolerance: float) -> Path:
    """The path with fewer points; no line moves by more than about ``tolerance``, in the points' own unit."""
    pieces = _pieces(verbs, points)
    for _ in range(_PASSES):
        fewer = _merged(pieces, tolerance * _SHARE)
        if len(fewer) == len(pieces):
            break
        pieces = fewer
    found: list[float] = []
    for verb, _x, _y, cx, cy, end_x, end_y in pieces:
        if verb == "Q":
            found += (cx, cy)
        if verb != "Z":
            found += (end_x, end_y)
    return "".join(piece.verb for piece in pieces), tuple(found)


def _pieces(verbs: str, points: tuple[int, ...]) -> list[_Piece]:
    found: list[_Piece] = []
    at, x, y = 0, 0.0, 0.0
    for verb in verbs:
        size = COORDINATES[verb]
        end_x, end_y = points[at + size - 2 : at + size] if size else (x, y)
        cx, cy = points[at : at + 2] if verb == "Q" else (end_x, end_y)
        found.append(_Piece(verb, x, y, cx, cy, end_x, end_y))
        at, x, y = at + size, end_x, end_y
    return found


def _merged(pieces: list[_Piece], tolerance: float) -> list[_Piece]:
    """Every other piece made one with the next, where nobody sees it."""
    found: list[_Piece] = []
    waiting = iter(pieces)
    last = next(waiting, None)
    while last is not None:
        following = next(waiting, None)
        both = None
        if following is not None and following.verb == last.verb:
            if last.verb == "Q":
                both = _one_curve(last, following, tolerance)
            elif last.verb == "L":
                both = _one_line(last, following, tolerance)
        found.append(last if both is None else both)
        last = following if both is None else next(waiting, None)
    return found


def _one_line(one: _Piece, other: _Piece, tolerance: float) -> _Piece | None:
    """Both lines as one, where their joint lies on it."""
    across, down = other.end_x - one.x, other.end_y - one.y
    joint_x, joint_y = one.end_x - one.x, one.end_y - one.y
    square = across * across + down * down
    along = joint_x * across + joint_y * down
    if not 0 < along < square or abs(joint_x * down - joint_y * across) >= tolerance * square**0.5:
        return None
    return _Piece("L", one.x, one.y, other.end_x, other.end_y, other.end_x, other.end_y)


def _one_curve(one: _Piece, other: _Piece, tolerance: float) -> _Piece | None:
    """One curve with the outer tangents of both, where it runs as they do."""
    out_x, out_y = one.cx - one.x, one.cy - one.y
    into_x, into_y = other.end_x - other.cx, other.end_y - other.cy
    across, down = other.end_x - one.x, other.end_y - one.y
    turn = out_x * into_y - out_y * into_x
    if not turn:
        return None
    ahead = (across * into_y - down * into_x) / turn
    if ahead <= 0 or (out_x * down - out_y * across) / turn <= 0:
        return None
    handle_x, handle_y = out_x * ahead, out_y * ahead
    area = handle_x * down - handle_y * across
    chord = hypot(across, down)
    longest = _LONGEST_HANDLE * chord
    if (
        abs(area) < _LEAST_AREA
        or hypot(handle_x, handle_y) > longest
        or hypot(across - handle_x, down - handle_y) > longest
    ):
        return None
    most = tolerance * chord / abs(area)
    for x, y in ((one.end_x, one.end_y), _middle(one), _middle(other)):
        right, below = x - one.x, y - one.y
        along = (handle_x * below - handle_y * right) / area
        if not 0 < along < 1:
            return None
        time = cbrt(along)
        share = (right * down - below * across) / area
        if abs(share - 3 * (1 - time) * time * time) > most:
            return None
    return _Piece("Q", one.x, one.y, one.x + handle_x, one.y + handle_y, other.end_x, other.end_y)


def _middle(piece: _Piece) -> tuple[float, float]:
    """A point of a curve as PDF's operator ``v`` draws it: its tangents, a little flatter."""
    return (
        (4 * piece.x + 3 * piece.cx + piece.end_x) / 8,
        (4 * piece.y + 3 * piece.cy + piece.end_y) / 8,
    )
