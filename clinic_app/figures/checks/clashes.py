"""Limbs that run through trunk, head, other limbs or props: limbs as capsules, props against the skin."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from clinic_app.figures.body.mesh import Mesh, Part
from clinic_app.figures.finishes import Finish
from clinic_app.figures.geometry import Array, vector
from clinic_app.figures.posture import SIDES, Posture
from clinic_app.figures.skeleton import Skeleton
from clinic_app.figures.solids import Solid
from clinic_app.figures.touching import is_on_body

_FIRM: Final = 1.5
"""Centimetres two bodies may share before it is a clash."""

_SOFT: Final = 3.5
"""The same where flesh gives way: thighs, bellies, a head in a hand."""

_PRESSED: Final = 2.4
"""The same of an arm held against the trunk, which gives way."""

_CROSSED: Final = 3.0
"""The same of arms crossed before the chest."""

_HUGGED: Final = 4.5
"""The same of a thigh in the arms."""

_SHARES: Final = np.linspace(0.0, 1.0, 7)
_TRUNK: Final = (
    (97.0, 9.0, 14.0),
    (106.0, 7.5, 12.5),
    (114.0, 7.5, 12.5),
    (123.0, 9.0, 13.5),
    (131.0, 10.0, 14.0),
)
"""Heights, half depth and half width (cm) of the trunk's firm part."""

_SLAB: Final = 5.0
_HEAD: Final = (0.6, 4.0, 0.0)
_HEAD_RADIUS: Final = 8.6
_IN_PROP: Final = 1.6
_FLESH: Final = 2.4
_SOFT_STUFF: Final = (Finish.TOWEL, Finish.FOAM, Finish.PAD, Finish.LINEN)
_YIELDING: Final = 2.6
_SHOULDER: Final = 3.5
_GRIPPING: Final = 3.2
"""How deep (cm) skin may be in a prop: usually, where one sits, of a shoulder lain on, of a hand."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two things in one place, ``depth`` centimetres deep."""

    first: str
    second: str
    depth: float

    def sentence(self) -> str:
        """What is wrong, for people."""
        return f"{self.first} runs {self.depth:.1f} cm into {self.second}"


@dataclass(frozen=True, slots=True)
class _Capsule:
    """A bone with flesh: points (n, 3) along it and radii (n,)."""

    name: str
    points: Array
    radii: Array


def limb_clashes(posture: Posture, skeleton: Skeleton) -> Iterator[Clash]:
    """Limbs in the trunk, the head or another limb, deeper than flesh gives.

    A hand that is laid on a limb, and is checked against its skin, is left out for that limb.
    """
    capsules = _capsules(skeleton)
    laid = _laid_on(posture)
    for index, first in enumerate(capsules):
        for second in capsules[index + 1 :]:
            allowed = _allowed(first.name, second.name)
            if allowed is None or (first.name, second.name) in laid or (second.name, first.name) in laid:
                continue
            depth = _depth(first, second)
            if depth > allowed:
                yield Clash(first.name, second.name, depth)
        yield from _in_trunk_or_head(first, skeleton)


def prop_clashes(mesh: Mesh, solids: tuple[tuple[str, Solid], ...]) -> Iterator[Clash]:
    """Skin deeper in a prop or the floor than it may press in."""
    hands = frozenset(part for part in Part if part.name.split("_")[0] in _HAND_STEMS)
    for name, solid in solids:
        deep, depth_of_deep = solid.deeper(mesh.vertices, _IN_PROP)
        if not len(deep):
            continue
        depth = np.zeros(len(mesh.vertices))
        depth[deep] = depth_of_deep
        for part in _parts_at(mesh, deep) - {Part.HAIR}:
            allowed = _GRIPPING if part in hands else _LAIN_ON.get(part, _IN_PROP)
            allowed = max(allowed, _YIELDING if solid.finish in _SOFT_STUFF else 0.0)
            deepest = float(depth[mesh.vertices_of((part,))].max())
            if deepest > allowed:
                yield Clash(_words(part.name), name, deepest)


def floor_clashes(mesh: Mesh) -> Iterator[Clash]:
    """Parts of the body below the floor."""
    below = np.flatnonzero(mesh.vertices[:, 1] < -_IN_PROP)
    for part in sorted(_parts_at(mesh, below) - {Part.HAIR}):
        depth = -float(mesh.vertices[mesh.vertices_of((part,)), 1].min())
        if depth > _LAIN_ON.get(part, _IN_PROP):
            yield Clash(_words(part.name), "the floor", depth)


_SIDE_WORDS: Final = {"r": "right", "l": "left"}
_LIMBS_OF_PLACES: Final = {
    "thigh": ("thigh",),
    "knee": ("thigh", "shank"),
    "shin": ("shank", "thigh"),
    "calf": ("shank", "thigh"),
    "ankle": ("shank", "foot"),
    "foot": ("foot",),
    "sole": ("foot",),
    "upper_arm": ("upper arm",),
    "elbow": ("upper arm", "forearm"),
    "forearm": ("forearm",),
    "wrist": ("forearm", "hand"),
    "hand": ("hand", "forearm"),
}
_LAIN_ON: Final = {
    **dict.fromkeys((Part.TORSO, Part.THIGH_R, Part.THIGH_L), _FLESH),
    **dict.fromkeys((Part.UPPER_ARM_R, Part.UPPER_ARM_L), _SHOULDER),
}
_HAND_STEMS: Final = ("HAND", "THUMB", "INDEX", "MIDDLE", "RING", "LITTLE")


def _laid_on(posture: Posture) -> set[tuple[str, str]]:
    """Pairs of a hand or forearm and the limb its hand lies on or holds."""
    found = set()
    for side in SIDES:
        touch = posture.arm(side).touch
        if touch is None or not is_on_body(touch.surface):
            continue
        stem = touch.surface.partition(".")[0]
        other = stem[-1] if stem.endswith(("_r", "_l")) else side
        limbs = _LIMBS_OF_PLACES.get(stem.removesuffix(f"_{other}"), ())
        own = _SIDE_WORDS[side]
        found |= {
            (f"{own} {part}", f"{_SIDE_WORDS[other]} {limb}")
            for part in ("hand", "forearm")
            for limb in limbs
        }
    return found


def _parts_at(mesh: Mesh, vertices: "np.typing.NDArray[np.intp]") -> set[Part]:
    touched = np.zeros(len(mesh.vertices), dtype=bool)
    touched[vertices] = True
    one, other, third = (touched.take(mesh.faces[:, corner]) for corner in range(3))
    return {Part(int(number)) for number in np.unique(mesh.parts[one | other | third])}


def _words(name: str) -> str:
    stem, _, side = name.lower().rpartition("_")
    sides = {"r": "right", "l": "left"}
    return f"{sides[side]} {stem.replace('_', ' ')}" if side in sides else name.lower()


def _capsules(skeleton: Skeleton) -> list[_Capsule]:
    found = []
    for side in SIDES:
        word = _SIDE_WORDS[side]
        leg, arm = skeleton.legs[side], skeleton.arms[side]
        for name, start, end, radii in (
            ("thigh", leg.upper.origin, leg.lower.origin, (6.5, 4.8)),
            ("shank", leg.lower.origin, leg.end.origin, (4.8, 3.0)),
            ("foot", leg.end.at(-3.0, -3.5, 0.0), leg.end.at(16.0, -4.6, 0.0), (2.9, 2.2)),
            ("upper arm", arm.upper.origin, arm.lower.origin, (4.2, 3.4)),
            ("forearm", arm.lower.origin, arm.end.origin, (3.4, 2.2)),
            ("hand", arm.end.origin, arm.end.at(0.0, -9.0, 0.0), (1.8, 1.3)),
        ):
            points = start + (end - start) * _SHARES[:, None]
            found.append(_Capsule(f"{word} {name}", points, vector(np.interp(_SHARES, [0, 1], radii))))
    return found


def _allowed(first: str, second: str) -> float | None:
    """How deep two limbs may be in each other; ``None`` for neighbours."""
    (side, one), (other_side, other) = first.split(" ", 1), second.split(" ", 1)
    if side == other_side:
        neighbours = {("thigh", "shank"), ("shank", "foot"), ("upper arm", "forearm"), ("forearm", "hand")}
        if (one, other) in neighbours or {one, other} <= {"upper arm", "hand"}:
            return None
        # A folded knee brings heel to buttock.
        if (one, other) == ("thigh", "foot"):
            return _SOFT
    if {one, other} <= {"forearm", "upper arm"}:
        return _CROSSED
    if "thigh" in (one, other) and "forearm" in (one, other):
        return _HUGGED
    return _SOFT if "thigh" in (one, other) or {one, other} <= {"shank"} else _FIRM + 0.6


def _depth(first: _Capsule, second: _Capsule) -> float:
    apart = np.sqrt(((first.points[:, None] - second.points[None]) ** 2).sum(axis=2))
    return float((first.radii[:, None] + second.radii[None] - apart).max())


def _in_trunk_or_head(limb: _Capsule, skeleton: Skeleton) -> Iterator[Clash]:
    if "arm" not in limb.name and "hand" not in limb.name:
        return
    apart = np.sqrt(((limb.points - skeleton.head.at(*_HEAD)) ** 2).sum(axis=1))
    in_head = float((_HEAD_RADIUS + limb.radii - apart).max())
    if in_head > _FIRM + 0.8:
        yield Clash(limb.name, "the head", in_head)
    if "upper" in limb.name:
        return
    in_trunk = max(_depth_in_slab(limb, skeleton, *slab) for slab in _TRUNK)
    if in_trunk > _PRESSED:
        yield Clash(limb.name, "the trunk", in_trunk)


def _depth_in_slab(limb: _Capsule, skeleton: Skeleton, height: float, depth: float, width: float) -> float:
    centre, axes = skeleton.spine.station(height)
    local = (limb.points - centre) @ axes
    near = np.abs(local[:, 1]) < _SLAB
    if not near.any():
        return 0.0
    flat = np.sqrt((local[:, 0] / depth) ** 2 + (local[:, 2] / width) ** 2) + 1e-6
    distance = np.sqrt(local[:, 0] ** 2 + local[:, 2] ** 2)
    beyond = distance * (1.0 - 1.0 / flat)
    return float((limb.radii - beyond)[near].max())
