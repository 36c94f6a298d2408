"""Lines drawn on the surface: brows, eyes, mouth, ears, shoe laces, toes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Final

import numpy as np

from clinic_app.figures.body.bare_feet import foot_in_room
from clinic_app.figures.body.builds import BUILDS
from clinic_app.figures.body.figure import toe_bends
from clinic_app.figures.body.hand_bones import KNUCKLES
from clinic_app.figures.body.hands import bends_of, in_room
from clinic_app.figures.body.head import FORWARD, face_surface
from clinic_app.figures.body.mesh import Material
from clinic_app.figures.body.toe_bones import ToeBends, toes
from clinic_app.figures.contours import runs
from clinic_app.figures.geometry import Array, vector
from clinic_app.figures.hand_shapes import FINGERS, HandBends
from clinic_app.figures.pixels import Pixels
from clinic_app.figures.posture import Posture
from clinic_app.figures.scene import Look
from clinic_app.figures.skeleton import Limb, Segment, Skeleton

_LIES_ON: Final = 0.55
"""A detail shows where it is no more than this (cm) behind what is seen."""

_CLOSED: Final = 50.0
"""Degrees at the knuckles from which a hand is closed."""

_HOLLOW: Final = 1.7
"""How far (cm) the hollow between two knuckles is drawn up the hand."""

_SEEN_WHOLE: Final = 0.75
_HALF: Final = 0.5
_RIDGE_FROM: Final = 0.5
"""The nose's side is a line only where it turns away."""

_LACES: Final = ((7.2, -0.35), (9.2, -1.25), (11.0, -1.85))


_NODS: Final = 0.6
"""From this sine between the line of sight and level upwards a face is seen from far above or below."""

_ANY: Final = -9
"""Stands for a detail that lies on whatever is there."""


@dataclass(frozen=True, slots=True)
class Detail:
    """A line (n, 3) on the skin in the room, or the outline of a spot to fill.

    It is left out where less than the share ``least_seen`` of it is seen: half an eye is no eye. It shows
    on ``material`` alone, if one is named, and where it lies no more than ``lies_on`` cm behind what is seen.
    """

    points: Array
    filled: bool = False
    least_seen: float = 0.0
    lies_on: float = _LIES_ON
    material: Material | None = None
    most_facing: float = 1.0
    """It shows only where the cosine between the skin's and the viewer's direction is at most this."""


_OnFace = Callable[[Array, Array, float, float], Detail]
"""Makes a line on the face from heights (n,), angles (n,), a lift (cm) and the least share seen."""


def details_of(skeleton: Skeleton, posture: Posture, look: Look, viewer: Array) -> Iterator[Detail]:
    """All details of the figure, seen or not; ``viewer`` (3,) is the direction it is seen from."""
    head = skeleton.head
    on_face = partial(_on_face, head, BUILDS[look.build].jowls)
    nods = abs(float(head.axes[:, 1] @ viewer)) > _NODS
    for outwards in (1, -1):
        yield from _closed_eye(on_face, outwards) if nods else _open_eye(on_face, outwards)
        yield _ear(head, outwards)
    yield from _nose(on_face)
    yield from _mouth(on_face)
    if look.glasses:
        yield from _glasses(skeleton.head)
    for side, leg in skeleton.legs.items():
        yield from _toes(leg, toe_bends(posture.leg(side))) if look.feet == "bare" else _laces(leg)


def knuckles_of(skeleton: Skeleton, posture: Posture) -> Iterator[Detail]:
    """The hollows between the knuckles of both hands where they are closed, seen or not."""
    for side, arm in skeleton.arms.items():
        yield from _knuckles(arm, bends_of(posture.arm(side)))


def _knuckles(arm: Limb, bends: HandBends) -> Iterator[Detail]:
    """The hollows between the knuckles of a closed hand, at its back."""
    for one, other in pairwise(FINGERS):
        first, second = (bends.fingers[FINGERS.index(name)][0] for name in (one, other))
        if min(first, second) < _CLOSED:
            continue
        middle = (vector(KNUCKLES[one]) + vector(KNUCKLES[other])) / 2
        along = np.linspace(-0.2, _HOLLOW, 7)
        lift = np.interp(along, [-0.2, 0.4, _HOLLOW], [0.45, 0.95, 1.05])
        points = np.stack([middle[0] * (1 - 0.06 * along), middle[1] + along, middle[2] + lift], axis=1)
        yield Detail(in_room(arm, points))


def seen_details(
    details: Iterator[Detail], pixels: Pixels, least_facing: float = -1.0
) -> tuple[list[Array], list[Array]]:
    """The lines that are seen, and the spots, in pixels (n, 2).

    ``least_facing`` is the cosine between the skin's and the viewer's direction below which a line is lost.
    """
    every = list(details)
    lines: list[Array] = []
    spots: list[Array] = []
    if not every:
        return lines, spots
    seen = pixels.camera.see(np.concatenate([detail.points for detail in every]))
    at = pixels.window.indices(seen)
    counts = [len(detail.points) for detail in every]
    lies_on = np.repeat([detail.lies_on for detail in every], counts) * pixels.camera.zoom**0.5
    nearness = seen[:, 2] - pixels.depth[at]
    visible = (nearness >= -lies_on) & pixels.figure[at]
    materials = np.repeat([_ANY if detail.material is None else detail.material for detail in every], counts)
    visible &= (materials == _ANY) | ((pixels.materials[at] == materials) & (nearness <= lies_on))
    facing = pixels.normals[(*at, 2)]
    visible &= facing >= least_facing
    visible &= facing <= np.repeat([detail.most_facing for detail in every], counts)
    points = pixels.window.pixels(seen)
    start = 0
    for detail in every:
        here = slice(start, start + len(detail.points))
        start = here.stop
        if visible[here].mean() < detail.least_seen:
            continue
        if not detail.filled:
            lines += [points[here][run] for run in runs(visible[here], closed=False, shortest=3, bridged=2)]
        else:
            spots.append(points[here])
    return lines, spots


def _open_eye(on_face: _OnFace, side: int) -> Iterator[Detail]:
    """Brow, lid and iris."""
    share = np.linspace(0, 1, 11)
    yield _brow(on_face, side)
    lid = 4.6 + 0.78 * np.sin(np.pi * share**0.85) - 0.3 * share
    yield on_face(lid, side * (15 + 19.5 * share), 0.15, _SEEN_WHOLE)
    around = np.linspace(0, 2 * np.pi, 13)
    iris = on_face(4.55 + 0.72 * np.sin(around), side * (23.8 + 3.3 * np.cos(around)), 0.2, _SEEN_WHOLE)
    yield replace(iris, filled=True)


def _closed_eye(on_face: _OnFace, side: int) -> Iterator[Detail]:
    """Brow and lid: an open eye that is seen from far above or below would be a blot."""
    share = np.linspace(0, 1, 11)
    yield _brow(on_face, side)
    yield on_face(4.5 - 0.8 * np.sin(np.pi * share), side * (15 + 19.5 * share), 0.15, _SEEN_WHOLE)


def _brow(on_face: _OnFace, side: int) -> Detail:
    share = np.linspace(0, 1, 11)
    height = 6.5 + 0.55 * np.sin(np.pi * share**0.7) - 0.2 * share
    return on_face(height, side * (11.5 + 24.5 * share), 0.15, _SEEN_WHOLE)


def _nose(on_face: _OnFace) -> Iterator[Detail]:
    """Both wings, the tip's lower edge, and the bridge as seen from the other side."""
    share = np.linspace(0, 1, 11)
    for side in (1, -1):
        yield on_face(-0.1 + 0.95 * share, side * (8.6 + 2.0 * np.sin(np.pi * share)), 0.1, _HALF)
        ridge = on_face(4.6 - 4.6 * share, side * (3.4 + 1.6 * share**2), 0.1, 0.0)
        yield replace(ridge, most_facing=_RIDGE_FROM)
    across = np.linspace(-1, 1, 17)
    yield on_face(-0.42 + 0.3 * np.abs(across) ** 1.5, 5.2 * across, 0.15, _HALF)


def _mouth(on_face: _OnFace) -> Iterator[Detail]:
    """The line between the lips, and the lower lip's edge."""
    across = np.linspace(-1, 1, 17)
    yield on_face(-2.72 - 0.3 * np.cos(across * 1.5) + 0.3 * across**4, 20.5 * across, 0.2, 0.35)
    yield on_face(-4.05 - 0.12 * np.cos(across * 1.5), 6.5 * across, 0.15, _HALF)


def _ear(head: Segment, side: int) -> Detail:
    bowl = np.linspace(-0.2, 3.7, 11)
    out = np.full(11, side * 8.75)
    return _on_head(head, np.stack([0.8 * np.cos(bowl) - 0.6, 1.6 * np.sin(bowl) + 2.7, out], axis=1))


def _on_face(
    head: Segment, jowls: float, heights: Array, angles: Array, lift: float, least_seen: float
) -> Detail:
    forward, sideways = face_surface(heights, angles, jowls)
    points = np.stack([forward + FORWARD + lift, heights, sideways], axis=1)
    return replace(_on_head(head, points), least_seen=least_seen)


def _glasses(head: Segment) -> Iterator[Detail]:
    """Two rims before the eyes, the bridge between them, and a temple to each ear."""
    around = np.linspace(0, 2 * np.pi, 25)
    for side in (1, -1):
        out = 3.25 + 2.15 * np.cos(around)
        rim = np.stack([10.9 - 0.05 * out**2, 4.45 + 1.65 * np.sin(around), side * out], axis=1)
        yield _on_head(head, rim)
        along = np.linspace(0, 1, 9)
        temple = np.stack([9.4 - 9.6 * along, 4.9 - 0.9 * along**3, side * (5.4 + 3.2 * along**0.6)], axis=1)
        yield _on_head(head, temple)
    across = np.linspace(-1.15, 1.15, 7)
    yield _on_head(head, np.stack([np.full(7, 12.0), 4.9 + 0.25 * np.cos(across * 1.3), across], axis=1))


def _on_head(head: Segment, points: Array) -> Detail:
    return Detail(points @ head.axes.T + head.origin)


def _laces(leg: Limb) -> Iterator[Detail]:
    across = np.linspace(-1, 1, 13)
    yield _on_foot(leg, np.stack([13.4 - 0.8 * across**2, -2.48 - 2.3 * across**2, 4.6 * across], axis=1))
    across = np.linspace(-1, 1, 7)
    for forward, up in _LACES:
        lace = np.stack([np.full(7, forward), up + 0.15 - 0.3 * across**2, 1.7 * across], axis=1)
        yield _on_foot(leg, lace)


def _toes(leg: Limb, bends: ToeBends) -> Iterator[Detail]:
    """The gaps between toes, from the web to where the shorter one ends."""
    digits = toes(bends)
    for one, other in pairwise(digits):
        shares = np.linspace(0.55, 2.0, 7)[:, None]
        ways = []
        for digit in (one, other):
            along = np.clip(shares, 0, len(digit.axes) - 0.01)
            bone = along.astype(int).ravel()
            part = along - bone[:, None]
            ways.append(digit.joints[bone] * (1 - part) + digit.joints[bone + 1] * part)
        middle = (ways[0] + ways[1]) / 2 + 0.5 * one.axes[0][:, 2]
        yield Detail(foot_in_room(leg, middle))


def _on_foot(leg: Limb, points: Array) -> Detail:
    return Detail(points * [1.0, 1.0, leg.outwards] @ leg.end.axes.T + leg.end.origin)
