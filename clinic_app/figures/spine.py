"""The trunk as a rod: each region's rotation spread over its height, so that backs bend without kinks."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from clinic_app.figures.geometry import Array, turn, vector
from clinic_app.figures.posture import Bend, Posture

LOWEST: Final = 78
HIGHEST: Final = 158
"""The rod's ends: heights in a standing 172 cm body, in centimetres; one station per centimetre."""

MIDDLE_OF_HIPS: Final = 91

_REGIONS: Final = {"lumbar": (96, 119), "thorax": (119, 144), "neck": (144, 155), "head": (152, 158)}


@dataclass(frozen=True, slots=True)
class Spine:
    """Stations up the trunk: ``centres`` (n, 3) and ``axes`` (n, 3, 3)."""

    centres: Array
    axes: Array

    def station(self, height: float) -> tuple[Array, Array]:
        """Centre (3,) and axes (3, 3) at the station nearest ``height``."""
        index = round(min(max(height, LOWEST), HIGHEST)) - LOWEST
        return self.centres[index], self.axes[index]

    def between_stations(self, heights: Array) -> tuple[Array, Array]:
        """Centres (n, 3), interpolated, and axes (n, 3, 3) of the station below, for ``heights`` (n,)."""
        position = np.clip(heights - LOWEST, 0, len(self.centres) - 1)
        below = np.floor(position).astype(int)
        above = np.minimum(below + 1, len(self.centres) - 1)
        share = (position - below)[:, None]
        return self.centres[below] * (1 - share) + self.centres[above] * share, self.axes[below]


def bend_spine(posture: Posture, hips: Array, pelvis_axes: Array) -> Spine:
    """The rod that starts at the middle of the ``hips`` (3,) and follows the posture's bends."""
    upright = _upright_spine(posture.lumbar, posture.thorax, posture.neck, posture.head)
    return Spine(hips + upright.centres @ pelvis_axes.T, pelvis_axes @ upright.axes)


@lru_cache(maxsize=256)
def _upright_spine(lumbar: Bend, thorax: Bend, neck: Bend, head: Bend) -> Spine:
    """The bent rod over a pelvis that stands straight at the room's origin."""
    middle = MIDDLE_OF_HIPS - LOWEST
    bends = np.array([_bend_vector(bend) for bend in (lumbar, thorax, neck, head)])
    axes = np.empty((HIGHEST - LOWEST + 1, 3, 3))
    axes[: middle + 1] = np.eye(3)
    axes[middle + 1 :] = _one_after_another(turn(_SHARES[middle:-1] @ bends))
    up = axes[:, :, 1]
    centres = np.empty((len(axes), 3))
    centres[: middle + 1] = np.arange(-middle, 1)[:, None] * up[0]
    centres[middle + 1 :] = np.cumsum((up[middle:-1] + up[middle + 1 :]) / 2.0, axis=0)
    return Spine(centres, axes)


def _one_after_another(turns: Array) -> Array:
    """The products (n, 3, 3) of each of the ``turns`` (n, 3, 3) with all before it."""
    found, reach = turns.copy(), 1
    while reach < len(found):
        found[reach:] = found[:-reach] @ found[reach:]
        reach *= 2
    return vector(found)


def _shares() -> Array:
    """Which share (stations, regions) of each region's bend is between a station and the next."""
    heights = np.arange(LOWEST, HIGHEST + 1)
    shares = np.zeros((len(heights), len(_REGIONS)))
    for region, (bottom, top) in enumerate(_REGIONS.values()):
        inside = (heights >= bottom) & (heights < top)
        share = (heights[inside] - bottom + 0.5) / (top - bottom)
        weight = np.sin(np.pi * share) ** 0.6 + 0.25
        shares[inside, region] = weight / weight.sum()
    return shares


_SHARES: Final = _shares()


def _bend_vector(bend: Bend) -> Array:
    return vector(np.radians([bend.side_bend, bend.rotation, -bend.flexion]))
