"""Which part of a drawing an education panel shows: the detail with its arrow, clear of the number."""

from dataclasses import dataclass, replace
from typing import Final

from reportlab.lib.units import mm

from clinic_app.domain.drawing import Drawing, Ink, Lens, Shape

_ROUND_THE_DETAIL: Final = 1.25
"""Half of what is shown about a detail, in its radii."""
_FARTHEST_ARROW: Final = 2.2
"""An arrow that ends farther from the detail than so many radii belongs to something else."""
_MARGIN: Final = 1.5 * mm

Bounds = tuple[float, float, float, float]
"""Left, top, right and bottom in body units, downwards."""


@dataclass(frozen=True, slots=True)
class Part:
    """The drawing to show, its corner in points from the panel's upper left one, and the window it needs."""

    drawing: Drawing
    left: float
    top: float
    scale: float
    window: Lens | None

    @property
    def height(self) -> float:
        """The whole drawing's height, in points."""
        return self.drawing.height * self.scale


def part_to_show(drawing: Drawing, width: float, tall: float, badge: float) -> Part:
    """The detail as large as a panel ``width`` × ``tall`` lets it be, or the whole drawing without one.

    Arrows are shown whole or not at all; the number's disc reaches ``badge`` points into the upper corner.
    """
    lens = drawing.lens
    if lens is None:
        bounds: Bounds = (0, 0, drawing.width, drawing.height)
        return _fitted(drawing, bounds, (_MARGIN, _MARGIN, width - _MARGIN, tall - _MARGIN), None)
    half = _ROUND_THE_DETAIL * lens.radius
    detail: Bounds = (lens.x - half, lens.y - half, lens.x + half, lens.y + half)
    shown, arrows = _with_near_arrows(drawing, lens)
    bounds = _around([detail, *arrows]) if arrows else detail
    room: Bounds = (0, 0, width, tall)
    part = _fitted(shown, bounds, room, lens)
    if any(_under_badge(part, arrow, badge) for arrow in arrows):
        part = _fitted(shown, bounds, (badge, 0, width, tall), lens)
    return _only_whole_arrows(part, arrows, width, tall)


def _fitted(drawing: Drawing, bounds: Bounds, room: Bounds, lens: Lens | None) -> Part:
    """The bounds in the middle of the room, as large as it lets them be."""
    across, down = bounds[2] - bounds[0], bounds[3] - bounds[1]
    scale = min((room[2] - room[0]) / across, (room[3] - room[1]) / down)
    left = (room[0] + room[2]) / 2 - (bounds[0] + bounds[2]) / 2 * scale
    top = (room[1] + room[3]) / 2 - (bounds[1] + bounds[3]) / 2 * scale
    window = None
    if lens is not None:
        reach = max(across, down) * max(1.0, (room[2] - room[0]) / (across * scale))
        middle = (int((bounds[0] + bounds[2]) / 2), int((bounds[1] + bounds[3]) / 2))
        window = Lens(*middle, int(reach / 2) + 1)
    return Part(drawing, left, top, scale, window)


def _with_near_arrows(drawing: Drawing, lens: Lens) -> tuple[Drawing, list[Bounds]]:
    """The drawing without the arrows that are far from the detail, and the bounds of those that are near."""
    reach = _FARTHEST_ARROW * lens.radius
    clusters = _arrow_clusters(drawing)
    near = [
        (bounds, shapes)
        for bounds, shapes in clusters
        if bounds[0] > lens.x - reach
        and bounds[2] < lens.x + reach
        and bounds[1] > lens.y - reach
        and bounds[3] < lens.y + reach
    ]
    kept = {id(shape) for _, shapes in near for shape in shapes}
    shapes = tuple(shape for shape in drawing.shapes if not _is_arrow(shape) or id(shape) in kept)
    return replace(drawing, shapes=shapes), [bounds for bounds, _ in near]


def _arrow_clusters(drawing: Drawing) -> list[tuple[Bounds, list[Shape]]]:
    """Shafts, heads and halos that touch each other are one arrow."""
    clusters: list[tuple[Bounds, list[Shape]]] = []
    for shape in drawing.shapes:
        if not _is_arrow(shape):
            continue
        bounds, members = _bounds(shape), [shape]
        for other in [each for each in clusters if _touch(each[0], bounds)]:
            clusters.remove(other)
            bounds, members = _around([bounds, other[0]]), [*other[1], *members]
        clusters.append((bounds, members))
    return clusters


def _only_whole_arrows(part: Part, arrows: list[Bounds], width: float, tall: float) -> Part:
    """Without arrows where one would be cut by the panel's edge."""
    for left, top, right, bottom in arrows:
        inside = (
            part.left + left * part.scale >= 0
            and part.left + right * part.scale <= width
            and part.top + top * part.scale >= 0
            and part.top + bottom * part.scale <= tall
        )
        if not inside:
            plain = tuple(shape for shape in part.drawing.shapes if not _is_arrow(shape))
            return replace(part, drawing=replace(part.drawing, shapes=plain))
    return part


def _under_badge(part: Part, arrow: Bounds, badge: float) -> bool:
    return part.left + arrow[0] * part.scale < badge and part.top + arrow[1] * part.scale < badge


def _is_arrow(shape: Shape) -> bool:
    return Ink.ARROW in (shape.fill, shape.stroke) or Ink.HALO in (shape.fill, shape.stroke)


def _bounds(shape: Shape) -> Bounds:
    across, down = shape.points[0::2], shape.points[1::2]
    return min(across), min(down), max(across), max(down)


def _around(all_bounds: list[Bounds]) -> Bounds:
    return (
        min(each[0] for each in all_bounds),
        min(each[1] for each in all_bounds),
        max(each[2] for each in all_bounds),
        max(each[3] for each in all_bounds),
    )


def _touch(one: Bounds, other: Bounds) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
