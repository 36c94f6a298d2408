"""The figure pixel by pixel: part, material, depth and direction of what is seen."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.ndimage import label

from clinic_app.figures.body.mesh import Indices, Mask, Mesh
from clinic_app.figures.camera import Camera, Window
from clinic_app.figures.rasterise import Floats, Raster, rasterise

BACKGROUND: Final = 0
HIDDEN: Final = -5
"""In :attr:`Pixels.parts`: nothing of the figure, and a prop in front of or instead of it."""

_IN_FRONT: Final = 0.25
"""Centimetres a prop must be nearer to hide the figure."""

_LARGEST_HOLE_CM2: Final = 5.6
"""Holes of background inside the figure up to this size would print as black dots: they are closed."""

_ROUNDS: Final = 8
_NEIGHBOURS: Final = ((0, 1), (0, -1), (1, 0), (-1, 0))


@dataclass(frozen=True, slots=True)
class Pixels:
    """What a window shows; all arrays are (rows, columns).

    ``depth`` is the figure's nearness in cm (:data:`~clinic_app.figures.rasterise.FAR` where there is
    none), ``prop_depth`` the solids'. ``parts`` holds :class:`~clinic_app.figures.body.mesh.Part` numbers,
    ``materials`` -1 outside, ``normals`` (rows, columns, 3) directions in the camera's axes; ``raster``
    names the face in each pixel, those behind props too.
    """

    camera: Camera
    window: Window
    figure: Mask
    depth: Floats
    prop_depth: Floats
    parts: npt.NDArray[np.int16]
    materials: npt.NDArray[np.int8]
    normals: Floats
    raster: Raster


def look_at_mesh(mesh: Mesh, camera: Camera, window: Window) -> Raster:
    """The figure alone, as the camera sees it through the window."""
    seen = camera.see(mesh.vertices)
    raster = rasterise(window.pixels(seen), seen[:, 2], mesh.faces, window.shape)
    _close_gaps(raster, window)
    return raster


def look_at(mesh: Mesh, raster: Raster, prop_depth: Floats, camera: Camera, window: Window) -> Pixels:
    """The mesh behind and before props of that depth (rows, columns)."""
    hidden = prop_depth > raster.depth + _IN_FRONT
    figure = (raster.faces >= 0) & ~hidden
    shown = _Shown.of(mesh, raster, figure)
    parts = np.full(window.shape, BACKGROUND, dtype=np.int16)
    parts[hidden] = HIDDEN
    parts.ravel()[shown.at] = mesh.parts.take(shown.face)
    materials = np.full(window.shape, -1, dtype=np.int8)
    materials.ravel()[shown.at] = _materials(mesh, shown)
    normals = np.zeros((*window.shape, 3), dtype=np.float32)
    normals.reshape(-1, 3)[shown.at] = _normals(mesh, shown, camera)
    return Pixels(camera, window, figure, raster.depth, prop_depth, parts, materials, normals, raster)


@dataclass(frozen=True, slots=True)
class _Shown:
    """Pixels of the figure: where they are, their face (n,), its corners and the corners' weights (3, n)."""

    at: Indices
    face: npt.NDArray[np.int32]
    corners: tuple[Indices, ...]
    weights: tuple[Floats, ...]

    @classmethod
    def of(cls, mesh: Mesh, raster: Raster, figure: Mask) -> "_Shown":
        """All pixels of the figure."""
        at = np.flatnonzero(figure)
        face = raster.faces.ravel().take(at)
        first, second = raster.first.ravel().take(at), raster.second.ravel().take(at)
        corners = tuple(mesh.faces[:, corner].take(face) for corner in range(3))
        return cls(at, face, corners, (first, second, np.float32(1.0) - first - second))

    def mixed(self, values: Floats, chosen: Indices) -> Floats:
        """A vertex field (n,) in the ``chosen`` (k,) of the pixels."""
        found = np.zeros(len(chosen), dtype=np.float32)
        for corner, weight in zip(self.corners, self.weights, strict=True):
            found += values.take(corner.take(chosen)) * weight.take(chosen)
        return found


def _materials(mesh: Mesh, shown: _Shown) -> npt.NDArray[np.int8]:
    """The material (n,) of each pixel; only on faces where a field changes sign it must be mixed."""
    choice = np.full(len(shown.at), 2, dtype=np.intp)
    undecided = np.arange(len(shown.at))
    for rank, field in enumerate((mesh.upper, mesh.lower)):
        above = (field > 0).astype(np.int8)
        count = np.zeros(len(undecided), dtype=np.int8)
        for corner in shown.corners:
            count += above.take(corner.take(undecided))
        crossed = np.flatnonzero((count > 0) & (count < 3))
        inside = np.equal(count, 3)
        inside[crossed] = shown.mixed(field.astype(np.float32), undecided[crossed]) > 0
        choice[undecided[inside]] = rank
        undecided = undecided[~inside]
    return mesh.materials[shown.face, choice]


def _normals(mesh: Mesh, shown: _Shown, camera: Camera) -> Floats:
    """The skin's directions (n, 3) in the camera's axes."""
    fields = camera.see(mesh.normals()).astype(np.float32)
    directions = np.zeros((len(shown.at), 3), dtype=np.float32)
    for corner, weight in zip(shown.corners, shown.weights, strict=True):
        directions += fields.take(corner, axis=0) * weight[:, None]
    lengths = np.sqrt(np.einsum("ij,ij->i", directions, directions))
    found: Floats = directions / (lengths + np.float32(1e-9))[:, None]
    return found


def _close_gaps(raster: Raster, window: Window) -> None:
    """Fill hair-lines between parts, and small holes, with what lies beside them."""
    covered = raster.faces >= 0
    gaps = _closed(covered) & ~covered
    labels, count = label(~covered)
    if count > 1:
        sizes = np.bincount(labels.ravel())
        small = sizes < _LARGEST_HOLE_CM2 * window.pixels_per_cm**2
        small[0] = False
        if small.any():
            gaps |= small[labels]
    rows, columns = np.nonzero(gaps)
    for _ in range(_ROUNDS):
        if not len(rows):
            return
        rows, columns = _fill_once(raster, rows, columns)


def _closed(mask: Mask) -> Mask:
    """The mask with gaps up to two pixels wide closed; nothing lies beyond its edge."""
    wide = np.zeros((mask.shape[0] + 4, mask.shape[1] + 4), dtype=bool)
    wide[2:-2, 2:-2] = mask
    wide = wide[:-2] | wide[1:-1] | wide[2:]
    wide = wide[:, :-2] | wide[:, 1:-1] | wide[:, 2:]
    wide = wide[:-2] & wide[1:-1] & wide[2:]
    closed: Mask = wide[:, :-2] & wide[:, 1:-1] & wide[:, 2:]
    return closed


def _fill_once(
    raster: Raster, rows: npt.NDArray[np.intp], columns: npt.NDArray[np.intp]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Fill the gaps that touch the figure; the rows and columns of those that are left."""
    high, wide = raster.faces.shape
    from_rows, from_columns = rows.copy(), columns.copy()
    left = np.ones(len(rows), dtype=bool)
    for down, across in _NEIGHBOURS:
        beside = np.clip(rows + down, 0, high - 1), np.clip(columns + across, 0, wide - 1)
        take = left & (raster.faces[beside] >= 0)
        from_rows[take], from_columns[take] = beside[0][take], beside[1][take]
        left &= ~take
    filled = ~left
    to, source = (rows[filled], columns[filled]), (from_rows[filled], from_columns[filled])
    for values in (raster.depth, raster.faces, raster.first, raster.second):
        values[to] = values[source]
    return rows[left], columns[left]
