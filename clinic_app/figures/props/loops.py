"""Bands and weights around limbs: a loop drawn tight over the skin of one limb or several."""

from collections.abc import Iterable
from typing import Final

import numpy as np
from scipy.ndimage import gaussian_filter1d
from scipy.spatial import ConvexHull

from clinic_app.figures.body.mesh import Dress, Indices, Material, Mesh, MeshBuilder, Part
from clinic_app.figures.body.tube import grid_faces
from clinic_app.figures.geometry import Array, cross, unit, vector
from clinic_app.figures.prop_kinds import Sizes
from clinic_app.figures.sites import Site
from clinic_app.figures.skeleton import Skeleton

_NEAR_PLANE: Final = 2.2
_NEAR_SITE: Final = 15.0
"""Skin this near (cm) to the loop's plane, and to a named place, is what the loop goes around."""

_POINTS: Final = 48
_SECTION: Final = 10
_SMOOTHED: Final = 1.2

_BESIDE: Final = {
    "thigh": ("thigh", "shank"),
    "shank": ("shank", "thigh"),
    "foot": ("foot",),
    "upper_arm": ("upper_arm", "forearm"),
    "forearm": ("forearm", "upper_arm"),
    "hand": ("hand",),
}


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
    skin = _skin(builder.mesh(), sites, places, middle, normal)
    first = unit(cross(normal, vector((0.0, 0.0, 1.0) if abs(normal[2]) < 0.9 else (1.0, 0.0, 0.0))))
    second = cross(normal, first)
    flat = np.stack([(skin - middle) @ first, (skin - middle) @ second], axis=1)
    ring = _evenly(flat[ConvexHull(flat).vertices])
    outwards = _outwards(ring)
    thick, wide = sizes["thickness"] / 2, sizes["half_width"]
    angles = np.arange(_SECTION) * 2 * np.pi / _SECTION
    across = np.sign(np.cos(angles)) * np.abs(np.cos(angles)) ** 0.6 * thick
    along = np.sign(np.sin(angles)) * np.abs(np.sin(angles)) ** 0.6 * wide
    path = ring[:, None] + outwards[:, None] * (thick * 0.7 + across)[:, None]
    vertices = middle + path[..., :1] * first + path[..., 1:] * second + along[:, None] * normal
    faces = grid_faces(len(ring), _SECTION)
    builder.add(vertices.reshape(-1, 3), _facing_out(vertices, faces), part, Dress.plain(material))


def _square_to(sites: tuple[Site, ...], skeleton: Skeleton) -> Array:
    """The mean direction of the limbs' bones."""
    ways = np.array([skeleton.segment(site.part).axes[:, 1] for site in sites])
    ways *= np.sign(ways @ ways[0])[:, None]
    mean: Array = unit(ways.mean(axis=0))
    return mean


def _skin(mesh: Mesh, sites: tuple[Site, ...], places: Array, middle: Array, normal: Array) -> Array:
    parts = {Part[f"{stem}_{site.part[-1]}".upper()] for site in sites for stem in _BESIDE[site.part[:-2]]}
    points = mesh.vertices[mesh.vertices_of(tuple(parts))]
    near = np.abs((points - middle) @ normal) < _NEAR_PLANE
    apart = np.sqrt(((points[:, None] - places) ** 2).sum(axis=2)).min(axis=1)
    found: Array = points[near & (apart < _NEAR_SITE)]
    return found


def _evenly(hull: Array) -> Array:
    """The closed outline (n, 2) as evenly spaced points, its corners softened; the last is the first."""
    closed = np.concatenate([hull, hull[:1]])
    far = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(closed, axis=0).T))])
    at = np.linspace(0, far[-1], _POINTS, endpoint=False)
    ring = np.stack([np.interp(at, far, closed[:, axis]) for axis in range(2)], axis=1)
    soft = gaussian_filter1d(ring, _SMOOTHED, axis=0, mode="wrap")
    return np.concatenate([soft, soft[:1]])


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
