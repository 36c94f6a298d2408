"""Muscles pixel by pixel: what is seen of their skin, and the whole of them through the body."""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.ndimage import correlate1d, grey_closing, label

from clinic_app.figures.body.mesh import Mask, Material, Mesh, Part
from clinic_app.figures.curves import rounded
from clinic_app.figures.geometry import Array, vector
from clinic_app.figures.muscles import LaidPatch, ShownMuscle, Strand
from clinic_app.figures.pixels import Pixels
from clinic_app.figures.rasterise import Floats
from clinic_app.figures.smoothing import gaussian


def _parts_named(*stems: str) -> tuple[Part, ...]:
    return tuple(part for part in Part if part.name.startswith(stems))


OUTSIDE: Final = -1.0
"""The field where there is no muscle; it is 1 deepest inside and 0 on the edge."""

_GAP: Final = 5
"""Gaps up to this many pixels are closed in a patch shown through the body."""

_FOLD_SHARE: Final = 0.3

_LIMBS: Final = {
    frozenset({"upper", "forearm", "hand"}): _parts_named(
        "UPPER_ARM", "FOREARM", "HAND", "THUMB", "INDEX", "MIDDLE", "RING", "LITTLE"
    ),
    frozenset({"shank", "foot"}): _parts_named("SHANK", "FOOT", "TOE"),
}
"""Limbs by the parts a muscle must lie in to be shown on them."""

_EASED_CM: Final = 1.6
_PIECE: Final = 2.0
"""Bends of a strand are spread this far (cm), and it is drawn in pieces as long (pixels)."""

_HEAD: Final = _parts_named("HEAD", "EAR", "HAIR")

_ABOUT_CORD: Final = 3
"""Pixels beside a cord that its field reaches: far enough for its edge to be blurred and traced."""

_ROUNDER: Final = 4
"""A strand's bends are drawn with this many pieces between two points."""


def seen_on_skin(pixels: Pixels, mesh: Mesh, muscles: Iterable[Iterable[LaidPatch]]) -> Iterator[Floats]:
    """For each muscle's patches, how deep inside them each pixel (rows, columns) of the figure lies."""
    raster = pixels.raster
    figure = np.flatnonzero(pixels.figure)
    faces = raster.faces.ravel()[figure].astype(np.intp)
    parts = pixels.parts.ravel()[figure].astype(np.intp)
    for patches in muscles:
        found = np.full(pixels.figure.size, OUTSIDE, dtype=np.float32)
        for patch in patches:
            near = patch.near(mesh, parts, faces)
            at, corners = figure[near], mesh.faces[faces[near]]
            first, second = raster.first.ravel()[at], raster.second.ravel()[at]
            weights = vector(np.stack([first, second, 1.0 - first - second], axis=1))
            found[at] = np.maximum(found[at], patch.inside(mesh, corners, weights))
        yield found.reshape(pixels.figure.shape)


def skin_through(pixels: Pixels, mesh: Mesh, patches: Iterable[LaidPatch]) -> Floats:
    """The patches' field (rows, columns), whatever is in front of them and whichever way they look."""
    found = np.full(pixels.window.shape, OUTSIDE, dtype=np.float32)
    for patch in patches:
        at = pixels.window.indices(pixels.camera.see(patch.samples(mesh)))
        np.maximum.at(found, at, patch.patch.samples.inside.astype(np.float32))
    return without_specks(_closed(found), _FOLD_SHARE)


def where_it_is_seen(pixels: Pixels, muscles: Iterable[ShownMuscle]) -> Mask:
    """Where the parts that the muscles lie under are seen, without hair, and legs without the shirt."""
    outlines = [patch for muscle in muscles for patch in muscle.patches]
    parts = {part for patch in outlines for part in patch.patch.parts}
    over = {Material.HAIR}
    if all(patch.patch.outline.chart == "leg" for patch in outlines):
        over.add(Material.SHIRT)
    room: Mask = pixels.figure & _among(pixels.parts, parts) & ~_among(pixels.materials, over)
    return room


def where_it_may_show(pixels: Pixels, muscle: ShownMuscle) -> Mask:
    """Where the part that holds a hidden muscle is seen: nothing is painted over an arm before it.

    What lies under skin that is turned away is not painted over the head: it would be read as the face.
    """
    points = (point for strand in muscle.muscle.strands for point in strand)
    stems = {point.part.split("_")[0] for point in points}
    stems |= {part.name.lower().split("_")[0] for patch in muscle.patches for part in patch.patch.parts}
    barred = [part for limb, parts in _LIMBS.items() if not stems & limb for part in parts]
    if muscle.muscle.kind == "surface" and stems - {"head"}:
        barred += _HEAD
    room: Mask = pixels.figure & ~np.isin(pixels.parts, barred)
    return room


def _among(numbers: npt.NDArray[np.integer], chosen: Iterable[int]) -> Mask:
    """Which of the ``numbers`` (rows, columns) are among a few ``chosen``: as isin, but faster."""
    found = np.zeros(numbers.shape, dtype=bool)
    for number in chosen:
        found |= numbers == number
    return found


def without_specks(field: Floats, share: float, limit: float = np.inf) -> Floats:
    """The field without patches smaller than ``share`` of the largest one (and than ``limit`` pixels).

    What peeps out between folds of the skin tells nobody anything.
    """
    around = extent(field > 0)
    patches, count = label(field[around] > 0)
    if count > 1:
        sizes = np.bincount(patches.ravel())
        sizes[0] = 0
        small = sizes < min(limit, share * sizes.max())
        small[0] = False
        if small.any():
            field[around][small[patches]] = OUTSIDE
    return field


def extent(mask: Mask) -> tuple[slice, slice]:
    """The rows and columns that hold all that is true, and one more on each side."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return np.s_[0:0, 0:0]
    return np.s_[max(rows[0] - 1, 0) : rows[-1] + 2, max(columns[0] - 1, 0) : columns[-1] + 2]


def widened(around: tuple[slice, slice], by: int, shape: tuple[int, ...]) -> tuple[slice, slice]:
    """Rows and columns, and ``by`` more on each side where there are so many."""
    rows, columns = (
        slice(max(found.start - by, 0), min(found.stop + by, end))
        for found, end in zip(around, shape, strict=True)
    )
    return rows, columns


def _closed(field: Floats) -> Floats:
    """The field without the gaps that folds of the skin leave in it."""
    around = extent(field > OUTSIDE)
    if field[around].size:
        field[around] = grey_closing(field[around], size=(_GAP, _GAP))
    return field


def strands_through(pixels: Pixels, strands: Iterable[Strand]) -> Floats:
    """The strands' field (rows, columns): cords as thick as their radii say, seen through the body."""
    found = np.full(pixels.window.shape, OUTSIDE, dtype=np.float32)
    for strand in strands:
        line, radii = course(pixels, strand)
        _add_cords(found, line, radii)
    return found


def course(pixels: Pixels, strand: Strand) -> tuple[Array, Array]:
    """The strand's rounded line (n, 2) and half thicknesses (n,), in pixels."""
    places = pixels.window.pixels(pixels.camera.see(strand.points))
    line = rounded(np.column_stack([places, strand.radii * _scale(pixels)]), _ROUNDER, closed=False)
    line = _eased(line, _EASED_CM * _scale(pixels))
    return line[:, :2], np.maximum(line[:, 2], 0.3)


def _eased(line: Array, spread: float) -> Array:
    """The line (n, k; pixels) resampled pixel by pixel, its bends spread as far; its ends stay."""
    steps = np.hypot(*np.diff(line[:, :2], axis=0).T)
    so_far = np.concatenate([[0.0], np.cumsum(steps)])
    count = max(round(so_far[-1] / _PIECE), 2)
    aims = np.linspace(0.0, so_far[-1], count + 1)
    even = np.stack([np.interp(aims, so_far, values) for values in line.T], axis=1)
    reach = min(spread / _PIECE, count / 6)
    before, after = 2 * even[0] - even[:0:-1], 2 * even[-1] - even[-2::-1]
    longer = np.concatenate([before, even, after])
    return vector(correlate1d(longer, gaussian(reach), axis=0, mode="nearest")[count : 2 * count + 1])


def _scale(pixels: Pixels) -> float:
    """Pixels in a centimetre of the body."""
    return pixels.window.pixels_per_cm * pixels.camera.zoom


def _add_cords(field: Floats, line: Array, radii: Array) -> None:
    """Raise the ``field`` to how deep inside the cords along ``line`` (n, 2) each pixel about them lies."""
    pairs = np.stack([line - radii[:, None], line + radii[:, None]])
    low = np.floor(np.minimum(pairs[0, :-1], pairs[0, 1:])).astype(np.intp) - _ABOUT_CORD
    high = np.ceil(np.maximum(pairs[1, :-1], pairs[1, 1:])).astype(np.intp) + _ABOUT_CORD
    low, high = np.maximum(low, 0), np.minimum(high, [field.shape[1], field.shape[0]])
    for at, ((left, top), (right, bottom)) in enumerate(zip(low.tolist(), high.tolist(), strict=True)):
        if left >= right or top >= bottom:
            continue
        across = np.arange(left, right) + 0.5 - line[at, 0]
        down = (np.arange(top, bottom) + 0.5 - line[at, 1])[:, None]
        x, y = (line[at + 1] - line[at]).tolist()
        share = np.clip((across * x + down * y) / (x * x + y * y + 1e-9), 0.0, 1.0)
        apart = np.hypot(across - share * x, down - share * y)
        part = field[top:bottom, left:right]
        depth = 1.0 - apart / (radii[at] + (radii[at + 1] - radii[at]) * share)
        np.maximum(part, depth, out=part, casting="unsafe")
