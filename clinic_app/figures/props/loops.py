"""Bands and weights around limbs: a loop drawn tight over the skin of one limb or several."""

from collections.abc import Iterable
from typing import Final

import numpy as np
from scipy.spatial import ConvexHull

from clinic_app.figures.body.mesh import Dress, Indices, Material, MeshBuilder
from clinic_app.figures.body.tube import grid_faces
from clinic_app.figures.geometry import Array, cross, unit, vector
from clinic_app.figures.prop_kinds import Sizes
from clinic_app.figures.props.wraps import evenly, skin_near
from clinic_app.figures.sites import Site
from clinic_app.figures.skeleton import Skeleton

_SECTION: Final = 10
_LENGTH: Final = {"thigh": 1, "shank": 1, "foot": 0, "upper_arm": 1, "forearm": 1, "hand": 1}
"""Which of a part's axes runs along it."""


def add_loop(
    builder: MeshBuilder,
    part: int,
    around: Iterable[Site],
    skeleton: Skeleton,
    sizes: Sizes,
    material: Material,
) -> None:
    """A loop around the limbs at the sites, as tight as their skin (added before) allows."""
    sites = tuple(around)
    places = np.array([skeleton.locate(site) for site in sites])
    middle = places.mean(axis=0)
    normal = _square_to(sites, skeleton)
    skin = skin_near(builder.mesh(), sites, skeleton, normal, sizes["half_width"])
    first = unit(cross(normal, vector((0.0, 0.0, 1.0) if abs(normal[2]) < 0.9 else (1.0, 0.0, 0.0))))
    second = cross(normal, first)
    flat = np.stack([(skin - middle) @ first, (skin - middle) @ second], axis=1)
    ring = evenly(flat[ConvexHull(flat).vertices])
    outwards = _outwards(ring)
    thick, wide = sizes["thickness"] / 2, sizes["half_width"]
    angles = np.arange(_SECTION) * 2 * np.pi / _SECTION
    across = np.sign(np.cos(angles)) * np.abs(np.cos(angles)) ** 0.6 * thick
    along = np.sign(np.sin(angles)) * np.abs(np.sin(angles)) ** 0.6 * wide
    path = ring[:, None] + outwards[:, None] * (thick * 0.7 + across)[:, None]
    vertices = middle + path[..., :1] * first + path[..., 1:] * second + along[:, None] * normal
    faces = grid_faces(len(ring), _SECTION)
    # The run in front and the one behind are two things, so that a line is drawn where one hides the other.
    behind = np.repeat(outwards[:, _widest(ring)] < 0, _SECTION)[faces[:, 0]]
    faces = _facing_out(vertices, faces)
    builder.add(vertices.reshape(-1, 3), faces, part + behind.astype(np.intp), Dress.plain(material))


def _widest(ring: Array) -> int:
    """The axis (0 or 1) across the longer side of a closed outline (n, 2)."""
    return 1 - int(np.argmax(np.ptp(ring, axis=0)))


def _square_to(sites: tuple[Site, ...], skeleton: Skeleton) -> Array:
    """The mean direction of the limbs' bones (of feet: their length), square to the way between them."""
    ways = np.array([skeleton.segment(site.part).axes[:, _LENGTH[site.part[:-2]]] for site in sites])
    ways *= np.sign(ways @ ways[0])[:, None]
    mean = ways.mean(axis=0)
    places = np.array([skeleton.locate(site) for site in sites])
    apart = unit(places[-1] - places[0])
    return unit(mean - apart * float(mean @ apart))


def _outwards(ring: Array) -> Array:
    """Unit directions (n, 2) out of a closed outline."""
    way = np.roll(ring[:-1], -1, axis=0) - np.roll(ring[:-1], 1, axis=0)
    out = np.stack([way[:, 1], -way[:, 0]], axis=1)
    out /= np.hypot(*out.T)[:, None]
    out *= np.sign(((ring[:-1] - ring[:-1].mean(axis=0)) * out).sum())
    return np.concatenate([out, out[:1]])


def _facing_out(vertices: Array, faces: Indices) -> Indices:
    """The faces, turned so that the loop's outer side looks away from its middle."""
    points = vertices.reshape(-1, 3)
    corners = points[faces]
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    cores = np.repeat(vertices.mean(axis=1), vertices.shape[1], axis=0)[faces[:, 0]]
    outward = float(((corners.mean(axis=1) - cores) * normals).sum())
    return faces if outward > 0 else faces[:, ::-1]
