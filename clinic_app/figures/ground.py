"""Shadows on level surfaces: the floor, a mat, treads, seats and plinths."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from clinic_app.domain.drawing import Ink, Shape
from clinic_app.figures.body.mesh import Indices, Mask
from clinic_app.figures.camera import Box, Camera, Window
from clinic_app.figures.contours import Plotter, blurred, enclosed, trace
from clinic_app.figures.geometry import Array
from clinic_app.figures.rasterise import FAR, Floats
from clinic_app.figures.solids import Solid, nearest

_PIXELS_PER_CM: Final = 2.0
_COARSE_PIXELS_PER_CM: Final = 1.0
"""Shadows are soft: they are traced more coarsely than the figure."""

_MARGIN: Final = 9.0
"""How far (cm) a shadow may reach beyond the figure's box."""

_LEAN: Final = (0.12, -0.04)
"""How far a shadow moves forward and to the right for each centimetre of height."""

_SMALLEST_SHADOW_CM2: Final = 20.0
"""Smaller islands of shadow would look like specks."""

_SOFT_UP_TO: Final = 50.0
_CONTACT_UP_TO: Final = 5.0
"""Only what is lower than this above the surface (cm) throws the soft, or the dark, shadow."""

_SOFT_SPREAD: Final = 1.3
_CONTACT_SPREAD: Final = 0.75
_EDGE_SPREAD: Final = 0.25
"""Blurs in centimetres."""

_FADES_OVER: Final = 2.5
"""Centimetres along the picture's edge in which shadows end."""

_STANDS: Final = 3.0
"""Solids this near the floor (cm), and level boards above it, throw a shadow on it."""

_GRAIN: Final = 0.9
"""How far apart (cm) the points of a solid that throw its shadow are."""

_SHADOW: Final = 0.2
_CONTACT_SHADOW: Final = 0.3
"""How dark the shadows are: they let the surface's own colour through."""

_ON_SURFACE: Final = 0.6
_SUNK: Final = 0.5
_SHADE_FROM: Final = 0.4


def ground_shadows(
    vertices: Array, solids: Sequence[Solid], camera: Camera, box: Box, *, coarse: bool = False
) -> Iterator[Shape]:
    """The shadows of the ``vertices`` (n, 3) on every level surface that is seen.

    Soft ones first, then the dark ones where the figure touches; ``box`` is the picture's. ``coarse`` ones
    are cheaper.
    """
    scale = _COARSE_PIXELS_PER_CM if coarse else _PIXELS_PER_CM
    standing = _low_points(solids)
    casting = np.concatenate([vertices, standing])
    around = box if camera.zoom > 1 else Box.around(camera.see(casting), _MARGIN)
    window = Window.over(around, scale, border=1)
    prop_depth = nearest((solid.front(camera, window) for solid in solids), window)
    soft: Floats = np.zeros(window.shape, dtype=np.float32)
    dark: Floats = np.zeros(window.shape, dtype=np.float32)
    for level in _levels(solids):
        above = vertices[(vertices[:, 1] > level - _SUNK) & (vertices[:, 1] < level + _SOFT_UP_TO)]
        if level == 0.0:
            above = np.concatenate([above, standing])
        fallen = _Fallen.of(above, level, camera, window)
        seen = _seen_surface(level, camera, window, prop_depth, fallen.around)
        if seen is None or not seen.any():
            continue
        edge = blurred(seen, _EDGE_SPREAD * scale)
        for field, up_to, spread in (
            (soft, _SOFT_UP_TO, _SOFT_SPREAD),
            (dark, _CONTACT_UP_TO, _CONTACT_SPREAD),
        ):
            shadow = np.minimum(edge, blurred(fallen.splash(up_to / camera.zoom), spread * scale))
            np.maximum(field[fallen.around], shadow, out=field[fallen.around])
    plotter, fading = Plotter(window, box), _fading(window, box)
    for field, ink, opacity in ((soft, Ink.SHADOW, _SHADOW), (dark, Ink.CONTACT_SHADOW, _CONTACT_SHADOW)):
        outlines = trace(field * fading, _SHADE_FROM)
        path = plotter.areas([line for line in outlines if enclosed(line) > _SMALLEST_SHADOW_CM2 * scale**2])
        if path.verbs:
            yield Shape(path.verbs, path.points, ink, opacity=opacity, even_odd=True)


def _low_points(solids: Sequence[Solid]) -> Array:
    """Points (n, 3) all over the caps of solids that throw a shadow on the floor."""
    found = [np.empty((0, 3))]
    for solid in solids:
        stands = solid.corners()[:, 1].min() < _STANDS
        if (stands or solid.level_top() is not None) and solid.corners()[:, 1].max() > _ON_SURFACE:
            caps = [cap for cap in (solid.bottom, solid.top) if cap[:, 1].min() < _SOFT_UP_TO]
            found += [_all_over(cap) for cap in caps]
    return np.concatenate(found)


def _all_over(ring: Array) -> Array:
    """Points (n, 3) about a centimetre apart on the flat shape inside a ring."""
    middle, beside = ring.mean(axis=0), np.roll(ring, -1, axis=0) - ring
    steps = max(2, int(np.sqrt((beside**2).sum(axis=1)).max() / _GRAIN))
    rim = (ring[:, None] + beside[:, None] * (np.arange(steps) / steps)[:, None]).reshape(-1, 3)
    rings = max(2, int(np.sqrt(((ring - middle) ** 2).sum(axis=1)).max() / _GRAIN))
    shares = np.linspace(0, 1, rings)[:, None, None]
    points: Array = (middle + (rim - middle) * shares).reshape(-1, 3)
    return points


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
        top = solid.level_top()
        if top is not None:
            tops.add(round(top, 3))
    return sorted(tops)


def _seen_surface(
    level: float, camera: Camera, window: Window, prop_depth: Floats, around: tuple[slice, slice]
) -> Mask | None:
    """The pixels that show a surface at this height: a prop's top, or for the floor no prop at all."""
    plane = camera.level_depth(level, window.row_middles()[around[0]])
    if plane is None:
        return None
    depth = prop_depth[around]
    on_prop: Mask = np.abs(depth - plane[:, None].astype(np.float32)) < _ON_SURFACE
    return on_prop | (depth < FAR / 2) if level == 0.0 else on_prop


@dataclass(frozen=True, slots=True)
class _Fallen:
    """Points where their shadow falls on a level surface: rows, columns and heights above it (n,).

    Rows and columns are counted in the part ``around`` them of the window.
    """

    around: tuple[slice, slice]
    rows: Indices
    columns: Indices
    heights: Array

    @classmethod
    def of(cls, points: Array, level: float, camera: Camera, window: Window) -> "_Fallen":
        """The points (n, 3) of the room on the surface at this height."""
        heights = points[:, 1] - level
        rise = np.maximum(heights, 0.0)
        shadow = np.empty((3, len(points)))
        shadow[0], shadow[1], shadow[2] = (
            points[:, 0] + rise * _LEAN[0],
            level,
            points[:, 2] + rise * _LEAN[1],
        )
        x, y = window.pixels(camera.see(shadow.T)).T
        inside = (x >= 0) & (x < window.columns) & (y >= 0) & (y < window.rows)
        columns, rows = x[inside].astype(np.intp), y[inside].astype(np.intp)
        margin = int(4 * _SOFT_SPREAD * window.pixels_per_cm) + 2
        down, across = (
            _span(values, margin, size) for values, size in zip((rows, columns), window.shape, strict=True)
        )
        return cls((down, across), rows - down.start, columns - across.start, heights[inside])

    def splash(self, up_to: float) -> Mask:
        """The pixels (rows, columns; around them) of the points lower than ``up_to`` cm."""
        mask = np.zeros([part.stop - part.start for part in self.around], dtype=bool)
        low = self.heights < up_to
        mask[self.rows[low], self.columns[low]] = True
        return mask


def _span(places: Indices, margin: int, size: int) -> slice:
    """From the first to the last of the places and ``margin`` more, inside ``size``."""
    if not len(places):
        return slice(0, 0)
    return slice(max(int(places.min()) - margin, 0), min(int(places.max()) + margin + 1, size))
