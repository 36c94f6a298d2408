"""Measured outlines of the body as tables: half-axes in centimetres along each part.

Limb and torso tables hold, for a share of the bone (or a height), the reach to front, back, outer and inner
side; that is what gives calves behind, a straight shin, quadriceps and a hollow back from any view.
"""

from functools import cache
from typing import Final

import numpy as np
from scipy.interpolate import PchipInterpolator

from clinic_app.figures.geometry import Array

Table = tuple[tuple[float, ...], ...]

THIGH: Final[Table] = (
    (-0.16, 5.5, 6.5, 4.5, 3.5),
    (-0.08, 7.4, 8.2, 6.6, 5.0),
    (0, 8.6, 9.2, 8.0, 6.4),
    (0.1, 9.0, 9.4, 8.5, 7.6),
    (0.25, 9.1, 8.7, 8.3, 8.2),
    (0.45, 8.5, 7.7, 7.5, 7.5),
    (0.65, 7.5, 6.6, 6.4, 6.5),
    (0.8, 6.5, 5.8, 5.7, 5.9),
    (0.92, 5.9, 5.2, 5.3, 5.5),
    (1, 5.8, 5.1, 5.3, 5.4),
)
SHANK: Final[Table] = (
    (0, 5.8, 5.1, 5.3, 5.4),
    (0.06, 5.6, 5.3, 5.2, 5.3),
    (0.15, 4.9, 6.2, 5.3, 5.3),
    (0.27, 4.6, 7.2, 5.7, 5.8),
    (0.38, 4.3, 6.9, 5.5, 5.6),
    (0.52, 3.9, 5.4, 4.7, 4.8),
    (0.68, 3.5, 4.1, 3.8, 3.9),
    (0.85, 3.2, 3.5, 3.1, 3.2),
    (0.97, 3.4, 3.8, 3.4, 3.5),
    (1.06, 3.2, 3.9, 3.3, 3.3),
)
UPPER_ARM: Final[Table] = (
    (-0.17, 2.4, 2.6, 1.4, 2.0),
    (-0.12, 3.9, 4.1, 3.2, 3.2),
    (-0.05, 4.9, 4.9, 4.7, 4.0),
    (0.05, 5.3, 5.2, 5.3, 4.4),
    (0.18, 5.3, 5.2, 5.4, 4.5),
    (0.35, 4.9, 4.9, 4.6, 4.2),
    (0.55, 4.8, 4.6, 4.1, 4.1),
    (0.75, 4.3, 4.1, 3.9, 3.9),
    (0.92, 3.8, 3.8, 3.9, 4.1),
    (1, 3.7, 3.8, 3.9, 4.1),
)
FOREARM: Final[Table] = (
    (0, 3.7, 3.8, 3.9, 4.1),
    (0.1, 4.1, 3.8, 4.2, 4.1),
    (0.25, 4.2, 3.8, 4.2, 4.0),
    (0.5, 3.6, 3.3, 3.5, 3.5),
    (0.75, 2.9, 2.6, 2.7, 2.7),
    (0.92, 2.7, 2.6, 2.0, 2.0),
    (1.02, 2.7, 2.6, 1.8, 1.8),
)
TORSO: Final[Table] = (
    (79, 4.5, 6.0, 8.0),
    (82, 7.0, 9.2, 13.5),
    (86, 9.0, 11.6, 16.2),
    (91, 10.0, 12.6, 17.2),
    (96, 10.2, 12.0, 16.8),
    (101, 10.0, 9.6, 15.6),
    (107, 9.7, 7.4, 14.3),
    (112, 9.5, 6.9, 13.6),
    (118, 9.9, 7.7, 13.9),
    (124, 10.8, 9.2, 14.9),
    (130, 11.3, 10.4, 15.8),
    (135, 10.5, 10.9, 16.0),
    (139, 8.8, 10.6, 14.6),
    (142, 7.0, 9.7, 11.8),
    (145, 5.3, 8.4, 8.6),
    (148, 4.3, 7.1, 6.6),
    (152, 4.8, 6.0, 5.7),
    (156, 5.4, 5.4, 5.6),
    (158, 5.2, 5.0, 5.2),
)
"""Height; front, back, half width."""

HEAD: Final[Table] = (
    (-8.4, 7.2, 4.0, 1.0),
    (-8.0, 8.6, 1.0, 2.5),
    (-6.8, 9.6, -1.5, 3.8),
    (-5.4, 9.7, -3.0, 5.0),
    (-4.3, 9.2, -4.4, 5.7),
    (-3.2, 9.7, -5.6, 6.15),
    (-2.1, 9.7, -6.5, 6.5),
    (-1, 9.6, -7.2, 6.8),
    (0.5, 9.6, -8.0, 7.1),
    (3, 9.4, -8.8, 7.25),
    (5, 9.1, -9.3, 7.3),
    (6.6, 9.6, -9.6, 7.45),
    (9, 9.5, -9.5, 7.5),
    (11.2, 8.7, -8.8, 7.1),
    (13, 7.3, -7.6, 6.2),
    (14.4, 5.5, -6.0, 4.8),
    (15.3, 3.6, -4.3, 3.3),
    (15.8, 1.8, -2.8, 1.8),
    (15.95, 0.3, -1.3, 0.3),
)
"""Height above the first vertebra; the face's and the back's distance forward, half width."""

FOOT: Final[Table] = (
    (-6.6, -2.4, -5.2, 0.8, 0.8),
    (-6.1, 0.0, -6.4, 2.3, 2.3),
    (-4.5, 2.4, -6.7, 3.2, 3.2),
    (-2, 4.2, -6.7, 3.5, 3.5),
    (0.5, 4.6, -6.7, 3.6, 3.5),
    (3, 3.4, -6.6, 3.7, 3.4),
    (6, 0.4, -6.5, 4.0, 3.4),
    (10, -1.8, -6.5, 4.7, 3.8),
    (13.5, -2.6, -6.7, 5.1, 4.2),
    (16.5, -3.1, -6.7, 4.9, 4.3),
    (18.8, -3.5, -6.7, 3.9, 3.8),
    (20.3, -4.1, -6.6, 2.4, 2.7),
    (20.9, -4.9, -6.3, 1.1, 1.4),
)
"""Distance forward of the ankle; top, sole, outer, inner."""

PALM: Final[Table] = (
    (-1.2, 2.6, 2.5, 1.75),
    (1, 2.9, 2.7, 1.8),
    (3, 3.6, 3.2, 1.75),
    (6, 4.1, 3.8, 1.55),
    (8.4, 4.1, 3.9, 1.4),
    (9.8, 3.8, 3.6, 1.1),
)
"""Distance below the wrist; thumb side, little-finger side, half thickness."""


def along(table: Table, positions: Array) -> Array:
    """The table's columns (…, k) at ``positions`` (…), smooth and without overshoot, held at the ends."""
    interpolator = _interpolator(table)
    found: Array = interpolator(np.clip(positions, table[0][0], table[-1][0]))
    return found


@cache
def _interpolator(table: Table) -> PchipInterpolator:
    rows = np.array(table)
    return PchipInterpolator(rows[:, 0], rows[:, 1:])
