"""The body chart of a visit as FHIR: what is felt where, as an observation, and the chart itself as SVG."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import Final

from clinic_app.domain.body_chart import CHART_AREAS, AreaSide, ChartFrame, areas_of, frame_of, side_at
from clinic_app.domain.drawing import Drawing, Shape
from clinic_app.domain.side import EpisodeSide
from clinic_app.domain.visit import BodyView, ChartMark, Sensation

Figures = Mapping[BodyView, Drawing]
"""The figures that the marks were drawn on, with their areas; empty where they cannot be had."""

_COLOURS: Final = {
    Sensation.PAIN: "#c0271d",
    Sensation.ACHE: "#7a2e9e",
    Sensation.BURNING: "#b35a00",
    Sensation.PINS_AND_NEEDLES: "#0b6fb8",
    Sensation.NUMBNESS: "#2e3641",
    Sensation.STIFFNESS: "#14703c",
}
_DASHES: Final = {
    Sensation.PAIN: "",
    Sensation.ACHE: "30 12",
    Sensation.BURNING: "14 14",
    Sensation.PINS_AND_NEEDLES: "4 14",
    Sensation.NUMBNESS: "40 14 4 14",
    Sensation.STIFFNESS: "60 20",
}
_UNIT: Final = 10.0
"""Points of the SVG in a hundredth of the figure's height."""

_HALF, _HEAD, _FOOT, _LEGEND = 32.0, 8.0, 104.0, 5.0
"""Hundredths: half a figure's room, above it, below it, and a line of the legend."""

_SIDES: Final = {
    EpisodeSide.LEFT: "left",
    EpisodeSide.RIGHT: "right",
    EpisodeSide.BOTH: "both sides",
    EpisodeSide.NONE: "middle",
}


def said_of(sensation: Sensation) -> str:
    """“Pins and needles”."""
    return sensation.value.replace("_", " ").capitalize()


def place_of(mark: ChartMark, figures: Figures) -> str:
    """“lower back, left (back view)”: the areas it lies in, or only the side where no figure says."""
    figure = figures.get(mark.view)
    found = areas_of(mark, figure, CHART_AREAS) if figure else ()
    middle = sum(x for x, _ in mark.points) / max(1, len(mark.points))
    where = "; ".join(map(_area, found)) or _SIDES[side_at(middle, mark.view)]
    return f"{where} ({mark.view.value} view)"


def chart_svg(marks: Sequence[ChartMark], figures: Figures, title: str) -> str:
    """Both figures with the marks in the colour and pattern of what is felt, and a legend."""
    felt = list(dict.fromkeys(mark.sensation for mark in marks))
    width, height = 4 * _HALF * _UNIT, (_HEAD + _FOOT + _LEGEND * (len(felt) + 1)) * _UNIT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width:g}" height="{height:g}" fill="#ffffff"/>',
        f'<text x="{width / 2:g}" y="50" font-size="36" text-anchor="middle" {_FONT}>{escape(title)}</text>',
    ]
    for number, view in enumerate(BodyView):
        left = (2 * number + 1) * _HALF * _UNIT
        parts.append(f'<g transform="translate({left:g} {_HEAD * _UNIT:g})">')
        parts += _figure(figures.get(view))
        parts += [_line(mark) for mark in marks if mark.view is view and mark.points]
        parts.append(f'<text y="{(_FOOT - 1) * _UNIT:g}" font-size="32" {_MIDDLE}>{view.value}</text></g>')
    for number, sensation in enumerate(felt, start=1):
        row = (_HEAD + _FOOT + _LEGEND * (number - 0.5)) * _UNIT
        parts.append(f'<path d="M40 {row:g}h160" {_pen(sensation, 2.0)}/>')
        parts.append(f'<text x="230" y="{row + 11:g}" font-size="32" {_FONT}>{said_of(sensation)}</text>')
    return "\n".join([*parts, "</svg>", ""])


_FONT: Final = 'font-family="sans-serif" fill="#222222"'
_MIDDLE: Final = f'text-anchor="middle" {_FONT}'


def _area(at: AreaSide) -> str:
    side = f", {_SIDES[at.side]}" if at.side is not EpisodeSide.NONE else ""
    return f"{at.area.replace('_', ' ')}{side}"


def _figure(drawing: Drawing | None) -> Iterator[str]:
    """The outlines of the figure's areas, thin and grey."""
    if drawing is None:
        return
    frame = frame_of(drawing)
    for shape in (drawing.areas[area] for area in CHART_AREAS if area in drawing.areas):
        yield f'<path d="{_path(shape, frame)}" fill="#f2f2f2" stroke="#9a9a9a" stroke-width="2"/>'


def _path(shape: Shape, frame: ChartFrame) -> str:
    """Whole points are fine enough for an outline; steps that come to nothing are left out."""
    written: list[str] = []
    at = ""
    for verb, numbers in shape.commands():
        places = (frame.on_chart(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True))
        there = " ".join(f"{x * _UNIT:.0f} {y * _UNIT:.0f}" for x, y in places)
        if there != at or verb == "Z":
            written.append(f"{verb}{there}")
        at = there or at
    return "".join(written)


def _line(mark: ChartMark) -> str:
    places = list(mark.points)
    if len(places) == 1:
        x, y = places[0]
        radius = max(0.8, mark.width / 2) * _UNIT
        colour = _COLOURS[mark.sensation]
        return f'<circle cx="{x * _UNIT:g}" cy="{y * _UNIT:g}" r="{radius:g}" fill="{colour}"/>'
    begun = f"M{_place(*places[0])}"
    way = begun + "".join(f"L{_place(*there)}" for here, there in pairwise(places) if here != there)
    return f'<path d="{way}" {_pen(mark.sensation, mark.width)}/>'


def _place(x: float, y: float) -> str:
    return f"{x * _UNIT:.1f} {y * _UNIT:.1f}"


def _pen(sensation: Sensation, width: float) -> str:
    dash = f' stroke-dasharray="{_DASHES[sensation]}"' if _DASHES[sensation] else ""
    return (
        f'fill="none" stroke="{_COLOURS[sensation]}" stroke-width="{max(0.4, width * 0.4) * _UNIT:g}"'
        f' stroke-linecap="round" stroke-linejoin="round" stroke-opacity="0.85"{dash}'
    )
