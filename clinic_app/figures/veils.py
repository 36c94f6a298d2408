"""Which solids stand in front of what matters: they are drawn as glass instead of hiding it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from clinic_app.figures.body.mesh import Mask, Mesh
from clinic_app.figures.camera import Camera, Window
from clinic_app.figures.geometry import Array
from clinic_app.figures.muscles import ShownMuscle
from clinic_app.figures.posture import SIDES
from clinic_app.figures.prop_kinds import HELD
from clinic_app.figures.props.making import solids_of
from clinic_app.figures.rasterise import Floats, Raster
from clinic_app.figures.scene import Prop
from clinic_app.figures.skeleton import Skeleton
from clinic_app.figures.solids import Front, Solid, nearest

_IN_FRONT: Final = 0.25
"""Centimetres a solid must be nearer to hide the figure."""

_TOO_MUCH_OF_BODY: Final = 0.25
_TOO_MUCH_OF_MUSCLE: Final = 0.3
_TOO_MUCH_OF_JOINT: Final = 0.6
"""Shares of what would be seen that may be hidden before a solid is drawn as glass."""

_JOINT: Final = 4.0
_FLESH: Final = 11.0
"""Around a joint: how far its picture reaches, and how deep under the skin it may lie (cm)."""


@dataclass(frozen=True, slots=True)
class Onlooker:
    """The figure alone, as it is seen."""

    camera: Camera
    window: Window
    raster: Raster
    mesh: Mesh
    muscles: Sequence[ShownMuscle]
    skeleton: Skeleton


@dataclass(frozen=True, slots=True)
class HardProps:
    """The solids that hide, those that are seen through, and how near the first are (rows, columns)."""

    solids: tuple[Solid, ...]
    see_through: tuple[Solid, ...]
    depth: Floats


def sorted_solids(props: Sequence[Prop], onlooker: Onlooker) -> HardProps:
    """All hard pieces of the props, those apart that stand before the body, its muscle or a joint."""
    zones = _Zones(onlooker)
    hiding: list[tuple[Solid, Front]] = []
    glassy: list[Solid] = []
    for prop in props:
        pieces = [
            (solid, solid.front(onlooker.camera, onlooker.window))
            for solid in solids_of(prop, onlooker.skeleton)
        ]
        clear = _seen_through(prop, [front for _, front in pieces], onlooker, zones)
        glassy += [solid for (solid, _), through in zip(pieces, clear, strict=True) if through]
        hiding += [piece for piece, through in zip(pieces, clear, strict=True) if not through]
    depth = nearest((front for _, front in hiding), onlooker.window)
    return HardProps(tuple(solid for solid, _ in hiding), tuple(glassy), depth)


@dataclass(frozen=True, slots=True)
class _Zone:
    """Pixels (rows, columns) that matter, and the share of them a solid may hide."""

    mask: Mask
    allowed: float
    size: int

    @classmethod
    def of(cls, mask: Mask, allowed: float) -> "_Zone":
        """The zone of these pixels."""
        return cls(mask, allowed, int(np.count_nonzero(mask)))


class _Zones:
    """The zones of a picture, looked for when the first prop hides something."""

    def __init__(self, onlooker: Onlooker) -> None:
        self._onlooker = onlooker
        self._found: list[_Zone] | None = None

    def covered_by(self, hidden: Mask, front: Front) -> bool:
        """Whether a solid that hides these pixels (rows, columns; around it) hides too much of one."""
        if self._found is None:
            self._found = list(_zones(self._onlooker))
        return any(_covers(hidden, front, zone) for zone in self._found)


def _seen_through(prop: Prop, fronts: Sequence[Front], onlooker: Onlooker, zones: _Zones) -> list[bool]:
    """For each piece of a prop whether it is drawn as glass."""
    if prop.see_through is not None or prop.kind in HELD:
        return [bool(prop.see_through)] * len(fronts)
    figure = onlooker.raster.faces >= 0
    whole = np.zeros(figure.shape, dtype=bool)
    clear = []
    for front in fronts:
        hidden = (front.depth > onlooker.raster.depth[front.around] + _IN_FRONT) & figure[front.around]
        whole[front.around] |= hidden
        clear.append(hidden.any() and zones.covered_by(hidden, front))
    if whole.sum() > _TOO_MUCH_OF_BODY * max(figure.sum(), 1):
        return [True] * len(fronts)
    return [bool(through) for through in clear]


def _covers(hidden: Mask, front: Front, zone: _Zone) -> bool:
    covered = int(np.count_nonzero(hidden & zone.mask[front.around]))
    return covered > 0 and covered > zone.allowed * zone.size


def _zones(onlooker: Onlooker) -> Iterator[_Zone]:
    """The muscles and the joints that would be seen if there were no props."""
    raster = onlooker.raster
    seen = raster.faces >= 0
    tinted = _tinted(onlooker)
    if tinted.any():
        mask = np.zeros(seen.shape, dtype=bool)
        mask[seen] = tinted[raster.faces[seen]]
        yield _Zone.of(mask, _TOO_MUCH_OF_MUSCLE)
    window, zoom = onlooker.window, onlooker.camera.zoom
    rows, columns = window.row_middles(), window.column_middles()
    joints = onlooker.camera.see(_joints(onlooker.skeleton))
    for (right, up, near), (x, y) in zip(joints.tolist(), window.pixels(joints).tolist(), strict=True):
        reach = _JOINT * zoom * window.pixels_per_cm + 1
        high = slice(max(int(y - reach), 0), max(int(y + reach) + 1, 0))
        wide = slice(max(int(x - reach), 0), max(int(x + reach) + 1, 0))
        around = (rows[high, None] - up) ** 2 + (columns[None, wide] - right) ** 2 < (_JOINT * zoom) ** 2
        flesh = around & seen[high, wide] & (np.abs(raster.depth[high, wide] - near) < _FLESH * zoom)
        if np.count_nonzero(flesh) > np.count_nonzero(around) / 2:
            mask = np.zeros(seen.shape, dtype=bool)
            mask[high, wide] = flesh
            yield _Zone.of(mask, _TOO_MUCH_OF_JOINT)


def _tinted(onlooker: Onlooker) -> Mask:
    """The faces (n,) that may show a highlighted muscle on the skin."""
    mesh = onlooker.mesh
    every, parts = np.arange(len(mesh.faces)), mesh.parts.astype(np.intp)
    tinted = np.zeros(len(mesh.faces), dtype=bool)
    for muscle in onlooker.muscles:
        for patch in muscle.patches:
            tinted[patch.near(mesh, parts, every)] = True
    return tinted


def _joints(skeleton: Skeleton) -> Array:
    """Shoulders, elbows, wrists, hips, knees and ankles (12, 3)."""
    limbs = [limbs[side] for limbs in (skeleton.arms, skeleton.legs) for side in SIDES]
    return np.array([segment.origin for limb in limbs for segment in (limb.upper, limb.lower, limb.end)])
