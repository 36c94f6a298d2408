"""The trunk as a rod: each region's rotation spread over its height, so that backs bend without kinks."""

from dataclasses import dataclass
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
        index = round(float(np.clip(height, LOWEST, HIGHEST))) - LOWEST
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
    turns = turn(_station_turns(posture))
    count = HIGHEST - LOWEST + 1
    middle = MIDDLE_OF_HIPS - LOWEST
    axes = np.empty((count, 3, 3))
    centres = np.empty((count, 3))
    axes[: middle + 1] = pelvis_axes
    centres[: middle + 1] = hips + np.arange(-middle, 1)[:, None] * pelvis_axes[:, 1]
    for index in range(middle + 1, count):
        axes[index] = axes[index - 1] @ turns[index - 1]
        centres[index] = centres[index - 1] + (axes[index - 1][:, 1] + axes[index][:, 1]) / 2.0
    return Spine(centres, axes)


def _station_turns(posture: Posture) -> Array:
    heights = np.arange(LOWEST, HIGHEST + 1)
    turns = np.zeros((len(heights), 3))
    for region, (bottom, top) in _REGIONS.items():
        inside = (heights >= bottom) & (heights < top)
        share = (heights[inside] - bottom + 0.5) / (top - bottom)
        weight = np.sin(np.pi * share) ** 0.6 + 0.25
        turns[inside] += _bend_vector(posture.bend(region)) * (weight / weight.sum())[:, None]
    return turns


def _bend_vector(bend: Bend) -> Array:
    return vector(np.radians([bend.side_bend, bend.rotation, -bend.flexion]))
