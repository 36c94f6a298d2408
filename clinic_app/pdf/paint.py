"""Paints drawings as vectors: each drawing is written once a document, and shown as often as needed."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFResourceDictionary, PDFStream
from reportlab.pdfgen.canvas import Canvas

from clinic_app.domain.drawing import COORDINATES, Drawing, Lens, Shape
from clinic_app.domain.palette import Palette
from clinic_app.pdf.thinning import thinned

_FINEST = 0.22
"""Points: what lies closer together on paper is one point; 0.07 mm is finer than an eye sees."""

_TOLERANCE = 0.2
"""Points on paper: so far a line may move to have fewer points; 0.07 mm."""

_LEAST_QUANTUM = 3
_TINY = 1
"""Steps of no more than this many form units are not drawn for themselves."""

_KEPT_FORMS: Final = 64
"""As many drawings as a gallery keeps, for they are kept with them; compressed, about 5 kB each."""

_HARDEST: Final = 9


class FigurePainter:
    """Shows drawings on one canvas. Line weights are those of the size a drawing is first shown at."""

    def __init__(self, canvas: Canvas, palette: Palette, *, prefix: str = "figure") -> None:
        """``prefix`` begins the names of its forms, where a document has several painters."""
        self._canvas = canvas
        self._palette, self._prefix = palette, prefix
        self._forms: dict[tuple[Drawing, int], str] = {}

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
        canvas = self._canvas
        if drawing.photo is not None:
            picture = ImageReader(BytesIO(drawing.photo.data))
            canvas.drawImage(picture, x, y, drawing.width * scale, drawing.height * scale)
            return
        name = self._form(drawing, printed_at or scale, window)
        canvas.saveState()
        canvas.translate(x, y + drawing.height * scale)
        quantum = _quantum(printed_at or scale)
        canvas.scale(scale * quantum, -scale * quantum)
        canvas.doForm(name)
        canvas.restoreState()

    def _form(self, drawing: Drawing, scale: float, window: Lens | None) -> str:
        key = (drawing, round(scale * 10_000))
        if key not in self._forms:
            self._forms[key] = f"{self._prefix}{len(self._forms) + 1}"
            self._write(drawing, self._forms[key], scale, window)
        return self._forms[key]

    def _write(self, drawing: Drawing, name: str, scale: float, window: Lens | None) -> None:
        quantum = _quantum(scale)
        form = _form(drawing, window, self._palette, quantum, mm / (scale * quantum))
        resources: Any = PDFResourceDictionary()
        resources.basicProcs()
        if form.opacities:
            resources.ExtGState = {
                _opacity_name(value): PDFDictionary({"ca": value, "CA": value})
                for value in (*form.opacities, 1.0)
            }
        entries = {
            "Type": PDFName("XObject"),
            "Subtype": PDFName("Form"),
            "FormType": 1,
            "BBox": PDFArray([0, 0, drawing.width / quantum, drawing.height / quantum]),
            "Matrix": PDFArray([1, 0, 0, 1, 0, 0]),
            "Resources": resources,
            "Filter": PDFName("FlateDecode"),
        }
        canvas: Any = self._canvas  # the stubs leave out ReportLab's own document
        canvas._doc.addForm(name, PDFStream(PDFDictionary(entries), form.data))


@dataclass(frozen=True, slots=True)
class _Form:
    """A drawing ready to be put into documents: its compressed operators, and the opacities they name."""

    data: bytes
    opacities: tuple[float, ...]


@lru_cache(_KEPT_FORMS)
def _form(drawing: Drawing, window: Lens | None, palette: Palette, quantum: int, unit_mm: float) -> _Form:
    """The drawing, or of it what lies within the window; the same in every document, so kept."""
    shown = drawing if window is None else _within(drawing, window)
    operators = "\n".join(("1 j 1 J", *_operators(shown, palette, quantum, unit_mm)))
    opacities = sorted({shape.opacity for shape in shown.shapes if shape.opacity != 1.0})
    return _Form(zlib.compress(operators.encode("ascii"), _HARDEST), tuple(opacities))


def _within(drawing: Drawing, window: Lens) -> Drawing:
    """The drawing without what lies outside the window."""
    reach = window.radius * 1.45
    left, right, top, bottom = window.x - reach, window.x + reach, window.y - reach, window.y + reach
    shapes = []
    for shape in drawing.shapes:
        verbs, points = "", list[int]()
        for part_verbs, part in _pieces(shape):
            across, down = part[0::2], part[1::2]
            if min(across) < right and max(across) > left and min(down) < bottom and max(down) > top:
                verbs += part_verbs
                points += part
        if verbs:
            shapes.append(replace(shape, verbs=verbs, points=tuple(points)))
    return replace(drawing, shapes=tuple(shapes))


def _pieces(shape: Shape) -> Iterator[tuple[str, list[int]]]:
    """The shape's paths, each from one move to the next."""
    verbs, points = "", list[int]()
    for verb, numbers in shape.commands():
        if verb == "M" and verbs:
            yield verbs, points
            verbs, points = "", []
        verbs += verb
        points += numbers
    if verbs:
        yield verbs, points


def _quantum(scale: float) -> int:
    """Body units to one unit of the form, for a drawing printed at ``scale`` points a body unit."""
    return max(_LEAST_QUANTUM, round(_FINEST / scale))


def _operators(drawing: Drawing, palette: Palette, quantum: int, unit_mm: float) -> Iterator[str]:
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
        yield _path(shape.verbs, shape.points, quantum)
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


def _path(verbs: str, points: tuple[int, ...], quantum: int) -> str:
    """A path's operators, in whole units of ``quantum`` body units; what is too small to see is left out."""
    verbs, coordinates = thinned(verbs, points, quantum * _TOLERANCE / _FINEST)
    numbers = [round(value / quantum) for value in coordinates]
    found: list[str] = []
    at = 0
    last: list[int] = []
    for verb in verbs:
        size = COORDINATES[verb]
        step = numbers[at : at + size]
        at += size
        if verb == "Z":
            found.append("h")
        elif verb == "M" or any(abs(value - last[index % 2]) > _TINY for index, value in enumerate(step)):
            found.append(f"{' '.join(map(str, step))} {_PATH_OPERATORS[verb]}")
            last = step[-2:]
    return "\n".join(found)


_PATH_OPERATORS = {"M": "m", "L": "l", "Q": "v"}
"""``v`` has the quadratic curve's tangents at both ends, and is flatter by less than print can show."""
