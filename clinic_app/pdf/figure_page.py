"""One figure as a PDF page of its own size."""

from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from clinic_app.domain.drawing import Drawing
from clinic_app.domain.palette import Palette
from clinic_app.pdf.fonts import FIRST, faces
from clinic_app.pdf.paint import FigurePainter


def write_figure(drawing: Drawing, palette: Palette, *, height_mm: float) -> bytes:
    """The drawing as vectors on a page that just holds it; the same bytes for the same drawing."""
    faces()
    scale = height_mm * mm / drawing.height
    target = BytesIO()
    size = (drawing.width * scale, drawing.height * scale)
    canvas = Canvas(target, pagesize=size, pageCompression=1, invariant=1, initialFontName=FIRST)
    FigurePainter(canvas, palette).show(drawing, 0, 0, scale)
    canvas.showPage()
    canvas.save()
    return target.getvalue()
