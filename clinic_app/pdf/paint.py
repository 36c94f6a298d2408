"""Paints drawings as vectors: each drawing is written once a document, and shown as often as needed."""

from collections.abc import Iterator
from functools import lru_cache

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFResourceDictionary
from reportlab.pdfgen.canvas import Canvas

from clinic_app.domain.drawing import Drawing, Shape
from clinic_app.domain.palette import Palette

_QUANTUM = 2
"""Body units (0.5 mm of the person) to one unit on paper; half a millimetre of body is not seen in print."""


class FigurePainter:
    """Shows drawings on one canvas. Line weights are those of the size a drawing is first shown at."""

    def __init__(self, canvas: Canvas, palette: Palette) -> None:
        self._canvas = canvas
        self._palette = palette
        self._forms: dict[tuple[int, int], str] = {}
        self._kept: list[Drawing] = []  # so that no other drawing gets the same id

    def show(self, drawing: Drawing, x: float, y: float, scale: float, *, printed_at: float = 0.0) -> None:
        """Show the drawing with its lower left corner at ``x``, ``y``; ``scale`` is points a body unit.

        ``printed_at`` is the scale its lines are weighed for, where that is another one (an enlargement).
        """
        name = self._form(drawing, printed_at or scale)
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(x, y + drawing.height * scale)
        canvas.scale(scale * _QUANTUM, -scale * _QUANTUM)
        canvas.doForm(name)
        canvas.restoreState()

    def _form(self, drawing: Drawing, scale: float) -> str:
        key = (id(drawing), round(scale * 10_000))
        if key not in self._forms:
            self._kept.append(drawing)
            self._forms[key] = f"figure{len(self._forms) + 1}"
            self._write(drawing, self._forms[key], scale)
        return self._forms[key]

    def _write(self, drawing: Drawing, name: str, scale: float) -> None:
        canvas = self._canvas
        width, height = drawing.width / _QUANTUM, drawing.height / _QUANTUM
        # The form starts with nothing of the page's own setting, and names the opacities it uses itself:
        # ReportLab's own resources for forms leave them out.
        preamble, canvas._preamble = canvas._preamble, ""
        canvas.beginForm(name, 0, 0, width, height)
        opacities = sorted({shape.opacity for shape in drawing.shapes if shape.opacity != 1.0})
        canvas._code.append("1 j 1 J")
        canvas._code.extend(_operators(drawing, self._palette, mm / (scale * _QUANTUM)))
        resources = PDFResourceDictionary()
        resources.basicProcs()
        if opacities:
            resources.ExtGState = {
                _opacity_name(value): PDFDictionary({"ca": value, "CA": value}) for value in (*opacities, 1.0)
            }
        canvas.endForm(Resources=resources)
        canvas._preamble = preamble


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
    """A path's operators; quadratic curves become cubic ones."""
    found: list[str] = []
    at = 0
    x = y = 0.0
    for verb in verbs:
        if verb == "Q":
            cx, cy, end_x, end_y = (value / _QUANTUM for value in points[at : at + 4])
            first_x, first_y = x + 2 * (cx - x) / 3, y + 2 * (cy - y) / 3
            second_x, second_y = end_x + 2 * (cx - end_x) / 3, end_y + 2 * (cy - end_y) / 3
            x, y = end_x, end_y
            found.append(
                f"{round(first_x)} {round(first_y)} {round(second_x)} {round(second_y)} {round(x)} {round(y)} c"
            )
            at += 4
        elif verb == "Z":
            found.append("h")
        else:
            x, y = points[at] / _QUANTUM, points[at + 1] / _QUANTUM
            found.append(f"{round(x)} {round(y)} {'m' if verb == 'M' else 'l'}")
            at += 2
    return "\n".join(found)
