"""Whether a body would fall over: its centre of mass against what carries it.

Segment masses and the places of their centres after de Leva 1996, *J Biomech* 29:1223 (men).
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from scipy.spatial import ConvexHull, QhullError

from clinic_app.figures.geometry import Array, vector
from clinic_app.figures.posture import SIDES
from clinic_app.figures.skeleton import Limb, Skeleton
from clinic_app.figures.solving.patches import Surface

_TRUNK: Final = ((135.0, 0.1596), (113.0, 0.1633), (95.0, 0.1117))
"""Height of each third's centre in the standing body (cm), and its share of the body's mass."""

_HEAD: Final = ((0.6, 4.0, 0.0), 0.0694)
_LEG: Final = (0.1416, 0.0433, 0.0137)
_ARM: Final = (0.0271, 0.0162, 0.0061)
_LEG_CENTRES: Final = (0.4095, 0.4459)
_ARM_CENTRES: Final = (0.5772, 0.4574)
_FOOT_CENTRE: Final = (5.0, -3.5, 0.0)
_HAND_CENTRE: Final = (0.0, -6.0, 0.0)
_CARRIED: Final = 2.0
"""Skin within this many centimetres of a surface is carried by it."""


def centre_of_mass(skeleton: Skeleton) -> Array:
    """The body's centre of mass (3,) in the room."""
    weighted = [(skeleton.spine.station(height)[0], mass) for height, mass in _TRUNK]
    weighted.append((skeleton.head.at(*_HEAD[0]), _HEAD[1]))
    for side in SIDES:
        weighted += _limb(skeleton.legs[side], _LEG, _LEG_CENTRES, _FOOT_CENTRE)
        weighted += _limb(skeleton.arms[side], _ARM, _ARM_CENTRES, _HAND_CENTRE)
    total = sum(mass for _, mass in weighted)
    return vector(sum(place * mass for place, mass in weighted) / total)


def overhang(centre: Array, skin: Array, surfaces: Sequence[Surface]) -> float:
    """How far (cm) the centre of mass is outside what carries the ``skin`` (n, 3); negative inside."""
    carried = np.zeros(len(skin), dtype=bool)
    for surface in surfaces:
        gaps = surface.gaps(skin)
        carried |= np.isfinite(gaps) & (gaps < _CARRIED) & (gaps > -2.5)
    ground = skin[carried][:, [0, 2]]
    if len(ground) < 3:
        return float("inf")
    try:
        hull = ConvexHull(ground)
    except QhullError:
        return float("inf")
    return float((hull.equations[:, :2] @ centre[[0, 2]] + hull.equations[:, 2]).max())


def _limb(
    limb: Limb,
    masses: tuple[float, float, float],
    centres: tuple[float, float],
    end: tuple[float, float, float],
) -> list[tuple[Array, float]]:
    upper = limb.upper.origin + (limb.lower.origin - limb.upper.origin) * centres[0]
    lower = limb.lower.origin + (limb.end.origin - limb.lower.origin) * centres[1]
    return [(upper, masses[0]), (lower, masses[1]), (limb.end.at(*end), masses[2])]
