"""Shadows on level surfaces: the floor, a mat, treads, seats and plinths."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from scipy.ndimage import gaussian_filter

from clinic_app.domain.drawing import Ink, Shape
from clinic_app.figures.body.mesh import Mask
from clinic_app.figures.camera import Box, Camera, Window
from clinic_app.figures.contours import Plotter, trace
from clinic_app.figures.geometry import Array
from clinic_app.figures.rasterise import FAR, Floats
from clinic_app.figures.solids import Solid, nearest

_PIXELS_PER_CM: Final = 2.0
"""Shadows are soft: they are traced more coarsely than the figure."""

_MARGIN: Final = 9.0
"""How far (cm) a shadow may reach beyond the figure's box."""

_LEAN: Final = (0.12, -0.04)
"""How far a shadow moves forward and to the right for each centimetre of height."""

_SOFT_UP_TO: Final = 60.0
_CONTACT_UP_TO: Final = 5.0
"""Only what is lower than this above the surface (cm) throws the soft, or the dark, shadow."""

_SOFT_SPREAD: Final = 1.3
_CONTACT_SPREAD: Final = 0.75
_EDGE_SPREAD: Final = 0.25
"""Blurs in centimetres."""

_FADES_OVER: Final = 2.5
"""Centimetres along the picture's edge in which shadows end."""

_ON_SURFACE: Final = 0.6
_SUNK: Final = 0.5
_SHADE_FROM: Final = 0.4


def ground_shadows(vertices: Array, solids: Sequence[Solid], camera: Camera, box: Box) -> Iterator[Shape]:
    """The shadows of the ``vertices`` (n, 3) on every level surface that is seen.

    Soft ones first, then the dark ones where the figure touches; ``box`` is the picture's.
    """
    around = box if camera.zoom > 1 else Box.around(camera.see(vertices), _MARGIN)
    window = Window.over(around, _PIXELS_PER_CM, border=1)
    prop_depth = nearest(solids, camera, window)
    soft: Floats = np.zeros(window.shape, dtype=np.float32)
    dark: Floats = np.zeros(window.shape, dtype=np.float32)
    for level in _levels(solids):
        seen = _seen_surface(level, camera, window, prop_depth)
        if seen is None or not seen.any():
            continue
        edge = _soft(seen, _EDGE_SPREAD)
        above = vertices[vertices[:, 1] > level - _SUNK]
        for field, up_to, spread in (
            (soft, _SOFT_UP_TO, _SOFT_SPREAD),
            (dark, _CONTACT_UP_TO, _CONTACT_SPREAD),
        ):
            fallen = _fallen(above[above[:, 1] < level + up_to / camera.zoom], level)
            np.maximum(field, np.minimum(edge, _soft(_splash(fallen, camera, window), spread)), out=field)
    plotter, fading = Plotter(window, box), _fading(window, box)
    for field, ink in ((soft, Ink.SHADOW), (dark, Ink.CONTACT_SHADOW)):
        path = plotter.areas(trace(field * fading, _SHADE_FROM))
        if path.verbs:
            yield Shape(path.verbs, path.points, ink, even_odd=True)


def _fading(window: Window, box: Box) -> Floats:
    """1 well inside the picture's box, falling to 0 at its edge (rows, columns)."""
    columns, rows = window.column_middles(), window.row_middles()
    across = np.minimum(columns - box.left, box.right - columns)
    along = np.minimum(rows - box.bottom, box.top - rows)
    inside: Floats = np.clip(np.minimum(across[None, :], along[:, None]) / _FADES_OVER, 0, 1).astype(
        np.float32
    )
    return inside


def _levels(solids: Sequence[Solid]) -> list[float]:
    """The heights of the floor and of all level tops."""
    tops = {0.0}
    for solid in solids:
        if abs(solid.edges[0, 1]) < 1e-6:
            tops.add(round(float(solid.corners()[:, 1].max()), 3))
    return sorted(tops)


def _seen_surface(level: float, camera: Camera, window: Window, prop_depth: Floats) -> Mask | None:
    """The pixels that show a surface at this height: a prop's top, or for the floor no prop at all."""
    plane = camera.level_depth(level, window.row_middles())
    if plane is None:
        return None
    on_prop: Mask = np.abs(prop_depth - plane[:, None].astype(np.float32)) < _ON_SURFACE
    return on_prop | (prop_depth < FAR / 2) if level == 0.0 else on_prop


def _fallen(vertices: Array, level: float) -> Array:
    """The vertices (n, 3) where their shadow falls on a surface at this height."""
    height = np.maximum(vertices[:, 1] - level, 0.0)
    forward, right = vertices[:, 0] + height * _LEAN[0], vertices[:, 2] + height * _LEAN[1]
    return np.stack([forward, np.full(len(vertices), level), right], axis=1)


def _splash(points: Array, camera: Camera, window: Window) -> Mask:
    """The pixels (rows, columns) the points (n, 3) fall in."""
    mask = np.zeros(window.shape, dtype=bool)
    seen = camera.see(points)
    at = window.pixels(seen)
    inside = ((at >= 0) & (at < [window.columns, window.rows])).all(axis=1)
    mask[window.indices(seen[inside])] = True
    return mask


def _soft(mask: Mask, spread: float) -> Floats:
    blurred: Floats = gaussian_filter(mask.astype(np.float32), spread * _PIXELS_PER_CM, truncate=3)
    return blurred
