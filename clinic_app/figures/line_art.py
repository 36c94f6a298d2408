"""The line rule: where the figure ends, where it steps back behind itself, where skin folds on skin."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from clinic_app.figures.body.mesh import (
    FIRST_PROP_PART,
    SMALL_PARTS,
    TRUNK_FAMILY,
    Indices,
    Mask,
    Material,
    Part,
    part_of,
)
from clinic_app.figures.contours import enclosed, runs
from clinic_app.figures.geometry import Array
from clinic_app.figures.pixels import BACKGROUND, HIDDEN, Pixels
from clinic_app.figures.posture import Side
from clinic_app.figures.rasterise import Floats
from clinic_app.figures.skeleton import Limb, Skeleton
from clinic_app.figures.smoothing import is_closed
from clinic_app.figures.soft_masks import SoftMask, soft_masks

_Parts = npt.NDArray[np.int16]

_STEP: Final = 1.3
_STEP_IN_TRUNK: Final = 2.4
_STEP_BETWEEN_FINGERS: Final = 0.45
"""How much nearer (cm) a part must be than what lies beside it to be outlined."""

_STEP_OF_HAND: Final = 0.4
"""A hand or forearm that lies on another part of the body is outlined from this step on (cm)."""

_FOLD: Final = 0.3
_FOLD_AT_SHOULDER: Final = -0.1
"""Cosine between the two surfaces below which a crease is drawn."""

_SHOULDER_CAP: Final = 6.2
_SHOULDER_STEP: Final = 9.0
"""No line where the shoulder's cap (this radius, cm) runs into the shirt, unless it stands off further."""

_BARE_JOINTS: Final = ((("forearm", "hand"), "arms", 0.0), (("shank", "foot"), "legs", 5.0))
_BARE_JOINT: Final = 5.0
_BARE_JOINT_STEP: Final = 6.0
"""Parts that share their skin; how far above the joint (cm), how near it, and up to which step."""

_ROOTS: Final = (Part.HAND_R, Part.HAND_L, Part.FOOT_R, Part.FOOT_L)

_ARM_END: Final = ("forearm", "hand", "thumb", "index", "middle", "ring", "little")
_ARM_END_R: Final = [part_of(stem, "r") for stem in _ARM_END]
_ARM_END_L: Final = [part_of(stem, "l") for stem in _ARM_END]
_SMALLEST_ISLAND: Final = 14.0
"""Square pixels: a smaller piece of the figure, or a hole in it, would print as a dot."""

_SHORTEST_OUTLINE: Final = 6
_SHORTEST_LINE: Final = 12
_SHORTEST_IN_TRUNK: Final = 18
_SHORTEST_FINGER_LINE: Final = 5
_BRIDGED: Final = 7
"""Points along an edge."""

_INWARDS: Final = 1.7
_OUTWARDS: Final = 1.9
"""How far, in pixels, either side of an edge is looked at."""

_SHOULDERS: Final = (Part.TORSO, Part.UPPER_ARM_R, Part.UPPER_ARM_L)
_MATERIAL_STEP_BETWEEN_PARTS: Final = 1.2


_MOST_PARTS: Final = 4096


def _among(parts: Iterable[int]) -> Mask:
    """Whether a part is one of ``parts``, by its number; negative numbers never are."""
    found = np.zeros(_MOST_PARTS, dtype=bool)
    found[list(parts)] = True
    return found


_IS_SMALL: Final = _among(SMALL_PARTS)
_IS_TRUNK: Final = _among(TRUNK_FAMILY)
_IS_ROOT: Final = _among(_ROOTS)
_IS_SHOULDER: Final = _among(_SHOULDERS)


@dataclass(frozen=True, slots=True)
class Lines:
    """The figure's lines by kind, in pixels (n, 2). Close up, fingers have lines like everything else."""

    outline: list[Array]
    inner: list[Array]
    fingers: list[Array]
    props: list[Array]
    hairline: list[Array]


@dataclass(frozen=True, slots=True)
class _Edges:
    """Outlines one after another: points (n, 2), ways in (n, 2), owners (n,), and where each one lies."""

    points: Array
    inwards: Array
    owners: _Parts
    each: list[tuple[int, slice]]
    """The owner of each outline, and the slice of its points."""

    @classmethod
    def of(cls, masks: Iterable[SoftMask]) -> "_Edges | None":
        """All outlines of the masks; None where there are none."""
        found = [(mask.owner, outline) for mask in masks for outline in mask.outlines]
        if not found:
            return None
        counts = [len(outline.points) for _, outline in found]
        ends = np.cumsum(counts).tolist()
        return cls(
            np.concatenate([outline.points for _, outline in found]),
            np.concatenate([outline.inwards for _, outline in found]),
            np.repeat(np.array([owner for owner, _ in found], dtype=np.int16), counts),
            [
                (owner, slice(end - count, end))
                for (owner, _), end, count in zip(found, ends, counts, strict=True)
            ],
        )


@dataclass(frozen=True, slots=True)
class _Sides:
    """What lies just inside and just outside each point (n,) of all edges."""

    inside: tuple[Indices, Indices]
    outside: tuple[Indices, Indices]


@dataclass(frozen=True, slots=True)
class Areas:
    """What is seen of the figure as a whole, of its materials (numbers and one), and of its parts."""

    whole: list[SoftMask]
    materials: list[SoftMask]
    parts: list[SoftMask]


def areas_of(pixels: Pixels) -> Areas:
    """All areas that are filled or outlined."""
    visible = np.where(pixels.figure, pixels.parts, 0)
    return Areas(*soft_masks([pixels.figure.view(np.int8), pixels.materials + 1, visible]))


def figure_lines(pixels: Pixels, skeleton: Skeleton, areas: Areas) -> Lines:
    """All lines of the figure."""
    lines = Lines([], [], [], [], [])
    _outlines(pixels, areas.whole, lines)
    _part_lines(pixels, skeleton, areas.parts, lines)
    _material_lines(pixels, areas.materials, lines)
    return lines


def _outlines(pixels: Pixels, whole: list[SoftMask], lines: Lines) -> None:
    """Where the figure as a whole ends before the background, or before a prop it stands in front of."""
    edges = _Edges.of(whole)
    if edges is None:
        return
    sides = _beside(pixels, edges)
    other = pixels.parts[sides.outside]
    step = pixels.depth[sides.inside] - pixels.prop_depth[sides.outside]
    ends = (other == BACKGROUND) | ((other == HIDDEN) & (step >= -1.0))
    owners = pixels.parts[sides.inside]
    soft = owners >= FIRST_PROP_PART
    small = _IS_SMALL[owners] & (pixels.camera.zoom == 1)
    for mask, kind in (
        (ends & ~small & ~soft, lines.outline),
        (ends & small, lines.fingers),
        (ends & soft, lines.props),
    ):
        for _, here in edges.each:
            points = edges.points[here]
            if enclosed(points) < _SMALLEST_ISLAND:
                continue
            found = runs(mask[here], closed=is_closed(points), shortest=_SHORTEST_OUTLINE, bridged=_BRIDGED)
            kind.extend(points[run] for run in found)


def _part_lines(pixels: Pixels, skeleton: Skeleton, parts: list[SoftMask], lines: Lines) -> None:
    """Where a part hides another, or folds on it."""
    edges = _Edges.of(parts)
    if edges is None:
        return
    sides = _beside(pixels, edges)
    points, owners = edges.points, edges.owners
    step = pixels.depth[sides.inside] - pixels.depth[sides.outside]
    other = pixels.parts[sides.outside]
    step -= _slope_at_roots(pixels, sides, edges, other)
    # Closer up, smaller steps are worth a line, though not in proportion.
    step /= np.float32(pixels.camera.zoom**0.5)
    laid = _laid_on_body(owners, other)
    drawn = _stands_off(owners, other, step) | (laid & (step > _STEP_OF_HAND))
    drawn &= ~_on_shoulder_cap(pixels, skeleton, points, owners, other, step)
    drawn |= _folds(pixels, sides, owners, other, step)
    skin = pixels.materials[sides.inside] == Material.SKIN
    drawn &= ~(skin & _on_bare_joint(pixels, skeleton, points, owners, other, step))
    for owner, here in edges.each:
        line = points[here]
        small = owner in SMALL_PARTS
        thin = small and pixels.camera.zoom == 1
        shortest = _SHORTEST_IN_TRUNK if owner in TRUNK_FAMILY else _SHORTEST_LINE
        shortest = _SHORTEST_FINGER_LINE if small else shortest
        for run in runs(drawn[here], closed=is_closed(line), shortest=shortest, bridged=6):
            if laid[here][run].mean() > 0.5:
                kind = lines.inner if small else lines.outline
            elif owner >= FIRST_PROP_PART:
                kind = lines.props
            else:
                kind = lines.fingers if thin else lines.inner
            kind.append(line[run])


def _slope_at_roots(pixels: Pixels, sides: _Sides, edges: _Edges, other: _Parts) -> Floats:
    """How much of a step is the skin's own slope where a finger or toe grows out of hand or foot."""
    inwards = edges.inwards.astype(np.float32) * [1.0, -1.0]
    across = (_INWARDS + _OUTWARDS) / pixels.window.pixels_per_cm
    slopes = []
    for side in (sides.inside, sides.outside):
        normals = pixels.normals[side]
        slopes.append(-(normals[:, :2] * inwards).sum(axis=1) / np.maximum(normals[:, 2], 0.2))
    slope = np.clip(np.minimum(*slopes), 0.0, None) * across
    rooted = _IS_SMALL[edges.owners] & _IS_ROOT[other]
    found: Floats = np.where(rooted, slope, 0.0).astype(np.float32)
    return found


def _beside(pixels: Pixels, edges: _Edges) -> _Sides:
    return _Sides(
        _indices(pixels, edges.points + edges.inwards * _INWARDS),
        _indices(pixels, edges.points - edges.inwards * _OUTWARDS),
    )


def _indices(pixels: Pixels, points: Array) -> tuple[Indices, Indices]:
    high, wide = pixels.depth.shape
    whole = np.floor(points).astype(np.intp)
    return np.clip(whole[:, 1], 0, high - 1), np.clip(whole[:, 0], 0, wide - 1)


def _stands_off(owners: _Parts, other: _Parts, step: Floats) -> Mask:
    """Where a part is clearly nearer than the part beside it."""
    needed = np.where(_IS_SMALL[owners], _STEP_BETWEEN_FINGERS, _STEP)
    needed = np.where(owners >= FIRST_PROP_PART, _MATERIAL_STEP_BETWEEN_PARTS - 0.1, needed)
    in_trunk = _IS_TRUNK[owners] & _IS_TRUNK[other]
    needed = np.where(in_trunk, _STEP_IN_TRUNK, needed)
    found: Mask = (other > BACKGROUND) & (other != owners) & (step > needed)
    return found


def _laid_on_body(owners: _Parts, other: _Parts) -> Mask:
    """Where a forearm, hand or finger lies before a part of the body that is not its own arm."""
    found = np.zeros(len(owners), dtype=bool)
    for own, upper_arm in ((_ARM_END_R, Part.UPPER_ARM_R), (_ARM_END_L, Part.UPPER_ARM_L)):
        elsewhere = (other > BACKGROUND) & (other < FIRST_PROP_PART) & ~np.isin(other, [*own, upper_arm])
        found |= np.isin(owners, own) & elsewhere
    return found


def _folds(pixels: Pixels, sides: _Sides, owners: _Parts, other: _Parts, step: Floats) -> Mask:
    """Where two parts at the same depth meet at a sharp angle; the lower part's edge draws it."""
    cosine = (pixels.normals[sides.inside] * pixels.normals[sides.outside]).sum(axis=1)
    shoulder = _IS_SHOULDER[owners] & _IS_SHOULDER[other]
    sharp = np.where(shoulder, _FOLD_AT_SHOULDER, _FOLD)
    found: Mask = (other > owners) & (np.abs(step) <= _STEP) & (cosine < sharp)
    return found


def _on_shoulder_cap(
    pixels: Pixels, skeleton: Skeleton, points: Array, owners: _Parts, other: _Parts, step: Floats
) -> Mask:
    found = np.zeros(len(points), dtype=bool)
    for arm, part in ((skeleton.arms["r"], Part.UPPER_ARM_R), (skeleton.arms["l"], Part.UPPER_ARM_L)):
        cap = pixels.window.pixels(pixels.camera.see(arm.upper.at(0.0, 3.0, 0.0)))
        apart = np.sqrt(((points - cap) ** 2).sum(axis=1)) / pixels.window.pixels_per_cm
        found |= (owners == part) & (other == Part.TORSO) & (apart < _SHOULDER_CAP) & (step < _SHOULDER_STEP)
    return found


def _on_bare_joint(
    pixels: Pixels, skeleton: Skeleton, points: Array, owners: _Parts, other: _Parts, step: Floats
) -> Mask:
    """Where the skin of forearm and hand, or of shank and bare foot, runs on over the joint."""
    found = np.zeros(len(points), dtype=bool)
    for names, limbs, above in _BARE_JOINTS:
        for side, limb in _limbs_of(skeleton, limbs).items():
            pair = [part_of(name, side) for name in names]
            among = _among(pair)
            between = among[owners] & among[other]
            if between.any():
                middle = pixels.window.pixels(
                    pixels.camera.see(limb.end.origin + limb.lower.axes[:, 1] * above)
                )
                apart = np.sqrt(((points - middle) ** 2).sum(axis=1)) / pixels.window.pixels_per_cm
                found |= between & (apart < _BARE_JOINT * pixels.camera.zoom) & (step < _BARE_JOINT_STEP)
    return found


def _limbs_of(skeleton: Skeleton, limbs: str) -> dict[Side, Limb]:
    """The skeleton's ``arms`` or ``legs``."""
    return skeleton.arms if limbs == "arms" else skeleton.legs


def _material_lines(pixels: Pixels, materials: list[SoftMask], lines: Lines) -> None:
    """Hems, hairline and soles: where two materials meet on one surface; the lower material draws."""
    edges = _Edges.of(materials)
    if edges is None:
        return
    sides = _beside(pixels, edges)
    material = edges.owners - 1
    inside, outside = pixels.materials[sides.inside], pixels.materials[sides.outside]
    step = np.abs(pixels.depth[sides.inside] - pixels.depth[sides.outside])
    part, other = pixels.parts[sides.inside], pixels.parts[sides.outside]
    meets = (inside == material) & (outside > material)
    between = np.where(_IS_TRUNK[part] & _IS_TRUNK[other], _STEP_IN_TRUNK, _MATERIAL_STEP_BETWEEN_PARTS)
    meets &= (part == other) | (step < between)
    hairy = outside == Material.HAIR
    for _, here in edges.each:
        line = edges.points[here]
        for mask, kind in ((meets & ~hairy, lines.inner), (meets & hairy, lines.hairline)):
            found = runs(mask[here], closed=is_closed(line), shortest=8, bridged=5)
            kind.extend(line[run] for run in found)
