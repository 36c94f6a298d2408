"""Hair: where it grows on the skull, and how thick it stands there in each style."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from clinic_app.figures.geometry import Array, vector

Line = tuple[tuple[float, ...], tuple[float, ...]]
"""Angles from the front in degrees, and a height in centimetres at each."""

_SHORT_LINE: Final[Line] = (
    (0, 20, 34, 45, 53, 60, 65, 68.5, 71, 77, 80, 84, 88, 91.5, 96, 106, 120, 150, 180),
    (10.9, 11.1, 11.7, 10.7, 8.7, 7.0, 5.6, 3.2, 0.9, 0.7, 4.2, 5.1, 4.6, 2.0, 0.2, -2.2, -4.1, -5.4, -5.7),
)
_COMBED_BACK_LINE: Final[Line] = (
    (0, 22, 36, 48, 57, 64, 69, 72, 75, 79, 84, 88, 92, 100, 112, 130, 150, 180),
    (11.4, 11.2, 10.4, 9.0, 7.2, 5.2, 3.4, 2.2, 2.9, 4.6, 5.2, 4.8, 3.2, 1.0, -1.0, -3.2, -4.9, -5.3),
)
_BOB_LINE: Final[Line] = (
    (0, 12, 24, 35, 45, 55, 65, 74, 80, 86, 90, 93.5, 97, 102, 110, 125, 180),
    (11.9, 10.7, 9.2, 7.7, 6.5, 5.6, 4.9, 4.3, 4.4, 4.2, 2.4, -0.6, -3.0, -4.3, -4.9, -5.3, -5.9),
)
_BALD_ABOVE: Final[Line] = (
    (0, 60, 66, 74, 84, 100, 124, 150, 180),
    (-9, 2.0, 6.2, 7.9, 8.6, 9.4, 10.2, 10.4, 10.2),
)

_BEARD_BELOW: Final[Line] = ((0, 12, 30, 46, 58, 68, 75, 82), (-1.1, -1.3, -2.4, -3.2, -2.6, -0.4, 1.6, 2.0))
_NO_BEARD_BEYOND: Final = 84.0
_MOUTH: Final = (-2.9, 0.95, 19.0)
"""Height of the mouth, half its height, half its width in degrees: the beard leaves it free."""

_PRESSED: Final = 1.1
"""What is left of the hair's thickness (cm) where the head lies on it."""


@dataclass(frozen=True, slots=True)
class HairStyle:
    """How a head of hair differs from others.

    ``full_after`` is how far (cm) above the hairline the hair stands to its full ``thickness`` (cm), to
    which ``top``, ``quiff`` (over the forehead), ``sides`` and ``back`` add theirs.
    """

    line: Line = _SHORT_LINE
    bald_above: Line | None = None
    thickness: float = 0.75
    full_after: float = 2.4
    top: float = 0.0
    quiff: float = 0.0
    sides: float = 0.0
    back: float = 0.0
    curly: bool = False
    parted: float = 0.0
    """Degrees to the left of the middle where the hair falls to both sides."""
    bun: bool = False
    ponytail: bool = False


STYLES: Final = {
    "short": HairStyle(top=0.7, quiff=1.0, back=0.5, parted=12.0),
    "cropped": HairStyle(thickness=0.5, top=0.15),
    "bun": HairStyle(line=_COMBED_BACK_LINE, thickness=0.8, top=0.3, full_after=3.0, bun=True),
    "pony": HairStyle(line=_COMBED_BACK_LINE, thickness=0.85, top=0.5, full_after=3.0, ponytail=True),
    "bob": HairStyle(
        line=_BOB_LINE,
        thickness=1.0,
        full_after=1.7,
        top=0.3,
        sides=0.5,
        back=1.1,
        parted=19.0,
    ),
    "curls": HairStyle(thickness=1.0, full_after=1.6, top=0.9, sides=0.5, back=0.7, curly=True),
    "thinning": HairStyle(bald_above=_BALD_ABOVE, thickness=0.7, full_after=1.6, sides=0.2, back=0.3),
}


def growth(style: HairStyle, heights: Array, angles: Array) -> Array:
    """How far (…) within the hair each place on the skull lies, in centimetres; bare skin below zero."""
    from_front = _from_front(angles)
    signed = (angles + 180) % 360 - 180
    above = heights - np.interp(np.abs(signed + style.parted * np.exp(-((signed / 48) ** 2))), *style.line)
    if style.bald_above is None:
        return vector(above)
    return vector(np.minimum(above, np.interp(from_front, *style.bald_above) - heights))


def thickness(style: HairStyle, grown: Array, heights: Array, angles: Array) -> Array:
    """How far (…) the hair stands off the skull where it grows ``grown`` (…) centimetres in."""
    from_front = _from_front(angles)
    fullness = np.clip(grown / style.full_after, 0, 1)
    ahead = np.cos(np.radians(angles)) * np.sqrt(np.clip(1 - ((heights - 6) / 10.2) ** 2, 0, 1))
    over_forehead = _rising(ahead, 0.05, 0.7) * _rising(heights, 10.0, 12.5)
    # Swept from the parting on the left over to the right.
    swept = 1 + 0.45 * np.sin(np.radians(angles)) if style.parted else np.ones_like(angles)
    thick = (
        style.thickness
        + style.top * _rising(heights, 5.0, 12.5)
        + style.quiff * over_forehead * swept
        + style.sides * _rising(from_front, 46, 74) * (1 - _rising(from_front, 118, 150)) * _hanging(heights)
        + style.back * _rising(from_front, 118, 150) * _rising(heights, -5.0, 3.0)
    )
    return vector(thick * fullness * (2 - fullness))


def pressed(thick: Array, angles: Array) -> Array:
    """The thickness (…) of hair on which the head lies: flat behind."""
    share = _rising(_from_front(angles), 112, 142)
    return vector(thick + (np.minimum(thick, _PRESSED) - thick) * share)


def shaven(heights: Array, angles: Array) -> Array:
    """How far (…) outside a full beard each place on the skull lies; within it below zero."""
    from_front = _from_front(angles)
    below = np.interp(from_front, *_BEARD_BELOW) - heights
    height, half_height, half_width = _MOUTH
    off_mouth = ((heights - height) / half_height) ** 2 + (from_front / half_width) ** 2 - 1
    bearded = np.minimum(np.minimum(below, off_mouth), (_NO_BEARD_BEYOND - from_front) / 8)
    return vector(-bearded)


def _hanging(heights: Array) -> Array:
    """How much of its fullness (…) hair beside the face has: most beside the cheeks."""
    return vector(np.interp(heights, (-5.0, -3.0, 0.0, 5.0, 10.0, 13.0), (0.7, 1.0, 1.15, 1.05, 0.8, 0.3)))


def _rising(values: Array, low: float, high: float) -> Array:
    """From 0 at ``low`` smoothly to 1 at ``high`` (…)."""
    share = np.clip((values - low) / (high - low), 0, 1)
    return vector(share * share * (3 - 2 * share))


def _from_front(angles: Array) -> Array:
    return vector(np.abs((angles + 180) % 360 - 180))
