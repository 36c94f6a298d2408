"""Legs and arms: one tube over both bones of each limb, with sleeve, shorts and sock."""

from functools import cache
from typing import Final

import numpy as np

from clinic_app.figures.body import profiles
from clinic_app.figures.body.builds import Build
from clinic_app.figures.body.mesh import Dress, Material, MeshBuilder, part_of
from clinic_app.figures.body.tube import bent_centreline, loft
from clinic_app.figures.body.wrist import RINGS_ON_HAND, bent_wrist, wrist_radii
from clinic_app.figures.geometry import Array, turn, unit, vector
from clinic_app.figures.skeleton import FOREARM, SHANK, THIGH, UPPER_ARM, Limb, Skeleton

SHORTS_END: Final = 0.55
"""Share of the thigh the shorts cover."""

SLEEVE_END: Final = 0.46
"""Share of the upper arm the sleeve covers."""

_INTO_BARE_ANKLE: Final = ((0.84, 0.93, 0.98, 1.06), (1.0, 0.9, 0.72, 0.3))
"""Shares of the shank, and factors on it where a bare foot's own skin takes over."""

SOCK_START: Final = 0.80
"""Share of the shank where the sock begins."""

_THIGH_RINGS: Final = np.concatenate([np.linspace(-0.16, 0.8, 17), np.linspace(0.84, 1, 5)])
_SHANK_RINGS: Final = np.concatenate([np.linspace(0.04, 0.2, 5), np.linspace(0.25, 1.06, 15)])
_UPPER_ARM_RINGS: Final = np.concatenate(
    [np.linspace(-0.17, 0.02, 8), np.linspace(0.06, 0.84, 14), np.linspace(0.88, 1, 4)]
)
_FOREARM_RINGS: Final = np.concatenate([np.linspace(0.04, 0.16, 4), np.linspace(0.22, 0.88, 10)])
_LEG_AROUND: Final = 24
_ARM_AROUND: Final = 20


def add_leg(builder: MeshBuilder, leg: Limb, build: Build, *, socks: bool) -> None:
    """Add thigh and shank down to the ankle."""
    hip, knee, ankle = leg.upper.origin, leg.lower.origin, leg.end.origin
    centres, axes = bent_centreline(
        (hip, knee, ankle), (leg.upper.axes, leg.lower.axes), _THIGH_RINGS, _SHANK_RINGS, (THIGH, SHANK)
    )
    radii = _leg_radii(build.thighs, build.shanks) + _kneecap(_bend_sine(leg))
    if not socks:
        # A bare ankle is the foot's: the leg ends just above it.
        radii[len(_THIGH_RINGS) :] *= np.interp(_SHANK_RINGS, *_INTO_BARE_ANKLE)[:, None]
    tube = loft(centres, axes, radii, outwards=leg.outwards, around=_LEG_AROUND, power=2.1)
    on_thigh = tube.face_rings < len(_THIGH_RINGS) - 1
    parts = np.where(on_thigh, part_of("thigh", leg.side), part_of("shank", leg.side))
    in_shorts = np.concatenate([SHORTS_END - _THIGH_RINGS, np.full(len(_SHANK_RINGS), -1.0)])
    sock_start = SOCK_START if socks else np.inf
    above_sock = np.concatenate([np.ones(len(_THIGH_RINGS)), np.clip(sock_start - _SHANK_RINGS, -9, 9)])
    dress = Dress(
        Material.SHORTS, Material.SKIN, Material.SOCK, tube.per_ring(in_shorts), tube.per_ring(above_sock)
    )
    builder.add(tube.vertices, tube.faces, parts, dress)


def _bend_sine(leg: Limb) -> float:
    """The sine of half the knee's bend."""
    cosine = float(unit(leg.lower.origin - leg.upper.origin) @ unit(leg.end.origin - leg.lower.origin))
    return float(np.sqrt(max(0.0, (1.0 - cosine) / 2.0)))


@cache
def _leg_radii(thigh_factor: float, shank_factor: float) -> Array:
    """Radii (n, 4): the thigh's factor grows from the groin and gives way to the shank's at the knee."""
    narrowing = np.interp(_THIGH_RINGS, [0.0, 0.6, 1.0], [1.0, thigh_factor, shank_factor])[:, None]
    cloth = np.interp(_THIGH_RINGS, [-0.2, 0.0, 0.2, 0.50, 0.545, 0.56], [0.5, 0.5, 0.8, 1.7, 1.8, 0])
    thigh = profiles.along(profiles.THIGH, _THIGH_RINGS) * narrowing + cloth[:, None]
    return np.concatenate([thigh, profiles.along(profiles.SHANK, _SHANK_RINGS) * shank_factor])


def _kneecap(bend_sine: float) -> Array:
    """What a bent knee adds to the radii (n, 4): forward, and less at the sides."""
    from_knee = np.concatenate([(_THIGH_RINGS - 1) * THIGH, _SHANK_RINGS * SHANK])
    bulge = np.exp(-((from_knee / 4.2) ** 2)) * bend_sine
    return vector(bulge[:, None] * [0.9, 0.0, -0.25, -0.25])


def add_arm(builder: MeshBuilder, skeleton: Skeleton, arm: Limb, build: Build) -> None:
    """Add upper arm and forearm down to the wrist; the forearm twists with the hand."""
    raised = _raised_share(skeleton, arm)
    rings = np.where(_UPPER_ARM_RINGS < 0, _UPPER_ARM_RINGS * (1 - 0.45 * raised), _UPPER_ARM_RINGS)
    centres, axes = bent_centreline(
        (arm.upper.origin, arm.lower.origin, arm.end.origin),
        (arm.upper.axes, arm.lower.axes),
        rings,
        _FOREARM_RINGS,
        (UPPER_ARM, FOREARM),
    )
    upper_count = len(_UPPER_ARM_RINGS)
    wrist = bent_wrist(arm)
    axes[upper_count:] = axes[upper_count:] @ _forearm_twists(wrist.twist)
    centres, axes = np.concatenate([centres, wrist.centres]), np.concatenate([axes, wrist.axes])
    radii = _arm_radii(build.arms, build.forearms)
    tube = loft(centres, axes, radii, outwards=arm.outwards, around=_ARM_AROUND, power=2.1)
    on_upper = tube.face_rings < upper_count - 1
    parts = np.where(on_upper, part_of("upper_arm", arm.side), part_of("forearm", arm.side))
    parts[tube.face_rings >= len(centres) - RINGS_ON_HAND] = part_of("hand", arm.side)
    in_sleeve = np.full(len(centres), -1.0)
    in_sleeve[:upper_count] = SLEEVE_END - _UPPER_ARM_RINGS
    dress = Dress(Material.SHIRT, Material.SKIN, Material.SKIN, tube.per_ring(in_sleeve))
    builder.add(tube.vertices, tube.faces, parts, dress)


def _raised_share(skeleton: Skeleton, arm: Limb) -> float:
    """0 for an arm that hangs, 1 for one raised by 50° or more: the shoulder cap then shrinks."""
    down = -skeleton.spine.station(130)[1][:, 1]
    direction = unit(arm.lower.origin - arm.upper.origin)
    angle = np.degrees(np.arccos(np.clip(float(direction @ down), -1, 1)))
    return float(np.clip(angle / 50.0, 0, 1))


def _forearm_twists(twist: float) -> Array:
    """Rotations (n, 3, 3) that turn the forearm's rings about its length towards the hand's ``twist``."""
    shares = np.clip((_FOREARM_RINGS - 0.1) / 0.85, 0, 1)
    return turn(shares[:, None] * np.array([0.0, twist, 0.0]))


@cache
def _arm_radii(upper_factor: float, forearm_factor: float) -> Array:
    sleeve = np.interp(_UPPER_ARM_RINGS, [-0.17, -0.05, 0.1, 0.40, 0.45, 0.47], [0.4, 0.6, 0.9, 1.9, 2.0, 0])
    factors = np.interp(_UPPER_ARM_RINGS, [0.5, 1.0], [upper_factor, forearm_factor])
    at_wrist = 1 + (forearm_factor - 1) * 0.5
    slimming = np.interp(_FOREARM_RINGS, [0.5, 1.0], [forearm_factor, at_wrist])
    upper = profiles.along(profiles.UPPER_ARM, _UPPER_ARM_RINGS) * factors[:, None] + sleeve[:, None]
    lower = profiles.along(profiles.FOREARM, _FOREARM_RINGS) * slimming[:, None]
    return np.concatenate([upper, lower, wrist_radii(at_wrist)])
