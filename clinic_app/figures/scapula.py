"""How the shoulder joint moves with the arm: the scapula follows the humerus on the ribs.

After a setting phase of about 30° the scapula turns upwards 1° for every 2° of the humerus (Inman, Saunders &
Abbott 1944); while the arm rises the clavicle rises by some 10° and goes back by some 20°, and in reaching
forward the scapula glides round the ribs (McClure, Michener, Sennett & Karduna 2001).
Centimetres are what these angles move the joint's centre by, on a clavicle of 15 cm.
"""

from dataclasses import dataclass
from math import acos, degrees
from typing import Final

from clinic_app.figures.geometry import Array

_SETTING: Final = 30.0
_SHARE: Final = 1.0 / 3.0
"""The scapula's share of the arm's elevation once it follows."""

_MOST_TURNED: Final = 50.0
_UP: Final = 4.8
_BACK: Final = 1.6
"""How far (cm) the joint has gone up and back when the scapula is turned as far as it goes."""

_REACH: Final = 2.4
_ACROSS: Final = 1.6
_BEHIND: Final = 1.8
"""How far (cm) it goes forward when the arm points forward, across, and back when it points behind."""


@dataclass(frozen=True, slots=True)
class Shift:
    """How far (cm) the shoulder joint has moved from where it is when the arm hangs."""

    up: float
    forward: float


def shoulder_shift(humerus: Array, outwards: int) -> Shift:
    """The shift of the joint for an upper arm that points along the unit vector ``humerus`` (3,).

    ``humerus`` is in the chest's axes (forward, up, right); ``outwards`` is 1 on the right, -1 on the left.
    """
    elevation = degrees(acos(min(max(-float(humerus[1]), -1.0), 1.0)))
    turned = min(max(elevation - _SETTING, 0.0) * _SHARE, _MOST_TURNED) / _MOST_TURNED
    forward, across = float(humerus[0]), -outwards * float(humerus[2])
    reaching = _REACH * max(forward, 0.0) + _ACROSS * max(across, 0.0) - _BEHIND * max(-forward, 0.0)
    return Shift(up=_UP * turned, forward=reaching - _BACK * turned)
