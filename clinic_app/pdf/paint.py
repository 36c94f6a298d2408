"""Paints drawings as vectors: each drawing is written once a document, and shown as often as needed."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFResourceDictionary
from reportlab.pdfgen.canvas import Canvas

from clinic_app.domain.drawing import Drawing, Lens, Shape
from clinic_app.domain.palette import Palette

_QUANTUM = 3
"""Body units to one unit on paper: 1.5 mm of the person, 0.04 mm in print."""


class FigurePainter:
    """Shows drawings on one canvas. Line weights are those of the size a drawing is first shown at."""

    def __init__(self, canvas: Canvas, palette: Palette) -> None:
        self._canvas = canvas
        self._palette = palette
        self._forms: dict[tuple[int, int], str] = {}
        self._kept: list[Drawing] = []  # so that no other drawing gets the same id

    def show(
        self,
        drawing: Drawing,
        x: float,
        y: float,
        scale: float,
        *,
        printed_at: float = 0.0,
        window: Lens | None = None,
    ) -> None:
        """Show the drawing with its lower left corner at ``x``, ``y``; ``scale`` is points a body unit.

        ``printed_at`` is the scale its lines are weighed for, where that is another one (an enlargement).
        With a ``window``, the square about it, the rest of a drawing not shown elsewhere is left out.
        """
        name = self._form(drawing, printed_at or scale, window)
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(x, y + drawing.height * scale)
        canvas.scale(scale * _QUANTUM, -scale * _QUANTUM)
        canvas.doForm(name)
        canvas.restoreState()

    def _form(self, drawing: Drawing, scale: float, window: Lens | None) -> str:
        key = (id(drawing), round(scale * 10_000))
        if key not in self._forms:
            self._kept.append(drawing)
            self._forms[key] = f"figure{len(self._forms) + 1}"
            shown = drawing if window is None else _within(drawing, window)
            self._write(shown, self._forms[key], scale)
        return self._forms[key]

    def _write(self, drawing: Drawing, name: str, scale: float) -> None:
        canvas: Any = self._canvas  # the stubs leave out what only ReportLab's own forms use
        width, height = drawing.width / _QUANTUM, drawing.height / _QUANTUM
        # The form starts with nothing of the page's own setting, and names the opacities it uses itself:
        # ReportLab's own resources for forms leave them out.
        preamble, canvas._preamble = canvas._preamble, ""
        canvas.beginForm(name, 0, 0, width, height)
        opacities = sorted({shape.opacity for shape in drawing.shapes if shape.opacity != 1.0})
        canvas._code.append("1 j 1 J")
        canvas._code.extend(_operators(drawing, self._palette, mm / (scale * _QUANTUM)))
        resources: Any = PDFResourceDictionary()
        resources.basicProcs()
        if opacities:
            resources.ExtGState = {
                _opacity_name(value): PDFDictionary({"ca": value, "CA": value}) for value in (*opacities, 1.0)
            }
        canvas.endForm(Resources=resources)
        canvas._preamble = preamble


def _within(drawing: Drawing, window: Lens) -> Drawing:
    """The drawing without the shapes that lie outside the window."""
    reach = window.radius * 1.5
    shapes = tuple(
        shape
        for shape in drawing.shapes
        if shape.points
        and min(shape.points[0::2]) < window.x + reach
        and max(shape.points[0::2]) > window.x - reach
        and min(shape.points[1::2]) < window.y + reach
        and max(shape.points[1::2]) > window.y - reach
    )
    return replace(drawing, shapes=shapes)


def _operators(drawing: Drawing, palette: Palette, unit_mm: float) -> Iterator[str]:
    """The drawing as PDF operators; ``unit_mm`` is how many form units a printed millimetre has."""
    fill = stroke = weight = ""
    dash: tuple[float, ...] = ()
    opacity = 1.0
    for shape in drawing.shapes:
        if shape.paper_only and not palette.hatched:
            continue
        if shape.opacity != opacity:
            opacity = shape.opacity
            yield f"/{_opacity_name(opacity)} gs"
        if shape.fill is not None and (wanted := _colour(palette.colours[shape.fill])) != fill:
            fill = wanted
            yield f"{fill} rg"
        if shape.stroke is not None and shape.weight is not None:
            if (wanted := _colour(palette.colours[shape.stroke])) != stroke:
                stroke = wanted
                yield f"{stroke} RG"
            width = palette.weights_mm[shape.weight] * unit_mm
            if (wanted := f"{width:.1f}") != weight:
                weight = wanted
                yield f"{weight} w"
            if shape.dash != dash:
                dash = shape.dash
                yield f"[{' '.join(f'{part * width:.0f}' for part in dash)}] 0 d"
        yield _path(shape.verbs, shape.points)
        yield _paint_operator(shape)


def _paint_operator(shape: Shape) -> str:
    filled, stroked = shape.fill is not None, shape.stroke is not None
    if filled:
        return ("B" if stroked else "f") + ("*" if shape.even_odd else "")
    return "S" if stroked else "n"


def _opacity_name(opacity: float) -> str:
    return f"o{round(opacity * 100)}"


@lru_cache(256)
def _colour(text: str) -> str:
    shares = (int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return " ".join(f"{share:.3f}".rstrip("0").rstrip(".") or "0" for share in shares)


@lru_cache(4096)
def _path(verbs: str, points: tuple[int, ...]) -> str:
    """A path's operators."""
    found: list[str] = []
    at = 0
    for verb in verbs:
        if verb == "Q":  # the same tangents at both ends, and flatter by less than print can show
            found.append(f"{' '.join(_whole(value) for value in points[at : at + 4])} v")
            at += 4
        elif verb == "Z":
            found.append("h")
        else:
            found.append(f"{_whole(points[at])} {_whole(points[at + 1])} {'m' if verb == 'M' else 'l'}")
            at += 2
    return "\n".join(found)


def _whole(value: int) -> str:
    return str(round(value / _QUANTUM))
