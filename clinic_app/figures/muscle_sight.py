"""Which muscles a picture shows on the skin and which through the body, and the rounded shape of each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from clinic_app.figures.body.mesh import Mask, Mesh
from clinic_app.figures.muscle_fields import (
    seen_on_skin,
    skin_through,
    strands_through,
    where_it_is_seen,
    where_it_may_show,
)
from clinic_app.figures.muscle_outlines import rounded_patch, shared_out
from clinic_app.figures.muscles import ShownMuscle
from clinic_app.figures.pixels import Pixels
from clinic_app.figures.rasterise import Floats
from clinic_app.figures.sites import LIMB_PARTS

_SEEN_SHARE: Final = 0.5
_SEEN_LITTLE: Final = 0.14
_SEEN_CM2: Final = 24.0
"""Share of a muscle's patch that must be seen, or less if it is this large, or the whole of it is shown
through the body."""

_TRUNK_CHARTS: Final = frozenset({"trunk", "back", "front"})
_FAMILIES: Final = {
    "calf": {"gastrocnemius", "soleus", "plantaris"},
    "thigh": {"rectus femoris", "vastus lateralis", "vastus medialis"},
    "back of the thigh": {"biceps femoris", "semitendinosus", "semimembranosus"},
    "buttock": {"gluteus maximus", "gluteus medius"},
    "shoulder blade": {"infraspinatus", "teres minor"},
}
"""Muscles that are drawn as one shape with seams, by whichever names a pose calls them."""

_STRAY_CM2: Final = 7.0
_STRAY_SHARE: Final = 0.25
_TWIN_SHARE: Final = 0.3
"""A region smaller than the first two, the latter of the largest of all regions, is left out, and one smaller
than the third of the same muscle's other side."""


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """A family of muscles: its rounded field (above 0 inside), and each one's share (rows, columns)."""

    family: str
    field: Floats
    heads: tuple[Mask, ...]

    @property
    def size(self) -> int:
        """In pixels."""
        return int(np.count_nonzero(self.field > 0))


@dataclass(frozen=True, slots=True)
class Regions:
    """Those seen on the skin, and those shown through the body."""

    visible: tuple[Region, ...]
    hidden: tuple[Region, ...]


def regions_of(pixels: Pixels, mesh: Mesh, shown: Sequence[ShownMuscle], *, coarse: bool = False) -> Regions:
    """The highlighted muscles, sorted by whether their group is seen, without those too small to tell."""
    surface = [muscle for muscle in shown if muscle.muscle.kind == "surface"]
    fields = list(seen_on_skin(pixels, mesh, [muscle.patches for muscle in surface]))
    pairs = list(zip(surface, fields, strict=True))
    seen = {muscle.group for muscle, field in pairs if _is_seen(pixels, mesh, muscle, field)}
    masks = [(muscle, field > 0) for muscle, field in pairs if muscle.group in seen]
    unseen = [muscle for muscle in shown if muscle not in surface or muscle.group not in seen]
    through = [(muscle, _through(pixels, mesh, muscle)) for muscle in unseen]
    visible = [
        _region(pixels, group, where_it_is_seen(pixels, [muscle for muscle, _ in group]), coarse=coarse)
        for group in _grouped(masks)
    ]
    hidden = [
        _region(
            pixels,
            group,
            np.logical_or.reduce([where_it_may_show(pixels, muscle) for muscle, _ in group]),
            coarse=coarse,
        )
        for group in _grouped(through)
    ]
    large = set(_without_strays([*visible, *hidden], scale_of(pixels)))
    return Regions(
        tuple(region for region in visible if region in large),
        tuple(region for region in hidden if region in large),
    )


def scale_of(pixels: Pixels) -> float:
    """Pixels in a centimetre of the body."""
    return pixels.window.pixels_per_cm * pixels.camera.zoom


def _grouped(found: Iterable[tuple[ShownMuscle, Mask]]) -> Iterator[list[tuple[ShownMuscle, Mask]]]:
    """By family, and by side too in limbs; both sides of the trunk are one."""
    groups: dict[tuple[str, str], list[tuple[ShownMuscle, Mask]]] = {}
    for muscle, mask in found:
        side = "" if _is_in_trunk(muscle) else muscle.side
        groups.setdefault((_family(muscle), side), []).append((muscle, mask))
    yield from groups.values()


def _family(muscle: ShownMuscle) -> str:
    name = muscle.muscle.name
    return next((family for family, names in _FAMILIES.items() if name in names), muscle.group)


def _is_in_trunk(muscle: ShownMuscle) -> bool:
    parts = {point.part for strand in muscle.muscle.strands for point in strand}
    charts = {outline.chart for outline in muscle.muscle.outlines}
    return parts.isdisjoint(LIMB_PARTS) and charts <= _TRUNK_CHARTS


def _through(pixels: Pixels, mesh: Mesh, muscle: ShownMuscle) -> Mask:
    through = skin_through(pixels, mesh, muscle.patches)
    found: Mask = np.maximum(through, strands_through(pixels, muscle.strands)) > 0
    return found


def _region(pixels: Pixels, group: Sequence[tuple[ShownMuscle, Mask]], room: Mask, *, coarse: bool) -> Region:
    heads = [mask for _, mask in group]
    field = rounded_patch(np.logical_or.reduce(heads), room, scale_of(pixels), coarse=coarse)
    if coarse:
        return Region(_family(group[0][0]), field, ())
    return Region(_family(group[0][0]), field, shared_out(field > 0, heads, scale_of(pixels)))


def _without_strays(regions: Sequence[Region], scale: float) -> Iterator[Region]:
    """Those large enough to be worth a look beside the others, and beside the same muscle's other side."""
    largest: dict[str, int] = {}
    for region in regions:
        largest[region.family] = max(region.size, largest.get(region.family, 0))
    least = min(_STRAY_CM2 * scale**2, _STRAY_SHARE * max(largest.values(), default=0))
    for region in regions:
        if region.size > max(least, _TWIN_SHARE * largest[region.family]):
            yield region


def _is_seen(pixels: Pixels, mesh: Mesh, muscle: ShownMuscle, field: Floats) -> bool:
    covered = float(np.count_nonzero(field > 0))
    share = covered / max(_size(pixels, mesh, muscle), 1.0)
    return share >= _SEEN_SHARE or (share >= _SEEN_LITTLE and covered >= _SEEN_CM2 * scale_of(pixels) ** 2)


def _size(pixels: Pixels, mesh: Mesh, muscle: ShownMuscle) -> float:
    """About how many pixels the muscle's skin would cover, seen through the body."""
    faces = np.concatenate([patch.vertices[patch.patch.on] for patch in muscle.patches])
    corners = pixels.window.pixels(pixels.camera.see(mesh.vertices[faces]))
    one, other = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    return float(np.abs(one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]).sum()) / 2
