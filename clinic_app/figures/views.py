"""Where a picture is seen from, by name."""

from collections.abc import Mapping
from typing import Final

VIEWS: Final[Mapping[str, tuple[float, float]]] = {
    "right side": (0.0, 9.0),
    "left side": (180.0, 9.0),
    "front": (90.0, 8.0),
    "back": (-90.0, 8.0),
    "right front": (30.0, 10.0),
    "right back": (-28.0, 9.0),
    "left front": (150.0, 10.0),
    "left back": (-152.0, 9.0),
    "front right": (60.0, 10.0),
    "front left": (120.0, 10.0),
    "back right": (-60.0, 10.0),
    "back left": (-120.0, 10.0),
    "from above": (0.0, 75.0),
    "from above right": (20.0, 32.0),
    "from above left": (160.0, 32.0),
    "from above front": (90.0, 35.0),
    "from above back": (-90.0, 35.0),
}
"""Name: yaw and pitch in degrees. Of two sides the first named is the one seen more of."""
