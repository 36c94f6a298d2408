"""Putting the posed body into the room: a named point in its place, or the lowest part on the floor."""

from typing import Final

import numpy as np

from clinic_app.figures.body.builds import BUILDS
from clinic_app.figures.body.figure import add_body
from clinic_app.figures.body.mesh import MeshBuilder, Part
from clinic_app.figures.geometry import Array
from clinic_app.figures.posture import Anchor, Posture
from clinic_app.figures.scene import Look
from clinic_app.figures.skeleton import Skeleton
from clinic_app.figures.stand import pose_skeleton

_SOFT_ALL_OVER: Final = 0.3
_SOFT_PART: Final = 0.2
"""How far, in centimetres, flesh gives way under the body's weight where the pose does not say."""


def place_body(posture: Posture, look: Look) -> Skeleton:
    """The skeleton in the room, where the posture's anchor puts it."""
    shoulders = BUILDS[look.build].shoulders
    free = pose_skeleton(posture, shoulder_width=shoulders)
    offset = _offset(free, posture, look)
    return pose_skeleton(posture, free.pelvis.origin + offset, shoulders)


def _offset(skeleton: Skeleton, posture: Posture, look: Look) -> Array:
    anchor = posture.anchor
    wanted = (anchor.x, anchor.y, anchor.z)
    if anchor.site is None:
        return _resting(skeleton, posture, look, anchor)
    found = skeleton.locate(anchor.site)
    return np.array([0.0 if aim is None else aim - at for aim, at in zip(wanted, found, strict=True)])


def _resting(skeleton: Skeleton, posture: Posture, look: Look, anchor: Anchor) -> Array:
    parts = frozenset(Part[name.upper()] for name in anchor.lowest)
    builder = MeshBuilder()
    add_body(builder, skeleton, posture, look, parts or None)
    mesh = builder.mesh()
    vertices = mesh.vertices[mesh.vertices_of(tuple(parts))] if parts else mesh.vertices
    low, high = vertices.min(axis=0), vertices.max(axis=0)
    soft = _SOFT_PART if parts else _SOFT_ALL_OVER
    sink = soft if anchor.sink is None else anchor.sink
    sideways = 0.0 if anchor.x is None else anchor.x - (low[0] + high[0]) / 2
    aside = 0.0 if anchor.z is None else anchor.z - (low[2] + high[2]) / 2
    return np.array([sideways, (anchor.y or 0.0) - low[1] - sink, aside])
