"""Triangles of the figure, with the part and the materials they belong to."""

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from clinic_app.figures.camera import Box
from clinic_app.figures.geometry import Array, vector

Indices = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]


class Part(IntEnum):
    """What a triangle belongs to. Lines are drawn where one part hides another."""

    TORSO = 1
    HEAD = 2
    UPPER_ARM_R = 3
    UPPER_ARM_L = 4
    FOREARM_R = 5
    FOREARM_L = 6
    HAND_R = 7
    HAND_L = 8
    THIGH_R = 9
    THIGH_L = 10
    SHANK_R = 11
    SHANK_L = 12
    FOOT_R = 13
    FOOT_L = 14
    THUMB_R = 15
    THUMB_L = 16
    INDEX_R = 20
    MIDDLE_R = 21
    RING_R = 22
    LITTLE_R = 23
    INDEX_L = 24
    MIDDLE_L = 25
    RING_L = 26
    LITTLE_L = 27
    EAR_R = 28
    EAR_L = 29
    HAIR = 32
    TOE1_R = 40
    TOE2_R = 41
    TOE3_R = 42
    TOE4_R = 43
    TOE5_R = 44
    TOE1_L = 45
    TOE2_L = 46
    TOE3_L = 47
    TOE4_L = 48
    TOE5_L = 49


FIRST_PROP_PART: Final = 60
"""Soft props count their parts from here, each thing its own: a line is drawn where one hides another."""

SMALL_PARTS: Final = frozenset(
    part for part in Part if Part.THUMB_R <= part <= Part.EAR_L or part >= Part.TOE1_R
)
"""Fingers, toes and ears: drawn with thinner lines and finer rules."""

TRUNK_FAMILY: Final = frozenset({Part.TORSO, Part.UPPER_ARM_R, Part.UPPER_ARM_L, Part.THIGH_R, Part.THIGH_L})
"""Parts that flow into each other: between them only a deep step is a line."""


class Material(IntEnum):
    """What a pixel is made of; where two meet on one part, the lower number owns the line."""

    SKIN = 0
    SHIRT = 1
    SHORTS = 2
    HAIR = 3
    SHOE = 4
    SOLE = 5
    STRAP = 6
    BALL = 7
    SOCK = 8
    CLOTH = 9
    TOWEL = 10
    BAND = 11
    BAG = 12
    STRIPE = 13
    RIDGE = 14
    FOLD = 15


def part_of(stem: str, side: str) -> Part:
    """The part called ``stem`` on ``side`` (``r`` or ``l``)."""
    return Part[f"{stem}_{side}".upper()]


@dataclass(frozen=True, slots=True)
class Dress:
    """Which material a triangle's pixels have.

    ``first`` where the ``upper`` field (n,) is above zero, else ``second`` where ``lower`` (n,) is, else
    ``third``. A missing field counts as above zero everywhere.
    """

    first: Material
    second: Material
    third: Material
    upper: Array | None = None
    lower: Array | None = None

    @classmethod
    def plain(cls, material: Material) -> "Dress":
        """One material all over."""
        return cls(material, material, material)


@dataclass(frozen=True, slots=True)
class Mesh:
    """Vertices (n, 3) in the room, faces (m, 3) that look outwards, and what they are.

    ``parts`` (m,) holds :class:`Part` numbers, ``materials`` (m, 3) the three of each face's
    :class:`Dress`; ``upper`` and ``lower`` (n,) are its fields.
    """

    vertices: Array
    faces: Indices
    parts: npt.NDArray[np.int16]
    materials: npt.NDArray[np.int8]
    upper: Array
    lower: Array

    def normals(self) -> Array:
        """Unit normals (n, 3) at the vertices, smooth over the faces around each."""
        corners = np.ascontiguousarray(self.faces.T)
        x, y, z = (np.ascontiguousarray(axis).take(corners) for axis in self.vertices.T)
        (a, far_a), (b, far_b), (c, far_c) = ((at[1] - at[0], at[2] - at[0]) for at in (x, y, z))
        sums = np.empty_like(self.vertices)
        for axis, normal in enumerate((b * far_c - c * far_b, c * far_a - a * far_c, a * far_b - b * far_a)):
            sums[:, axis] = np.bincount(corners.ravel(), np.tile(normal, 3), len(self.vertices))
        return vector(sums / (np.sqrt(np.einsum("ij,ij->i", sums, sums))[:, None] + 1e-9))

    def seen_in(self, seen: Array, box: Box) -> "Mesh":
        """The mesh without the faces outside ``box``; ``seen`` (n, 3) is where a camera sees its vertices."""
        right, up = seen[:, 0], seen[:, 1]
        corners = tuple(self.faces[:, corner] for corner in range(3))
        kept = np.ones(len(self.faces), dtype=bool)
        for beside in (right < box.left, right > box.right, up < box.bottom, up > box.top):
            one, other, third = (beside.take(corner) for corner in corners)
            kept &= ~(one & other & third)
        return replace(self, faces=self.faces[kept], parts=self.parts[kept], materials=self.materials[kept])

    def surface_points(self) -> Array:
        """Points (n, 3) spread over the faces: corners, middles of edges, and middles."""
        used = np.zeros(len(self.vertices), dtype=bool)
        used[self.faces] = True
        corners = self.vertices.take(self.faces, axis=0)
        starts, ends = self.faces.ravel(), np.roll(self.faces, 1, axis=1).ravel()
        once = np.flatnonzero(starts < ends)  # of each edge's two faces one
        edges = (self.vertices.take(starts[once], axis=0) + self.vertices.take(ends[once], axis=0)) / 2
        middles = (corners[:, 0] + corners[:, 1] + corners[:, 2]) / 3
        return np.concatenate([self.vertices[used], edges, middles])

    def vertices_of(self, parts: tuple[Part, ...]) -> Indices:
        """The indices of the vertices these parts use."""
        chosen = np.zeros(len(self.parts), dtype=bool)
        for part in parts:
            chosen |= self.parts == part
        used = np.zeros(len(self.vertices), dtype=bool)
        used[self.faces[chosen]] = True
        return np.flatnonzero(used)


class MeshBuilder:
    """Gathers pieces of surface into one mesh."""

    def __init__(self) -> None:
        self._vertices: list[Array] = []
        self._faces: list[Indices] = []
        self._parts: list[npt.NDArray[np.int16]] = []
        self._materials: list[npt.NDArray[np.int8]] = []
        self._upper: list[Array] = []
        self._lower: list[Array] = []
        self._count = 0

    def add(self, vertices: Array, faces: Indices, parts: int | Indices, dress: Dress) -> None:
        """Add a piece: ``vertices`` (n, 3), ``faces`` (m, 3) counted from its own first vertex.

        ``parts`` is one part for all faces, or (m,).
        """
        shown = np.ones(len(vertices))
        materials = np.empty((len(faces), 3), dtype=np.int8)
        materials[:] = (dress.first, dress.second, dress.third)
        part = np.empty(len(faces), dtype=np.int16)
        part[:] = parts
        self._vertices.append(vertices)
        self._faces.append(faces + self._count)
        self._parts.append(part)
        self._materials.append(materials)
        self._upper.append(shown if dress.upper is None else dress.upper)
        self._lower.append(shown if dress.lower is None else dress.lower)
        self._count += len(vertices)

    def mesh(self) -> Mesh:
        """The mesh of all pieces added so far."""
        return Mesh(
            vertices=np.concatenate(self._vertices),
            faces=np.concatenate(self._faces),
            parts=np.concatenate(self._parts),
            materials=np.concatenate(self._materials),
            upper=np.concatenate(self._upper),
            lower=np.concatenate(self._lower),
        )
