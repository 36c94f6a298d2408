"""Small drawn signs: boxes, discs, ticks, arrows, patterns, codes to scan. All sizes in points."""

import math
from dataclasses import dataclass
from typing import Final

import segno
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from clinic_app.pdf.inks import ink


def box(
    canvas: Canvas,
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    fill: str = "",
    line: str = "",
    line_mm: float = 0.3,
    radius_mm: float = 0.0,
) -> None:
    """A rectangle from its lower left corner, with rounded corners where ``radius_mm`` says."""
    if fill:
        canvas.setFillColor(ink(fill))
    if line:
        canvas.setStrokeColor(ink(line))
        canvas.setLineWidth(line_mm * mm)
    if radius_mm:
        canvas.roundRect(x, y, width, height, radius_mm * mm, fill=bool(fill), stroke=bool(line))
    else:
        canvas.rect(x, y, width, height, fill=bool(fill), stroke=bool(line))


def rule(
    canvas: Canvas, x0: float, y0: float, x1: float, y1: float, colour: str, width_mm: float = 0.25
) -> None:
    """A straight line."""
    canvas.setStrokeColor(ink(colour))
    canvas.setLineWidth(width_mm * mm)
    canvas.line(x0, y0, x1, y1)


def disc(canvas: Canvas, x: float, y: float, radius: float, colour: str) -> None:
    """A filled circle about x, y."""
    canvas.setFillColor(ink(colour))
    canvas.circle(x, y, radius, fill=1, stroke=0)


def polyline(canvas: Canvas, points: tuple[tuple[float, float], ...], colour: str, width_mm: float) -> None:
    """A line through points, with round ends."""
    canvas.saveState()
    canvas.setStrokeColor(ink(colour))
    canvas.setLineWidth(width_mm * mm)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.restoreState()


def polygon(canvas: Canvas, points: tuple[tuple[float, float], ...], colour: str) -> None:
    """A filled polygon."""
    canvas.setFillColor(ink(colour))
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def tick(canvas: Canvas, x: float, y: float, size: float, colour: str) -> None:
    """A tick in a square of ``size`` from its lower left corner."""
    points = ((x, y + size * 0.45), (x + size * 0.36, y + size * 0.08), (x + size, y + size * 0.88))
    polyline(canvas, points, colour, 0.9)


def cross(canvas: Canvas, x: float, y: float, half: float, colour: str) -> None:
    """A cross about x, y."""
    polyline(canvas, ((x - half, y - half), (x + half, y + half)), colour, 0.8)
    polyline(canvas, ((x - half, y + half), (x + half, y - half)), colour, 0.8)


def chevron(canvas: Canvas, x: float, y: float, half: float, colour: str) -> None:
    """An angle about x, y that points right, or left where ``half`` is negative."""
    tall = abs(half) * 1.5
    polyline(
        canvas, ((x - half * 0.6, y + tall), (x + half * 0.7, y), (x - half * 0.6, y - tall)), colour, 0.9
    )


def octagon(canvas: Canvas, x: float, y: float, radius: float, colour: str) -> None:
    """A stop sign's shape about x, y."""
    angles = [math.pi / 8 + at * math.pi / 4 for at in range(8)]
    polygon(canvas, tuple((x + radius * math.cos(a), y + radius * math.sin(a)) for a in angles), colour)


def triangle(canvas: Canvas, x: float, y: float, radius: float, colour: str) -> None:
    """A warning sign's shape about x, y."""
    points = (
        (x, y + radius * 1.05),
        (x + radius * 1.15, y - radius * 0.9),
        (x - radius * 1.15, y - radius * 0.9),
    )
    polygon(canvas, points, colour)


def stripes(
    canvas: Canvas,
    x: float,
    y: float,
    width: float,
    height: float,
    colour: str,
    *,
    pitch_mm: float = 1.8,
    line_mm: float = 0.6,
) -> None:
    """A rectangle of slanting stripes."""
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(x, y, width, height)
    canvas.clipPath(clip, stroke=0, fill=0)
    canvas.setStrokeColor(ink(colour))
    canvas.setLineWidth(line_mm * mm)
    path = canvas.beginPath()
    at = -height
    while at < width:
        path.moveTo(x + at, y)
        path.lineTo(x + at + height, y + height)
        at += pitch_mm * mm
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.restoreState()


def dots(canvas: Canvas, x: float, y: float, width: float, height: float, colour: str) -> None:
    """A rectangle of dots."""
    pitch, radius = 1.9 * mm, 0.42 * mm
    canvas.setFillColor(ink(colour))
    path = canvas.beginPath()
    row, down = 0, y + pitch * 0.5
    while down < y + height:
        across = x + pitch * (1.0 if row % 2 else 0.5)
        while across < x + width - radius:
            path.circle(across, down, radius)
            across += pitch
        down += pitch * 0.6
        row += 1
    canvas.drawPath(path, fill=1, stroke=0)


BLACK = "#000000"
"""Codes are scanned best in plain black."""
_USUAL_CODE = 15 * mm


@dataclass(frozen=True, slots=True)
class Fineness:
    """How much a code may hold: characters, the least module in points, the share that may be spoilt."""

    longest: int
    least_module: float
    error: str


COARSE: Final = Fineness(longest=300, least_module=0.5 * mm, error="m")
"""Read by every telephone, also from a creased page."""
FINE: Final = Fineness(longest=900, least_module=0.42 * mm, error="l")
"""For much text on a flat page."""


def code_matrix(data: str, most: float, fineness: Fineness = COARSE) -> tuple[tuple[int, ...], ...]:
    """The modules of a QR code no wider than ``most`` points; empty where the text cannot be one."""
    if not data or len(data) > fineness.longest:
        return ()
    try:
        if data.isascii():
            matrix = segno.make(data, error=fineness.error, micro=False).matrix
        else:  # told which bytes, it neither tries other encodings nor takes some letters for Japanese ones
            matrix = segno.make(data, error=fineness.error, micro=False, mode="byte", encoding="utf-8").matrix
    except (segno.DataOverflowError, UnicodeError):
        return ()
    return tuple(tuple(row) for row in matrix) if len(matrix) * fineness.least_module <= most else ()


def code_size(matrix: tuple[tuple[int, ...], ...], fineness: Fineness = COARSE) -> float:
    """How wide a code is: no module finer than is allowed."""
    return max(_USUAL_CODE, len(matrix) * fineness.least_module) if matrix else 0.0


def code_to_scan(
    canvas: Canvas,
    matrix: tuple[tuple[int, ...], ...],
    x: float,
    y: float,
    fineness: Fineness = COARSE,
) -> None:
    """A QR code from its lower left corner, its dark modules joined row by row."""
    size = code_size(matrix, fineness)
    module = size / len(matrix)
    canvas.setFillColor(ink(BLACK))
    path = canvas.beginPath()
    for row, cells in enumerate(matrix):
        for start, end in _dark_runs(cells):
            path.rect(
                x + start * module, y + size - (row + 1) * module, (end - start) * module, module * 1.01
            )
    canvas.drawPath(path, fill=1, stroke=0)


def _dark_runs(cells: tuple[int, ...]) -> list[tuple[int, int]]:
    runs, start = [], None
    for at, cell in enumerate([*cells, 0]):
        if cell and start is None:
            start = at
        elif not cell and start is not None:
            runs.append((start, at))
            start = None
    return runs
