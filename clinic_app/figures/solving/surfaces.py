"""Surfaces of the room by name, as ``floor``, ``stairs.edge`` or ``chair.seat``: flat, or round and soft."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

import numpy as np

from clinic_app.figures.body.mesh import Mesh, MeshBuilder
from clinic_app.figures.geometry import Array, vector
from clinic_app.figures.props.making import add_soft_props, solids_of
from clinic_app.figures.scene import Prop
from clinic_app.figures.skeleton import Skeleton
from clinic_app.figures.solids import Solid
from clinic_app.figures.solving.patches import Patch, Surface, patches_of, round_surface

FLOOR: Final = "floor"
"""The surface at height zero that is always there."""

STANDING_FACES: Final = ("wall", "back_wall", "door_post", "doorway", "corner", "mirror")
"""Kinds of props one leans on from beside, not from above."""

CUSHIONS: Final = ("pillow", "ball")
"""Soft kinds that are part of the mesh and can be lain, sat and leaned on."""

_UPRIGHT_PIECES: Final = ("face", "backrest", "post", "wall", "front", "headboard", "frame", "lintel")
_USUAL_PIECES: Final[Mapping[str, str]] = {"chair": "seat", "stool": "seat", "bike": "saddle"}
_WAYS: Final[Mapping[str, tuple[float, float, float]]] = {
    "top": (0, 1, 0),
    "under": (0, -1, 0),
    "front": (1, 0, 0),
    "back": (-1, 0, 0),
    "right": (0, 0, 1),
    "left": (0, 0, -1),
}
_ENDLESS: Final = 1000.0
_LOOKS_SO: Final = 0.7
_UPRIGHT: Final = 0.5
_EDGE_INSET: Final = 1.5
_ALIKE: Final = 0.4
_SEATS: Final = ("seat", "saddle")


@cache
def floor() -> Surface:
    """The floor."""
    far = _ENDLESS
    corners = vector([[-far, 0, -far], [-far, 0, far], [far, 0, far], [far, 0, -far]])
    return Surface(FLOOR, (Patch(corners, vector((0.0, 1.0, 0.0))),))


def surface_named(name: str, props: Sequence[Prop], skeleton: Skeleton) -> Surface | None:
    """The surface a pose calls ``name``, turned towards the body; ``None`` where there is none."""
    stem, _, part = name.partition(".")
    if stem == FLOOR:
        return floor()
    found = [prop for prop in props if prop.name == stem] or [prop for prop in props if prop.kind == stem]
    for prop in found:
        if prop.kind in CUSHIONS:
            return soft_surface(name, prop, skeleton)
    solids = tuple(solid for prop in found for solid in solids_of(prop, skeleton))
    if not solids:
        return None
    if part.startswith("edge"):
        return _step_edge(name, solids, part, found[0])
    return _part_of_prop(name, solids, part, found[0].kind, skeleton.pelvis.origin)


def soft_surface(name: str, prop: Prop, skeleton: Skeleton) -> Surface:
    """The skin of a pillow or ball."""
    builder = MeshBuilder()
    add_soft_props(builder, [prop], skeleton)
    return skin_surface(name, builder.mesh())


def skin_surface(name: str, mesh: Mesh) -> Surface:
    """A mesh as a surface."""
    return Surface(name, points=mesh.vertices, normals=mesh.normals())


def _part_of_prop(name: str, solids: tuple[Solid, ...], part: str, kind: str, body: Array) -> Surface | None:
    """The piece or side a part names; without one what one usually touches of that kind."""
    piece = part or _USUAL_PIECES.get(kind, "")
    named = tuple(solid for solid in solids if solid.name == piece)
    if named:
        upright = any(piece.startswith(stem) for stem in _UPRIGHT_PIECES)
        surface = _facing(name, named, body) if upright else _topside(name, named)
        return _with_middle(surface, named) if piece in _SEATS else surface
    if part == "face" or (not part and kind in STANDING_FACES):
        return _facing(name, solids, body)
    if part in ("", "top"):
        return _topside(name, tuple(solid for solid in solids if solid.name == "top") or solids)
    if part in _WAYS:
        patches = _sided(solids, vector(_WAYS[part]))
        return Surface(name, patches) if patches else None
    return None


def _topside(name: str, solids: Sequence[Solid]) -> Surface:
    """The level tops; of rolls the round skin."""
    tops = _sided(solids, vector(_WAYS["top"]))
    largest = max((patch.area for patch in tops), default=0.0)
    if any(solid.soft for solid in solids) and largest < _WIDEST_FACET:
        return round_surface(name, solids)
    return Surface(name, tuple(patch for patch in tops if patch.area > largest * 0.1))


_WIDEST_FACET: Final = 250.0
"""Square centimetres up to which a level side of a round thing is one of its facets."""


def _sided(solids: Sequence[Solid], way: Array) -> tuple[Patch, ...]:
    patches = (patch for solid in solids for patch in patches_of(solid))
    return tuple(patch for patch in patches if float(patch.normal @ way) > _LOOKS_SO)


def _facing(name: str, solids: Sequence[Solid], body: Array) -> Surface:
    """The large upright sides that look at the body."""
    faces = []
    for solid in solids:
        upright = [patch for patch in patches_of(solid) if abs(float(patch.normal[1])) < _UPRIGHT]
        facing = [patch for patch in upright if float(patch.gaps(body[None])[0]) > 0]
        faces += facing or upright[:1]
    largest = max(patch.area for patch in faces)
    return Surface(name, tuple(patch for patch in faces if patch.area > largest * _ALIKE))


def _with_middle(surface: Surface, solids: Sequence[Solid]) -> Surface:
    """A seat: one sits in its middle."""
    middle = np.concatenate([solid.corners() for solid in solids]).mean(axis=0)
    usual = (float(middle[0]), None, float(middle[2]))
    return Surface(surface.name, surface.patches, surface.points, surface.normals, usual)


def _step_edge(name: str, solids: tuple[Solid, ...], part: str, prop: Prop) -> Surface | None:
    """The tread of a step where the ball of a foot stands on its edge."""
    number = part.removeprefix("edge") or "1"
    steps = [solid for solid in solids if solid.name == f"step{number}"] or [
        solid for solid in solids if solid.name == "top" and number == "1"
    ]
    if not steps:
        return None
    ends = steps[0].corners()[:, 0]
    backwards = prop.sizes.get("direction", 1) < 0
    edge = float(ends.max() - _EDGE_INSET if backwards else ends.min() + _EDGE_INSET)
    return Surface(name, _sided(steps[:1], vector(_WAYS["top"])), usual=(edge, None, None))
