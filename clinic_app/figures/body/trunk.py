"""The torso, and the muscles that bridge from it to limbs: buttocks, shoulder slopes, chest, sides."""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from clinic_app.figures.body import profiles
from clinic_app.figures.body.builds import BUILDS, Build
from clinic_app.figures.body.mesh import Dress, Material, MeshBuilder, Part
from clinic_app.figures.body.tube import loft
from clinic_app.figures.geometry import Array, cross, unit, vector
from clinic_app.figures.skeleton import Limb, Skeleton

COLLAR: Final = 146.0
"""Height of the shirt's collar at the sides; it dips in front."""

_COLLAR_DIP: Final = 1.7
_COLLAR_RADIUS: Final = 7.4
"""How far (cm) the collar dips in front and rises behind, and how wide it is at most."""

HEM: Final = 99.0
"""Height of the shirt's hem."""

_CHEST_HEIGHT: Final = 122.0
_UP: Final = 0.55
"""From this sine of the chest's direction upwards the trunk lies on its back."""

_AROUND: Final = 36
_SQUARENESS: Final = 2.35
_HEIGHTS: Final = np.arange(79.0, 158.1, 1.25)

_BUTTOCK: Final = ((0, 7.6, 7.0), (0.5, 9.4, 8.8), (1, 8.0, 7.6))
_NECK_TO_SHOULDER: Final = ((0, 4.2, 5.0), (0.5, 4.0, 5.0), (1, 4.4, 5.0))
_NECK_TO_SCAPULA: Final = ((0, 4.0, 4.0), (0.5, 4.2, 4.5), (1, 4.4, 5.4))
_CHEST: Final = ((0, 6.6, 5.6), (0.5, 6.0, 5.4), (1, 4.6, 4.6))
_SIDE: Final = ((0, 7.5, 5.8), (0.5, 6.4, 5.6), (1, 4.6, 4.6))


def add_torso(builder: MeshBuilder, skeleton: Skeleton, build_name: str) -> None:
    """Add trunk and neck, in shirt and shorts."""
    centres, axes = skeleton.spine.between_stations(_HEIGHTS)
    tube = loft(
        centres,
        axes,
        _torso_radii(build_name, faces_up=_faces_up(skeleton)),
        around=_AROUND,
        power=_SQUARENESS,
    )
    dip = np.tile(-_COLLAR_DIP * np.cos(np.radians(tube.angles)), len(_HEIGHTS))
    above_collar = np.concatenate([np.repeat(_HEIGHTS - COLLAR, _AROUND) - dip, [-1.0, 1.0]])
    below_hem = tube.per_ring(HEM - _HEIGHTS)
    dress = Dress(Material.SKIN, Material.SHORTS, Material.SHIRT, above_collar, below_hem)
    builder.add(tube.vertices, tube.faces, Part.TORSO, dress)


def torso_surface(skeleton: Skeleton, build_name: str, heights: Array, angles: Array) -> Array:
    """Points (n, 3) in the room on the torso at ``heights`` (cm) and ``angles`` (degrees from the front)."""
    centres, axes = skeleton.spine.between_stations(heights)
    radii = _torso_radii(build_name, faces_up=_faces_up(skeleton))
    front, back, side = (np.interp(heights, _HEIGHTS, radii[:, column]) for column in range(3))
    cosines, sines = np.cos(np.radians(angles)), np.sin(np.radians(angles))
    power = 2 / _SQUARENESS
    forward = np.where(cosines > 0, front, back) * np.sign(cosines) * np.abs(cosines) ** power
    sideways = side * np.sign(sines) * np.abs(sines) ** power
    return vector(centres + forward[:, None] * axes[:, :, 0] + sideways[:, None] * axes[:, :, 2])


def _faces_up(skeleton: Skeleton) -> bool:
    """Whether the chest looks up, so that what is soft sinks."""
    return float(skeleton.spine.station(_CHEST_HEIGHT)[1][1, 0]) > _UP


@cache
def _torso_radii(build_name: str, *, faces_up: bool) -> Array:
    build = BUILDS[build_name]
    table = profiles.along(profiles.TORSO, _HEIGHTS) * build.torso_factors(_HEIGHTS)
    table[:, 0] += build.more_in_front(_HEIGHTS, faces_up=faces_up)
    ease = np.interp(_HEIGHTS, [79, 96, 100, 108, 120, 143, 145], [0.5, 0.6, 1.5, 1.6, 0.9, 0.5, 0])
    return vector(table[:, [0, 1, 2, 2]] + ease[:, None])


@dataclass(frozen=True, slots=True)
class _Bridge:
    """A soft tube between two points on different bones; ``front`` is the direction its profile faces."""

    start: Array
    end: Array
    front: Array
    profile: profiles.Table
    factor: float = 1.0


def add_buttock(builder: MeshBuilder, skeleton: Skeleton, leg: Limb, build: Build) -> None:
    """Add the gluteal muscles from the sacrum to the thigh, in shorts below the shirt's hem."""
    centre, axes = skeleton.spine.station(95)
    side = leg.outwards
    bridge = _Bridge(
        centre + axes @ vector((-4.2, 2.5, side * 7.5)),
        leg.upper.at(-2.6, -6.5, side * 1.2),
        axes @ vector((-1, 0, side * 0.45)),
        _BUTTOCK,
        build.buttocks,
    )
    vertices, faces = _surface(bridge)
    below_hem = (HEM - 95.0) - (vertices - centre) @ axes[:, 1]
    dress = Dress(Material.SHORTS, Material.SHIRT, Material.SHIRT, below_hem)
    builder.add(vertices, faces, Part.TORSO, dress)


def add_shoulder(builder: MeshBuilder, skeleton: Skeleton, arm: Limb, build: Build) -> None:
    """Add the slope from neck to shoulder, the scapula's cover, the chest and the side, in the shirt."""
    for bridge in _shoulder_bridges(skeleton, arm, build.bridges):
        vertices, faces = _surface(bridge)
        bare = _above_collar(skeleton, vertices)
        builder.add(vertices, faces, Part.TORSO, Dress(Material.SKIN, Material.SHIRT, Material.SHIRT, bare))


def _above_collar(skeleton: Skeleton, points: Array) -> Array:
    """How far (n,) points (n, 3) lie within the collar and above it; below zero in the shirt."""
    neck, axes = skeleton.spine.station(COLLAR)
    forward, up, sideways = ((points - neck) @ axes).T
    away = np.hypot(forward, sideways) + 1e-6
    return vector(np.minimum(up + _COLLAR_DIP * forward / away, _COLLAR_RADIUS - away))


def _shoulder_bridges(skeleton: Skeleton, arm: Limb, factor: float) -> tuple[_Bridge, ...]:
    side, joint = arm.outwards, arm.upper.origin
    neck, neck_axes = skeleton.spine.station(146)
    chest, chest_axes = skeleton.spine.station(130)
    blade, blade_axes = skeleton.spine.station(139)
    front = chest_axes[:, 1]
    return (
        _Bridge(
            neck + neck_axes @ vector((-2.0, -1.5, side * 3.0 * factor)),
            joint + chest_axes @ vector((-0.3, 1.2, -side * 1.5)),
            front,
            _NECK_TO_SHOULDER,
            factor,
        ),
        _Bridge(
            neck + neck_axes @ vector((-4.0, -0.5, side * 3.2 * factor)),
            blade + blade_axes @ vector((-3.9, -0.6, side * 11.4 * factor)),
            front,
            _NECK_TO_SCAPULA,
            factor,
        ),
        _Bridge(
            chest + chest_axes @ vector((5.6 * factor, 1.0, side * 6.5 * factor)),
            arm.upper.at(1.2, -3.5, -side * 1.0),
            front,
            _CHEST,
            factor,
        ),
        _Bridge(
            chest + chest_axes @ vector((-4.0 * factor, -2.0, side * 9.0 * factor)),
            arm.upper.at(-1.4, -4.0, -side * 1.0),
            front,
            _SIDE,
            factor,
        ),
    )


def _surface(bridge: _Bridge) -> tuple[Array, "np.typing.NDArray[np.intp]"]:
    along_axis = unit(bridge.end - bridge.start)
    forward = unit(bridge.front - along_axis * (bridge.front @ along_axis))
    radii = _bridge_radii(bridge.profile) * bridge.factor
    middle = bridge.start + (bridge.end - bridge.start) * np.linspace(0, 1, 9)[:, None]
    centres = np.concatenate(
        [
            bridge.start - along_axis * (radii[2, 0] * np.array([[0.75], [0.5]])),
            middle,
            bridge.end + along_axis * (radii[-3, 0] * np.array([[0.5], [0.75]])),
        ]
    )
    axes = np.stack([forward, along_axis, cross(forward, along_axis)], axis=1)
    tube = loft(centres, np.broadcast_to(axes, (len(centres), 3, 3)), radii, around=18, power=2.1)
    return tube.vertices, tube.faces


@cache
def _bridge_radii(profile: profiles.Table) -> Array:
    """Radii of the nine rings between the ends, with two more at either end that round it off."""
    table = profiles.along(profile, np.linspace(0, 1, 9))[:, [0, 0, 1, 1]]
    return np.concatenate([table[:1] * [[0.45], [0.82]], table, table[-1:] * [[0.82], [0.45]]])
