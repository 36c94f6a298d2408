"""Folds of shirt and shorts: few, where cloth is pulled: armpit, waist, and a bent hip's crease."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from clinic_app.figures.body.mesh import Material
from clinic_app.figures.body.trunk import torso_surface
from clinic_app.figures.details import Detail
from clinic_app.figures.geometry import Array, vector
from clinic_app.figures.scene import Look
from clinic_app.figures.skeleton import Limb, Skeleton

_Bend = tuple[tuple[float, float], ...]
"""Heights (cm) and degrees from the front: where a fold starts, what it bends towards, where it ends."""

_ARMPIT: Final[tuple[_Bend, ...]] = (
    ((132.5, 66), (129.0, 60), (127.0, 46)),
    ((130.0, 112), (126.5, 120), (124.5, 136)),
)
_WAIST: Final[tuple[_Bend, ...]] = (
    ((110.5, 98), (107.5, 84), (107.0, 62)),
    ((102.5, 84), (101.6, 66), (102.8, 44)),
)
_HIP_CREASE: Final = (
    ((6.6, -1.5, 6.4), (8.2, -4.0, 5.4), (9.0, -8.5, 3.4)),
    ((3.6, -1.0, 8.4), (6.4, -4.0, 7.6), (8.4, -7.5, 6.0)),
)
"""Forward, up and outwards of the hip: two folds that leave the crease along the thigh."""

_BENT_HIP: Final = 0.55
"""Below this cosine between trunk and thigh the hip is bent."""

_HANGING_ARM: Final = 0.7
"""Above this cosine between trunk and upper arm, and trunk and plumb line, the arm hangs: others pull the
shirt smooth."""

_PELVIS: Final = 95.0
"""Height of the station the thigh is compared with."""

_POINTS: Final = 13
_OFF_THE_SURFACE: Final = 3.0
"""A fold shows where its cloth is seen no further (cm) from it: cloth bulges more than the tables say."""

FOLD_WIDTH: Final = 0.34
"""Centimetres across in a fold's middle."""


def folds_of(skeleton: Skeleton, look: Look) -> Iterator[Detail]:
    """The middle lines of the folds, seen or not."""
    _, trunk = skeleton.spine.station(_PELVIS)
    for leg in skeleton.legs.values():
        bent = float(trunk[:, 1] @ leg.upper.axes[:, 1]) < _BENT_HIP
        hangs = min(float(trunk[:, 1] @ skeleton.arms[leg.side].upper.axes[:, 1]), trunk[1, 1]) > _HANGING_ARM
        for bend in (*(_ARMPIT if hangs else ()), *(_WAIST if bent else ())):
            heights, angles = _through(vector(bend)).T
            yield _on(Material.SHIRT, torso_surface(skeleton, look.build, heights, angles * leg.outwards))
        if bent:
            yield from (_on(Material.SHORTS, _on_thigh(leg, vector(bend))) for bend in _HIP_CREASE)


def _on_thigh(leg: Limb, bend: Array) -> Array:
    points = _through(bend) * [1.0, 1.0, leg.outwards]
    return vector(points @ leg.upper.axes.T + leg.upper.origin)


def _through(bend: Array) -> Array:
    """A curve (n, k) from the first of three points (3, k) towards the second to the third."""
    share = np.linspace(0, 1, _POINTS)[:, None]
    return vector((1 - share) ** 2 * bend[0] + 2 * share * (1 - share) * bend[1] + share**2 * bend[2])


def _on(material: Material, points: Array) -> Detail:
    return Detail(points, least_seen=0.6, lies_on=_OFF_THE_SURFACE, material=material)
