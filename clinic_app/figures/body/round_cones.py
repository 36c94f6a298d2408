"""Round cones that flow into each other like flesh over bones, and skin wrapped around them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from clinic_app.figures.geometry import Array

_STEPS: Final = 40
_CLOSE_ENOUGH: Final = 0.005
"""The skin is moved so often at most towards the surface, and left where it is so close (cm)."""


@dataclass(frozen=True, slots=True)
class RoundCones:
    """Cones with rounded ends: ``starts`` and ``ends`` (k, 3) and ``radii`` (k, 2) in cm.

    ``softness`` (cm) is how far apart two still flow into each other.
    """

    starts: Array
    ends: Array
    radii: Array
    softness: float

    @classmethod
    def of(cls, cones: Sequence[tuple[Array, Array, float, float]], softness: float) -> "RoundCones":
        """Cones given as start, end and the radius at either."""
        return cls(
            np.array([cone[0] for cone in cones]),
            np.array([cone[1] for cone in cones]),
            np.array([cone[2:] for cone in cones], dtype=np.float64),
            softness,
        )

    def distances(self, points: Array) -> Array:
        """How far outside the joined surface each point (n, 3) lies, in cm; negative inside."""
        bones = self.ends - self.starts
        beside = points[:, None, :] - self.starts
        shares = np.clip(
            np.einsum("nki,ki->nk", beside, bones) / (np.einsum("ki,ki->k", bones, bones) + 1e-9), 0.0, 1.0
        )
        beside -= shares[..., None] * bones
        apart = np.sqrt(np.einsum("nki,nki->nk", beside, beside))
        apart -= self.radii[:, 0] + shares * (self.radii[:, 1] - self.radii[:, 0])
        nearest = apart.min(axis=1)
        crowd = np.exp((nearest[:, None] - apart) / self.softness).sum(axis=1)
        joined: Array = nearest - self.softness * np.log(crowd)
        return joined

    def wrapped(self, inside: Array, directions: Array, reach: float) -> Array:
        """The outermost surface points (n, 3) from ``inside`` along unit ``directions`` (n, 3)."""
        along = np.full(len(inside), reach)
        moving = np.arange(len(inside))
        for _ in range(_STEPS):
            step = self.distances(inside[moving] + along[moving, None] * directions[moving])
            along[moving] -= step
            moving = moving[(np.abs(step) > _CLOSE_ENOUGH) & (along[moving] > 0)]
            if not len(moving):
                break
        skin: Array = inside + np.clip(along, 0.05, reach)[:, None] * directions
        return skin
