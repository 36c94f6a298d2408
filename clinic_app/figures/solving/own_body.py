"""Places on one's own body to lay a hand on: found on the skin of the body that is drawn."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.spatial import cKDTree

from clinic_app.figures.body.mesh import Mesh, Part, part_of
from clinic_app.figures.geometry import Array, unit, vector
from clinic_app.figures.posture import SIDES, Posture, Side
from clinic_app.figures.sites import Vector
from clinic_app.figures.skeleton import Segment, Skeleton
from clinic_app.figures.solving.room import Room

_NEIGHBOURHOOD: Final = 4.5
"""Centimetres of skin about a place whose mean direction a hand follows."""


_HAND_WIDE: Final = 14.0
_FACING: Final = 0.1
_BESIDE: Final = 3.0
"""Skin counts within a hand's size of the place where it looks its way, below points so near it (cm)."""

_HALF_PALM: Final = 3.0
"""Half the width (cm) of skin a closing hand covers."""


@dataclass(frozen=True, slots=True)
class _Region:
    """A place on the body: the part whose axes hold it, a line inside (start to end) and the way out of it.

    ``fingers`` is the way fingers usually lie; x forward, y up, z outwards, all in the part's axes.
    """

    part: str
    skin: tuple[str, ...]
    start: Vector
    end: Vector
    way: Vector
    fingers: Vector
    along: float = 0.5


_BONE: Final = 42.0
_REGIONS: Final[dict[str, _Region]] = {
    "thigh": _Region("thigh", ("thigh",), (0, 0, 0), (0, -_BONE, 0), (1, 0, 0), (0, -1, 0), 0.6),
    "knee": _Region("thigh", ("thigh", "shank"), (0, -38, 0), (0, -44, 0), (1, 0, 0), (0, -1, 0)),
    "shin": _Region("shank", ("shank",), (0, -4, 0), (0, -_BONE, 0), (1, 0, 0), (0, 0, -1), 0.25),
    "calf": _Region("shank", ("shank",), (0, -4, 0), (0, -_BONE, 0), (-1, 0, 0), (0, 0, -1), 0.3),
    "ankle": _Region("shank", ("shank",), (0, -34, 0), (0, -40, 0), (1, 0, 0), (0, 0, -1)),
    "foot": _Region("foot", ("foot",), (0, -3.5, 0), (14, -5, 0), (0, 1, 0), (0, 0, -1)),
    "sole": _Region("foot", ("foot",), (0, -3.5, 0), (14, -5, 0), (0, -1, 0), (0, 0, -1)),
    "upper_arm": _Region("upper_arm", ("upper_arm",), (0, -4, 0), (0, -28, 0), (0, 0, 1), (-1, 0, 0)),
    "elbow": _Region("upper_arm", ("upper_arm", "forearm"), (0, -28, 0), (0, -31, 0), (-1, 0, 0), (0, 0, -1)),
    "forearm": _Region("forearm", ("forearm",), (0, -3, 0), (0, -23, 0), (-1, 0, 0), (0, 0, -1)),
    "wrist": _Region("hand", ("hand", "forearm"), (0, 2, 0), (0, -1, 0), (0, 0, 1), (-1, 0, 0)),
    "hand": _Region("hand", ("hand",), (0, -3, 0), (0, -8, 0), (0, 0, 1), (-0.4, -1, 0)),
    "shoulder": _Region(
        "upper_arm", ("upper_arm", "TORSO"), (0, 0, 0), (0, -4, 0), (0, 1, 0.6), (-1, -0.3, 0)
    ),
    "hip": _Region("pelvis", ("TORSO", "thigh"), (0, 4, 0), (0, -4, 0), (0.1, 0, 1), (1, -0.5, 0)),
    "waist": _Region("spine_106", ("TORSO",), (0, 4, 0), (0, -6, 0), (0.2, 0, 1), (1, -0.25, 0)),
    "rib": _Region("spine_118", ("TORSO",), (0, 4, 0), (0, -4, 0), (0.5, 0, 1), (1, 0, -0.4)),
    "buttock": _Region("pelvis", ("TORSO", "thigh"), (-2, 4, 8), (-2, -6, 8), (-1, 0, 0.1), (0, -1, 0)),
    "chest": _Region("spine_132", ("TORSO",), (0, 4, 0), (0, -6, 0), (1, 0, 0.35), (0, 0.25, -1)),
    "breastbone": _Region("spine_131", ("TORSO",), (0, 4, 0), (0, -6, 0), (1, 0, 0), (0, 0.3, -1)),
    "belly": _Region("spine_106", ("TORSO",), (0, 6, 0), (0, -6, 0), (1, 0, 0), (0, -0.2, -1)),
    "lower_belly": _Region("spine_98", ("TORSO",), (0, 6, 3.5), (0, -6, 3.5), (1, 0, 0.1), (0, -0.9, -0.5)),
    "low_back": _Region("spine_106", ("TORSO",), (0, 6, 5), (0, -6, 5), (-1, 0, 0.1), (0, -0.5, -1)),
    "upper_back": _Region("spine_132", ("TORSO",), (0, 6, 4), (0, -6, 4), (-1, 0, 0), (0, 1, -0.4)),
    "crown": _Region("head", ("HEAD", "HAIR"), (0, 5, 0), (0, 6, 0), (0, 1, 0), (0, 0, -1)),
    "head": _Region("head", ("HEAD", "HAIR"), (0, 8, 0), (0, 4, 0), (0, 0.55, 1), (0, 0.1, -1)),
    "temple": _Region("head", ("HEAD", "HAIR"), (2, 7, 0), (2, 3, 0), (0.2, 0, 1), (0, 1, 0)),
    "cheek": _Region("head", ("HEAD",), (3, 2, 0), (3, -5, 0), (0.5, 0, 1), (0, 1, 0)),
    "forehead": _Region("head", ("HEAD", "HAIR"), (0, 9, 0), (0, 6, 0), (1, 0, 0), (0, 0.2, -1)),
    "chin": _Region("head", ("HEAD",), (2, -5, 0), (2, -7, 0), (1, -0.2, 0), (0, 0.6, -1)),
    "back_of_head": _Region("head", ("HEAD", "HAIR"), (0, 9, 2.5), (0, 2, 2.5), (-1, 0, 0.1), (0, 0.35, -1)),
    "neck": _Region("spine_151", ("TORSO", "HEAD"), (0, 2, 0), (0, -2, 0), (-1, 0, 0.5), (0, 0, -1)),
}
_MIDLINE: Final = ("belly", "breastbone", "crown", "forehead", "chin")


@dataclass(frozen=True, slots=True)
class BodyPlace:
    """A place (3,) on the skin and the ``normal`` (3,) outwards.

    ``fingers`` (3,) is the way they usually lie there, ``mesh`` the skin about it.
    """

    place: Array
    normal: Array
    fingers: Array
    mesh: Mesh

    def gaps(self, points: Array) -> Array:
        """How far ``points`` (n, 3) are over the skin along the normal; infinite where none is below."""
        normals = self.mesh.normals()
        from_place = self.mesh.vertices - self.place
        near = ((from_place**2).sum(axis=1) < _HAND_WIDE**2) & (normals @ self.normal > _FACING)
        skin, found = from_place[near], points - self.place
        heights = skin @ self.normal
        tree = cKDTree(skin - np.outer(heights, self.normal))
        above = found @ self.normal
        apart, nearest = tree.query(found - np.outer(above, self.normal), k=4)
        below = np.where(apart < _BESIDE, heights[nearest], -np.inf)
        return vector(above - below.max(axis=1))


def depends_on_arm(name: str) -> Side | None:
    """The side of the arm a place on the body is on, where it is on an arm."""
    found = _region_and_side(name.partition(".")[0], "r")
    if found is None:
        return None
    region, side = found
    return side if region.part in ("upper_arm", "forearm", "hand") else None


def body_place(
    name: str,
    hand: Side,
    skeleton: Skeleton,
    posture: Posture,
    room: Room,
    along: float | None,
    around: float | None,
) -> BodyPlace | None:
    """The place on the drawn body a pose calls ``name`` for the ``hand`` of that side; ``None`` if unknown.

    Without a side of its own the place is on the hand's side.
    """
    stem, _, face = name.partition(".")
    found = _region_and_side(stem, hand)
    if found is None:
        return None
    region, side = found
    segment = _segment(region.part, side, skeleton)
    out = 0.0 if stem in _MIDLINE else (1.0 if side == "r" else -1.0)
    mirror = vector((1.0, 1.0, out if out else (1.0 if hand == "r" else -1.0)))
    share = region.along if along is None else along
    inside = segment.at(*(mirror * (vector(region.start) * (1 - share) + vector(region.end) * share)))
    way = segment.axes @ (mirror * _way(region, face, around))
    mesh = room.skin(skeleton, posture, _parts(region, side))
    place, normal = _outermost(mesh, _parts(region, side), inside, unit(way))
    fingers_way = mirror.copy()
    if region.part in ("pelvis", "head") or region.part.startswith("spine"):
        fingers_way[2] = 1.0 if hand == "r" else -1.0
    fingers = segment.axes @ (fingers_way * vector(region.fingers))
    return BodyPlace(place, normal, unit(fingers - normal * float(fingers @ normal)), mesh)


def body_bar(
    name: str, hand: Side, skeleton: Skeleton, posture: Posture, room: Room, along: float | None
) -> tuple[Array, float] | None:
    """A limb as something to close a hand round: its middle line (2, 3) about the place, and its radius."""
    found = _region_and_side(name.partition(".")[0], hand)
    if found is None:
        return None
    region, side = found
    segment = _segment(region.part, side, skeleton)
    mirror = vector((1.0, 1.0, 1.0 if side == "r" else -1.0))
    start, end = (segment.at(*(mirror * vector(point))) for point in (region.start, region.end))
    share = region.along if along is None else along
    middle, along_line = start + (end - start) * share, unit(end - start)
    skin = room.points(skeleton, posture, _parts(region, side))
    from_middle = skin - middle
    near = np.abs(from_middle @ along_line) < _HALF_PALM
    beside = from_middle[near] - np.outer(from_middle[near] @ along_line, along_line)
    distances = np.sqrt((beside**2).sum(axis=1))
    radius = float(np.median(distances)) if near.any() else _HALF_PALM
    # The skin may lie more on one side of the bone: the line runs through its middle.
    centre = middle + (beside.mean(axis=0) if near.any() else 0.0)
    return np.array([centre - along_line * 0.5, centre + along_line * 0.5]), radius


def _region_and_side(stem: str, hand: Side) -> tuple[_Region, Side] | None:
    if stem in _REGIONS:
        return _REGIONS[stem], hand
    base, _, side = stem.rpartition("_")
    if base in _REGIONS and side in SIDES:
        return _REGIONS[base], "r" if side == "r" else "l"
    return None


_FACES: Final = {
    "front": (1, 0, 0),
    "back": (-1, 0, 0),
    "outer": (0, 0, 1),
    "inner": (0, 0, -1),
    "top": (0, 1, 0),
}


def _way(region: _Region, face: str, around: float | None) -> Array:
    if around is not None:
        turned = np.radians(around)
        return vector((np.cos(turned), 0.0, np.sin(turned)))
    return vector(_FACES.get(face, region.way))


def _segment(part: str, side: Side, skeleton: Skeleton) -> Segment:
    paired = part not in ("pelvis", "head") and not part.startswith("spine")
    return skeleton.segment(f"{part}_{side}" if paired else part)


def _parts(region: _Region, side: Side) -> tuple[Part, ...]:
    return tuple(Part[stem] if stem.isupper() else part_of(stem, side) for stem in region.skin)


def _outermost(mesh: Mesh, parts: tuple[Part, ...], inside: Array, way: Array) -> tuple[Array, Array]:
    """Where a ray from ``inside`` leaves the skin of these parts for good, and the mean normal there."""
    faces = mesh.faces[np.isin(mesh.parts, parts)]
    first, second, third = (mesh.vertices[faces[:, corner]] for corner in range(3))
    one, other = second - first, third - first
    across = np.cross(way, other)
    size = (one * across).sum(axis=1)
    size = np.where(np.abs(size) < 1e-9, 1e-9, size)
    from_first = inside - first
    u = (from_first * across).sum(axis=1) / size
    beside = np.cross(from_first, one)
    v = beside @ way / size
    distance = (other * beside).sum(axis=1) / size
    hit = (u >= -1e-6) & (v >= -1e-6) & (u + v <= 1 + 1e-6) & (distance > 0)
    far = float(distance[hit].max()) if hit.any() else 0.0
    place = vector(inside + way * far)
    used = np.unique(faces)
    near = used[((mesh.vertices[used] - place) ** 2).sum(axis=1) < _NEIGHBOURHOOD**2]
    normals = mesh.normals()[near]
    facing = normals @ way > 0.2
    mean = normals[facing].mean(axis=0) if facing.any() else way
    return place, unit(vector(mean + 0.4 * way))
