"""The lens: the decisive detail enlarged in a circle, in a place where it hides nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import hypot
from typing import Final

from reportlab.lib.units import mm

from clinic_app.domain.drawing import Drawing, Ink, Shape
from clinic_app.pdf.block import Easel
from clinic_app.pdf.inks import ink
from clinic_app.pdf.marks import rule

_ENLARGED: Final = 1.9
_STEP: Final = 2 * mm
_CLEAR: Final = 1 * mm
"""Between the lens and anything else."""
_NEAR: Final = 2.4
_FAR: Final = 3.5
"""The lens stands no farther from its detail than so many radii."""
_SMALLER: Final = (1.0, 0.85, 0.7)
_CELL: Final = 60
"""Body units to a cell of the ink's grid: 3 cm of the body."""
_BACKGROUND: Final = frozenset(
    {
        Ink.PROP_TOP,
        Ink.PROP_FRONT,
        Ink.PROP_SIDE,
        Ink.PROP_LINE,
        Ink.SHADOW,
        Ink.CONTACT_SHADOW,
        Ink.HALO,
    }
)
"""What a lens may lie on: furniture and the floor."""

Box = tuple[float, float, float, float]
"""Left, top, width and height in points, downwards."""


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure on its group: left edge and foot in points from the group's upper left corner, downwards."""

    drawing: Drawing
    scale: float
    left: float
    bottom: float
    decisive: bool = False

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.bottom - self.drawing.height * self.scale


@dataclass(frozen=True, slots=True)
class LensPlace:
    """Centre and radius of the lens and of the circle it enlarges, in points, downwards."""

    x: float
    y: float
    radius: float
    source_x: float
    source_y: float

    @property
    def source_radius(self) -> float:
        """The small circle's."""
        return self.radius / _ENLARGED


@lru_cache(64)
def free_place(
    figure: ShownFigure,
    figures: tuple[ShownFigure, ...],
    texts: tuple[Box, ...],
    size: tuple[float, float],
    radius: float,
) -> LensPlace | None:
    """The nearest place for the lens that touches neither figure, arrow, text nor edge; None without one.

    Furniture and floor are left free too, where that is possible. The same question is answered from memory:
    a preview asks it anew after every key.
    """
    for background_too, farthest in ((True, _NEAR), (False, _FAR)):
        taken = _taken(figures, background_too)
        for share in _SMALLER:
            source = _source(figure, texts, size, radius * share / _ENLARGED)
            if source is None:
                continue
            for x, y in _middles(source, size, radius * share, farthest * radius):
                if not any(_meets(x, y, radius * share + _CLEAR, text) for text in texts) and not _covers(
                    x, y, radius * share + _CLEAR, taken
                ):
                    return LensPlace(x, y, radius * share, *source)
    return None


def _source(
    figure: ShownFigure, texts: tuple[Box, ...], size: tuple[float, float], radius: float
) -> tuple[float, float] | None:
    """The middle of the small circle: the detail, moved up so far that the circle stays off the captions."""
    lens = figure.drawing.lens
    if lens is None:
        return None
    x = figure.left + lens.x * figure.scale
    y = min(figure.top + lens.y * figure.scale, figure.bottom - radius + 0.6 * mm)
    y = max(y, radius)
    if x - radius < -0.5 * mm or x + radius > size[0] + 0.5 * mm:
        return None
    return None if any(_meets(x, y, radius, text) for text in texts) else (x, y)


def _middles(
    source: tuple[float, float], size: tuple[float, float], radius: float, farthest: float
) -> list[tuple[float, float]]:
    """Where a lens may stand within the group, off its source: the nearest place first."""
    least = radius + radius / _ENLARGED + _CLEAR
    columns = range(max(0, int((size[0] - 2 * radius) / _STEP) + 1))
    rows = range(max(0, int((size[1] - 2 * radius) / _STEP) + 1))
    places = [
        (hypot(x - source[0], y - source[1]), x, y)
        for x in (radius + column * _STEP for column in columns)
        for y in (radius + row * _STEP for row in rows)
    ]
    return [(x, y) for far, x, y in sorted(places) if least <= far < farthest]


def _meets(x: float, y: float, radius: float, box: Box) -> bool:
    left, top, width, height = box
    across = max(left - x, 0.0, x - left - width)
    down = max(top - y, 0.0, y - top - height)
    return hypot(across, down) < radius


def _covers(x: float, y: float, radius: float, taken: frozenset[tuple[int, int]]) -> bool:
    column, row = int(x / _STEP), int(y / _STEP)
    return any((column + across, row + down) in taken for across, down in _disc(int(radius / _STEP + 0.5)))


@lru_cache(32)
def _disc(reach: int) -> tuple[tuple[int, int], ...]:
    """The squares of a disc, from its middle outwards."""
    squares = [
        (hypot(across, down), across, down)
        for across in range(-reach, reach + 1)
        for down in range(-reach, reach + 1)
    ]
    return tuple((across, down) for far, across, down in sorted(squares) if far <= reach + 0.4)


def _taken(figures: tuple[ShownFigure, ...], background_too: bool) -> frozenset[tuple[int, int]]:
    """Squares of the group that hold ink."""
    squares = set()
    for figure in figures:
        for column, row in ink_cells(figure.drawing, background_too):
            x = figure.left + (column + 0.5) * _CELL * figure.scale
            y = figure.top + (row + 0.5) * _CELL * figure.scale
            squares.add((int(x // _STEP), int(y // _STEP)))
    return frozenset(squares)


@lru_cache(64)
def ink_cells(drawing: Drawing, background_too: bool) -> frozenset[tuple[int, int]]:
    """The cells of a drawing that hold body, arrow or furniture (column and row, 60 body units each)."""
    cells: set[tuple[int, int]] = set()
    for shape in drawing.shapes:
        if background_too or (shape.fill or shape.stroke) not in _BACKGROUND:
            for outline in _outlines(shape):
                _fill(outline, cells, filled=shape.fill is not None)
    return frozenset(cells)


def _outlines(shape: Shape) -> Iterator[list[tuple[float, float]]]:
    outline: list[tuple[float, float]] = []
    for verb, numbers in shape.commands():
        if verb == "M" and outline:
            yield outline
            outline = []
        if numbers:
            outline.append((numbers[-2] / _CELL, numbers[-1] / _CELL))
    if outline:
        yield outline


def _fill(outline: list[tuple[float, float]], cells: set[tuple[int, int]], *, filled: bool) -> None:
    """Every cell an edge runs through and, in a filled shape, those between the edges of a row."""
    crossings: dict[int, list[float]] = {}
    for (x0, y0), (x1, y1) in zip(
        outline, outline[1:] + outline[:1] if filled else outline[1:], strict=False
    ):
        steps = max(1, int(max(abs(x1 - x0), abs(y1 - y0)) * 1.5))
        for step in range(steps):
            cells.add((int(x0 + (x1 - x0) * step / steps), int(y0 + (y1 - y0) * step / steps)))
        low, high = min(y0, y1), max(y0, y1)
        for row in range(int(low - 0.5) if low > 0.5 else 0, int(high) + 1) if filled else ():
            if low <= row + 0.5 < high:
                crossings.setdefault(row, []).append(x0 + (x1 - x0) * (row + 0.5 - y0) / (y1 - y0))
    for row, found in crossings.items():
        found.sort()
        for start, end in zip(found[::2], found[1::2], strict=False):
            cells.update((column, row) for column in range(int(start), int(end) + 1))


def draw_lens(easel: Easel, figure: ShownFigure, place: LensPlace, x: float, top: float) -> None:
    """Draw small circle, line and enlarged detail; the group's upper left corner is at ``x``, ``top``."""
    canvas, accent = easel.canvas, easel.theme.colours.accent
    from_x, from_y = x + place.source_x, top - place.source_y
    to_x, to_y = x + place.x, top - place.y
    canvas.setStrokeColor(ink(accent))
    canvas.setLineWidth(0.25 * mm)
    canvas.circle(from_x, from_y, place.source_radius, stroke=1, fill=0)
    far = hypot(to_x - from_x, to_y - from_y)
    across, up = (to_x - from_x) / far, (to_y - from_y) / far
    rule(
        canvas,
        from_x + across * place.source_radius,
        from_y + up * place.source_radius,
        to_x - across * place.radius,
        to_y - up * place.radius,
        accent,
    )
    scale = figure.scale * _ENLARGED
    canvas.saveState()
    canvas.setFillColor(ink(easel.theme.colours.white))
    canvas.circle(to_x, to_y, place.radius, stroke=0, fill=1)
    path = canvas.beginPath()
    path.circle(to_x, to_y, place.radius)
    canvas.clipPath(path, stroke=0, fill=0)
    shown_left = to_x - (place.source_x - figure.left) * _ENLARGED
    shown_bottom = to_y - (figure.bottom - place.source_y) * _ENLARGED
    easel.figures.show(figure.drawing, shown_left, shown_bottom, scale, printed_at=figure.scale)
    canvas.restoreState()
    canvas.setStrokeColor(ink(accent))
    canvas.setLineWidth(0.5 * mm)
    canvas.circle(to_x, to_y, place.radius, stroke=1, fill=0)
