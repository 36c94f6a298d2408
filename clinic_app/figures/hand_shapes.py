"""The hand's shapes by name, as the bends of every finger joint in degrees."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

FINGERS: Final = ("index", "middle", "ring", "little")

_Bends = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class ThumbBends:
    """How the thumb stands: away from the index finger in the palm's plane, and before the palm.

    ``opposition`` turns its pad towards the fingers; ``mcp`` and ``ip`` bend its own two joints.
    """

    radial_abduction: float
    palmar_abduction: float
    opposition: float
    mcp: float
    ip: float


@dataclass(frozen=True, slots=True)
class HandBends:
    """A hand's shape: for index to little finger the bends at MCP, PIP and DIP, the thumb, and the spread.

    ``spread`` is the angle between neighbouring fingers.
    """

    fingers: tuple[_Bends, _Bends, _Bends, _Bends]
    thumb: ThumbBends
    spread: float = 0.0

    def bent(self, own: tuple[tuple[str, tuple[float, ...]], ...]) -> "HandBends":
        """The same hand with some fingers bent as ``own`` says (name, degrees)."""
        if not own:
            return self
        named = dict(own)
        index, middle, ring, little = (
            _three(named.get(name, usual)) for name, usual in zip(FINGERS, self.fingers, strict=True)
        )
        thumb = ThumbBends(*named["thumb"]) if "thumb" in named else self.thumb
        return replace(self, fingers=(index, middle, ring, little), thumb=thumb)


def _three(bends: tuple[float, ...]) -> _Bends:
    mcp, pip, dip = bends
    return mcp, pip, dip


def _alike(mcp: float, pip: float, dip: float) -> tuple[_Bends, _Bends, _Bends, _Bends]:
    """Four fingers bent alike, the outer ones a little more, as hands do."""
    index, middle, ring, little = (
        (mcp + 1.5 * step, pip + step, dip + 0.5 * step) for step in (-1.0, 0.0, 1.0, 2.0)
    )
    return index, middle, ring, little


HAND_SHAPES: Final[Mapping[str, HandBends]] = {
    "flat": HandBends(_alike(1, 2, 2), ThumbBends(24, 8, 10, 4, 2), 1.0),
    "open": HandBends(_alike(8, 10, 6), ThumbBends(36, 24, 18, 8, 4), 4.0),
    "spread": HandBends(_alike(0, 2, 2), ThumbBends(52, 14, 6, 0, -4), 13.0),
    "relaxed": HandBends(
        ((16, 22, 10), (22, 27, 12), (26, 31, 14), (29, 33, 15)), ThumbBends(10, 30, 26, 14, 16), 0.8
    ),
    "cup": HandBends(_alike(30, 30, 18), ThumbBends(8, 24, 18, 10, 10), 0.0),
    "hold": HandBends(_alike(28, 40, 28), ThumbBends(20, 44, 44, 12, 12), 1.5),
    "grip": HandBends(_alike(58, 76, 44), ThumbBends(10, 52, 62, 24, 28), 0.0),
    "fist": HandBends(_alike(84, 104, 70), ThumbBends(28, 56, 56, 50, 50), 0.0),
    "hook": HandBends(_alike(0, 98, 66), ThumbBends(36, -6, 0, 0, -4), 0.0),
    "straight_fist": HandBends(_alike(86, 98, 2), ThumbBends(36, -6, 0, 0, -4), 0.0),
    "full_fist": HandBends(_alike(86, 106, 74), ThumbBends(27, 53, 54, 50, 52), 0.0),
    "tabletop": HandBends(_alike(86, 2, 2), ThumbBends(36, -6, 0, 0, -4), 0.0),
    "pinch": HandBends(
        ((44, 52, 24), (34, 42, 20), (28, 34, 16), (24, 30, 14)), ThumbBends(16, 46, 60, 16, 26), 2.0
    ),
    "point": HandBends(
        ((2, 4, 2), (76, 96, 58), (80, 98, 60), (84, 98, 60)), ThumbBends(10, 46, 34, 24, 66), 0.0
    ),
}
"""Every shape a pose may name."""
