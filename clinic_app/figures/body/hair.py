"""Hair: where it grows on the skull, how thick it stands, and what hangs from it."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from clinic_app.figures.body import profiles
from clinic_app.figures.body.mesh import Dress, Material, MeshBuilder, Part
from clinic_app.figures.body.tube import loft
from clinic_app.figures.geometry import Array, axes_from, vector
from clinic_app.figures.skeleton import Segment

Line = tuple[tuple[float, ...], tuple[float, ...]]
"""Angles from the front in degrees, and a height in centimetres at each."""

_USUAL_LINE: Final[Line] = (
    (0, 30, 52, 64, 74, 84, 90, 98, 106, 114, 126, 150, 180),
    (11.2, 11.0, 9.9, 8.2, 5.4, 1.9, 2.6, 5.4, 4.6, 1.5, -3.0, -5.4, -5.8),
)
_FRINGE_LINE: Final[Line] = (
    (0, 24, 40, 54, 66, 78, 90, 120, 180),
    (9.4, 9.6, 9.0, 6.4, 3.0, 0.5, -1.0, -3.0, -5.8),
)
_BALD_ABOVE: Final[Line] = ((0, 66, 78, 96, 120, 180), (-9.0, 4.0, 7.6, 8.6, 8.9, 8.4))

_BEARD_BELOW: Final[Line] = ((0, 12, 30, 52, 74, 86, 94), (-1.1, -1.3, -2.6, -3.0, -1.2, 1.8, 3.2))
_NO_BEARD_BEYOND: Final = 97.0
_MOUTH: Final = (-2.8, 0.95, 21.0)
"""Height of the mouth, half its height, half its width in degrees: the beard leaves it free."""

_LIES_ON_HAIR: Final = 0.6
"""From this sine of the face's direction upwards a head lies on its back."""

_FULL_AFTER: Final = 2.2
"""Centimetres above the hairline where the hair stands to its full thickness."""


@dataclass(frozen=True, slots=True)
class HairStyle:
    """How a head of hair differs from others. ``curls`` is how far curls stand out of its surface (cm)."""

    line: Line = _USUAL_LINE
    bald_above: Line | None = None
    thickness: float = 1.15
    curls: float = 0.0
    bun: bool = False
    ponytail: bool = False
    bob: bool = False


STYLES: Final = {
    "short": HairStyle(),
    "cropped": HairStyle(thickness=0.55),
    "bun": HairStyle(bun=True),
    "pony": HairStyle(bun=True, ponytail=True),
    "bob": HairStyle(line=_FRINGE_LINE, thickness=1.5, bob=True),
    "curls": HairStyle(thickness=3.0, curls=0.42),
    "thinning": HairStyle(bald_above=_BALD_ABOVE, thickness=0.8),
}


def growth(style: HairStyle, heights: Array, angles: Array) -> Array:
    """How far (…) within the hair each place on the skull lies, in centimetres; bare skin below zero."""
    from_front = np.abs((angles + 180) % 360 - 180)
    above = heights - np.interp(from_front, *style.line)
    if style.bald_above is None:
        return vector(above)
    return vector(np.minimum(above, np.interp(from_front, *style.bald_above) - heights))


def thickness(style: HairStyle, grown: Array, heights: Array, angles: Array) -> Array:
    """How far (…) the hair stands off the skull where it grows ``grown`` (…) centimetres in."""
    fullness = np.clip(grown / _FULL_AFTER, 0, 1)
    waves = np.sin(np.radians(angles) * 11 + heights * 0.9) * np.cos(heights * 1.7)
    return vector((style.thickness + style.curls * waves) * fullness * (2 - fullness))


def shaven(heights: Array, angles: Array) -> Array:
    """How far (…) outside a full beard each place on the skull lies; within it below zero."""
    from_front = np.abs((angles + 180) % 360 - 180)
    below = np.interp(from_front, *_BEARD_BELOW) - heights
    height, half_height, half_width = _MOUTH
    off_mouth = ((heights - height) / half_height) ** 2 + (from_front / half_width) ** 2 - 1
    bearded = np.minimum(np.minimum(below, off_mouth), (_NO_BEARD_BEYOND - from_front) / 8)
    return vector(-bearded)


def add_hanging_hair(builder: MeshBuilder, head: Segment, style: HairStyle) -> None:
    """Add what is more than a cap: a bob, and a bun or ponytail unless the head lies on it."""
    faces_up = float(head.axes[1, 0]) > _LIES_ON_HAIR
    if style.bun and not faces_up:
        _add_bun(builder, head)
    if style.ponytail and not faces_up:
        _add_ponytail(builder, head)
    if style.bob:
        _add_bob(builder, head)


_PONYTAIL: Final = (
    (-9.5, 8, 0),
    (-12.6, 7.2, 0),
    (-14, 3, 0),
    (-13.6, -3, 0),
    (-12.2, -9, 0),
    (-11.4, -12, 0),
)

_BOB: Final[profiles.Table] = (
    (-5.4, 0.6, 6.4, 6.6),
    (-4.6, 2.0, 8.4, 8.2),
    (-2.6, 2.8, 9.6, 9.0),
    (0.5, 3.0, 10.2, 9.3),
    (3.5, 3.2, 10.5, 9.2),
    (6.5, 4.0, 10.5, 8.9),
    (9.5, 6.0, 9.9, 8.4),
    (12.0, 6.5, 8.4, 7.2),
)
"""Height; reach to the front, to the back and to the side from an axis a centimetre behind the skull's."""

_BOB_BEHIND: Final = 1.0


def _add_bun(builder: MeshBuilder, head: Segment) -> None:
    height = np.linspace(-1, 1, 9)
    centres = np.stack([np.full(9, -10.6), 8.2 + 3.0 * height, np.zeros(9)], axis=1)
    radii = 3.1 * np.sqrt(np.clip(1 - height**2, 0.02, 1))
    _add_lock(builder, head, centres, np.broadcast_to(head.axes, (9, 3, 3)), _round(radii), around=16)


def _add_ponytail(builder: MeshBuilder, head: Segment) -> None:
    bends = np.array(_PONYTAIL, dtype=float)
    position = np.linspace(0, len(bends) - 1, 16)
    centres = np.stack([np.interp(position, np.arange(len(bends)), bends[:, axis]) for axis in range(3)], 1)
    radii = np.interp(position, [0, 0.6, 1.6, 3, 4.3, 5], [1.6, 1.5, 2.6, 2.7, 1.7, 0.2])
    directions = np.gradient(centres, axis=0)
    axes = np.array([head.axes @ axes_from(way, vector((0.0, 0.0, 1.0))) for way in directions])
    _add_lock(builder, head, centres, axes, _round(radii), around=14)


def _add_bob(builder: MeshBuilder, head: Segment) -> None:
    heights = np.linspace(_BOB[0][0], _BOB[-1][0], 18)
    centres = np.stack([np.full(18, -_BOB_BEHIND), heights, np.zeros(18)], axis=1)
    radii = profiles.along(_BOB, heights)[:, [0, 1, 2, 2]]
    _add_lock(builder, head, centres, np.broadcast_to(head.axes, (18, 3, 3)), radii, around=28)


def _round(radii: Array) -> Array:
    return np.repeat(radii[:, None], 4, axis=1)


def _add_lock(
    builder: MeshBuilder, head: Segment, centres: Array, axes: Array, radii: Array, around: int
) -> None:
    """A tube through ``centres`` (n, 3) in the head's axes."""
    tube = loft(centres @ head.axes.T + head.origin, axes, radii, around=around, power=2)
    builder.add(tube.vertices, tube.faces, Part.HAIR, Dress.plain(Material.HAIR))
