"""The figure pixel by pixel: part, material, depth and direction of what is seen."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.ndimage import binary_closing, label

from clinic_app.figures.body.mesh import Mask, Mesh
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
    rows, columns = np.nonzero(figure)
    face = raster.faces[rows, columns]
    values = _interpolated(mesh, camera, raster, (rows, columns))
    parts = np.full(window.shape, BACKGROUND, dtype=np.int16)
    parts[hidden] = HIDDEN
    parts[rows, columns] = mesh.parts[face]
    materials = np.full(window.shape, -1, dtype=np.int8)
    choice = np.where(values[:, 3] > 0, 0, np.where(values[:, 4] > 0, 1, 2))
    materials[rows, columns] = mesh.materials[face, choice]
    normals = np.zeros((*window.shape, 3), dtype=np.float32)
    directions = values[:, :3]
    lengths = np.sqrt(np.einsum("ij,ij->i", directions, directions))
    normals[rows, columns] = directions / (lengths[:, None] + 1e-9)
    return Pixels(camera, window, figure, raster.depth, prop_depth, parts, materials, normals, raster)


def _interpolated(mesh: Mesh, camera: Camera, raster: Raster, at: tuple[npt.NDArray[np.intp], ...]) -> Floats:
    """Normal, upper and lower field (n, 5) at the pixels ``at``."""
    fields = np.empty((len(mesh.vertices), 5), dtype=np.float32)
    fields[:, :3] = camera.see(mesh.normals())
    fields[:, 3], fields[:, 4] = mesh.upper, mesh.lower
    corners = mesh.faces[raster.faces[at]]
    first, second = raster.first[at][:, None], raster.second[at][:, None]
    mixed: Floats = (
        fields[corners[:, 0]] * first
        + fields[corners[:, 1]] * second
        + fields[corners[:, 2]] * (1.0 - first - second)
    )
    return mixed


def _close_gaps(raster: Raster, window: Window) -> None:
    """Fill hair-lines between parts, and small holes, with what lies beside them."""
    covered = raster.faces >= 0
    gaps = binary_closing(covered, np.ones((3, 3), dtype=bool)) & ~covered
    labels, count = label(~covered)
    if count > 1:
        sizes = np.bincount(labels.ravel())
        small = sizes < _LARGEST_HOLE_CM2 * window.pixels_per_cm**2
        small[0] = False
        gaps |= small[labels]
    rows, columns = np.nonzero(gaps)
    for _ in range(_ROUNDS):
        if not len(rows):
            return
        rows, columns = _fill_once(raster, rows, columns)


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
