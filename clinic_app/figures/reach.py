"""Two-bone reach: where a knee or elbow goes when hand or foot is put somewhere."""

from typing import Final

import numpy as np

from clinic_app.figures.geometry import Array, length, unit

_NEVER_QUITE_STRAIGHT: Final = 0.15
"""Centimetres a reaching limb stays short of full length, so that its bend keeps a direction."""

_NEVER_QUITE_FOLDED: Final = 0.5


def reach(root: Array, target: Array, upper: float, lower: float, bend_towards: Array) -> tuple[Array, Array]:
    """The middle joint (3,) and the end (3,) of a limb from ``root`` towards ``target``.

    ``upper`` and ``lower`` are the bones' lengths, kept exactly; a target too far or too near is met as far
    as the bones allow. ``bend_towards`` is the direction the middle joint points in.
    """
    line = target - root
    distance = length(line)
    allowed = float(
        np.clip(distance, abs(upper - lower) + _NEVER_QUITE_FOLDED, upper + lower - _NEVER_QUITE_STRAIGHT)
    )
    along = unit(line)
    share = (upper**2 - lower**2 + allowed**2) / (2.0 * allowed)
    height = float(np.sqrt(max(upper**2 - share**2, 0.0)))
    sideways = unit(bend_towards - along * (along @ bend_towards))
    return root + along * share + sideways * height, root + along * allowed
