"""What is worth a line only close up: nails, and the creases of fingers and palm."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import numpy as np

from clinic_app.figures.body.bare_feet import foot_in_room
from clinic_app.figures.body.feet import sole_line
from clinic_app.figures.body.figure import toe_bends
from clinic_app.figures.body.fingers import skin_on
from clinic_app.figures.body.hand_bones import Digit, digits
from clinic_app.figures.body.hands import bends_of, in_room
from clinic_app.figures.body.palm import palm_flesh
from clinic_app.figures.body.toe_bones import toes
from clinic_app.figures.details import Detail
from clinic_app.figures.geometry import Array, vector
from clinic_app.figures.hand_shapes import HandBends
from clinic_app.figures.posture import Posture
from clinic_app.figures.scene import Look
from clinic_app.figures.skeleton import Skeleton

_NAIL: Final = ((-0.02, 46), (-0.25, 50), (-0.42, 44), (-0.50, 24), (-0.52, 0))
"""Half a nail from its free edge to its root: bones from the tip, degrees from the back."""

_BACK_CREASES: Final = ((0.95, 26.0), (1.03, 30.0), (1.97, 24.0))
_PAD_CREASES: Final = ((0.40, 48.0), (1.0, 46.0), (2.0, 44.0))
"""Bones from the finger's root, and how far (degrees) the crease reaches to either side."""

_PALM_CREASES: Final = (
    # round the ball of the thumb; the upper and the lower crease below the fingers
    ((2.6, -6.6), (2.0, -6.5), (0.9, -5.5), (0.35, -4.2), (0.25, -2.8), (0.5, -1.6)),
    ((2.7, -6.8), (1.6, -6.7), (0.0, -6.1), (-1.5, -5.2), (-2.4, -4.4)),
    ((1.5, -8.9), (0.7, -8.1), (-0.6, -7.5), (-1.9, -7.0), (-3.3, -6.9)),
)
"""Towards the thumb and up, in the hand's axes."""

_TREAD: Final = (-4.2, -2.4, -0.6, 8.6, 10.4, 12.2, 14.0, 15.8, 17.6)
"""How far (cm) ahead of the ankle a shoe's sole has lines."""

_IN_PALM: Final = -0.6
"""A crease's points that do not come as far down (cm) as this have missed the palm."""

_BENT_AWAY: Final = 40.0
"""A joint bent further than this (degrees) has no creases at its back, and too deep ones at its pad."""


def skin_details(skeleton: Skeleton, posture: Posture, look: Look) -> Iterator[Detail]:
    """The lines on both hands and bare feet, seen or not."""
    for side, arm in skeleton.arms.items():
        for line in _hand_lines(bends_of(posture.arm(side))):
            yield Detail(in_room(arm, line))
    for side, limb in skeleton.legs.items():
        leg = posture.leg(side)
        if look.feet == "bare":
            for toe in toes(toe_bends(leg)):
                yield Detail(foot_in_room(limb, _nail(toe)))
        else:
            for forward in _TREAD:
                yield Detail(sole_line(limb, forward, leg.toe_extension))


@lru_cache(maxsize=64)
def _hand_lines(bends: HandBends) -> tuple[Array, ...]:
    """The lines (n, 3) of a right hand in its own axes."""
    bones = digits(bends)
    lines = [line for digit in bones for line in _digit_lines(digit)]
    flesh = palm_flesh(bones)
    for corners in _PALM_CREASES:
        flat = _smooth(vector(corners), 14)
        inside = np.concatenate([flat, np.zeros((len(flat), 1))], axis=1)
        line = flesh.wrapped(inside, np.tile([0.0, 0.0, -1.0], (len(flat), 1)), 6.0)
        lines.append(line[line[:, 2] < _IN_PALM])
    return tuple(lines)


def _nail(digit: Digit) -> Array:
    half = vector(_NAIL) + vector((len(digit.axes), 0.0))
    outline = np.concatenate([half, half[-2::-1] * [1, -1], half[:1]])
    nail = _smooth(outline, 28)
    return skin_on(digit, nail[:, 0], nail[:, 1])


def _digit_lines(digit: Digit) -> Iterator[Array]:
    yield _nail(digit)
    first = 1 if digit.name == "thumb" else 0
    bends = (0.0, *digit.bends)
    for share, reach in _BACK_CREASES:
        if share > first + 0.5 and bends[round(share)] < _BENT_AWAY:
            yield skin_on(digit, share + 0.02 * np.cos(np.linspace(-2, 2, 7)), np.linspace(-reach, reach, 7))
    for share, reach in _PAD_CREASES:
        if share > first + 0.3 and bends[round(share)] < _BENT_AWAY:
            yield skin_on(digit, np.full(9, share), 180 + np.linspace(-reach, reach, 9))


def _smooth(corners: Array, count: int) -> Array:
    """A line (count, 2) through the corners (n, 2), without their sharpness."""
    positions = np.linspace(0, len(corners) - 1, count)
    line = np.stack(
        [np.interp(positions, np.arange(len(corners)), corners[:, axis]) for axis in range(2)], axis=1
    )
    line[1:-1] = (line[:-2] + 2 * line[1:-1] + line[2:]) / 4
    return line
