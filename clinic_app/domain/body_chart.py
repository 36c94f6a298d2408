"""Where marks of a body chart lie: between the figure's drawing, the chart's own unit, and areas with names.

The chart's unit is a hundredth of the figure's height, x to the right of its middle as it is seen, y down
from the top of its head (:class:`~clinic_app.domain.visit.ChartMark`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from clinic_app.domain.drawing import Drawing, Shape
from clinic_app.domain.side import EpisodeSide
from clinic_app.domain.visit import BodyView, ChartMark, Sensation

Point = tuple[float, float]
Outline = Sequence[Point]

FIGURES: Final = {BodyView.FRONT: "body-map-front", BodyView.BACK: "body-map-back"}
"""The pictures that charts are drawn on."""

FIGURES_FRAME: Final = "start"

CHART_AREAS: Final = (
    "head_jaw",
    "neck",
    "shoulder",
    "upper_back_chest",
    "lower_back",
    "pelvis_hip",
    "elbow_forearm",
    "wrist_hand",
    "thigh",
    "knee",
    "lower_leg",
    "ankle_foot",
)
"""From head to foot."""

_MIDDLE: Final = 1.0
"""Hundredths of the height beside the middle that belong to no side."""

_ROW: Final = 2.4
_EDGE: Final = 0.8
"""How a mark of a whole area is drawn: rows so far apart, ending so far from the outline."""

_SHARE: Final = 0.2
"""A mark is said to lie in an area when so much of it does."""


@dataclass(frozen=True, slots=True)
class ChartFrame:
    """Where the figure stands in its drawing, in body units."""

    middle: float
    top: float
    unit: float
    """Body units of a hundredth of the figure's height."""

    def on_chart(self, x: float, y: float) -> Point:
        """A place of the drawing, in the chart's unit."""
        return (x - self.middle) / self.unit, (y - self.top) / self.unit

    def on_drawing(self, x: float, y: float) -> Point:
        """A place of the chart, in body units."""
        return self.middle + x * self.unit, self.top + y * self.unit


@dataclass(frozen=True, slots=True)
class AreaSide:
    """An area of the body map, and which side of the patient."""

    area: str
    side: EpisodeSide


def frame_of(drawing: Drawing) -> ChartFrame:
    """The frame of a map of the body; of any other picture its whole box."""
    places = [place for shape in drawing.areas.values() for line in _outlines(shape) for place in line]
    if not places:
        return ChartFrame(drawing.width / 2, 0.0, drawing.height / 100)
    top, bottom = min(y for _, y in places), max(y for _, y in places)
    left, right = min(x for x, _ in places), max(x for x, _ in places)
    return ChartFrame((left + right) / 2, top, (bottom - top) / 100)


def side_at(x: float, view: BodyView, tolerance: float = _MIDDLE) -> EpisodeSide:
    """The patient's side at ``x``: who is seen from in front has the left hand on the right."""
    if abs(x) <= tolerance:
        return EpisodeSide.NONE
    return EpisodeSide.LEFT if (x > 0) == (view is BodyView.FRONT) else EpisodeSide.RIGHT


def areas_of(mark: ChartMark, drawing: Drawing, areas: tuple[str, ...]) -> tuple[AreaSide, ...]:
    """Where a mark lies, most of it first; empty where it is beside the body."""
    frame = frame_of(drawing)
    found: dict[AreaSide, int] = {}
    shapes = {area: tuple(_outlines(drawing.areas[area])) for area in areas if area in drawing.areas}
    for x, y in mark.points:
        place = frame.on_drawing(x, y)
        area = next((area for area, lines in shapes.items() if _is_inside(place, lines)), None)
        if area is not None:
            at = AreaSide(area, side_at(x, mark.view))
            found[at] = found.get(at, 0) + 1
    least = max(1.0, _SHARE * len(mark.points))
    often = [at for at, count in found.items() if count >= least] or list(found)[:1]
    return tuple(sorted(_without_middles(often), key=lambda at: -found[at]))


def mark_of_area(
    area: str, side: EpisodeSide, view: BodyView, sensation: Sensation, drawing: Drawing
) -> tuple[ChartMark, ...]:
    """Marks that fill an area, or its part on one side, as a pen would; none where it is not seen."""
    if area not in drawing.areas:
        return ()
    frame = frame_of(drawing)
    lines = [
        [frame.on_chart(*place) for place in line] for line in _outlines(drawing.areas[area]) if len(line) > 2
    ]
    ways: list[list[Point]] = []
    for row in _rows(lines):
        for left, right in _inside_of(row, lines):
            start, end = _on_side(left + _EDGE, right - _EDGE, side, view)
            if start < end:
                _go_on(ways, start, end, row)
    return tuple(
        ChartMark(sensation=sensation, view=view, points=tuple(way), width=_ROW)
        for way in ways
        if len(way) > 1
    )


def _without_middles(found: Sequence[AreaSide]) -> list[AreaSide]:
    """The middle of an area is not named where one of its sides is."""
    sided = {at.area for at in found if at.side is not EpisodeSide.NONE}
    return [at for at in found if at.side is not EpisodeSide.NONE or at.area not in sided]


def _rows(lines: Sequence[Outline]) -> Iterator[float]:
    heights = [y for line in lines for _, y in line]
    if not heights:
        return
    row, bottom = min(heights) + _ROW / 2, max(heights)
    while row < bottom:
        yield row
        row += _ROW


def _inside_of(row: float, lines: Sequence[Outline]) -> Iterator[tuple[float, float]]:
    """From where to where a row lies inside of the outlines."""
    crossings = sorted(
        x1 + (row - y1) / (y2 - y1) * (x2 - x1)
        for line in lines
        for (x1, y1), (x2, y2) in _edges(line)
        if (y1 > row) != (y2 > row)
    )
    yield from zip(crossings[::2], crossings[1::2], strict=False)


def _on_side(left: float, right: float, side: EpisodeSide, view: BodyView) -> tuple[float, float]:
    """The part of a row that lies on that side of the patient."""
    if side not in (EpisodeSide.LEFT, EpisodeSide.RIGHT):
        return left, right
    is_right_half = side_at(1.0, view, 0.0) is side
    return (max(left, 0.4), right) if is_right_half else (left, min(right, -0.4))


def _go_on(ways: list[list[Point]], start: float, end: float, row: float) -> None:
    """Draw a row: on from the end of the way above it, or as a new way."""
    for way in ways:
        x, y = way[-1]
        if row - y < _ROW * 1.5 and row > y and start - _ROW * 2 <= x <= end + _ROW * 2:
            ahead = (end, start) if abs(x - end) < abs(x - start) else (start, end)
            way.extend((each, row) for each in ahead)
            return
    ways.append([(start, row), (end, row)])


def _edges(line: Outline) -> Iterator[tuple[Point, Point]]:
    yield from zip(line, (*line[1:], line[0]), strict=True)


def _is_inside(place: Point, lines: Sequence[Outline]) -> bool:
    x, y = place
    crossed = sum(
        (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1)
        for line in lines
        for (x1, y1), (x2, y2) in _edges(line)
    )
    return crossed % 2 == 1


@lru_cache(maxsize=128)
def _outlines(shape: Shape) -> tuple[Outline, ...]:
    """The shape's closed lines, curves by their ends."""
    lines: list[list[Point]] = []
    for verb, at in shape.commands():
        if verb == "M":
            lines.append([])
        if at:
            lines[-1].append((float(at[-2]), float(at[-1])))
    return tuple(lines)
