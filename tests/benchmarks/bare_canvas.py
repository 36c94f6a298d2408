"""The floor of every handout's benchmark: ReportLab's own path object, drawn anew each time."""

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from clinic_app.domain.drawing import Drawing
from clinic_app.domain.palette import PAPER_COLOUR


def drawn_barely(canvas: Canvas, drawing: Drawing) -> None:
    """Every shape of the drawing onto the page, a tenth of a millimetre a unit or so."""
    canvas.saveState()
    canvas.scale(0.04, 0.04)
    for shape in drawing.shapes:
        path = canvas.beginPath()
        x = y = 0.0
        for verb, at in shape.commands():
            if verb == "M":
                path.moveTo(*at)
            elif verb == "L":
                path.lineTo(*at)
            elif verb == "Q":
                cx, cy, end_x, end_y = at
                path.curveTo(
                    x + 2 * (cx - x) / 3,
                    y + 2 * (cy - y) / 3,
                    end_x + 2 * (cx - end_x) / 3,
                    end_y + 2 * (cy - end_y) / 3,
                    end_x,
                    end_y,
                )
            else:
                path.close()
            if at:
                x, y = at[-2:]
        if shape.fill:
            canvas.setFillColor(HexColor(PAPER_COLOUR.colours[shape.fill]))
        if shape.stroke:
            canvas.setStrokeColor(HexColor(PAPER_COLOUR.colours[shape.stroke]))
        canvas.drawPath(path, fill=bool(shape.fill), stroke=bool(shape.stroke))
    canvas.restoreState()
