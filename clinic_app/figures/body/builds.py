"""The bodies that can be drawn, as factors on the profile tables."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from clinic_app.figures.geometry import Array, vector


@dataclass(frozen=True, slots=True)
class Build:
    """How a body differs from the tables. Factors are on radii, ``bust`` is in centimetres."""

    legs: float = 1.0
    arms: float = 1.0
    shoulders: float = 1.0
    """Factor on the shoulders' half width."""
    bridges: float = 1.0
    """Factor on the muscles that join neck, shoulder and ribs."""
    bust: float = 0.0
    torso: tuple[tuple[float, float], ...] = ((79.0, 1.0),)
    """Height and factor."""

    def torso_factor(self, heights: Array) -> Array:
        """The factor on the torso's radii at ``heights`` (n,)."""
        table = np.array(self.torso)
        return vector(np.interp(heights, table[:, 0], table[:, 1]))


BUILDS: Final = {
    "broad": Build(),
    "slim": Build(
        legs=0.93,
        arms=0.86,
        shoulders=0.9,
        bridges=0.88,
        bust=1.9,
        torso=(
            (79, 1.02),
            (92, 1.05),
            (100, 0.99),
            (112, 0.87),
            (125, 0.90),
            (138, 0.88),
            (148, 0.82),
            (158, 0.84),
        ),
    ),
}
