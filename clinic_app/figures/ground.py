"""Shadows on level surfaces: the floor, a mat, treads, seats and plinths."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from scipy.ndimage import gaussian_filter, zoom

from clinic_app.domain.drawing import Ink, Shape
from clinic_app.figures.body.mesh import Mask
from clinic_app.figures.camera import Camera, Window
from clinic_app.figures.contours import Plotter, blurred, trace
from clinic_app.figures.geometry import Array
from clinic_app.figures.rasterise import FAR, Floats
from clinic_app.figures.solids import Solid

_LEAN: Final = (0.12, -0.04)
"""How far a shadow moves forward and to the right for each centimetre of height."""

_SOFT_UP_TO: Final = 60.0
_CONTACT_UP_TO: Final = 5.0
"""Only what is lower than this above the surface (cm) throws the soft, or the dark, shadow."""

_SOFT_SPREAD: Final = 1.3
_CONTACT_SPREAD: Final = 0.75
"""Blurs in centimetres."""

_ON_SURFACE: Final = 0.6
_LOWEST_TO_HIGHEST: Final = 0.5
_COARSE: Final = 1.5
"""Shadows are splashed at this many pixels per centimetre."""


def ground_shadows(
    vertices: Array,
    solids: Sequence[Solid],
    camera: Camera,
    window: Window,
    prop_depth: Floats,
    plotter: Plotter,
) -> Iterator[Shape]:
    """The figure's shadows on every level surface that is seen: soft ones, then where it touches."""
    soft: Floats = np.zeros(window.shape, dtype=np.float32)
    dark: Floats = np.zeros(window.shape, dtype=np.float32)
    for level in _levels(solids):
        seen = _seen_surface(level, camera, window, prop_depth)
        if seen is None or not seen.any():
            continue
        edge = blurred(seen, 0.8)
        above = vertices[vertices[:, 1] > level - _LOWEST_TO_HIGHEST]
        soft = np.maximum(
            soft, np.minimum(edge, _splash(above, level, _SOFT_UP_TO, _SOFT_SPREAD, camera, window))
        )
        dark = np.maximum(
            dark, np.minimum(edge, _splash(above, level, _CONTACT_UP_TO, _CONTACT_SPREAD, camera, window))
        )
    for field, ink in ((soft, Ink.SHADOW), (dark, Ink.CONTACT_SHADOW)):
        path = plotter.areas(trace(field, 0.4), tolerance=0.7)
        if path.verbs:
            yield Shape(path.verbs, path.points, ink, even_odd=True)


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
    apart = prop_depth - plane[:, None].astype(np.float32)
    on_prop: Mask = np.abs(apart) < _ON_SURFACE
    return on_prop | (prop_depth < FAR / 2) if level == 0.0 else on_prop


def _splash(
    vertices: Array, level: float, up_to: float, spread: float, camera: Camera, window: Window
) -> Floats:
    """A soft field (rows, columns), 1 well inside the shadow of the vertices up to that height."""
    low = vertices[vertices[:, 1] < level + up_to]
    if not len(low):
        return np.zeros(window.shape, dtype=np.float32)
    height = np.maximum(low[:, 1] - level, 0.0)
    fallen = np.stack(
        [low[:, 0] + height * _LEAN[0], np.full(len(low), level), low[:, 2] + height * _LEAN[1]], 1
    )
    shrink = window.pixels_per_cm / _COARSE
    coarse = np.zeros((int(window.rows / shrink) + 2, int(window.columns / shrink) + 2), dtype=np.float32)
    pixels = (window.pixels(camera.see(fallen)) / shrink).astype(np.intp)
    inside = ((pixels >= 0) & (pixels < [coarse.shape[1], coarse.shape[0]])).all(axis=1)
    coarse[pixels[inside, 1], pixels[inside, 0]] = 1.0
    soft = gaussian_filter(coarse, spread * _COARSE, truncate=3)
    enlarged: Floats = zoom(soft, shrink, order=1, grid_mode=True, mode="nearest")
    field = np.zeros(window.shape, dtype=np.float32)
    rows, columns = min(window.rows, enlarged.shape[0]), min(window.columns, enlarged.shape[1])
    field[:rows, :columns] = enlarged[:rows, :columns]
    return field
