"""A muscle's patch as an anatomist would draw it: one closed, rounded shape without notches and slivers."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from scipy.ndimage import binary_closing, binary_fill_holes, distance_transform_edt, label, maximum_filter

from clinic_app.figures.body.mesh import Mask
from clinic_app.figures.contours import softened
from clinic_app.figures.muscle_fields import extent, widened
from clinic_app.figures.rasterise import Floats

_FILLED_CM: Final = (5.0, 2.6)
_LEAST_FILLED_CM: Final = 1.2
_FILLED_SHARE: Final = 1.22
"""Notches up to twice as wide are filled: the widest by which the patch grows no more than by this factor."""

_CLEFT: Final = np.ones((5, 5), dtype=bool)
"""Pieces that such windows of pixels bridge are one."""

_KEPT_CM: Final = (2.4, 1.4)
_KEPT_SHARE: Final = 0.93
_LEAST_KEPT_CM: Final = 0.6
"""Corners are rounded with the largest of these radii that leaves that share of the patch; tails and spikes
narrower than twice the last one are cut."""

_DISC: Final = 0.5
"""Pixels discs are larger by, so that they cover again what they lie in."""

_STRIP_CM: Final = 1.0
"""Half of what a strip is widened to, towards the side that is seen."""

_ROUND_CM: Final = 0.9
"""The edge's bends are rounded about this much (the spread of a blur)."""

_HEAD_CM2: Final = 6.0
_HEAD_SHARE: Final = 0.12
"""A head whose part of a patch is smaller than either is drawn as one with its neighbour."""

_SEVERAL: Final = 2

_ISLAND_CM2: Final = 6.0
_ISLAND_SHARE: Final = 0.3
_SMALL_SHARE: Final = 0.6
"""A piece smaller than the first share of the largest is left out, an island smaller than the second."""


def rounded_patch(mask: Mask, room: Mask, scale: float, *, coarse: bool = False) -> Floats:
    """A field (rows, columns) above 0 where the patch is drawn, at most 0.5, -0.5 outside.

    ``room`` is where the muscle may be painted: the edge runs up to the room's edge, never past it.
    ``scale`` is in pixels a centimetre. A ``coarse`` patch keeps its notches and tails.
    """
    field = np.full(mask.shape, -0.5, dtype=np.float32)
    around = widened(extent(mask), round((_FILLED_CM[0] + 3 * _ROUND_CM) * scale) + 2, mask.shape)
    free = room[around]
    inside = without_islands(binary_closing(mask[around] & free, _CLEFT), scale)
    if not coarse:
        inside = _without_notches(inside, free, scale)
        inside = _without_tails(_with_wide_strips(inside, free, _STRIP_CM * scale), scale)
    if not inside.any():
        return field
    spread = _ROUND_CM * scale
    share = softened(inside, spread) / np.maximum(softened(free, spread), 1e-3)
    found = np.where(free, np.clip(share, 0.0, 1.0) - 0.5, -0.5).astype(np.float32)
    field[around] = np.where(without_islands(found > 0, scale), found, np.minimum(found, 0.0))
    return field


def without_islands(mask: Mask, scale: float) -> Mask:
    """The mask without pieces that tell nobody anything beside the largest one."""
    pieces, count = label(mask)
    if count < 2:
        return mask
    sizes = np.bincount(pieces.ravel())
    sizes[0] = 0
    largest = sizes.max()
    least = max(_ISLAND_SHARE * largest, min(_ISLAND_CM2 * scale**2, _SMALL_SHARE * largest))
    kept: Mask = (sizes >= least)[pieces]
    return kept


def _without_notches(mask: Mask, room: Mask, scale: float) -> Mask:
    """The mask made as round as it can be without growing much."""
    most = _FILLED_SHARE * np.count_nonzero(mask)
    apart: Floats = distance_transform_edt(~mask).astype(np.float32)
    for reach in _FILLED_CM:
        found = _filled(apart, reach * scale) & room
        if np.count_nonzero(found) <= most:
            return found
    least: Mask = binary_fill_holes(_filled(apart, _LEAST_FILLED_CM * scale)) & room
    return least


def _filled(apart: Floats, reach: float) -> Mask:
    """The mask that pixels lie so far ``apart`` from, grown by ``reach`` pixels and shrunk again."""
    filled: Mask = (apart == 0) | (_depth(apart <= reach) > reach)
    return filled


def _depth(mask: Mask) -> Floats:
    """How far (pixels) inside the mask each pixel lies, 0 outside."""
    around = extent(mask)
    found = np.zeros(mask.shape, dtype=np.float32)
    found[around] = distance_transform_edt(mask[around])
    return found


def _without_tails(mask: Mask, scale: float) -> Mask:
    """The mask without tails, and with its corners as round as they can be without losing much."""
    depth, least = _depth(mask), _KEPT_SHARE * np.count_nonzero(mask)
    for reach in _KEPT_CM:
        found = _opened(mask, depth, reach * scale)
        if np.count_nonzero(found) >= least:
            return found
    found = _opened(mask, depth, _LEAST_KEPT_CM * scale)
    return found if found.any() else mask


def _opened(mask: Mask, depth: Floats, reach: float) -> Mask:
    """What discs of that radius (pixels) inside the mask cover."""
    deep = depth > reach
    opened: Mask = mask & (distance_transform_edt(~deep) <= reach + _DISC) & deep.any()
    return opened


def _with_wide_strips(mask: Mask, room: Mask, half: float) -> Mask:
    """Every piece about twice ``half`` (pixels) wide along most of it, if the room lets it grow."""
    pieces, count = label(mask)
    apart = _depth(mask)
    ridge = mask & (apart >= maximum_filter(apart, size=3))
    found = mask.copy()
    for piece in range(1, count + 1):
        lacking = 2 * (half - float(np.median(apart[ridge & (pieces == piece)])))
        if lacking > 0:
            found |= room & (distance_transform_edt(pieces != piece) <= lacking)
    return found


def shared_out(patch: Mask, heads: Sequence[Mask], scale: float) -> tuple[Mask, ...]:
    """The patch divided among its heads by which is nearest, without heads too small to be seen apart."""
    around = widened(extent(patch), 2, patch.shape)
    inside = patch[around]
    seen = [head[around] & inside for head in heads]
    least = max(_HEAD_CM2 * scale**2, _HEAD_SHARE * np.count_nonzero(inside))
    large = [head for head in seen if np.count_nonzero(head) > least]
    if len(large) < _SEVERAL:
        return (patch,)
    depths = [_depth(head) - distance_transform_edt(~head) for head in large]
    owner = np.argmax(np.stack([softened(depth, _ROUND_CM * scale) for depth in depths]), axis=0)
    shares = []
    for at in range(len(large)):
        share = np.zeros_like(patch)
        share[around] = inside & (owner == at)
        shares.append(share)
    return tuple(shares)
