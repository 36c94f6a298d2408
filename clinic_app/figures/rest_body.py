"""The standard body at rest, piece by piece: what muscles are mapped on.

A vertex of a posed body has its fellow here, so a muscle's place at rest is its place in every pose, and on
every build: the rest body's girth is always the standard one.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from clinic_app.figures.body.figure import add_body
from clinic_app.figures.body.mesh import Indices, MeshBuilder, Part, part_of
from clinic_app.figures.geometry import Array
from clinic_app.figures.posture import Arm, Leg, Posture, Side
from clinic_app.figures.scene import Look
from clinic_app.figures.skeleton import Skeleton
from clinic_app.figures.stand import pose_skeleton

_STANDARD_BUILD: Final = "broad"
_FINGERS: Final = ("thumb", "index", "middle", "ring", "little")
_TOES: Final = ("toe1", "toe2", "toe3", "toe4", "toe5")
_PIECES: Final = {
    "torso": ("torso",),
    "head": ("head",),
    "leg": ("thigh", "shank"),
    "foot": ("foot", *_TOES),
    "arm": ("upper_arm", "forearm", "hand", *_FINGERS),
}
_MIDLINE: Final = ("torso", "head")


def piece_of(stem: str) -> str:
    """The piece of the body that the part with this stem is on."""
    return next(piece for piece, stems in _PIECES.items() if stem in stems)


def part_on(stem: str, side: Side) -> Part:
    """The part with this stem on that side, or in the middle."""
    return Part[stem.upper()] if stem in _MIDLINE else part_of(stem, side)


def parts_of(piece: str, side: Side) -> tuple[Part, ...]:
    """All parts of a piece."""
    return tuple(part_on(stem, side) for stem in _PIECES[piece])


@dataclass(frozen=True, slots=True, eq=False)
class RestSkin:
    """A piece of the body, standing, arms hanging with the thumbs forward.

    ``vertices`` (n, 3) are those its ``faces`` (m, 3) use, in the order they have in the whole body's mesh;
    ``parts`` (m,) says of which part a face is.
    """

    skeleton: Skeleton
    vertices: Array
    faces: Indices
    parts: npt.NDArray[np.int16]


def rest_skin(
    piece: str, side: Side, posture: Posture, look: Look, fine: AbstractSet[Part] = frozenset()
) -> RestSkin:
    """The piece with the vertices that a body of that ``look`` has in that ``posture``."""
    arm, leg = Arm(pronation=0.0), Leg()
    if piece == "arm":
        posed = posture.arm(side)
        arm = replace(arm, hand=posed.hand, fingers_bend=posed.fingers_bend)
    if piece == "foot":
        bent = posture.leg(side)
        leg = replace(
            leg,
            toe_extension=bent.toe_extension,
            big_toe_extension=bent.big_toe_extension,
            toe_curl=bent.toe_curl,
        )
    dressed = replace(look, build=_STANDARD_BUILD) if piece == "head" else Look(feet=look.feet)
    return _skin(piece, side, arm, leg, dressed, frozenset(fine) & frozenset(parts_of(piece, side)))


@lru_cache(maxsize=64)
def _skin(piece: str, side: Side, arm: Arm, leg: Leg, look: Look, fine: frozenset[Part]) -> RestSkin:
    posture = Posture(leg_r=leg, leg_l=leg, arm_r=arm, arm_l=arm)
    skeleton = pose_skeleton(posture)
    builder = MeshBuilder()
    add_body(builder, skeleton, posture, look, frozenset(parts_of(piece, side)), fine=fine)
    mesh = builder.mesh()
    faces = np.isin(mesh.parts, parts_of(piece, side))
    used, places = np.unique(mesh.faces[faces], return_inverse=True)
    return RestSkin(skeleton, mesh.vertices[used], places.reshape(-1, 3), mesh.parts[faces])
