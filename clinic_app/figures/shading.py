"""Flat colours and one darker tone: which pixels of each material turn from the light or lie in a shadow."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import numpy as np

from clinic_app.domain.drawing import Ink, Shape, Weight
from clinic_app.figures.body.mesh import Mask, Material, Part
from clinic_app.figures.contours import Plotter, area_lines, blurred, enclosed, softened, trace
from clinic_app.figures.geometry import Array, unit, vector
from clinic_app.figures.pixels import Pixels
from clinic_app.figures.rasterise import FAR, Floats
from clinic_app.figures.soft_masks import SoftMask

_LIGHT: Final = unit(vector((-0.45, 0.75, 0.5)))
"""Where the light comes from, in the camera's axes: left, above, in front."""

_TURNED_AWAY: Final = 0.02
_HAIR_TURNED_AWAY: Final = -0.1
_HAIR_SOFTNESS: Final = 5.0
_IN_SHADOW: Final = -0.35
_FACE_LIFT: Final = 0.16
"""Faces are lit a little more, or they look unshaven; hair casts no shadow on them, or they look blotchy."""

_FLAT: Final = 0.75
_SHADE: Final = 1.5
"""How far (pixels) the lines of colours and shades may stray."""

_SPREAD: Final = 1.4
"""Light is smoothed over so many pairs of pixels."""

_MARCH_CM: Final = (0.75, 1.25, 2.0, 3.0, 4.25, 5.75)
_SHALLOWEST_STEP: Final = 0.7
_DEEPEST_STEP: Final = 14.0
"""A cast shadow needs something this much nearer to the light, but not another limb far away."""

_IN_ONE_PIECE: Final = (Material.SHIRT, Material.SHORTS)
_SMALLEST_PATCH: Final = 190.0
"""Square pixels: smaller patches of shade on clothes, or holes in them, look like stains."""

_INKS: Final[Mapping[Material, tuple[Ink, Ink]]] = {
    Material.SKIN: (Ink.SKIN, Ink.SKIN_SHADE),
    Material.SHIRT: (Ink.SHIRT, Ink.SHIRT_SHADE),
    Material.SHORTS: (Ink.SHORTS, Ink.SHORTS_SHADE),
    Material.HAIR: (Ink.HAIR, Ink.HAIR_SHADE),
    Material.SHOE: (Ink.SHOE, Ink.SHOE_SHADE),
    Material.SOLE: (Ink.SOLE, Ink.SOLE_SHADE),
    Material.STRAP: (Ink.STRAP, Ink.STRAP_SHADE),
    Material.BALL: (Ink.BALL, Ink.BALL_SHADE),
    Material.SOCK: (Ink.SOCK, Ink.SOCK_SHADE),
    Material.CLOTH: (Ink.CLOTH, Ink.CLOTH_SHADE),
    Material.TOWEL: (Ink.TOWEL, Ink.TOWEL_SHADE),
    Material.BAND: (Ink.BAND, Ink.BAND_SHADE),
    Material.BAG: (Ink.BAG, Ink.BAG_SHADE),
    Material.FOLD: (Ink.TOWEL_SHADE, Ink.TOWEL_SHADE),
    Material.RIDGE: (Ink.BAND_SHADE, Ink.BAND_SHADE),
    Material.STRIPE: (Ink.FOAM_SHADE, Ink.FOAM_SHADE),
}


def filled(pixels: Pixels, areas: Iterable[SoftMask], plotter: Plotter) -> Iterator[Shape]:
    """Each material's colour, then its shade; ``areas`` are owned by the materials' numbers and one."""
    areas = list(areas)
    light = _light(pixels)
    flats = [(area_lines(outline.points for outline in area.outlines), _FLAT) for area in areas]
    darks = [(area_lines(_dark_lines(pixels, area, light)), _SHADE) for area in areas]
    paths = plotter.paths([*flats, *darks])
    for area, flat, dark in zip(areas, paths[: len(areas)], paths[len(areas) :], strict=True):
        colour, shade = _INKS[Material(area.owner - 1)]
        if flat.verbs:
            yield Shape(flat.verbs, flat.points, colour, colour, Weight.SEAM, even_odd=True)
        if dark.verbs:
            yield Shape(dark.verbs, dark.points, shade, even_odd=True)


def _dark_lines(pixels: Pixels, area: SoftMask, light: Floats) -> list[Array]:
    """The lines (n, 2; pixels) around what of the area turns from the ``light`` (rows, columns)."""
    material = Material(area.owner - 1)
    away = _TURNED_AWAY - light[area.place]
    if material is Material.HAIR:
        away = _HAIR_TURNED_AWAY - _light_on_hair(pixels, area.place)
    corner = np.array([area.place[1].start, area.place[0].start])
    lines = [line + corner for line in trace(np.minimum(away * 4, area.field() - np.float32(0.5)), 0.0)]
    return [line for line in lines if material not in _IN_ONE_PIECE or enclosed(line) >= _SMALLEST_PATCH]


def _light(pixels: Pixels) -> Floats:
    """How much light falls on each pixel of the figure, smoothed at every second pixel."""
    light = pixels.normals @ _LIGHT.astype(np.float32)
    face = (pixels.parts == Part.HEAD) & (pixels.materials == Material.SKIN)
    light[face] += _FACE_LIFT
    light[_in_cast_shadow(pixels) & (light > _IN_SHADOW) & ~face] = _IN_SHADOW
    light *= pixels.figure
    share = _halved(pixels.figure.astype(np.float32))
    smoothed: Floats = softened(_halved(light), _SPREAD) / (softened(share, _SPREAD) + np.float32(1e-6))
    return _doubled(smoothed)[: light.shape[0], : light.shape[1]]


def _halved(values: Floats) -> Floats:
    """The means (rows, columns) of four pixels each, one more row and column for odd ones."""
    high, wide = values.shape
    even = np.pad(values, ((0, high % 2), (0, wide % 2)), mode="edge")
    rows = even[::2] + even[1::2]
    found: Floats = (rows[:, ::2] + rows[:, 1::2]) * np.float32(0.25)
    return found


def _doubled(values: Floats) -> Floats:
    """Four pixels for each, running evenly from one's middle to the next one's."""
    return _stretched(np.ascontiguousarray(_stretched(values).T)).T


def _stretched(values: Floats) -> Floats:
    """Two rows for each."""
    wide = np.pad(values, ((1, 1), (0, 0)), mode="edge")
    near = values * np.float32(0.75)
    found = np.empty((2 * len(values), values.shape[1]), dtype=np.float32)
    found[::2] = near + wide[:-2] * np.float32(0.25)
    found[1::2] = near + wide[2:] * np.float32(0.25)
    return found


def _light_on_hair(pixels: Pixels, place: tuple[slice, slice]) -> Floats:
    """The light as it falls on hair: softer, and without the shadows locks cast on each other."""
    hair = pixels.materials[place] == Material.HAIR
    light = np.where(hair, pixels.normals[place] @ _LIGHT.astype(np.float32), np.float32(0.0))
    smoothed: Floats = blurred(light, _HAIR_SOFTNESS) / (blurred(hair, _HAIR_SOFTNESS) + 1e-6)
    return smoothed


def _in_cast_shadow(pixels: Pixels) -> Mask:
    """Pixels from which something nearer the light is met within a few centimetres."""
    scale = pixels.window.pixels_per_cm
    depth = np.where(pixels.figure, pixels.depth, np.float32(FAR))
    shadow = np.zeros(depth.shape, dtype=bool)
    high, wide = depth.shape
    for distance in _MARCH_CM:
        across, down = round(0.5 * distance * scale), round(0.86 * distance * scale)
        step = depth[: high - down, : wide - across] - depth[down:, across:] - 0.57 * distance
        shadow[down:, across:] |= (step > _SHALLOWEST_STEP) & (step < _DEEPEST_STEP)
    return shadow & pixels.figure
