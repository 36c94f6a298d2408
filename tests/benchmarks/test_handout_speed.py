"""One handout of six cached figures beside a bare canvas that draws the same paths. Run by hand:

``python3 -m clinic_app test tests/benchmarks --benchmark-only``; the ratio of the two medians is the figure.
"""

from io import BytesIO
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from benchmarks.bare_canvas import drawn_barely
from builders import a_clinic
from clinic_app.data.library_files import load_library
from clinic_app.domain.drawing import Drawing
from clinic_app.domain.program import ProgramContent, prescribed
from clinic_app.figures.cache import DrawingCache
from clinic_app.figures.gallery import Gallery
from clinic_app.services.printing import SheetPrinter
from clinic_app.services.sheet import SheetSubject
from clinic_resources import catalogue
from sheets import SIX


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    gallery = Gallery(DrawingCache(tmp_path_factory.mktemp("figures")))
    for slug in SIX:
        for frame in gallery.frames(slug):
            gallery.drawing(slug, frame)
    return gallery


def test_a_handout_of_six_figures(benchmark: Any, gallery: Gallery) -> None:
    library = load_library()
    printer = SheetPrinter(library=library, pictures=gallery, catalogue=catalogue)
    content = ProgramContent(items=tuple(prescribed(library.exercise(slug)) for slug in SIX))
    subject = SheetSubject(clinic=a_clinic())

    benchmark(printer.print, content, subject)


def test_a_bare_canvas_with_the_same_paths(benchmark: Any, gallery: Gallery) -> None:
    drawings = [gallery.drawing(slug, frame) for slug in SIX for frame in gallery.frames(slug)]

    benchmark(_drawn, drawings)


def _drawn(drawings: list[Drawing]) -> bytes:
    """Each drawing on a page of its own."""
    target = BytesIO()
    canvas = Canvas(target, pageCompression=1, invariant=1)
    for drawing in drawings:
        drawn_barely(canvas, drawing)
        canvas.showPage()
    canvas.save()
    return target.getvalue()
