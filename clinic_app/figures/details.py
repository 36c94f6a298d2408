"""Lines drawn on the surface: brows, eyes, mouth, ears, shoe laces, toes."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from clinic_app.figures.body.bare_feet import foot_in_room
from clinic_app.figures.body.builds import BUILDS
from clinic_app.figures.body.figure import toe_bends
from clinic_app.figures.body.head import FORWARD, face_surface
from clinic_app.figures.body.toe_bones import ToeBends, toes
from clinic_app.figures.contours import runs
from clinic_app.figures.geometry import Array
from clinic_app.figures.pixels import Pixels
from clinic_app.figures.posture import Posture
from clinic_app.figures.scene import Look
from clinic_app.figures.skeleton import Limb, Segment, Skeleton

_LIES_ON: Final = 0.55
"""A detail shows where it is no more than this (cm) behind what is seen."""

_SEEN_WHOLE: Final = 0.7
_LACES: Final = ((7.2, -0.35), (9.2, -1.25), (11.0, -1.85))


@dataclass(frozen=True, slots=True)
class Detail:
    """A line (n, 3) on the skin in the room, or the outline of a spot to fill."""

    points: Array
    filled: bool = False


def details_of(skeleton: Skeleton, posture: Posture, look: Look) -> Iterator[Detail]:
    """All details of the figure, seen or not."""
    jowls = BUILDS[look.build].jowls
    yield from _face(skeleton.head, jowls)
    if look.glasses:
        yield from _glasses(skeleton.head)
    for side, leg in skeleton.legs.items():
        yield from _toes(leg, toe_bends(posture.leg(side))) if look.feet == "bare" else _laces(leg)


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
    lies_on = _LIES_ON * pixels.camera.zoom**0.5
    visible = (seen[:, 2] >= pixels.depth[at] - lies_on) & pixels.figure[at]
    visible &= pixels.normals[(*at, 2)] >= least_facing
    points = pixels.window.pixels(seen)
    start = 0
    for detail in every:
        here = slice(start, start + len(detail.points))
        start = here.stop
        if not detail.filled:
            lines += [points[here][run] for run in runs(visible[here], closed=False, shortest=3, bridged=2)]
        elif visible[here].mean() > _SEEN_WHOLE:
            spots.append(points[here])
    return lines, spots


def _face(head: Segment, jowls: float) -> Iterator[Detail]:
    for side in (1, -1):
        share = np.linspace(0, 1, 9)
        brow = 6.55 + 0.42 * np.sin(np.pi * share**0.75) - 0.1 * share
        yield _on_face(head, jowls, brow, side * (13.5 + 23 * share), 0.15)
        lid = 4.65 + 0.62 * np.sin(np.pi * share**0.85) - 0.25 * share
        yield _on_face(head, jowls, lid, side * (18 + 17 * share), 0.15)
        around = np.linspace(0, 2 * np.pi, 12)
        iris = _on_face(head, jowls, 4.5 + 0.62 * np.sin(around), side * (26 + 3.1 * np.cos(around)), 0.2)
        yield Detail(iris.points, filled=True)
        nostril = 0.15 + 0.8 * np.sin(np.pi * share * 0.9)
        yield _on_face(head, jowls, nostril, side * (8.5 + 2.0 * np.sin(np.pi * share)), 0.1)
        bowl = np.linspace(0.2, 3.6, 9)
        ear = np.stack(
            [0.75 * np.cos(bowl) - 0.55, 1.2 * np.sin(bowl) + 2.9, np.full(9, side * 8.75)], axis=1
        )
        yield _on_head(head, ear)
    mouth = -2.55 - 0.34 * np.cos(np.linspace(-1.5, 1.5, 15))
    yield _on_face(head, jowls, mouth, np.linspace(-19, 19, 15), 0.2)


def _on_face(head: Segment, jowls: float, heights: Array, angles: Array, lift: float) -> Detail:
    forward, sideways = face_surface(heights, angles, jowls)
    points = np.stack([forward + FORWARD + lift, heights, sideways], axis=1)
    return _on_head(head, points)


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
