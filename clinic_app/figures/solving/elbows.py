"""Where an elbow goes, and how a wrist turns, when a hand is put somewhere: the most comfortable of many."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from clinic_app.figures.geometry import Array, unit, vector
from clinic_app.figures.posture import Side
from clinic_app.figures.skeleton import FOREARM, UPPER_ARM, Skeleton

_SWIVELS: Final = np.radians(np.arange(0.0, 360.0, 10.0))
_COMFORT: Final = vector([[-80.0, 85.0], [-65.0, 65.0], [-22.0, 28.0]])
"""Pronation (supination below zero), wrist extension (flexion), radial deviation (ulnar), in degrees."""

_EVERY: Final = 3
_AWAY: Final = 0.45
"""How much it matters that the elbow points as is preferred, against the comfort of the wrist."""

_PER_DEGREE: Final = 0.004
_TRUNK_HALF: Final = (9.5, 14.0)
"""Half depth and half width (cm) of the trunk an arm must not run through."""

_TRUNK_REACH: Final = (100.0, 138.0)
_HEAD: Final = (0.6, 4.5, 0.0)
_HEAD_RADIUS: Final = 12.5
_ARM_RADIUS: Final = 3.6
_FLOOR: Final = np.zeros(3)
_UP: Final = vector((0.0, 1.0, 0.0))
_SAMPLES: Final = np.linspace(0.25, 1.0, 4)[:, None, None]


@dataclass(frozen=True, slots=True)
class Wish:
    """A hand that might be put somewhere: its axes (3, 3) and the wrist (3,).

    ``ground`` is a point (3,) and the normal (3,) of what the arm must stay above.
    """

    axes: Array
    wrist: Array
    ground: tuple[Array, Array] = (_FLOOR, _UP)


def elbow_towards(skeleton: Skeleton, side: Side, wish: Wish, preferred: Array) -> Array:
    """The direction (3,) an elbow should point in for that hand: near ``preferred``, easy for the wrist."""
    shoulder = skeleton.arms[side].upper.origin
    poles = _poles(shoulder, wish.wrist, preferred)
    costs = discomfort(skeleton, side, [wish] * len(poles), poles)
    away = 1.0 - poles @ _square_to(preferred, wish.wrist - shoulder)
    return vector(poles[int(np.argmin(costs + _AWAY * away))])


def easiest(skeleton: Skeleton, side: Side, wishes: list[Wish], preferred: Array, penalties: Array) -> int:
    """The index of the most comfortable hand, each with the elbow that suits it near ``preferred`` (3,)."""
    shoulder = skeleton.arms[side].upper.origin
    poles = np.array([_poles(shoulder, wish.wrist, preferred)[::_EVERY] for wish in wishes])
    tried = [wish for wish in wishes for _ in range(poles.shape[1])]
    costs = discomfort(skeleton, side, tried, poles.reshape(-1, 3)).reshape(len(wishes), -1)
    # The first pole of each is the preferred one.
    away = 1.0 - (poles * poles[:, :1]).sum(axis=2)
    return int(np.argmin((costs + _AWAY * away).min(axis=1) + penalties))


def discomfort(skeleton: Skeleton, side: Side, wishes: list[Wish], poles: Array) -> Array:
    """How far (n,) wrist and forearm leave their comfortable range, and the arm runs through the trunk."""
    shoulder = skeleton.arms[side].upper.origin
    wrists = np.array([wish.wrist for wish in wishes])
    hands = np.array([wish.axes for wish in wishes])
    elbows, wrists, forearms = _bent_arms(shoulder, wrists, poles)
    angles = wrist_angles(forearms, hands, 1 if side == "r" else -1)
    beyond = np.maximum(_COMFORT[:, 0] - angles, 0) + np.maximum(angles - _COMFORT[:, 1], 0)
    effort = (beyond**1.5).sum(axis=1) * _PER_DEGREE + (np.abs(angles) * 0.0012).sum(axis=1)
    clashes = _inside_trunk(skeleton, elbows, wrists, shoulder) + _inside_head(skeleton, elbows, wrists)
    ground, up = wishes[0].ground
    below = np.maximum(_ARM_RADIUS - (elbows - ground) @ up, 0.0)
    return vector(effort + 0.5 * clashes + 0.5 * below)


def wrist_angles(forearms: Array, hands: Array, out: int) -> Array:
    """Pronation, wrist extension and radial deviation (n, 3) in degrees of hands on forearms (n, 3, 3).

    The forearm's twist is taken out first; what swing is left is the wrist's, so that a wrist bent square
    has no singular place.
    """
    turned = np.swapaxes(forearms, 1, 2) @ hands
    twist = twists(turned)
    cosines, sines = np.cos(twist), np.sin(twist)
    # The hand's long axis as the untwisted forearm sees it.
    along = turned[:, :, 1]
    ahead = cosines * along[:, 0] - sines * along[:, 2]
    right = sines * along[:, 0] + cosines * along[:, 2]
    swing = np.degrees(np.arctan2(np.hypot(ahead, right), along[:, 1]))
    way = np.hypot(ahead, right) + 1e-12
    return vector(
        np.stack([out * np.degrees(twist), -out * swing * right / way, -swing * ahead / way], axis=1)
    )


def twists(turned: Array) -> Array:
    """How far (n,; radians) rotations (n, 3, 3) turn about y, apart from where they swing y to."""
    trace = turned[:, 0, 0] + turned[:, 1, 1] + turned[:, 2, 2]
    return vector(2 * np.arctan2(turned[:, 0, 2] - turned[:, 2, 0], 1.0 + trace))


def _poles(shoulder: Array, wrist: Array, preferred: Array) -> Array:
    line = unit(wrist - shoulder)
    first = _square_to(preferred, line)
    second = np.cross(line, first)
    return vector(np.cos(_SWIVELS)[:, None] * first + np.sin(_SWIVELS)[:, None] * second)


def _square_to(direction: Array, line: Array) -> Array:
    along = unit(line)
    square = direction - along * float(direction @ along)
    if float(square @ square) < 1e-6:
        square = np.cross(along, [0.3, 0.9, 0.3])
    return unit(vector(square))


def _bent_arms(shoulder: Array, wrists: Array, poles: Array) -> tuple[Array, Array, Array]:
    """Elbows (n, 3), wrists as reached (n, 3) and forearm axes (n, 3, 3)."""
    lines = wrists - shoulder
    apart = np.sqrt((lines**2).sum(axis=1))
    allowed = np.clip(apart, UPPER_ARM - FOREARM + 0.5, UPPER_ARM + FOREARM - 0.02)
    along = lines / np.maximum(apart, 1e-6)[:, None]
    beside = poles - along * (along * poles).sum(axis=1)[:, None]
    beside /= np.sqrt((beside**2).sum(axis=1))[:, None] + 1e-9
    share = (UPPER_ARM**2 - FOREARM**2 + allowed**2) / (2 * allowed)
    height = np.sqrt(np.maximum(UPPER_ARM**2 - share**2, 0.0))
    elbows = shoulder + along * share[:, None] + beside * height[:, None]
    reached = shoulder + along * allowed[:, None]
    upper = (elbows - shoulder) / UPPER_ARM
    lower = (reached - elbows) / FOREARM
    right = np.cross(upper, lower)
    weak = np.sqrt((right**2).sum(axis=1)) < 0.08
    right[weak] = np.cross(-beside[weak], -upper[weak])
    up = -lower
    right -= up * (up * right).sum(axis=1)[:, None]
    right /= np.sqrt((right**2).sum(axis=1))[:, None] + 1e-9
    forward = np.cross(up, right)
    return elbows, reached, np.stack([forward, up, right], axis=2)


def _inside_head(skeleton: Skeleton, elbows: Array, wrists: Array) -> Array:
    """How deep (n,; cm) the elbow's half of the forearm is inside the head."""
    points = elbows + (wrists - elbows) * _SAMPLES * 0.7
    apart = np.sqrt(((points - skeleton.head.at(*_HEAD)) ** 2).sum(axis=2))
    return vector(np.maximum(_HEAD_RADIUS - apart, 0.0).max(axis=0))


def _inside_trunk(skeleton: Skeleton, elbows: Array, wrists: Array, shoulder: Array) -> Array:
    """How deep (n,; cm) elbow and forearm are inside an ellipse about the trunk."""
    upper = shoulder + (elbows - shoulder) * _SAMPLES
    lower = elbows + (wrists - elbows) * _SAMPLES * 0.9
    points = np.concatenate([upper[1:], lower])
    deepest = np.zeros(points.shape[1])
    low, high = _TRUNK_REACH
    for height in (low, 0.5 * (low + high), high):
        centre, axes = skeleton.spine.station(height)
        local = (points - centre) @ axes
        inside = np.sqrt((local[..., 0] / _TRUNK_HALF[0]) ** 2 + (local[..., 2] / _TRUNK_HALF[1]) ** 2)
        near = np.abs(local[..., 1]) < 0.3 * (high - low)
        deepest = np.maximum(deepest, (np.maximum(1.0 - inside, 0.0) * near).max(axis=0) * 9.0)
    return deepest
