"""Muscles on the skin: how deep inside a named muscle's patch each point of the body's surface lies."""

from collections.abc import Sequence

import numpy as np

from clinic_app.figures.body.mesh import Mesh, Part, part_of
from clinic_app.figures.geometry import Array
from clinic_app.figures.muscle_map import MUSCLES, MusclePoint
from clinic_app.figures.posture import Side
from clinic_app.figures.scene import Highlight
from clinic_app.figures.sites import LIMB_PARTS
from clinic_app.figures.skeleton import SHOULDER_HEIGHT, Segment, Skeleton


def muscle_field(mesh: Mesh, skeleton: Skeleton, highlights: Sequence[Highlight]) -> Array:
    """For each vertex (n,): 1 on a muscle's path, 0 on its patch's edge, less outside, never below -1."""
    field = np.full(len(mesh.vertices), -1.0)
    for highlight in highlights:
        muscle = MUSCLES[highlight.muscle]
        skin = mesh.vertices_of(tuple(_skin_part(stem, highlight.side) for stem in muscle.skin))
        path = np.array([_locate(point, skeleton, highlight.side) for point in muscle.path])
        radii = np.array([point.radius for point in muscle.path])
        field[skin] = np.maximum(field[skin], _inside(mesh.vertices[skin], path, radii))
    return field


def _skin_part(stem: str, side: Side) -> Part:
    return part_of(stem, side) if stem in LIMB_PARTS else Part[stem.upper()]


def _locate(point: MusclePoint, skeleton: Skeleton, side: Side) -> Array:
    forward, up, out = point.offset
    outwards = 1 if side == "r" else -1
    return _segment(point.part, skeleton, side).at(forward, up, out * outwards)


def _segment(part: str, skeleton: Skeleton, side: Side) -> Segment:
    if part == "scapula":
        axes = skeleton.spine.station(SHOULDER_HEIGHT)[1]
        return Segment(skeleton.arms[side].upper.origin, axes)
    return skeleton.segment(f"{part}_{side}" if part in LIMB_PARTS else part)


def _inside(points: Array, path: Array, radii: Array) -> Array:
    best = np.full(len(points), -1.0)
    for start, end, first, last in zip(path[:-1], path[1:], radii[:-1], radii[1:], strict=True):
        bone = end - start
        share = np.clip((points - start) @ bone / (bone @ bone + 1e-9), 0.0, 1.0)
        beside = points - start - share[:, None] * bone
        apart = np.sqrt(np.einsum("ij,ij->i", beside, beside))
        np.maximum(best, 1.0 - apart / (first + (last - first) * share), out=best)
    return best
