"""Straps, towels and bands: flat strips that lie on the skin they pass and turn their width to the viewer."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from scipy.interpolate import PchipInterpolator
from scipy.ndimage import gaussian_filter1d

from clinic_app.figures.body.mesh import Dress, Material, MeshBuilder
from clinic_app.figures.body.tube import Tube, loft
from clinic_app.figures.geometry import Array, axes_from, cross, length, unit, vector
from clinic_app.figures.props.balls import add_ball
from clinic_app.figures.props.wraps import WRAPPED, way_round
from clinic_app.figures.scene import Prop
from clinic_app.figures.sites import Place, Site
from clinic_app.figures.skeleton import Skeleton

_RING_STEP: Final = 1.3
_MOST_RINGS: Final = 40
"""Rings between two places: one every so many centimetres, but no more than that."""

_LIES_FLAT: Final = 9.0
"""A strip twists within so many centimetres from lying flat on the skin to facing the viewer."""

_BUNCHED: Final = 0.6
_BUNCHED_FOR: Final = 9.0
"""A hand squeezes a strip to this share of its width; it is as wide as ever so far (cm) from there."""

_HALF_FIST: Final = 4.2
_TAUT_AFTER: Final = 2.5
"""A strip runs straight from so many centimetres beyond the fist."""

_KNOT: Final = 2.4
_THINNEST: Final = 0.45
_FOOT_MIDDLE: Final = -3.0
_FOLD_AT: Final = 0.5
"""How far from a towel's middle its fold runs, as a share of half its width."""

_STRIPES: Final = ((14.0, 17.0),)
"""A towel's stripes: from and to so many centimetres from its ends."""


@dataclass(frozen=True, slots=True)
class _Node:
    """A place (3,) of a strip; ``across`` (3,) is how its width lies there, where something decides it."""

    at: Array
    across: Array | None = None
    held: bool = False


@dataclass(frozen=True, slots=True)
class _Strip:
    """A strip's middle line (n, 3), how its width lies (n, 3), and its half width (n,)."""

    centres: Array
    across: Array
    half_width: Array

    @property
    def along(self) -> Array:
        """How far (n,) along the strip each place is (cm)."""
        steps = np.sqrt((np.diff(self.centres, axis=0) ** 2).sum(axis=1))
        return vector(np.concatenate([[0.0], np.cumsum(steps)]))


@dataclass(frozen=True, slots=True)
class Stuff:
    """What a strip is cut from: its sizes (cm), its material, and that of its stripes."""

    half_width: float
    half_thickness: float
    material: Material
    stripes: Material | None = None
    tail: float = 0.0


_STUFFS: Final = {
    "strap": (Material.STRAP, None),
    "towel": (Material.TOWEL, Material.STRIPE),
    "band": (Material.BAND, None),
}


def add_strip(builder: MeshBuilder, part: int, prop: Prop, skeleton: Skeleton, viewer: Array) -> None:
    """A strap, towel or band through the prop's places, seen from the direction ``viewer`` (3,).

    A band is the narrower and thinner the longer it is stretched, with a knot where it is tied.
    """
    sizes = prop.sizes
    places = np.array([skeleton.locate(place) for place in prop.through])
    share = _stretched(places, sizes["rest_length"]) if "rest_length" in sizes else 1.0
    stuff = Stuff(
        sizes["half_width"] * share, sizes["half_thickness"] * share, *_STUFFS[prop.kind], sizes["tail"]
    )
    nodes = _nodes(builder, prop, skeleton, stuff)
    strip = _laid(nodes, stuff, viewer if prop.across is None else None, prop.across)
    add_ribbon(builder, part, strip.centres, strip.across, strip.half_width, stuff)
    if sizes.get("knot") and not isinstance(prop.through[0], Site):
        knot = places[0] + unit(places[1] - places[0]) * _KNOT / 2
        add_ball(builder, part + 2, knot, _KNOT, stuff.material)


def _stretched(places: Array, rest_length: float) -> float:
    """The share of its width a band keeps that runs through places (n, 3)."""
    far = float(np.sqrt((np.diff(places, axis=0) ** 2).sum(axis=1)).sum())
    return float(np.clip((max(rest_length, 1.0) / max(far, rest_length, 1.0)) ** 0.5, _THINNEST, 1.0))


def add_ribbon(
    builder: MeshBuilder, part: int, centres: Array, across: Array, half_width: Array, stuff: Stuff
) -> None:
    """A flat tube along ``centres`` (n, 3), its width along ``across`` (n, 3); its halves are two parts."""
    ways = vector(np.gradient(centres, axis=0))
    axes = np.array([axes_from(way, wide) for way, wide in zip(ways, across, strict=True)])
    thin = np.full(len(centres), stuff.half_thickness)
    tube = loft(centres, axes, np.stack([thin, thin, half_width, half_width], axis=1), around=12, power=2.6)
    parts = part + (tube.face_rings >= len(centres) // 2).astype(np.intp)
    builder.add(tube.vertices, tube.faces, parts, _dress(tube, _from_ends(centres), stuff))


def _dress(tube: Tube, from_ends: Array, stuff: Stuff) -> Dress:
    """Stripes near both ends, and along one edge the layer under the fold."""
    if stuff.stripes is None:
        return Dress.plain(stuff.material)
    ends = tube.per_ring(from_ends)
    stripes = np.max([np.minimum(ends - near, far - ends) for near, far in _STRIPES], axis=0)
    across = np.tile(np.sin(np.radians(tube.angles)), len(from_ends))
    fold = np.concatenate([across + _FOLD_AT, [1.0, 1.0]])
    return Dress(stuff.stripes, stuff.material, Material.FOLD, stripes, fold)


def _from_ends(centres: Array) -> Array:
    """How far (n,) each place is from the nearer end along the line."""
    steps = np.sqrt((np.diff(centres, axis=0) ** 2).sum(axis=1))
    along = np.concatenate([[0.0], np.cumsum(steps)])
    return vector(np.minimum(along, along[-1] - along))


def _nodes(builder: MeshBuilder, prop: Prop, skeleton: Skeleton, stuff: Stuff) -> list[_Node]:
    """The places in order, those on limbs wrapped round and those in hands drawn through the fist."""
    places = prop.through
    at = [skeleton.locate(place) for place in places]
    found: list[_Node] = []
    for index, place in enumerate(places):
        first, last = index == 0, index == len(places) - 1
        beside = at[index + 1] if first else at[index - 1]
        if (first or last) and isinstance(place, Site) and place.part.startswith("hand"):
            through_fist = _in_fist(place, beside, skeleton, stuff.tail)
            found += through_fist if first else through_fist[::-1]
            continue
        wrapped = None
        if not (first or last) and isinstance(place, Site) and _alone(places, index):
            sizes = (stuff.half_width, stuff.half_thickness)
            wrapped = way_round(builder.mesh(), place, (at[index - 1], at[index + 1]), skeleton, sizes)
        if wrapped is None:
            found.append(_Node(at[index], _on_skin(place, at, index, skeleton)))
        else:
            found += [_Node(vector(point), wrapped[1]) for point in wrapped[0]]
    return found


def _alone(places: Sequence[Place], index: int) -> bool:
    """Whether no neighbour lies on the same limb: then the way round the limb is found on the skin."""
    place = places[index]
    if not isinstance(place, Site) or place.part[:-2] not in WRAPPED or place.part.startswith("hand"):
        return False
    beside = (places[index - 1], places[index + 1])
    return all(not isinstance(other, Site) or other.part != place.part for other in beside)


def _in_fist(place: Site, beside: Array, skeleton: Skeleton, tail: float) -> list[_Node]:
    """Through the hand from its free end: the tail, the two sides of the fist."""
    at, hand = skeleton.locate(place), skeleton.segment(place.part)
    way = hand.axes[:, 0] * (1.0 if float((beside - at) @ hand.axes[:, 0]) >= 0 else -1.0)
    inside = [_Node(vector(at - way * _HALF_FIST * 0.5), held=True), _Node(at, held=True)]
    edge = vector(at + way * _HALF_FIST * 0.6 + unit(beside - at) * 1.2)
    taut = _Node(vector(edge + unit(beside - edge) * _TAUT_AFTER))
    leaves = _Node(edge, held=True)
    if not tail:
        return [*inside, leaves, taut]
    free = at - way * (_HALF_FIST + 0.4)
    hanging = unit(vector((0.0, -1.0, 0.0)) - 0.8 * way - hand.axes[:, 1] * 0.5)
    return [
        _Node(vector(free + hanging * tail), held=True),
        _Node(vector(free), held=True),
        *inside,
        leaves,
        taut,
    ]


def _on_skin(place: Place, at: Sequence[Array], index: int, skeleton: Skeleton) -> Array | None:
    """How the width lies on a part of the body: square to the way and to the skin."""
    if not isinstance(place, Site) or place.part.startswith("hand"):
        return None
    forward, up, out = place.offset
    mirrored = -out if place.part.endswith("_l") else out
    offset = (0.0, up - _FOOT_MIDDLE, mirrored) if place.part.startswith("foot") else (forward, 0.0, mirrored)
    outwards = skeleton.segment(place.part).axes @ vector(offset)
    way = at[min(index + 1, len(at) - 1)] - at[max(index - 1, 0)]
    across = cross(unit(way), unit(outwards))
    return unit(across) if length(across) > 0.2 else None


def _laid(
    nodes: Sequence[_Node], stuff: Stuff, viewer: Array | None, across: tuple[float, float, float] | None
) -> _Strip:
    """The strip through the nodes: flat where one says so, else facing the viewer, or as ``across`` says."""
    points = np.array([node.at for node in nodes])
    gaps = np.maximum(np.sqrt((np.diff(points, axis=0) ** 2).sum(axis=1)), 1e-3)
    far = np.concatenate([[0.0], np.cumsum(gaps)])
    rings = [
        np.linspace(start, end, int(np.clip(np.ceil((end - start) / _RING_STEP), 1, _MOST_RINGS)), False)
        for start, end in pairwise(far)
    ]
    along = np.concatenate([*rings, far[-1:]])
    centres = vector(PchipInterpolator(far, points)(along))
    ways = vector(np.gradient(centres, axis=0))
    ways /= np.sqrt(np.einsum("ij,ij->i", ways, ways))[:, None] + 1e-9
    free = np.cross(ways, viewer) if viewer is not None else np.broadcast_to(vector(across), ways.shape)
    free = _same_way(free)
    wide = _twisted(along, free, [(place, node.across) for place, node in zip(far, nodes, strict=True)])
    wide -= ways * np.einsum("ij,ij->i", wide, ways)[:, None]
    held = [place for place, node in zip(far, nodes, strict=True) if node.held]
    return _Strip(centres, wide, stuff.half_width * _spread(along, held))


def _twisted(along: Array, free: Array, fixed: Sequence[tuple[float, Array | None]]) -> Array:
    """How the width lies (n, 3): as at the nearest fixed place, turning to ``free`` further off."""
    pinned = [(place, across) for place, across in fixed if across is not None]
    if not pinned:
        return vector(gaussian_filter1d(free, 1.0, axis=0, mode="nearest"))
    places = np.array([place for place, _ in pinned])
    ways = _same_way(np.array([across for _, across in pinned]))
    nearest = np.abs(along[:, None] - places).argmin(axis=1)
    share = np.clip(np.abs(along - places[nearest]) / _LIES_FLAT, 0.0, 1.0)[:, None]
    lying = ways[nearest]
    facing = free * np.where(np.einsum("ij,ij->i", free, lying) < 0, -1.0, 1.0)[:, None]
    return vector(gaussian_filter1d(lying * (1 - share) + facing * share, 1.0, axis=0, mode="nearest"))


def _same_way(directions: Array) -> Array:
    """The directions (n, 3), each turned round if it looks against the one before."""
    turns = np.einsum("ij,ij->i", directions[1:], directions[:-1])
    signs = np.concatenate([[1.0], np.cumprod(np.where(turns < 0, -1.0, 1.0))])
    return vector(directions * signs[:, None])


def _spread(along: Array, held: Sequence[float]) -> Array:
    """The share (n,) of its width a strip has: less where a hand squeezes it."""
    if not held:
        return np.ones(len(along))
    apart = np.abs(along[:, None] - np.array(held)).min(axis=1)
    return vector(_BUNCHED + (1 - _BUNCHED) * np.clip(apart / _BUNCHED_FOR, 0.0, 1.0))
