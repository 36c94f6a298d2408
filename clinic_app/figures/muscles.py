"""The muscles a frame highlights, laid on its body: patches of skin, and strands inside it."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from clinic_app.figures.body.mesh import Indices, Mesh, Part
from clinic_app.figures.geometry import Array
from clinic_app.figures.muscle_map import Muscle, StrandPoint, members
from clinic_app.figures.muscle_patches import Patch, patch_on, skin_of
from clinic_app.figures.posture import Posture, Side
from clinic_app.figures.rest_body import parts_of, piece_of, rest_skin
from clinic_app.figures.scene import Highlight, Look
from clinic_app.figures.sites import LIMB_PARTS
from clinic_app.figures.skeleton import SHOULDER_HEIGHT, Segment, Skeleton


@dataclass(frozen=True, slots=True, eq=False)
class Strand:
    """A cord inside the posed body: points (n, 3) in the room and half thicknesses (n,), in centimetres."""

    points: Array
    radii: Array


@dataclass(frozen=True, slots=True, eq=False)
class LaidPatch:
    """A patch on the posed body: ``vertices`` (n,) are the mesh's indices of the piece's vertices."""

    patch: Patch
    vertices: Indices

    def near(self, mesh: Mesh, parts: Indices, faces: Indices) -> Indices:
        """Which (k,) of some ``faces`` (n,) on ``parts`` (n,) may show it."""
        allowed = np.zeros(max(*Part, int(parts.max(initial=0))) + 1, dtype=bool)
        allowed[list(self.patch.parts)] = True
        chosen = np.flatnonzero(allowed[parts])
        near = np.zeros(len(mesh.vertices), dtype=bool)
        near[self.vertices[self.patch.near]] = True
        face = faces.take(chosen)
        one, other, third = (near.take(mesh.faces[:, corner].take(face)) for corner in range(3))
        found: Indices = chosen[one | other | third]
        return found

    def inside(self, mesh: Mesh, corners: Indices, weights: Array) -> Array:
        """How deep inside (n,) points lie, by the mesh's face corners (n, 3) and weights (n, 3)."""
        place = np.empty(len(mesh.vertices), dtype=np.intp)
        place[self.vertices] = np.arange(len(self.vertices))
        return self.patch.inside(place[corners], weights)

    def samples(self, mesh: Mesh) -> Array:
        """Points (n, 3) all over the patch, in the room."""
        return self.patch.samples.on(mesh.vertices[self.vertices])


@dataclass(frozen=True, slots=True, eq=False)
class ShownMuscle:
    """A muscle of one side that is highlighted; ``group`` is the name the pose calls it by."""

    muscle: Muscle
    group: str
    side: Side
    patches: tuple[LaidPatch, ...]
    strands: tuple[Strand, ...]


class PosedBody:
    """A body in its posture, with its whole ``mesh``; hands and feet in ``fine`` can be seen close up."""

    def __init__(
        self,
        skeleton: Skeleton,
        mesh: Mesh,
        posture: Posture,
        look: Look,
        fine: AbstractSet[Part] = frozenset(),
    ) -> None:
        self.skeleton = skeleton
        self.mesh = mesh
        self._posture, self._look, self._fine = posture, look, fine
        self._pieces: dict[tuple[str, Side], Indices] = {}

    def patches(self, muscle: Muscle, side: Side) -> Iterator[LaidPatch]:
        """The muscle's outlines, laid on this body.

        Raises:
            ValueError: the body has other vertices than its rest body.
        """
        for outline in muscle.outlines:
            for piece in sorted({piece_of(stem) for stem in skin_of(outline)}):
                skin = rest_skin(piece, side, self._posture, self._look, self._fine)
                vertices = self._vertices_of(piece, side)
                if len(vertices) != len(skin.vertices):
                    raise ValueError(piece)
                yield LaidPatch(patch_on(outline, side, piece, skin), vertices)

    def _vertices_of(self, piece: str, side: Side) -> Indices:
        if (piece, side) not in self._pieces:
            used = np.zeros(len(self.mesh.vertices), dtype=bool)
            used[self.mesh.faces[np.isin(self.mesh.parts, parts_of(piece, side))]] = True
            self._pieces[piece, side] = np.flatnonzero(used)
        return self._pieces[piece, side]


def shown_muscles(highlights: Sequence[Highlight], body: PosedBody) -> tuple[ShownMuscle, ...]:
    """The muscles that are highlighted; groups are taken apart."""
    wanted = dict.fromkeys((highlight.muscle, highlight.side) for highlight in highlights)
    return tuple(
        ShownMuscle(
            muscle,
            group,
            side,
            tuple(body.patches(muscle, side)),
            tuple(_strand(points, body.skeleton, side) for points in muscle.strands),
        )
        for group, side in wanted
        for muscle in members(group)
    )


def _strand(points: tuple[StrandPoint, ...], skeleton: Skeleton, side: Side) -> Strand:
    return Strand(
        np.array([_locate(point, skeleton, side) for point in points]),
        np.array([point.radius for point in points]),
    )


def _locate(point: StrandPoint, skeleton: Skeleton, side: Side) -> Array:
    forward, up, out = point.offset
    outwards = 1 if side == "r" else -1
    return _segment(point.part, skeleton, side).at(forward, up, out * outwards)


def _segment(part: str, skeleton: Skeleton, side: Side) -> Segment:
    if part == "scapula":
        axes = skeleton.spine.station(SHOULDER_HEIGHT)[1]
        return Segment(skeleton.arms[side].upper.origin, axes)
    return skeleton.segment(f"{part}_{side}" if part in LIMB_PARTS else part)
