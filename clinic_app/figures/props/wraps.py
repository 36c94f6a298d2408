"""The skin a strap or loop goes around, and the way drawn tight round it."""

from collections.abc import Iterable
from typing import Final

import numpy as np
from scipy.ndimage import gaussian_filter1d
from scipy.spatial import ConvexHull

from clinic_app.figures.body.mesh import Mesh, part_of
from clinic_app.figures.geometry import Array, cross, unit, vector
from clinic_app.figures.sites import Site
from clinic_app.figures.skeleton import Skeleton

_NEAR_SITE: Final = 15.0
"""Skin this near (cm) to a named place is what a loop goes around there."""

_STEP: Final = 0.9
"""Centimetres between the points of a way round skin."""

_FEWEST: Final = 48
"""Points of a closed way, however short."""

_SMOOTHED: Final = 1.2

_BESIDE: Final = {
    "thigh": ("thigh", "shank"),
    "shank": ("shank", "thigh", "foot"),
    "foot": ("foot", "shank", "toe1", "toe2", "toe3", "toe4", "toe5"),
    "upper_arm": ("upper_arm", "forearm"),
    "forearm": ("forearm", "upper_arm"),
    "hand": ("hand",),
}

WRAPPED: Final = tuple(_BESIDE)
"""Parts of the body a strap can be wrapped round."""


def skin_near(mesh: Mesh, sites: Iterable[Site], skeleton: Skeleton, normal: Array, reach: float) -> Array:
    """The skin's points (n, 3) no further than ``reach`` cm from the plane through the sites."""
    named = tuple(sites)
    places = np.array([skeleton.locate(site) for site in named])
    parts = {part_of(stem, site.part[-1]) for site in named for stem in _BESIDE[site.part[:-2]]}
    points = mesh.vertices[mesh.vertices_of(tuple(parts))]
    near = np.abs((points - places.mean(axis=0)) @ normal) < reach
    apart = np.sqrt(((points[:, None] - places) ** 2).sum(axis=2)).min(axis=1)
    found: Array = points[near & (apart < _NEAR_SITE)]
    return found


def evenly(hull: Array) -> Array:
    """The closed outline (n, 2) as evenly spaced points, its corners softened; the last is the first.

    The points stand as near however long the way is: between far limbs the corners round them stay whole.
    """
    closed = np.concatenate([hull, hull[:1]])
    far = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(closed, axis=0).T))])
    at = np.linspace(0, far[-1], max(round(far[-1] / _STEP), _FEWEST), endpoint=False)
    ring = np.stack([np.interp(at, far, closed[:, axis]) for axis in range(2)], axis=1)
    soft = gaussian_filter1d(ring, _SMOOTHED, axis=0, mode="wrap")
    return np.concatenate([soft, soft[:1]])


def way_round(
    mesh: Mesh, site: Site, ends: tuple[Array, Array], skeleton: Skeleton, sizes: tuple[float, float]
) -> tuple[Array, Array] | None:
    """A strap's way (n, 3) round a limb on the far side of its two ``ends``, and which way its width lies.

    ``sizes`` are half its width and half its thickness; ``None`` where there is no skin.
    """
    middle, pulled = skeleton.locate(site), (ends[0] + ends[1]) / 2
    sideways = _sideways(site, skeleton)
    towards = unit(pulled - middle - sideways * ((pulled - middle) @ sideways))
    normal = cross(sideways, towards)
    skin = skin_near(mesh, (site,), skeleton, normal, sizes[0])
    if len(skin) < 8:
        return None
    flat = np.stack([(skin - middle) @ sideways, (skin - middle) @ towards], axis=1)
    pull = vector([(pulled - middle) @ sideways, (pulled - middle) @ towards])
    arc = _far_side(flat, pull)
    out = np.gradient(arc, axis=0)
    out = np.stack([out[:, 1], -out[:, 0]], axis=1) / np.hypot(*out.T)[:, None]
    out *= np.sign(((arc - flat.mean(axis=0)) * out).sum())
    arc = arc + out * (sizes[1] + 0.1)
    way = middle + arc[:, :1] * sideways + arc[:, 1:] * towards
    there = np.sqrt(((way[0] - ends[0]) ** 2).sum()) + np.sqrt(((way[-1] - ends[1]) ** 2).sum())
    back = np.sqrt(((way[-1] - ends[0]) ** 2).sum()) + np.sqrt(((way[0] - ends[1]) ** 2).sum())
    return vector(way if there <= back else way[::-1]), normal


def _sideways(site: Site, skeleton: Skeleton) -> Array:
    """The way across a limb."""
    axes: Array = skeleton.segment(site.part).axes[:, 2]
    return axes


def _far_side(flat: Array, pull: Array) -> Array:
    """The outline (n, 2) of points that a cord pulled from ``pull`` (2,) lies on, evenly spaced."""
    both = np.concatenate([flat, pull[None]])
    hull = ConvexHull(both).vertices
    last = len(flat)
    if last in hull:
        start = int(np.nonzero(hull == last)[0][0])
        hull = np.roll(hull, -start)[1:]
    touched = both[hull]
    far = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(touched, axis=0).T))])
    at = np.linspace(0.0, far[-1], max(int(far[-1] / _STEP), 6))
    arc = np.stack([np.interp(at, far, touched[:, axis]) for axis in range(2)], axis=1)
    return gaussian_filter1d(arc, _SMOOTHED, axis=0, mode="nearest")
