"""The posed skeleton: every part's origin and axes in the room, in centimetres of a 172 cm body."""

from dataclasses import dataclass
from typing import Final

from clinic_app.figures.geometry import Array, vector
from clinic_app.figures.posture import Side
from clinic_app.figures.sites import Place, Site
from clinic_app.figures.spine import Spine

THIGH: Final = 42.1
SHANK: Final = 42.3
ANKLE_HEIGHT: Final = 6.7
UPPER_ARM: Final = 30.5
FOREARM: Final = 25.2
HIP_HEIGHT: Final = ANKLE_HEIGHT + SHANK + THIGH
HIP_HALF_WIDTH: Final = 8.6
SHOULDER_HEIGHT: Final = 140
SHOULDER: Final = (-1.0, 0.0, 17.0)
"""The shoulder joint from the spine at :data:`SHOULDER_HEIGHT`: forward, up, outwards."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the body: its origin (3,) and its axes (3, 3; columns forward, up, right)."""

    origin: Array
    axes: Array

    def at(self, forward: float, up: float, right: float) -> Array:
        """The point (3,) that far from the origin."""
        return self.origin + self.axes @ vector((forward, up, right))


@dataclass(frozen=True, slots=True)
class Limb:
    """An arm or leg. ``outwards`` is 1 on the right and -1 on the left."""

    side: Side
    outwards: int
    upper: Segment
    lower: Segment
    end: Segment

    @property
    def upper_length(self) -> float:
        """The upper bone's length, measured between joints."""
        return _distance(self.upper.origin, self.lower.origin)

    @property
    def lower_length(self) -> float:
        """The lower bone's length, measured between joints."""
        return _distance(self.lower.origin, self.end.origin)


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The whole posed body. ``legs`` and ``arms`` have a right and a left."""

    pelvis: Segment
    spine: Spine
    head: Segment
    legs: dict[Side, Limb]
    arms: dict[Side, Limb]

    def segment(self, part: str) -> Segment:
        """The part of that name (:data:`~clinic_app.figures.sites.PARTS`, or ``spine_<height>``)."""
        if part == "pelvis":
            return self.pelvis
        if part == "head":
            return self.head
        if part.startswith("spine_"):
            return Segment(*self.spine.station(float(part.removeprefix("spine_"))))
        return _limb_segment(self.legs, self.arms, part)

    def locate(self, place: Place) -> Array:
        """Where in the room a place is (3,)."""
        if not isinstance(place, Site):
            return vector(place)
        forward, up, out = place.offset
        mirrored = -out if place.part.endswith("_l") else out
        return self.segment(place.part).at(forward, up, mirrored)


def _limb_segment(legs: dict[Side, Limb], arms: dict[Side, Limb], part: str) -> Segment:
    stem, side = part[:-2], part[-1]
    limb = (legs if stem in ("thigh", "shank", "foot") else arms)["r" if side == "r" else "l"]
    if stem in ("thigh", "upper_arm"):
        return limb.upper
    return limb.lower if stem in ("shank", "forearm") else limb.end


def _distance(first: Array, second: Array) -> float:
    return float(((first - second) ** 2).sum() ** 0.5)
