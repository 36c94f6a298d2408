"""Flat colours and one darker tone: which pixels of each material turn from the light or lie in a shadow."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from clinic_app.domain.drawing import Ink, Shape, Weight
from clinic_app.figures.body.mesh import Mask, Material, Part
from clinic_app.figures.contours import Plotter, blurred, enclosed, trace
from clinic_app.figures.geometry import Array, unit, vector
from clinic_app.figures.pixels import Pixels
from clinic_app.figures.rasterise import FAR, Floats

_LIGHT: Final = unit(vector((-0.45, 0.75, 0.5)))
"""Where the light comes from, in the camera's axes: left, above, in front."""

_TURNED_AWAY: Final = 0.02
_HAIR_TURNED_AWAY: Final = -0.1
_HAIR_SOFTNESS: Final = 5.0
_IN_SHADOW: Final = -0.35
_FACE_LIFT: Final = 0.16
"""Faces are lit a little more, or they look unshaven; hair casts no shadow on them, or they look blotchy."""

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


@dataclass(frozen=True, slots=True)
class MaterialArea:
    """Where a material is seen: a soft mask, above a half inside, and its outlines (n, 2; pixels)."""

    material: Material
    field: Floats
    outlines: list[Array]


def material_areas(pixels: Pixels) -> list[MaterialArea]:
    """Every material that is seen."""
    numbers = np.unique(pixels.materials[pixels.figure]).tolist()
    fields = {Material(number): blurred(pixels.materials == number, 1.0) for number in numbers}
    return [MaterialArea(material, field, trace(field)) for material, field in fields.items()]


def filled(pixels: Pixels, areas: Iterable[MaterialArea], plotter: Plotter) -> Iterator[Shape]:
    """Each material's colour, then its shade."""
    light = _light(pixels)
    for area in areas:
        colour, shade = _INKS[area.material]
        flat = plotter.areas(area.outlines)
        if flat.verbs:
            yield Shape(flat.verbs, flat.points, colour, colour, Weight.SEAM, even_odd=True)
        away = _TURNED_AWAY - light
        if area.material is Material.HAIR:
            away = _HAIR_TURNED_AWAY - _light_on_hair(pixels)
        edges = trace(np.minimum(away * 4, area.field - 0.5), 0.0)
        if area.material in _IN_ONE_PIECE:
            edges = [edge for edge in edges if enclosed(edge) >= _SMALLEST_PATCH]
        dark = plotter.areas(edges, tolerance=1.5)
        if dark.verbs:
            yield Shape(dark.verbs, dark.points, shade, even_odd=True)


def _light(pixels: Pixels) -> Floats:
    """How much light falls on each pixel of the figure, smoothed."""
    light = pixels.normals @ _LIGHT.astype(np.float32)
    face = (pixels.parts == Part.HEAD) & (pixels.materials == Material.SKIN)
    light[face] += _FACE_LIFT
    light[_in_cast_shadow(pixels) & (light > _IN_SHADOW) & ~face] = _IN_SHADOW
    light[~pixels.figure] = 0.0
    smoothed: Floats = blurred(light, 3.0) / (blurred(pixels.figure, 3.0) + 1e-6)
    return smoothed


def _light_on_hair(pixels: Pixels) -> Floats:
    """The light as it falls on hair: softer, and without the shadows locks cast on each other."""
    hair = pixels.materials == Material.HAIR
    light = np.where(hair, pixels.normals @ _LIGHT.astype(np.float32), np.float32(0.0))
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
