"""Painting a drawing as SVG text, for the command line and for tests."""

from collections.abc import Iterator
from typing import Final

from clinic_app.domain.drawing import Drawing, Shape
from clinic_app.domain.palette import Palette

_LETTERS: Final = {"M": "M", "L": "l", "Q": "q", "Z": "z"}


def svg_text(drawing: Drawing, palette: Palette, *, height_mm: float) -> str:
    """The drawing as one SVG document ``height_mm`` tall, in the palette's colours and line weights."""
    mm_per_unit = height_mm / drawing.height
    paths = "\n".join(
        _path(shape, palette, mm_per_unit)
        for shape in drawing.shapes
        if palette.hatched or not shape.paper_only
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg"'
        f' width="{drawing.width * mm_per_unit:.1f}mm" height="{height_mm:.1f}mm"'
        f' viewBox="0 0 {drawing.width} {drawing.height}">\n'
        f'<g stroke-linejoin="round" stroke-linecap="round">\n{paths}\n</g>\n</svg>\n'
    )


def _path(shape: Shape, palette: Palette, mm_per_unit: float) -> str:
    attributes = "".join(f' {name}="{value}"' for name, value in _attributes(shape, palette, mm_per_unit))
    return f'<path d="{_data(shape)}"{attributes}/>'


def _attributes(shape: Shape, palette: Palette, mm_per_unit: float) -> Iterator[tuple[str, str]]:
    yield "fill", palette.colours[shape.fill] if shape.fill else "none"
    if shape.fill and shape.even_odd:
        yield "fill-rule", "evenodd"
    if shape.fill and shape.opacity < 1:
        yield "fill-opacity", f"{shape.opacity:g}"
    if shape.stroke and shape.weight:
        width = palette.weights_mm[shape.weight] / mm_per_unit
        yield "stroke", palette.colours[shape.stroke]
        yield "stroke-width", f"{width:.1f}"
        if shape.dash:
            yield "stroke-dasharray", " ".join(f"{length * width:.1f}" for length in shape.dash)


def _data(shape: Shape) -> str:
    """The path's commands; all but moves are relative, which halves their length."""
    written: list[str] = []
    x = y = start_x = start_y = 0
    last = ""
    for verb, numbers in shape.commands():
        letter = _LETTERS[verb]
        if verb == "M":
            start_x, start_y = numbers
            relative: tuple[int, ...] = numbers
        else:
            relative = tuple(value - (x if index % 2 == 0 else y) for index, value in enumerate(numbers))
        body = " ".join(str(value) for value in relative).replace(" -", "-")
        repeated = letter == last and letter not in "Mz"
        written.append((body if body.startswith("-") else f" {body}") if repeated else letter + body)
        last = letter
        x, y = numbers[-2:] if numbers else (start_x, start_y)
    return "".join(written)
