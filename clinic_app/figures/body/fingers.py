"""Fingers and thumb as tubes: pads, narrow middles, joints that stand out when bent, rounded tips."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from clinic_app.figures.body.hand_bones import Digit
from clinic_app.figures.body.mesh import Indices, Mask
from clinic_app.figures.body.tube import loft
from clinic_app.figures.geometry import Array, between, vector

_WIDTHS: Final = {
    "index": 0.97,
    "middle": 1.0,
    "ring": 0.95,
    "little": 0.84,
    "thumb": 1.14,
    "toe1": 1.08,
    "toe2": 0.74,
    "toe3": 0.7,
    "toe4": 0.68,
    "toe5": 0.7,
}
"""Half the width in centimetres where each begins."""

_FINGER: Final = (
    # bones from the root; half width; back; pad: shares of the digit's own half width
    (0.00, 1.00, 1.00, 1.00),
    (0.30, 1.00, 0.96, 1.06),
    (0.55, 0.95, 0.90, 1.04),
    (0.80, 0.95, 0.93, 0.94),
    (1.00, 1.00, 0.99, 0.88),
    (1.20, 0.94, 0.91, 0.92),
    (1.50, 0.88, 0.82, 0.94),
    (1.80, 0.87, 0.82, 0.84),
    (2.00, 0.89, 0.83, 0.78),
    (2.20, 0.86, 0.76, 0.80),
    (2.50, 0.84, 0.70, 0.84),
    (2.75, 0.82, 0.66, 0.82),
    (3.00, 0.76, 0.60, 0.72),
)
_THUMB: Final = (
    (0.00, 0.60, 0.60, 0.60),
    (0.45, 0.70, 0.66, 0.70),
    (0.86, 0.99, 0.97, 1.02),
    (1.00, 1.00, 0.98, 0.98),
    (1.25, 0.90, 0.88, 0.96),
    (1.60, 0.86, 0.80, 0.92),
    (2.00, 0.94, 0.86, 0.84),
    (2.25, 0.93, 0.78, 0.86),
    (2.60, 0.91, 0.70, 0.88),
    (3.00, 0.80, 0.58, 0.72),
)
_BIG_TOE: Final = (
    (0.00, 0.90, 0.80, 0.90),
    (0.45, 0.92, 0.84, 0.92),
    (0.80, 0.88, 0.80, 0.86),
    (1.00, 0.92, 0.84, 0.84),
    (1.40, 1.02, 0.80, 0.98),
    (1.75, 1.02, 0.74, 0.96),
    (2.00, 0.90, 0.66, 0.80),
)
_TOE: Final = (
    (0.00, 0.95, 0.95, 0.90),
    (0.60, 0.98, 0.98, 0.92),
    (1.00, 1.00, 1.02, 0.88),
    (1.50, 0.92, 0.92, 0.92),
    (2.00, 0.96, 0.90, 0.98),
    (2.50, 0.98, 0.84, 1.02),
    (3.00, 0.86, 0.70, 0.86),
)
_PROFILES: Final = {"thumb": _THUMB, "toe1": _BIG_TOE} | dict.fromkeys(("toe2", "toe3", "toe4", "toe5"), _TOE)

_TIP: Final = (0.16, 0.34, 0.52, 0.70, 0.84, 0.94, 0.99)
"""Shares of the tip's length at which its last rings lie."""

_TIP_LENGTH: Final = 0.78
"""The rounded tip beyond the last bone, as a share of the half width there."""

_ROUNDED: Final = 0.26
"""Half the length over which a joint bends, as a share of the shorter bone beside it."""

_KNUCKLE: Final = 0.16
"""How far (cm) a joint bent by a right angle stands out at the back."""

_STARTS: Final = {"thumb": 0.45}
"""A tube may begin this far along its first bone, inside the palm's flesh."""

_FILLING: Final = 0.92
"""Radius of a curled finger's filling, as a share of the finger's half width."""

_ROOTED: Final = {"thumb": 0.84}
"""Up to here (bones from the root) a digit counts as part of the hand."""

_STATIONS: Final = {False: 15, True: 36}
_AROUND: Final = {False: 10, True: 20}


@dataclass(frozen=True, slots=True)
class DigitSkin:
    """A digit's surface: vertices (n, 3), faces (m, 3), and which faces (m,) are still the palm's."""

    vertices: Array
    faces: Indices
    rooted: Mask


def finger_surface(digit: Digit, *, fine: bool) -> DigitSkin:
    """The digit's skin."""
    shares = np.linspace(_STARTS.get(digit.name, 0.0), len(digit.axes), _STATIONS[fine])
    centres, axes = centreline(digit, shares)
    radii = _radii(digit, shares)
    tip = vector(_TIP if fine else _TIP[1::2])
    length = _TIP_LENGTH * radii[-1, 0]
    end, end_axes = centres[-1], axes[-1]
    lift = 0.10 * tip**2 * radii[-1, 2]
    centres = np.concatenate(
        [centres, end - np.outer(tip * length, end_axes[:, 1]) - np.outer(lift, end_axes[:, 2])]
    )
    axes = np.concatenate([axes, np.broadcast_to(end_axes, (len(tip), 3, 3))])
    radii = np.concatenate([radii, radii[-1] * np.sqrt(1 - tip**2.2)[:, None]])
    tube = loft(centres, axes, radii, around=_AROUND[fine], power=2.2)
    stations = np.concatenate([shares, np.full(len(tip), 9.0)])
    return DigitSkin(tube.vertices, tube.faces, stations[tube.face_rings] < _ROOTED.get(digit.name, 0.0))


def curl_filling(digit: Digit) -> DigitSkin:
    """The flesh inside a finger that is curled up whole, through which no light shows."""
    middle, side = digit.joints[:3].mean(axis=0), digit.axes[1]
    height = np.linspace(-1, 1, 7)
    radius = _FILLING * _WIDTHS[digit.name]
    radii = radius * np.sqrt(np.clip(1 - height**2, 0.03, 1))
    centres = middle + np.outer(height * radius, side[:, 1])
    ball = loft(
        centres, np.broadcast_to(side, (7, 3, 3)), np.repeat(radii[:, None], 4, axis=1), around=12, power=2.0
    )
    return DigitSkin(ball.vertices, ball.faces, np.zeros(len(ball.faces), dtype=bool))


def skin_on(digit: Digit, shares: Array, degrees: Array) -> Array:
    """Points (n, 3) on the skin: ``shares`` bones from the root, ``degrees`` from the back to a side."""
    centres, axes = centreline(digit, shares)
    radii = _radii(digit, shares)
    across, out = np.sin(np.radians(degrees)), np.cos(np.radians(degrees))
    bend = 2 / 2.2
    side = radii[:, 0] * np.sign(across) * np.abs(across) ** bend
    back = np.where(out >= 0, radii[:, 2], radii[:, 3]) * np.sign(out) * np.abs(out) ** bend
    return vector(centres + side[:, None] * axes[:, :, 0] + back[:, None] * axes[:, :, 2])


def centreline(digit: Digit, shares: Array) -> tuple[Array, Array]:
    """Centres (n, 3) and axes (n, 3, 3) at ``shares`` bones from the root, rounded at the joints."""
    bone = np.clip(shares.astype(np.intp), 0, len(digit.axes) - 1)
    part = shares - bone
    centres = digit.joints[bone] * (1 - part)[:, None] + digit.joints[bone + 1] * part[:, None]
    axes = digit.axes[bone].copy()
    lengths = digit.lengths
    along = np.concatenate([[0.0], np.cumsum(lengths)])[bone] + part * lengths[bone]
    for joint in range(1, len(lengths)):
        reach = _ROUNDED * min(lengths[joint - 1], lengths[joint])
        progress = (along - lengths[:joint].sum() + reach) / (2 * reach)
        here = (progress > 0) & (progress < 1)
        share = progress[here][:, None]
        middle = digit.joints[joint]
        before = middle + digit.axes[joint - 1][:, 1] * reach
        after = middle - digit.axes[joint][:, 1] * reach
        centres[here] = (1 - share) ** 2 * before + 2 * share * (1 - share) * middle + share**2 * after
        axes[here] = between(digit.axes[joint - 1], digit.axes[joint], progress[here])
    return centres, axes


def _radii(digit: Digit, shares: Array) -> Array:
    """Half width on either side, back and pad (n, 4) in centimetres."""
    table = vector(_PROFILES.get(digit.name, _FINGER))
    width, back, pad = (np.interp(shares, table[:, 0], table[:, column]) for column in (1, 2, 3))
    own = _WIDTHS[digit.name]
    knuckles = np.zeros(len(shares))
    for joint, degrees in enumerate(digit.bends, start=1):
        bent = np.sin(np.radians(np.clip(degrees, 0, 90)))
        knuckles += _KNUCKLE * bent * np.exp(-(((shares - joint) / 0.16) ** 2))
    return vector(np.stack([width * own, width * own, back * own + knuckles, pad * own], axis=1))
