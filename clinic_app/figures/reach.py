"""Two-bone reach: where a knee or elbow goes when hand or foot is put somewhere."""

from math import sqrt
from typing import Final

import numpy as np

from clinic_app.figures.geometry import Array, length, unit

_NEVER_QUITE_STRAIGHT: Final = 0.02
"""Centimetres a reaching limb stays short of full length, so that its bend keeps a direction."""

_NEVER_QUITE_FOLDED: Final = 0.5

_TOO_NEAR: Final = 1e-3
"""Below this length (cm) a vector has no direction worth following."""


def reach(root: Array, target: Array, upper: float, lower: float, bend_towards: Array) -> tuple[Array, Array]:
    """The middle joint (3,) and the end (3,) of a limb from ``root`` towards ``target``.

    ``upper`` and ``lower`` are the bones' lengths, kept exactly; a target too far or too near is met as far
    as the bones allow. ``bend_towards`` is the direction the middle joint points in.
    """
    line = target - root
    distance = length(line)
    allowed = max(distance, abs(upper - lower) + _NEVER_QUITE_FOLDED)
    allowed = min(allowed, upper + lower - _NEVER_QUITE_STRAIGHT)
    along = unit(line) if distance > _TOO_NEAR else _across(unit(bend_towards))
    share = (upper**2 - lower**2 + allowed**2) / (2.0 * allowed)
    height = sqrt(max(upper**2 - share**2, 0.0))
    beside = bend_towards - along * (along @ bend_towards)
    sideways = unit(beside) if length(beside) > _TOO_NEAR else _across(along)
    return root + along * share + sideways * height, root + along * allowed


def _across(direction: Array) -> Array:
    """Any unit vector (3,) square to a unit vector."""
    least = np.zeros(3)
    least[int(np.argmin(np.abs(direction)))] = 1.0
    return unit(least - direction * (direction @ least))
