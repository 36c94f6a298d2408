"""The bodies that can be drawn, as factors on the profile tables. Bones are the same in all of them."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from clinic_app.figures.geometry import Array, vector

Girths = tuple[tuple[float, float, float, float], ...]
"""Height in centimetres; factors on the reach to the front, to the back and to the side."""

_BELLY_HEIGHT, _BELLY_SPREAD = 104.0, 8.5
_BUST_HEIGHT, _BUST_SPREAD = 127.5, 4.6
_LOWER_LYING, _WIDER_LYING = 0.6, 1.3


@dataclass(frozen=True, slots=True)
class Build:
    """How a body differs from the tables. Factors are on radii, the other numbers centimetres."""

    thighs: float = 1.0
    shanks: float = 1.0
    arms: float = 1.0
    forearms: float = 1.0
    shoulders: float = 1.0
    """Factor on the shoulders' half width."""
    bridges: float = 1.0
    """Factor on the muscles that join neck, shoulder and ribs."""
    buttocks: float = 1.0
    bust: float = 0.0
    belly: float = 0.0
    jowls: float = 0.0
    """What a full face has more at cheeks and jaw."""
    torso: Girths = ((79.0, 1.0, 1.0, 1.0),)

    def torso_factors(self, heights: Array) -> Array:
        """Factors (n, 3) on the torso's reach to front, back and side at ``heights`` (n,)."""
        table = np.array(self.torso)
        columns = [np.interp(heights, table[:, 0], table[:, column]) for column in (1, 2, 3)]
        return np.stack(columns, axis=1)

    def more_in_front(self, heights: Array, *, faces_up: bool) -> Array:
        """What bust and belly add (n,) to the torso's reach to the front at ``heights`` (n,).

        On a trunk that ``faces_up`` both are lower and wider.
        """
        lower, wider = (_LOWER_LYING, _WIDER_LYING) if faces_up else (1.0, 1.0)
        bust = self.bust * lower * np.exp(-(((heights - _BUST_HEIGHT) / (_BUST_SPREAD * wider)) ** 2))
        belly = self.belly * lower * np.exp(-(((heights - _BELLY_HEIGHT) / (_BELLY_SPREAD * wider)) ** 2))
        return vector(bust + belly)


BUILDS: Final = {
    "broad": Build(),
    "slim": Build(
        thighs=0.93,
        shanks=0.93,
        arms=0.86,
        forearms=0.86,
        shoulders=0.9,
        bridges=0.88,
        bust=1.9,
        torso=(
            (79, 1.02, 1.02, 1.02),
            (92, 1.05, 1.05, 1.05),
            (100, 0.99, 0.99, 0.99),
            (112, 0.87, 0.87, 0.87),
            (125, 0.90, 0.90, 0.90),
            (138, 0.88, 0.88, 0.88),
            (148, 0.82, 0.82, 0.82),
            (158, 0.84, 0.84, 0.84),
        ),
    ),
    "lean": Build(
        thighs=0.92,
        shanks=0.94,
        arms=0.9,
        forearms=0.93,
        shoulders=0.96,
        bridges=0.94,
        buttocks=0.93,
        torso=(
            (79, 0.95, 0.95, 0.95),
            (100, 0.90, 0.95, 0.93),
            (112, 0.88, 0.96, 0.92),
            (130, 0.92, 0.96, 0.95),
            (148, 0.92, 0.94, 0.92),
            (158, 0.93, 0.95, 0.93),
        ),
    ),
    "rounded": Build(
        thighs=1.05,
        shanks=1.0,
        arms=1.03,
        forearms=0.95,
        shoulders=0.92,
        bridges=0.96,
        buttocks=1.06,
        bust=3.2,
        belly=2.4,
        jowls=0.25,
        torso=(
            (79, 1.06, 1.06, 1.06),
            (92, 1.08, 1.08, 1.10),
            (102, 1.08, 1.08, 1.10),
            (112, 1.06, 1.08, 1.06),
            (125, 1.0, 1.04, 1.0),
            (138, 0.94, 1.02, 0.94),
            (148, 0.90, 0.96, 0.88),
            (158, 0.90, 0.92, 0.90),
        ),
    ),
    "stocky": Build(
        thighs=0.98,
        shanks=0.96,
        arms=0.97,
        forearms=0.98,
        belly=3.6,
        jowls=0.2,
        torso=(
            (79, 1.0, 1.0, 1.0),
            (96, 1.08, 1.0, 1.05),
            (108, 1.12, 1.05, 1.10),
            (120, 1.06, 1.05, 1.06),
            (135, 1.0, 1.04, 1.0),
            (158, 1.0, 1.0, 1.0),
        ),
    ),
    "heavy": Build(
        thighs=1.16,
        shanks=1.1,
        arms=1.2,
        forearms=1.1,
        shoulders=1.04,
        bridges=1.08,
        buttocks=1.1,
        belly=5.4,
        jowls=0.55,
        torso=(
            (79, 1.15, 1.12, 1.12),
            (92, 1.2, 1.1, 1.15),
            (104, 1.28, 1.2, 1.26),
            (118, 1.24, 1.2, 1.22),
            (132, 1.16, 1.12, 1.1),
            (142, 1.12, 1.08, 1.08),
            (150, 1.14, 1.1, 1.14),
            (158, 1.12, 1.08, 1.12),
        ),
    ),
    "full": Build(
        thighs=1.2,
        shanks=1.1,
        arms=1.16,
        forearms=1.02,
        shoulders=0.97,
        bridges=1.02,
        buttocks=1.16,
        bust=4.6,
        belly=4.4,
        jowls=0.5,
        torso=(
            (79, 1.2, 1.18, 1.16),
            (92, 1.22, 1.18, 1.2),
            (102, 1.2, 1.18, 1.2),
            (114, 1.14, 1.18, 1.14),
            (126, 1.1, 1.12, 1.08),
            (138, 1.04, 1.08, 1.02),
            (148, 1.02, 1.02, 0.98),
            (158, 1.0, 1.0, 1.0),
        ),
    ),
}
