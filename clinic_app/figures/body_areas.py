"""What can be pointed at on a map of the body: the library's regions, and the muscles under the skin."""

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from clinic_app.domain.drawing import Ink, Shape
from clinic_app.figures.body.mesh import Mask, Part, part_of
from clinic_app.figures.contours import Plotter, blurred, trace
from clinic_app.figures.geometry import Array
from clinic_app.figures.muscle_map import highlight_names, members
from clinic_app.figures.muscle_sight import regions_of
from clinic_app.figures.muscles import PosedBody, shown_muscles
from clinic_app.figures.pixels import Pixels
from clinic_app.figures.posture import SIDES, Side
from clinic_app.figures.rasterise import Floats
from clinic_app.figures.scene import Highlight
from clinic_app.figures.sites import Site
from clinic_app.figures.skeleton import Skeleton

_CHIN: Final = Site("head", (9.5, -6.8, 0.0))
_HEAD: Final = (Part.HEAD, Part.HAIR, Part.EAR_R, Part.EAR_L)
_NECK_FROM, _CHEST_FROM, _WAIST_FROM = 145.0, 119.0, 98.0
"""Heights (cm of the standing body) where neck, chest and low back begin; below is the pelvis."""

_SHOULDER_OUT, _SHOULDER_FROM = 14.0, 131.0
"""The trunk belongs to the shoulder further out and higher than this."""

_HIP_BELOW: Final = 6.0
_KNEE_ABOVE, _KNEE_BELOW = 8.0, 7.0
_ANKLE_ABOVE: Final = 7.0
_WRIST_ABOVE: Final = 3.5
"""Centimetres along the limb from the joint."""

_SHOULDER_PART: Final = 0.62
"""How much of the upper arm goes with the shoulder."""

_TOLERANCE: Final = 0.75


def region_areas(pixels: Pixels, skeleton: Skeleton, plotter: Plotter) -> dict[str, Shape]:
    """Each region of the library that a body standing upright shows."""
    masks = dict(_trunk(pixels, skeleton))
    for side in SIDES:
        for name, mask in (*_leg(pixels, skeleton, side), *_arm(pixels, skeleton, side)):
            masks[name] = mask | masks[name] if name in masks else mask
    return {name: _shape(blurred(mask, 1.0) - 0.5, plotter) for name, mask in masks.items() if mask.any()}


def muscle_areas(pixels: Pixels, body: PosedBody, plotter: Plotter) -> dict[str, Shape]:
    """Each muscle, or group of muscles, that lies under the skin and is seen from here."""
    areas = {}
    for name in highlight_names():
        if any(muscle.kind != "surface" for muscle in members(name)):
            continue
        shown = shown_muscles([Highlight(name, side) for side in SIDES], body)
        regions = regions_of(pixels, body.mesh, shown).visible
        if regions:
            areas[name] = _shape(np.maximum.reduce([region.field for region in regions]), plotter)
    return areas


def _trunk(pixels: Pixels, skeleton: Skeleton) -> Iterator[tuple[str, Mask]]:
    up, across = _heights(pixels), np.abs(_across(pixels, skeleton))
    head, trunk = np.isin(pixels.parts, _HEAD), pixels.parts == Part.TORSO
    chin = pixels.camera.see(skeleton.locate(_CHIN))[1]
    shoulder = trunk & (across > _SHOULDER_OUT) & (up > _SHOULDER_FROM)
    rest = trunk & ~shoulder
    yield "head_jaw", head & (up > chin)
    yield "neck", (head & (up <= chin)) | (rest & (up > _NECK_FROM))
    yield "shoulder", shoulder
    yield "upper_back_chest", rest & (up > _CHEST_FROM) & (up <= _NECK_FROM)
    yield "lower_back", rest & (up > _WAIST_FROM) & (up <= _CHEST_FROM)
    yield "pelvis_hip", rest & (up <= _WAIST_FROM)


def _leg(pixels: Pixels, skeleton: Skeleton, side: Side) -> Iterator[tuple[str, Mask]]:
    leg = skeleton.legs[side]
    thigh, shank = (pixels.parts == part_of(stem, side) for stem in ("thigh", "shank"))
    hip, knee, ankle = (_up(pixels, joint.origin) for joint in (leg.upper, leg.lower, leg.end))
    up = _heights(pixels)
    feet = [
        part for part in Part if part.name.endswith(side.upper()) and part.name.startswith(("FOOT", "TOE"))
    ]
    near_knee = (thigh & (up < knee + _KNEE_ABOVE)) | (shank & (up > knee - _KNEE_BELOW))
    above, ends = thigh & (up > hip - _HIP_BELOW), shank & (up < ankle + _ANKLE_ABOVE)
    yield "pelvis_hip", above
    yield "thigh", thigh & ~above & ~near_knee
    yield "knee", near_knee
    yield "lower_leg", shank & ~near_knee & ~ends
    yield "ankle_foot", np.isin(pixels.parts, feet) | ends


def _arm(pixels: Pixels, skeleton: Skeleton, side: Side) -> Iterator[tuple[str, Mask]]:
    arm = skeleton.arms[side]
    upper, forearm = (pixels.parts == part_of(stem, side) for stem in ("upper_arm", "forearm"))
    shoulder, elbow, wrist = (_up(pixels, joint.origin) for joint in (arm.upper, arm.lower, arm.end))
    up = _heights(pixels)
    fingers = ("HAND", "THUMB", "INDEX", "MIDDLE", "RING", "LITTLE")
    hand = [part for part in Part if part.name.endswith(side.upper()) and part.name.startswith(fingers)]
    high = upper & (up > shoulder + (elbow - shoulder) * _SHOULDER_PART)
    ends = forearm & (up < wrist + _WRIST_ABOVE)
    yield "shoulder", high
    yield "elbow_forearm", (upper & ~high) | (forearm & ~ends)
    yield "wrist_hand", np.isin(pixels.parts, hand) | ends


def _shape(field: Floats, plotter: Plotter) -> Shape:
    path = plotter.areas(trace(field, 0.0), tolerance=_TOLERANCE)
    return Shape(path.verbs, path.points, Ink.MUSCLE, even_odd=True)


def _heights(pixels: Pixels) -> Array:
    """How far up each pixel is seen (rows, 1), in centimetres."""
    return pixels.window.row_middles()[:, None]


def _across(pixels: Pixels, skeleton: Skeleton) -> Array:
    """How far from the body's middle each pixel is seen (1, columns), in centimetres."""
    middle = float(pixels.camera.see(skeleton.pelvis.origin)[0])
    return pixels.window.column_middles()[None, :] - middle


def _up(pixels: Pixels, point: npt.NDArray[np.float64]) -> float:
    return float(pixels.camera.see(point)[1])
