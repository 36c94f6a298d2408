"""An eight-picture sheet beside what others make of the same words and pictures, in one run.

    pip install typst weasyprint
    pytest tests/benchmarks/test_handout_peers.py --benchmark-only

Ours is the whole handout (layout, log, stop rules, tags, the program attached); the others set the same
title, steps and eight pictures, as SVG, and nothing else. Without a peer installed its line is skipped.
"""

import json
import logging
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from benchmarks.bare_canvas import drawn_barely
from builders import a_clinic
from clinic_app.data.library_files import load_library
from clinic_app.domain.palette import PAPER_COLOUR
from clinic_app.domain.program import ProgramContent, prescribed
from clinic_app.figures.cache import DrawingCache
from clinic_app.figures.gallery import Gallery
from clinic_app.figures.svg import svg_text
from clinic_app.services.printing import SheetPrinter
from clinic_app.services.sheet import SheetSubject
from clinic_resources import catalogue
from sheets import SIX

FOUR = SIX[:2] + SIX[3:5]
FRAMES = ("start", "end")
"""Eight pictures; ours prints the crossed-out mistakes besides, where there are any."""

HEIGHT_MM = 50
GROUP = "an eight-picture sheet"
"""Read the ratio of the medians."""


class Work:
    """What everybody sets: a title, and for each exercise its name, steps and two pictures."""

    def __init__(self, folder: Path) -> None:
        self.library = load_library()
        self.gallery = Gallery(DrawingCache(folder))
        self.exercises = [self.library.exercise(slug) for slug in FOUR]
        self.pictures = {
            f"{slug}-{frame}": self.gallery.drawing(slug, frame) for slug in FOUR for frame in FRAMES
        }
        assert len(self.pictures) == 8
        self.svgs = {
            name: svg_text(drawing, PAPER_COLOUR, height_mm=HEIGHT_MM)
            for name, drawing in self.pictures.items()
        }

    def sections(self) -> list[tuple[str, list[str], list[str]]]:
        """Name, steps, and the names of the pictures of each exercise."""
        return [
            (
                each.name("en"),
                list(each.wording["en"].steps),
                [name for name in self.pictures if name.rpartition("-")[0] == each.slug],
            )
            for each in self.exercises
        ]


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Work:
    return Work(tmp_path_factory.mktemp("figures"))


@pytest.fixture(autouse=True)
def one_group(request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("benchmark").group = GROUP


def test_our_handout(benchmark: Any, work: Work) -> None:
    printer = SheetPrinter(library=work.library, pictures=work.gallery, catalogue=catalogue)
    content = ProgramContent(items=tuple(map(prescribed, work.exercises)))
    benchmark(printer.print, content, SheetSubject(clinic=a_clinic()))


def test_a_plain_canvas(benchmark: Any, work: Work) -> None:
    def draw() -> bytes:
        target = BytesIO()
        canvas = Canvas(target, pageCompression=1, invariant=1)
        for name, steps, pictures in work.sections():
            for at, line in enumerate((name, *steps)):
                canvas.drawString(40, 800 - 14 * at, line)
            for picture in pictures:
                drawn_barely(canvas, work.pictures[picture])
            canvas.showPage()
        canvas.save()
        return target.getvalue()

    benchmark(draw)


def test_typst(benchmark: Any, work: Work, tmp_path: Path) -> None:
    typst: Any = pytest.importorskip("typst")
    for name, svg in work.svgs.items():
        (tmp_path / f"{name}.svg").write_text(svg, encoding="utf-8")
    source = tmp_path / "sheet.typ"
    source.write_text(_as_typst(work), encoding="utf-8")
    _checked(benchmark(typst.compile, str(source)))


def test_weasyprint(benchmark: Any, work: Work, tmp_path: Path) -> None:
    weasyprint: Any = pytest.importorskip("weasyprint")
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # it warns of how it makes fonts small
    for name, svg in work.svgs.items():
        (tmp_path / f"{name}.svg").write_text(svg, encoding="utf-8")
    html = _as_html(work)

    def make() -> bytes:
        made: bytes = weasyprint.HTML(string=html, base_url=str(tmp_path)).write_pdf()
        return made

    run: Callable[..., bytes] = benchmark.pedantic
    _checked(run(make, rounds=3, iterations=1))


def _checked(pdf: bytes) -> None:
    """It is a PDF with our words in it and as large as eight pictures make it."""
    assert pdf.startswith(b"%PDF")
    assert len(pdf) > 20_000


def _as_typst(work: Work) -> str:
    lines = ['#set page("a4")', "#set text(12pt)", "= Looser calves"]
    for name, steps, pictures in work.sections():
        lines.append(f"== #{json.dumps(name)}")
        lines += [f"+ #{json.dumps(step)}" for step in steps]
        images = ", ".join(f'image("{each}.svg", height: {HEIGHT_MM}mm)' for each in pictures)
        lines.append(f"#stack(dir: ltr, spacing: 5mm, {images})")
    return "\n".join(lines)


def _as_html(work: Work) -> str:
    parts = ["<style>@page{size:A4} body{font:12pt sans-serif}</style><h1>Looser calves</h1>"]
    for name, steps, pictures in work.sections():
        parts.append(f"<h2>{name}</h2><ol>{''.join(f'<li>{step}</li>' for step in steps)}</ol>")
        parts += [f'<img src="{each}.svg" style="height:{HEIGHT_MM}mm">' for each in pictures]
    return "".join(parts)
